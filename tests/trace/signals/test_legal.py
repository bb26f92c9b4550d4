from inboxguard.senders.attribution import Legal
from inboxguard.trace.arrivals import arrival
from inboxguard.trace.signals.legal import evidence
from tests.trace.stories import LANTERN, MAIN, SECRET, SOFA, TEA, Town, lantern_secret, on

NUMBER = Legal(None, "COMPANY 0771204")
ENTITY = Legal("Lantern Group Ltd", None, "12 Row")


def signals(town: Town) -> list[tuple[str, str | None]]:
    where = town.scene()
    return [(one.evidence.signal, one.source) for one in evidence(arrival(where, (SOFA, SECRET), on(60), {}), where)]


def test_one_number_or_one_entity_at_one_address() -> None:
    for legal, signal in ((NUMBER, "same_number"), (ENTITY, "same_entity")):
        town = lantern_secret(legal=legal)
        town.letter(LANTERN, 11, legal=legal)
        assert signals(town) == [(signal, LANTERN)]


def test_a_partner_that_never_had_the_address_is_no_source_of_it() -> None:
    town = lantern_secret(legal=NUMBER)
    town.letter(TEA, 11, MAIN, legal=NUMBER)
    assert signals(town) == []
    town.letter(TEA, 12, SECRET, legal=NUMBER)
    assert signals(town) == [("same_number", TEA)]


def test_a_partner_that_came_later_is_none() -> None:
    town = lantern_secret(legal=NUMBER)
    town.letter(TEA, 70, SECRET, legal=NUMBER)
    assert signals(town) == []


def test_unattested_notices_may_be_copied() -> None:
    town = lantern_secret(legal=NUMBER)
    town.letter(LANTERN, 11, legal=NUMBER, authenticated=None)
    assert signals(town) == []


def test_a_known_group() -> None:
    town = lantern_secret()
    town.groups = {SOFA: "g", LANTERN: "g", TEA: "h"}
    town.letter(TEA, 1)
    assert signals(town) == [("same_group", LANTERN)]


def test_companies_without_a_notice_share_nothing() -> None:
    assert signals(lantern_secret()) == []


def test_a_domain_that_reads_as_anothers_proves_nothing_by_its_notice() -> None:
    for who in (SOFA, LANTERN):
        town = lantern_secret(legal=NUMBER)
        town.letter(LANTERN, 11, legal=NUMBER)
        town.reads_like = {who: TEA}
        assert signals(town) == []
