"""By what a mail is set aside: this list first, these words second."""

from typing import Any

from PySide6.QtWidgets import QWidget

from inboxguard.audit.shelf_views import RareWord
from inboxguard.ui.senders.shelving import By, ShelvingDialog
from tests.ui import accessibility
from tests.ui.sharing.sample import words

SHELVES = (("a", "Shelf A"), ("s1", "Later"))


def opened(host: QWidget, lists: Any, shelves: Any = SHELVES) -> ShelvingDialog:
    dialog = ShelvingDialog("Lantern & <b>Co</b>", shelves, lists, host)
    dialog.show()
    return dialog


def test_this_list_stands_first_and_these_words_second(host: QWidget) -> None:
    dialog = opened(host, ("news.lantern.example",))
    assert list(dialog.choices) == [By.LIST, By.WORDS, By.MAIL, By.SENDER]
    assert dialog.by is By.LIST
    assert "news.lantern.example" in words(dialog)
    accessibility.check(dialog)


def test_without_a_list_the_sender_stands_first(host: QWidget) -> None:
    dialog = opened(host, ())
    assert next(iter(dialog.choices)) is By.SENDER
    assert By.LIST not in dialog.choices
    assert dialog.choices[By.SENDER].accessibleName() == "All marketing of Lantern & <b>Co</b>"


def test_words_are_shown_only_when_asked_for_and_at_least_one_is_ticked(host: QWidget) -> None:
    dialog = opened(host, ("news.lantern.example",))
    dialog.ticking.show_words((RareWord("wick", 2), RareWord("wax", 3)))
    assert not dialog.ticking.isVisible()
    dialog.choices[By.WORDS].click()
    assert dialog.ticking.isVisible()
    assert not dialog.take.isEnabled()
    dialog.ticking.boxes["wick"].click()
    assert dialog.take.isEnabled()
    assert dialog.words == ("wick",)
    dialog.choices[By.MAIL].click()
    assert dialog.words == ()


def test_a_shelf_is_asked_for_only_where_there_are_several(host: QWidget) -> None:
    dialog = opened(host, ())
    dialog.where.setCurrentIndex(1)
    assert dialog.shelf == "s1"
    single = opened(host, (), SHELVES[:1])
    assert not single.where.isVisible()
    assert single.shelf == "a"


def test_for_a_sender_nothing_but_the_shelf_is_asked(host: QWidget) -> None:
    dialog = opened(host, None)
    assert list(dialog.choices) == [By.SENDER]
    assert dialog.take.isEnabled()
    accessibility.check(dialog)
