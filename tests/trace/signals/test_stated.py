import pytest

from inboxguard.senders.attribution import Legal, Role
from inboxguard.trace.arrivals import arrival
from inboxguard.trace.decisions import Answer, TraceDecisions
from inboxguard.trace.said import Wording
from inboxguard.trace.signals.stated import DOCUMENTS, evidence
from inboxguard.trace.weighing import Sighting
from tests.trace.stories import CURTAIN, LANTERN, MAIN, SECRET, SOFA, TEA, Town, lantern_secret, on


def seen(town: Town, decisions: TraceDecisions | None = None) -> list[Sighting]:
    where = town.scene(decisions)
    return list(evidence(arrival(where, (CURTAIN, SECRET), on(90), {}), where))


def telling(*said: tuple[Wording, str], authenticated: bool | None = True) -> Town:
    town = lantern_secret()
    key = town.letter(CURTAIN, 90, SECRET, authenticated=authenticated)
    for wording, name in said:
        town.says(key, wording, name)
    return town


def test_each_wording_is_its_own_signal() -> None:
    for wording, signal in (
        (Wording.PART, "statement_partner"),
        (Wording.CUST, "statement_customer"),
        (Wording.SIGN, "statement_sign_up"),
    ):
        found = seen(telling((wording, "Lantern Moves")))
        assert [(one.evidence.signal, one.source) for one in found] == [(signal, LANTERN)]
        assert found[0].evidence.quote == f"{wording}: Lantern Moves"


def test_the_plainer_word_about_one_source_counts() -> None:
    found = seen(telling((Wording.CUST, "Lantern Moves"), (Wording.PART, "Lantern Moves")))
    assert [one.evidence.signal for one in found] == ["statement_partner"]


def test_the_senders_word_about_itself_is_none_about_a_source() -> None:
    assert seen(telling((Wording.SIGN, "Curtain Lane"), (Wording.OWN, ""), (Wording.GENERIC, ""))) == []


def test_unattested_words_weigh_little() -> None:
    found = seen(telling((Wording.PART, "Lantern Moves"), authenticated=None))
    assert [one.evidence.signal for one in found] == ["statement_unattested"]
    assert found[0].evidence.weight <= 1.4


def test_repeated_mails_count_once() -> None:
    town = telling((Wording.PART, "Lantern Moves"))
    for day in (95, 99):
        town.says(town.letter(CURTAIN, day, SECRET), Wording.PART, "Lantern Moves")
    found = seen(town)
    assert len(found) == 1
    assert found[0].evidence.messages == (town.letters[-3].message,)


def test_who_is_only_advertised_is_no_source_and_no_host() -> None:
    assert seen(telling((Wording.HOST, "Lantern Moves"))) == []


def test_an_answer_names_the_source_even_if_it_never_wrote() -> None:
    town = telling()
    answers = TraceDecisions(answers=(Answer(CURTAIN, TEA, "letter.pdf", on(99)),))
    assert [(one.evidence.signal, one.source) for one in seen(town, answers)] == [("answer", TEA)]
    itself = TraceDecisions(answers=(Answer(CURTAIN, CURTAIN, "letter.pdf", on(99)),))
    assert seen(town, itself) == []


def listing(role: Role = Role.SIGN_UP, to: str = SECRET, day: int = 20) -> Town:
    """Let Tea House list Curtain Lane when the person joins, and Curtain Lane write on day 90."""
    town = telling()
    key = town.doing(TEA, day, role, to)
    town.says(key, Wording.PARTNERS, "Curtain Lane")
    return town


def test_who_listed_the_recipient_as_a_partner_is_evidence_with_its_own_words() -> None:
    (found,) = seen(listing())
    assert (found.evidence.signal, found.source) == ("partners_listed", TEA)
    assert found.evidence.quote == "partners: Curtain Lane"
    assert found.evidence.signal not in DOCUMENTS


@pytest.mark.parametrize("town", [listing(to="mara@post.example"), listing(day=91)])
def test_a_list_at_another_address_or_after_the_first_mail_is_none(town: Town) -> None:
    assert seen(town) == []


def test_a_list_does_not_count_where_the_recipient_denies_the_source() -> None:
    town = listing()
    key = town.letter(CURTAIN, 95, SECRET)
    town.says(key, Wording.PART, "Tea House", negated=True)
    assert seen(town) == []


def test_who_gives_nothing_to_somebody_may_still_have_the_address_from_them() -> None:
    town = telling((Wording.PART, "Lantern Moves"))
    key = town.letters[-1].message
    town.says(key, Wording.PARTNERS, "Lantern Moves", negated=True)
    assert [one.evidence.signal for one in seen(town)] == ["statement_partner"]


def test_a_mail_that_says_nothing_of_who_stands_behind_it_documents_nothing() -> None:
    """A lure may name any shop as the source; an advert says who sends it or how to leave."""
    for over, signal in (
        ({"way_out": False}, "statement_unattested"),
        ({"way_out": False, "legal": Legal("Sofa Town Ltd")}, "statement_partner"),
        ({}, "statement_partner"),
    ):
        town = Town()
        town.doing(LANTERN, 0)
        town.says(town.letter(SOFA, 60, **over), Wording.PART, "Lantern Moves")
        where = town.scene()
        found = evidence(arrival(where, (SOFA, MAIN), on(60), {}), where)
        assert [item.evidence.signal for item in found] == [signal]


def test_whoever_takes_the_name_of_another_states_nothing_with_it() -> None:
    for named, signals in (
        ("Lantern Moves", []),
        ("our partner Lantern Moves", []),
        ("lanternmoves.example", ["statement_partner"]),
    ):
        town = Town(names={SOFA: "Lantern Moves"})
        town.doing(LANTERN, 0)
        town.says(town.letter(SOFA, 60), Wording.PART, named)
        where = town.scene()
        found = evidence(arrival(where, (SOFA, MAIN), on(60), {}), where)
        assert [item.evidence.signal for item in found] == signals
