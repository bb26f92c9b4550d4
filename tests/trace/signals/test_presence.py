from inboxguard.senders.attribution import Role
from inboxguard.trace.arrivals import arrival
from inboxguard.trace.signals.presence import evidence, shown_relation, visited
from inboxguard.trace.weighing import Sighting
from tests.trace.stories import LANTERN, SECRET, SOFA, Town, lantern_secret, on


def seen(town: Town, covered: float = 1.0) -> list[Sighting]:
    where = town.scene()
    return list(evidence(arrival(where, (SOFA, SECRET), on(60), {}), where, covered))


def test_absence_weighs_as_much_as_the_mailbox_remembers() -> None:
    assert [(one.evidence.signal, one.evidence.weight) for one in seen(lantern_secret())] == [("no_sign_up", 0.9)]
    assert seen(lantern_secret(), 0.5)[0].evidence.weight == 0.45
    assert seen(lantern_secret(), 0.0) == []


def test_a_welcome_at_the_beginning_speaks_against_a_source() -> None:
    town = lantern_secret()
    key = town.letter(SOFA, 62, SECRET, role=Role.WELCOME)
    found = seen(town)
    assert [one.evidence.signal for one in found] == ["welcome_only"]
    assert found[0].evidence.weight < 0
    assert found[0].evidence.messages == (key,)


def test_a_welcome_months_later_greets_a_baby_or_a_season() -> None:
    town = lantern_secret()
    town.letter(SOFA, 160, SECRET, role=Role.WELCOME)
    assert [one.evidence.signal for one in seen(town)] == ["no_sign_up"]


def test_an_own_relation_is_shown_by_its_first_and_last_occasions() -> None:
    town = Town()
    keys = [town.doing(LANTERN, day, Role.PURCHASE) for day in range(6)]
    shown = shown_relation(town.scene().contacts[LANTERN])
    assert shown.evidence.messages == (keys[0], keys[1], keys[5])
    assert shown.evidence.weight < 0


def test_a_visit_is_told_by_the_first_mails_only() -> None:
    town = lantern_secret(reasons=("visited",))
    where = town.scene()
    assert visited(arrival(where, (SOFA, SECRET), on(60), {}))
    assert not visited(arrival(where, (LANTERN, SECRET), on(0), {}))
