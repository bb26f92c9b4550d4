from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.senders.attribution import Attribution, Kind, Legal
from inboxguard.senders.corrections import Corrections
from inboxguard.senders.grouping import _joined, as_shown, group
from inboxguard.senders.sender import Basis, Sender

from .letters import DAY, heard, receipt, wrote

HERON = Legal("Heron Retail Group Ltd", "COMPANY 0123456", "4 Quay Street, Saltmouth SM1 4HH")


def only(*messages: Attribution) -> Sender:
    (sender,) = group(messages)
    return sender


def companies(*messages: Attribution) -> dict[str, str | None]:
    return {sender.id: sender.group for sender in group(messages)}


def test_one_organisation_is_one_sender_with_all_that_its_mail_shows() -> None:
    sender = only(
        heard(days=3, platform="Mailchimp"),
        receipt(days=1),
        heard(days=2, recipient="anna+shop@post.example", address="x@shop.example"),
        wrote(days=9),
    )
    assert (sender.id, sender.name, sender.count) == ("shop.example", "Shop", 3)
    assert sender.messages == ("k1", "k2", "k3")
    assert (sender.first, sender.last) == (DAY + timedelta(days=1), DAY + timedelta(days=3))
    assert sender.domains == ("shop.example", "mail.shop.example")
    assert sender.platforms == ("Mailchimp",)
    assert sender.recipients == ("anna@post.example", "anna+shop@post.example")
    assert (sender.of_kind(Kind.MARKETING), sender.of_kind(Kind.TRANSACTIONAL), sender.of_kind(Kind.SPAM)) == (2, 1, 0)
    assert sender.consent.basis is Basis.PURCHASE


@pytest.mark.parametrize(
    "message",
    [
        heard(kind=Kind.PERSONAL),
        heard(kind=Kind.DISCUSSION),
        heard(kind=Kind.SPAM),
        heard(organisation=None),
        wrote(),
    ],
)
def test_people_lists_and_junk_are_no_senders(message: Attribution) -> None:
    assert group([message]) == ()


def test_forged_mail_counts_for_nothing_in_the_name_it_claims() -> None:
    forged = heard(
        days=9, kind=Kind.SPAM, authenticated=False, platform="Mailgun", name="Sh0p", recipient="x@post.example"
    )
    sender = only(heard(days=1), forged)
    assert (sender.count, sender.name, sender.platforms, sender.last) == (1, "Shop", (), DAY + timedelta(days=1))
    assert only(heard(days=1), heard(days=2, kind=Kind.SPAM)).count == 2


def test_the_commonest_name_is_shown_and_the_domain_where_there_is_none() -> None:
    assert only(heard(days=1, name="Lamps"), heard(days=2), heard(days=3)).name == "Shop"
    assert only(heard(days=1, name="Lamps"), heard(days=2, name="Shop")).name == "Shop"
    assert only(heard(name="shop.example")).name == "shop.example"
    assert only(heard(name="")).name == "shop.example"
    assert only(heard(name="Fake", authenticated=False)).name == "shop.example"


def test_a_sender_keeps_its_name_when_a_greater_one_is_merged_into_it() -> None:
    other = [heard(days=day, name="Cradle Club", address="news@cradle.example") for day in (2, 3, 4)]
    merged = Corrections(merged={"cradle.example": "shop.example"})
    assert [one.name for one in group([heard(days=1), *other], merged)] == ["Shop"]
    assert [one.name for one in group(other, merged)] == ["Cradle Club"]


def test_mail_without_a_date_comes_last() -> None:
    sender = only(heard(days=2), heard(key="undated", at=None))
    assert sender.messages == ("k2", "undated")
    assert only(heard(at=None)).first is None


@pytest.mark.parametrize(
    "shared",
    [
        {"legal": HERON},
        {"legal": Legal(HERON.entity, HERON.number)},
        {"legal": Legal(HERON.entity, None, HERON.address)},
        {"legal": Legal(HERON.entity), "platform": "Mailchimp", "account": "77"},
    ],
)
def test_one_company_behind_two_brands(shared: dict[str, object]) -> None:
    found = companies(
        heard(**shared), heard(days=1, organisation="outlet.example", **shared), heard(organisation="c.example")
    )
    assert found["shop.example"] == found["outlet.example"] == HERON.entity
    assert found["c.example"] is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"legal": Legal(HERON.entity)}, {"legal": Legal(HERON.entity)}),
        ({"legal": Legal(None, HERON.number, HERON.address)}, {"legal": Legal(None, HERON.number, HERON.address)}),
        ({"legal": HERON}, {"legal": Legal("Other Ltd", "COMPANY 9", HERON.address)}),
        ({"legal": HERON}, {"legal": Legal(HERON.entity, "COMPANY 9", "1 Elm Row")}),
        ({"platform": "Mailchimp"}, {"platform": "Mailchimp"}),
        ({"platform": "Mailchimp", "account": "77"}, {"platform": "Mailchimp", "account": "77"}),
        (
            {"platform": "A", "account": "7", "legal": Legal("X Ltd")},
            {"platform": "A", "account": "7", "legal": Legal("Y Ltd")},
        ),
        ({"legal": HERON}, {"legal": HERON, "authenticated": False}),
        ({"legal": HERON}, {"legal": HERON, "hosted_for": "Heron"}),
    ],
)
def test_two_companies_stay_two(one: dict[str, object], other: dict[str, object]) -> None:
    found = companies(heard(**one), heard(days=1, organisation="outlet.example", **other))
    assert set(found.values()) == {None}


