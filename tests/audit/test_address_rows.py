"""Addresses as rows, on the samples: who writes, who is masked, what disagrees."""

from datetime import timedelta
from pathlib import Path

from inboxguard.audit.address_rows import open_conflicts
from inboxguard.audit.address_views import AddressRow, Settlement
from inboxguard.audit.audit import Audit
from inboxguard.store import decisions
from inboxguard.trace.conflicts import PATIENCE, Disagreement
from tests.audit.truth import Story

KESTREL, HERON = "kestrel-4f9d2a@post.example", "anna+heron@post.example"
LANTERN, SOFAS, CURTAINS = "movinglantern.example", "sofasparrow.example", "curtaincrow.example"
HOPPER, HEARTH = "hopperparcels.example", "hearthheron.example"


def rows(audit: Audit) -> dict[str, AddressRow]:
    return {row.address: row for row in audit.address_rows()}


def test_who_writes_to_each_address(move: Story) -> None:
    row = rows(move.audit)[KESTREL]
    assert set(row.senders) == {LANTERN, SOFAS, CURTAINS}
    assert row.shown_ids == row.senders
    assert "Moving Lantern" in row.shown
    assert (row.given, row.conflicts, row.quiet) == ((), (), False)


def test_an_own_address_is_a_row_although_nobody_writes_to_it(empty: Audit) -> None:
    assert empty.address_rows() == ()
    empty.given("me+tea@post.example", "teahouse.example")
    assert [row.address for row in empty.address_rows()] == ["me+tea@post.example"]


def test_who_is_set_aside_is_masked_and_left_out_of_who_writes(registry: Story) -> None:
    listed = set(registry.audit.sender_ids())
    hidden = {who for row in registry.audit.address_rows() for who in row.senders} - listed
    assert hidden
    assert not hidden & {who for row in registry.audit.address_rows() for who in row.shown_ids}


def test_words_about_who_is_set_aside_are_masked(audit: Audit) -> None:
    audit.given(KESTREL, SOFAS, only=True)
    audit.set_aside_sender(SOFAS)
    audit.keep_senders((CURTAINS, LANTERN))
    (whom,) = rows(audit)[KESTREL].given
    assert whom.masked
    assert "Sofa" not in whom.name
    assert whom.organisation == SOFAS
    assert SOFAS not in rows(audit)[KESTREL].shown_ids


def test_an_address_of_none_but_set_aside_senders_is_quiet(audit: Audit) -> None:
    for sender in (SOFAS, CURTAINS, LANTERN):
        audit.set_aside_sender(sender)
    row = rows(audit)[KESTREL]
    assert row.quiet is (not row.shown)


def test_only_there_but_an_order_of_another_came_to_it(audit: Audit) -> None:
    audit.given(HERON, HOPPER, only=True)
    (conflict,) = [one for one in rows(audit)[HERON].conflicts if one.kind is Disagreement.ONLY_BUT_DEALT]
    assert conflict.organisations[0] == HOPPER
    assert conflict.organisations[1] == HEARTH
    assert conflict.ways == (Settlement.BOTH, Settlement.LEAVE)
    assert conflict.messages
    shown = {one.key for one in audit.mail_rows(conflict.messages)}
    assert shown == set(conflict.messages)


def test_what_is_left_is_not_asked_again(audit: Audit) -> None:
    audit.given(HERON, HOPPER, only=True)
    found = open_conflicts(audit._db, audit._now())
    for one in found:
        audit.settle_conflict(one.id, Settlement.LEAVE)
    assert found
    assert open_conflicts(audit._db, audit._now()) == ()


def test_an_export_alone_disagrees_only_where_somebody_else_writes(audit: Audit, tmp_path: Path) -> None:
    """Thousands of words that nothing speaks against are not gone through; one that something does is."""
    export = tmp_path / "export.csv"
    text = f"alias,note,enabled\n{HERON},https://{HOPPER},True\nquiet@alias.example,https://shop.example,True\n"
    export.write_text(text, encoding="utf-8")
    audit.import_addresses(export)
    assert open_conflicts(audit._db, audit._now()) == ()
    audit.import_addresses(export, only=True)
    (found,) = open_conflicts(audit._db, audit._now())
    assert (found.kind, found.address, found.organisations) == (Disagreement.ONLY_BUT_DEALT, HERON, (HOPPER, HEARTH))


def test_what_the_person_typed_is_asked_about_although_nobody_writes_there(audit: Audit) -> None:
    audit.given("me+tea@post.example", "teahouse.example")
    decisions.give(audit._db, "drawn@post.example", "teahouse.example", True, audit._now(), made=True)
    late = audit._now() + PATIENCE + timedelta(days=1)
    assert [one.kind for one in open_conflicts(audit._db, late)] == [Disagreement.NEVER_SEEN]
