"""An invented town's mail, built by hand: what the tests of the senders room read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from inboxguard.facts.message import (
    Address,
    Authentication,
    Link,
    LinkKind,
    ListHeaders,
    Message,
    MessageKey,
    Place,
    Shelf,
)
from inboxguard.facts.person import Person
from inboxguard.senders.attribution import Attribution, Kind, Legal, Role

ME = Person(("anna@post.example",), ("mx.post.example",))
DAY = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

WAY_OUT = ListHeaders(unsubscribe_https=("https://news.shop.example/out/1",), list_id="news.shop.example")
ONE_CLICK = replace(WAY_OUT, one_click=True)
UNSUBSCRIBE = Link("https://shop.example/unsubscribe", "Unsubscribe", LinkKind.UNSUBSCRIBE)
NOT_SAID = Authentication()
VOUCHED = Authentication("server", "mx.post.example", (("dkim", "shop.example"),), (), True, True)
DENIED = Authentication("server", "mx.post.example", (), (("dkim", "shop.example"),), False, False, denied=True)


def vouched(*passed: tuple[str, str], aligned: bool = True) -> Authentication:
    """Return what the person's server attests."""
    return Authentication("server", "mx.post.example", passed, (), aligned, aligned)


def letter(**said: Any) -> Message:
    """Return a message of the Shop to Anna; a bulk mail's body is read, a person's is not."""
    name, address = said.pop("name", "Shop"), said.pop("address", "hello@shop.example")
    text = said.pop("text", None)
    base = Message(
        key=MessageKey("m1"),
        place=Place("anna@post.example", "INBOX"),
        twin="t1",
        sha256=None,
        shelf=Shelf.PLAIN,
        message_id="<m1@shop.example>",
        in_reply_to=None,
        references=(),
        sent=DAY,
        received=DAY,
        sender=Address(name, address) if address else None,
        reply_to=None,
        return_path=None,
        to=(Address("Anna", "anna@post.example"),),
        subject="",
        lists=ListHeaders(),
        signatures=(),
        trail=(),
        marks=(),
        bulk=text is not None,
        opened=text is not None,
        text=text,
        language="en",
        delivered_to="anna@post.example",
    )
    return replace(base, **said)


def advert(**said: Any) -> Message:
    """Return an advert of the Shop with a way out."""
    plain: dict[str, Any] = {
        "subject": "20% off all lamps this weekend",
        "text": "Shop now and save up to 30%. New arrivals every week. Unsubscribe here.",
        "lists": WAY_OUT,
        "links": (UNSUBSCRIBE,),
        "authentication": VOUCHED,
    }
    return letter(**(plain | said))


def heard(**said: Any) -> Attribution:
    """Return the attribution of an advert of the Shop; `days` moves it in time."""
    days = said.pop("days", 0)
    key = MessageKey(said.pop("key", f"k{days}"))
    base = Attribution(
        message=key,
        message_id=f"<{key}@shop.example>",
        at=DAY + timedelta(days=days),
        subject="20% off",
        kind=Kind.MARKETING,
        reasons=("way_out_header",),
        organisation="shop.example",
        name="Shop",
        address="news@mail.shop.example",
        authenticated=True,
        attested="server",
        recipient="anna@post.example",
        outgoing=False,
        platform=None,
        account=None,
        list_id=None,
        sending_domains=("shop.example",),
        out_domains=("shop.example",),
        way_out=True,
        role=None,
        legal=Legal(),
        language="en",
    )
    return replace(base, **said)


def receipt(**said: Any) -> Attribution:
    """Return the attribution of a receipt of the Shop."""
    return heard(**({"kind": Kind.TRANSACTIONAL, "role": Role.PURCHASE, "subject": "Order 7 received"} | said))


def wrote(**said: Any) -> Attribution:
    """Return the attribution of a mail that Anna wrote to the Shop."""
    plain = {
        "outgoing": True,
        "kind": Kind.PERSONAL,
        "role": Role.OPT_OUT,
        "subject": "unsubscribe",
        "address": "leave@shop.example",
        "authenticated": None,
        "reasons": ("outgoing",),
    }
    return heard(**(plain | said))
