"""What the person corrected counts for good, in the order in which it was said, and any word can be taken back."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.senders.attribution import Kind, Role
from inboxguard.senders.corrections import NONE, Corrections, What, Word, collected, corrected, part_ids
from inboxguard.senders.grouping import group

from .letters import heard, receipt, wrote


def told(*words: tuple[What, str, str]) -> Corrections:
    return collected(Word(*word) for word in words)


OUTLET = (What.MERGE, "shop.example", "outlet.example")
NEWS = (What.SPLIT, "shop.example", "mail.shop.example")


def whose(organisation: str, corrections: Corrections, address: str = "news@mail.shop.example") -> str | None:
    return corrected(heard(organisation=organisation, address=address), corrections).organisation


def test_nothing_said_changes_nothing() -> None:
    one = heard()
    assert told() is NONE
    assert corrected(one, NONE) is one
    assert corrected(one, told((What.MERGE, "a.example", "b.example"))) is one


def test_merged_senders_keep_the_id_of_the_one_that_stays_and_follow_it_on() -> None:
    said = told((What.MERGE, "outlet.example", "old.example"), OUTLET)
    assert {whose(one, said) for one in ("shop.example", "outlet.example", "old.example")} == {"shop.example"}
    assert whose("other.example", said) == "other.example"
    assert corrected(wrote(organisation="outlet.example"), said).organisation == "shop.example"
    assert corrected(heard(organisation=None), said).organisation is None


def test_a_loop_ends_at_what_was_said_last() -> None:
    said = told(OUTLET, (What.MERGE, "outlet.example", "shop.example"))
    assert dict(said.merged) == {"shop.example": "outlet.example"}
    assert told((What.MERGE, "shop.example", "shop.example")).merged == {}


@pytest.mark.parametrize("by", ["mail.shop.example", "News@Mail.Shop.example", "<Letters.shop.example>"])
def test_a_part_is_split_off_by_host_address_or_list(by: str) -> None:
    said = told((What.SPLIT, "shop.example", by))
    part = heard(list_id="letters.shop.example")
    rest = receipt(address="orders@shop.example")
    assert corrected(part, said).organisation == by.strip("<>").lower()
    assert corrected(rest, said) is rest
    assert corrected(replace(part, organisation="other.example"), said).organisation == "other.example"


def test_a_part_is_told_by_no_more_than_it_says() -> None:
    assert part_ids(heard(list_id=None)) == ("mail.shop.example", "news@mail.shop.example")
    assert part_ids(heard(address=None, list_id=None)) == ()
    assert whose("shop.example", told(NEWS), "x@news.mail.shop.example") == "shop.example"


def test_a_part_stays_its_own_where_the_rest_is_merged_elsewhere() -> None:
    said = told(NEWS, (What.MERGE, "group.example", "shop.example"))
    assert whose("shop.example", said) == "mail.shop.example"
    assert whose("shop.example", said, "orders@shop.example") == "group.example"


def test_what_was_merged_is_its_own_again_where_it_is_split_off() -> None:
    said = told(OUTLET, (What.SPLIT, "shop.example", "outlet.example"))
    assert whose("outlet.example", said, "news@outlet.example") == "outlet.example"


def test_what_was_split_off_may_be_merged_again_and_split_again() -> None:
    back = (What.MERGE, "shop.example", "mail.shop.example")
    assert whose("shop.example", told(NEWS, back)) == "shop.example"
    assert whose("shop.example", told(NEWS, back, NEWS)) == "mail.shop.example"
    elsewhere = told(NEWS, (What.MERGE, "other.example", "mail.shop.example"))
    assert whose("shop.example", elsewhere) == "other.example"


def test_a_part_of_a_part() -> None:
    said = told(NEWS, (What.SPLIT, "mail.shop.example", "news@mail.shop.example"))
    assert whose("shop.example", said) == "news@mail.shop.example"
    assert whose("shop.example", said, "tips@mail.shop.example") == "mail.shop.example"


def test_not_marketing_makes_adverts_transactional_and_keeps_what_they_say() -> None:
    said = told((What.SENDERS, "shop.example\nmill.example", "not_marketing"))
    advert = heard(reasons=("way_out_header", "says_signed_up", "visited"))
    one = corrected(advert, said)
    assert (one.kind, one.reasons) == (Kind.TRANSACTIONAL, ("you_said_sender", "says_signed_up", "visited"))
    assert corrected(heard(organisation="mill.example"), said).kind is Kind.TRANSACTIONAL
    assert corrected(heard(organisation="other.example"), said).kind is Kind.MARKETING
    assert corrected(receipt(), said) == receipt()


@pytest.mark.parametrize("kind", [Kind.SPAM, Kind.DISCUSSION, Kind.PERSONAL])
@pytest.mark.parametrize("word", ["marketing", "not_marketing"])
def test_a_word_about_a_sender_leaves_other_kinds_alone(kind: Kind, word: str) -> None:
    said = told((What.SENDERS, "shop.example", word))
    assert corrected(heard(kind=kind), said) == heard(kind=kind)
    assert corrected(wrote(), said) == wrote()


def test_marketing_takes_robots_mail_and_leaves_receipts() -> None:
    said = told((What.SENDERS, "shop.example", "marketing"))
    robot = heard(kind=Kind.TRANSACTIONAL, reasons=("automatic",))
    assert corrected(robot, said).kind is Kind.MARKETING
    own = receipt(reasons=("transactional_subject",))
    assert corrected(own, said) is own
    advert = corrected(heard(), said)
    assert (advert.kind, advert.reasons) == (Kind.MARKETING, ("you_said_sender", "way_out_header"))


def test_a_word_about_one_message_always_wins_but_about_what_the_person_wrote() -> None:
    said = told((What.SENDERS, "shop.example", "not_marketing"), (What.MESSAGE, "k1", "marketing"))
    assert corrected(heard(key="k1"), said).kind is Kind.MARKETING
    assert corrected(heard(key="k1"), said).reasons == ("you_said", "way_out_header")
    assert corrected(heard(key="k2"), said).kind is Kind.TRANSACTIONAL
    assert corrected(wrote(key="k1"), said).kind is Kind.PERSONAL


@pytest.mark.parametrize("kind", list(Kind))
def test_a_message_may_be_called_any_kind(kind: Kind) -> None:
    one = corrected(receipt(key="k1"), told((What.MESSAGE, "k1", kind)))
    assert one.kind is kind
    assert one.reasons[0] == "you_said"
    assert (one.role is Role.PURCHASE) is (kind is Kind.TRANSACTIONAL)


def test_a_word_follows_the_sender_it_was_said_of() -> None:
    word = (What.SENDERS, "outlet.example", "not_marketing")
    merged = told(word, OUTLET)
    assert corrected(heard(organisation="outlet.example"), merged).kind is Kind.TRANSACTIONAL
    assert corrected(heard(), merged).kind is Kind.MARKETING  # of the shop itself nothing was said
    whole = told(OUTLET, (What.SENDERS, "shop.example", "not_marketing"))
    assert corrected(heard(organisation="outlet.example"), whole).kind is Kind.TRANSACTIONAL
    before = told((What.SENDERS, "shop.example", "not_marketing"), NEWS)
    assert corrected(heard(), before).kind is Kind.TRANSACTIONAL
    after = told(NEWS, (What.SENDERS, "shop.example", "not_marketing"))
    assert corrected(heard(), after).kind is Kind.MARKETING
    assert corrected(heard(address="x@shop.example"), after).kind is Kind.TRANSACTIONAL


def test_names_are_given_and_taken_back() -> None:
    named = told((What.RENAME, "shop.example", "My shop"))
    assert group([heard()], named)[0].name == "My shop"
    assert told((What.RENAME, "shop.example", "My shop"), (What.RENAME, "shop.example", "")).renamed == {}


NAMES = st.sampled_from(["a.example", "b.example", "c.example", "d.example", "x@d.example"])
WORDS = st.one_of(
    st.tuples(st.just(What.MERGE), NAMES, NAMES),
    st.tuples(st.just(What.SPLIT), NAMES, NAMES),
    st.tuples(st.just(What.SENDERS), NAMES, st.sampled_from(["marketing", "not_marketing"])),
)


@given(st.lists(WORDS, max_size=12), NAMES)
def test_whatever_was_said_everyone_has_one_home(words: list[tuple[What, str, str]], organisation: str) -> None:
    said = told(*words)
    assert all(said.home(home) == home for home in said.merged.values())
    one = corrected(heard(organisation=organisation, address="x@d.example"), said)
    assert one.organisation is not None
    assert said.home(one.organisation) == one.organisation
