"""What can be asked: lists, pages, one sender, one trail, one mail."""

import pytest

from inboxguard.audit.views import Chip, SortBy
from inboxguard.errors import Refused
from inboxguard.senders.sender import Basis
from inboxguard.trace.trail import Level
from tests.audit.truth import Story


def test_chips_count_what_they_list(move: Story) -> None:
    for chip, count in move.audit.chip_counts().items():
        assert len(move.audit.sender_ids(chip)) == count


def test_a_search_finds_names_and_domains_and_takes_signs_as_signs(move: Story) -> None:
    assert move.audit.sender_ids(text="sparrow") == ("sofasparrow.example",)
    assert move.audit.sender_ids(text="SOFA & SPARROW") == ("sofasparrow.example",)
    assert move.audit.sender_ids(text="%") == ()
    assert move.audit.sender_ids(text="_") == ()


@pytest.mark.parametrize("sort", list(SortBy))
def test_sorting_turns_round(move: Story, sort: SortBy) -> None:
    up = move.audit.sender_rows(move.audit.sender_ids(sort=sort, descending=False))
    down = move.audit.sender_rows(move.audit.sender_ids(sort=sort))
    assert {row.id for row in up} == {row.id for row in down}
    if sort is SortBy.MAILS:
        assert [row.mails for row in up] == sorted(row.mails for row in up)
        assert [row.mails for row in down] == sorted((row.mails for row in down), reverse=True)


def test_one_sender_opened(move: Story) -> None:
    sender = move.audit.sender("sofasparrow.example")
    assert sender.row.basis is Basis.NONE_FOUND
    assert sender.copy_source == "Moving Lantern"
    assert sender.copy_level is Level.STRONG
    assert sender.searched.mails == 246
    assert [(moment.what, moment.detail) for moment in sender.timeline[:2]] == [
        ("source_first", "Moving Lantern"),
        ("first_marketing", "kestrel-4f9d2a@post.example"),
    ]
    assert all(line.subject for line in sender.last_mails)


def test_a_sender_that_went_on_says_so(move: Story) -> None:
    codes = [moment.what for moment in move.audit.sender("ninthcorner.example").timeline]
    assert "asked_to_stop" in codes
    assert "opt_out_not_honoured" in codes


def test_a_trail_opened(move: Story) -> None:
    trail = move.audit.trail("curtaincrow.example")
    assert trail.level_number == 4
    assert any(card.quote and "Moving Lantern" in card.quote for card in trail.cards)
    assert len(trail.rivals) == 2
    assert trail.may_ask_source


def test_a_mail_is_shown_as_text_and_a_personal_letter_never_was_opened(move: Story) -> None:
    opened = next(row for row in move.messages.values() if row["kind"] == "marketing")
    assert move.audit.letter(opened["id"]).text
    personal = [row for row in move.messages.values() if row["kind"] == "personal"]
    assert personal
    assert {move.audit.letter(row["id"]).text for row in personal if not row["unsubscribe"]["https"]} <= {None, ""}


def test_what_is_not_there_is_refused_in_a_sentence(move: Story) -> None:
    with pytest.raises(Refused, match="no trail"):
        move.audit.trail("nobody.example")
    with pytest.raises(Refused, match="no longer there"):
        move.audit.letter("0" * 24)


def test_the_way_out(move: Story) -> None:
    assert move.audit.sender("sofasparrow.example").way_out.route == "one_click"


def test_no_account_yet(move: Story) -> None:
    assert move.audit.accounts() == ()
    assert move.audit.preset("me@gmail.com") is not None
    assert move.audit.preset("me@post.example") is None


def test_addresses(move: Story) -> None:
    rows = {address: senders for address, _, senders in move.audit.addresses()}
    assert "sofasparrow.example" in rows["kestrel-4f9d2a@post.example"]


def test_the_filter_for_a_footing(move: Story) -> None:
    rows = move.audit.sender_rows(move.audit.sender_ids(Chip.NO_CONSENT))
    assert rows
    assert {row.basis for row in rows} == {Basis.NONE_FOUND}
