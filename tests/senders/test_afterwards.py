"""What comes after an opt-out: advertising is told from notices, and a new beginning from what was ordered before."""

from datetime import timedelta
from typing import Any

import pytest

from inboxguard.senders.afterwards import Sense, alike, anew, commercial, mixed, opening, sells, sense
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


def begun(*mails: Any) -> int | None:
    found = anew(mails, DAY, "anna@post.example")
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


def test_an_order_is_one_whatever_the_law() -> None:
    assert begun(receipt(days=5, subject="Thank you for your order 7")) == 5


def test_the_first_counts_and_mail_without_an_address_too() -> None:
    mails = [service("Confirm your subscription", role=Role.SIGN_UP, days=day, recipient=None) for day in (9, 4)]
    assert begun(*mails) == 4
    assert anew(mails, DAY + timedelta(days=10), None) is None


@pytest.mark.parametrize(
    ("mail", "text", "found"),
    [
        (heard(subject="20% off lamps", reasons=("marketing_subject",)), "", Sense.ADVERT),
        (heard(subject="Terms", reasons=(YOU_SAID,)), "We have booked your place.", Sense.ADVERT),
        (heard(subject="Chairs from £49", reasons=("way_out_header",)), "", Sense.PERHAPS),
        (heard(subject="The hills", reasons=("way_out_header",)), "Shop now.", Sense.PERHAPS),
        (heard(subject="The hills", reasons=("way_out_header",)), "Here is a voucher for you.", Sense.ADVERT),
        (heard(subject="The hills", reasons=("way_out_header",)), "They are green.", Sense.BARE),
        (heard(subject="Changes to our terms", reasons=SELLS), "", Sense.OWED),
        (heard(subject="Good news!", reasons=SELLS), "Your monthly price will change.", Sense.UNSURE),
        (heard(subject="Bonne nouvelle", reasons=SELLS, language="fr"), "La cotisation passe à 14.", Sense.UNSURE),
        (heard(subject="Sorry to see you go", reasons=SELLS), "", Sense.FAREWELL),
        (heard(subject="Done", reasons=SELLS), "You asked us to stop. We have stopped.", Sense.UNSURE),
        (heard(subject="Left", role=Role.LEFT), "", Sense.FAREWELL),
        (heard(subject="Welcome back, not unsubscribed", reasons=SELLS), "", Sense.DEED),
        (heard(subject="Glad you stay with us", reasons=SELLS), "", Sense.DEED),
        (heard(subject="A gift", reasons=SELLS), "Thank you for joining! 10% off your first lamp.", Sense.DEED),
        (heard(subject="Es ist so weit", reasons=SELLS, language="de"), "Dein Konto wurde eingerichtet.", Sense.DEED),
        (heard(subject="Lamps", reasons=SELLS, role=Role.WELCOME), "", Sense.DEED),
        (heard(subject="How did we do?", reasons=SELLS), "", Sense.DEALING),
        (heard(subject="Lamps", reasons=SELLS), "Your parcel is out for delivery. 10% off!", Sense.DEALING),
        (heard(subject="Lamps", reasons=SELLS, role=Role.PURCHASE), "", Sense.DEALING),
    ],
)
def test_what_the_words_of_a_mail_make_of_it(mail: Any, text: str, found: Sense) -> None:
    assert sense(mail, text, False) is found


def test_a_series_of_before_is_an_advert_in_whatever_words() -> None:
    bare = heard(subject="The hills, part 7", reasons=("way_out_header",))
    assert sense(bare, "", True) is Sense.ADVERT
    assert sense(heard(subject="Changes to our terms", reasons=()), "", True) is Sense.OWED
    assert alike(bare) == alike(heard(subject="The Hills: part 12"))


def test_the_first_words_are_read_without_footers_and_what_stood_before() -> None:
    one = heard()
    lamps = "Lamps in blue, lamps in red, lamps in green, lamps in yellow and in all colours."
    why = "You are receiving this because you signed up. Privacy policy."
    text = f"{lamps} Lamps for all.\n{why}\nClick here to unsubscribe."
    assert opening(one, text, ()) == f"{lamps}\nLamps for all."
    assert opening(one, text, {"lamps for all"}) == lamps
    assert opening(one, "Lamps. You are receiving this because you signed up. Chairs.", ()) == "Lamps.\nChairs."
    assert opening(one, "", ()) == ""


def test_a_mail_sells_by_its_own_words() -> None:
    assert sells(heard(reasons=("way_out_header", "marketing_text")))
    assert not sells(heard(reasons=("way_out_header", "marketing_mailbox", "like_news")))


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("What your support did this autumn", "What your support did this winter"),
        ("Der Brief im März", "Der Brief im Oktober"),
        ("La lettre du printemps, no 12", "La lettre du hiver, no 19"),
    ],
)
def test_a_series_goes_on_through_the_year(one: str, another: str) -> None:
    assert alike(heard(subject=one)) == alike(heard(subject=another))
    assert alike(heard(subject=one)) != alike(heard(subject=another, address="other@shop.example"))
    assert alike(heard(subject=one)) != alike(heard(subject=f"{another}: your order"))
