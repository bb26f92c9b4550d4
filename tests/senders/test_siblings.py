"""Two domains of one brand are told, and strangers, namesakes, agencies and franchises stay what they are."""

from typing import Any

import pytest

from inboxguard.senders.attribution import Attribution, Legal
from inboxguard.senders.corrections import Corrections, Split
from inboxguard.senders.grouping import group
from inboxguard.senders.siblings import NO_BONDS, bonds

from .letters import heard

MAIN, SENDING = "lampshop.example", "lampshop-mail.example"
OWN = {"organisation": MAIN, "name": "Lamp Shop", "out_domains": (MAIN,), "sending_domains": (MAIN,)}
SIDE = {"organisation": SENDING, "name": "Lamp Shop", "out_domains": (MAIN,), "sending_domains": (SENDING,)}


def told(*messages: Attribution) -> tuple[dict[str, tuple[str, ...]], dict[str, str | None]]:
    found = group(messages)
    return {one.id: one.likely_same for one in found}, {one.id: one.group for one in found}


def both(*, main: dict[str, Any] | None = None, side: dict[str, Any] | None = None) -> tuple[bool, bool]:
    """Return whether the two look alike, and whether they are said to be one company."""
    same, groups = told(heard(days=1, **(OWN | (main or {}))), heard(days=2, **(SIDE | (side or {}))))
    assert (SENDING in same[MAIN]) is (MAIN in same[SENDING])
    return SENDING in same[MAIN], groups[MAIN] is not None and groups[MAIN] == groups[SENDING]


def test_a_domain_that_only_sends_for_the_brand_of_its_name() -> None:
    assert both() == (True, True)
    assert both(side={"out_domains": (), "reply_domain": MAIN}) == (True, True)
    _, groups = told(heard(days=1, **OWN), heard(days=2, **SIDE))
    assert groups == {MAIN: "Lamp Shop", SENDING: "Lamp Shop"}


def test_what_the_person_split_off_is_not_proposed_to_be_merged_again() -> None:
    part = f"club@{MAIN}"
    mails = [heard(days=1, **OWN), heard(days=2, **(OWN | {"organisation": part}))]
    split = Corrections(split=(Split(MAIN, part, part),))
    assert [one.likely_same for one in group(mails)] != [(), ()]
    assert [one.likely_same for one in group(mails, split)] == [(), ()]


def test_two_senders_are_never_made_one() -> None:
    assert len(group([heard(days=1, **OWN), heard(days=2, **SIDE)])) == 2


@pytest.mark.parametrize(
    "tie",
    [
        {"out_domains": (MAIN, SENDING)},
        {"out_domains": (SENDING,), "sending_domains": (MAIN, SENDING)},
        {"out_domains": (SENDING,), "list_id": f"news.{MAIN}"},
    ],
)
def test_a_name_and_one_tie_are_proposed_and_not_claimed(tie: dict[str, Any]) -> None:
    assert both(side=tie) == (True, False)


@pytest.mark.parametrize(
    "tie",
    [
        {"platform": "Mailfern", "account": "77"},
        {"legal": Legal("Lamp Ltd", "COMPANY 1")},
        {"legal": Legal("Lamp Ltd", None, "1 Elm Row")},
    ],
)
def test_a_name_and_a_thing_in_common(tie: dict[str, Any]) -> None:
    assert both(main=tie, side={"out_domains": (SENDING,)} | tie)[0]


SILENT: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "a name alone": ({}, {"out_domains": (SENDING,)}),
    "another name": ({}, {"name": "Chair Shop"}),
    "everybody's name": ({"name": "Newsletter"}, {"name": "Newsletter"}),
    "a name of three letters": ({"name": "Lam"}, {"name": "Lam"}),
    "no vouching": ({}, {"authenticated": None}),
    "forged": ({}, {"authenticated": False}),
    "for somebody else": ({}, {"hosted_for": "Heron"}),
    "a platform in common": ({"platform": "Mailfern"}, {"platform": "Mailfern", "out_domains": (SENDING,)}),
    "a platform's ways out": ({"out_domains": ("mailfern.example",)}, {"out_domains": ("mailfern.example",)}),
    "a franchise: the same name, other companies": (
        {"legal": Legal("Lamp North Ltd", "COMPANY 1")},
        {"legal": Legal("Lamp South Ltd", "COMPANY 2")},
    ),
    "one name, two numbers": ({"legal": Legal("Lamp Ltd", "COMPANY 1")}, {"legal": Legal("Lamp Ltd", "COMPANY 2")}),
    "an address alone, in a virtual office": (
        {"legal": Legal("Lamp Ltd", None, "1 Elm Row")},
        {"legal": Legal("Chair Ltd", None, "1 Elm Row")},
    ),
}


@pytest.mark.parametrize("case", SILENT)
def test_strangers_stay_strangers(case: str) -> None:
    main, side = SILENT[case]
    assert both(main=main, side=side) == (False, False)


def test_an_agency_is_no_brand_of_its_customers() -> None:
    agency = "agency.example"
    ways = {"out_domains": (agency,), "sending_domains": (agency,), "list_id": f"x.{agency}"}
    customers = [
        heard(days=day, **{"organisation": f"{name.lower()}.example", "name": name} | ways)
        for day, name in enumerate(("Herons", "Larks", "Wrens"))
    ]
    same, groups = told(heard(days=9, **OWN | {"organisation": agency, "name": "Larks"}), *customers)
    assert set(same.values()) == {()}
    assert set(groups.values()) == {None}


def test_one_odd_mail_ties_nothing() -> None:
    usual = [heard(days=day, **SIDE | {"out_domains": (SENDING,)}) for day in range(3)]
    same, groups = told(heard(days=8, **OWN), *usual, heard(days=9, **SIDE))
    assert same[MAIN] == ()
    assert groups[MAIN] is None


def test_ways_out_to_two_domains_are_of_neither() -> None:
    assert both(side={"out_domains": (MAIN, "portal.example")}) == (True, False)


def test_no_name_no_bonds() -> None:
    assert bonds(MAIN, "", [heard(**OWN)]) is NO_BONDS
    assert bonds(MAIN, "Lamp Shop", []) is NO_BONDS
    assert bonds(MAIN, "Lamp Shop", [heard(**OWN)]).name == "lampshop"
