"""What the command line's JSON says of themes, and what it does not."""

from collections.abc import Iterator

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused
from tests.audit.truth import NOW


@pytest.fixture(scope="module")
def registry_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audit]:
    """The registry in a home of its own; its tests follow one another as a person's evening would."""
    with Audit.open(tmp_path_factory.mktemp("told") / "home", lambda: NOW) as opened:
        opened.demo("registry")
        yield opened


def test_each_theme_is_told_with_its_own_score(registry_home: Audit) -> None:
    whole = "mondlicht-kinderzimmer.example"  # the one that the person of the sample set aside as a whole
    rows = [
        theme
        for row in registry_home.message_rows()
        for theme in row["themes"]
        if row["sender"]["organisation"] != whole
    ]
    assert rows
    assert {row["theme"] for row in rows} == {"baby"}
    assert all(not row["set_aside"] or row["score"] >= 1.0 for row in rows)


def test_only_senders_that_are_held_to_be_on_a_theme_are_named(registry_home: Audit) -> None:
    told = {row["organisation"] for row in registry_home.json_senders() if row["themes"]}
    proposed = {one.organisation for one in registry_home.proposals()}
    assert told == proposed | {"mondlicht-kinderzimmer.example"} != proposed
    assert proposed


def test_mail_of_an_accepted_sender_is_set_aside_for_its_theme_whatever_it_says(registry_home: Audit) -> None:
    proposal = registry_home.proposals()[0]
    registry_home.accept_proposal(proposal.organisation)
    rows = [
        row
        for row in registry_home.message_rows()
        if row["sender"]["organisation"] == proposal.organisation and row["kind"] == "marketing"
    ]
    assert rows
    assert all([one["theme"] for one in row["themes"] if one["set_aside"]] == ["baby"] for row in rows)
    assert proposal.organisation not in {one.organisation for one in registry_home.proposals()}
    assert not any(
        one["set_aside"] for row in registry_home.message_rows() for one in row["themes"] if row["kind"] != "marketing"
    )


def test_a_declined_sender_is_not_proposed_again(registry_home: Audit) -> None:
    proposal = registry_home.proposals()[0]
    registry_home.decline_proposal(proposal.organisation)
    assert proposal.organisation not in {one.organisation for one in registry_home.proposals()}
    with pytest.raises(Refused, match="Nothing is proposed"):
        registry_home.accept_proposal(proposal.organisation)
    with pytest.raises(Refused, match="Nothing is proposed"):
        registry_home.decline_proposal("nobody.example")


def test_what_is_unmarked_is_told_no_more(registry_home: Audit) -> None:
    registry_home.unmark_themes(["baby"])
    assert registry_home.proposals() == ()
    assert all(not theme["set_aside"] or theme["theme"] != "baby" or theme["score"] == 0.0
               for row in registry_home.message_rows() for theme in row["themes"])  # fmt: skip
