"""Due dates go into any calendar, come back as they were, and name nobody."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from inboxguard.exports.calendar import DueDay, Entry, calendar, languages

NOW = datetime(2026, 11, 24, 8, 0, 5, tzinfo=UTC)
DAYS = (
    DueDay("2026-K7Q2M4A", "2026-K7Q2M4A", date(2026, 12, 28), Entry.DUE, 2),
    DueDay("2026-AAAAAAA", "2026-AAAAAAA", date(2026, 12, 24), Entry.ABOUT, 3),
    DueDay("2026-BBBBBBB", "2026-BBBBBBB", date(2028, 2, 29), Entry.AUTHORITY, 5),
)


def lines(content: bytes) -> list[bytes]:
    assert content.endswith(b"\r\n")
    return content[:-2].split(b"\r\n")


def test_it_reads_back_as_what_it_was_made_of() -> None:
    read = Calendar.from_ical(calendar(DAYS, "en", "0.1.0", NOW))
    events = read.walk("VEVENT")
    assert [event["DTSTART"].dt for event in events] == sorted(day.day for day in DAYS)
    assert str(events[0]["SUMMARY"]) == "Reply due (about) 2026-AAAAAAA"
    assert str(events[1]["SUMMARY"]) == "Reply due 2026-K7Q2M4A"
    for event in events:
        assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)
        assert event["DTSTAMP"].dt == NOW
        assert (event["CLASS"], event["TRANSP"]) == ("PRIVATE", "TRANSPARENT")
        (alarm,) = event.walk("VALARM")
        assert alarm["ACTION"] == "DISPLAY"
        assert alarm["TRIGGER"].dt == timedelta(hours=9)
        assert str(alarm["DESCRIPTION"]) == str(event["SUMMARY"])


def test_the_octets_are_those_of_the_standard() -> None:
    found = lines(calendar(DAYS, "de", "0.1.0", NOW))
    assert found[0] == b"BEGIN:VCALENDAR"
    assert found[-1] == b"END:VCALENDAR"
    assert b"VERSION:2.0" in found
    assert b"DTSTAMP:20261124T080005Z" in found
    assert b"DTSTART;VALUE=DATE:20261228" in found
    assert b"TRIGGER:PT9H" in found
    assert not [line for line in found if b"\n" in line or b"\r" in line]


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_title_and_long_lines_are_folded_at_75_octets(language: str) -> None:
    long = tuple(
        DueDay(f"id{number}", "2026-" + "K" * (60 + number), date(2026, 12, 1), entry, 1)
        for number in range(30)
        for entry in Entry
    )
    content = calendar(long, language, "0.1.0", NOW)
    assert max(map(len, lines(content))) <= 75
    titles = {str(event["SUMMARY"]) for event in Calendar.from_ical(content).walk("VEVENT")}
    assert len(titles) == 90
    for line in lines(content):
        line.decode()  # no letter is cut in two


def test_exported_again_it_is_the_same_entry_with_its_new_date() -> None:
    later = DueDay("2026-K7Q2M4A", "2026-K7Q2M4A", date(2027, 2, 26), Entry.DUE, 3)
    (before,) = Calendar.from_ical(calendar(DAYS[:1], "en", "0.1.0", NOW)).walk("VEVENT")
    (after,) = Calendar.from_ical(calendar((later,), "fr", "0.2.0", NOW + timedelta(days=9))).walk("VEVENT")
    assert before["UID"] == after["UID"]
    assert before["SEQUENCE"] < after["SEQUENCE"]
    assert before["DTSTART"].dt != after["DTSTART"].dt


def test_two_requests_are_two_entries_and_nothing_due_is_an_empty_calendar() -> None:
    events = Calendar.from_ical(calendar(DAYS, "en", "0.1.0", NOW)).walk("VEVENT")
    assert len({event["UID"] for event in events}) == len(DAYS)
    assert not Calendar.from_ical(calendar((), "en", "0.1.0", NOW)).walk("VEVENT")


@given(st.text(min_size=1, max_size=200).filter(str.isprintable), st.dates(date(1970, 1, 1), date(2199, 12, 31)))
def test_whatever_a_reference_holds_the_file_stays_whole(reference: str, day: date) -> None:
    content = calendar((DueDay("one", reference, day, Entry.DUE, 0),), "en", "0.1.0", NOW)
    assert max(map(len, lines(content))) <= 75
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["SUMMARY"]) == f"Reply due {reference}"
    assert event["DTSTART"].dt == day
