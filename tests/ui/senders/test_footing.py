"""What shows a footing, and how far a search that found nothing can be trusted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QLabel

from inboxguard.audit.audit import Audit
from inboxguard.audit.sender_views import Searched, SenderDetail
from inboxguard.audit.views import Line
from inboxguard.facts.message import MessageKey
from inboxguard.ui.senders.footing import LISTED, Footing
from inboxguard.ui.senders.mails import LineLink

BEGAN = datetime(2020, 3, 1, tzinfo=UTC)


def words(qtbot: Any, detail: SenderDetail) -> str:
    shown = Footing(detail, lambda key: None)
    qtbot.addWidget(shown)
    return "\n".join(label.text() for label in shown.findChildren(QLabel))


def test_the_mail_that_shows_a_footing_opens(qtbot: Any, sample_audit: Audit) -> None:
    detail = sample_audit.sender("movinglantern.example")
    opened: list[str] = []
    shown = Footing(detail, opened.append)
    qtbot.addWidget(shown)
    links = shown.findChildren(LineLink)
    assert len(links) == len(detail.consent_lines[:3])
    links[0].click()
    assert opened == [detail.consent_lines[0].key]


def test_a_mail_that_is_set_aside_shows_and_opens_nothing(qtbot: Any, sample_audit: Audit) -> None:
    detail = sample_audit.sender("movinglantern.example")
    aside = Line(MessageKey("k"), BEGAN, None, None, aside=True)
    shown = Footing(replace(detail, consent_lines=(aside,)), lambda key: None)
    qtbot.addWidget(shown)
    assert not shown.findChildren(LineLink)
    assert "Set-aside message" in [label.text() for label in shown.findChildren(QLabel)]


def test_none_found_says_how_far_the_search_reached(qtbot: Any, sample_audit: Audit) -> None:
    detail = replace(
        sample_audit.sender("sofasparrow.example"),
        searched=Searched(4_120, BEGAN, 0.97),
        first=BEGAN + timedelta(days=400),
    )
    said = words(qtbot, detail)
    assert "4,120 mails since March 2020." in said
    assert "sign-up may" not in said


def test_gaps_and_a_young_mailbox_weaken_it(qtbot: Any, sample_audit: Audit) -> None:
    detail = sample_audit.sender("sofasparrow.example")
    gaps = replace(detail, searched=Searched(500, BEGAN, 0.7), first=BEGAN + timedelta(days=400))
    assert "30\N{NO-BREAK SPACE}% of the weeks" in words(qtbot, gaps)
    young = replace(detail, searched=Searched(500, BEGAN, 0.99), first=BEGAN + timedelta(days=3))
    assert "a sign-up may lie before it" in words(qtbot, young)


def test_a_footing_that_was_found_needs_no_such_words(qtbot: Any, sample_audit: Audit) -> None:
    assert "Searched" not in words(qtbot, sample_audit.sender("movinglantern.example"))


def test_a_sender_with_a_thousand_domains_names_a_few(qtbot: Any, sample_audit: Audit) -> None:
    many = tuple(f"d{at}.example" for at in range(1_000))
    said = words(qtbot, replace(sample_audit.sender("sofasparrow.example"), domains=many))
    assert f"d{LISTED - 1}.example, …" in said
    assert f"d{LISTED}.example" not in said
