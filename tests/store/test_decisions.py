"""What only the person can say is kept until they say otherwise."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from inboxguard.requests.request import Draft, Request, RequestKind
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions
from inboxguard.store.decisions import HandedOut, KnownBreach

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def request(number: int) -> Request:
    draft = Draft("privacy@shop.example", "anna@post.example", "Where from", "Dear shop")
    return Request(
        f"2026-{number:07}", RequestKind.WHERE_FROM, SenderId("shop.example"), "gdpr", "en", draft, (),
        f"2026-{number:07}", NOW,
    )  # fmt: skip


def test_settings(db: Database) -> None:
    assert decisions.setting(db, "name", "nobody") == "nobody"
    decisions.set_setting(db, "name", "Anna")
    assert decisions.setting(db, "name") == "Anna"


def test_what_was_inferred_gives_way_to_what_was_told(db: Database) -> None:
    decisions.set_own(db, ("guess@post.example",), (), told=False)
    assert decisions.own_addresses(db) == (("guess@post.example",), False)
    decisions.set_own(db, ("anna@post.example",), ("mx.post.example",), told=True)
    assert decisions.own_addresses(db) == (("anna@post.example",), True)
    assert decisions.own_servers(db) == (("mx.post.example",), True)


def test_a_mark_is_made_and_unmade(db: Database) -> None:
    decisions.mark_theme(db, "baby", NOW)
    decisions.mark_theme(db, "baby", NOW)
    assert decisions.marked_themes(db) == {"baby"}
    decisions.unmark_theme(db, "baby")
    assert not decisions.marked_themes(db)


def test_the_last_word_about_a_sender_counts(db: Database) -> None:
    decisions.shelve(db, "shop.example", "aside", NOW)
    decisions.shelve(db, "shop.example", "keep", NOW)
    assert decisions.shelved(db) == (frozenset(), {"shop.example"})


def test_verdicts_and_addresses_given(db: Database) -> None:
    decisions.say_mine(db, "shop.example", NOW)
    decisions.give(db, "anna+shop@post.example", "shop.example", True, NOW)
    assert decisions.verdicts(db) == {"shop.example"}
    assert decisions.given(db) == (HandedOut("anna+shop@post.example", "shop.example", True, NOW),)


def test_a_request_keeps_its_letter_and_its_history(db: Database) -> None:
    decisions.add_request(db, request(1))
    decisions.add_event(db, "2026-0000001", "sent", NOW, "from my phone")
    ((kept, events),) = decisions.requests(db)
    assert kept == request(1)
    assert [(event.event, event.note) for event in events] == [("drafted", None), ("sent", "from my phone")]


def test_what_was_said_about_an_organisation_can_be_unsaid(db: Database) -> None:
    assert decisions.said(db, "shop.example") == ""
    decisions.shelve(db, "shop.example", "keep", NOW)
    assert decisions.said(db, "shop.example") == "keep"
    decisions.say_mine(db, "shop.example", NOW)
    assert decisions.said(db, "shop.example") == "mine"
    decisions.unsay(db, "shop.example")
    assert decisions.said(db, "shop.example") == ""


def test_a_correction_is_kept_in_order_and_its_id_is_never_given_again(db: Database) -> None:
    first = decisions.correct(db, "rename", "shop.example", "Shop", NOW)
    second = decisions.correct(db, "merge", "shop.example", "outlet.example", NOW)
    assert [(one.id, one.what, one.subject, one.value, one.at) for one in decisions.corrections(db)] == [
        (first, "rename", "shop.example", "Shop", NOW),
        (second, "merge", "shop.example", "outlet.example", NOW),
    ]
    assert decisions.take_back(db, second)
    assert not decisions.take_back(db, second)
    assert decisions.correct(db, "rename", "shop.example", "Lamps", NOW) > second
    decisions.forget_sample(db)
    assert decisions.corrections(db) == ()


def test_an_address_drawn_for_an_organisation_remains_so_whoever_speaks_of_it_later(db: Database) -> None:
    decisions.give(db, "anna+k3x@post.example", "shop.example", True, NOW, made=True)
    decisions.give(db, "anna+k3x@post.example", "shop.example", False, NOW, by="bitwarden")
    (said,) = decisions.given(db)
    assert (said.only, said.made, said.by) == (False, True, "bitwarden")
    decisions.unsay(db, "shop.example")
    assert decisions.given(db) == ()


def test_a_list_of_breaches_takes_the_place_of_the_one_before(db: Database) -> None:
    first = KnownBreach("shop.example", "Shop", date(2024, 5, 1), ("Email addresses", "Names"))
    other = KnownBreach("mill.example", "Mill", date(2023, 1, 31), ("Email addresses",))
    decisions.set_breaches(db, (first,))
    decisions.set_breaches(db, (first, other))
    assert decisions.breaches(db) == (other, first)
    decisions.set_breaches(db, (other,))
    assert decisions.breaches(db) == (other,)
    decisions.forget_sample(db)
    assert decisions.breaches(db) == ()


handed = st.tuples(
    st.sampled_from(("anna+a@post.example", "anna+b@post.example")), st.sampled_from(("shop.example", "mill.example")),
    st.booleans(), st.booleans(), st.sampled_from(("", "bitwarden")),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(handed, max_size=8))
def test_the_last_word_about_each_address_and_organisation_is_found(
    db: Database, said: list[tuple[str, str, bool, bool, str]]
) -> None:
    for organisation in ("shop.example", "mill.example"):
        decisions.unsay(db, organisation)
    expected: dict[tuple[str, str], HandedOut] = {}
    for minutes, (address, organisation, only, made, by) in enumerate(said):
        at = NOW + timedelta(minutes=minutes)
        decisions.give(db, address, organisation, only, at, made, by)
        drawn = made or ((address, organisation) in expected and expected[address, organisation].made)
        expected[address, organisation] = HandedOut(address, organisation, only, at, drawn, by)
    assert decisions.given(db) == tuple(sorted(expected.values(), key=lambda one: one.at))
