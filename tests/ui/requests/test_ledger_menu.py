"""The ledger is saved, taken in again without a double, and its days go to a calendar; nothing is named there."""

import json

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu

from inboxguard.audit.ledger_files import Taken
from inboxguard.ui.requests.page import RequestsPage
from tests.ui.sharing.sample import opened, words


@pytest.fixture
def page(filled, qtbot):
    return opened(RequestsPage, filled, qtbot)


def choose(monkeypatch, path, kind=""):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path) if path else "", kind))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path) if path else "", kind))


def test_the_menu_offers_three_things(page, monkeypatch):
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # there is no screen to grab the keyboard of
    menu = page.ledger.menu(QPoint())
    assert [one.text() for one in menu.actions()] == [
        "Save the ledger...", "Take in a saved ledger...", "All days to a calendar...",
    ]  # fmt: skip
    page.ledger_button.click()


def test_saved_and_taken_in_again_nothing_is_doubled(page, monkeypatch, tmp_path):
    choose(monkeypatch, tmp_path / "ledger")
    page.ledger.save()
    whole = json.loads((tmp_path / "ledger.json").read_text())
    assert whole
    assert "keep the file where only you can read it" in words(page)
    choose(monkeypatch, tmp_path / "ledger.json")
    page.ledger.take_in()
    assert "Everything in it was here already." in words(page)
    assert "All 3" in words(page)


def test_a_table_and_a_calendar_name_nobody(page, monkeypatch, tmp_path):
    choose(monkeypatch, tmp_path / "ledger.csv")
    page.ledger.save()
    assert (tmp_path / "ledger.csv").exists()
    assert "without the letters" in words(page)
    choose(monkeypatch, tmp_path / "days.ics")
    page.ledger.save_days()
    assert "sparrow" not in (tmp_path / "days.ics").read_text().lower()
    assert "The titles name nobody." in words(page)


def test_another_file_is_refused_in_place_and_nothing_changes(page, monkeypatch, tmp_path):
    (tmp_path / "other.json").write_text("{}")
    choose(monkeypatch, tmp_path / "other.json")
    before = page.desk.audit.requests()
    page.ledger.take_in()
    assert page.desk.audit.requests() == before
    assert "Nothing is ever sent" not in page._foot.text()


def test_what_came_in_is_told(page):
    page.ledger._taken(Taken(2, 5, ("2026-K7Q2M41",)))
    said = words(page)
    assert "2 requests that were not here, and 5 events" in said
    assert "Of 2026-K7Q2M41 the letter here differs, and stays." in said


def test_giving_up_does_nothing(page, monkeypatch):
    choose(monkeypatch, None)
    ran = list(page.desk.jobs.ran)
    page.ledger.save()
    page.ledger.take_in()
    page.ledger.save_days()
    assert page.desk.jobs.ran == ran
