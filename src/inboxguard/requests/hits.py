"""The mails after an opt-out, each with the reason why it counts against the sender or does not."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from inboxguard.facts.message import MessageKey
from inboxguard.requests.turning import Reading, Turn, Written, wanted
from inboxguard.senders.afterwards import Sense, anew, commercial, mixed, sells
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.domains import of_address
from inboxguard.senders.mailing_lists import families
from inboxguard.senders.optout import Asked, lists_of

Sent = Callable[[Sequence[MessageKey]], Mapping[MessageKey, Written]]
"""Tells what the sender wrote into the named mails."""


class Because(StrEnum):
    """Why a mail after an opt-out counts, or why not."""

    COUNTS = "counts"
    GRACE = "grace"
    """It came within the time that law and fairness give."""
    ON_THE_WAY = "on_the_way"
    """Written within that time and delivered late."""
    COPY = "copy"
    """The same mail came before."""
    UNAUTHENTICATED = "unauthenticated"
    """No server vouches that this sender wrote it."""
    OTHER_ADDRESS = "other_address"
    """To another address of the person, or it is not known to which."""
    OTHER_LIST = "other_list"
    """From another list than the one that was left."""
    NOT_COMMERCIAL = "not_commercial"
    """A notice, a confirmation, or nothing that advertises."""
    NEW_CONSENT = "new_consent"
    """The person signed up, bought or took part again before it came."""
    UNSETTLED = "unsettled"
    """Something new may have begun before it came."""
    UNCLEAR = "unclear"
    """It is not plainly an advert like those that came before."""


NORMAL = frozenset((Because.GRACE, Because.ON_THE_WAY))


@dataclass(frozen=True, slots=True)
class Hit:
    """One mail after an opt-out."""

    message: MessageKey
    at: datetime
    """When the person's server took it (aware UTC)."""
    because: Because
    mixed: bool = False
    """It advertises and is also about something that the reader did."""
    list_id: str | None = None
    sells: bool = True
    """It advertises by its own words, or as one of its series did; where not, only its list says what it is."""
    known: bool = True
    """Its mailing came before the opt-out."""

    @property
    def counts(self) -> bool:
        """Return whether it is held against the sender."""
        return self.because is Because.COUNTS

    @property
    def doubtful(self) -> bool:
        """Return whether it may be what the opt-out was about, and is held against nobody."""
        return self.because in (Because.UNSETTLED, Because.UNCLEAR)

    @property
    def normal(self) -> bool:
        """Return whether it is what the opt-out was about, within the time that the sender has."""
        return self.because in NORMAL


@dataclass(frozen=True, slots=True)
class Followed:
    """The mail around one opt-out."""

    before: tuple[datetime, ...]
    """Times of the adverts that it is about and that came before it."""
    hits: tuple[Hit, ...]
    """Mails after it in order of time; of late ones at most `MOST_HITS`."""
    anew: datetime | None
    """When the person gave a new footing."""
    turn: Turn | None = None
    """When something new may have begun; None too where no mail came that it could matter to."""


def followed(
    asked: Asked, mails: Iterable[Attribution], fair: date, local: ZoneInfo, sent: Sent, now: datetime
) -> Followed:
    """Return the mail around an opt-out; `fair` is the last day (in `local`) on which nothing is held against anybody.

    `mails` are all mails from or to one organisation. Late is only what both arrived and was written, by its Date,
    after `fair`: a queue may hold mail back, and a sender may write any date.
    """
    known = (one for one in mails if one.at is not None and one.at <= now)
    every = sorted(known, key=lambda one: (_at(one), one.message))
    heard = [one for one in every if not one.outgoing]
    adverts = [one for one in heard if one.kind is Kind.MARKETING]
    begun = anew(heard, asked.at, asked.address)
    scope = _Scope(asked, heard)
    after = [one for one in adverts if _at(one) > asked.at]
    judged = [(one, scope.out_of(one) or _unless_anew(one, begun)) for one in after]
    late = any(why is None and _day(_at(one), local) > fair for one, why in judged)
    # Where nothing came late no text is read.
    fields = sent(wanted(asked, every)) if late else {}
    reading = Reading(asked, every if late else (), fields, scope.mailed_before)
    turn = reading.turn(fair, local, not asked.lists and not asked.streams)
    seen: set[str] = set()
    hits = []
    for one, why in judged:
        if why is None:
            on_time = _day(_at(one), local) <= fair
            why = Because.GRACE if on_time else scope.elsewhere(one, fields) or _late(one, fields, fair, local, seen)
            if why is Because.COUNTS:
                why = _unless_unclear(one, reading, turn)
        plain = reading.sense(one) is Sense.ADVERT if why is Because.COUNTS else sells(one)
        hits.append(Hit(one.message, _at(one), why, mixed(one), one.list_id, plain, scope.mailed_before(one)))
    before = tuple(_at(one) for one in adverts if _at(one) <= asked.at and scope.out_of(one) is None)
    return Followed(before, tuple(hits), begun, turn)


