from inboxguard.senders.attribution import Kind, Role
from inboxguard.trace.arrivals import Copy, arrival, places
from inboxguard.trace.decisions import Given, TraceDecisions
from tests.trace.stories import CURTAIN, LANTERN, MAIN, SECRET, SOFA, TEA, lantern_secret, on


def test_places_come_in_order_of_time() -> None:
    town = lantern_secret(alone=True)
    town.letter(SOFA, 20, MAIN)
    town.letter(TEA, 5, MAIN, kind=Kind.PERSONAL)
    assert places(town.scene()) == (((LANTERN, SECRET), on(0)), ((SOFA, MAIN), on(20)), ((SOFA, SECRET), on(60)))


def test_forged_mail_is_no_first_mail_where_there_is_true_mail() -> None:
    town = lantern_secret()
    town.letter(SOFA, 5, SECRET, authenticated=False)
    assert dict(places(town.scene()))[(SOFA, SECRET)] == on(60)
    seen = arrival(town.scene(), (SOFA, SECRET), on(60), {})
    assert seen.authenticated
    assert len(seen.mails) == 2


def test_a_copy_of_a_copy_is_left_out_and_its_source_stays() -> None:
    town = lantern_secret(alone=True)
    town.letter(CURTAIN, 90, SECRET)
    place = (CURTAIN, SECRET)
    plain = arrival(town.scene(), place, on(90), {})
    assert [holder.organisation for holder in plain.holders] == [LANTERN, SOFA]
    derived = arrival(town.scene(), place, on(90), {(SOFA, SECRET): Copy(LANTERN, True)})
    assert [holder.organisation for holder in derived.holders] == [LANTERN]
    elsewhere = arrival(town.scene(), place, on(90), {(SOFA, SECRET): Copy(TEA, True)})
    assert len(elsewhere.holders) == 2


def test_the_persons_only_leaves_those_whom_they_gave_it_all_the_same() -> None:
    town = lantern_secret()
    town.doing(TEA, 70, Role.SIGN_UP, SECRET)
    town.letter(CURTAIN, 90, SECRET)
    word = TraceDecisions(given=(Given(SECRET, LANTERN, only=True),))
    seen = arrival(town.scene(word), (CURTAIN, SECRET), on(90), {})
    assert [holder.organisation for holder in seen.holders] == [LANTERN, TEA]


def test_a_carrier_is_left_out_only_after_an_order_and_if_it_never_markets() -> None:
    town = lantern_secret()
    town.doing("hopper.example", 5, Role.PURCHASE, SECRET, subject="Your parcel arrives tomorrow")
    place = (SOFA, SECRET)
    assert [one.organisation for one in arrival(town.scene(), place, on(60), {}).holders] == [LANTERN]
    town.letter("hopper.example", 40, MAIN)
    assert len(arrival(town.scene(), place, on(60), {}).holders) == 2


def test_mail_to_nobody_known_has_no_holders_and_is_guessable() -> None:
    town = lantern_secret()
    town.letter(TEA, 5, None)
    seen = arrival(town.scene(), (TEA, None), on(5), {})
    assert seen.holders == ()
    assert seen.guessable
