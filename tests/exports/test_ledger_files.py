"""A ledger file gives back what was put in, gives away no token, and is believed only as far as it can be true."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.errors import Refused
from inboxguard.exports import ledger_files
from inboxguard.exports.ledger_files import Case, CaseLine, from_json, redacted, to_csv, to_json, without_tokens
from inboxguard.requests.events import Event, EventKind
from tests.requests.town import request

AT = datetime(2026, 6, 1, 9, tzinfo=UTC)
CASE = Case(request(), (Event(EventKind.DRAFTED, AT), Event(EventKind.SENT, AT + timedelta(days=1), "by post")))


def written(*cases: Case) -> bytes:
    return to_json(cases, "0.1.0", AT).encode()


def test_what_goes_out_comes_back() -> None:
    full = replace(
        CASE.request, id="r2", asked=("topic x",), follows="r1", identity_given=("address", "name"), because=()
    )
    cases = (CASE, Case(full, CASE.events))
    assert from_json(written(*cases)) == cases
    assert from_json(written()) == ()


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60)


@given(TEXT, TEXT, st.none() | st.text(st.characters(exclude_categories=("Cs",)), max_size=60))
def test_whatever_a_letter_says(subject: str, body: str, note: str | None) -> None:
    draft = replace(CASE.request.draft, subject=subject, body=body + "\r\n\n\t.")
    case = Case(replace(CASE.request, draft=draft), (*CASE.events, Event(EventKind.ACKNOWLEDGED, AT, note)))
    assert from_json(written(case)) == (redacted(case),)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("see https://shop.example/privacy.", "see https://shop.example/privacy."),
        ("https://shop.example", "https://shop.example"),
        ("(https://shop.example/u?id=77&t=abc)", "(https://shop.example/[…]"),
        ("https://l.shop.example/u/AbC123dEf456GhI789 now", "https://l.shop.example/[…] now"),
        ("http://shop.example/#x", "http://shop.example/[…]"),
        ("mailto:u@shop.example?subject=T0K3N", "mailto:u@shop.example?[…]"),
        ("mailto:u@shop.example", "mailto:u@shop.example"),
        ("no link at all ? = #", "no link at all ? = #"),
    ],
)
def test_a_link_that_carries_a_token_ends_with_its_host(text: str, kept: str) -> None:
    assert without_tokens(text) == kept
    assert without_tokens(kept) == kept


def test_tokens_leave_neither_in_letters_nor_in_notes_nor_in_the_table() -> None:
    link = "https://shop.example/u?token=SECRET"
    draft = replace(CASE.request.draft, body=f"x {link}")
    case = Case(replace(CASE.request, draft=draft), (*CASE.events, Event(EventKind.REFUSED, AT, link)))
    assert b"SECRET" not in written(case)
    line = CaseLine("r", "access", "shop.example", "gdpr", "sent", AT, AT, "", "", "", case.events)
    assert "SECRET" not in to_csv([line])


def changed(change: Callable[[dict[str, Any]], None]) -> bytes:
    told = json.loads(written(CASE))
    change(told)
    return json.dumps(told).encode()


def in_request(name: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda told: told["cases"][0]["request"].update({name: value})


def in_draft(name: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda told: told["cases"][0]["request"]["draft"].update({name: value})


def in_event(name: str, value: object) -> Callable[[dict[str, Any]], None]:
    return lambda told: told["cases"][0]["events"][1].update({name: value})


HOSTILE: list[Callable[[dict[str, Any]], None]] = [
    in_request("id", ""),
    in_request("id", "../../etc"),
    in_request("id", "x" * 101),
    in_request("reference", "2026 or 1=1"),
    in_request("law", "martian-law"),
    in_request("law", "gdpr\nX: y"),
    in_request("kind", "blackmail"),
    in_request("organisation", ""),
    in_request("organisation", "a\r\nBcc: x@y.example"),
    in_request("created", "2026-06-01T09:00:00"),
    in_request("created", "0001-01-01T00:00:00Z"),
    in_request("created", 7),
    in_request("because", ["x"] * 5_001),
    in_draft("subject", "a\r\nBcc: x@y.example"),
    in_draft("to", "a@b.example\nX: y"),
    in_draft("from_alias", "x" * 2_001),
    in_draft("body", "x" * 100_001),
    in_draft("body", "bell \x07"),
    in_draft("to", None),
    in_event("kind", "exploded"),
    in_event("at", "2126-06-01T09:00:00Z"),
    in_event("at", "9999-12-31T23:59:59-23:59"),
    in_event("note", "x" * 100_001),
    in_event("note", {"a": 1}),
    lambda told: told["cases"][0].update(events=[]),
    lambda told: told["cases"][0].update(events=told["cases"][0]["events"] * 501),
    lambda told: told.update(what="a diary"),
    lambda told: told.update(schema=2),
    lambda told: told.update(cases=told["cases"] * 2),
    lambda told: told.pop("cases"),
]


@pytest.mark.parametrize("change", HOSTILE)
def test_what_cannot_be_a_ledger_is_refused_in_one_sentence(change: Callable[[dict[str, Any]], None]) -> None:
    with pytest.raises(Refused, match=r"\A[^\n\r]+[.]\Z"):
        from_json(changed(change))


@pytest.mark.parametrize("content", [b"", b"\x00", b"[" * 100_000, b'{"what":' * 9_000, b"{}", b"null", b"\xff\xfe"])
def test_what_is_no_json_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(Refused, match="exported"):
        from_json(content)


def test_too_much_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="32 MB"):
        from_json(b" " * (32 * 1024**2 + 1))
    monkeypatch.setattr(ledger_files, "MOST_CASES", 0)
    with pytest.raises(Refused, match="one person"):
        from_json(written(CASE))


def test_times_of_other_zones_are_the_same_moments() -> None:
    there = timezone(timedelta(hours=5))
    case = Case(CASE.request, (CASE.events[0], Event(EventKind.SENT, AT.astimezone(there))))
    (read,) = from_json(written(case))
    assert read.events[1].at == AT
    assert read.events[1].at.utcoffset() == timedelta()


@pytest.mark.parametrize("note", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1"])
def test_a_spreadsheet_runs_nothing(note: str) -> None:
    events = (Event(EventKind.SENT, AT, note),)
    line = CaseLine("2026-A", "access", "=shop.example", "gdpr", "sent", AT, AT, "about 2026-07-02", "", "", events)
    (head, row) = csv.reader(io.StringIO(to_csv([line]), newline=""))
    cells = dict(zip(head, row, strict=True))
    assert cells["notes"] == f"'{note}"
    assert cells["organisation"] == "'=shop.example"
    assert cells["history"] == "2026-06-01 sent"
    assert (cells["created"], cells["due"]) == ("2026-06-01", "about 2026-07-02")


def test_lines_end_as_the_standard_says() -> None:
    assert to_csv([]).endswith("\r\n")
    assert to_csv([]).count("\r\n") == 1
