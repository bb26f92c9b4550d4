"""Where what was said of an address disagrees with what else was said, or with the mail."""

from datetime import timedelta

import pytest

from inboxguard.senders.attribution import Role
from inboxguard.senders.sender import SenderId
from inboxguard.trace.conflicts import PATIENCE, Conflict, Disagreement, Word, conflicts
from inboxguard.trace.decisions import Given
from tests.trace.stories import CURTAIN, LANTERN, MAIN, SECRET, SOFA, TEA, Town, on

NOW = on(400)


def said(who: SenderId, only: bool = False, to: str = SECRET, **over: object) -> Word:
    given = Given(to, who, only, bool(over.pop("made", False)))
    return Word(given, **{"at": on(300), **over})  # type: ignore[arg-type] - the story names the fields


def found(town: Town, *words: Word) -> list[tuple[Disagreement, tuple[SenderId, ...]]]:
    scene = town.scene()
    return [(one.kind, one.organisations) for one in conflicts(words, scene.ledger, scene.contacts, NOW)]


def lantern() -> Town:
    town = Town()
    town.doing(LANTERN, 0, Role.SIGN_UP, SECRET)
    town.letter(LANTERN, 10, SECRET)
    return town


@pytest.mark.parametrize("role", [Role.SIGN_UP, Role.CONFIRMED, Role.PURCHASE, Role.ACCOUNT])
def test_only_there_but_the_person_dealt_with_somebody_else_at_it(role: Role) -> None:
    town = lantern()
    key = town.doing(SOFA, 60, role, SECRET)
    scene = town.scene()
    (conflict,) = conflicts([said(LANTERN, only=True)], scene.ledger, scene.contacts, NOW)
    assert conflict == Conflict(Disagreement.ONLY_BUT_DEALT, SECRET, (LANTERN, SOFA), (key,))


def test_mail_of_a_stranger_is_no_disagreement_but_what_the_trail_is_about() -> None:
    town = lantern()
    town.letter(SOFA, 60, SECRET)
    town.doing(CURTAIN, 61, Role.WELCOME, SECRET)  # also goes to lists that were bought
    town.doing(TEA, 62, Role.PURCHASE, SECRET, authenticated=False)  # a lure
    town.doing(TEA, 63, Role.PURCHASE, MAIN)
    assert found(town, said(LANTERN, only=True)) == []


def test_whom_the_person_names_too_is_no_surprise() -> None:
    town = lantern()
    town.doing(SOFA, 60, Role.PURCHASE, SECRET)
    assert found(town, said(LANTERN, only=True), said(SOFA)) == []
    assert found(town, said(LANTERN)) == []


def test_two_cannot_both_be_the_only_one() -> None:
    town = lantern()
    words = (said(LANTERN, only=True, made=True), said(SOFA, only=True, by="SimpleLogin", of_aliases=True))
    assert found(town, *words) == [(Disagreement.TWO_ONLY, (LANTERN, SOFA))]


def test_an_alias_service_and_a_password_manager() -> None:
    town = lantern()
    made_for = said(LANTERN, by="SimpleLogin", of_aliases=True)
    opens = said(SOFA, by="Bitwarden")
    assert found(town, made_for, opens) == [(Disagreement.SOURCES_DIFFER, (LANTERN, SOFA))]
    assert found(town, made_for, said(LANTERN, by="Bitwarden")) == []
    assert found(town, made_for, said(SOFA, to=MAIN, by="Bitwarden")) == []


def test_many_accounts_with_one_main_address_are_usual() -> None:
    words = [said(who, to=MAIN, by="KeePassXC") for who in (LANTERN, SOFA, TEA, CURTAIN)]
    assert found(lantern(), *words) == []


def test_only_there_although_it_never_wrote_and_others_did() -> None:
    town = lantern()
    assert found(town, said(TEA, only=True)) == [
        (Disagreement.ONLY_BUT_DEALT, (TEA, LANTERN)),
        (Disagreement.NEVER_SEEN, (TEA,)),
    ]


def test_an_address_to_which_nobody_writes_is_asked_about_after_a_while() -> None:
    town = lantern()
    typed = "mara+te@post.example"
    fresh, old = NOW - PATIENCE, NOW - PATIENCE - timedelta(seconds=1)
    assert found(town, said(TEA, to=typed, at=fresh)) == []
    assert found(town, said(TEA, to=typed, at=old)) == [(Disagreement.NEVER_SEEN, (TEA,))]


def test_what_was_made_or_came_from_a_file_is_waited_for_in_silence() -> None:
    town = lantern()
    new = "mara+bcdfghjkmn@post.example"
    assert found(town, said(TEA, only=True, to=new, made=True), said(SOFA, to=new + "x", by="SimpleLogin")) == []


def test_a_disagreement_has_the_same_name_whenever_it_is_found() -> None:
    one = Conflict(Disagreement.TWO_ONLY, SECRET, (LANTERN, SOFA))
    assert one.id == Conflict(Disagreement.TWO_ONLY, SECRET, (SOFA, LANTERN)).id
    assert one.id != Conflict(Disagreement.SOURCES_DIFFER, SECRET, (LANTERN, SOFA)).id
    assert one.id != Conflict(Disagreement.TWO_ONLY, MAIN, (LANTERN, SOFA)).id


def test_letter_case_of_an_address_does_not_matter() -> None:
    town = lantern()
    words = (said(LANTERN, only=True, to=SECRET.upper()), said(SOFA, only=True, by="addy.io", of_aliases=True))
    assert found(town, *words) == [(Disagreement.TWO_ONLY, (LANTERN, SOFA))]
