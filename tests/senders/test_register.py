from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.consent import consent
from inboxguard.senders.optout import LETTER, LINK, MAILTO, Asked
from inboxguard.senders.register import Entry, Limit, Reach, Trust, register, strength
from inboxguard.senders.sender import Basis

from .letters import DAY, heard, receipt

SERVICE = Kind.TRANSACTIONAL
ME, WORK, ALIAS = "anna@post.example", "anna@work.example", "anna+lamps@post.example"
LONG_AGO = Reach(first=DAY - timedelta(days=900))


def on(day: float) -> datetime:
    return DAY + timedelta(days=day)


def signed(**said: Any) -> Attribution:
    return heard(**({"kind": SERVICE, "role": Role.SIGN_UP, "subject": "Thanks for signing up"} | said))


def left(**said: Any) -> Attribution:
    plain = {"kind": SERVICE, "role": Role.LEFT, "subject": "You have been unsubscribed", "list_id": None,
             "way_out": False}  # fmt: skip
    return heard(**(plain | said))


def only(attributions: Sequence[Attribution], asked: Sequence[Asked] = (), reach: Reach = LONG_AGO) -> Entry:
    (found,) = register(attributions, asked, reach)
    return found


def by_address(attributions: Sequence[Attribution], asked: Sequence[Asked] = ()) -> dict[str | None, Entry]:
    return {entry.address: entry for entry in register(attributions, asked, LONG_AGO)}


# footings


def test_each_address_has_its_own_footing() -> None:
    found = by_address([receipt(days=1), heard(days=2), heard(days=3, recipient=WORK)])
    assert found[ME].consent.basis is Basis.PURCHASE
    assert found[WORK].consent.basis is Basis.NONE_FOUND


def test_a_purchase_at_another_address_does_not_cover_this_one_and_that_is_said() -> None:
    found = by_address([receipt(days=1, recipient=WORK), heard(days=3)])
    assert found[ME].elsewhere == (WORK,)
    assert Limit.OTHER_ADDRESS in found[ME].limits
    assert found[WORK].elsewhere == ()


def test_an_address_that_only_a_customer_of_a_platform_claims_is_none_of_its() -> None:
    claim = heard(days=3, recipient=WORK, attested="server", authenticated=None, address="store+1@t.shopifyemail.com")
    assert list(by_address([receipt(days=1), heard(days=2), claim])) == [ME]
    assert list(by_address([claim])) == [WORK]


def test_mail_about_a_contract_limits_the_trust_in_none() -> None:
    reading = heard(days=1, kind=SERVICE, subject="Your meter reading")
    assert only([reading, heard(days=2)]).limits == (Limit.DEALINGS,)
    assert only([heard(days=2), heard(days=3, kind=SERVICE, subject="Your meter reading")]).limits == ()
    assert only([heard(days=1, kind=SERVICE, role=Role.LEFT, subject="Bye"), heard(days=2)]).limits == ()


def test_what_the_sender_states_elsewhere_is_no_footing_elsewhere() -> None:
    found = by_address([heard(days=1, recipient=WORK, reasons=("says_customer",)), heard(days=3)])
    assert found[ME].elsewhere == ()


def test_an_alias_is_an_address_of_its_own_and_capitals_are_not() -> None:
    found = by_address([signed(days=1, recipient="Anna@Post.example"), heard(days=2), heard(days=3, recipient=ALIAS)])
    assert list(found) == [ME, ALIAS]
    assert found[ME].consent.basis is Basis.SIGNED_UP
    assert found[ALIAS].consent.basis is Basis.NONE_FOUND


def test_evidence_that_names_no_address_counts_for_all_so_that_nobody_is_wrongly_said_to_have_none() -> None:
    found = by_address([receipt(days=1, recipient=None), heard(days=2), heard(days=3, recipient=WORK)])
    assert {entry.consent.basis for entry in found.values()} == {Basis.PURCHASE}
    assert all(Limit.ADDRESS_UNKNOWN in entry.limits for entry in found.values())


def test_where_no_mail_names_an_address_there_is_one_line_without() -> None:
    entry = only([heard(days=1, recipient=None), receipt(days=2, recipient=None)])
    assert (entry.address, entry.consent.basis) == (None, Basis.PURCHASE)


def test_the_evidence_may_be_older_or_newer_than_the_first_advert() -> None:
    assert only([signed(days=1), heard(days=2)]).older is True
    assert only([heard(days=1), receipt(days=2)]).older is False
    assert only([heard(days=1)]).older is None
    assert only([receipt(days=1)]).older is None
    assert only([receipt(at=None), heard(days=1)]).older is None


def test_a_request_to_confirm_and_the_welcome_at_one_address_are_a_confirmed_opt_in() -> None:
    request = signed(days=1, subject="Please confirm your subscription")
    assert only([request, heard(days=2, role=Role.WELCOME)]).consent.basis is Basis.CONFIRMED
    other = by_address([request, heard(days=2, role=Role.WELCOME, recipient=WORK)])
    assert other[ME].consent.basis is Basis.SIGNED_UP
    assert other[WORK].consent.basis is Basis.NONE_FOUND


