"""The two small figures keep within their bounds."""

from inboxguard.ui.sharing.bars import LEVELS, LevelBars, ShareBar


def test_a_level_fills_as_many_bars(qtbot):
    pictures = []
    for level in range(LEVELS + 1):
        bars = LevelBars(level)
        qtbot.addWidget(bars)
        bars.resize(bars.sizeHint())
        pictures.append(bars.grab().toImage())
    assert all(pictures[n] != pictures[n + 1] for n in range(LEVELS))


def test_levels_and_shares_out_of_range_are_held(qtbot):
    assert (LevelBars(9).level, LevelBars(-1).level) == (LEVELS, 0)
    assert (ShareBar(1.7).share, ShareBar(-0.2).share) == (1.0, 0.0)


def test_a_share_of_nothing_shows_no_bar(qtbot):
    none, some = ShareBar(0.0), ShareBar(0.01)
    for bar in (none, some):
        qtbot.addWidget(bar)
        bar.resize(bar.sizeHint())
    assert none.grab().toImage() != some.grab().toImage()
