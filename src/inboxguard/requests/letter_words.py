"""The words of letters in one language: which languages there are, days, citations, and sentences filled in.

They lie in resources/letters/<language>/: texts.toml (sentences), words.toml (days, quotation marks) and, for a
letter that is put together otherwise, <kind>.txt with the subject on its first line.
"""

import re
import tomllib
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from inboxguard import resources
from inboxguard.requests.request import RequestKind

if TYPE_CHECKING:
    from jinja2 import Template

FALLBACK = "en"
_ARTICLE = re.compile(r"\bArt\. ?(\d+)(?:\((\d+)\)(?:,\((\d+)\))?)?(?:\(([a-z])\))?")
_BETWEEN = re.compile(r", (?=(?:Art|s)\. ?\d)")
_SECTION = re.compile(r"\bs\. ?(?=\d)")
_CASE = re.compile(r"\bC-\d+/\d+")


def languages(kind: RequestKind) -> tuple[str, ...]:
    """Return the languages in which a letter of `kind` exists."""
    folders = (path.name for path in sorted(resources.path("letters").iterdir()) if path.is_dir())
    return tuple(name for name in folders if has_template(kind, name) or kind.value in texts(name))


def language_for(kind: RequestKind, *wishes: str | None) -> str:
    """Return the first of `wishes` that letters of `kind` exist in, else English.

    Wishes in order: the person's choice for this letter, the organisation's language, that of its marketing mail.
    """
    there = languages(kind)
    return next((wish for wish in wishes if wish in there), FALLBACK)


def has_template(kind: RequestKind, language: str) -> bool:
    """Return whether a letter has a template of its own in `language`."""
    return _name(kind, language) in resources.names(f"letters/{language}")


def templated(kind: RequestKind, language: str, values: dict[str, object]) -> tuple[str, str]:
    """Return subject and body of a letter that has a template of its own, filled with `values`."""
    subject, body = _template(resources.read(_name(kind, language))).render(values).split("\n", 1)
    return subject.strip(), body.strip() + "\n"


def templated_subject(kind: RequestKind, language: str) -> str:
    """Return the subject of a letter that has a template of its own, without the reference."""
    return resources.read(_name(kind, language)).partition(" - ")[0]


@cache
def texts(language: str) -> dict[str, Any]:
    """Return the sentences of `language`; empty where there are none yet."""
    name = f"letters/{language}/texts.toml"
    return tomllib.loads(resources.read(name)) if name in resources.names(f"letters/{language}") else {}


@cache
def words(language: str) -> dict[str, Any]:
    """Return how `language` writes days and quotes."""
    return tomllib.loads(resources.read(f"letters/{language}/words.toml"))


def filled(text: str, **values: object) -> str:
    """Return the sentence `text` with `values` in it; raises ValueError rather than leave a field empty."""
    return str(_template(text).render(values)).strip()


def day(when: date, language: str) -> str:
    """Return a day as people write it in `language`."""
    spoken = words(language)
    number = spoken.get("first", when.day) if when.day == 1 else when.day
    return str(spoken["day"]).format(day=number, month=spoken["months"][when.month - 1], year=when.year)


def quoted(text: str, language: str) -> str:
    """Return `text` in the quotation marks of `language`."""
    return str(words(language)["quote"]).format(text)


def printed_cite(cite: str, language: str, law: str = "") -> str:
    """Return a citation such as "Art. 15(1)(c)" as `language` writes it for `law`; what is no article stands as it is.

    "Art. 21(2),(3)" are two paragraphs of one article. A language may cite one law otherwise than all others, as the
    people of its country do.
    """
    every: dict[str, Any] = texts(language).get("cite") or texts(FALLBACK)["cite"]
    how: dict[str, str] = {**every, **every.get(law, {})}
    for original, own in every.get("words", {}).items():
        cite = cite.replace(original, own)

    def article(found: re.Match[str]) -> str:
        number, paragraph, second, letter = found.groups()
        told = how["article"].format(number)
        if second:
            told += how["paragraphs"].format(paragraph, second)
        elif paragraph:
            told += how["paragraph"].format(paragraph)
        return told + (how["letter"].format(letter) if letter else "")

    parted = _BETWEEN.sub(lambda _: how["between"], cite)
    told = _SECTION.sub(lambda _: how["section"].format(""), _ARTICLE.sub(article, parted))
    return str(_CASE.sub(lambda found: how["court"].format(found[0]), told))


def _name(kind: RequestKind, language: str) -> str:
    return f"letters/{language}/{kind.value}.txt"


def _filled(value: object) -> object:
    """Return `value`; an empty field in a letter is a bug, as the person might send it."""
    if value is None or value == "":
        raise ValueError("a letter has an empty field")
    return value


@cache
def _template(text: str) -> "Template":
    # Imported here: the window starts without it.
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # Letters are plain text: HTML escaping would put "&amp;" into names.
    environment = ImmutableSandboxedEnvironment(
        autoescape=False,
        undefined=StrictUndefined,
        finalize=_filled,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.from_string(text)
