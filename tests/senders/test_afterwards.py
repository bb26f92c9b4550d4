"""What comes after an opt-out: advertising is told from notices, and a new beginning from what was ordered before."""

from datetime import timedelta
from typing import Any

import pytest

from inboxguard.senders.afterwards import anew, commercial, mixed, sells, unsettled
from inboxguard.senders.attribution import Kind, Role
from inboxguard.senders.corrections import YOU_SAID

from .letters import DAY, heard, receipt

SELLS = ("way_out_header", "marketing_text")


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Changes to our terms and conditions"),
        ("en", "Your membership expires in June"),
        ("en", "Product recall: lamp L2"),
        ("en", "Scheduled maintenance on Sunday"),
        ("de", "Wichtige Information zu Ihrem Vertrag"),
        ("de", "Änderung unserer AGB"),
        ("de", "Preisanpassung zum 1. Juli"),
        ("fr", "Modification de nos conditions générales"),
        ("es", "Cambios en la política de privacidad"),
        ("it", "Modifica delle condizioni generali"),
        ("nl", "Wijziging van onze algemene voorwaarden"),
        ("pt", "Alterações aos termos e condições"),
        ("pl", "Zmiana regulaminu"),
        ("sv", "Ändrade villkor"),
        ("da", "Vigtig information om din aftale"),
        ("no", "Endrede vilkår"),
        (None, "Changes to our privacy policy"),
        ("de", "Passwort zurücksetzen"),
        ("en", "Rate your purchase"),
        ("de", "Ihre Bestellung bewerten"),
        ("en", "Your security code"),
        ("en", "Your order 7 has shipped"),
        ("fr", "Votre facture"),
        ("cs", "Obnovení hesla"),
    ],
)
def test_a_notice_that_is_owed_is_no_advertising(language: str | None, subject: str) -> None:
    assert not commercial(heard(subject=subject, language=language, reasons=SELLS), False)


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "20% off all lamps"),
        ("en", "New this week"),
        ("de", "Nur heute: 20 % auf alle Lampen"),
        ("fr", "Nos nouveautés de la semaine"),
        ("es", "Novedades de otoño"),
        ("it", "Le novità della settimana"),
        ("nl", "Nieuw deze week"),
        ("pt", "Novidades da semana"),
    ],
)
def test_an_advert_is(language: str, subject: str) -> None:
    one = heard(subject=subject, language=language, reasons=SELLS)
    assert commercial(one, False)
    assert not mixed(one)


def test_who_only_offers_a_way_out_sells_where_the_list_mailed_before() -> None:
    bare = heard(subject="A walk in the hills", reasons=("way_out_header",))
    assert commercial(bare, True)
    assert not commercial(bare, False)
    assert commercial(heard(subject="Changes to our terms", reasons=(YOU_SAID,)), False)


@pytest.mark.parametrize("language", ["hu", "ru", None])
def test_in_a_language_whose_notices_are_not_known_the_subject_has_to_sell(language: str | None) -> None:
    unknown = heard(subject="Szolgáltatási feltételek", language=language, reasons=SELLS)
    assert not commercial(unknown, True)
    assert commercial(heard(subject="-20%", language=language, reasons=("marketing_subject",)), False)


@pytest.mark.parametrize(
    "said",
    [
        {"kind": Kind.TRANSACTIONAL},
        {"kind": Kind.PERSONAL},
        {"role": Role.LEFT},
        {"role": Role.SIGN_UP},
        {"role": Role.CONFIRMED},
        {"outgoing": True},
    ],
)
def test_steps_and_other_mail_are_none(said: dict[str, Any]) -> None:
    assert not commercial(heard(subject="20% off", reasons=SELLS, **said), False)


def test_mixed_mail_is_also_about_the_readers_doings() -> None:
    assert mixed(heard(subject="Your order 77 and more for you", role=Role.PURCHASE))
    assert mixed(heard(subject="Your parcel is on its way", reasons=("way_out_header",)))
    assert not mixed(heard(subject="Free delivery this weekend", reasons=("marketing_subject",)))


def begun(*mails: Any, purchases: bool = True) -> int | None:
    found = anew(mails, DAY, "anna@post.example", purchases)
    return None if found is None else (found - DAY).days


