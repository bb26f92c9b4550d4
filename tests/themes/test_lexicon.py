"""Packs: what is shipped is complete, and a person's own file is read or refused in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard import resources
from inboxguard.errors import Refused
from inboxguard.themes.lexicon import Lexicon, load, parse
from inboxguard.themes.matching import mentions
from inboxguard.themes.phrases import Phrase
from tests.themes.messages import message

SEVEN = {"en", "de", "fr", "es", "it", "nl", "pt"}
OWN = """
format = 1
id = "garden"
[label]
en = "Shelf A"
[terms.en]
strong = ["rose bed*"]
medium = ["rose"]
[senders]
domains = ["Roses.example"]
[allow]
list_ids = ["<club.roses.example>"]
"""

SHIPPED = [(theme.id, language, term) for theme in load().themes for language, terms in theme.terms for term in terms]
CHECKS = [(theme.id, check.language, check.text, check.hit) for theme in load().themes for check in theme.checks]


def score(theme: str, language: str, text: str) -> float:
    """Return what `text` as the body of a mail scores on `theme`."""
    found = mentions(message(text=text, language=language), load(), frozenset({theme}))
    return found[0].score if found else 0.0


def test_the_baby_pack_is_shipped_in_seven_languages() -> None:
    theme = load().theme("baby")
    assert theme is not None
    assert set(theme.languages) == SEVEN
    assert {language for language, _ in theme.labels} == SEVEN
    assert theme.label("de") == "Schwangerschaft und Babys"
    assert theme.label("xx") == theme.label("en")
    told = {(check.language, check.hit) for check in theme.checks}
    assert told == {(name, hit) for name in SEVEN for hit in (True, False)}


@pytest.mark.parametrize(("theme", "language", "text", "hit"), CHECKS)
def test_every_pack_passes_its_own_checks(theme: str, language: str, text: str, hit: bool) -> None:
    assert (score(theme, language, text) >= 1.0) is hit


def test_every_strong_term_suffices_and_every_block_silences() -> None:
    def wrong(theme: str, language: str, term: Phrase) -> bool:
        scored = score(theme, language, term.text.removesuffix("*"))
        return scored < 1.0 if term.weight == 1.0 else scored > 0.0

    judged = [item for item in SHIPPED if item[2].weight in (0.0, 1.0)]
    assert len(judged) > 500
    assert [item for item in judged if wrong(*item)] == []


def test_no_strong_term_stands_in_two_packs() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for theme, language, term in SHIPPED:
        if term.weight == 1.0:
            owners.setdefault((language, term.text), set()).add(theme)
    assert [term for term, themes in owners.items() if len(themes) > 1] == []


def test_the_mails_own_language_decides_on_a_term_of_several() -> None:
    both = 'format = 1\nid = "t"\n[terms.en]\nstrong = ["gift"]\n[terms.de]\nblock = ["gift"]\n'
    lexicon = Lexicon((parse(both),))
    assert mentions(message("Gift", language="en"), lexicon, frozenset({"t"}))
    assert not mentions(message("Gift", language="de"), lexicon, frozenset({"t"}))


def test_a_theme_of_ones_own_has_the_same_shape() -> None:
    theme = parse(OWN)
    assert (theme.id, theme.label("de"), theme.languages) == ("garden", "Shelf A", ("en",))
    assert theme.senders.domains == ("roses.example",)
    assert theme.allow.list_ids == ("club.roses.example",)
    lexicon = load().adding([theme])
    assert lexicon.theme("garden") is theme
    assert lexicon.theme("baby") is load().theme("baby")
    assert load().theme("garden") is None


def test_a_theme_of_ones_own_replaces_the_shipped_one_of_its_id() -> None:
    theme = parse(OWN.replace("garden", "baby"))
    whole = load().adding([theme])
    assert whole.theme("baby") == theme
    assert len(whole.themes) == len(load().themes)


def test_a_label_is_one_line_without_signs_that_turn_text_around() -> None:
    label = parse(OWN.replace('"Shelf A"', '"a\\u202eb\\nmarked  baby\\u001b[31m"')).label("en")
    assert label == "ab marked baby[31m"
    assert parse(OWN.replace('"Shelf A"', '"\\u202e"')).label("en") == "garden", "where nothing is left its id is shown"


def test_a_file_that_begins_with_a_byte_order_mark_is_read() -> None:
    assert parse("\ufeff" + OWN) == parse(OWN)


def test_a_domain_may_be_typed_as_an_address_of_it() -> None:
    typed = parse(OWN.replace('"Roses.example"', '"https://Roses.example/shop", "@tulips.example"'))
    assert typed.senders.domains == ("roses.example", "tulips.example")


def test_what_is_no_domain_in_a_file_that_was_taken_once_costs_it_none_of_its_words() -> None:
    kept = parse(OWN.replace('"Roses.example"', '"com", "roses.example"'), checked=True)
    assert kept.senders.domains == ("roses.example",)
    assert kept.terms == parse(OWN).terms


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("format = [", "not valid TOML"),
        ("id = 'x'", "format = 1"),
        (OWN.replace('"garden"', '""'), "id"),
        (OWN.replace('"garden"', '"../up"'), "small letters"),
        (OWN.replace('"rose bed*"', '"Röse"'), "lower case without accents"),
        (OWN.replace('"rose bed*"', '"*"'), "lower case without accents"),
        (OWN.replace('"rose bed*"', '"ro*"'), "three letters"),
        (OWN.replace('"rose bed*"', '"rose"'), "two word lists"),
        (OWN.replace("medium", "huge"), "strong, medium, weak, hint or block"),
        (OWN.replace("terms.en", "terms.english"), "[terms.en]"),
        (OWN.replace('["rose"]', '"rose"'), "list of quoted words"),
        (OWN.replace('["rose"]', str([f"rose{n}" for n in range(8_001)])), "8000"),
        (OWN.replace('"Roses.example"', '"com"'), "no domain"),
        (OWN.replace('"Roses.example"', '"*"'), "no domain"),
        (OWN.replace('"Roses.example"', '"co.uk"'), "strangers have their domains"),
        (OWN + "[wishes]\n", "unknown section"),
        ('format = 1\nid = "empty"', "neither words nor senders"),
        (OWN + "[[test]]\ntext = 3\n", "[[test]]"),
        (OWN + "#" * 600_000, "too large"),
        ("a = " + "[" * 5_000, "not valid TOML"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(text: str, words: str) -> None:
    with pytest.raises(Refused, match=r"\A[^\n]+[.]\Z") as refusal:
        parse(text)
    assert words in str(refusal.value)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse(text)


@pytest.mark.parametrize("name", resources.names("themes", ".toml"))
def test_every_shipped_pack_would_be_taken_from_a_person_too(name: str) -> None:
    assert parse(resources.read(name)) == parse(resources.read(name), checked=True)
