"""Addresses as rows, on the samples: who writes, who is masked, what disagrees."""

from inboxguard.audit.address_rows import open_conflicts
from inboxguard.audit.address_views import AddressRow, Settlement
from inboxguard.audit.audit import Audit
from inboxguard.trace.conflicts import Disagreement
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
