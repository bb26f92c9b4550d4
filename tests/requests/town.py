"""The invented town of these tests: a shop, a stranger that mails, and one person."""

from datetime import UTC, datetime
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
    Signature,
)
from inboxguard.requests.request import Draft, Request, RequestKind
from inboxguard.senders.sender import Basis, Consent, Sender, SenderId
from inboxguard.trace.trail import Evidence, Level, Relation, Trail

SHOP = SenderId("shop.example")
TOES = SenderId("tinytoes.example")
ALIAS = "me+shop@post.example"
ONE_CLICK = "https://mail.shop.example/u/token"


def sender(name: SenderId = TOES, title: str = "Tiny Toes") -> Sender:
    """Return an organisation that mails."""
    return Sender(name, title, (name,), None, (), (ALIAS,), (), None, None, (), Consent(Basis.NONE_FOUND))


def trail() -> Trail:
    """Return the trail from the shop to Tiny Toes, shown by the address that only the shop had."""
    evidence = (Evidence("unique_alias", "A", 5.0, (MessageKey("m1"),)),)
    return Trail(TOES, (ALIAS,), SHOP, Relation.SHARE, Level.STRONG, 0.95, None, evidence)


def request(kind: RequestKind = RequestKind.WHERE_FROM, law: str = "gdpr") -> Request:
    """Return a request that was drafted on 1 June 2026."""
    draft = Draft("privacy@tinytoes.example", ALIAS, "s", "b")
    created = datetime(2026, 6, 1, 9, tzinfo=UTC)
    return Request("r1", kind, TOES, law, "en", draft, (), "2026-AAAAAAA", created)


def newsletter(**fields: Any) -> Message:
    """Return a newsletter of the shop, attested, signed and with a one-click offer; `fields` replace parts."""
    told: dict[str, Any] = {
        "key": MessageKey("m1"), "place": Place("me@post.example", "INBOX"), "twin": "t", "sha256": None,
        "shelf": Shelf.PLAIN, "message_id": "<m1@shop.example>", "in_reply_to": None, "references": (), "sent": None,
        "received": None, "sender": Address("Shop", "news@shop.example"), "reply_to": None, "return_path": None,
        "to": (), "subject": "Spring", "trail": (), "marks": (), "bulk": True, "opened": True, "text": "Spring",
        "lists": ListHeaders(unsubscribe_https=(ONE_CLICK,), unsubscribe_mailto=("mailto:u@shop.example",),
                             one_click=True),
        "signatures": (Signature("shop.example", "s1", ("from", "list-unsubscribe", "list-unsubscribe-post")),),
        "authentication": Authentication("server", "mx.post.example", (("dkim", "shop.example"),), aligned=True),
        "links": (Link("https://shop.example/leave", "Unsubscribe", LinkKind.UNSUBSCRIBE),),
    }  # fmt: skip
    return Message(**(told | fields))
