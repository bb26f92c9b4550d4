"""Small invented mailboxes of one shop: an order, and adverts over half a year (tests/senders/one_off)."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from inboxguard.facts.message import Address, Message, MessageKey
from inboxguard.senders.advert_words import Heard
from inboxguard.senders.offering import Mailing
from inboxguard.senders.product_words import tokens
from tests.senders.letters import WAY_OUT, letter

FOLDER = Path(__file__).parent / "one_off"
ORDERED = datetime(2025, 3, 3, 10, tzinfo=UTC)
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")


@dataclass(frozen=True)
class Case:
    """One mailbox, what is to be said of it ("" for nothing), and the adverts that name it."""

    name: str
    mailing: Mailing
    expect: str
    offers: tuple[str, ...]


def mail(key: str, at: datetime, written: str, language: str, **more: Any) -> Heard:
    """Return a mail whose first line is the subject."""
    subject, _, text = written.partition("\n")
    message: Message = letter(
        key=MessageKey(key), subject=subject, text=text, language=language, received=at, sent=at, **more
    )
    return Heard(message, at)


def advert(key: str, at: datetime, written: str, language: str, shop: str = "Shop") -> Heard:
    """Return an advert written as "subject | text"."""
    subject, _, text = written.partition(" | ")
    return mail(key, at, f"{subject}\n{text}", language, lists=WAY_OUT, sender=Address(shop, "news@shop.example"))


def case(name: str, told: dict[str, Any], language: str, filler: list[str]) -> Case:
    """Return the mailbox of one entry: the order, adverts before and after it, other adverts in between."""
    shop = told["shop"]
    orders = [mail("order", ORDERED, told["order"], language)]
    for kind, days in (("again", 60), ("returned", 12)):
        if kind in told:
            orders.append(mail(kind, ORDERED + timedelta(days=days), told[kind], language))
    adverts = [
        advert(f"before{at}", ORDERED - timedelta(days=9 * at + 9), one, language, shop)
        for at, one in enumerate(told.get("before", ()))
    ]
    offers = told["offers"]
    adverts += [
        advert(f"offer{at}", ORDERED + timedelta(days=20 + 25 * at), one, language, shop)
        for at, one in enumerate(offers)
    ]
    adverts += [
        advert(f"other{at}", ORDERED + timedelta(days=11 + 22 * at), one, language, shop)
        for at, one in enumerate(filler[: told.get("fillers", len(filler))])
    ]
    adverts.sort(key=lambda one: one.at)
    mailing = Mailing(tuple(orders), (), tuple(adverts), frozenset(tokens(shop)))
    return Case(name, mailing, told["expect"], tuple(f"offer{at}" for at in told.get("named", range(len(offers)))))


def cases(file: str) -> list[Case]:
    """Return the mailboxes of one file."""
    table = _table(file)
    return [
        case(f"{file}-{at}", one, language, _table(language)["filler"])
        for at, one in enumerate(table["case"])
        if (language := one.get("lang", file))
    ]


def _table(file: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))
