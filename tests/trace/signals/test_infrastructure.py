from inboxguard.facts.message import Link, LinkKind, ListHeaders
from inboxguard.senders.speaker import attribute
from inboxguard.trace.arrivals import arrival
from inboxguard.trace.signals.infrastructure import evidence
from inboxguard.trace.trail import Level, Relation
from inboxguard.trace.weighing import Sighting
from tests.senders.letters import ME, advert
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


def test_forged_mail_points_nowhere_but_to_whoever_signed_it() -> None:
    assert seen(lantern_secret(sending_domains=(), out_domains=(LANTERN,), authenticated=False)) == []
    found = seen(lantern_secret(sending_domains=(LANTERN,), authenticated=False))
    assert [one.evidence.signal for one in found] == ["sent_by_source"]


def test_a_mail_that_another_signed_is_at_most_possibly_anything_and_never_passing_on() -> None:
    trail = lantern_secret(sending_domains=(LANTERN,), authenticated=False).trails()[SOFA]
    assert (trail.level, trail.relation) == (Level.POSSIBLE, Relation.HOST)


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


def test_clicks_and_opened_mail_are_counted_at_the_source() -> None:
    found = seen(lantern_secret(tracking_domains=(LANTERN, "counter.example")))
    assert [(one.evidence.signal, one.source) for one in found] == [("tracked_at_source", LANTERN)]
    assert Relation.SHARE not in dict(found[0].nats)
    assert seen(lantern_secret(tracking_domains=(LANTERN,), authenticated=None)) == []


def test_buttons_and_affiliate_links_into_the_shop_of_a_holder_are_no_counting() -> None:
    shop = "https://www.lanternmoves.example"
    buttons = tuple(Link(f"{shop}/c/boxes-{number}?clickref=AbC123456789zz", "Buy") for number in range(6))
    affiliate = Link(f"{shop}/?aff=sofatown&utm_source=sofatown&clickid=AbC123456789zzAbC", "Lantern Moves")
    leaving = Link("https://sofatown.example/unsubscribe", "Unsubscribe", LinkKind.UNSUBSCRIBE)
    for links in ((*buttons, leaving), (affiliate, leaving), buttons, (affiliate,)):
        mail = advert(address=f"news@{SOFA}", links=links, lists=ListHeaders(list_id=f"news.{SOFA}"))
        one = attribute(mail, ME)
        assert one.tracking_domains == one.campaigns == ()
        assert seen(lantern_secret(tracking_domains=one.tracking_domains, campaigns=one.campaigns)) == []


def test_links_that_all_pass_a_counter_of_a_holder_are_counted_there() -> None:
    token = "u001.AbC12dEf34GhI56jKl78"
    counter = "https://click.lanternmoves.example"
    links = tuple(Link(f"{counter}/ls/click?upn={token}{number}", "See") for number in range(3))
    leaving = Link(f"{counter}/u?x={token}", "Unsubscribe", LinkKind.UNSUBSCRIBE)
    one = attribute(advert(address=f"news@{SOFA}", links=(*links, leaving)), ME)
    found = seen(lantern_secret(tracking_domains=one.tracking_domains))
    assert [(one.evidence.signal, one.source) for one in found] == [("tracked_at_source", LANTERN)]
