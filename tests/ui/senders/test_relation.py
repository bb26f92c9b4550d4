"""What a relation gives and takes; what may hurt is shown only when it is asked for."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from inboxguard.ui.fold import Fold
from inboxguard.ui.senders.mails import LineLink
from inboxguard.ui.senders.relation import DOMAINS, Relation
from tests.ui import accessibility
from tests.ui.senders.records import known, mail, relation


def texts(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def shown(qtbot: Any, **more: Any) -> tuple[Relation, list[str]]:
    opened: list[str] = []
    made = Relation(relation(**more), opened.append)
    qtbot.addWidget(made)
    accessibility.check(made)
    return made, opened


def test_orders_stand_against_adverts(qtbot: Any) -> None:
    said = texts(shown(qtbot, orders=3)[0])
    assert "at least 3" in said
    assert "42" in said
    assert "4.5, rising" in said
    assert "none was found" in texts(shown(qtbot)[0])


def test_a_trend_that_is_not_clear_leaves_the_number_alone(qtbot: Any) -> None:
    said = texts(shown(qtbot, trend="unclear", mails_a_month=0.25)[0]).splitlines()
    assert "0.2" in said or "0.3" in said


def test_who_else_learns_is_named_with_its_mails(qtbot: Any) -> None:
    many = tuple((f"t{at}\u202e.example", 9) for at in range(20))
    said = texts(shown(qtbot, trackers=many, address_to=(("list.example", 1),))[0])
    assert f"t{DOMAINS - 1}⟨U+202E⟩.example (9 mails), …" in said
    assert f"t{DOMAINS}" not in said
    assert "list.example (1 mail)" in said


def test_nothing_about_the_person_is_shown_unasked(qtbot: Any) -> None:
    made, opened = shown(qtbot, personal=(known(),))
    assert "birthday" not in texts(made).lower()
    fold = made.findChild(Fold)
    assert fold.link.text() == "Show what their mails say about you"
    fold.link.click()
    assert "Your birthday" in texts(made)
    assert "Happy⟨U+202E⟩ birthday, <b>you</b>" in texts(made)
    assert "No mail in this mailbox shows that you told them." in texts(made)
    accessibility.check(made)
    made.findChild(LineLink).click()
    assert opened == ["b"]
    fold.link.click()
    qtbot.wait(1)
    assert "birthday" not in texts(made).lower()


def test_the_link_looks_the_same_where_there_is_nothing(qtbot: Any) -> None:
    empty, full = shown(qtbot)[0], shown(qtbot, personal=(known(), known("due_date")))[0]
    links = [[one.text() for one in made.findChildren(QPushButton)] for made in (empty, full)]
    assert links[0] == links[1]
    empty.findChild(Fold).link.click()
    assert "Nothing of that kind was found." in texts(empty)


@pytest.mark.parametrize(
    ("told", "said"),
    [(True, "You may have told them here:"), (False, "No mail in this mailbox"), (None, "cannot be said")],
)
def test_whether_it_was_told_is_said_with_care(qtbot: Any, told: bool | None, said: str) -> None:
    made, _ = shown(qtbot, personal=(known(told=told, told_line=mail("told") if told else None),))
    made.findChild(Fold).link.click()
    assert said in texts(made)
    assert len(made.findChildren(LineLink)) == (2 if told else 1)


def test_a_mail_that_is_set_aside_stays_so(qtbot: Any) -> None:
    made, _ = shown(qtbot, personal=(known(quote=None, lines=(mail(aside=True),)),))
    made.findChild(Fold).link.click()
    assert "Set-aside message" in texts(made)
    assert not made.findChildren(LineLink)
