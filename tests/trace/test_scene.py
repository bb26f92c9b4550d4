from dataclasses import replace

from inboxguard.senders.attribution import Role
from inboxguard.senders.sender import SenderId
from inboxguard.trace.coverage import Coverage
from inboxguard.trace.decisions import TraceDecisions
from inboxguard.trace.scene import contact_with, scene
from tests.trace.stories import LANTERN, MAIN, SECRET, SOFA, TEA, Town, lantern_secret, on


def test_mail_goes_to_the_sender_that_lists_it_though_the_person_merged_two() -> None:
    town = lantern_secret(alone=True)
    moves, sofa = town.senders()
    merged = replace(moves, messages=moves.messages + sofa.messages, domains=(*moves.domains, *sofa.domains))
    seen = scene([merged], town.letters, {}, TraceDecisions(), Coverage(), town.person)
    assert set(seen.incoming) == {LANTERN}
    assert seen.domains[SOFA] == LANTERN
    assert seen.directory.resolve("sofatown.example") == LANTERN


def test_a_part_that_was_split_off_does_not_own_the_domain_of_the_whole() -> None:
    town = lantern_secret(alone=True)
    moves, sofa = town.senders()
    part = replace(sofa, id=SenderId(f"news.{SOFA}"), name="Sofa news", domains=(f"news.{SOFA}",))
    for senders in ([moves, part, sofa], [moves, part]):
        seen = scene(senders, town.letters, {}, TraceDecisions(), Coverage(), town.person)
        assert seen.domains.get(SOFA) == (SOFA if sofa in senders else None)
        assert seen.directory.resolve(f"www.{SOFA}") == (SOFA if sofa in senders else None)


def test_the_last_contact_before_a_moment_at_an_address() -> None:
    town = Town()
    town.doing(LANTERN, 0, to=SECRET)
    town.doing(LANTERN, 5, Role.PURCHASE, SECRET)
    town.doing(LANTERN, 9, Role.PURCHASE, MAIN)
    contact = contact_with(town.scene(), LANTERN, SECRET, on(20))
    assert contact is not None
    assert contact.at == on(5)
    assert contact_with(town.scene(), LANTERN, SECRET, on(0)) is None


def test_unknown_organisations_go_by_their_domain() -> None:
    town = lantern_secret()
    assert town.scene().name(LANTERN) == "Lantern Moves"
    assert town.scene().name(TEA) == TEA
