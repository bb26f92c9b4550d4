from typing import Any

import pytest

from inboxguard.facts.message import Address
from inboxguard.facts.person import Person
from inboxguard.senders.attribution import Kind
from inboxguard.senders.told import MOST, told

from .letters import DAY, advert, letter

MARA = Person(("m.quill@post.example",), ("mx.post.example",))


def heard(text: str, *, to: str = "", kind: Kind = Kind.MARKETING, **said: Any) -> tuple[str, ...]:
    mail = advert(text=text, to=(Address(to, "m.quill@post.example"),), delivered_to="m.quill@post.example", **said)
    return told(mail, MARA, kind)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Dear Anna Q. Marlow,", "anna q. marlow"),
        ("Hallo Anna-Lena,", "anna-lena"),
        ("Sehr geehrte Frau Dr. Marlow,", "marlow"),
        ("Bonjour Anna !", "anna"),
        ("Chère Madame Lefèvre,", "lefèvre"),
        ("Estimada Sra. Marlow:", "marlow"),
        ("Gentile Anna Marlow,", "anna marlow"),
        ("Beste mevrouw Van der Berg,", "van der berg"),
        ("Olá Ana,", "ana"),
        ("Hi ANNA MARLOW", "anna marlow"),
        ("Hi Anna, your parcel is on its way", "anna"),
        ("Dear Anna O’Neil,", "anna o’neil"),
        ("Witaj Anno!", "anno"),
    ],
)
def test_the_name_in_a_greeting(line: str, name: str) -> None:
    assert heard(f"News from the shop\n\n{line}\nall lamps are new.") == (f"name:{name}",)


@pytest.mark.parametrize(
    "line",
    [
        "Dear customer,",
        "Dear Valued Customer,",
        "Hello there,",
        "Hi all,",
        "Liebe Kundin, lieber Kunde,",
        "Sehr geehrte Damen und Herren,",
        "Chers clients,",
        "Hola a todos,",
        "Beste Klant,",
        "Welcome to the Lamp Club!",
        "Welcome back",
        "Dear 24h7days,",
        "Hello,",
        "Hi you,",
        "Dear M. Quill,",
        "Hello lamps and chairs, tables and more",
        "We say hello Anna",
        "Dear Anna's friends and all of those who like lamps as much as we do and more,",
    ],
)
def test_who_greets_everybody_tells_nothing_of_this_one_reader(line: str) -> None:
    assert heard(f"{line}\nall lamps are new.") == ()


def test_the_name_in_the_address_field_counts_but_not_that_of_the_mailbox() -> None:
    assert heard("Lamps", to="Anna  Q. MARLOW") == ("name:anna q. marlow",)
    assert heard("Lamps", to="Marlow, Anna") == ("name:marlow anna",)
    assert heard("Lamps", to="m.quill@post.example") == ()
    assert heard("Lamps", to="M. Quill") == ()
    stranger = advert(text="Lamps", to=(Address("Tom Stranger", "tom@elsewhere.example"),))
    assert told(stranger, MARA, Kind.MARKETING) == ()


@pytest.mark.parametrize(
    ("language", "sentence", "day"),
    [
        ("en", "Your due date is 14 December 2026.", "date:2026-12-14"),
        ("en", "Your baby is due on Monday, December 14th, 2026", "date:2026-12-14"),
        ("en", "Your moving day: 14 December", "date:2026-12-14"),
        ("en", "your wedding on 25/12/2026 is near", "date:2026-12-25"),
        ("en", "your birthday is on 14 December", "day:12-14"),
        ("en", "Your date of birth: 1988-12-14", "date:1988-12-14"),
        ("de", "Dein Entbindungstermin ist der 14. Dezember 2026.", "date:2026-12-14"),
        ("de", "Errechneter Termin: 14.12.2026", "date:2026-12-14"),
        ("de", "für deinen Umzug am 3.4.2026", "date:2026-04-03"),
        ("fr", "Votre date d’accouchement est le 14 décembre 2026", "date:2026-12-14"),
        ("es", "Tu fecha de parto: 14 de diciembre de 2026", "date:2026-12-14"),
        ("it", "Il tuo trasloco è previsto per il 14 dicembre 2026", "date:2026-12-14"),
        ("nl", "Je uitgerekende datum is 14 december 2026", "date:2026-12-14"),
        ("pt", "Data prevista do parto: 14 de dezembro de 2026", "date:2026-12-14"),
    ],
)
def test_a_day_that_is_the_readers_own(language: str, sentence: str, day: str) -> None:
    assert heard(f"Good news. {sentence} See you soon.", language=language) == (day,)


