"""Cards and lines are painted where they stand; the pointer means a line when it is near."""

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from inboxguard.trace.trail import Relation
from inboxguard.ui.sharing import drawing
from inboxguard.ui.sharing.layout import Edge
from tests.ui.sharing.rows import MOVE

EDGES = (Edge(MOVE[0], QPointF(0, 20), QPointF(200, 20)), Edge(MOVE[1], QPointF(0, 80), QPointF(200, 80)))


def _painted(paint):
    image = QImage(300, 100, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


@pytest.mark.parametrize("point", [QPointF(100, 20), QPointF(100, 26), QPointF(3, 14)])
def test_near_a_line_that_line_is_meant(point):
    assert drawing.near(EDGES, point) is EDGES[0]


def test_between_the_lines_none_is_meant():
    assert drawing.near(EDGES, QPointF(100, 50)) is None
    assert drawing.near((), QPointF(0, 0)) is None


def test_chosen_and_hovered_look_different():
    rect = QRectF(5, 5, 200, 60)
    plain, hovered, chosen, focused = (
        _painted(lambda painter, how=how: drawing.card(painter, rect, ("Sofa", "Strong"), Relation.SHARE, **how))
        for how in ({}, {"hovered": True}, {"chosen": True}, {"chosen": True, "focused": True})
    )
    assert len({bytes(image.constBits()) for image in (plain, hovered, chosen, focused)}) == 4
    lines = [
        _painted(lambda painter, how=how: drawing.line(painter, EDGES[0], chosen=how[0], hovered=how[1]))
        for how in ((False, False), (True, False), (False, True))
    ]
    assert len({bytes(image.constBits()) for image in lines}) == 3


def test_words_from_right_to_left_begin_at_the_same_edge():
    rect = QRectF(0, 0, 290, 60)
    arabic = _painted(lambda painter: drawing.card(painter, rect, ("\u0634\u0631\u0643\u0629", "")))
    empty = _painted(lambda painter: drawing.card(painter, rect, ("", "")))
    inked = [x for x in range(300) for y in range(60) if arabic.pixel(x, y) != empty.pixel(x, y)]
    assert inked
    assert max(inked) < 145


def test_longer_words_need_more_room():
    assert drawing.needed("Sofa", "Strong") < drawing.needed("Sofa & Sparrow and Company", "Strong")
    assert drawing.needed("Sofa", "Strong") < drawing.needed("Sofa", "Documented, passed on, by its own account")