def test_a_request_to_confirm_that_nobody_answered_is_told_as_such() -> None:
    request = signed(days=1, subject="Please confirm your subscription")
    entry = only([request, heard(days=2)])
    assert (entry.consent.basis, entry.trust, entry.limits) == (Basis.SIGNED_UP, Trust.SOME, (Limit.NOT_CONFIRMED,))
    assert only([signed(days=1), heard(days=2)]).trust is Trust.HIGH


@pytest.mark.parametrize(
    "worthless",
    [
        {"role": Role.WELCOME, "kind": Kind.MARKETING},
        {"authenticated": False},
        {"kind": Kind.SPAM},
        {"kind": Kind.PERSONAL},
        {"kind": Kind.DISCUSSION},
        {"outgoing": True},
        {"role": Role.ACCOUNT},
        {"role": None},
    ],
)
def test_a_welcome_forged_mail_spam_and_letters_are_no_sign_up(worthless: dict[str, Any]) -> None:
    assert only([signed(**({"days": 1} | worthless)), heard(days=2)]).consent.basis is Basis.NONE_FOUND


def test_forged_mail_makes_no_line_of_its_own() -> None:
    assert list(by_address([heard(days=1), heard(days=2, recipient=WORK, authenticated=False)])) == [ME]
    assert register([heard(kind=Kind.SPAM)]) == ()
    assert register([]) == ()


# trust


def test_where_everything_was_read_none_found_can_be_trusted() -> None:
    entry = only([heard(days=1)])
    assert (entry.trust, entry.limits) == (Trust.HIGH, ())


def test_a_mailbox_that_begins_with_the_sender_says_little() -> None:
    for first in (on(1), on(-20), None):
        entry = only([heard(days=1)], reach=Reach(first=first))
        assert entry.trust is Trust.LITTLE
        assert Limit.BEGINS_LATE in entry.limits


def test_that_another_address_was_mailed_long_before_is_taken_into_account() -> None:
    reach = Reach(first=on(0))
    found = {entry.address: entry for entry in register([heard(days=1, recipient=WORK), heard(days=400)], (), reach)}
    assert Limit.BEGINS_LATE in found[ME].limits


@pytest.mark.parametrize(
    ("reach", "limit", "trust"),
    [
        (Reach(LONG_AGO.first, lambda start, end: 0.5), Limit.GAPS, Trust.LITTLE),
        (Reach(LONG_AGO.first, lambda start, end: 0.8), Limit.GAPS, Trust.SOME),
        (Reach(LONG_AGO.first, sent=False), Limit.NO_SENT, Trust.SOME),
        (Reach(LONG_AGO.first, trash=False), Limit.NO_TRASH, Trust.SOME),
    ],
)
def test_what_was_not_read_limits_the_trust(reach: Reach, limit: Limit, trust: Trust) -> None:
    entry = only([heard(days=1)], reach=reach)
    assert (entry.trust, entry.limits) == (trust, (limit,))


def test_the_gaps_before_the_first_advert_at_this_address_count() -> None:
    asked: list[tuple[datetime, datetime]] = []

    def share(start: datetime, end: datetime) -> float:
        asked.append((start, end))
        return 1.0

    only([receipt(days=1, recipient=WORK, kind=Kind.SPAM), heard(days=40)], reach=Reach(on(-900), share))
    assert asked == [(on(-900), on(40))]


def test_closed_mail_and_a_bare_welcome_limit_the_trust() -> None:
    assert only([heard(days=1, unopened=True)]).limits == (Limit.UNOPENED,)
    assert only([heard(days=1, role=Role.WELCOME)]).limits == (Limit.WELCOME,)


def test_evidence_that_no_server_vouches_for_is_trusted_less() -> None:
    entry = only([receipt(days=1, authenticated=None), heard(days=2)])
    assert (entry.trust, entry.limits) == (Trust.SOME, (Limit.NOT_ATTESTED,))


def test_the_senders_own_word_is_trusted_little() -> None:
    assert only([heard(reasons=("says_signed_up",))]).limits == (Limit.ONLY_STATED,)


# opt-outs


def test_an_opt_out_stands_beside_the_adverts_around_it() -> None:
    asked = Asked(on(5), MAILTO, ME, None)
    (stop,) = only([heard(days=1), heard(days=3), heard(days=9)], [asked]).stops
    assert stop.adverts == (on(1), on(3), on(9))
    assert (stop.anew, stop.beside, stop.unclear, stop.confirmed) == (None, 0, False, None)


def test_an_opt_out_at_one_address_is_none_at_another() -> None:
    asked = [Asked(on(5), MAILTO, WORK), Asked(on(6), LETTER)]
    found = by_address([heard(days=1), heard(days=2, recipient=WORK)], asked)
    assert [stop.asked.method for stop in found[ME].stops] == [LETTER]
    assert [stop.asked.method for stop in found[WORK].stops] == [MAILTO, LETTER]


