"""A report of a real audit hides the person and every theme."""

import json

from inboxguard.audit import reporting
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