def test_one_odd_footer_does_not_join() -> None:
    mine = [heard(days=day, legal=Legal("Shop Ltd", "COMPANY 1")) for day in range(3)]
    odd = heard(days=9, legal=HERON)
    heron = heard(days=4, organisation="heron.example", legal=HERON)
    assert set(companies(*mine, odd, heron).values()) == {None}


def test_companies_join_in_chains_and_equal_names_stay_apart() -> None:
    name = "Lamp Ltd"
    messages = [
        heard(organisation="a.example", legal=Legal(name, "COMPANY 1")),
        heard(organisation="b.example", legal=Legal(name, "COMPANY 1", "1 Elm Row")),
        heard(organisation="c.example", legal=Legal(name, None, "1 Elm Row")),
        heard(organisation="d.example", legal=Legal(name, "COMPANY 2")),
        heard(organisation="e.example", legal=Legal(name, "COMPANY 2")),
    ]
    found = companies(*messages)
    assert found["a.example"] == found["b.example"] == found["c.example"]
    assert found["d.example"] == found["e.example"]
    assert found["a.example"] != found["d.example"]
    assert companies(*reversed(messages)) == found


@given(st.lists(st.sets(st.integers(0, 12).map(str), min_size=1, max_size=4), max_size=8))
def test_what_overlaps_is_one_in_whatever_order_it_comes(sets: list[set[str]]) -> None:
    joined = _joined(sets)
    assert set().union(*sets) == set().union(*joined)
    assert all(one.isdisjoint(other) for one, other in combinations(joined, 2))
    assert all(sum(names <= one for one in joined) == 1 for names in sets)
    # Nothing holds together without a tie: what no set of the left crosses to the right is not one.
    for one in joined:
        for size in range(1, len(one)):
            left = set(sorted(one)[:size])
            assert any(names & left and names - left for names in sets if names <= one)
    assert sorted(map(sorted, _joined(reversed(sets)))) == sorted(map(sorted, joined))


def test_senders_come_in_order() -> None:
    assert [sender.id for sender in group([heard(organisation="b.example"), heard(organisation="a.example")])] == [
        "a.example",
        "b.example",
    ]
    assert group([]) == ()


CLUB = {"name": "Shop Babyclub", "address": "club@baby.shop.example"}


def test_who_is_seen_in_part_is_called_as_the_visible_part_calls_itself() -> None:
    news = heard(days=1)
    club = [heard(days=day, **CLUB) for day in (2, 3, 4)]
    sender = only(news, *club)
    assert sender.name == "Shop Babyclub"
    assert sender.domains == ("shop.example", "baby.shop.example", "mail.shop.example")
    seen = as_shown(sender, [news])
    assert (seen.name, seen.shown_domains) == ("Shop", ("shop.example", "mail.shop.example"))
    assert seen.domains == sender.domains, "whose mail it is does not change"


def test_who_is_wholly_set_aside_or_wholly_seen_stays_as_it_is() -> None:
    mails = [heard(days=1), heard(days=2, **CLUB)]
    sender = only(*mails)
    assert as_shown(sender, []) == sender == as_shown(sender, mails)
    assert sender.shown_domains == sender.domains


def test_a_name_that_the_person_gave_stays() -> None:
    mails = [heard(days=1), heard(days=2, **CLUB)]
    own = Corrections(renamed={"shop.example": "My shop"})
    (sender,) = group(mails, own)
    assert as_shown(sender, mails[:1], own).name == "My shop"


def test_a_seller_gives_its_marketplace_no_name() -> None:
    seller = {"organisation": "amazon.de", "name": "Seller1", "address": "abc@marketplace.amazon.de"}
    assert only(heard(**seller)).name == "amazon.de"
    own = heard(days=1, organisation="amazon.de", name="Amazon", address="news@amazon.de")
    assert only(*(heard(key=f"s{one}", **seller) for one in range(3)), own).name == "Amazon"
    assert only(heard(**(seller | {"name": "Amazon Marketplace"}))).name == "Amazon Marketplace"


def test_the_customer_of_a_lent_domain_keeps_its_name() -> None:
    desk = {"organisation": "lampshop.zendesk.com", "name": "Lamps of Linden", "address": "a@lampshop.zendesk.com"}
    assert only(heard(**desk)).name == "Lamps of Linden"
    assert only(heard(name="Lamps of Linden")).name == "Lamps of Linden"
