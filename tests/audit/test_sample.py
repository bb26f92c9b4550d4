"""The audit is held to the truth of both sample mailboxes: what must be found, and what must never be claimed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.audit.truth import Story, audited

SURE = ("documented", "strong", "probable", "possible")


@pytest.fixture(scope="module", params=["move", "registry"])
def story(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    home: Path = tmp_path_factory.mktemp(request.param)
    yield from audited(request.param, home)


def test_every_message_is_there_once(story: Story) -> None:
    assert len(story.messages) == story.truth["messages"]
    assert set(story.messages) == set(story.truth["kinds"])


def test_own_addresses_and_server_are_learnt(story: Story) -> None:
    addresses, servers = story.audit.own()
    assert set(story.truth["me"]) <= set(addresses)
    assert servers == (story.truth["authserv"],)


def test_kinds(story: Story) -> None:
    wrong = {
        number: (story.messages[number]["kind"], kind)
        for number, kind in story.truth["kinds"].items()
        if story.messages[number]["kind"] != kind
    }
    assert not wrong


def test_recipients(story: Story) -> None:
    wrong = {
        number: (story.messages[number]["recipient"], recipient)
        for number, recipient in story.truth["recipients"].items()
        if story.messages[number]["recipient"] != recipient
    }
    assert not wrong


def test_the_brand_speaks_and_not_who_carried_it(story: Story) -> None:
    also = story.truth["organisations_also"]
    wrong = {
        number: (story.messages[number]["sender"]["organisation"], organisation)
        for number, organisation in story.truth["organisations"].items()
        if organisation is not None
        and story.messages[number]["sender"]["organisation"] not in (organisation, *also.get(number, ()))
    }
    assert not wrong


def test_what_the_own_server_attested(story: Story) -> None:
    wrong = {
        number: (story.messages[number]["authenticated"], passed)
        for number, passed in story.truth["authenticated"].items()
        if passed is not None and story.messages[number]["authenticated"] != passed
    }
    assert not wrong
    assert {row["attested"] for row in story.messages.values()} <= {"imported", None}


def test_trails_that_must_be_found(story: Story) -> None:
    wrong = {}
    for trail in story.truth["trails"]:
        found = story.trails.get(trail["recipient"])
        if found is None:
            if not trail.get("optional"):
                wrong[trail["recipient"]] = "missing"
            continue
        source = found["source"]["organisation"] if found["source"] else None
        # Abstaining is right wherever the truth allows it; a source is then none.
        abstains = found["level"] == "not_shown" and "not_shown" in trail["levels"]
        if (
            (source != trail["source"] and not abstains)
            or found["relation"] not in trail["relations"]
            or found["level"] not in trail["levels"]
        ):
            wrong[trail["recipient"]] = (source, found["relation"], found["level"], trail)
    assert not wrong


def test_claims_that_must_never_be_made(story: Story) -> None:
    accused = []
    for claim in story.truth["never"]:
        found = story.trails.get(claim["recipient"])
        if found is None or found["level"] not in SURE or found["source"] is None:
            continue
        same = claim["source"] in ("*", found["source"]["organisation"])
        if same and found["relation"] in claim.get("relations", [found["relation"]]):
            accused.append((claim, found["level"], found["relation"]))
    assert not accused


def test_groups(story: Story) -> None:
    for group in story.truth["groups"]:
        names = {story.senders[organisation]["group"] for organisation in group}
        assert len(names) == 1
        assert None not in names


def test_footing(story: Story) -> None:
    wrong = {
        organisation: (story.senders[organisation]["consent"]["basis"], bases)
        for organisation, bases in story.truth["consent"].items()
        if story.senders[organisation]["consent"]["basis"] not in bases
    }
    assert not wrong


def test_opt_outs(story: Story) -> None:
    found = {
        organisation: row["opt_out"]["state"]
        for organisation, row in story.senders.items()
        if row["opt_out"] is not None
    }
    true = story.truth["opt_out"]
    assert found.keys() == true.keys()
    # A greeting on the list may have begun something new: then nothing is said of who went on.
    assert all(state in (true[key], "watching") for key, state in found.items() if true[key] == "not_honoured")
    assert all(state == true[key] for key, state in found.items() if true[key] != "not_honoured")


def test_ways_out(story: Story) -> None:
    wrong = {}
    for organisation, route in story.truth["unsubscribe"].items():
        way = story.audit.sender(organisation).way_out
        if way.route != route or (not way.allowed and route != "none"):
            wrong[organisation] = (way.route, way.reason, route)
    assert not wrong


def test_set_aside_from_the_first_moment(story: Story) -> None:
    aside = {number for number, row in story.messages.items() if any(theme["set_aside"] for theme in row["themes"])}
    said = story.truth["themes"].get("baby", {"set_aside": [], "never": []})
    if story.truth["story"] == "registry":
        assert not set(said["set_aside"]) - aside
    assert not aside & set(said["never"])
