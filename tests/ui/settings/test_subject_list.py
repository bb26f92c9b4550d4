"""Subjects by their groups."""

import pytest
from PySide6.QtWidgets import QLabel

from inboxguard.audit.views import ThemeRow
from inboxguard.ui.settings.subject_list import SubjectList, group_name, grouped
from tests.ui import accessibility
from tests.ui.sharing.sample import words

THEMES = (
    ThemeRow("mine", "Lighthouses", "home", False, own=True),
    ThemeRow("cars", "Cars & vans", "dates", False),
    ThemeRow("pets", "Pets", "goodbyes", True),
    ThemeRow("gardens", "Gardens", "outside", False),
)


@pytest.fixture
def subjects(qtbot):
    made = SubjectList(THEMES, ("pets",))
    qtbot.addWidget(made)
    made.show()
    return made


def test_groups_have_names_and_the_persons_own_come_last():
    assert [name for name, _ in grouped(THEMES)] == ["Goodbyes", "Dates", "outside", "Your own"]
    assert group_name("health") == "Health and body"


def test_every_shipped_subject_stands_in_a_group_with_a_name(desk):
    themes = desk.audit.themes()
    assert themes
    assert not [theme.id for theme in themes if group_name(theme.group) == theme.group]


def test_ticks_are_told(subjects, qtbot):
    assert subjects.ticked == ("pets",)
    with qtbot.waitSignal(subjects.toggled) as said:
        subjects.boxes["cars"].click()
    assert said.args == ["cars", True]
    assert set(subjects.ticked) == {"pets", "cars"}


def test_names_are_whole_and_read_out(subjects):
    assert subjects.boxes["cars"].text() == "Cars && vans"
    assert subjects.boxes["cars"].accessibleName() == "Cars & vans"
    accessibility.check(subjects)


def test_what_is_put_under_a_subject_takes_the_place_of_what_was_there(subjects):
    subjects.put_under("cars", QLabel("first"))
    subjects.put_under("cars", QLabel("second"))
    assert "second" in words(subjects)
    assert "first" not in words(subjects)
    subjects.put_under("cars", None)
    assert "second" not in words(subjects)
