"""What is due, and the ledger as files, as a person types it."""

import csv
import io
import json
from pathlib import Path

from icalendar import Calendar

from tests.cli.shell import Shell

NINTH = ("--sender", "ninthcorner.example")
LATE = {"INBOXGUARD_NOW": "2027-01-02T08:00:00Z"}
VERY_LATE = {"INBOXGUARD_NOW": "2027-02-01T08:00:00Z"}


def sent(shell: Shell, kind: str = "erasure") -> str:
    reference = str(shell.json("requests", "draft", kind, *NINTH)["reference"])
    assert shell("requests", "mark", reference, "sent").exit_code == 0
    return reference


def asked(shell: Shell, *words: object, env: dict[str, str] | None = None) -> list[dict[str, object]]:
    """Return what is due of requests."""
    return [row for row in shell.lines("requests", "due", *words, env=env) if row["request"] is not None]


def test_a_new_home_owes_nothing(empty: Shell) -> None:
    assert empty("requests", "due").stdout == "Nothing is due.\n"
    assert empty.lines("requests", "due") == []


def test_nothing_is_due_before_anything_was_sent(move: Shell) -> None:
    move("requests", "draft", "erasure", *NINTH)
    assert asked(move) == []


def test_mail_after_an_opt_out_is_to_be_looked_at(move: Shell) -> None:
    (row,) = move.lines("requests", "due")
    assert (row["due"], row["organisation"], row["request"], row["day"]) == (
        "still_mail", "ninthcorner.example", None, None,
    )  # fmt: skip
    assert "mail still comes" in move("requests", "due").stdout


def test_what_is_near_what_is_late_and_what_one_may_do(move: Shell) -> None:
    reference = sent(move)
    assert asked(move) == []
    (near,) = asked(move, "--within", "60")
    assert near == {
        "due": "soon", "organisation": "ninthcorner.example", "request": reference, "reference": reference,
        "day": "2026-12-28", "due_is_about": False, "days": 34, "may_remind": False, "may_complain": False,
    }  # fmt: skip
    (late,) = asked(move, env=LATE)
    assert (late["due"], late["days"], late["may_remind"], late["may_complain"]) == ("overdue", -5, True, True)
    done = move("requests", "due", env=LATE)
    assert "the time to answer is over" in done.stdout
    assert "remind, complain" in done.stdout


def test_the_fair_days_stand_beside_the_due_one(move: Shell) -> None:
    reference = sent(move)
    (row,) = move.lines("requests", "list")
    assert (row["due"], row["remind_from"], row["complain_from"]) == ("2026-12-28", "2026-12-31", "2027-01-01")
    assert row["due_is_about"] is False
    assert row["due_is_verified"] is True
    assert (row["follows"], row["excuse"]) == (None, None)
    shown = move("requests", "show", reference).stdout
    assert "A reminder is fair from 2026-12-31 on." in shown
    assert "2026-12-31" in move.refused(
        "requests", "mark", reference, "reminded", env={"INBOXGUARD_NOW": "2026-12-30T08:00:00Z"}
    )
    assert move("requests", "mark", reference, "reminded", env=LATE).stdout == "reminded\n"


def test_a_calendar_names_nobody_and_is_written_again(move: Shell, tmp_path: Path) -> None:
    reference = sent(move)
    out = tmp_path / "due.ics"
    assert move("requests", "calendar", "--out", out).stdout == f"1 date in {out}.\n"
    (before,) = Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    assert before["DTSTART"].dt.isoformat() == "2026-12-28"
    assert reference in str(before["SUMMARY"])
    text = out.read_text().lower()
    assert "ninth" not in text
    assert "erasure" not in text
    move("requests", "mark", reference, "extended", "--at", "2026-12-01T09:00:00Z", env=LATE)
    move("requests", "calendar", "--out", out, env=LATE)
    (after,) = Calendar.from_ical(out.read_bytes()).walk("VEVENT")
    assert after["UID"] == before["UID"]
    assert after["DTSTART"].dt.isoformat() == "2027-02-25"


def test_the_ledger_goes_into_another_home_and_back_with_nothing_lost(move: Shell, tmp_path: Path) -> None:
    first, second = sent(move), sent(move, "access")
    move("requests", "mark", first, "acknowledged", "--note", "on paper")
    file = tmp_path / "ledger.json"
    assert move("requests", "export", file).stdout == f"2 requests in {file}.\n"
    other = Shell(tmp_path / "other")
    assert other("profile", "--country", "DE", "--timezone", "Europe/Berlin").exit_code == 0
    assert other("requests", "import", file).stdout == "2 new requests, 0 new events of known ones.\n"
    assert other("requests", "import", file).stdout == "0 new requests, 0 new events of known ones.\n"
    told = ("state", "due", "history", "reference", "kind", "organisation", "created", "remind_from")
    here, there = ({row["id"]: row for row in shell.lines("requests", "list")} for shell in (move, other))
    assert set(here) == set(there) == {first, second}
    assert all(here[one][key] == there[one][key] for one in here for key in told)
    other("requests", "mark", second, "refused", env=LATE)
    again = tmp_path / "again.json"
    assert other("requests", "export", again, env=LATE).exit_code == 0
    assert "1 new event" in move("requests", "import", again, env=LATE).stdout
    assert {row["state"] for row in move.lines("requests", "list", env=LATE)} == {"overdue", "refused"}


def test_a_table_for_people_holds_no_letters(move: Shell, tmp_path: Path) -> None:
    reference = sent(move)
    move("requests", "mark", reference, "acknowledged", "--note", "=HYPERLINK(1)")
    file = tmp_path / "ledger.csv"
    assert move("requests", "export", file).exit_code == 0
    (row,) = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))
    assert (row["reference"], row["state"], row["due"]) == (reference, "acknowledged", "2026-12-28")
    assert row["notes"] == "'=HYPERLINK(1)"
    assert "Dear" not in file.read_text()


def test_what_is_no_ledger_is_refused_in_a_sentence(move: Shell, tmp_path: Path) -> None:
    assert ".json or .csv" in move.refused("requests", "export", tmp_path / "ledger.pdf")
    for name, content in (
        ("a.json", b"{}"),
        ("b.json", b"\xff\x00"),
        ("c.csv", b"reference,kind"),
        ("d.json", b"[" * 99_999),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        assert "exported" in move.refused("requests", "import", file)
    assert move.lines("requests", "list") == []
    assert move("requests", "import", tmp_path / "none.json").exit_code == 2


def test_a_file_from_a_clock_ahead_takes_nothing(move: Shell, tmp_path: Path) -> None:
    sent(move)
    file = tmp_path / "ledger.json"
    move("requests", "export", file)
    told = json.loads(file.read_text())
    told["cases"][0]["events"][1]["at"] = "2031-01-01T00:00:00Z"
    file.write_text(json.dumps(told))
    assert "clock" in move.refused("requests", "import", file)


def test_the_help_says_that_the_letters_are_personal(move: Shell) -> None:
    assert "Keep it to yourself" in move("requests", "export", "--help").stdout.replace("\n  ", " ")
