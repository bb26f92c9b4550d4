"""Views are frozen: a page cannot change what another one shows."""

import dataclasses
import inspect

from inboxguard.audit import views


def test_every_view_is_frozen_and_slotted() -> None:
    shapes = [one for _, one in inspect.getmembers(views, dataclasses.is_dataclass)]
    assert len(shapes) > 15
    for shape in shapes:
        assert shape.__dataclass_params__.frozen  # type: ignore[attr-defined]
        assert "__slots__" in vars(shape)
