import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard import resources
from inboxguard.facts.message import Address
from inboxguard.senders import stems
from inboxguard.senders.attribution import Kind
from inboxguard.senders.personal import CODES, languages, personal, quote

from .letters import ME, advert

PLAIN = (Address("", "anna@post.example"),)


def codes(
    text: str, subject: str = "News", language: str | None = "en", kind: Kind = Kind.MARKETING
) -> tuple[str, ...]:
    return personal(advert(text=text, subject=subject, language=language, to=PLAIN), ME, kind)


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("en", "Anna, your birthday is coming up!", "birthday"),
        ("en", "Now that you're turning 40, look after your knees.", "age"),
        ("en", "You're 24 weeks pregnant, Anna.", "due_date"),
        ("en", "Your due date is 4 May. Is the baby's room ready?", "due_date"),
        ("en", "This week your baby is the size of a lemon.", "due_date"),
        ("en", "Your baby is now 6 months old: sit, roll, laugh.", "child"),
        ("en", "Your dog's birthday is on Friday.", "pet"),
        ("en", "Only 30 days until your wedding!", "anniversary"),
        ("en", "How do you like your new kettle?", "purchase"),
        ("en", "Your nearest store is 12 Row, Hampton.", "place"),
        ("en", "You have 1,250 points.", "points"),
        ("de", "Du bist jetzt in der 24. SSW.", "due_date"),
        ("de", "Ihr Baby ist jetzt 6 Monate alt.", "child"),
        ("de", "Wir wünschen dir alles Liebe zu deinem 40. Geburtstag", "age"),
        ("de", "Passend zu Ihrem Einkauf vom Montag", "purchase"),
        ("de", "Dein Punktestand: 320", "points"),
        ("fr", "Vous êtes à 24 semaines de grossesse", "due_date"),
        ("fr", "Votre bébé a 6 mois !", "child"),
        ("fr", "Votre anniversaire approche", "birthday"),
        ("fr", "Vous avez 320 points", "points"),
        ("es", "Tu bebé tiene 6 meses", "child"),
        ("es", "Estás de 24 semanas: tu bebé ya oye", "due_date"),
        ("es", "Tu última compra: una lámpara", "purchase"),
        ("it", "Sei alla 24ª settimana di gravidanza", "due_date"),
        ("it", "Il tuo bambino ha 6 mesi", "child"),
        ("it", "Hai 320 punti", "points"),
        ("nl", "Je bent 24 weken zwanger", "due_date"),
        ("nl", "Je baby is 6 maanden oud", "child"),
        ("nl", "Je laatste aankoop: een lamp", "purchase"),
        ("pt", "Você está grávida de 24 semanas", "due_date"),
        ("pt", "Seu bebê tem 6 meses", "child"),
        ("pt", "Você tem 320 pontos", "points"),
    ],
)
def test_what_is_said_of_this_reader_is_seen(language: str, text: str, code: str) -> None:
    assert code in codes(text, language=language)
    assert code in codes(text, language=None)
    filler = "Lamps and chairs for every room of the house. " * 20
    assert code in codes(f"{filler}\n{text}\n{filler}", language=language)
    shown = quote(advert(text=f"{filler}\n{text}\n{filler}", subject="News"), code)
    assert shown is not None
    assert len(shown) <= 160
    assert not set(text.split()).isdisjoint(shown.split())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Everything for your baby, from the first week on."),
        ("en", "Tell us your birthday and we send you a treat."),
        ("en", "A free dessert on your birthday, every birthday."),
        ("en", "It's our birthday! Happy 10th birthday to us."),
        ("en", "When you are 24 weeks pregnant, sleep on your side."),
        ("en", "What happens at 24 weeks pregnant? Our midwife explains."),
        ("en", "12 weeks to go until Christmas."),
        ("en", "Until your baby is 6 months old, milk is enough."),
        ("en", "Great toys for 3 year olds and their parents."),
        ("en", "Earn 500 points with every order. Once you have 500 points you get a lamp."),
        ("en", "If you recently bought a lamp, read on."),
        ("en", "If your due date is in May, pack light."),
        ("en", "Enter your postcode to find a store."),
        ("en", "You must confirm you are 18 years old to buy wine."),
        ("en", "Our wedding anniversary sale: 20% off rings."),
        ("en", "Food for your dog, toys for your cat."),
        ("en", "Your bill is ready. Your due date is 4 May. Pay online."),
        ("en", "Library: your due date is 4 May. Renew your books."),
        ("en", "You're turning 500 points into a lamp."),
        ("en", "Time to restock your pantry. Running low on your favourites?"),
        ("en", "Please keep your address on file up to date."),
        ("de", "Du bist jetzt in der 2. Woche deiner Fastenkur."),
        ("de", "Von anderen kürzlich gekauft: Lampen und Stühle."),
        ("it", "Sei alla 2ª settimana della sfida di corsa!"),
        ("pt", "Você está na 3ª semana do desafio."),
        ("es", "Estás de 2 semanas de reto."),
        ("fr", "Le terme de votre contrat : votre terme est prévu le 4 mai 2026."),
        ("nl", "Anderen hebben dit onlangs gekocht."),
        ("de", "Alles für Ihr Baby: Mode, Spielzeug, Pflege."),
        ("de", "Wir feiern Geburtstag: 10 Jahre Lampen!"),
        ("de", "Wenn dein Baby 6 Monate alt ist, beginnt die Beikost. Dein Baby ist 6 Monate alt, wenn ..."),
        ("de", "Sammeln Sie 500 Punkte und sichern Sie sich die Lampe."),
        ("de", "Wie war dein letzter Einkauf? Sag es uns und gewinne."),
        ("de", "Was passiert in der 24. SSW? Unsere Hebamme erklärt."),
        ("fr", "Tout pour votre bébé. Notre anniversaire : 10 ans !"),
        ("fr", "Si vous avez 500 points, choisissez un cadeau."),
        ("es", "Todo para tu bebé. Nuestro cumpleaños: 10 años contigo."),
        ("it", "Tutto per il tuo bambino. Il nostro compleanno."),
        ("nl", "Alles voor je baby. Onze verjaardag: 10 jaar!"),
        ("pt", "Tudo para o seu bebê. Nosso aniversário: 10 anos."),
    ],
)
def test_what_may_be_said_to_anybody_is_no_knowledge(language: str, text: str) -> None:
    assert codes(text, language=language) == ()
    assert codes(text, language=None) == ()


