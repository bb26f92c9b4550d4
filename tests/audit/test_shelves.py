"""Set aside means: out of sight until the person asks, one deliberate step at a time."""

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused
from tests.audit.truth import NOW, Story


def test_the_shelf_shows_months_only(registry: Story) -> None:
    rows = registry.audit.shelf()
    assert len(rows) >= 37
    assert all(row.month.day == 1 for row in rows)
    assert [row.month for row in rows] == sorted((row.month for row in rows), reverse=True)


def test_one_step_shows_the_subject(registry: Story) -> None:
    line = registry.audit.reveal(registry.audit.shelf()[0].key)
    assert line.subject
    assert not line.aside


def test_keeping_one_mail_takes_it_off_the_shelf(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Audit.open(tmp_path_factory.mktemp("registry"), lambda: NOW) as audit:
        audit.demo("registry")
        row = audit.shelf()[0]
        audit.keep_all((row.key,))
        assert row.key not in {one.key for one in audit.shelf()}
        audit.unmark_themes(("baby",))
        # The sample's person set one sender aside as a whole, which does not hang on the theme.
        senders = {line["id"]: line["sender"]["organisation"] for line in audit.message_rows()}
        whole = {key for key, sender in senders.items() if sender == "mondlicht-kinderzimmer.example"}
        assert row.key in whole
        assert {one.key for one in audit.shelf()} == whole - {row.key}
        audit.mark_themes(("baby",))
        assert row.key not in {one.key for one in audit.shelf()}


def test_marks_are_told_and_unknown_ones_refused(audit: Audit) -> None:
    assert not any(theme.marked for theme in audit.themes())
    audit.mark_themes(("baby",))
    assert [theme.id for theme in audit.themes() if theme.marked] == ["baby"]
    with pytest.raises(Refused, match="no theme"):
        audit.mark_themes(("dragons",))


def test_what_is_gone_is_said_to_be_gone(audit: Audit) -> None:
    with pytest.raises(Refused, match="no longer there"):
        audit.reveal("0" * 24)
