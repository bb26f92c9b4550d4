"""A letter is seen before it is kept, and says of the person only what was ticked."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import Profile, RequestDetail
from inboxguard.senders.sender import SenderId
from inboxguard.ui.page import Desk
from inboxguard.ui.requests.writing import WritingDialog
from tests.audit.truth import NOW
from tests.ui import accessibility
from tests.ui.immediate import Immediate

SOFA = SenderId("sofasparrow.example")
Make = Callable[..., WritingDialog]


@pytest.fixture
def make(sample_audit: Audit, qtbot: Any) -> Make:
    sample_audit.set_profile(Profile("Anna Kestrel", "DE", "", ("en",), "Europe/Berlin"))

    def made(kind: str = "where_from") -> WritingDialog:
        desk = Desk(sample_audit, Immediate(sample_audit), lambda: NOW)  # type: ignore[arg-type]  # works at once
        dialog = WritingDialog(desk, SOFA, "Sofa & Sparrow", kind)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog._preview()
        return dialog

    return made


def letter(dialog: WritingDialog) -> str:
    dialog._preview()
    return "\n".join(label.text() for label in dialog.area.page.findChildren(QLabel)).replace("\u200b", "")


def test_looking_keeps_nothing_and_keeping_keeps_one(make: Make, sample_audit: Audit) -> None:
    dialog = make()
    assert "where" in letter(dialog).lower()
    assert not sample_audit.requests()
    kept: list[RequestDetail] = []
    dialog.written.connect(kept.append)
    dialog.keep.click()
    assert [row.id for row in sample_audit.requests()] == [kept[0].row.id]


def test_every_kind_that_can_be_chosen_shows_its_letter(make: Make) -> None:
    dialog = make()
    for kind, choice in dialog._choices.items():
        if choice.isEnabled() and kind not in ("ask_for_less", "correction"):
            choice.click()
            assert dialog.keep.isEnabled() or letter(dialog)
            letter(dialog)
            assert dialog.keep.isEnabled(), kind


def test_a_right_that_no_law_here_gives_is_asked_for_politely(make: Make) -> None:
    dialog = make("opt_out_of_sale")
    assert [dialog.law.itemData(at) for at in range(dialog.law.count())] == ["none"]
    assert "Art." not in letter(dialog)


def test_less_says_what_of_before_there_is_a_letter(make: Make) -> None:
    dialog = make("ask_for_less")
    assert not dialog.keep.isEnabled()
    assert dialog.less.isVisible()
    dialog.less.topics.setText("garden furniture; rugs")
    assert "garden furniture" in letter(dialog)
    assert "rugs" in letter(dialog)
    assert dialog.keep.isEnabled()


def test_a_correction_asks_to_see_what_is_false_until_both_are_named(make: Make) -> None:
    dialog = make("correction")
    dialog.correction.false.setText("born 1970")
    assert "born 1970" not in letter(dialog)
    dialog.correction.right.setText("born 1980")
    assert "born 1980" in letter(dialog)


def test_the_name_is_given_only_when_ticked(make: Make) -> None:
    dialog = make()
    assert "Anna Kestrel" not in letter(dialog)
    dialog.signed.click()
    assert "Anna Kestrel" in letter(dialog)


def test_erasing_first_is_advised_against_and_still_possible(make: Make) -> None:
    dialog = make("erasure")
    assert "erased" in dialog.first.text()
    assert dialog.keep.isEnabled()
    dialog._choices["where_from"].click()
    letter(dialog)
    assert not dialog.first.isVisible()


def test_another_address_is_kept_and_used(make: Make) -> None:
    dialog = make()
    assert "guess" in letter(dialog)
    dialog.to.setText("dpo@sofasparrow.example")
    dialog.use.click()
    assert "dpo@sofasparrow.example" in letter(dialog)
    assert "guess" not in letter(dialog)


def test_an_address_that_nobody_reads_is_refused_in_a_sentence(make: Make) -> None:
    dialog = make()
    dialog.to.setText("noreply@sofasparrow.example")
    dialog.use.click()
    said = "\n".join(label.text() for label in dialog.area.page.findChildren(QLabel))
    assert "noreply@" in said.replace("\u200b", "")


def test_all_of_it_has_names_and_is_reached_by_tab(make: Make) -> None:
    for kind in ("where_from", "ask_for_less", "correction"):
        accessibility.check(make(kind))


def test_one_that_is_set_aside_is_not_named(make: Make, sample_audit: Audit, qtbot: Any) -> None:
    desk = Desk(sample_audit, Immediate(sample_audit), lambda: NOW)  # type: ignore[arg-type]  # works at once
    dialog = WritingDialog(desk, SOFA, "", "objection")
    qtbot.addWidget(dialog)
    assert "Sofa" not in dialog.windowTitle()
