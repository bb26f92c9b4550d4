"""The page Reports on the shipped sample: nothing is revealed unless ticked, and the file is what was chosen."""

import json

import pytest

from inboxguard.ui import style
from inboxguard.ui.reports.page import ReportsPage
from tests.ui.sharing.sample import cut, nameless, opened, press, tab_stops, words

OWN = "kestrel-4f9d2a@post.example"


def test_the_preview_hides_the_person_until_a_box_is_ticked(desk, qtbot):
    page = opened(ReportsPage, desk, qtbot)
    qtbot.waitUntil(lambda: "Curtain & Crow" in page.preview.toPlainText())
    assert "Addresses, names and numbers of the person are hidden." in page.preview.toPlainText()
    assert OWN not in page.preview.toPlainText()
    page.boxes["addresses"].click()
    qtbot.waitUntil(lambda: "are hidden" not in page.preview.toPlainText())
    page.boxes["addresses"].click()
    qtbot.waitUntil(lambda: "are hidden" in page.preview.toPlainText())


def test_a_preview_is_no_change_that_makes_pages_ask_again(desk, qtbot):
    page = opened(ReportsPage, desk, qtbot)
    qtbot.waitUntil(lambda: "Preparing the preview" in desk.jobs.ran)
    changes = []
    desk.jobs.done.connect(lambda label, changed: changes.append(changed))
    page.boxes["names"].click()
    qtbot.waitUntil(lambda: bool(changes))
    assert changes == [False]


def test_the_file_has_the_chosen_format_and_nothing_that_was_not_ticked(desk, qtbot, tmp_path):
    page = opened(ReportsPage, desk, qtbot)
    page.write(tmp_path / "report.html")
    assert OWN not in (tmp_path / "report.html").read_text(encoding="utf-8")
    press(page, "Data (JSON)")
    assert page.chosen_format == "json"
    page.boxes["addresses"].click()
    page.write(tmp_path / "data")
    written = tmp_path / "data.json"
    assert OWN in written.read_text(encoding="utf-8")
    assert json.loads(written.read_text(encoding="utf-8"))
    assert "Saved as data.json." in words(page)
    press(page, "Table (CSV)")
    page.write(tmp_path / "table.csv")
    assert (tmp_path / "table.csv").read_text(encoding="utf-8").count("\n") > 1


def test_a_place_that_cannot_be_written_fails_in_words(desk, qtbot, tmp_path):
    page = opened(ReportsPage, desk, qtbot)
    failures = []
    desk.jobs.failed.connect(lambda label, error: failures.append(error))
    (tmp_path / "file").write_text("in the way")
    page.write(tmp_path / "file" / "report.html")
    assert len(failures) == 1
    assert "Saved" not in words(page)


def test_names_and_set_aside_subjects_stay_out(aside_desk, qtbot):
    page = opened(ReportsPage, aside_desk, qtbot)
    qtbot.waitUntil(lambda: bool(page.preview.toPlainText()))
    names = [theme.label.lower() for theme in aside_desk.audit.themes() if theme.marked]
    assert names
    assert not any(name in page.preview.toPlainText().lower() for name in names)


def test_every_control_has_a_name_and_a_narrow_window_leads_to_the_preview(desk, qtbot):
    page = opened(ReportsPage, desk, qtbot)
    assert nameless(page) == []
    page.set_narrow(True)
    assert not page.preview.isVisible()
    press(page, "Look at it")
    assert page.preview.isVisible()
    assert page.back()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_button_is_cut_and_tab_comes_round(desk, qtbot, qapp, scale):
    style.apply(qapp, "light", scale)
    page = opened(ReportsPage, desk, qtbot)
    page.set_narrow(scale > 1.5)
    assert cut(page) == []
    assert len(tab_stops(page, qtbot)) >= 5
