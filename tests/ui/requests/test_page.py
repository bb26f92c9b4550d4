"""The page Requests on the shipped sample, with real clicks."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QDate
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from inboxguard.ui import style
from inboxguard.ui.letter import LetterDialog
from inboxguard.ui.requests.answering import AnswerDialog
from inboxguard.ui.requests.page import RequestsPage
from inboxguard.ui.requests.telling import Telling
from tests.audit.letters import arrives
from tests.ui.sharing.sample import cut, nameless, opened, press, tab_stops, words


def test_the_list_begins_with_what_is_overdue(filled, qtbot):
    page = opened(RequestsPage, filled, qtbot)
    names = [page._model.data(page._model.index(at, 0)) for at in range(page._model.rowCount())]
    assert names == ["Sofa & Sparrow", "Moving Lantern", "Curtain & Crow"]
    assert "Overdue since" in words(page.detail)
    for chip in ("All 3", "Drafted 1", "Waiting 1", "Overdue 1", "Answered 0", "Closed 0"):
        assert chip in words(page)
    assert "Nothing is ever sent from here." in words(page)
    assert nameless(page) == []


def test_chips_and_search_filter_and_an_empty_result_says_so(filled, qtbot):
    page = opened(RequestsPage, filled, qtbot)
    press(page, "Waiting 1")
    assert page._model.rowCount() == 1
    assert "Curtain & Crow" in words(page.detail)
    press(page, "Closed 0")
    assert page.stack.currentWidget() is page._no_match
    press(page, "All 3")
    page.search.setText("lantern")
    qtbot.waitUntil(lambda: page._model.rowCount() == 1)
    assert "Moving Lantern" in words(page.detail)


def test_i_sent_it_starts_the_clock(filled, qtbot):
    page = opened(RequestsPage, filled, qtbot)
    press(page, "Drafted 1")
    request = page._opened.row.id
    press(page.detail, "I sent it...")
    dialog = page.findChild(Telling)
    dialog.day.setDate(QDate(2026, 11, 12))
    press(dialog, "Write it down")
    found = filled.audit.request(request)
    assert found.row.state == "sent"
    assert found.row.sent.astimezone().date().isoformat() == "2026-11-12"
    assert "Drafted 0" in words(page)


def test_they_answered_is_written_down_with_its_note(filled, qtbot):
    page = opened(RequestsPage, filled, qtbot)
    request = page._opened.row.id
    press(page.detail, "They answered...")
    press(page.findChild(AnswerDialog), "They said something else...")
    dialog = page.findChild(Telling)
    press(dialog, "They refused")
    dialog.words.setText("by phone")
    press(dialog, "Write it down")
    found = filled.audit.request(request)
    assert found.row.state == "refused"
    assert "Answered 1" in words(page)


def test_cancel_writes_nothing_down(filled, qtbot):
    page = opened(RequestsPage, filled, qtbot)
    before = filled.audit.requests()
    press(page.detail, "They answered...")
    press(page.findChild(AnswerDialog), "Cancel")
    press(page.detail, "They answered...")
    press(page.findChild(AnswerDialog), "They said something else...")
    press(page.findChild(Telling), "Cancel")
    assert filled.audit.requests() == before


def test_of_another_letter_it_is_asked_at_once_what_they_said(filled, qtbot):
    page = opened(RequestsPage, filled, qtbot)
    press(page, "Waiting 1")
    press(page.detail, "They answered...")
    assert page.findChild(AnswerDialog) is None
    press(page.findChild(Telling), "Cancel")


def test_whom_they_named_settles_the_request_and_the_trail_at_once(filled, qtbot, tmp_path):
    (tmp_path / "answer.pdf").write_bytes(b"%PDF we had it from nobody we know")
    page = opened(RequestsPage, filled, qtbot)
    request = page._opened.row.id
    press(page.detail, "They answered...")
    dialog = page.findChild(AnswerDialog)
    press(dialog, "They name nobody")
    dialog.take_file(tmp_path / "answer.pdf")
    press(dialog, "File it")
    assert filled.audit.request(request).row.state == "answered"
    assert "Answered 1" in words(page)
    (trail,) = [
        one for one in filled.audit.json_trails()["trails"] if one["recipient"]["organisation"] == "sofasparrow.example"
    ]
    assert (trail["source"], trail["level"]) == (None, "not_shown")


def test_mail_that_seems_to_answer_is_proposed_in_the_pane(filled, qtbot, tmp_path):
    page = opened(RequestsPage, filled, qtbot)
    assert "Perhaps they answered" not in words(page.detail)
    reference = page._opened.row.reference
    arrives(filled.audit, tmp_path, datetime(2026, 11, 20, 9, tzinfo=UTC), f"Re: {reference}")
    page.refresh(filled.audit)
    said = words(page.detail)
    assert "Perhaps they answered" in said
    assert f"Re: {reference}, from privacy@sofasparrow.example, 4 days ago." in said
    assert filled.audit.request(page._opened.row.id).row.state == "overdue"


def test_copy_puts_the_letter_on_the_clipboard_and_says_so(filled, qtbot):
    page = opened(RequestsPage, filled, qtbot)
    press(page, "Drafted 1")
    press(page.detail, "Copy")
    assert page._opened.body in QGuiApplication.clipboard().text()
    assert "on the clipboard" in words(page.detail)


def test_the_letter_can_go_to_drafts_from_its_own_window(filled, qtbot):
    page = opened(RequestsPage, filled, qtbot)
    press(page, "Drafted 1")
    press(page.detail, "Put in Drafts...")
    dialog = page.findChild(LetterDialog)
    assert dialog.letter.toPlainText().strip() == page._opened.body.strip()
    dialog.close()


def test_the_menu_of_a_row_offers_what_its_pane_does(filled, qtbot, monkeypatch):
    monkeypatch.setattr(QMenu, "popup", lambda *_: None)  # there is no screen to grab the keyboard of
    page = opened(RequestsPage, filled, qtbot)
    page.table.menu.emit(page._opened.row.id, page.table.mapToGlobal(page.table.rect().center()))
    menu = page.findChild(QMenu)
    said = [action.text() for action in menu.actions() if action.text()]
    assert said[:3] == ["Remind...", "They answered...", "Complain..."]
    assert said[-1] == "Close"
    menu.close()


def test_a_letter_that_ended_mail_is_closed_and_honoured(filled, qtbot, monkeypatch):
    wanted = next(row for row in filled.audit.requests() if row.kind == "erasure")
    filled.audit.mark(wanted.id, "closed")
    page = opened(RequestsPage, filled, qtbot)
    press(page, "Closed 1")
    assert page._model.data(page._model.index(0, 2)) == "Closed"
    ended = replace(filled.audit.sender_rows(["curtaincrow.example"])[0], opt_out="honoured")
    monkeypatch.setattr(type(filled.audit), "sender_rows", lambda *_: (ended,))
    page.refresh(filled.audit)
    assert page._model.data(page._model.index(0, 2)) == "Closed, honoured"


def test_close_closes(filled, qtbot):
    page = opened(RequestsPage, filled, qtbot)
    request = page._opened.row.id
    press(page.detail, "Close")
    assert filled.audit.request(request).row.state == "closed"


def test_without_requests_it_says_what_to_do(desk, qtbot):
    page = opened(RequestsPage, desk, qtbot)
    assert page.stack.currentWidget() is page._nothing
    with qtbot.waitSignal(page.go) as said:
        press(page._nothing, "Look at senders")
    assert said.args == ["senders", None]
    assert "Choose a request" in words(page.detail)


def test_another_page_may_name_a_request(filled, qtbot):
    page = opened(RequestsPage, filled, qtbot)
    wanted = next(row.id for row in filled.audit.requests() if row.kind == "to_whom")
    press(page, "Overdue 1")
    page.shown(wanted)
    assert page._opened.row.id == wanted
    page.shown("no such request")
    assert page._opened.row.id == wanted
    page.refresh(filled.audit)
    assert page._opened.row.id == wanted


def test_a_request_that_is_named_before_the_ledger_is_there_is_chosen_once_it_is(filled, qtbot):
    page = RequestsPage(filled)
    qtbot.addWidget(page)
    assert page.stack.currentWidget() is page.table, "what is on its way is not called empty"
    wanted = next(row.id for row in filled.audit.requests() if row.kind == "to_whom")
    page.shown(wanted)
    page.refresh(filled.audit)
    assert page._opened.row.id == wanted


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_button_is_cut_and_tab_comes_round(filled, qtbot, qapp, scale):
    style.apply(qapp, "light", scale)
    page = opened(RequestsPage, filled, qtbot)
    page.set_narrow(scale > 1.5)
    assert cut(page) == []
    assert len(tab_stops(page, qtbot)) >= 4
