"""The bar of long work."""

from typing import Any

import pytest

from inboxguard.audit.progress import Step
from inboxguard.ui.bar import Bar
from tests.ui import accessibility


@pytest.fixture
def bar(qtbot: Any) -> Bar:
    made = Bar()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("total", [120, 100_000, 80_000_000_000])
def test_amounts_of_any_size_fit(bar: Bar, total: int) -> None:
    bar.show_step(Step("importing", total // 4, total))
    assert bar.value() * 4 == bar.maximum()
    bar.show_step(Step("importing", total, total))
    assert bar.value() == bar.maximum()
    accessibility.check(bar)


def test_work_of_unknown_size_only_goes_on(bar: Bar) -> None:
    bar.show_step(Step("reading", 5, 10))
    bar.show_step(Step("waiting", seconds_left=3))
    assert bar.maximum() == 0
