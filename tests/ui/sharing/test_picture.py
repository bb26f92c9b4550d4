"""The picture is moved through with the keyboard, spoken in words, and never shows a masked name."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip

from inboxguard.trace.trail import Level
from inboxguard.ui.sharing.picture import Picture
from tests.ui.sharing.rows import MOVE, trail_row


@pytest.fixture
def picture(qtbot):
    made = Picture()
    qtbot.addWidget(made)
    made.fit(QSize(600, 640))
    made.show_rows(MOVE, MOVE[0].recipient)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_arrows_move_between_recipients_and_stop_at_the_ends(picture, qtbot):
    chosen = []
    picture.chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Down):
        qtbot.keyClick(picture, key)
    assert chosen == [MOVE[1].recipient, MOVE[2].recipient, MOVE[1].recipient, MOVE[-1].recipient]
    qtbot.keyClick(picture, Qt.Key.Key_Home)
    assert chosen[-1] == MOVE[0].recipient


def test_enter_opens_the_chosen_recipient_and_nothing_else(picture, qtbot):
    with qtbot.waitSignal(picture.opened):
        qtbot.keyClick(picture, Qt.Key.Key_Return)
    picture.show_rows(MOVE, None)
    with qtbot.assertNotEmitted(picture.opened):
        qtbot.keyClick(picture, Qt.Key.Key_Return)


def test_tab_leaves_the_picture(picture, qtbot):
    assert picture.focusPolicy() == Qt.FocusPolicy.StrongFocus
    other = Picture(picture.parentWidget())
    qtbot.addWidget(other)
    chosen = []
    picture.chosen.connect(chosen.append)
    qtbot.keyClick(picture, Qt.Key.Key_Tab)
    assert chosen == []


def test_it_says_level_and_way_apart(picture):
    assert picture.accessibleName() == "From Lantern to Sofa: Strong, likely passed on. 1 of 6."


def test_a_click_on_a_card_chooses_it(picture, qtbot):
    node = picture.nodes[3]
    with qtbot.waitSignal(picture.chosen) as said:
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=node.rect.center().toPoint())
    assert said.args == [node.row.recipient]
    assert "Outlet" in picture.accessibleName()


def test_a_click_beside_the_cards_chooses_nothing(picture, qtbot):
    with qtbot.assertNotEmitted(picture.chosen):
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))


def test_a_masked_recipient_is_named_nowhere(qtbot):
    picture = Picture()
    qtbot.addWidget(picture)
    masked = trail_row("tinytoes.example", name=None)
    picture.fit(QSize(600, 640))
    picture.show_rows((masked,), masked.recipient)
    assert "Set-aside sender" in picture.accessibleName()
    assert "tinytoes" not in picture.accessibleName().lower()


def test_hostile_names_are_marked_and_escaped_in_the_tooltip(qtbot, monkeypatch):
    said = []
    monkeypatch.setattr(QToolTip, "showText", lambda *args: said.append(args[1]))
    picture = Picture()
    qtbot.addWidget(picture)
    row = trail_row("evil.example", name="<img src='file:///x'>\u202egpj.exe")
    picture.fit(QSize(600, 640))
    picture.show_rows((row,), row.recipient)
    where = picture.nodes[0].rect.center().toPoint()
    QApplication.sendEvent(picture, QHelpEvent(QEvent.Type.ToolTip, where, picture.mapToGlobal(where)))
    assert len(said) == 1
    assert "<img" not in said[0]
    assert "\u202e" not in said[0]
    assert "U+202E" in picture.accessibleName()


def test_the_card_of_the_others_asks_for_the_table(qtbot):
    picture = Picture()
    qtbot.addWidget(picture)
    picture.fit(QSize(600, 640))
    picture.show_rows([trail_row(f"r{n}.example", level=Level.PROBABLE) for n in range(30)], None)
    rest = picture._layout.others
    assert rest is not None
    with qtbot.waitSignal(picture.rest_wanted):
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=rest.center().toPoint())


def test_it_paints_every_state(picture):
    before = picture.grab().toImage()
    picture.choose(MOVE[4].recipient)
    assert picture.grab().toImage() != before
    picture.show_rows((), None)
    assert not picture.grab().isNull()


def test_a_narrow_room_keeps_the_words(qtbot):
    picture = Picture()
    qtbot.addWidget(picture)
    picture.fit(QSize(80, 80))
    picture.show_rows(MOVE, None)
    assert picture.width() >= picture.minimumSizeHint().width()


def _at(picture, point):
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        picture.mapToGlobal(QPointF(point)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(picture, moved)


def test_the_pointer_marks_what_it_means_and_leaves_nothing_behind(picture):
    plain = picture.grab().toImage()
    _at(picture, picture.nodes[2].rect.center())
    assert picture._hovered == {MOVE[2].recipient}
    assert picture.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert picture.grab().toImage() != plain
    _at(picture, picture._layout.sources[1].rect.center())
    assert picture._hovered == {row.recipient for row in MOVE[3:]}
    QApplication.sendEvent(picture, QEvent(QEvent.Type.Leave))
    assert picture.grab().toImage() == plain


def test_a_click_on_a_line_or_a_source_chooses_its_trail(picture, qtbot):
    edge = picture._layout.edges[4]
    middle = ((edge.start + edge.end) / 2).toPoint()
    with qtbot.waitSignal(picture.chosen) as said:
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=middle)
    assert said.args == [edge.row.recipient]
    source = picture._layout.sources[0]
    with qtbot.waitSignal(picture.chosen) as said:
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=source.rect.center().toPoint())
    assert said.args == [source.row.recipient]
    qtbot.mouseClick(picture, Qt.MouseButton.RightButton, pos=source.rect.center().toPoint())


def test_tooltips_say_everything_in_words(picture):
    assert picture._tip(picture.nodes[0].rect.center()) == "Sofa: Strong, likely passed on"
    assert picture._tip(picture._layout.sources[0].rect.center()) == "Lantern had me+lantern@post.example"
    edge = picture._layout.edges[1]
    assert picture._tip((edge.start + edge.end) / 2) == "Lantern to Curtain: Documented, passed on"
    assert picture._tip(QPointF(1, 1)) == ""


def test_a_source_that_is_itself_a_recipient_says_so(qtbot):
    picture = Picture()
    qtbot.addWidget(picture)
    picture.fit(QSize(600, 640))
    picture.show_rows((*MOVE, trail_row("leaf.example", "curtain.example")), None)
    source = next(node for node in picture._layout.sources if node.itself is not None)
    assert picture._source_words(source) == "is itself on the right"
    assert picture._tip(source.rect.center()).endswith("is itself on the right: Documented, passed on")


def test_those_who_hear_the_picture_learn_of_the_rest(qtbot):
    picture = Picture()
    qtbot.addWidget(picture)
    picture.fit(QSize(600, 400))
    picture.show_rows([trail_row(f"r{n}.example", level=Level.PROBABLE) for n in range(30)], None)
    assert "21 more are in the table." in picture.accessibleDescription()


def test_a_masked_source_has_neither_name_nor_address(qtbot):
    picture = Picture()
    qtbot.addWidget(picture)
    picture.fit(QSize(600, 640))
    masked = replace(MOVE[0], source_name="a set-aside sender", source_masked=True)
    picture.show_rows((masked,), masked.recipient)
    (source,) = picture._layout.sources
    said = picture._tip(source.rect.center()) + picture._source_words(source) + picture.accessibleName()
    assert "lantern" not in said.casefold()


def test_who_is_chosen_is_drawn_even_beside_twelve_that_are_firmer(qtbot):
    picture = Picture()
    qtbot.addWidget(picture)
    picture.fit(QSize(600, 1200))
    weak = trail_row("weak.example", level=Level.POSSIBLE)
    picture.show_rows([*(trail_row(f"r{n}.example") for n in range(20)), weak], None)
    assert weak not in [node.row for node in picture.nodes]
    picture.choose(weak.recipient)
    assert weak in [node.row for node in picture.nodes]
    assert len(picture.nodes) == 12
