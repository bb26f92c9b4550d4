"""What messages were judged to be: stored once, on a ground, with note of whose findings follow no longer."""

from dataclasses import replace

from sqlite_utils import Database

from inboxguard.senders.attribution import Kind, Role
from inboxguard.store import findings, judgements, messages, search
from inboxguard.store.database import writing
from inboxguard.store.judgements import Judged, Row
from inboxguard.trace.said import Statement, Wording
from tests.store.findings import NOW, advert, keep
from tests.store.messages import message


def judged(key: str, organisation: str | None = "shop.example", aside: bool = False, **said: object) -> Row:
    attribution = replace(advert(key, organisation or "").attribution, organisation=organisation, **said)  # type: ignore[arg-type]
    return judgements.row(Judged(attribution, (), aside, ()))


def settled(db: Database) -> None:
    """As after an analysis."""
    with writing(db) as connection:
        findings.conclude(connection, {findings.NUMBER: 1})


def test_what_is_judged_comes_back(db: Database) -> None:
    said = (Statement(Wording.PART, "Mill", "Mill passed it on.", False, "en"),)
    one = Judged(advert("1", "shop.example").attribution, (), False, said)
    judgements.put(db, [judgements.row(one)], 3)
    (heard,) = judgements.heard(db, "shop.example")
    assert (heard.attribution, heard.said, heard.aside, heard.telling) == (one.attribution, said, False, -1)
    assert judgements.heard(db, "") == []


def test_mail_of_nobody_is_found_under_no_name(db: Database) -> None:
    judgements.put(db, [judged("1", None)], 1)
    assert [one.attribution.message for one in judgements.heard(db, "")] == ["1"]
    assert judgements.touched(db) == ("",)
    assert judgements.organisations(db) == ("",)


def test_both_who_loses_and_who_gets_a_message_are_noted(db: Database) -> None:
    judgements.put(db, [judged("1")], 1)
    settled(db)
    assert judgements.touched(db) == ()
    judgements.put(db, [judged("1", "mill.example")], 1)
    assert judgements.touched(db) == ("mill.example", "shop.example")
    assert findings.value(db, findings.NUMBER, int) is None


def test_the_same_judgement_on_another_ground_changes_nothing_but_its_ground(db: Database) -> None:
    store(db, 1)
    key = messages.keys(db)[0]
    judgements.put(db, [judged(key)], 1)
    settled(db)
    assert judgements.unjudged(db, 1) == []
    assert judgements.unjudged(db, 2) == [key]
    judgements.put(db, [judged(key)], 2)
    assert judgements.unjudged(db, 2) == []
    assert judgements.touched(db) == ()
    assert findings.value(db, findings.NUMBER, int) == 1


def test_what_is_concerned_is_judged_again_and_nothing_else(db: Database) -> None:
    store(db, 3)
    one, two, three = messages.keys(db)
    judgements.put(db, [judged(one), judged(two, "mill.example"), judged(three, None)], 1)
    judgements.judge_again(db, ["mill.example"], [three])
    assert judgements.unjudged(db, 1) == sorted([two, three])


def test_mail_that_is_stored_no_longer_is_forgotten(db: Database) -> None:
    store(db, 1)
    judgements.put(db, [judged(messages.keys(db)[0]), judged("gone", "mill.example")], 1)
    settled(db)
    judgements.drop_gone(db)
    assert judgements.organisations(db) == ("shop.example",)
    assert judgements.touched(db) == ("mill.example",)
    settled(db)
    judgements.drop_gone(db)
    assert findings.value(db, findings.NUMBER, int) == 1  # nothing gone, nothing outdated


def test_new_mail_of_a_sender_with_a_shelf_is_hidden_until_it_is_known(db: Database) -> None:
    keep(db, [advert("1", "shop.example", aside=True)])
    judgements.put(db, [judged("2"), judged("3", "mill.example")], 1)
    assert [one.aside for one in judgements.heard(db, "shop.example")] == [True, True]
    assert [one.aside for one in judgements.heard(db, "mill.example")] == [False]
    judgements.put(db, [judged("1", subject="Lamps")], 1)
    assert judgements.heard(db, "shop.example")[0].aside  # what was hidden stays so until it is known


def test_who_has_a_shelf_is_known_page_after_page(db: Database) -> None:
    shelves: set[str] = set()
    hidden = judged("1")._replace(aside=True)
    judgements.put(db, [hidden, judged("2"), judged("3", "mill.example")], 1, shelves=shelves)
    judgements.put(db, [judged("4"), judged("5", "mill.example")], 1, shelves=shelves)
    assert shelves == search.with_set_aside(db) == {"shop.example"}
    # Mail of one page does not wait for each other: what follows from it is concluded later.
    assert [one.aside for one in judgements.heard(db, "shop.example")] == [True, False, True]
    assert [one.aside for one in judgements.heard(db, "mill.example")] == [False, False]


def test_the_addresses_at_which_lists_are_left_find_their_mail(db: Database) -> None:
    first, second = ("out@shop.example",), ("out@shop.example", "off@list.example")
    judgements.put(db, [judged("1", out_addresses=first), judged("2", out_addresses=second), judged("3")], 1)
    assert [one.message for one in judgements.leaving_at(db, ["off@list.example"])] == ["2"]
    assert sorted(one.message for one in judgements.leaving_at(db, ["out@shop.example"])) == ["1", "2"]
    assert judgements.leaving_at(db, []) == judgements.leaving_at(db, ["shop.example"]) == []


def test_steps_are_found_by_their_role(db: Database) -> None:
    judgements.put(db, [judged("1", role=Role.SIGN_UP), judged("2", role=Role.PURCHASE), judged("3")], 1)
    assert [one.message for one in judgements.of_roles(db, [Role.SIGN_UP, Role.OPT_OUT])] == ["1"]


def test_what_tells_comes_by_organisation_and_has_a_sum(db: Database) -> None:
    judgements.put(db, [judged("1"), judged("2", "mill.example"), judged("3")], 1)
    with writing(db) as connection:
        judgements.concluded(connection, [(False, 7, "1"), (True, 5, "2"), (False, 0, "3")])
    assert [one.attribution.message for one in judgements.telling(db)] == ["2", "1"]
    assert judgements.told(db) == (2, 12)


def test_mail_of_nobody_in_figures_and_the_newest_instant(db: Database) -> None:
    assert findings.last(db) is None
    judgements.put(db, [judged("1", None, kind=Kind.PERSONAL), judged("2")], 1)
    assert list(judgements.nobody(db)) == [("personal", False, False, "2026-11-24T08:00:00Z")]
    assert findings.last(db) == NOW


def test_sums_are_kept_for_each_organisation_and_forgotten(db: Database) -> None:
    with writing(db) as connection:
        judgements.put_sums(connection, {"shop.example": b"1", "": b"2"})
        judgements.put_sums(connection, {"shop.example": b"3", "": None})
    assert judgements.sums(db) == {"shop.example": b"3"}


def test_of_mail_of_nobody_only_what_tells_or_may_tell_is_heard(db: Database) -> None:
    judgements.put(db, [judged("1", None), judged("2", None), judged("3", None)], 1)
    with writing(db) as connection:
        judgements.concluded(connection, [(False, 0, "1"), (False, 7, "2")])
    assert [one.attribution.message for one in judgements.heard(db, "")] == ["2", "3"]
    judgements.touch_all(db)
    assert len(judgements.heard(db, "")) == 3


def store(db: Database, number: int) -> None:
    messages.add(db, [messages.row(message(one + 1, file=False)) for one in range(number)])
