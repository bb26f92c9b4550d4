"""What is shown of shelves holds nothing that was not asked for."""

from dataclasses import fields

from inboxguard.audit.shelf_views import COLOURS, Mode, ShelfCard, ShelfSettings
from inboxguard.audit.views import ShelfRow


def test_a_masked_row_has_a_month_and_nothing_else() -> None:
    assert [one.name for one in fields(ShelfRow)] == ["key", "month"]


def test_a_shelf_is_shown_by_its_name_without_a_number_of_mails() -> None:
    assert {one.name for one in fields(ShelfCard)} == {"id", "label", "place", "colour", "until"}


def test_a_new_shelf_is_empty_and_plain() -> None:
    new = ShelfSettings(None)
    assert new.colour in COLOURS
    assert (new.words, new.senders, new.lists, new.exceptions, new.themes) == ((), (), (), (), ())
    assert [one.value for one in Mode] == ["normal", "quiet", "rest"]
