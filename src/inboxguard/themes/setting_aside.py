"""What leaves the list quietly, and why: the person's word, senders and lists put away, marked words, quiet days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.sender import SenderId
from inboxguard.themes.forecast import QuietDay
from inboxguard.themes.helping import helps
from inboxguard.themes.matching import THRESHOLD, Mention
from inboxguard.themes.occasions import Occasion, yearly
from inboxguard.themes.own import NOTHING, Own

_NEAR = 0.5
"""Of the threshold: what suffices around an occasion that the person asked to keep quiet."""


class Cause(StrEnum):
    """Why a message is set aside."""

    HAND = "hand"
    """The person put this one away."""
    SENDER = "sender"
    LIST = "list"
    WORDS = "words"
    """It names a marked theme, or words of a shelf."""
    OCCASION = "occasion"
    """It comes close to a marked theme around a day of it that the person keeps quiet."""
    DAY = "day"
    """It came on a quiet day of the person's own."""
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Aside:
    """Why a message is set aside, and by whose word: a message key, an organisation, a List-Id, or a theme."""

    cause: Cause
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ThemeDecisions:
    """What the person said: themes marked, senders and lists accepted as whole, single mails hidden or kept, days.

    `kept` and `hidden` hold message keys; `kept_senders` are never set aside; `lists` are List-Ids.
    """

    marked: frozenset[str] = frozenset()
    accepted: frozenset[SenderId] = frozenset()
    kept: frozenset[MessageKey] = frozenset()
    kept_senders: frozenset[SenderId] = frozenset()
    hidden: frozenset[MessageKey] = frozenset()
    lists: frozenset[str] = frozenset()
    own: Own = NOTHING
    sparing: frozenset[str] = frozenset()
    """Marked themes of which mail of organisations that help is shown all the same."""
    days: tuple[QuietDay, ...] = ()
    occasions: tuple[tuple[str, Occasion], ...] = ()
    """(theme, its occasion) around which what comes close to the theme is set aside too."""
    timezone: str = "UTC"
    """Where the person lives: a day is quiet by their own calendar. It matters, and is told, only where one is."""
    resting: bool = False


def why(attribution: Attribution, mentions: Iterable[Mention], decisions: ThemeDecisions) -> Aside | None:
    """Return why the message is set aside, None where it is not.

    Only the person's own hand moves what is not marketing: receipts, appointments, security, insurance and hospital
    mail never leave by their words, nor does mail without a list mark. `mentions` are those of this message; of themes
    that are not marked they count for nothing.
    """
    if attribution.outgoing or attribution.message in decisions.kept:
        return None
    if attribution.message in decisions.hidden:
        return Aside(Cause.HAND, attribution.message)
    if attribution.kind is not Kind.MARKETING:
        return None
    sender = SenderId(attribution.organisation) if attribution.organisation else None
    on = _day(attribution, decisions)
    if sender is None or sender not in decisions.kept_senders:
        if sender is not None and sender in decisions.accepted:
            return Aside(Cause.SENDER, sender)
        if attribution.list_id is not None and attribution.list_id.lower() in decisions.lists:
            return Aside(Cause.LIST, attribution.list_id.lower())
        named = _named(attribution, mentions, decisions, on)
        if named is not None:
            return named
    if on is not None and any(_quiet(on, day) for day in decisions.days):
        return Aside(Cause.DAY)
    return Aside(Cause.REST) if decisions.resting else None


def aside(attribution: Attribution, mentions: Iterable[Mention], decisions: ThemeDecisions) -> bool:
    """Return whether the message is set aside (see `why`)."""
    return why(attribution, mentions, decisions) is not None


def may_tell(mention: Mention) -> bool:
    """Return whether a mention may set mail aside, on the days around an occasion if on no other."""
    return mention.score >= THRESHOLD * _NEAR


def _day(attribution: Attribution, decisions: ThemeDecisions) -> date | None:
    """Return the day on which a message came, None where it does not matter or is not known."""
    if attribution.at is None or not (decisions.days or decisions.occasions):
        return None
    return attribution.at.astimezone(ZoneInfo(decisions.timezone)).date()


def _named(
    attribution: Attribution, mentions: Iterable[Mention], decisions: ThemeDecisions, on: date | None
) -> Aside | None:
    for mention in mentions:
        if mention.message != attribution.message or mention.theme not in decisions.marked or not mention.listed:
            continue
        if mention.theme in decisions.sparing and helps(attribution.name):
            continue
        if mention.named:
            return Aside(Cause.WORDS, mention.theme)
        if on is not None and mention.score >= THRESHOLD * _NEAR and _around(mention.theme, on, decisions):
            return Aside(Cause.OCCASION, mention.theme)
    return None


def _around(theme: str, on: date, decisions: ThemeDecisions) -> bool:
    return any(name == theme and occasion.holds(on) for name, occasion in decisions.occasions)


def _quiet(on: date, day: QuietDay) -> bool:
    """Return whether `on` is one of the quiet days around `day`; those of another year may reach into this one."""
    years = (on.year - 1, on.year, on.year + 1) if day.year is None else (day.year,)
    return any(-day.before <= (on - yearly(year, day.month, day.day)).days <= day.after for year in years)
