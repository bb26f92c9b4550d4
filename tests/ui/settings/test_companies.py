"""Company records in the window: what is kept, loaded by real clicks, and forgotten after a question."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from inboxguard.audit.companies import CompaniesKnown, LoadedCompanies
from inboxguard.ui.settings.asking import Question
from inboxguard.ui.settings.companies import Companies
from inboxguard.ui.settings.page import SettingsPage
from tests.audit.test_companies import LANTERN, OTHER, RECORD, SITE
from tests.ui.sharing.sample import cut, nameless, opened, press, words


@pytest.fixture
def card(qtbot):
    made = Companies()
    qtbot.addWidget(made)
    made.show_known(CompaniesKnown(0, 0, ()))
    made.show()
    return made


def saved(folder, content):
    path = folder / "list.json"
    path.write_text(json.dumps(content))
    return path


def test_without_records_it_says_so_and_there_is_nothing_to_forget(card):
    assert "No company records are kept." in words(card)
    assert not card.forget_all.isVisible()
    assert nameless(card) == []


def test_what_is_kept_is_said_and_names_of_files_are_shown_plainly(card):
    card.show_known(CompaniesKnown(3069, 1, ("data.zip", "si\u202etes.json")))
    assert "3,069 company records and 1 page for deleting accounts" in words(card)
    assert "\u202e" not in words(card)
    card.told(LoadedCompanies(1, 0, 0, 0, 0, 2, False))
    assert "1 company record taken, 0 of them" in words(card)
    assert "2 could not be read." in words(card)


def test_a_chosen_file_or_folder_is_handed_on(card, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "a.json"), ""))
    with qtbot.waitSignal(card.load) as asked:
        press(card, "Load a file...")
    assert asked.args == [tmp_path / "a.json"]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    with qtbot.waitSignal(card.load) as asked:
        press(card, "Load a folder...")
    assert asked.args == [tmp_path]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    with qtbot.assertNotEmitted(card.load):
        press(card, "Load a file...")


def test_records_are_loaded_and_forgotten_on_the_page(desk, qtbot, monkeypatch, tmp_path):
    page = opened(SettingsPage, desk, qtbot)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(saved(tmp_path, [RECORD, OTHER, SITE])), ""))
    press(page.companies, "Load a file...")
    said = words(page.companies)
    assert "Kept: 2 company records and 1 page for deleting accounts. From list.json." in said
    assert "2 company records taken, 1 of them about those who write to you." in said
    assert desk.audit.contact(LANTERN).address == f"dpo@{LANTERN}"
    assert cut(page) == []
    press(page.companies, "Forget them...")
    page.findChild(Question).accept()
    assert "No company records are kept." in words(page.companies)
    assert desk.audit.companies_known().companies == 0


def test_what_is_no_company_file_is_said_in_the_card(desk, qtbot, monkeypatch, tmp_path):
    page = opened(SettingsPage, desk, qtbot)
    path = saved(tmp_path, {"a": 1})
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    press(page.companies, "Load a file...")
    assert "It names no company." in words(page.companies)
    assert Path(path).exists()
