"""Letters of an invented town for the tests of this room."""

from datetime import UTC, datetime
from typing import Any

from inboxguard.facts.message import Address, ListHeaders, Message, MessageKey, Place, Shelf
from inboxguard.senders.attribution import Attribution, Kind, Legal

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)
LIST = ListHeaders(list_id="news.tinytoes.example", unsubscribe_https=("https://tinytoes.example/u/1",))


def message(subject: str = "", text: str | None = None, **fields: Any) -> Message:
    """Return a newsletter of Tiny Toes with `subject` and `text`; `fields` replace the rest."""
    told: dict[str, Any] = {
        "key": MessageKey("m1"), "place": Place("me@post.example", "INBOX"), "twin": "t1", "sha256": None,
        "shelf": Shelf.PLAIN, "message_id": "<m1@tinytoes.example>", "in_reply_to": None, "references": (),
        "sent": AT, "received": AT, "sender": Address("Tiny Toes", "news@mail.tinytoes.example"), "reply_to": None,
        "return_path": None, "to": (), "subject": subject, "lists": LIST, "signatures": (), "trail": (), "marks": (),
        "bulk": True, "opened": text is not None, "text": text, "language": "en",
    }  # fmt: skip
    return Message(**(told | fields))


def attribution(kind: Kind = Kind.MARKETING, **fields: Any) -> Attribution:
    """Return what the newsletter of Tiny Toes is taken to be."""
    told: dict[str, Any] = {
        "message": MessageKey("m1"), "message_id": "<m1@tinytoes.example>", "at": AT, "subject": "", "kind": kind,
        "reasons": (), "organisation": "tinytoes.example", "name": "Tiny Toes", "address": "news@mail.tinytoes.example",
        "authenticated": True, "attested": "server", "recipient": "me@post.example", "outgoing": False,
        "platform": None, "account": None, "list_id": None, "sending_domains": (), "out_domains": (), "way_out": True,
        "role": None, "legal": Legal(), "language": "en",
    }  # fmt: skip
    return Attribution(**(told | fields))
