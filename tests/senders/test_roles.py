from dataclasses import replace

import pytest

from inboxguard.facts.message import Address, Shelf
from inboxguard.senders.attribution import Kind, Role
from inboxguard.senders.roles import asks_to_confirm, leaves, objects, role, unsubscribe_mailbox

from .letters import letter


def shown(subject: str, text: str = "", kind: Kind = Kind.TRANSACTIONAL, language: str = "en") -> Role | None:
    return role(letter(subject=subject, text=text, language=language), kind, False)


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("Please confirm your subscription", "", Role.SIGN_UP),
        ("One more thing", "Please confirm your subscription with a click", Role.SIGN_UP),
        ("Thank you, your subscription is confirmed", "", Role.CONFIRMED),
        ("Thank you, your address is confirmed", "", Role.ACCOUNT),
        ("You have been unsubscribed", "", Role.LEFT),
        ("Order 4711 received", "Order number 4711", Role.PURCHASE),
        ("Your invoice", "", Role.PURCHASE),
        ("Reset your password", "", Role.ACCOUNT),
        ("Changes to our prices", "", None),
    ],
)
def test_what_a_service_mail_shows(subject: str, text: str, expected: Role | None) -> None:
    assert shown(subject, text) is expected


@pytest.mark.parametrize(
    ("subject", "language", "expected"),
    [
        ("Bitte bestätigen Sie Ihre Anmeldung", "de", Role.SIGN_UP),
        ("Anmeldung zum Newsletter: Anmeldung erfolgreich", "de", Role.CONFIRMED),
        ("Ihre Rechnung", "de", Role.PURCHASE),
        ("Confirmez votre inscription", "fr", Role.SIGN_UP),
        ("Confirma tu suscripción", "es", Role.SIGN_UP),
        ("Conferma la tua iscrizione", "it", Role.SIGN_UP),
        ("Bevestig je inschrijving", "nl", Role.SIGN_UP),
        ("Confirme sua inscrição", "pt", Role.SIGN_UP),
    ],
)
def test_in_seven_languages(subject: str, language: str, expected: Role) -> None:
    assert shown(subject, language=language) is expected


def test_an_advert_shows_it_by_its_subject_only_and_never_an_order() -> None:
    assert shown("Welcome to the club", kind=Kind.MARKETING) is Role.WELCOME
    assert shown("Lamps", "Thanks for signing up! Your order ships free", Kind.MARKETING) is None
    assert shown("Free shipping on your order", kind=Kind.MARKETING) is None


@pytest.mark.parametrize(
    ("subject", "language", "expected"),
    [
        ("Almost done!", "en", None), ("One last step", "en", None), ("You have been added", "en", None),
        ("Thanks for joining", "en", Role.WELCOME), ("Thanks for signing up", "en", None),
        ("Thank you for registering", "en", None), ("Verify your email", "en", None),
        ("Your email has been verified", "en", None), ("Please confirm your seat", "en", None),
        ("Your registration is confirmed", "en", None), ("You have been unsubscribed", "en", None),
        ("Fast geschafft", "de", None), ("Noch ein Schritt", "de", None), ("Du bist dabei", "de", None),
        ("Bitte bestätigen", "de", None), ("Dernière étape", "fr", None), ("C'est confirmé", "fr", None),
        ("Último paso", "es", None), ("Ya eres de los nuestros", "es", None), ("Ci siamo quasi", "it", None),
        ("Bijna klaar", "nl", None), ("Quase lá", "pt", None), ("Ostatni krok", "pl", None),
        ("Nästan klart", "sv", None), ("Næsten færdig", "da", None), ("Nesten ferdig", "no", None),
        ("Poslední krok", "cs", None), ("Viimeinen vaihe", "fi", None), ("Ultimul pas", "ro", None),
        ("Son bir adım", "tr", None), ("Последний шаг", "ru", None), ("Τελευταίο βήμα", "el", None),
        ("Thanks for subscribing", "en", Role.SIGN_UP), ("Confirm your subscription", "en", Role.SIGN_UP),
        ("Thanks for signing up for our newsletter", "en", Role.SIGN_UP),
        ("You are now subscribed", "en", Role.CONFIRMED),
        ("Newsletter: Danke für deine Anmeldung", "de", Role.SIGN_UP),
        ("Potwierdź subskrypcję", "pl", Role.SIGN_UP), ("Confirmez votre inscription", "fr", Role.SIGN_UP),
        ("Newsletteranmeldung bestätigt", "de", Role.CONFIRMED), ("Newsletter-Anmeldung: 5 € sparen", "de", None),
        ("Schon zum Newsletter angemeldet?", "de", None), ("Complete your subscription and save", "en", None),
        ("Votre inscription au marathon", "fr", None), ("Please confirm your registration", "en", None),
    ],
)  # fmt: skip
def test_an_advert_shows_a_sign_up_only_where_it_names_a_list(
    subject: str, language: str, expected: Role | None
) -> None:
    assert shown(subject, kind=Kind.MARKETING, language=language) is expected


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("Your email address has been verified", "", Role.ACCOUNT),
        ("Verify your email", "to use your account", Role.ACCOUNT),
        ("Confirm your email", "One click and you receive our newsletter", Role.SIGN_UP),
        ("Your registration is confirmed", "The webinar begins at nine", Role.SIGN_UP),
        ("Registration is confirmed: newsletter workshop", "", Role.SIGN_UP),
        ("Your registration for our newsletter: registration is confirmed", "", Role.CONFIRMED),
        ("Hello", "Your subscription is confirmed. Invoice number 7", Role.SIGN_UP),
        ("Hello", "Your subscription is confirmed", Role.CONFIRMED),
        ("Almost done!", "Choose a seat", None),
        ("Almost done!", "Please confirm your subscription", Role.SIGN_UP),
        ("See you on Monday", "Please confirm your seat", None),
    ],
)
def test_accounts_and_events_confirm_no_list(subject: str, text: str, expected: Role | None) -> None:
    assert shown(subject, text) is expected


