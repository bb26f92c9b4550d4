"""A report of a real audit hides the person and every theme."""

import json
from pathlib import Path

from inboxguard.audit import reporting
from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import Missed
from inboxguard.store import findings
from tests.audit import shops
from tests.audit.truth import NOW, Story


def test_the_person_is_nowhere_in_it(move: Story) -> None:
    for kind in ("html", "json", "csv"):
        said = reporting.rendered(move.audit._db, kind, frozenset(), NOW).lower()
        assert "anna" not in said
        assert "kestrel" not in said


def test_what_was_revealed_is_in_it(move: Story) -> None:
    said = reporting.rendered(move.audit._db, "json", frozenset({"addresses"}), NOW)
    assert "kestrel-4f9d2a@post.example" in said


def test_no_theme_and_no_set_aside_subject_is_in_it(registry: Story) -> None:
    aside = registry.audit.shelf()
    assert aside
    said = reporting.rendered(registry.audit._db, "html", frozenset({"addresses", "names", "orders"}), NOW)
    assert "theme" not in said.lower()
    for row in aside:
        assert registry.audit.reveal(row.key).subject not in said


def test_only_firm_trails_are_in_it(move: Story) -> None:
    trails = json.loads(reporting.rendered(move.audit._db, "json", frozenset(), NOW))["trails"]
    assert {trail["level"] for trail in trails} <= {"documented", "strong"}
    assert trails


def report_of(home: Path, mails: list[bytes], aside: int) -> dict[str, object]:
    """Return the report for others on a mailbox of which the last `aside` mails are set aside, without its date."""
    with Audit.open(home, lambda: NOW) as audit:
        audit.import_files([shops.put(home / "mails", mails)], me=[shops.ME], authserv=[shops.SERVER])
        if aside:
            for one in findings.attributed_to(audit._db, shops.SHOP)[-aside:]:
                audit.missed(one.attribution.message, Missed.MAIL)
        return dict(json.loads(reporting.rendered(audit._db, "json", frozenset({"addresses"}), NOW)))


def test_set_aside_mail_leaves_no_trace_in_a_report(tmp_path: Path) -> None:
    """Neither by its days, nor by a line that nothing else explains."""
    other = shops.written(3, "Bread of the week", "See what is new.", "news", "Loaf", "loaf.example")
    seen = [other, shops.order()]
    late = [shops.written(day, "Time for a new toilet seat?", "See what is new.", "news") for day in (200, 230)]
    with_it = report_of(tmp_path / "with", [*seen, *late], 2)
    without = report_of(tmp_path / "without", seen, 0)
    assert with_it == without


def test_mail_that_only_claims_to_come_from_a_brand_is_none_of_its_in_a_report(tmp_path: Path) -> None:
    seen = [shops.written(day, "Towels for spring", "See what is new.", "news") for day in (3, 40)]
    loaf = shops.written(80, "Bread of the week", "See what is new.", "news", "Loaf", "loaf.example")
    forged = [
        mail.replace(b"dkim=pass", b"dkim=none").replace(b"dmarc=pass", b"dmarc=none")
        for mail in (shops.written(90, "Your voucher", "See what is new.", "news"), loaf)
    ]
    with_it = report_of(tmp_path / "with", [*seen, *forged], 0)
    without = report_of(tmp_path / "without", seen, 0)
    assert with_it["senders"] == without["senders"]
    with Audit.open(tmp_path / "with", lambda: NOW) as audit:
        assert "loaf.example" not in audit.sender_ids("no_consent")
        assert "loaf.example" in audit.sender_ids(), "its mail is there to be looked at"