def service(subject: str, **said: Any) -> Any:
    return heard(**({"days": 5, "kind": Kind.TRANSACTIONAL, "subject": subject} | said))


@pytest.mark.parametrize(
    "mail",
    [
        service("Confirm your subscription", role=Role.SIGN_UP),
        service("Subscription confirmed", role=Role.CONFIRMED),
        service("Welcome to the Shop", role=Role.WELCOME),
        service("Your account has been created", role=Role.ACCOUNT),
        service("Thank you for entering our prize draw"),
        heard(
            days=5, subject="Danke für deine Teilnahme am Gewinnspiel", language="de", reasons=("marketing_subject",)
        ),
        heard(days=5, subject="Newsletter bestätigen", language="de", reasons=("marketing_subject",), way_out=False),
        service("One more click", role=Role.ACCOUNT, reasons=("account_step",)),
        service("Danke für deine Teilnahme", language="de"),
        service("Thank you for your order 7", role=Role.PURCHASE),
    ],
)
def test_a_new_beginning(mail: Any) -> None:
    assert begun(mail) == 5


@pytest.mark.parametrize(
    "mail",
    [
        service("Your parcel was delivered", role=Role.PURCHASE),
        service("Ihre Rechnung 7", role=Role.PURCHASE, language="de"),
        service("Twoja paczka jest w drodze", role=Role.PURCHASE, language="pl"),
        service("Your new password", role=Role.ACCOUNT),
        service("Thank you for your order 7", role=Role.PURCHASE, days=-3),
        service("Thank you for your order 7", role=Role.PURCHASE, recipient="anna@work.example"),
        service("Confirm your subscription", role=Role.SIGN_UP, authenticated=False),
        service("You have been unsubscribed", role=Role.LEFT),
        heard(days=5, subject="Welcome back: 20% off", role=Role.WELCOME, reasons=("marketing_subject",)),
        heard(days=5, subject="Last day of our prize draw", reasons=("marketing_subject",)),
    ],
)
def test_what_begins_nothing(mail: Any) -> None:
    assert begun(mail) is None


def test_where_the_law_wants_a_word_an_order_is_none() -> None:
    order = receipt(days=5, subject="Thank you for your order 7")
    assert begun(order) == 5
    assert begun(order, purchases=False) is None


def test_the_first_counts_and_mail_without_an_address_too() -> None:
    mails = [service("Confirm your subscription", role=Role.SIGN_UP, days=day, recipient=None) for day in (9, 4)]
    assert begun(*mails) == 4
    assert anew(mails, DAY + timedelta(days=10), None, True) is None


@pytest.mark.parametrize(
    "mail",
    [
        service("Danke für Ihr Interesse", language="de", way_out=False, list_id=None),
        service("You are on the list", way_out=False, list_id=None),
        service("Glad you stay with us"),
        service("Your unsubscribe request failed", kind=Kind.PERSONAL),
    ],
)
def test_what_may_be_a_new_relation_or_says_that_nobody_left(mail: Any) -> None:
    assert unsettled([mail], DAY, "anna@post.example") == mail.at


@pytest.mark.parametrize(
    "mail",
    [
        service("You are on the list"),  # with a way out
        service("You have been unsubscribed", role=Role.LEFT, way_out=False, list_id=None),
        service("Your parcel was delivered", role=Role.PURCHASE, way_out=False, list_id=None),
        service("Changes to our terms", way_out=False, list_id=None),
        service("You are on the list", way_out=False, list_id=None, authenticated=False),
        service("You are on the list", way_out=False, list_id=None, recipient="anna@work.example"),
        heard(days=5, subject="20% off", reasons=("marketing_subject",), way_out=False, list_id=None),
    ],
)
def test_what_leaves_nothing_open(mail: Any) -> None:
    assert unsettled([mail], DAY, "anna@post.example") is None


def test_what_came_in_the_same_words_before_is_nothing_new() -> None:
    reports = [service(f"Usage report {day}", days=day, way_out=False, list_id=None) for day in (-9, 5)]
    assert unsettled(reports, DAY, "anna@post.example") is None


def test_a_mail_sells_by_its_own_words() -> None:
    assert sells(heard(reasons=("way_out_header", "marketing_text")))
    assert not sells(heard(reasons=("way_out_header", "marketing_mailbox", "like_news")))
