"""The words of letters: every language complete, citations as it writes them, no empty field."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from inboxguard import resources
from inboxguard.requests.letter_words import (
    FALLBACK,
    day,
    filled,
    has_template,
    language_for,
    languages,
    printed_cite,
    quoted,
    templated_subject,
    texts,
    words,
)
from inboxguard.requests.request import RequestKind

SPOKEN = tuple(path.name for path in sorted(resources.path("letters").iterdir()) if path.is_dir())
COMPLETE = tuple(name for name in SPOKEN if texts(name))


def leaves(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Yield every sentence of a language with its place."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def fields(text: str) -> set[str]:
    """Return the variables of a sentence."""
    return set(re.findall(r"(?:{{|% if) (\w+)", text))


@pytest.mark.parametrize("language", COMPLETE)
def test_a_language_has_every_sentence_of_english_with_the_same_fields(language: str) -> None:
    own, english = dict(leaves(texts(language))), dict(leaves(texts(FALLBACK)))
    alone = {key for key in own.keys() ^ english.keys() if not re.match(r"laws\.|cite\.[\w-]+\.", key)}
    assert alone == set()
    for key in own.keys() & english.keys():
        assert fields(own[key]) == fields(english[key]), key
        assert own[key].count("{}") == english[key].count("{}"), key
        assert own[key] == own[key].strip() or key.startswith("cite."), key


@pytest.mark.parametrize("language", SPOKEN)
def test_every_language_writes_days_and_quotes(language: str) -> None:
    assert len(words(language)["months"]) == 12
    assert len({day(date(2026, month, 2), language) for month in range(1, 13)}) == 12
    assert "x" in quoted("x", language)
    assert len(quoted("x", language)) > 2


@pytest.mark.parametrize(
    ("language", "cite", "printed"),
    [
        ("en", "Art. 15(1)(c); C-154/21", "Art. 15(1)(c); Court of Justice, C-154/21"),
        ("de", "Art. 15(1)(c); C-154/21", "Art. 15 Abs. 1 Buchst. c; EuGH, C-154/21"),
        ("en", "Art. 21(2),(3)", "Art. 21(2) and (3)"),
        ("de", "Art. 21(2),(3)", "Art. 21 Abs. 2 und 3"),
        ("fr", "Art. 21(2),(3)", "article 21, paragraphes 2 et 3"),
        ("de", "Art. 15(1)(g), Art. 14(2)(f)", "Art. 15 Abs. 1 Buchst. g, Art. 14 Abs. 2 Buchst. f"),
        ("es", "Art. 15(1), Art. 19", "artículo 15, apartado 1; artículo 19"),
        ("fr", "Art. 15(1)(c); C-154/21", "article 15, paragraphe 1, point c ; CJUE, C-154/21"),
        ("fr", "s. 8, principle 4.9", "article 8, principe 4.9"),
        ("de", "s. 18; Sch. 2 cl. 6", "Abschnitt 18; Anhang 2 Ziff. 6"),
        ("de", "Art. 17", "Art. 17"),
        ("en", "s.11(1)-(3)", "s. 11(1)-(3)"),
        ("de", "Va. Code 59.1-577(A)", "Va. Code 59.1-577(A)"),
        ("en", "15 U.S.C. 7704(a)(3)-(4)", "15 U.S.C. 7704(a)(3)-(4)"),
        ("en", "", ""),
    ],
)
def test_an_article_is_written_as_the_language_writes_it_and_the_rest_as_it_is(
    language: str, cite: str, printed: str
) -> None:
    assert printed_cite(cite, language) == printed


@pytest.mark.parametrize(
    ("language", "law", "cite", "printed"),
    [
        ("pt", "br-lgpd", "Art. 18, II, Art. 19", "art. 18, II; art. 19"),
        ("pt", "br-lgpd", "Art. 8, § 5", "art. 8º, § 5º"),
        ("pt", "gdpr", "Art. 19", "artigo 19.º"),
        ("it", "br-lgpd", "Art. 18, II, Art. 19", "art. 18, II; art. 19"),
        ("fr", "ch-fadp", "Art. 25(2)(g)", "art. 25 al. 2 let. g"),
        ("it", "ch-fadp", "Art. 6(6),(7)", "art. 6 cpv. 6 e 7"),
        ("de", "ch-fadp", "Art. 25(2)(g)", "Art. 25 Abs. 2 Bst. g"),
        ("en", "ch-fadp", "Art. 25(2)(g)", "Art. 25(2)(g)"),
    ],
)
def test_a_law_is_cited_as_at_home_where_that_is_a_country_of_the_language(
    language: str, law: str, cite: str, printed: str
) -> None:
    assert printed_cite(cite, language, law) == printed


@pytest.mark.parametrize("value", ["", None])
def test_an_empty_field_is_an_error_and_never_a_letter(value: str | None) -> None:
    with pytest.raises(ValueError, match="empty field"):
        filled("To {{ whom }}", whom=value)


def test_a_field_is_text_and_never_a_template() -> None:
    assert filled("To {{ whom }}", whom="{{ 7 * 7 }} & <b>") == "To {{ 7 * 7 }} & <b>"


def test_a_language_without_a_letter_gives_way_to_the_next() -> None:
    assert language_for(RequestKind.ACCESS, "tlh", None, "de") == "de"
    assert language_for(RequestKind.ACCESS, "tlh") == FALLBACK
    assert "en" in languages(RequestKind.ASK_FOR_LESS)


def test_a_letter_with_a_template_of_its_own_has_its_subject_there() -> None:
    assert has_template(RequestKind.ASK_FOR_LESS, "en")
    assert not has_template(RequestKind.ACCESS, "en")
    assert templated_subject(RequestKind.ASK_FOR_LESS, "en") == "Less mail, please"
