"""What was bought once: one sentence a thing, its adverts behind a link, and a letter that asks for less."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from inboxguard.audit.one_off import RepeatedView
from inboxguard.senders.offering import Source
from inboxguard.senders.sender import SenderId
from inboxguard.ui.page import Desk
from inboxguard.ui.senders.mails import LineLink
from inboxguard.ui.senders.one_off import OFFERS, THINGS, OneOff
from inboxguard.ui.senders.page import SendersPage
from tests.ui import accessibility
from tests.ui.senders.records import AT, mail

SOFAS = SenderId("sofasparrow.example")


def thing(what: str = "toilet seat", offers: int = 3, source: Source = Source.ORDER) -> RepeatedView:
    lines = tuple(mail(f"o{at}") for at in range(offers))
    return RepeatedView(SOFAS, "Sofa & Sparrow", what, source, date(2025, 3, 3), mail("order"), lines, AT, AT)


def shown(qtbot: Any, *things: RepeatedView) -> tuple[OneOff, list[Any]]:
    happened: list[Any] = []
    made = OneOff(things, happened.append, happened.append)
    qtbot.addWidget(made)
    accessibility.check(made)
    return made, happened


def texts(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def press(widget: Any, words: str) -> None:
    next(one for one in widget.findChildren(QPushButton) if one.text() == words).click()


def test_a_thing_is_one_sentence_and_its_order(qtbot: Any) -> None:
    made, happened = shown(qtbot, thing(offers=14))
    said = texts(made)
    assert "You bought “toilet seat” once, on 3 Mar 2025. 14 of their adverts since then name it." in said
    assert len(made.findChildren(LineLink)) == 1
    made.findChild(LineLink).click()
    assert happened == ["order"]


def test_a_deleted_list_has_its_own_sentence(qtbot: Any) -> None:
    made, _ = shown(qtbot, thing("ironing board", 5, Source.DELETED_LIST))
    assert "The list that you deleted on 3 Mar 2025 held “ironing board”. 5 of their adverts" in texts(made)


def test_the_adverts_are_behind_a_link(qtbot: Any) -> None:
    made, happened = shown(qtbot, thing(offers=OFFERS + 4))
    press(made, "Show the adverts")
    assert len(made.findChildren(LineLink)) == OFFERS + 1
    assert "and 4 earlier ones" in texts(made)
    accessibility.check(made)
    made.findChildren(LineLink)[1].click()
    assert happened == ["o0"]


def test_the_letter_is_asked_for_one_thing(qtbot: Any) -> None:
    made, happened = shown(qtbot, thing("lamp"), thing("bread bin"))
    links = [one for one in made.findChildren(QPushButton) if one.text() == "Ask for less..."]
    assert [one.accessibleName() for one in links] == ["Ask for less of lamp", "Ask for less of bread bin"]
    links[1].click()
    assert [one.what for one in happened] == ["bread bin"]


def test_what_an_order_says_is_shown_as_plain_text(qtbot: Any) -> None:
    made, _ = shown(qtbot, thing("<b>seat</b>\u202e" + "x" * 300))
    assert "“<b>seat</b>⟨U+202E⟩xxx" in texts(made)
    assert all(len(label.text()) < 300 for label in made.findChildren(QLabel))


def test_no_more_than_a_few_things_are_shown(qtbot: Any) -> None:
    made, _ = shown(qtbot, *(thing(f"thing {at}") for at in range(9)))
    assert texts(made).count("You bought") == THINGS


def test_nothing_found_is_said_plainly(qtbot: Any) -> None:
    made, _ = shown(qtbot)
    assert "Nothing was found that you bought once" in texts(made)
    assert not made.findChildren(QPushButton)


def test_a_sentence_holds_no_word_that_hurts(qtbot: Any) -> None:
    said = texts(shown(qtbot, thing(), thing(source=Source.DELETED_LIST))[0]).lower()
    for word in ("painful", "trigger", "sensitive", "victim", "recover", "congratulations", "!"):
        assert word not in said


@pytest.fixture
def page(sample_desk: Desk, qtbot: Any) -> SendersPage:
    made = SendersPage(sample_desk)
    qtbot.addWidget(made)
    made.resize(1084, 820)
    made.refresh(sample_desk.audit)
    made.show()
    made.shown(SOFAS)
    return made


def test_it_is_looked_for_only_when_it_is_asked_for(page: SendersPage) -> None:
    assert not page.pane.findChildren(OneOff)
    press(page.pane, "What you bought once")
    assert len(page.pane.findChildren(OneOff)) == 1


def test_the_letter_opens_as_a_draft(page: SendersPage, sample_desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    letters: list[Any] = []
    monkeypatch.setattr("inboxguard.ui.senders.acting.show_letter", lambda desk, request, over: letters.append(request))
    page.pane.less.emit(thing("bread bin"))
    assert "bread bin" in letters[0].body
    assert letters[0].row.kind == "ask_for_less"
