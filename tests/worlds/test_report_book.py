"""The book of the reported figures is whole, and shares no words and no organisation with the one for calibration."""

import string

import pytest

from tests.worlds.books import LANGUAGES, Book, book
from tests.worlds.confounders import CONFOUNDERS
from tests.worlds.shares import SHARES
from tests.worlds.styles import styles

PLACEHOLDERS = """
brand domain person first address source source_domain advertised product amount number date due unsubscribe preferences
confirm entity street registration year season partners friend list
"""
KNOWN = frozenset(PLACEHOLDERS.split())
REPORT = book("report")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_asks_only_for_what_the_letters_have(code: str) -> None:
    language = REPORT.languages[code]
    texts = [text for some in language.mails.values() for one in some for text in (one.subject, one.text)]
    texts += [text for some in language.footers.values() for text in some]
    assert not {name for text in texts for name in fields(text)} - KNOWN
    assert len(language.months) == 12


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_has_variants_of_what_is_frequent(code: str) -> None:
    language = REPORT.languages[code]
    frequent = ("confirm", "welcome", "newsletter", "advert")
    assert not [situation for situation in frequent if len(language.mails.get(situation, ())) < 3]
    assert {"plain", "own", "partner", "customer", "sign_up", "host", "generic", "denial", "imprint"} <= set(
        language.footers
    )


def test_what_names_a_source_names_it() -> None:
    for language in REPORT.languages.values():
        for sort in ("partner", "customer", "sign_up"):
            assert all("source" in fields(text) for text in language.footers[sort]), (language.code, sort)
        assert not [text for text in language.footers["generic"] if "source" in fields(text)]
        assert not [text for text in language.footers["own"] if "source" in fields(text)]


def test_the_country_is_large_and_invented() -> None:
    brands = REPORT.of("brand")
    assert len(brands) >= 90
    assert len({brand.trade for brand in brands}) >= 12
    assert len({brand.group for brand in brands if brand.group}) >= 15
    domains = [one.domain for one in REPORT.organisations]
    assert len(domains) == len(set(domains))
    assert all(domain.endswith(".example") and domain.count(".") == 1 for domain in domains)


def test_sisters_share_a_number_and_strangers_share_nothing() -> None:
    homes: dict[str, set[str]] = {}
    for one in REPORT.organisations:
        homes.setdefault(one.number, set()).add(one.group or one.domain)
    assert not {number: who for number, who in homes.items() if len(who) > 1}
    streets = [one.street for one in REPORT.organisations if one.group is None]
    assert len(streets) == len(set(streets))


def test_every_switch_has_its_rate_and_every_weight_its_thing() -> None:
    assert set(REPORT.rates) == set(CONFOUNDERS)
    assert all(0 < rate <= 1 for rate in REPORT.rates.values())
    assert set(REPORT.share["kinds"]) == set(SHARES)
    assert set(REPORT.platforms) <= set(styles())
    for weights in (REPORT.habits, REPORT.language_weights):
        assert sum(weights.values()) == pytest.approx(1)


def test_nothing_of_it_stands_in_the_book_for_calibration() -> None:
    other = book("calibration")
    assert not _words(REPORT) & _words(other)
    assert not {one.domain for one in REPORT.organisations} & {one.domain for one in other.organisations}
    assert not {one.name for one in REPORT.organisations} & {one.name for one in other.organisations}


def _words(one: Book) -> set[str]:
    """Return texts and long footers; short ones cannot always differ ("Source: ...")."""
    texts = {mail.text for language in one.languages.values() for some in language.mails.values() for mail in some}
    footers = {text for language in one.languages.values() for some in language.footers.values() for text in some}
    return texts | {text for text in footers if len(text) > 60}
