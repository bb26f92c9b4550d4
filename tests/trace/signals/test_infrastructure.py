from inboxguard.trace.arrivals import arrival
from inboxguard.trace.signals.infrastructure import evidence
from inboxguard.trace.trail import Relation
from inboxguard.trace.weighing import Sighting
from tests.trace.stories import LANTERN, SECRET, SOFA, Town, lantern_secret, on


def seen(town: Town) -> list[Sighting]:
    where = town.scene()
    return list(evidence(arrival(where, (SOFA, SECRET), on(60), {}), where))


def test_an_account_that_both_send_through() -> None:
    town = lantern_secret(platform="Mailer", account="77")
    town.letter(LANTERN, 12, platform="Mailer", account="77")
    assert [(one.evidence.signal, one.source) for one in seen(town)] == [("same_account", LANTERN)]


def test_an_account_of_unattested_mail_is_no_account() -> None:
    town = lantern_secret(platform="Mailer", account="77", authenticated=None)
    town.letter(LANTERN, 12, platform="Mailer", account="77")
    assert seen(town) == []


def test_the_source_signs_or_is_the_visible_sender() -> None:
    for over in ({"sending_domains": (SOFA, LANTERN)}, {"address": "offers@mail.lanternmoves.example"}):
        assert [(one.evidence.signal, one.source) for one in seen(lantern_secret(**over))] == [
            ("sent_by_source", LANTERN)
        ]


def test_forged_mail_points_nowhere() -> None:
    assert seen(lantern_secret(sending_domains=(LANTERN,), authenticated=False)) == []


def test_the_way_out_leads_to_the_source() -> None:
    found = seen(lantern_secret(out_domains=(LANTERN,)))
    assert [one.evidence.signal for one in found] == ["way_out_at_source"]


def test_none_of_it_ever_speaks_for_passing_on() -> None:
    town = lantern_secret(sending_domains=(LANTERN,), out_domains=(LANTERN,), platform="Mailer", account="77")
    town.letter(LANTERN, 12, platform="Mailer", account="77")
    found = seen(town)
    assert len(found) == 3
    assert all(Relation.SHARE not in dict(one.nats) and Relation.LEAK not in dict(one.nats) for one in found)


def test_common_platforms_and_domains_of_nobody_known_say_nothing() -> None:
    town = lantern_secret(sending_domains=(SOFA, "mailer.example"), out_domains=("mailer.example",))
    town.letter(LANTERN, 12, sending_domains=(LANTERN, "mailer.example"), out_domains=("mailer.example",))
    assert seen(town) == []
