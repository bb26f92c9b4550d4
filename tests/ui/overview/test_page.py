"""The Overview over the sample mailbox."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import Chip
from inboxguard.ui.choices import Choice
from inboxguard.ui.letter import LetterDialog
from inboxguard.ui.overview.page import OverviewPage
from inboxguard.ui.page import Desk
from tests.ui import accessibility


@pytest.fixture
def page(sample_desk: Desk, qtbot: Any) -> OverviewPage:
    made = OverviewPage(sample_desk)
    qtbot.addWidget(made)
    made.resize(1084, 820)
    made.refresh(sample_desk.audit)
    made.show()
    return made


def texts(widget: Any) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def test_it_says_what_was_found_as_the_audit_counts_it(page: OverviewPage, sample_audit: Audit) -> None:
    overview = sample_audit.overview()
    rows = page.findings.findChildren(Choice)
    assert len(rows) == len(overview.findings) == 4
    for row, finding in zip(rows, overview.findings, strict=True):
        assert row.accessibleName().startswith(f"{finding.number} ")
    assert f"{overview.mails} mails from {overview.senders} senders" in page.line_label.text()
    accessibility.check(page)


def test_a_finding_leads_to_the_senders_it_counts(page: OverviewPage, qtbot: Any) -> None:
    with qtbot.waitSignal(page.go) as went:
        page.findings.findChildren(Choice)[0].click()
    assert went.args == ["senders", Chip.NO_CONSENT]


def test_at_most_three_steps_and_one_primary_button(page: OverviewPage) -> None:
    buttons = page.steps.findChildren(QPushButton)
    assert 1 <= len(buttons) <= 3
    assert [one.property("kind") for one in buttons].count("primary") == 1


def test_a_step_is_one_click_from_its_draft(page: OverviewPage, sample_audit: Audit) -> None:
    step = sample_audit.overview().steps[0]
    page.steps.findChildren(QPushButton)[0].click()
    (dialog,) = page.findChildren(LetterDialog)
    assert step.name in dialog.windowTitle()
    assert [row.organisation for row in sample_audit.requests()] == [step.organisation]
    accessibility.check(dialog)
    dialog.close()


def test_the_first_look_has_no_news_and_the_second_has_a_date(page: OverviewPage, sample_audit: Audit) -> None:
    assert "The next time you look, what is new stands here." in texts(page.news)
    sample_audit.looked()
    page.refresh(sample_audit)
    assert "Nothing new." in texts(page.news)
    assert "today" in texts(page.news)


def test_a_narrow_window_puts_all_in_one_column(page: OverviewPage, qtbot: Any) -> None:
    page.set_narrow(True)
    page.resize(500, 700)
    qtbot.waitUntil(lambda: page._right.y() > page._left.y())
    page.set_narrow(False)
    page.resize(1084, 820)
    qtbot.waitUntil(lambda: page._right.y() == page._left.y())


def test_without_mail_it_is_calm(empty_desk: Desk, qtbot: Any) -> None:
    page = OverviewPage(empty_desk)
    qtbot.addWidget(page)
    page.refresh(empty_desk.audit)
    assert page.line_label.text() == "0 mails from 0 senders."
    assert page.picture.isHidden()
    assert any(text.startswith("Nothing waits for you") for text in texts(page.steps))