@pytest.mark.parametrize("kind", [Kind.SPAM, Kind.DISCUSSION, Kind.PERSONAL])
def test_other_kinds_show_nothing(kind: Kind) -> None:
    assert shown("Please confirm your subscription", kind=kind) is None


def mine(subject: str, to: str = "hello@shop.example", *more: str) -> Role | None:
    message = letter(address="anna@post.example", shelf=Shelf.SENT, subject=subject)
    recipients = tuple(Address("", address) for address in (to, *more))
    return role(replace(message, to=recipients), Kind.PERSONAL, True)


@pytest.mark.parametrize(
    ("subject", "to"),
    [
        ("", "leave-d3bd6c34@shop.example"),
        ("whatever", "unsubscribe+abc@platform.example"),
        ("unsubscribe", "news@shop.example"),
        ("Please remove me", "news@shop.example"),
        ("Newsletter abbestellen", "info@laden.example"),
        ("Objection to marketing by phone, post and e-mail", "privacy@shop.example"),
        ("Objection to direct marketing, reference 2026-K7Q2M4A", "privacy@shop.example"),
        ("Widerspruch gegen die Verarbeitung meiner Daten zu Werbezwecken", "datenschutz@laden.example"),
    ],
)
def test_she_asked_to_stop(subject: str, to: str) -> None:
    assert mine(subject, to) is Role.OPT_OUT


@pytest.mark.parametrize(
    ("subject", "to"),
    [
        ("Question about my lamp", "hello@shop.example"),
        ("Re: unsubscribe", "mira@letterbox.example"),
        ("Abmeldung vom Schwimmunterricht am Freitag den 12.", "schule@schule.example"),
        ("Widerspruch gegen den Bescheid vom 3. Mai", "amt@stadt.example"),
        ("", "leander@haus.example"),
        ("", "removals@movers.example"),
        ("Unsubscribe from SMS alerts please", "help@shop.example"),
        ("Stop sending paper catalogue", "help@shop.example"),
        ("Objection to marketing calls", "help@shop.example"),
        ("Widerspruch gegen Werbeanrufe", "info@laden.example"),
    ],
)
def test_she_only_wrote(subject: str, to: str) -> None:
    assert mine(subject, to) is Role.WROTE


def test_a_mail_to_several_is_no_unsubscribe_by_its_subject() -> None:
    assert mine("unsubscribe", "mira@letterbox.example", "jon@firm.example") is Role.WROTE


def test_the_helpers_of_consent_and_opt_out() -> None:
    assert asks_to_confirm("Bitte bestätigen Sie Ihre Anmeldung")
    assert asks_to_confirm("Confirm your email for our newsletter")
    for subject in ("Thanks for signing up", "Confirm your email", "Almost done", "Please confirm your registration"):
        assert not asks_to_confirm(subject)
    assert objects("Objection to direct marketing")
    assert not objects("unsubscribe")
    assert unsubscribe_mailbox("leave@shop.example")
    assert not unsubscribe_mailbox("leavenworth-hall@shop.example")


@pytest.mark.parametrize(
    "subject",
    ["You have been unsubscribed", "Unsubscription confirmed", "Vom Newsletter abgemeldet: sie wurden abgemeldet",
     "Newsletter abbestellt", "Vous êtes désabonné", "Vous êtes désinscrit de la newsletter",
     "You will no longer receive our newsletter"],
)  # fmt: skip
def test_a_subject_tells_that_a_list_was_left(subject: str) -> None:
    assert leaves(subject)