@pytest.mark.parametrize(
    ("language", "sentence", "week"),
    [  # the mail is of Sunday, 1 March 2026
        ("en", "You are 34 weeks pregnant!", "week:2026-W15"),
        ("en", "Only 6 weeks until your due date", "week:2026-W15"),
        ("en", "42 days until your wedding", "week:2026-W15"),
        ("de", "Noch 6 Wochen bis zur Geburt", "week:2026-W15"),
        ("de", "Du bist in der 34. SSW", "week:2026-W15"),
        ("fr", "Plus que 6 semaines avant votre accouchement", "week:2026-W15"),
        ("es", "Semana 34 de tu embarazo", "week:2026-W15"),
        ("it", "settimana 34 di gravidanza", "week:2026-W15"),
        ("nl", "Je bent 34 weken zwanger", "week:2026-W15"),
        ("pt", "Semana 34 da sua gravidez", "week:2026-W15"),
    ],
)
def test_a_countdown_becomes_the_week_that_it_leads_to(language: str, sentence: str, week: str) -> None:
    assert heard(f"Hello. {sentence} and more", language=language) == (week,)


@pytest.mark.parametrize(
    "sentence",
    [
        "The sale ends on 14 December 2026.",
        "Tell us your due date and get a voucher until 14 December 2026.",
        "Happy birthday! Your birthday voucher is valid until 14.12.2026.",
        "If your due date is 14 December 2026, you get a box.",
        "Our birthday is on 14 December 2026.",
        "your wedding on 3/4/2026 is near",
        "your due date is 31 February 2026",
        "Your move costs 14.50 a box",
        "If you are 34 weeks pregnant, ask your midwife.",
        "Week 34: all lamps are new",
        "You are 340 weeks pregnant",
        "yyour due date is 14 December 2026",
    ],
)
def test_days_of_the_house_and_of_anybody_are_no_days_of_the_reader(sentence: str) -> None:
    assert heard(sentence) == ()


def test_a_countdown_in_a_mail_without_date_leads_nowhere() -> None:
    assert heard("You are 34 weeks pregnant", sent=None, received=None) == ()
    assert heard("Your moving day: 14 December", sent=None, received=None) == ("day:12-14",)


def test_letters_of_people_discussions_and_spam_are_never_read_for_it() -> None:
    text = "Dear Anna Marlow,\nyour due date is 14 December 2026."
    assert len(heard(text)) == 2
    assert len(heard(text, kind=Kind.TRANSACTIONAL)) == 2
    for kind in (Kind.PERSONAL, Kind.DISCUSSION, Kind.SPAM):
        assert heard(text, kind=kind) == ()


def test_of_mail_that_was_not_opened_the_header_tells() -> None:
    mail = letter(to=(Address("Anna Berg", "m.quill@post.example"),))
    assert told(mail, MARA, Kind.TRANSACTIONAL) == ("name:anna berg",)


def test_little_is_kept_however_much_is_said() -> None:
    days = " ".join(f"Your due date is {day} May 2027." for day in range(1, 28))
    greetings = "\n".join(f"Dear Anna{'abcdefghij'[n]} Berg," for n in range(10))
    assert len(heard(f"{greetings}\n{days}")) == MOST
    assert all(len(one) <= 70 for one in heard("Dear " + "Anna " * 200 + ","))
    assert DAY.year == 2026
