"""The legend explains the lines and the ways that are drawn, and no others."""

from inboxguard.trace.trail import Level, Relation
from inboxguard.ui.sharing.legend import Legend, Stroke
from tests.ui.sharing.rows import MOVE, trail_row
from tests.ui.sharing.sample import words


def test_only_the_ways_that_are_drawn_are_listed(qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_rows([trail_row("a.example"), trail_row("b.example", relation=Relation.GROUP)])
    shown = {name for name, pair in legend._ways.items() if not pair.isHidden()}
    assert shown == {"shared", "group"}


def test_all_levels_that_are_drawn_have_their_word(qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    for word in ("Documented", "Strong", "Probable"):
        assert word in words(legend)


def test_a_stroke_is_drawn_for_each_level(qtbot):
    pictures = set()
    for level in (Level.DOCUMENTED, Level.STRONG, Level.PROBABLE):
        stroke = Stroke(level)
        qtbot.addWidget(stroke)
        stroke.resize(stroke.sizeHint())
        image = stroke.grab().toImage()
        pictures.add(bytes(image.constBits()))
    assert len(pictures) == 3


def test_possible_is_in_the_legend_only_where_it_is_shown(qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    legend.show_rows(MOVE)
    assert legend._weak.isHidden()
    legend.show_rows((*MOVE, trail_row("weak.example", level=Level.POSSIBLE)))
    assert not legend._weak.isHidden()
