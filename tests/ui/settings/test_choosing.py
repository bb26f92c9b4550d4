"""From the picker to the Audit, and what is asked once afterwards."""

import pytest

from inboxguard.ui.settings.choosing import MOST_OCTETS
from inboxguard.ui.settings.page import SettingsPage
from inboxguard.ui.settings.subjects import Subjects, Wishes
from inboxguard.ui.settings.suggestions import Suggestions
from tests.ui.sharing.sample import opened, press


@pytest.fixture
def page(desk, qtbot):
    return opened(SettingsPage, desk, qtbot)


def marked(desk):
    return {row.id: row.shelf for row in desk.audit.themes() if row.marked}


def suggesting(desk):
    """Return a subject that suggests others, and one that does not."""
    ids = [row.id for row in desk.audit.themes()]
    with_, without = ([one for one in ids if bool(desk.audit.suggested([one])) is wish] for wish in (True, False))
    return with_[0], without[0]


def test_a_subject_that_suggests_nothing_is_marked_and_nothing_is_asked(page, desk):
    _, quiet = suggesting(desk)
    page.choosing.keep(Wishes(marked=((quiet, "a"),)))
    assert marked(desk) == {quiet: "a"}
    assert page.findChild(Suggestions) is None


def test_what_goes_with_it_is_asked_and_only_what_is_ticked_is_marked(page, desk):
    loud, _ = suggesting(desk)
    page.choosing.keep(Wishes(marked=((loud, "a"),)))
    assert set(marked(desk)) == {loud}
    dialog = page.findChild(Suggestions)
    first = next(iter(dialog.list.boxes))
    dialog.list.boxes[first].click()
    press(dialog, "Set aside")
    assert set(marked(desk)) == {loud, first}


def test_not_now_marks_nothing_more(page, desk):
    loud, _ = suggesting(desk)
    page.choosing.keep(Wishes(marked=((loud, "a"),)))
    press(page.findChild(Suggestions), "Not now")
    assert set(marked(desk)) == {loud}


def test_help_organisations_and_unmarking_are_kept(page, desk):
    _, quiet = suggesting(desk)
    page.choosing.keep(Wishes(marked=((quiet, "a"),), helping=((quiet, False),)))
    assert not next(row for row in desk.audit.themes() if row.id == quiet).helping
    page.choosing.keep(Wishes(unmarked=(quiet,)))
    assert marked(desk) == {}


def test_without_a_change_nothing_is_worked_out(page, desk):
    before = list(desk.jobs.ran)
    page.choosing.keep(Wishes())
    assert desk.jobs.ran == before


def test_a_subject_from_a_file_stands_in_the_picker_unmarked(page, desk, tmp_path):
    path = tmp_path / "lighthouses.toml"
    path.write_text(
        'format = 1\nid = "lighthouses"\nversion = "2026.11"\ngroup = "home"\nart9 = false\n'
        '[label]\nen = "Lighthouses"\n[terms.en]\nstrong = ["lighthouse"]\nmedium = []\nweak = []\nblock = []\n',
        encoding="utf-8",
    )
    dialog = page.choosing.begin()
    page.choosing.add_file(path, dialog)
    [again] = [one for one in page.findChildren(Subjects) if one.isVisible()]
    name = next(one for one in again.boxes if one.endswith("lighthouses"))
    assert not again.boxes[name].isChecked()
    assert marked(desk) == {}
    press(again, "Forget it")
    [left] = [one for one in page.findChildren(Subjects) if one.isVisible()]
    assert name not in left.boxes
    left.reject()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"x" * (MOST_OCTETS + 1), b"no theme at all ["])
def test_a_file_that_is_none_is_said_in_words(page, desk, tmp_path, content):
    failures = []
    desk.jobs.failed.connect(lambda label, error: failures.append(str(error)))
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    dialog = page.choosing.begin()
    before = len(desk.audit.themes())
    page.choosing.add_file(path, dialog)
    assert len(failures) == 1
    assert len(desk.audit.themes()) == before
    assert dialog.isVisible()
    dialog.reject()


def test_a_file_that_is_gone_is_said_in_words(page, desk, tmp_path):
    failures = []
    desk.jobs.failed.connect(lambda label, error: failures.append(str(error)))
    dialog = page.choosing.begin()
    page.choosing.add_file(tmp_path / "nothing.toml", dialog)
    assert "nothing.toml" in failures[0]
    dialog.reject()
