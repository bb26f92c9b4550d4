"""When something new may have begun between a person and an organisation after an opt-out.

Nobody is held to an opt-out for mail after such a moment. It is not asked whether a mail surely is a new footing
(senders.afterwards.anew tells that), but whether it surely is none: every mail that is not plainly one of the adverts
that came before, a notice that goes to many, a farewell, or about what was there before, may be one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median
from zoneinfo import ZoneInfo

from inboxguard.facts.message import MessageKey
from inboxguard.requests.replies import named
from inboxguard.senders.afterwards import Sense, alike, opening, sells, sense, sentences, there
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.optout import Asked
from inboxguard.senders.roles import objects

MOST_READ = 200
"""Mails after an opt-out of which the text is read."""
_MOST_BEFORE = 60
"""The same of those before it, the newest."""
_SOON = timedelta(days=2)
"""In which the answer to an opt-out comes, in whatever words."""
_PLAIN = frozenset((Sense.ADVERT, Sense.PERHAPS, Sense.BARE))
_AT_ONCE = timedelta(hours=1)
"""In which a machine says that it received the opt-out."""
_USUAL = 0.1
"""Share of a list's adverts without a word that sells, from which such a mail is nothing unusual there."""
_MOSTLY = 0.5
"""The same, from which its adverts are not told by their words at all."""
_FEWEST = 3
_MANY_LINKS = 6
_NUMBER = re.compile(r"(?<![\w.,])(?=(?:[\w/-]*\d){4})[A-Za-z]{0,4}[\d/-][\w/-]{2,}")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED = re.compile(r"(?:#|\bn[.º°o]{1,2}|\bnr\.?|\bno\.)\s?(?!(?:19|20)\d\d\b)[\w/-]*\d{4}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """What the sender wrote into a mail."""

    at: datetime | None
    """Its Date (aware UTC), None where it has none."""
    to: tuple[str, ...] = ()
    """Addresses of To and Cc, as written."""
    text: str = ""
    """Its text, "" where it was not opened."""
    links: int = 0
    answers: tuple[str, ...] = ()
    """Message-IDs that it answers."""


class Why(StrEnum):
    """What may have begun something new."""

    WROTE = "wrote"
    """The person wrote to them."""
    DEED = "deed"
    """A mail that may be about something the person did: signed up, bought, booked, asked for."""
    DEALING = "dealing"
    """A mail about an order, a payment or an account that was not seen before."""
    NEW_LIST = "new_list"
    """The first mail of another list."""
    UNLIKE = "unlike"
    """A mail unlike those before, of which it is not known what it is."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A moment from which nothing is held against anybody."""

    at: datetime
    message: MessageKey
    why: Why


class Reading:
    """The mails around one opt-out, read."""

    def __init__(
        self,
        asked: Asked,
        mails: Iterable[Attribution],
        written: Mapping[MessageKey, Written],
        on_list: Callable[[Attribution], bool],
    ) -> None:
        """Take `mails` to and from one organisation in order of time; `written` as far as `wanted` names them.

        `on_list` tells of an advert whether the mailing that it belongs to came before the opt-out.
        """
        self._asked, self._written, self._on_list = asked, written, on_list
        self._senses: dict[MessageKey, Sense] = {}
        self._every = [one for one in mails if one.at is not None]
        before = [one for one in self._every if not one.outgoing and not _after(one, asked)]
        self._series = {alike(one) for one in before}
        texts = [f"{one.subject}\n{self._text(one)}" for one in before]
        self._usual: set[str] = set()
        adverts = [one for one in before if one.kind is Kind.MARKETING and on_list(one)]
        # What adverts of before were by words that were new at the time: some sound like something done all the year.
        told = Counter(self._sense(one, beginning=True) for one in adverts)
        self._usual_senses = {found for found, count in told.items() if count >= max(2, _USUAL * len(adverts))}
        self._usual = {each for text in texts for each in sentences(text)}
        self._numbers = {number for text in texts for number in _numbers(text)}
        bare = sum(not sells(one) for one in adverts)
        share = bare / len(adverts) if len(adverts) >= _FEWEST else 0
        self._bare_is_usual, self._mostly_bare = share >= _USUAL, share >= _MOSTLY
        # Two mailings may share a List-Id; the one that was left is then that of the newest mail.
        left = adverts[-1:] if asked.lists else adverts
        self._from = {(one.address or "").lower() for one in left}
        self._carried = {(one.platform, one.account) for one in adverts}
        links = [written[one.message].links for one in adverts if one.message in written]
        self._links = median(links) if len(links) >= _FEWEST else 0
        own = (one for one in self._every if one.outgoing and _asks(one))
        self._letters = {(one.message_id or "").strip("<> ").lower() for one in own} - {""}

    def sense(self, one: Attribution) -> Sense:
        """Return what a mail is by its own words, those that stood in earlier ones left aside."""
        if one.message not in self._senses:
            self._senses[one.message] = self._sense(one)
        return self._senses[one.message]

    def _sense(self, one: Attribution, beginning: bool = False) -> Sense:
        text = opening(one, self._text(one), self._usual)
        if beginning:
            self._usual.update(sentences(self._text(one)))
        series = alike(one) in self._series
        found = sense(one, text, series)
        numbered = _NUMBERED.search(f"{one.subject}\n{text}") is not None
        return Sense.DEALING if found in _PLAIN and numbered and not series else found

    def of_its_kind(self, one: Attribution) -> bool:
        """Return whether a mail that does not plainly sell may be an advert like those of its list before.

        One without any word that sells is where most of them had none.
        """
        found = self.sense(one)
        return self._on_list(one) and (found is Sense.PERHAPS or (found is Sense.BARE and self._mostly_bare))

    def same_make(self, one: Attribution) -> bool:
        """Return whether a mail is made as those of its mailing before: who it is from, what carried it, its links.

        Where those had many links, notices have few. A mailing that was not seen before has nothing to be like.
        """
        alike_from = (one.address or "").lower() in self._from and (one.platform, one.account) in self._carried
        if self._from and self._on_list(one) and not alike_from:
            return False
        written = self._written.get(one.message)
        return written is None or self._links < _MANY_LINKS or 3 * written.links >= self._links

    def turn(self, fair: date, local: ZoneInfo, whole: bool) -> Turn | None:
        """Return when something new may first have begun, None for never.

        Until the end of `fair` (in `local`) they may say good-bye. `whole`: the opt-out is about all mail, so that a
        new list is no beginning.
        """
        for one in self._every:
            if _after(one, self._asked) and there(one, self._asked.address):
                in_time = _at(one).astimezone(local).date() <= fair
                why = self._wrote(one) if one.outgoing else self._began(one, in_time, whole)
                if why is not None:
                    return Turn(_at(one), one.message, why)
        return None

    def _wrote(self, one: Attribution) -> Why | None:
        return Why.WROTE if one.role is Role.WROTE and not _asks(one) else None

    def _began(self, one: Attribution, in_time: bool, whole: bool) -> Why | None:
        if one.kind in (Kind.SPAM, Kind.DISCUSSION) or one.authenticated is False or self._answers(one):
            return None
        if _at(one) - self._asked.at <= _AT_ONCE and one.role is None:
            return None
        advert = one.kind is Kind.MARKETING
        known = advert and self._on_list(one)
        found = self.sense(one)
        if known and one.role is None and found in self._usual_senses and self.same_make(one):
            return None
        match found:
            case Sense.OWED:
                return None
            case Sense.FAREWELL:
                return None if in_time else Why.UNLIKE
            case Sense.ADVERT:
                return None if known or whole or not advert else Why.NEW_LIST
            case Sense.BARE | Sense.PERHAPS:
                usual = known and self._bare_is_usual
                return None if usual or _at(one) - self._asked.at <= _SOON else Why.UNLIKE
            case Sense.UNSURE:
                return None if (known and sells(one)) or _at(one) - self._asked.at <= _SOON else Why.UNLIKE
            case Sense.DEALING:
                old = not self._numbers.isdisjoint(_numbers(f"{one.subject}\n{self._text(one)}"))
                return None if old or (known and "marketing_subject" in one.reasons) else Why.DEALING
            case Sense.DEED:
                return Why.DEED

    def _answers(self, one: Attribution) -> bool:
        """Return whether a mail answers the opt-out itself, or a letter of the ledger."""
        written = self._written.get(one.message)
        ids = {each.strip("<> ").lower() for each in written.answers} if written is not None else set()
        return not ids.isdisjoint(self._letters) or bool(named(one.subject))

    def _text(self, one: Attribution) -> str:
        written = self._written.get(one.message)
        return written.text if written is not None else ""


def wanted(asked: Asked, mails: Sequence[Attribution]) -> list[MessageKey]:
    """Return the mails, in order of time, of which the text has to be read."""
    heard = [one for one in mails if not one.outgoing and one.at is not None]
    before = [one.message for one in heard if not _after(one, asked)]
    after = [one.message for one in heard if _after(one, asked)]
    return before[-_MOST_BEFORE:] + after[:MOST_READ]


def _asks(one: Attribution) -> bool:
    """Return whether a mail of the person's asks to stop, or is a letter of the ledger: it begins nothing."""
    return one.role is Role.OPT_OUT or bool(named(one.subject)) or objects(one.subject)


def _after(one: Attribution, asked: Asked) -> bool:
    return _at(one) > asked.at


def _at(one: Attribution) -> datetime:
    assert one.at is not None
    return one.at


def _numbers(text: str) -> set[str]:
    """Return numbers of orders, customers and the like; no years."""
    return {number.lower() for number in _NUMBER.findall(text) if not _YEAR.fullmatch(number)}
