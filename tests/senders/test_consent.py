from dataclasses import replace
from datetime import timedelta

import pytest

from inboxguard.senders.attribution import Kind, Role
from inboxguard.senders.consent import consent
from inboxguard.senders.sender import Basis

from .letters import DAY, heard, receipt

SERVICE = Kind.TRANSACTIONAL


def test_a_confirmed_sign_up_is_the_firmest() -> None:
    messages = [
        heard(days=9),
        receipt(days=1),
        heard(days=3, kind=SERVICE, role=Role.CONFIRMED),
        heard(days=2, kind=SERVICE, role=Role.SIGN_UP, subject="Please confirm your subscription"),
    ]
    found = consent(messages)
    assert (found.basis, found.date, found.messages) == (Basis.CONFIRMED, DAY + timedelta(days=3), ("k3",))


def test_a_request_to_confirm_that_a_welcome_answers_was_confirmed() -> None:
    request = heard(days=1, kind=SERVICE, role=Role.SIGN_UP, subject="Please confirm your subscription")
    welcome = heard(days=1, key="w", role=Role.WELCOME, subject="Welcome")
    assert consent([request, welcome]).basis is Basis.CONFIRMED
    assert consent([request, welcome]).messages == ("k1", "w")
    late = heard(days=60, role=Role.WELCOME)
    before = heard(days=0, role=Role.WELCOME)
    thanks = heard(days=1, kind=SERVICE, role=Role.SIGN_UP, subject="Thanks for signing up")
    assert consent([request, late]).basis is Basis.SIGNED_UP
    assert consent([request, before]).basis is Basis.SIGNED_UP
    assert consent([thanks, welcome]).basis is Basis.SIGNED_UP


def test_the_earlier_of_two_confirmations_counts() -> None:
    request = heard(days=1, kind=SERVICE, role=Role.SIGN_UP, subject="Please confirm your subscription")
    welcome = heard(days=2, role=Role.WELCOME)
    assert consent([request, welcome, heard(days=9, kind=SERVICE, role=Role.CONFIRMED)]).messages == ("k1", "k2")
    assert consent([request, welcome, heard(days=0, kind=SERVICE, role=Role.CONFIRMED)]).messages == ("k0",)
    assert consent([request, welcome, heard(at=None, kind=SERVICE, role=Role.CONFIRMED)]).messages == ("k1", "k2")
    assert consent([heard(at=None, key="x", kind=SERVICE, role=Role.CONFIRMED)]).messages == ("x",)


def test_an_advert_that_plays_with_words_of_confirming_shows_a_sign_up_at_most() -> None:
    plain = heard(days=1, role=Role.CONFIRMED, subject="You are now subscribed")
    assert consent([plain]).basis is Basis.CONFIRMED
    played = replace(plain, subject="Verified for 20% off", reasons=("way_out_header", "marketing_subject"))
    assert consent([played]).basis is Basis.SIGNED_UP
    assert consent([played, heard(days=3, kind=SERVICE, role=Role.CONFIRMED)]).messages == ("k3",)


def test_a_welcome_at_another_address_answers_nothing() -> None:
    request = heard(days=1, kind=SERVICE, role=Role.SIGN_UP, subject="Please confirm your subscription")
    assert consent([request, heard(days=2, role=Role.WELCOME, recipient="b@post.example")]).basis is Basis.SIGNED_UP
    assert consent([request, heard(days=2, role=Role.WELCOME, recipient=None)]).basis is Basis.CONFIRMED


def test_a_purchase_after_the_first_advert_keeps_its_own_date() -> None:
    found = consent([heard(days=1), receipt(days=30), receipt(days=40)])
    assert (found.basis, found.date, found.messages) == (
        Basis.PURCHASE,
        DAY + timedelta(days=30),
        ("k30", "k40"),
    )


def test_the_senders_word_is_the_weakest() -> None:
    found = consent([heard(days=1), heard(days=2, reasons=("way_out_header", "says_customer"))])
    assert (found.basis, found.messages) == (Basis.STATED, ("k2",))


def test_a_welcome_alone_is_no_consent_since_imported_lists_send_it_too() -> None:
    assert consent([heard(days=1, role=Role.WELCOME), heard(days=2)]).basis is Basis.NONE_FOUND


@pytest.mark.parametrize(
    "worthless",
    [
        {"kind": Kind.SPAM},
        {"authenticated": False},
        {"outgoing": True},
        {"kind": Kind.PERSONAL},
    ],
)
def test_what_spam_or_forged_mail_says_shows_nothing(worthless: dict[str, object]) -> None:
    plain: dict[str, object] = {"kind": SERVICE, "role": Role.SIGN_UP}
    found = consent([heard(**(plain | worthless)), heard(days=1)])
    assert (found.basis, found.date, found.messages) == (Basis.NONE_FOUND, None, ())


def test_mail_that_the_server_did_not_judge_still_counts() -> None:
    assert consent([receipt(authenticated=None)]).basis is Basis.PURCHASE


def test_without_a_date_it_is_still_evidence() -> None:
    found = consent([receipt(at=None)])
    assert (found.basis, found.date) == (Basis.PURCHASE, None)


def test_nothing_shows_nothing() -> None:
    assert consent([]).basis is Basis.NONE_FOUND
