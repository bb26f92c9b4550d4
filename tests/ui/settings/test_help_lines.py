"""Help lines: found by who looks for them, plain text, nothing fetched."""

import pytest

from inboxguard.ui.settings.help_lines import HelpLine, HelpLines, help_lines
from inboxguard.ui.settings.page import SettingsPage
from tests.ui import accessibility
from tests.ui.sharing.sample import opened, press, words

LINES = (
    HelpLine(
        "GB", "Lighthouse <b>Line</b>", "0800 000 000", "lighthouse.example", ("en", "cy"), "Anybody, at any hour"
    ),
    HelpLine("DE", "Leuchtturm", "0800 111", "", ("de",), ""),
)


@pytest.fixture
def dialog(host):
    made = HelpLines(LINES, "DE", host)
    made.show()
    return made


def test_the_persons_own_country_comes_first(dialog):
    assert "Leuchtturm\n0800 111\nGerman" in words(dialog)
    assert "Lighthouse" not in words(dialog)


def test_another_country_is_chosen_by_hand(dialog):
    dialog.country.setCurrentIndex(dialog.country.findData("GB"))
    dialog.country.activated.emit(0)
    said = words(dialog)
    assert "Lighthouse <b>Line</b>\nAnybody, at any hour\n0800 000 000 · lighthouse.example\nEnglish, Welsh" in said
    assert "Leuchtturm" not in said
    accessibility.check(dialog)


def test_a_country_without_any_shows_the_first_there_is(host):
    made = HelpLines(LINES, "", host)
    assert made.country.count() == 2
    assert made.area.body.count() > 1


def test_the_programs_own_list_has_a_number_or_an_address_for_each():
    lines = help_lines()
    assert lines
    for one in lines:
        assert one.name
        assert len(one.country) == 2
        assert one.number or one.url
        assert one.about


def test_they_are_behind_a_link_of_settings_and_nowhere_else(desk, qtbot):
    page = opened(SettingsPage, desk, qtbot)
    assert page.findChild(HelpLines) is None
    press(page, "Help lines...")
    made = page.findChild(HelpLines)
    assert made.isVisible()
    made.close()
