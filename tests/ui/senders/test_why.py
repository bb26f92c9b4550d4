"""The reasons of a sender's marketing."""

from typing import Any

from PySide6.QtWidgets import QLabel

from inboxguard.audit.audit import Audit
from inboxguard.audit.sender_views import ReasonCount, Why
from inboxguard.senders.attribution import Kind
from inboxguard.senders.sender import SenderId
from inboxguard.ui.senders.why import MOST_REASONS, Reasons
from tests.ui import accessibility


def test_each_reason_stands_beside_the_mails_that_bear_it(qtbot: Any, sample_audit: Audit) -> None:
    why = sample_audit.why("sofasparrow.example")
    shown = Reasons(why)
    qtbot.addWidget(shown)
    said = [label.text() for label in shown.findChildren(QLabel)]
    for reason in why.reasons:
        assert 0 < reason.mails <= why.marketing
        assert said[said.index(reason.words) - 1] == str(reason.mails)
    accessibility.check(shown)


def test_only_so_many_are_listed(qtbot: Any) -> None:
    reasons = tuple(ReasonCount(f"Reason {at}\u202e.", 1) for at in range(50))
    shown = Reasons(Why(SenderId("a.example"), ((Kind.MARKETING, 1),), reasons))
    qtbot.addWidget(shown)
    said = [label.text() for label in shown.findChildren(QLabel) if label.text().startswith("Reason")]
    assert len(said) == MOST_REASONS
    assert "\u202e" not in "".join(said)
