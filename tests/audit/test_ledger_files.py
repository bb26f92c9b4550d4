"""The ledger leaves as a file and comes back: united, never twice, and what differs is told."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from inboxguard.audit.audit import Audit
from inboxguard.audit.ledger_files import Taken, export_calendar, import_ledger
from inboxguard.errors import InboxGuardError, Refused
from inboxguard.store import decisions
from tests.audit.truth import NOW

SOFA = "sofasparrow.example"


def asked(audit: Audit, kind: str = "erasure") -> str:
    written = audit.draft(kind, SOFA)
    audit.mark(written.row.id, "sent", note="see https://shop.example/u?token=SECRET")
    return written.row.id


def test_it_comes_back_whole_into_an_empty_home(audit: Audit, tmp_path: Path) -> None:
    request = asked(audit)
    file = tmp_path / "ledger.json"
    assert audit.export_ledger(file) == 1
    with Audit.open(tmp_path / "other", lambda: NOW) as other:
        assert other.import_ledger(file) == Taken(1, 0, ())
        assert other.import_ledger(file) == Taken(0, 0, ())
        ((there, events),) = decisions.requests(other._db)
        ((here, own),) = decisions.requests(audit._db)
        assert there == here
        assert [(one.event, one.at) for one in events] == [(one.event, one.at) for one in own]
        assert events[1].note == "see https://shop.example/[…]"
        assert other.request(request).row.state == "sent"


def test_into_the_same_home_nothing_comes_twice_though_tokens_were_cut(audit: Audit, tmp_path: Path) -> None:
    asked(audit)
    file = tmp_path / "ledger.json"
    audit.export_ledger(file)
    assert "SECRET" not in file.read_text()
    assert audit.import_ledger(file) == Taken(0, 0, ())
    assert len(decisions.requests(audit._db)[0][1]) == 2


def test_what_happened_on_two_computers_is_united(audit: Audit, tmp_path: Path) -> None:
    request = asked(audit)
    file = tmp_path / "ledger.json"
    audit.export_ledger(file)
    then = NOW + timedelta(days=9)
    with Audit.open(tmp_path / "other", lambda: then) as other:
        other.import_ledger(file)
        other.mark(request, "acknowledged", NOW + timedelta(days=2))
        other.mark(request, "answered_partial", NOW + timedelta(days=5))
        other.export_ledger(file)
    decisions.add_event(audit._db, request, "extended", NOW + timedelta(days=3), None)
    assert import_ledger(audit._db, file, then) == Taken(0, 2, ())
    ((_, events),) = decisions.requests(audit._db)
    assert [one.event for one in events] == ["drafted", "sent", "acknowledged", "extended", "answered_partial"]
    assert audit.request(request).row.state == "partial"


def test_a_letter_that_differs_stays_and_is_told(audit: Audit, tmp_path: Path) -> None:
    request = asked(audit)
    file = tmp_path / "ledger.json"
    audit.export_ledger(file)
    told = json.loads(file.read_text())
    told["cases"][0]["request"]["draft"]["body"] = "Another letter."
    file.write_text(json.dumps(told))
    before = audit.request(request).body
    assert audit.import_ledger(file) == Taken(0, 0, (request,))
    assert audit.request(request).body == before


def test_a_history_that_cannot_have_been_is_read_without_harm(audit: Audit, tmp_path: Path) -> None:
    request = asked(audit)
    file = tmp_path / "ledger.json"
    audit.export_ledger(file)
    told = json.loads(file.read_text())
    told["cases"][0]["events"].append({"kind": "complained", "at": "2026-11-24T07:00:00Z", "note": None})
    file.write_text(json.dumps(told))
    assert audit.import_ledger(file).events == 1
    assert audit.request(request).row.state == "sent"
    assert [row.id for row in audit.requests()] == [request]


def test_the_table_names_nobody_who_is_set_aside(audit: Audit, tmp_path: Path) -> None:
    asked(audit)
    file = tmp_path / "ledger.csv"
    audit.export_ledger(file)
    assert SOFA in file.read_text()
    audit.set_aside_sender(SOFA)
    audit.export_ledger(file)
    assert "sofa" not in file.read_text().lower()
    assert "erasure" in file.read_text()


def test_the_calendar_has_a_date_for_each_reply_that_is_due(audit: Audit, tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    assert audit.export_calendar(file) == 0
    first, second = asked(audit), asked(audit, "access")
    decisions.add_event(audit._db, second, "refused", NOW + timedelta(days=1), None)
    decisions.add_event(audit._db, second, "complained", NOW + timedelta(days=2), None)
    assert export_calendar(audit._db, file, NOW + timedelta(days=3), audit.requests()[0].id) == 1
    assert export_calendar(audit._db, file, NOW + timedelta(days=3), "no such request") == 0
    assert export_calendar(audit._db, file, NOW + timedelta(days=3)) == 2
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert {str(event["SUMMARY"]) for event in events} == {
        f"Reply due {first}", f"Report of the authority due {second}",
    }  # fmt: skip
    assert "sofa" not in file.read_text().lower()


def test_another_ending_or_place_is_refused(audit: Audit, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"\.json or \.csv"):
        audit.export_ledger(tmp_path / "ledger")
    with pytest.raises(InboxGuardError, match="could not be written"):
        audit.export_ledger(tmp_path / "nowhere" / "ledger.json")
    with pytest.raises(Refused, match="could not be read"):
        audit.import_ledger(tmp_path)
