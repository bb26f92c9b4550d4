"""What the person corrects counts at once, for everything that was said and found, and can be taken back."""

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import Missed
from inboxguard.audit.views import Chip
from inboxguard.errors import Refused
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings
from tests.audit.truth import NOW

SHOP, OUTLET = "hearthheron.example", "heronoutlet.example"


def test_merged_senders_are_one_with_all_their_mail(audit: Audit) -> None:
    before = {row["organisation"]: row for row in audit.json_senders()}
    done = audit.merge_senders(SHOP, [OUTLET])
    after = {row["organisation"]: row for row in audit.json_senders()}
    assert OUTLET not in after
    assert after[SHOP]["messages"] == before[SHOP]["messages"] + before[OUTLET]["messages"]
    assert OUTLET in after[SHOP]["domains"]
    assert not [row for row in audit.message_rows() if row["sender"]["organisation"] == OUTLET]
    audit.undo_correction(done)
    assert {row["organisation"]: row for row in audit.json_senders()} == before


def test_what_was_said_of_a_merged_sender_follows_it_and_comes_back(audit: Audit) -> None:
    audit.signed_up_myself(OUTLET)
    audit.given("anna+heron@post.example", OUTLET)
    audit.set_aside_sender(OUTLET)
    letter = audit.draft("erasure", OUTLET, "gdpr")
    done = audit.merge_senders(SHOP, [OUTLET])
    assert audit.sender(SHOP).said == "mine"
    assert audit.request(letter.row.id).row.organisation == SHOP
    assert {address: given for address, given, _ in audit.addresses()}["anna+heron@post.example"] == (SHOP,)
    assert SHOP not in audit.sender_ids(Chip.MARKETING)
    audit.mark(letter.row.id, "sent")
    with pytest.raises(Refused, match="asked already"):
        audit.draft("erasure", SHOP, "gdpr")
    audit.undo_correction(done)
    assert audit.sender(SHOP).said == ""
    assert audit.sender(OUTLET).said == "mine"
    assert audit.request(letter.row.id).row.organisation == OUTLET


def test_taking_back_what_was_said_of_a_sender_takes_that_of_its_members(audit: Audit) -> None:
    audit.signed_up_myself(OUTLET)
    audit.merge_senders(SHOP, [OUTLET])
    audit.take_back(SHOP)
    assert audit.sender(SHOP).said == ""


def test_a_part_becomes_a_sender_with_an_id_that_stays(audit: Audit) -> None:
    (largest, *_) = audit.parts_of(SHOP)
    whole = audit.sender(SHOP).row.mails
    done = audit.split_sender(SHOP, largest.by)
    audit.analyse()
    assert audit.sender(largest.by).row.mails == largest.mails
    assert audit.sender(SHOP).row.mails == whole - largest.mails
    audit.undo_correction(done)
    assert audit.sender(SHOP).row.mails == whole
    assert audit.sender(largest.by).row.id == SHOP  # what was a part means the whole again


def test_a_trail_follows_the_sender_it_is_about(audit: Audit) -> None:
    trails = {row["recipient"]["organisation"] for row in audit.json_trails()["trails"]}
    assert OUTLET in trails
    audit.merge_senders(SHOP, [OUTLET])
    assert OUTLET not in {row["recipient"]["organisation"] for row in audit.json_trails()["trails"]}


def test_a_name_is_given_and_taken_back(audit: Audit) -> None:
    own = audit.sender(SHOP).row.name
    audit.rename_sender(SHOP, "The lamp people")
    assert audit.sender(SHOP).row.name == "The lamp people"
    audit.rename_sender(SHOP, "")
    assert audit.sender(SHOP).row.name == own


def test_a_sender_called_no_marketing_and_one_of_its_mails_that_is(audit: Audit) -> None:
    audit.call_senders([OUTLET], "not_marketing")
    rows = [row for row in audit.message_rows() if row["sender"]["organisation"] == OUTLET]
    assert {row["kind"] for row in rows} == {"transactional"}
    assert OUTLET not in audit.sender_ids(Chip.MARKETING)
    done = audit.call_message(rows[0]["id"], "marketing")
    kinds = {row["id"]: (row["kind"], row["reasons"][0]) for row in audit.message_rows()}
    assert kinds[rows[0]["id"]] == ("marketing", "You said so.")
    assert kinds[rows[1]["id"]] == ("transactional", "You said so of its sender.")
    audit.undo_correction(done)
    assert {row["kind"] for row in audit.message_rows() if row["id"] == rows[0]["id"]} == {"transactional"}


def test_what_was_corrected_is_listed_for_whom_it_concerns(audit: Audit) -> None:
    first = audit.merge_senders(SHOP, [OUTLET])
    second = audit.rename_sender("lamplinden.example", "Linden")
    key = next(row["id"] for row in audit.message_rows() if row["sender"]["organisation"] == SHOP)
    third = audit.call_message(key, "spam")
    assert [row.id for row in audit.corrections_of()] == [first, second, third]
    assert [row.id for row in audit.corrections_of(SHOP)] == [first, third]
    (row,) = audit.corrections_of("lamplinden.example")
    assert (row.what, row.subjects, row.detail, row.at) == ("rename", ("lamplinden.example",), "Linden", NOW)
    assert audit.corrections_of("nobody.example") == ()


def test_a_word_taken_back_leaves_those_that_came_after_it(audit: Audit) -> None:
    first = audit.merge_senders(SHOP, [OUTLET])
    audit.rename_sender(SHOP, "Both")
    audit.undo_correction(first)
    assert audit.sender(SHOP).row.name == "Both"
    assert audit.sender(OUTLET).row.id == SenderId(OUTLET)


def test_a_sample_left_takes_its_corrections_with_it(audit: Audit) -> None:
    audit.merge_senders(SHOP, [OUTLET])
    audit.leave_demo()
    assert audit.corrections_of() == ()


def test_a_mail_is_found_by_its_message_id(audit: Audit) -> None:
    row = next(iter(audit.message_rows()))
    assert audit.keys_of(row["message_id"]) == (row["id"],)
    assert audit.keys_of(row["message_id"].strip("<>")) == (row["id"],)
    assert audit.keys_of("nobody@nowhere.example") == ()


def test_nothing_looks_alike_where_nothing_ties(audit: Audit) -> None:
    assert audit.likely_same("harbourbank.example") == ()


def test_a_member_of_whom_everything_is_set_aside_is_named_only_to_who_asks_for_it(audit: Audit) -> None:
    audit.merge_senders(SHOP, [OUTLET])
    (row,) = audit.corrections_of(SHOP)
    assert not row.aside
    for one in findings.attributed_to(audit._db, SHOP):
        if not one.attribution.outgoing and (one.attribution.address or "").endswith(OUTLET):
            audit.missed(one.attribution.message, Missed.MAIL)
    assert audit.sender(SHOP).row.mails > 0
    assert [row.aside for row in audit.corrections_of(SHOP)] == [True]
    assert [row.aside for row in audit.corrections_of()] == [True]
    assert [row.aside for row in audit.corrections_of(OUTLET)] == [False]
