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
    assert {key for key in own.keys() ^ english.keys() if not key.startswith("laws.")} == set()
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
        ("de", "Art. 21(2), Art. 21(3)", "Art. 21 Abs. 2, Art. 21 Abs. 3"),
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