@pytest.mark.parametrize(
    "subject",
    [
        "Your subscription has been cancelled",
        "Abo gekündigt",
        "Your membership is cancelled",
        "Hello",
        "Unsubscribe",
        "Sorry to see you go",
        "You have been removed from the waitlist",
        "You will no longer receive paper bills",
        "Abmeldung bestätigt: Kurs 12",
        "Sie wurden abgemeldet",
        "Vous êtes désinscrit du cours de yoga",
    ],
)
def test_a_contract_that_ended_is_no_list_that_was_left(subject: str) -> None:
    assert not leaves(subject)


def sent(subject: str) -> Role | None:
    return role(letter(subject=subject, to=(Address("", "info@shop.example"),), shelf=Shelf.SENT), Kind.PERSONAL, True)


@pytest.mark.parametrize(
    "subject",
    [
        "unsubscribe", "Please remove me", "Unsubscribe from Lampwell News", "remove from list",
        "Remove me from your list", "Abmelden", "Bitte austragen", "Newsletter abbestellen",
        "Abmeldung vom Newsletter", "Newsletter Lampwell abmelden",
        "Désinscription", "Désabonner de la newsletter", "Me désinscrire de la newsletter",
        "Baja", "Quiero darme de baja", "Baja del boletín", "Cancelar suscripción newsletter",
        "Disiscrizione", "Cancellami dalla newsletter", "Cancellazione dalla lista",
        "Uitschrijven nieuwsbrief", "Afmelden", "Afmelding van de nieuwsbrief",
        "Descadastrar", "Descadastrar meu email", "Cancelar inscrição da newsletter",
        "Please remove me from your mailing list", "Bitte nehmen Sie mich aus dem Verteiler", "Wypisz z newslettera",
        "Rezygnacja z newslettera", "Avregistrera nyhetsbrev",
    ],
)  # fmt: skip
def test_a_list_is_left_in_seven_languages(subject: str) -> None:
    assert sent(subject) is Role.OPT_OUT


@pytest.mark.parametrize(
    "subject",
    [
        "Opt out of the swimming course", "Please remove me as driver", "Abmeldung Schwimmkurs", "Abmeldung vom Hort",
        "Abmeldung Mittagessen Montag", "Désinscription cantine", "Désinscription de Jules", "Baja médica",
        "Baja de la luz",
        "Darme de baja del gimnasio", "Cancellazione prenotazione", "Cancellazione volo", "Afmelden gymles Tom",
        "Afmelding etentje", "Uitschrijving school", "Please remove me from the list of drivers for the outing",
        "Rezygnacja z kursu", "Avbeställ sängen",
        "Could you take me off the newsletter rota and put Tom on it instead",
        "Cancelar inscrição no curso", "Re: unsubscribe", "AW: Abmeldung",
    ],
)  # fmt: skip
def test_courses_bookings_and_sick_leave_end_in_the_same_words(subject: str) -> None:
    assert sent(subject) is Role.WROTE


@pytest.mark.parametrize(
    ("subject", "text", "expected"),
    [
        ("Thank you, your address is confirmed", "Your subscription to our newsletter is confirmed.", Role.CONFIRMED),
        ("Your registration is confirmed", "You will get our newsletter every Friday.", Role.CONFIRMED),
        ("Your registration is confirmed", "The webinar begins at nine. Our newsletter tells more.", Role.SIGN_UP),
        ("Your registration is confirmed", "You can sign in now.", Role.SIGN_UP),
        ("Please confirm your e-mail address", "You started a wish list with us.", Role.SIGN_UP),
    ],
)
def test_the_first_words_say_what_was_confirmed(subject: str, text: str, expected: Role) -> None:
    assert shown(subject, text) is expected


@pytest.mark.parametrize(
    ("language", "subject", "expected"),
    [
        ("fr", "Votre inscription à la newsletter est confirmée", Role.CONFIRMED),
        ("fr", "Votre inscription à la newsletter : confirmez", Role.SIGN_UP),
        ("es", "Suscripción al boletín confirmada", Role.CONFIRMED),
        ("it", "Iscrizione alla newsletter confermata", Role.CONFIRMED),
        ("nl", "Je aanmelding voor de nieuwsbrief is bevestigd", Role.CONFIRMED),
        ("pt", "Subscrição da newsletter confirmada", Role.CONFIRMED),
        ("pl", "Zapis do newslettera potwierdzony", Role.CONFIRMED),
        ("da", "Din tilmelding til nyhedsbrevet er bekræftet", Role.CONFIRMED),
        ("fr", "Votre inscription à la course est confirmée", Role.SIGN_UP),
    ],
)
def test_a_sign_up_to_a_newsletter_is_confirmed_in_many_languages(
    language: str, subject: str, expected: Role
) -> None:
    assert shown(subject, language=language) is expected
