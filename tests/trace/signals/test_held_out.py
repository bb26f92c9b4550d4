"""What footers of a held-out book say about where an address is from (held_out_origins.toml), and what names nobody."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from inboxguard.senders.sender import Basis, Consent, Sender, SenderId
from inboxguard.trace.naming import Directory, directory
from inboxguard.trace.said import Wording
from inboxguard.trace.signals.statement import statements
from tests.trace.signals.test_statement import BARE

_FOLDER = Path(__file__).parent
HELD_OUT = tomllib.loads((_FOLDER / "held_out_origins.toml").read_text(encoding="utf-8"))
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da")


def town(organisations: dict[str, str]) -> Directory:
    """Return the directory of the organisations of a book, domain to name."""
    return directory(
        Sender(
            id=SenderId(domain), name=name, domains=(domain,), group=None, platforms=(), recipients=(), kinds=(),
            first=None, last=None, messages=(), consent=Consent(Basis.NONE_FOUND),
        )
        for domain, name in organisations.items()
    )  # fmt: skip


BUILT = tomllib.loads((_FOLDER / "built_origins.toml").read_text(encoding="utf-8"))
TOWN = town(HELD_OUT["organisations"])
BUILT_TOWN = town(BUILT["organisations"])


def heard(text: str, language: str | None, names: Directory) -> set[tuple[str, str]]:
    """Return (wording, whom it means) of every firm statement of a footer that denies nothing."""
    footer = f"{text}\n\nhttps://news.example/u"
    found = statements(replace(BARE, text=footer, footer=footer, language=language))
    return {
        (one.wording.value, names.resolve(one.by if one.wording is Wording.HOST else one.named, one.language) or "")
        for one in found
        if one.firm and not one.negated
    }


def accused(text: str, language: str | None, names: Directory) -> set[str]:
    """Return whom a footer names as a source of the address."""
    return {
        named
        for wording, named in heard(text, language, names)
        if named and wording not in ("partners", "kin", "served")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_no_source_is_never_named(language: str) -> None:
    for text in HELD_OUT[language]["silent"]:
        assert accused(text, language, TOWN) == set(), text
    for text, _, organisation in HELD_OUT[language]["says"]:
        assert accused(text, language, TOWN) <= {organisation}, text


def test_so_many_origins_are_heard() -> None:
    found = [
        organisation in accused(text, language, TOWN)
        for language in LANGUAGES
        for text, _, organisation in HELD_OUT[language]["says"]
    ]
    assert sum(found) == HELD_OUT["heard"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_near_to_an_origin_is_told_from_one(language: str) -> None:
    for text in BUILT[language]["silent"]:
        assert accused(text, language, BUILT_TOWN) == set(), text
    for text, _, organisation in BUILT[language]["says"]:
        assert accused(text, language, BUILT_TOWN) == {organisation}, text
