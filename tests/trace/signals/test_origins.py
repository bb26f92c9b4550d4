"""What companies of ten languages write about where they have an address from (origins.toml), and what names nobody."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from inboxguard.senders.sender import Basis, Consent, Sender, SenderId
from inboxguard.trace.naming import Directory, directory
from inboxguard.trace.said import Wording
from inboxguard.trace.signals.statement import statements
from tests.trace.signals.test_statement import BARE

_FILE = tomllib.loads((Path(__file__).parent / "origins.toml").read_text(encoding="utf-8"))
_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da")
_SAYS = [(language, *entry) for language in _LANGUAGES for entry in _FILE[language]["says"]]
_SILENT = [(language, text) for language in _LANGUAGES for text in _FILE[language]["silent"]]
_FOREIGN = {
    language: _FILE[other]["says"][0][0] for language, other in zip(_LANGUAGES, (*_LANGUAGES[1:], "en"), strict=True)
}
"""To each language a sentence in the next."""


def town() -> Directory:
    """Return the directory of the organisations of the file."""
    return directory(
        Sender(
            id=SenderId(domain), name=name, domains=(domain,), group=None, platforms=(), recipients=(), kinds=(),
            first=None, last=None, messages=(), consent=Consent(Basis.NONE_FOUND),
        )
        for domain, name in _FILE["organisations"].items()
    )  # fmt: skip


TOWN = town()


def heard(text: str, language: str | None = None) -> set[tuple[str, str]]:
    """Return (wording, whom it means) of every firm statement at the end of a mail that denies nothing."""
    footer = f"{text}\n\nhttps://news.example/u"
    found = statements(replace(BARE, text=footer, footer=footer, language=language))
    return {
        (one.wording.value, TOWN.resolve(one.by if one.wording is Wording.HOST else one.named, one.language) or "")
        for one in found
        if one.firm and not one.negated
    }


@pytest.mark.parametrize(("language", "text", "wording", "organisation"), _SAYS)
def test_an_origin_is_heard_and_nobody_else_is_named(language: str, text: str, wording: str, organisation: str) -> None:
    found = heard(text, language)
    assert (wording, organisation) in found
    assert {named for _, named in found} <= {"", organisation}


_NO_ORIGIN = ("partners", "kin", "served")


@pytest.mark.parametrize(("language", "text"), _SILENT)
def test_what_is_no_origin_names_nobody(language: str, text: str) -> None:
    assert not {named for wording, named in heard(text, language) if named and wording not in _NO_ORIGIN}


@pytest.mark.parametrize("language", _LANGUAGES)
def test_the_end_may_speak_another_language_than_the_mail(language: str) -> None:
    assert {named for _, named in heard(_FOREIGN[language], language)} - {""}


def test_there_are_as_many_silent_sentences_as_others() -> None:
    for language in _LANGUAGES:
        assert len(_FILE[language]["says"]) >= 25
        assert len(_FILE[language]["silent"]) >= 25


def test_of_freer_words_so_many_are_heard_and_none_is_taken_for_another() -> None:
    found = [({named for _, named in heard(text, language)} - {""}, who) for language, text, who in _FILE["later"]]
    assert sum(who in named for named, who in found) == _FILE["later_heard"]
    assert all(named <= {who} for named, who in found)
