"""The Overview says at most four things and proposes at most three, and forgets what was asked already."""

from datetime import timedelta
from pathlib import Path

from inboxguard.audit.audit import Audit
from tests.audit.truth import NOW, Story


def test_every_number_has_its_ground(move: Story) -> None:
    for finding in move.audit.overview().findings:
        assert finding.number <= finding.ground or finding.what == "exclusive"


def test_the_summary_says_what_may_be_said(move: Story) -> None:
    summary = move.audit.summary()
    assert summary.ignored == ("Ninth Corner Flowers",)
    assert len(summary.sentences) == sum(number for _, number in summary.shown)
    assert all("proof" in sentence for sentence in summary.sentences)


def test_what_was_asked_is_not_proposed_again(audit: Audit) -> None:
    first = audit.overview().steps
    assert 0 < len(first) <= 3
    asked = next(step for step in first if step.what == "ask_where_from")
    audit.draft("where_from", asked.organisation)
    assert asked not in audit.overview().steps


def test_what_came_since_the_last_look(audit: Audit) -> None:
    assert audit.overview().since is None
    audit.looked()
    assert audit.overview().since is not None
    assert audit.overview().news == ()


def test_no_figure_counts_what_is_set_aside(audit: Audit) -> None:
    before = {finding.what: finding.number for finding in audit.overview().findings}
    audit.set_aside_sender("sofasparrow.example")
    after = {finding.what: finding.number for finding in audit.overview().findings}
    assert after["copy"] == before["copy"] - 1
    assert "Sofa" not in repr(audit.overview())


def test_what_is_overdue_comes_first_and_leads_to_its_request(tmp_path: Path) -> None:
    early = NOW - timedelta(days=60)
    with Audit.open(tmp_path, lambda: early) as audit:
        audit.demo("move")
        asked = audit.draft("erasure", "ninthcorner.example")
        audit.mark(asked.row.id, "sent")
    with Audit.open(tmp_path, lambda: NOW) as audit:
        first = audit.overview().steps[0]
        assert (first.what, first.organisation) == ("remind", "ninthcorner.example")
        assert audit.request(first.details[1]).row.state == "overdue"
