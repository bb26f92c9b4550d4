"""Lines and marks follow the tokens: how sure is the line, which way is colour and shape."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from inboxguard.trace.trail import Level, Relation
from inboxguard.ui import style
from inboxguard.ui.marks import SHAPES
from inboxguard.ui.sharing import strokes

SURE = (Level.DOCUMENTED, Level.STRONG, Level.PROBABLE, Level.POSSIBLE)


@pytest.mark.parametrize("level", SURE)
def test_dashes_are_written_in_pixels_whatever_the_pen_width(level):
    for chosen in (False, True):
        pen = strokes.line_pen(level, QColor("black"), chosen=chosen)
        drawn = [dash * pen.widthF() for dash in pen.dashPattern()]
        assert drawn == pytest.approx(style.tokens()["level"][level.value]["dash"])


def test_documented_is_solid_and_weaker_levels_are_not():
    assert strokes.line_pen(Level.DOCUMENTED, QColor("black")).style() == Qt.PenStyle.SolidLine
    patterns = [tuple(strokes.line_pen(level, QColor("black")).dashPattern()) for level in SURE]
    assert len(set(patterns)) == len(SURE)


def test_the_chosen_line_is_wider():
    assert (
        strokes.line_pen(Level.STRONG, QColor("black"), chosen=True).widthF()
        > strokes.line_pen(Level.STRONG, QColor("black")).widthF()
    )


@pytest.mark.parametrize("relation", list(Relation))
def test_every_relation_has_a_shape_and_a_colour(relation):
    assert strokes.shape(relation) in SHAPES
    assert strokes.colour(relation).isValid()


def test_a_way_that_is_not_known_looks_like_no_other():
    unknown = strokes.shape(Relation.UNKNOWN)
    for relation in (Relation.SHARE, Relation.GROUP, Relation.SERVICE, Relation.HOST, Relation.LEAK):
        assert strokes.shape(relation) != unknown


def test_colours_follow_the_palette(qapp: QApplication):
    light = strokes.colour(Relation.SHARE)
    style.apply(qapp, "dark", 1.0)
    assert strokes.colour(Relation.SHARE) != light
    assert strokes.shape(Relation.SHARE) == "diamond"


def test_a_curve_ends_where_its_arrow_begins():
    start, end = QPointF(10, 20), QPointF(110, 80)
    path = strokes.curve(start, end)
    assert path.currentPosition() == QPointF(end.x() - strokes.ARROW, end.y())
    assert strokes.arrow(end).boundingRect().right() == end.x()
