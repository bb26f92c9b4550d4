"""Set aside is quiet: no count, the same rows, hidden again on leaving, and in quiet mode not there at all."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import Mode
from inboxguard.ui.page import Desk
from inboxguard.ui.window import Window
from tests.kindness import walking
from tests.kindness.conftest import now
from tests.kindness.mailbox import Box
from tests.kindness.reading import Reader
from tests.ui.conftest import look  # noqa: F401  # every test of a window sees the light look
from tests.ui.immediate import Immediate

PAGES = ("overview", "senders", "sharing", "requests", "reports", "set_aside", "settings")


@pytest.fixture
def window(audit: Audit, qtbot: Any) -> Iterator[Window]:
    made = Window(Desk(audit, Immediate(audit), now))  # type: ignore[arg-type]  # a double of Jobs
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def _page(window: Window) -> Any:
    window.open_page("set_aside")
    QApplication.processEvents()
    return window.pages["set_aside"]


def test_no_count_stands_on_the_page_or_beside_its_name(window: Window) -> None:
    page = _page(window)
    number = len(page.masked.rows)
    assert number > 20
    for where, text in (*walking.seen(page), *walking.seen(window.sidebar)):
        assert not re.search(rf"(?<!\d){number}(?!\d)", text), (where, text)
    page.table.selectAll()
    QApplication.processEvents()
    for where, text in walking.seen(page):
        assert not re.search(rf"(?<!\d){number}(?!\d)", text), (where, text)
    names = [text for _, text in walking.texts(window.sidebar) if "Set aside" in text]
    assert names
    assert not any(re.search(r"\d", text.replace("Alt+", "")) for text in names if "Alt" not in text), names


def test_all_rows_say_the_same_but_for_their_month(window: Window, reader: Reader) -> None:
    page = _page(window)
    model = page.masked.model
    first = {model.index(row, 0).data() for row in range(model.rowCount())}
    assert first == {"Set-aside message"}
    assert all(re.fullmatch(r"\w+ \d{4}", model.index(row, 1).data()) for row in range(model.rowCount()))
    assert [wrong for _, text in walking.seen(page) for wrong in reader.wrong(text)] == []


def test_a_subject_is_shown_in_two_steps_and_hidden_again_on_leaving(window: Window, reader: Reader) -> None:
    page = _page(window)
    page.table.selectRow(0)
    assert _wrong(page, reader) == []
    page.masked.step_link.click()
    QApplication.processEvents()
    shown = {wrong for wrong in _wrong(page, reader) if wrong.startswith("mail")}
    assert len(shown) == 1, "one subject, and no other"
    window.open_page("senders")
    assert _wrong(page, reader) == []
    window.open_page("set_aside")
    QApplication.processEvents()
    assert _wrong(page, reader) == []


def test_a_proposed_sender_is_named_on_asking_and_hidden_again(window: Window, reader: Reader) -> None:
    page = _page(window)
    proposed = page.side.proposing.proposal
    assert proposed is not None
    named = proposed.name.split()[0].casefold()
    assert not any(named in text.casefold() for _, text in walking.seen(page))
    page.side.proposing.look.click()
    assert any(named in text.casefold() for _, text in walking.seen(page))
    window.open_page("overview")
    assert not any(named in text.casefold() for _, text in walking.seen(page))


def test_in_quiet_mode_the_word_is_nowhere_but_in_settings(window: Window, audit: Audit) -> None:
    audit.behave(Mode.QUIET)
    window.apply_look()
    for key in PAGES:
        if key in ("set_aside", "settings"):
            continue
        window.open_page(key)
        QApplication.processEvents()
        for where, text in (*walking.seen(window.pages[key]), *walking.seen(window.sidebar)):
            assert "set aside" not in text.casefold() or key in ("reports", "senders", "sharing"), (key, where, text)
    assert not any("set aside" in text.casefold() for _, text in walking.seen(window.sidebar))


def test_marked_words_find_nothing_in_any_search_field(window: Window, box: Box, reader: Reader, qtbot: Any) -> None:
    words = [*sorted(box.secret_senders), "qx010su", "qx008su", "Babyausstattung", "Trompetenlack"]
    met = 0
    for key in PAGES:
        window.open_page(key)
        page = window.pages[key]
        field = page.search
        if field is None:
            continue
        met += 1
        for word in words:
            field.setText(word)
            page.sought.emit(word)
            QApplication.processEvents()
            texts = [text for where, text in walking.texts(page) if text.casefold() != word.casefold()]
            for text in texts:
                assert reader.wrong(text, but=(word,)) == (), (key, word, text)
        field.clear()
        page.sought.emit("")
    assert met >= 3


def test_search_fields_of_dialogs_find_no_whole_sender(window: Window, reader: Reader) -> None:
    page = _page(window)
    for word in ("zwiebel", "quill", "muse"):
        assert page.shelving.find(word) == ()
    assert page.shelving.find("lindw")


def _wrong(page: Any, reader: Reader) -> list[str]:
    QApplication.processEvents()
    # What is typed in a field is the person's own.
    own = {one.text() for one in page.findChildren(QLineEdit)}
    return [wrong for _, text in walking.seen(page) if text not in own for wrong in reader.wrong(text)]
