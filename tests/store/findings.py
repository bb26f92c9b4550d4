"""Findings of an invented town, as analysis would hand them to the store."""

from datetime import UTC, datetime

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Legal
from inboxguard.senders.sender import Basis, Consent, Sender, SenderId
from inboxguard.store.findings import Attributed, SenderFinding
from inboxguard.store.records import instant, packed

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def sender(organisation: str, name: str, basis: Basis) -> Sender:
    """A sender with one mail."""
    return Sender(
        SenderId(organisation),
        name,
        (organisation,),
        "Shop Group",
        (),
        (),
        ((Kind.MARKETING, 1),),
        NOW,
        NOW,
        (),
        Consent(basis),
    )


def found(
    one: Sender, *, mails: int, marketing: int | None = None, opt_out: str | None = None, copy: bool = False
) -> SenderFinding:
    """What analysis found of a sender."""
    return SenderFinding(
        one, packed(one.name), mails, mails if marketing is None else marketing, instant(NOW), opt_out,
        packed(opt_out) if opt_out else None, copy,
    )  # fmt: skip


def advert(key: str, organisation: str, *, aside: bool = False) -> Attributed:
    """One advert."""
    attribution = Attribution(
        MessageKey(key), f"<{key}@{organisation}>", NOW, "Sale", Kind.MARKETING, (), organisation, "Shop", None, True,
        "server", "me@post.example", False, None, None, None, (), (), True, None, Legal(), "en",
    )  # fmt: skip
    return Attributed(attribution, (), aside)
