"""A letter is shown whole, a guessed address is called one, and what strangers wrote into it stays text."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from inboxguard.requests.request import Draft
from inboxguard.ui import pieces
from inboxguard.ui.requests.shown_letter import ShownLetter

DRAFT = Draft("privacy@shop.example", "me+shop@post.example", "Where from?", "Dear shop,\nwhere from?", None, False)


@pytest.fixture
def letter(qtbot: Any) -> ShownLetter:
    made = ShownLetter()
    qtbot.addWidget(made)
    made.show()
    return made


def words(letter: ShownLetter) -> str:
    return "\n".join(label.text() for label in letter.page.findChildren(QLabel)).replace("\u200b", "")


def test_at_first_it_is_being_written(letter: ShownLetter) -> None:
    assert words(letter) == "Writing the letter..."


def test_a_letter_names_whom_it_goes_to_and_its_own_address(letter: ShownLetter) -> None:
    letter.show_draft(DRAFT)
    said = words(letter)
    for part in (DRAFT.to, DRAFT.from_alias, DRAFT.subject, "Dear shop,"):
        assert part in said
    assert "guess" not in said
    letter.say("It is too early.")
    assert words(letter) == "It is too early."


def test_a_guess_is_called_one_and_no_address_is_said(letter: ShownLetter) -> None:
    letter.show_draft(replace(DRAFT, to_is_guess=True))
    assert "The address is a guess" in words(letter)
    letter.show_draft(replace(DRAFT, to=""))
    assert "no address is known" in words(letter)
    letter.show_draft(replace(DRAFT, to="", web_form="https://authority.example/form"))
    assert "it is filed on their page" in words(letter)


def test_a_covered_letter_shows_nothing_of_it(letter: ShownLetter) -> None:
    letter.show_draft(DRAFT)
    letter.cover(pieces.link("Show the letter"))
    assert words(letter) == ""


def test_markup_of_strangers_stays_text(letter: ShownLetter) -> None:
    letter.show_draft(replace(DRAFT, subject="<b>Sale</b><img src='https://x.example/a.png'>"))
    labels = [
        label for label in letter.page.findChildren(QLabel) if "<b>Sale</b>" in label.text().replace("\u200b", "")
    ]
    assert [one.textFormat() for one in labels] == [Qt.TextFormat.PlainText]