def _unless_unclear(one: Attribution, reading: Reading, turn: Turn | None) -> Because:
    if turn is not None and _at(one) >= turn.at:
        return Because.UNSETTLED
    found = reading.sense(one)
    if found in (Sense.OWED, Sense.FAREWELL, Sense.UNSURE):
        return Because.NOT_COMMERCIAL
    plain = found is Sense.ADVERT or reading.of_its_kind(one)
    return Because.COUNTS if plain and reading.same_make(one) else Because.UNCLEAR


class _Scope:
    """What an opt-out is about: an address, its lists, and advertising that is surely the sender's."""

    def __init__(self, asked: Asked, heard: Sequence[Attribution]) -> None:
        self._address = (asked.address or "").lower()
        self._known = {one.recipient.lower() for one in heard if one.recipient}
        self._listed = lists_of(asked, heard)
        adverts = [one for one in heard if one.list_id and one.kind is Kind.MARKETING and one.authenticated is True]
        self._names = families((one.list_id, _at(one)) for one in adverts if one.list_id is not None)
        before = [one.list_id for one in adverts if one.list_id is not None and _at(one) <= asked.at]
        self._known_lists = {self._names.get(name, name) for name in (*before, *asked.lists)}
        self._known_streams = set(asked.streams) | {
            (one.address or "").lower()
            for one in heard
            if one.way_out and one.kind is Kind.MARKETING and one.authenticated is True and _at(one) <= asked.at
        }

    def out_of(self, one: Attribution) -> Because | None:
        """Return why an advert is no matter of the opt-out; None where it is one."""
        if one.authenticated is not True:
            return Because.UNAUTHENTICATED
        if not self._same_address(one):
            return Because.OTHER_ADDRESS
        if not self._listed(one):
            return Because.OTHER_LIST
        return None if commercial(one, self.mailed_before(one)) else Because.NOT_COMMERCIAL

    def elsewhere(self, one: Attribution, fields: Mapping[MessageKey, Written]) -> Because | None:
        """Return OTHER_ADDRESS for a mail that somebody's forwarding brought: it names another reader.

        An address of the sender's own, or of who carries its mail, stands for a list.
        """
        written = fields.get(one.message)
        named = {address.lower() for address in written.to} if written is not None else set()
        if not self._address or self._address in named:
            return None
        houses = {one.organisation, *one.sending_domains}
        foreign = any(of_address(address) not in houses for address in named)
        return Because.OTHER_ADDRESS if foreign else None

    def mailed_before(self, one: Attribution) -> bool:
        """Return whether adverts of the same list came before the opt-out, where it names none from the same From."""
        if one.list_id is not None:
            return self._names.get(one.list_id, one.list_id) in self._known_lists
        return one.way_out and (one.address or "").lower() in self._known_streams

    def _same_address(self, one: Attribution) -> bool:
        if not self._address:
            return True
        if one.recipient:
            return one.recipient.lower() == self._address
        return self._known <= {self._address}


def _unless_anew(one: Attribution, begun: datetime | None) -> Because | None:
    return Because.NEW_CONSENT if begun is not None and _at(one) >= begun else None


def _late(
    one: Attribution, fields: Mapping[MessageKey, Written], fair: date, local: ZoneInfo, seen: set[str]
) -> Because:
    written = fields[one.message].at if one.message in fields else None
    if written is not None and _day(written, local) <= fair:
        return Because.ON_THE_WAY
    # Who resends a mail may give it a new Message-ID; its Date and subject stay.
    marks = {one.message_id or "", f"{written.isoformat()} {one.subject}" if written is not None else ""} - {""}
    if not seen.isdisjoint(marks):
        return Because.COPY
    seen.update(marks)
    return Because.COUNTS


def _at(one: Attribution) -> datetime:
    assert one.at is not None
    return one.at


def _day(at: datetime, local: ZoneInfo) -> date:
    return at.astimezone(local).date()
