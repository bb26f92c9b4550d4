"""What the person corrects: checked against the findings before it is kept; the next analysis goes by it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from inboxguard.audit.deciding import corrections
from inboxguard.audit.sender_pages import known
from inboxguard.errors import Refused
from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.corrections import MARKETING, NOT_MARKETING, Corrections, What, part_id, part_ids
from inboxguard.senders.names import shown
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.store import decisions, findings, search

_LONGEST = 320
"""Octets of the longest mail address, and more than any host or List-Id has (RFC 5321 section 4.5.3.1)."""


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction that counts."""

    id: int
    what: str
    """A value of corrections.What."""
    detail: str
    """Names and values as they were said, for people: others merged, the part split off, the name, the kind."""
    at: datetime
    subjects: tuple[str, ...] = ()
    """The organisations, or the key of the message, that it is about."""
    aside: bool = False
    """Whether it names somebody of whom everything is set aside, also as a part of another, and who was not asked for.
    """


@dataclass(frozen=True, slots=True)
class SenderPart:
    """A part of a sender that could be a sender of its own, with the number of its mails."""

    by: str
    name: str
    mails: int


def merge(db: Database, into: str, others: Sequence[str], now: datetime) -> int:
    """Say that all these are one; raises Refused where one is unknown or is merged into itself."""
    stays = _known(db, into)
    belong = list(dict.fromkeys(_known(db, other).id for other in others))
    if not belong:
        raise Refused("Name at least one other sender to merge.")
    if stays.id in belong:
        raise Refused(f"{stays.id} cannot be merged into itself. Name another sender.")
    return decisions.correct(db, What.MERGE, stays.id, "\n".join(belong), now)


def split(db: Database, organisation: str, by: str, now: datetime) -> int:
    """Say that a part of a sender is its own; raises Refused where it would take nothing or everything."""
    sender = _known(db, organisation)
    part = part_id(by)
    if not part or "." not in part or len(part) > _LONGEST or not part.isprintable() or " " in part:
        raise Refused(f"“{by}” is no From address, host or List-Id. Use one of “sender parts {sender.id}”.")
    incoming = _incoming(db, sender.id)
    taken = sum(part in part_ids(one) for one in incoming)
    if not taken:
        raise Refused(
            f"No mail of {sender.id} comes from “{part}”. “sender parts {sender.id}” shows how it can be split."
        )
    if taken == len(incoming) or part == sender.id:
        raise Refused(f"All mail of {sender.id} would be in that part, so nothing would be split.")
    told = corrections(db)
    split_off = any(one.becomes == part for one in told.split) and told.home(part) == part
    if split_off or findings.sender(db, part) is not None:
        raise Refused(f"There is a sender “{part}” already, and two that are called the same could not be told apart.")
    return decisions.correct(db, What.SPLIT, sender.id, part, now)


def rename(db: Database, organisation: str, name: str, now: datetime) -> int:
    """Say how a sender is called, "" for the name of its mail; raises Refused for a name that shows nothing."""
    sender = _known(db, organisation)
    plain = shown(name)
    if name.strip() and not plain:
        raise Refused(f"“{name}” has nothing that could be shown as a name.")
    return decisions.correct(db, What.RENAME, sender.id, plain, now)


def call_senders(db: Database, organisations: Sequence[str], kind: str, now: datetime) -> int:
    """Say whether the bulk mail of senders is "marketing" or "not_marketing"; Refused before any is called so."""
    if kind not in (MARKETING, NOT_MARKETING):
        raise Refused("Of a sender it can be said that its mail is marketing or not marketing; of one mail, any kind.")
    senders = list(dict.fromkeys(_known(db, organisation).id for organisation in organisations))
    return decisions.correct(db, What.SENDERS, "\n".join(senders), kind, now)


def call_message(db: Database, key: str, kind: str, now: datetime) -> int:
    """Say of what kind one message is; raises Refused where there is none, and for the person's own mail."""
    if kind not in list(Kind):
        raise Refused(f"“{kind}” is no kind of mail. Choose {', '.join(Kind)}.")
    one = findings.attributed_among(db, [key]).get(MessageKey(key))
    if one is None:
        raise Refused(f"There is no message “{key}”. “messages --json” shows the ids of those there are.")
    if one.attribution.outgoing:
        raise Refused("You wrote this mail yourself, so it is personal whatever is said of it.")
    return decisions.correct(db, What.MESSAGE, key, kind, now)