def test_a_sign_up_after_an_opt_out_begins_anew_at_that_address() -> None:
    asked = [Asked(on(5), MAILTO)]
    mails = [heard(days=1), signed(days=7), heard(days=9), heard(days=2, recipient=WORK), heard(days=8, recipient=WORK)]
    found = by_address(mails, asked)
    assert found[ME].stops[0].anew == on(7)
    assert found[ME].stops[0].adverts == (on(1),)
    assert found[WORK].stops[0].anew is None
    assert found[WORK].stops[0].adverts == (on(2), on(8))


def test_a_forged_sign_up_begins_nothing_anew() -> None:
    mails = [heard(days=1), signed(days=7, authenticated=False), heard(days=9)]
    assert only(mails, [Asked(on(5), MAILTO)]).stops[0].anew is None


def test_the_senders_confirmation_belongs_to_the_opt_out_before_it() -> None:
    (stop,) = only([heard(days=1), left(days=6, key="bye")], [Asked(on(5), MAILTO, ME)]).stops
    assert (stop.asked.method, stop.confirmed) == (MAILTO, "bye")


def test_a_confirmation_alone_shows_that_a_link_was_clicked() -> None:
    (stop,) = only([heard(days=1), left(days=6, key="bye"), heard(days=20)]).stops
    assert (stop.asked.at, stop.asked.method, stop.confirmed) == (on(6), LINK, "bye")
    assert stop.adverts == (on(1), on(20))
    assert not stop.unclear


@pytest.mark.parametrize(
    "nothing",
    [
        {"subject": "Subscription cancelled"},
        {"subject": "Your Lamp Club subscription has been cancelled"},
        {"subject": "Kündigungsbestätigung"},
        {"subject": "Your account"},
        {"subject": "Sorry to see you go"},
        {"subject": "You have been removed from the family plan"},
        {"subject": "You will no longer receive paper bills"},
        {"subject": "Abmeldung bestätigt: Kurs 12"},
        {"kind": Kind.MARKETING},
        {"way_out": True},
        {"authenticated": False},
        {"kind": Kind.SPAM},
        {"at": None},
    ],
)
def test_a_contract_that_ended_an_advert_and_forged_mail_are_no_opt_out(nothing: dict[str, Any]) -> None:
    assert only([heard(days=1), left(**({"days": 6} | nothing)), heard(days=20)]).stops == ()


def test_who_leaves_one_list_may_stay_on_another() -> None:
    mails = [heard(days=day, list_id=name, key=f"{name}{day}") for day in (1, 9) for name in ("daily", "weekly")]
    (stop,) = only(mails, [Asked(on(5), MAILTO, ME, None, ("daily",))]).stops
    assert stop.adverts == (on(1), on(9))
    assert stop.beside == 1
    (letter,) = only(mails, [Asked(on(5), LETTER, ME)]).stops
    assert (len(letter.adverts), letter.beside) == (4, 0)


def test_which_list_a_click_left_may_be_unknown() -> None:
    mails = [heard(days=day, list_id=name, key=f"{name}{day}") for day in (1, 9) for name in ("daily", "weekly")]
    (stop,) = only([*mails, left(days=5)]).stops
    assert stop.unclear
    (told,) = only([*mails, left(days=5, list_id="daily")]).stops
    assert not told.unclear
    assert told.adverts == (on(1), on(9))


def test_a_list_that_no_advert_bears_says_nothing() -> None:
    (stop,) = only([heard(days=1), heard(days=9)], [Asked(on(5), MAILTO, ME, None, ("campaign-77",))]).stops
    assert (stop.adverts, stop.beside) == ((), 1)


def test_only_adverts_that_the_server_vouches_for_are_held_against_a_sender() -> None:
    mails = [heard(days=1), heard(days=9, authenticated=None), heard(days=10, authenticated=False), receipt(days=11)]
    (stop,) = only(mails, [Asked(on(5), MAILTO, ME)]).stops
    assert stop.adverts == (on(1),)


# the whole sender


MAILS = st.builds(
    lambda day, kind, role, recipient, authenticated, reasons, subject, number: heard(
        days=day, key=f"k{number}", kind=kind, role=role, recipient=recipient, authenticated=authenticated,
        reasons=reasons, subject=subject,
    ),
    st.integers(0, 60),
    st.sampled_from(list(Kind)),
    st.sampled_from([None, *Role]),
    st.sampled_from([None, ME, WORK, ALIAS]),
    st.sampled_from([True, False, None]),
    st.sampled_from([("way_out_header",), ("says_customer",)]),
    st.sampled_from(["Please confirm your subscription", "Hello"]),
    st.integers(0, 999),
)  # fmt: skip


@given(st.lists(MAILS, max_size=12, unique_by=lambda one: one.message))
def test_the_strongest_line_is_what_is_said_of_the_whole_sender(mails: list[Attribution]) -> None:
    whole, lines = consent(mails), register(mails)
    if not lines:
        assert whole.basis is Basis.NONE_FOUND
        return
    firmest = max(strength(entry.consent.basis) for entry in lines)
    assert strength(whole.basis) == firmest
    same = [entry.consent.date for entry in lines if strength(entry.consent.basis) == firmest]
    assert whole.date == min((date for date in same if date is not None), default=None)
