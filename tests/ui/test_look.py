"""The look of the settings."""

import pytest

from inboxguard.ui import style
from inboxguard.ui.look import apply_settings
from inboxguard.ui.page import Desk


@pytest.mark.parametrize(
    ("appearance", "text_scale", "dark", "scale"),
    [
        ("dark", "1.3", True, 1.3),
        ("light", "2.0", False, 2.0),
        ("", "", False, 1.0),
        ("pink", "very large", False, 1.0),
    ],
)
def test_what_was_chosen_is_applied_and_nonsense_is_the_default(
    empty_desk: Desk, appearance: str, text_scale: str, dark: bool, scale: float
) -> None:
    empty_desk.audit.set_setting("appearance", appearance)
    empty_desk.audit.set_setting("text_scale", text_scale)
    apply_settings(empty_desk)
    assert (style.is_dark(), style.scale()) == (dark, scale)
