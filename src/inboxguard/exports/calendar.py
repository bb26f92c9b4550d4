"""Due dates as a calendar file (RFC 5545) with an alarm each; neutral titles, as calendars lie with providers too."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from uuid import NAMESPACE_URL, uuid5

from inboxguard import resources

_MORNING = timedelta(hours=9)
"""After the midnight with which the day begins where the person is."""


class Entry(StrEnum):
    """What is due (keys of calendar.toml)."""

    DUE = "due"
    ABOUT = "about"
    """The date is not certain."""
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class DueDay:
    """One day of the calendar."""

    id: str
    """Id of the request: the same one, exported again, replaces what the calendar has."""
    reference: str
    day: date
    """In the person's time zone; the calendar shows it as this day wherever it is looked at."""
    entry: Entry
    changes: int
    """Events recorded of the request so far: a newer export has more (SEQUENCE)."""


def languages() -> tuple[str, ...]:
    """Return the languages that the titles are written in."""
    return tuple(_words())


def calendar(days: Iterable[DueDay], language: str, software: str, now: datetime) -> bytes:
    """Return the calendar: an all-day event for each day, with an alarm at nine in the morning of it.

    Lines end in CRLF and are folded at 75 octets. No event blocks time, and each is marked private.
    """
    from icalendar import Alarm, Calendar, Event  # ninety modules that nothing else needs

    file = Calendar()
    file.add("prodid", f"-//inboxguard//inboxguard {software}//{language.upper()}")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    for one in sorted(days, key=lambda day: (day.day, day.id)):
        title = _words()[language][one.entry].format(reference=one.reference)
        event = Event()
        event.add("uid", str(uuid5(NAMESPACE_URL, f"inboxguard:{one.id}")))
        event.add("dtstamp", now)
        event.add("dtstart", one.day)
        event.add("dtend", one.day + timedelta(days=1))
        event.add("summary", title)
        event.add("sequence", one.changes)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", _MORNING)
        event.add_component(alarm)
        file.add_component(event)
    content: bytes = file.to_ical()
    return content


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.read("exports/calendar.toml"))