def take_back(db: Database, correction: int) -> None:
    """Forget one correction, whatever came after it; raises Refused where there is none of this id."""
    if not decisions.take_back(db, correction):
        raise Refused(f"There is no correction {correction}. “sender corrections” shows those there are.")


def rows(db: Database, organisation: str = "") -> tuple[CorrectionRow, ...]:
    """Return the corrections that concern a sender, those of its parts and messages too; all without a name."""
    wanted = organisation.strip().lower()
    told = corrections(db)
    hidden = _unseen(db, told) - {wanted}
    every = [
        CorrectionRow(
            one.id,
            one.what,
            one.value.replace("\n", ", "),
            one.at,
            tuple(one.subject.splitlines()),
            not hidden.isdisjoint((*one.subject.splitlines(), *one.value.splitlines())),
        )
        for one in decisions.corrections(db)
    ]
    if not wanted:
        return tuple(every)
    keys = [row.subjects[0] for row in every if row.what == What.MESSAGE]
    whose = {key: one.attribution.organisation for key, one in findings.attributed_among(db, keys).items()}
    concerned: list[CorrectionRow] = []
    for row in every:
        if row.what == What.MESSAGE:
            names = {whose.get(MessageKey(row.subjects[0]))}
        else:
            named = row.detail.split(", ") if row.what in (What.MERGE, What.SPLIT) else []
            names = {name for one in (*row.subjects, *named) for name in (one, told.home(one))}
        if wanted in names:
            concerned.append(row)
    return tuple(concerned)


def _unseen(db: Database, told: Corrections) -> frozenset[str]:
    """Return of whom everything is set aside: whole senders, and the members of others."""
    homes = (findings.sender(db, one) for one in set(told.merged.values()))
    return search.wholly_set_aside(db).union(*(home.apart for home in homes if home is not None))


def parts(db: Database, organisation: str) -> tuple[SenderPart, ...]:
    """Return how a sender could be split, the largest part first; of ways that part alike the first is named.

    A part that only set-aside mail shows, or mail that names a marked theme, is not named; nor does forged mail count.
    """
    sender = _known(db, organisation)
    incoming = [
        one.attribution
        for one in findings.attributed_to(db, sender.id)
        if not (one.attribution.outgoing or one.attribution.kind is Kind.SPAM or one.aside)
        and not any(mention.named for mention in one.mentions)
    ]
    taken: dict[str, list[Attribution]] = {}
    for one in incoming:
        for by in part_ids(one):
            taken.setdefault(by, []).append(one)
    found: dict[frozenset[MessageKey], SenderPart] = {}
    for by, mails in taken.items():
        if len(mails) < len(incoming) and by != sender.id and "." in by:
            name = Counter(one.name for one in mails).most_common(1)[0][0]
            found.setdefault(frozenset(one.message for one in mails), SenderPart(by, name, len(mails)))
    return tuple(sorted(found.values(), key=lambda part: (-part.mails, part.by)))


def likely_same(db: Database, organisation: str) -> tuple[SenderId, ...]:
    """Return senders that look like the same brand: a proposal for merging, never a claim.

    Of whom everything is set aside is not named.
    """
    hidden = search.wholly_set_aside(db)
    return tuple(one for one in _known(db, organisation).likely_same if one not in hidden)


def keys_of(db: Database, message_id: str) -> tuple[MessageKey, ...]:
    """Return the keys of the messages with this Message-ID, with or without its brackets."""
    wanted = f"<{message_id.strip().strip('<>')}>"
    return findings.keys_of(db, wanted)


def _known(db: Database, organisation: str) -> Sender:
    """Return a sender; raises Refused where there is none, also where it belongs to another one."""
    wanted = organisation.strip().lower()
    if findings.sender(db, wanted) is None and (home := corrections(db).home(wanted)) != wanted:
        raise Refused(f"{wanted} belongs to {home}, as you said. Name {home}, or take that back first.")
    return known(db, organisation)


def _incoming(db: Database, organisation: str) -> list[Attribution]:
    every = (one.attribution for one in findings.attributed_to(db, organisation))
    return [one for one in every if not one.outgoing]
