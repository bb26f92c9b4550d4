"""Campaigns that bear a List-Id each are one list; lists that go on are not, whatever numbers they have."""

from datetime import timedelta

from inboxguard.senders.mailing_lists import families

from .letters import DAY


def named(*seen: tuple[str, float]) -> dict[str, str]:
    return families([(name, DAY + timedelta(days=day)) for name, day in seen])


def test_ids_of_campaigns_are_one_list() -> None:
    found = named(("4711.news.shop.example", 1), ("4713.news.shop.example", 8), ("4890.news.shop.example", 30))
    assert len(set(found.values())) == 1
    tokens = named(("7f3a91bc22.shop.example", 1), ("90ab77cd01.shop.example", 9), ("11ee44aa78.shop.example", 20))
    assert len(set(tokens.values())) == 1


def test_numbered_lists_that_go_on_stay_apart() -> None:
    seen = [(f"list-{number}.shop.example", day + number) for number in (1, 2, 3) for day in (1, 8, 15)]
    assert named(*seen) == {f"list-{number}.shop.example": f"list-{number}.shop.example" for number in (1, 2, 3)}


def test_two_ids_are_no_campaigns() -> None:
    found = named(("list-1.shop.example", 1), ("list-2.shop.example", 9))
    assert len(set(found.values())) == 2


def test_ids_that_differ_in_words_or_in_the_domain_stay_apart() -> None:
    ids = ("daily.shop.example", "weekly.shop.example", "club.shop.example", "a.shop1.example", "a.shop2.example",
           "a.shop3.example")  # fmt: skip
    assert named(*((name, 1) for name in ids)) == {name: name for name in ids}


def test_no_mail_no_lists() -> None:
    assert named() == {}
    assert named(("7", 1), ("8", 1), ("9", 1)) == {"7": "7", "8": "8", "9": "9"}


def test_a_number_that_comes_again_tells_lists_apart() -> None:
    """A platform writes the number of the customer's list and that of the campaign."""
    seen = [(f"{name}.{campaign}.list-id.mcsv.example", day)
            for name, campaigns in (("77ab3f90c1", (100, 103, 107, 111)), ("5510cc2e9a", (101, 104, 108)))
            for day, campaign in enumerate(campaigns)]  # fmt: skip
    found = named(*seen)
    assert len(set(found.values())) == 2
    assert len({one for name, one in found.items() if name.startswith("77ab")}) == 1


def test_an_id_without_a_domain() -> None:
    found = named(
        ("9954.5af8b12ffaf2.localhost", 1), ("9954.bc6d1d3edd12.localhost", 8), ("9954.0142b0da6a3c.localhost", 20)
    )
    assert len(set(found.values())) == 1
