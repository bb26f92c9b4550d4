"""Lists of wishes, accounts and confirmations that are the reader's own doing, and adverts that speak of the same."""

import pytest

from inboxguard.facts.message import Message
from inboxguard.senders.attribution import Kind, Role
from inboxguard.senders.kind import judge
from inboxguard.senders.roles import role

from .letters import ME, UNSUBSCRIBE, WAY_OUT, letter

MARKS = (("x-kmail-account", "7"), ("feedback-id", "1:2:3:carrier"))
ALIKE = " Shop now. You can unsubscribe at any time."


def mail(subject: str, text: str, language: str, listed: bool = False) -> Message:
    """Return what a shop's program sent through a platform, `listed` with a way out."""
    found = letter(
        subject=subject, text=text, language=language, bulk=True, opened=True, marks=MARKS,
        links=(UNSUBSCRIBE,) if listed else (), lists=WAY_OUT if listed else letter().lists,
    )  # fmt: skip
    assert found.text is not None
    return found


def shown(subject: str, text: str, language: str, listed: bool = False) -> tuple[Kind, Role | None]:
    made = mail(subject, text, language, listed)
    kind = judge(made, ME)[0]
    return kind, role(made, kind, False)


LISTS = [
    ("You made a wish list, Anna", "en"), ("Your registry was deleted", "en"), ("Your list is ready", "en"),
    ("Your gift list is online", "en"), ("Wish list created", "en"), ("Your baby registry has been closed", "en"),
    ("Deine Wunschliste ist online", "de"), ("Ihr Wunschzettel wurde gelöscht", "de"),
    ("Sie haben eine Geschenkliste angelegt", "de"), ("Babyliste erstellt", "de"),
    ("Votre liste de naissance est en ligne", "fr"), ("Votre liste de mariage a été supprimée", "fr"),
    ("Vous avez créé une liste de souhaits", "fr"),
    ("Tu lista de deseos está lista", "es"), ("Has creado una lista de regalos", "es"),
    ("Tu lista de nacimiento se ha eliminado", "es"),
    ("La tua lista nascita è online", "it"), ("Hai creato una lista dei desideri", "it"),
    ("La tua lista nozze è stata eliminata", "it"),
    ("Je verlanglijst staat online", "nl"), ("Je geboortelijst is verwijderd", "nl"),
    ("Verlanglijstje aangemaakt", "nl"),
    ("A sua lista de presentes está online", "pt"), ("A sua lista de nascimento foi eliminada", "pt"),
    ("Lista de desejos criada", "pt"),
    ("Twoja lista prezentów jest już online", "pl"), ("Lista życzeń została usunięta", "pl"),
    ("Din önskelista är klar", "sv"), ("Presentlistan har raderats", "sv"),
    ("Din ønskeliste er oprettet", "da"), ("Ønskesedlen er slettet", "da"),
]  # fmt: skip


@pytest.mark.parametrize("listed", [False, True])
@pytest.mark.parametrize(("subject", "language"), LISTS)
def test_a_list_of_the_readers_own(subject: str, language: str, listed: bool) -> None:
    text = "Hello Anna, share the link with friends and family." + (ALIKE if listed else "")
    assert shown(subject, text, language, listed) == (Kind.TRANSACTIONAL, Role.ACCOUNT)


ADVERTS = [
    ("Your wish list is waiting: 20 % off", "en"), ("Your wish list is ready: save up to 50 %", "en"),
    ("Wish list favourites on sale", "en"), ("Make a wish list and win a voucher", "en"),
    ("Start your registry today and get 15 % off", "en"), ("Gifts for every wish list", "en"),
    ("Deine Wunschliste wartet: 20 % Rabatt", "de"), ("Wunschliste erstellen und Gutschein sichern", "de"),
    ("Deine Wunschliste ist online: jetzt 10 % sparen", "de"), ("Haben Sie eine Wunschliste? Jetzt im Angebot", "de"),
    ("Votre liste de souhaits vous attend : -20 %", "fr"), ("Tu lista de deseos te espera: 20 % de descuento", "es"),
    ("La tua lista dei desideri ti aspetta: sconto del 20 %", "it"), ("Je verlanglijst wacht: 20 % korting", "nl"),
    ("A sua lista de desejos espera: 20 % de desconto", "pt"), ("Twoja lista życzeń czeka: 20 % taniej", "pl"),
    ("Din önskelista väntar: 20 % rabatt", "sv"), ("Din ønskeliste venter: 20 % rabat", "da"),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "language"), ADVERTS)
def test_an_advert_that_speaks_of_such_lists(subject: str, language: str) -> None:
    text = "Get it now with code WISH before the offer ends. Shop now." + ALIKE
    assert shown(subject, text, language, listed=True) == (Kind.MARKETING, None)


