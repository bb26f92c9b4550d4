"""The card About me shows the profile as it is, changes only what was changed, and never loses typing."""

from dataclasses import replace

import pytest

from inboxguard.audit.views import Profile
from inboxguard.ui.settings.you import You
from tests.ui.sharing.sample import nameless

ANNA = Profile("Anna Vale", "DE", "", ("en", "de"), "Europe/Berlin")


@pytest.fixture
def you(qtbot):
    made = You()
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.load(ANNA)
    made.show()
    return made


@pytest.mark.parametrize(
    "profile",
    [
        ANNA,
        Profile(),
        Profile("", "US", "CA", ("en",), "America/Los_Angeles"),
        Profile("X", "DE", "", ("xx", "yy", "de"), "Etc/GMT+3"),
    ],
)
def test_looking_at_a_profile_never_changes_it(you, profile):
    you.show_profile(profile)
    assert you.written() == profile
    assert not you.save.isEnabled()


def test_a_change_can_be_kept(you, qtbot):
    you.name.clear()
    qtbot.keyClicks(you.name, "Ben Vale")
    assert you.save.isEnabled()
    with qtbot.waitSignal(you.kept) as said:
        you.save.click()
    assert said.args == [replace(ANNA, name="Ben Vale")]


def test_a_refresh_does_not_take_away_what_is_being_typed(you, qtbot):
    qtbot.keyClicks(you.name, " Smith")
    you.load(replace(ANNA, name="Other"))
    assert you.name.text() == "Anna Vale Smith"


def test_states_are_asked_only_where_the_law_depends_on_them(you):
    assert not you.region.isVisible()
    you.country.setCurrentIndex(you.country.findData("US"))
    you.country.activated.emit(you.country.currentIndex())
    assert you.region.isVisible()
    you.region.setText("ca")
    assert you.written().region == "CA"
    you.country.setCurrentIndex(you.country.findData("DE"))
    assert you.written().region == ""


def test_the_same_language_twice_counts_once(you):
    you.second.setCurrentIndex(you.second.findData("en"))
    assert you.written().languages == ("en",)


def test_every_control_has_a_name(you):
    assert nameless(you) == []
