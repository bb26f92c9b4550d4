"""Lists that count with the calendar are countdowns; sales, courses and leagues that count too are none."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution
from inboxguard.themes.countdown import Countdown, countdowns, yearly
from tests.themes.messages import attribution

START = datetime(2026, 3, 2, 8, tzinfo=UTC)  # week 10 of the calendar


def mails(*subjects: str, step: float = 7, language: str | None = "en", **fields: object) -> list[Attribution]:
    """Return mails of one list with `subjects`, `step` days apart."""
    told = {"list_id": "letter.tinytoes.example"} | fields
    return [
        attribution(
            message=MessageKey(f"m{at}"),
            subject=subject,
            at=START + timedelta(days=step * at),
            language=language,
            **told,
        )
        for at, subject in enumerate(subjects)
    ]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "Week 32: your little one is as big as a melon", "Week 33: time to pack"),
        ("en", "You are 24 weeks along", "You are 25 weeks along"),
        ("en", "Your 31st week", "Your 32nd week"),
        ("en", "Eleven weeks old!", "Twelve weeks old!"),
        ("en", "Only 9 weeks to go", "Only 8 weeks to go"),
        ("en", "8 more weeks", "7 more weeks"),
        ("de", "Ihre 20. Schwangerschaftswoche", "Ihre 21. Schwangerschaftswoche"),
        ("de", "SSW 20: Was jetzt wichtig ist", "SSW 21: Halbzeit"),
        ("de", "Noch 40 Tage", "Noch 33 Tage"),
        ("de", "Die elfte Lebenswoche", "Die zwölfte Lebenswoche"),
        ("fr", "Votre 14e semaine", "Votre 15e semaine"),
        ("fr", "Semaine 18 : il vous entend", "Semaine 19 : il bouge"),
        ("fr", "Plus que 60 jours", "Plus que 53 jours"),
        ("es", "Semana 20 de tu embarazo", "Semana 21 de tu embarazo"),
        ("es", "Faltan 45 días", "Faltan 38 días"),
        ("it", "La tua 30ª settimana", "La tua 31ª settimana"),
        ("it", "Mancano 50 giorni", "Mancano 43 giorni"),
        ("nl", "Week 25: je kleintje groeit", "Week 26: je kleintje groeit"),
        ("nl", "Nog 70 dagen", "Nog 63 dagen"),
        ("nl", "Je 20e zwangerschapsweek", "Je 21e zwangerschapsweek"),
        ("pt", "Semana 27: o que esperar", "Semana 28: o que esperar"),
        ("pt", "Faltam 30 dias", "Faltam 23 dias"),
        (None, "Woche 32", "Woche 33"),
    ],
)
def test_two_mails_whose_numbers_move_with_the_calendar(language: str | None, first: str, second: str) -> None:
    (found,) = countdowns(mails(first, second, language=language))
    assert (found.list_id, found.messages) == ("letter.tinytoes.example", ("m0", "m1"))


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("en", "Your little one is 3 months old", "Your little one is 4 months old"),
        ("de", "Euer Schatz ist jetzt 3 Monate alt", "Euer Schatz ist jetzt 4 Monate alt"),
        ("de", "Der dritte Lebensmonat", "Der vierte Lebensmonat"),
        ("fr", "Il a 5 mois", "Il a 6 mois"),
        ("es", "Ya tiene 5 meses", "Ya tiene 6 meses"),
        ("it", "Ha già 5 mesi", "Ha già 6 mesi"),
        ("nl", "5 maanden oud", "6 maanden oud"),
        ("pt", "Já tem 5 meses", "Já tem 6 meses"),
    ],
)
def test_months_of_an_age(language: str, first: str, second: str) -> None:
    (found,) = countdowns(mails(first, second, step=31, language=language))
    assert found.unit == "month"


def test_the_zero_is_the_day_from_which_or_to_which_it_counts() -> None:
    (rising,) = countdowns(mails("Week 32", "Week 33", "Week 34"))
    assert rising == Countdown(
        "letter.tinytoes.example", "week", START.date() - timedelta(weeks=32), ("m0", "m1", "m2")
    )
    (falling,) = countdowns(mails("Noch 40 Tage", "Noch 33 Tage", language="de"))
    assert falling.zero == date(2026, 4, 11)


def test_a_mail_that_was_missed_breaks_nothing_and_other_mail_of_the_list_neither() -> None:
    (found,) = countdowns(mails("Week 32", "Our spring guide", "Week 34", "Names we love", "Week 36"))
    assert found.messages == ("m0", "m2", "m4")


def test_past_zero_the_same_countdown_goes_on() -> None:
    letters = [
        *mails("Only 6 weeks to go", "Only 5 weeks to go", "Only 4 weeks to go"),
        *[
            attribution(
                message=MessageKey(f"n{at}"), subject=f"{at} months old", list_id="letter.tinytoes.example",
                at=START + timedelta(weeks=6) + timedelta(days=30.4 * at),
            )
            for at in (2, 3, 4)
        ],
    ]  # fmt: skip
    (found,) = countdowns(letters)
    assert found.messages == ("m0", "m1", "m2", "n2", "n3", "n4")
    assert abs((found.zero - date(2026, 4, 13)).days) <= 2


def test_each_list_counts_for_itself() -> None:
    one, two = mails("Week 32", "Week 33")
    assert countdowns([one, replace(two, list_id="other.tinytoes.example")]) == ()


@pytest.mark.parametrize(
    ("language", "step", "subjects"),
    [
        ("en", 7, ["Week 32", "Week 32"]),
        ("en", 7, ["Week 32", "Week 40"]),
        ("en", 0, ["Day 20", "Day 21", "Day 22"]),
        ("en", 1, ["Week 32", "Week 33"]),
        ("en", 7, ["Week 32", "Our spring guide"]),
        ("en", 7, ["Week 32"]),
        ("en", 7, ["20 % off this week", "30 % off this week"]),
        ("en", 7, ["Top 10 of the week", "Top 11 of the week"]),
        ("en", 7, ["Week 12 of the league", "Week 13 of the league"]),
        ("en", 7, ["NFL Week 5 preview", "NFL Week 6 preview"]),
        ("en", 7, ["Week 10 at the canteen", "Week 11 at the canteen", "Week 12 at the canteen"]),
        ("en", 7, ["Course week 5", "Course week 6"]),
        ("en", 1, ["5 days left", "4 days left", "3 days left"]),
        ("en", 1, ["Sale: 20 days left", "Sale: 19 days left"]),
        ("en", 7, ["Your trial ends in 21 days", "Your trial ends in 14 days"]),
        ("en", 1, ["24 hours left", "12 hours left"]),
        ("en", 7, ["7 days in Rome from $899", "14 days in Bali from $1,299"]),
        ("en", 7, ["7 days in Rome", "14 days in Bali"]),
        ("en", 7, ["7 days in Rome", "12 days in Peru", "10 days in Oslo", "14 days in Bali", "5 days in Bath"]),
        ("en", 30, ["12 months warranty", "12 months warranty"]),
        ("en", 30, ["Your subscription: 3 months left", "Your subscription: 2 months left"]),
        ("en", 7, ["28 days to Christmas", "21 days to Christmas"]),
        ("en", 7, ["750 ml for 12", "750 ml for 13"]),
        ("en", 7, ["News of 12 March", "News of 19 March"]),
        ("de", 7, ["Angebote der Woche 20", "Angebote der Woche 21"]),
        ("de", 7, ["KW 10: Ihr Speiseplan", "KW 11: Ihr Speiseplan"]),
        ("de", 7, ["Noch 21 Tage Rabatt", "Noch 14 Tage Rabatt"]),
        ("de", 7, ["Bundesliga: Woche 23", "Bundesliga: Woche 24"]),
        ("de", 7, ["Noch 30 Tage bis Weihnachten", "Noch 23 Tage bis Weihnachten"]),
        ("de", 7, ["Ihre Testphase: noch 20 Tage", "Ihre Testphase: noch 13 Tage"]),
        ("fr", 7, ["Plus que 20 jours de soldes", "Plus que 13 jours de soldes"]),
        ("fr", 7, ["Votre essai : 21 jours", "Votre essai : 14 jours"]),
        ("fr", 7, ["Mes 3 idées", "Mes 4 idées"]),
        ("es", 7, ["Oferta: quedan 20 días", "Oferta: quedan 13 días"]),
        ("es", 7, ["Curso: semana 5", "Curso: semana 6"]),
        ("it", 7, ["Saldi: ancora 20 giorni", "Saldi: ancora 13 giorni"]),
        ("nl", 7, ["Nog 20 dagen korting", "Nog 13 dagen korting"]),
        ("nl", 7, ["Menu week 10", "Menu week 11"]),
        ("pt", 7, ["Promoção: faltam 20 dias", "Promoção: faltam 13 dias"]),
        ("pt", 7, ["Rodada da semana 20", "Rodada da semana 21"]),
        (None, 7, ["", ""]),
    ],
)
def test_what_counts_something_else_is_silent(language: str | None, step: float, subjects: list[str]) -> None:
    assert countdowns(mails(*subjects, step=step, language=language)) == ()


def test_own_mail_and_mail_without_a_date_count_nothing() -> None:
    assert countdowns(mails("Week 32", "Week 33", outgoing=True)) == ()
    assert countdowns([attribution(subject="Week 32", at=None), attribution(subject="Week 33", at=None)]) == ()
    assert countdowns([]) == ()


def test_hostile_subjects_are_bounded() -> None:
    assert countdowns(mails("week 1 " * 5000, "week 2 " * 5000)) == ()
    assert len(countdowns(mails(*(f"Week {at % 7 + 20}" for at in range(600)), step=1))) <= 2


def on(*days: str, subject: str = "Our thoughts are with you") -> list[Attribution]:
    return [
        attribution(message=MessageKey(day), subject=subject, at=datetime.fromisoformat(f"{day}T09:00+00:00"))
        for day in days
    ]


def test_a_list_that_only_comes_in_the_same_days_of_the_year() -> None:
    (found,) = yearly(on("2024-06-03", "2025-06-01", "2026-06-08"))
    assert (found.list_id, found.day, len(found.messages)) == ("tinytoes.example", date(2026, 6, 8), 3)


def test_a_subject_that_comes_back_in_a_list_with_other_mail() -> None:
    others = on("2025-02-01", "2025-09-09", "2026-01-15", subject="News from the shop")
    (found,) = yearly([*on("2025-06-03", "2026-06-05", subject="A day to remember 2026"), *others])
    assert found.messages == ("2025-06-03", "2026-06-05")


@pytest.mark.parametrize(
    "days",
    [
        ["2026-06-03"],
        ["2026-06-03", "2026-06-10"],
        ["2025-06-03", "2026-06-20"],
        ["2025-06-03", "2025-12-01", "2026-06-03"],
        ["2025-12-28", "2026-01-03"],
        [f"2025-{month:02}-03" for month in range(1, 13)] + [f"2026-{month:02}-03" for month in range(1, 13)],
    ],
)
def test_what_comes_once_or_all_year_is_not_yearly(days: list[str]) -> None:
    assert yearly(on(*days)) == ()


def test_new_year_is_one_season() -> None:
    (found,) = yearly(on("2024-12-30", "2026-01-02"))
    assert found.day == date(2026, 1, 2)