STEPS = [
    ("Please confirm your address", "Someone entered it at shop.example.", "en", Role.SIGN_UP),
    ("One more click, Anna", "Click the link below to activate your Shop account.", "en", Role.ACCOUNT),
    ("Your account at Shop", "Thank you for registering at shop.example.", "en", Role.ACCOUNT),
    ("You are subscribed", "Thank you, your subscription is confirmed.", "en", Role.CONFIRMED),
    ("Your account is active", "You can sign in at any time.", "en", Role.ACCOUNT),
    ("Nur noch ein Schritt", "Bitte bestätige deine E-Mail-Adresse.", "de", Role.ACCOUNT),
    ("Ihr Konto ist freigeschaltet", "Melden Sie sich jetzt an.", "de", Role.ACCOUNT),
    ("Ihr Kundenkonto bei Shop", "Vielen Dank für Ihre Registrierung.", "de", Role.ACCOUNT),
    ("Plus qu'une étape, Anna", "Pour activer votre compte, cliquez ici.", "fr", Role.ACCOUNT),
    ("Votre compte Shop", "Merci de votre inscription sur shop.example.", "fr", Role.ACCOUNT),
    ("Solo falta un paso, Anna", "Para activar tu cuenta, pulsa aquí.", "es", Role.ACCOUNT),
    ("Tu cuenta en Shop", "Gracias por registrarte en shop.example.", "es", Role.ACCOUNT),
    ("Manca solo un passo, Anna", "Per attivare il tuo account fai clic qui.", "it", Role.ACCOUNT),
    ("Il tuo account Shop", "Grazie per esserti registrata.", "it", Role.ACCOUNT),
    ("Nog één stap, Anna", "Klik om je account bij Fern te activeren.", "nl", Role.ACCOUNT),
    ("Je account bij Fern", "Bedankt voor je registratie.", "nl", Role.ACCOUNT),
    ("Só falta um passo, Anna", "Para ativar a sua conta, clique aqui.", "pt", Role.ACCOUNT),
    ("A sua conta na Shop", "Obrigado por se registar.", "pt", Role.ACCOUNT),
    ("Jeszcze jeden krok", "Aby aktywować konto, kliknij link.", "pl", Role.ACCOUNT),
    ("Twoje konto w Shop", "Dziękujemy za rejestrację.", "pl", Role.ACCOUNT),
    ("Bara ett steg kvar", "Klicka för att aktivera ditt konto.", "sv", Role.ACCOUNT),
    ("Ditt konto hos Fern", "Tack för att du registrerade dig.", "sv", Role.ACCOUNT),
    ("Kun ét skridt mere", "Klik for at aktivere din konto.", "da", Role.ACCOUNT),
    ("Din konto hos Fern", "Tak for din registrering.", "da", Role.ACCOUNT),
]


@pytest.mark.parametrize(("subject", "text", "language", "expected"), STEPS)
def test_a_step_of_the_readers_own(subject: str, text: str, language: str, expected: Role) -> None:
    for listed in (False, True):
        kind, found = shown(subject, f"{text} You can unsubscribe at any time.", language, listed)
        assert kind is Kind.TRANSACTIONAL
        # Who names a mailing list by its way out may be asking about it.
        assert found in (expected, Role.SIGN_UP, Role.CONFIRMED)


@pytest.mark.parametrize(
    ("subject", "language"),
    [
        ("One more click and you save 20 %", "en"), ("Your account: 500 bonus points for you", "en"),
        ("Your account misses you: 10 % off", "en"), ("Nur noch ein Schritt zu 20 % Rabatt", "de"),
        ("Votre compte : 500 points offerts", "fr"), ("Tu cuenta: 20 % de descuento", "es"),
        ("Nog één stap en je krijgt 20 % korting", "nl"), ("Din konto: 20 % rabat", "da"),
    ],
)  # fmt: skip
def test_an_advert_that_plays_with_such_steps(subject: str, language: str) -> None:
    text = "Get it now before the offer ends. Shop now, free delivery, use code CLICK." + ALIKE
    assert shown(subject, text, language, listed=True)[0] is Kind.MARKETING


@pytest.mark.parametrize(
    ("subject", "language"),
    [
        ("Farlight: your welcome offer", "en"), ("Farlight: Ihr Willkommensangebot", "de"),
        ("Farlight : offre de bienvenue", "fr"), ("Farlight: oferta de bienvenida", "es"),
        ("Farlight: offerta di benvenuto", "it"), ("Farlight: oferta powitalna", "pl"),
    ],
)  # fmt: skip
def test_an_offer_to_new_customers_is_no_welcome(subject: str, language: str) -> None:
    assert role(mail(subject, "20 % off.", language), Kind.MARKETING, False) is None
    assert role(mail("Welcome to Shop: your welcome offer", "20 % off.", "en"), Kind.MARKETING, False) is Role.WELCOME
