"""Findings of an invented town, as analysis would hand them to the store."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlite_utils import Database

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Legal
from inboxguard.senders.grouping import Ties
from inboxguard.senders.sender import Basis, Consent, Sender, SenderId
from inboxguard.store import findings, judgements
from inboxguard.store.database import writing
from inboxguard.store.findings import Attributed, SenderFinding
from inboxguard.store.judgements import Judged
from inboxguard.store.records import instant, packed
from inboxguard.trace.trail import Trail

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
        packed(opt_out) if opt_out else None, copy, Ties(),
    )  # fmt: skip


def advert(key: str, organisation: str, *, aside: bool = False) -> Attributed:
    """One advert."""
    attribution = Attribution(
        MessageKey(key), f"<{key}@{organisation}>", NOW, "Sale", Kind.MARKETING, (), organisation, "Shop", None, True,
        "server", "me@post.example", False, None, None, None, (), (), True, None, Legal(), "en",
    )  # fmt: skip
    return Attributed(attribution, (), aside)


def keep(
    db: Database,
    mails: Sequence[Attributed] = (),
    senders: Iterable[SenderFinding] = (),
    trails: Sequence[Trail] = (),
    values: Mapping[str, object] | None = None,
) -> None:
    """Store judged mail and what was concluded, as an analysis does."""
    judged = [Judged(one.attribution, one.mentions, one.aside, ()) for one in mails]
    judgements.put(db, [judgements.row(one) for one in judged], 1)
    with writing(db) as connection:
        judgements.concluded(connection, [(one.aside, 0, one.attribution.message) for one in mails])
        findings.write_senders(connection, senders, ())
        if trails:
            copies = {trail.recipient for trail in trails}
            findings.write_trails(connection, ((trail, place) for place, trail in enumerate(trails)), copies)
        findings.conclude(connection, values or {})
