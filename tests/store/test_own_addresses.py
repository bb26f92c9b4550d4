"""Own addresses that an export brought, and words about addresses that give way to the person's own."""

from datetime import UTC, datetime

import pytest
from sqlite_utils import Database

from inboxguard.store import decisions, own_addresses

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
ALIAS, OTHER, ME = "tea@alias.example", "sofa@alias.example", "anna@post.example"
TEA, SOFA = "teahouse.example", "sofatown.example"


def test_what_an_export_brought_is_own_and_does_not_end_the_learning(db: Database) -> None:
    decisions.set_own(db, [ME], [], told=False)
    assert own_addresses.bring(db, [ALIAS, OTHER], [], False, NOW, "SimpleLogin") == (2, 0)
    assert decisions.own_addresses(db) == ((ME, ALIAS, OTHER), False)
    assert own_addresses.brought(db) == (ALIAS, OTHER)
    decisions.set_own(db, ["anna.v@post.example"], [], told=False)
    assert set(decisions.own_addresses(db)[0]) == {ALIAS, OTHER, "anna.v@post.example"}


def test_what_the_person_names_stays_theirs_when_the_export_is_forgotten(db: Database) -> None:
    own_addresses.bring(db, [ALIAS], [], False, NOW, "SimpleLogin")
    decisions.set_own(db, [ALIAS], [], told=True)
    assert decisions.own_addresses(db) == ((ALIAS,), True)
    assert not own_addresses.forget(db, ALIAS)
    assert decisions.own_addresses(db) == ((ALIAS,), True)
    assert own_addresses.brought(db) == ()


def test_bringing_the_same_again_changes_nothing(db: Database) -> None:
    pairs = [(ALIAS, TEA), (OTHER, SOFA)]
    assert own_addresses.bring(db, [ALIAS, OTHER], pairs, False, NOW, "SimpleLogin") == (2, 2)
    assert own_addresses.bring(db, [ALIAS, OTHER], pairs, False, NOW, "SimpleLogin") == (0, 0)
    assert {(one.address, one.organisation, one.only, one.by) for one in decisions.given(db)} == {
        (ALIAS, TEA, False, "SimpleLogin"),
        (OTHER, SOFA, False, "SimpleLogin"),
    }


def test_a_file_never_overrules_the_person(db: Database) -> None:
    decisions.give(db, ALIAS, TEA, False, NOW)
    decisions.give(db, OTHER, SOFA, True, NOW, made=True)
    own_addresses.bring(db, [], [(ALIAS, TEA)], True, NOW, "SimpleLogin")
    own_addresses.bring(db, [], [(OTHER, SOFA)], False, NOW, "Bitwarden")
    words = {one.address: one for one in decisions.given(db)}
    assert (words[ALIAS].only, words[ALIAS].by) == (False, "")
    assert (words[OTHER].only, words[OTHER].made, words[OTHER].by) == (True, True, "")


def test_what_only_a_file_said_becomes_only_where_the_person_says_so(db: Database) -> None:
    own_addresses.bring(db, [], [(ALIAS, TEA)], False, NOW, "SimpleLogin")
    own_addresses.bring(db, [], [(ALIAS, TEA)], True, NOW, "SimpleLogin")
    own_addresses.bring(db, [], [(ALIAS, TEA)], False, NOW, "SimpleLogin")
    assert [one.only for one in decisions.given(db)] == [True]


def test_words_are_forgotten_one_by_one_or_with_their_address(db: Database) -> None:
    own_addresses.bring(db, [ALIAS], [(ALIAS, TEA), (ALIAS, SOFA)], False, NOW, "addy.io")
    assert own_addresses.ungive(db, ALIAS, (SOFA, "merged.example"))
    assert not own_addresses.ungive(db, ALIAS, (SOFA,))
    assert own_addresses.forget(db, ALIAS)
    assert decisions.given(db) == ()
    assert decisions.own_addresses(db)[0] == ()
    assert not own_addresses.forget(db, ALIAS)


def test_disagreements_that_are_left_are_remembered_among_other_settings(db: Database) -> None:
    decisions.set_setting(db, "window.appearance", "dark")
    assert own_addresses.left(db) == frozenset()
    own_addresses.leave(db, "75d1fc4695079cb3")
    own_addresses.leave(db, "75d1fc4695079cb3")
    assert own_addresses.left(db) == {"75d1fc4695079cb3"}


@pytest.mark.parametrize("organisations", [(), ("nobody.example",)])
def test_mail_with_roles_of_nobody(db: Database, organisations: tuple[str, ...]) -> None:
    assert own_addresses.with_roles(db, organisations) == {}
    assert own_addresses.writers(db) == ()


def test_words_are_found_by_who_has_the_address_and_beside_what_the_person_said(db: Database) -> None:
    decisions.give(db, ALIAS, TEA, False, NOW)
    own_addresses.bring(db, [], [(ALIAS, SOFA), (OTHER, SOFA)], True, NOW, "SimpleLogin")
    decisions.give(db, "drawn@post.example", TEA, True, NOW, made=True)
    every = decisions.given(db)
    assert set(own_addresses.given_to(db, [TEA])) == {one for one in every if one.organisation == TEA}
    assert set(own_addresses.given_beside_own_words(db)) == {one for one in every if one.address == ALIAS}
    assert own_addresses.given_to(db, []) == ()