def test_a_wish_counts_where_it_is_the_subject() -> None:
    assert codes("A gift for you.", "Happy birthday, Anna!") == ("birthday",)
    assert codes("A gift for you.", "Alles Gute zum Geburtstag!", "de") == ("birthday",)
    assert codes("Cards: 'Happy birthday', 'Get well', 'Thank you'.") == ()
    assert codes("Paper.", "Happy birthday cards, wrapping paper, ribbons and much more for every occasion") == ()
    assert codes("Cake.", "Happy birthday cakes from 9 pounds") == ()
    assert codes("Come in.", "Happy birthday to us!") == ()


def test_an_order_mail_speaks_of_its_own_order() -> None:
    text = "Thank you. Your recent purchase is on its way. You have 40 points."
    assert codes(text) == ("purchase", "points")
    assert codes(text, kind=Kind.TRANSACTIONAL) == ("points",)


@pytest.mark.parametrize("kind", [Kind.PERSONAL, Kind.SPAM, Kind.DISCUSSION])
def test_letters_spam_and_discussions_are_not_looked_through(kind: Kind) -> None:
    assert codes("You are 24 weeks pregnant.", kind=kind) == ()


def test_a_name_beside_the_address_is_known_unless_the_address_gives_it_away() -> None:
    def named(name: str, address: str = "anna@post.example") -> tuple[str, ...]:
        return personal(advert(text="Sale", to=(Address(name, address),)), ME, Kind.MARKETING)

    assert named("Anna Berg") == ("name",)
    assert named("BERG, Anna") == ("name",)
    assert named("Anna") == ()
    assert named("") == ()
    assert named("anna@post.example") == ()
    assert named("Customer 77", "shop-list@other.example") == ()
    assert named("77") == ()


def test_nothing_is_looked_for_in_a_closed_mail() -> None:
    assert personal(advert(text=None, subject="News", to=PLAIN), ME, Kind.MARKETING) == ()
    assert quote(advert(text=None), "due_date") is None
    assert quote(advert(text="Your due date is 4 May"), "unheard of") is None


def test_a_language_without_phrases_says_nothing_and_an_unknown_one_is_tried_in_all() -> None:
    assert codes("You are 24 weeks pregnant.", language="eo") == ()
    assert codes("You are 24 weeks pregnant.", language=None) == ("due_date",)


def test_no_phrase_reaches_from_the_subject_into_the_text() -> None:
    assert codes("is 4 May", "Lamps your due date") == ()


def test_every_language_has_every_kind_and_every_phrase_holds_a_hint() -> None:
    assert set(languages()) >= {"en", "de", "fr", "es", "it", "nl", "pt"}
    for language in languages():
        table = tomllib.loads(resources.read(f"senders/personal/{language}.toml"))
        hints = table.pop("hints")
        assert set(table) == set(CODES) - {"name"}
        for kind, lists in table.items():
            assert set(lists) <= {"says", "title", "never", "near"}
            stems.stems({name: phrases for name, phrases in lists.items() if name != "near"})
            for phrase in (*lists["says"], *lists.get("title", ())):
                assert any(hint in phrase for hint in hints), (language, kind, phrase)


def test_a_hostile_text_costs_little() -> None:
    began = time.perf_counter()
    mail = advert(text="your 1 points birthday " * 50_000, subject="birthday " * 50_000, to=PLAIN)
    personal(mail, ME, Kind.MARKETING)
    quote(mail, "points")
    assert time.perf_counter() - began < 1


@given(st.text(max_size=300), st.text(max_size=80), st.sampled_from(["en", "fr", None, "xx"]), st.sampled_from(CODES))
def test_no_text_breaks_it(text: str, subject: str, language: str | None, code: str) -> None:
    mail = advert(text=text, subject=subject, language=language, to=(Address(text[:50], "anna@post.example"),))
    assert set(personal(mail, ME, Kind.MARKETING)) <= set(CODES)
    assert len(quote(mail, code) or "") <= 160
