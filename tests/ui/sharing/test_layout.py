"""The picture's geometry: every claim has its line, nothing overlaps, nothing that may not be said is drawn."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from inboxguard.trace.trail import Level
from inboxguard.ui.sharing.layout import MOST_ROWS, Measures, drawn, fitting, layout, least_width
from tests.ui.sharing.rows import MOVE, trail_row

MEASURES = Measures(line=18, small=16, character=8)


def test_each_trail_gets_a_card_and_a_line_from_its_source_to_it():
    picture = layout(MOVE, 600, 640, MEASURES)
    assert [node.row.recipient for node in picture.recipients] == [row.recipient for row in MOVE]
    assert [node.row.source for node in picture.sources] == ["lantern.example", "hearth.example"]
    for edge, node in zip(picture.edges, picture.recipients, strict=True):
        assert edge.end.x() == node.rect.left()
        assert edge.end.y() == node.rect.center().y()
        source = next(source for source in picture.sources if source.row.source == edge.row.source)
        assert edge.start.x() == source.rect.right()
        assert source.rect.top() < edge.start.y() < source.rect.bottom()


def test_a_source_stands_in_the_middle_of_its_recipients():
    source, *_ = layout(MOVE, 600, 640, MEASURES).sources
    first, _, third = layout(MOVE, 600, 640, MEASURES).recipients[:3]
    assert abs(source.rect.center().y() - (first.rect.top() + third.rect.bottom()) / 2) <= 1


def test_a_row_that_may_claim_nothing_is_not_drawn():
    silent = trail_row("quiet.example", None, Level.NOT_SHOWN)
    assert drawn((silent, *MOVE)) == MOVE
    picture = layout((silent,), 600, 640, MEASURES)
    assert not picture.sources
    assert not picture.recipients
    assert picture.others is None


def test_more_than_fit_become_one_card_and_the_firmest_are_kept():
    weak = tuple(trail_row(f"weak{n}.example", level=Level.PROBABLE) for n in range(20))
    firm = trail_row("firm.example", "other.example", Level.DOCUMENTED)
    picture = layout((*weak, firm), 600, 640, MEASURES)
    assert len(picture.recipients) == MOST_ROWS
    assert firm in [node.row for node in picture.recipients]
    assert picture.others_count == 21 - MOST_ROWS
    assert picture.others is not None
    assert picture.height >= picture.others.bottom()


def test_rows_of_one_source_are_brought_together():
    mixed = (trail_row("a.example"), trail_row("b.example", "hearth.example"), trail_row("c.example"))
    assert [row.recipient for row in drawn(mixed)] == ["a.example", "c.example", "b.example"]


def test_a_narrow_pane_scrolls_instead_of_cutting_words():
    assert layout(MOVE, 100, 640, MEASURES).width == least_width(MEASURES)


@given(
    st.lists(st.tuples(st.sampled_from("abcdefg"), st.sampled_from(list(Level))), max_size=40),
    st.floats(50, 2000),
    st.floats(50, 2000),
    st.floats(8, 40),
)
@settings(max_examples=100)
def test_cards_never_overlap_and_stay_inside(pairs, width, height, line):
    rows = tuple(trail_row(f"r{n}.example", f"{source}.example", level) for n, (source, level) in enumerate(pairs))
    picture = layout(rows, width, height, Measures(line=line, small=line, character=line / 2))
    for nodes in (picture.sources, picture.recipients):
        for above, below in itertools.pairwise(nodes):
            assert above.rect.bottom() < below.rect.top()
    for node in (*picture.sources, *picture.recipients):
        assert 0 <= node.rect.left() < node.rect.right() <= picture.width
        assert node.rect.bottom() <= picture.height
    if picture.sources and picture.recipients:
        assert picture.sources[0].rect.right() < picture.recipients[0].rect.left()


def test_a_source_that_is_itself_a_recipient_stands_below_those_it_has_it_from():
    chain = (
        trail_row("leaf.example", "curtain.example", Level.DOCUMENTED),
        trail_row("basin.example", "hearth.example"),
        trail_row("curtain.example"),
        trail_row("sofa.example"),
    )
    picture = layout(chain, 600, 640, MEASURES)
    assert [node.row.source for node in picture.sources] == ["hearth.example", "lantern.example", "curtain.example"]
    assert [node.itself for node in picture.sources] == [None, None, chain[2]]


def test_a_circle_of_copies_is_drawn_once_around():
    circle = (trail_row("a.example", "b.example"), trail_row("b.example", "a.example"))
    assert {row.recipient for row in drawn(circle)} == {"a.example", "b.example"}


def test_up_to_twelve_rows_are_all_drawn_and_more_as_far_as_they_fit():
    few = [trail_row(f"r{n}.example") for n in range(12)]
    many = [trail_row(f"r{n}.example") for n in range(40)]
    assert fitting(few, 100, MEASURES) == 12
    assert fitting(many, 100, MEASURES) == 9
    assert fitting(many, 2000, MEASURES) == 12
    between = fitting(many, 800, MEASURES)
    assert 9 <= between <= 12
    picture = layout(many, 600, 800, MEASURES, between)
    assert picture.height == 800


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), st.sampled_from("abcdefgh")), max_size=12, unique_by=lambda one: one[1]
    )
)
@settings(max_examples=100)
def test_lines_never_cross(pairs):
    rows = [trail_row(f"{to}.example", f"{source}.example") for source, to in pairs if source != to]
    picture = layout(rows, 600, 640, MEASURES)
    assert {edge.row.recipient for edge in picture.edges} == {row.recipient for row in rows}
    for above, below in itertools.pairwise(picture.edges):
        assert above.start.y() < below.start.y()
        assert above.end.y() < below.end.y()
