"""Shelves of one's own, from the first word to their end."""

from datetime import date
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import ShelfSettings, ShelfWord
from inboxguard.errors import Refused
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings, shelves
from tests.audit.truth import NOW

SOFAS, CURTAINS = SenderId("sofasparrow.example"), SenderId("curtaincrow.example")


def keys_of(audit: Audit, sender: str) -> list[str]:
    """Return the incoming marketing of a sender."""
    return [
        one.attribution.message
        for one in findings.attributed_to(audit._db, sender)
        if one.attribution.kind == "marketing" and not one.attribution.outgoing
    ]


def test_a_private_shelf_needs_nothing_but_a_name(audit: Audit) -> None:
    made = audit.keep_shelf(ShelfSettings(None, "Later", "green"))
    assert [(one.id, one.label, one.colour) for one in audit.shelves()] == [
        ("a", "", "plain"),
        (made, "Later", "green"),
    ]
    audit.set_aside_senders((SOFAS,), shelf=made)
    assert [row.key for row in audit.shelf(made)] != []
    assert audit.shelf("a") == ()
    assert audit.shelf_settings(made).senders == (SOFAS,)
    audit.remove_shelf(made)
    assert audit.shelf() == ()
    assert SOFAS in audit.sender_ids()


def test_words_senders_and_exceptions_of_a_shelf_count_together(audit: Audit) -> None:
    made = audit.keep_shelf(
        ShelfSettings(
            None, "B", words=(ShelfWord("Sofas", "strong"), ShelfWord("curtain*", "strong")), senders=(SOFAS,)
        )
    )
    lying = {row.key for row in audit.shelf(made)}
    assert set(keys_of(audit, SOFAS)) <= lying
    of_curtains = set(keys_of(audit, CURTAINS)) & lying
    assert of_curtains
    settings = audit.shelf_settings(made)
    audit.keep_shelf(ShelfSettings(made, "B", words=settings.words, senders=(), exceptions=("curtaincrow.example",)))
    left = {row.key for row in audit.shelf(made)}
    assert not set(keys_of(audit, CURTAINS)) & left
    assert audit.shelf_settings(made).senders == ()


def test_a_shelf_ends_with_its_last_day(audit: Audit, tmp_path: Path) -> None:
    audit.keep_shelf(ShelfSettings(None, "Once", until=date(2026, 11, 30), senders=(SOFAS,)))
    assert SOFAS not in audit.sender_ids()
    home = audit.home
    audit.close()
    with Audit.open(home, lambda: NOW.replace(month=12, day=2)) as later:
        assert later.stale()
        later.renew()
        assert not later.stale()
        assert SOFAS in later.sender_ids()
    audit.reopen()


def test_a_theme_file_is_added_unmarked_and_goes_with_its_mark(audit: Audit) -> None:
    text = 'format = 1\nid = "sofas"\n[label]\nen = "Shelf"\n[terms.en]\nstrong = ["sofa*"]\n'
    assert audit.add_theme(text) == "sofas"
    assert not any(row.marked for row in audit.themes())
    audit.mark_themes(["sofas"])
    assert audit.shelf()
    audit.remove_theme("sofas")
    assert audit.shelf() == ()
    with pytest.raises(Refused):
        audit.remove_theme("baby")


def test_a_theme_file_takes_the_place_of_no_shipped_theme(audit: Audit) -> None:
    """Else the mail of a marked one would be back in the lists at once."""
    audit.mark_themes(["baby"])
    with pytest.raises(Refused, match="another one after id"):
        audit.add_theme('format = 1\nid = "baby"\n[terms.en]\nstrong = ["sofa*"]\n')
    assert shelves.own_themes(audit._db) == ()
    assert {row.id for row in audit.themes() if row.marked} == {"baby"}


def test_a_shipped_theme_that_a_file_stood_in_for_is_still_marked_without_it(audit: Audit) -> None:
    """A later version may bring a theme of the id of a person's own."""
    shelves.add_theme(audit._db, "baby", 'format = 1\nid = "baby"\n[terms.en]\nstrong = ["sofa*"]\n', NOW)
    audit.mark_themes(["baby"])
    audit.remove_theme("baby")
    assert {row.id for row in audit.themes() if row.marked} == {"baby"}
