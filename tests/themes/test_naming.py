"""What mail says of a theme is the same whichever others it is asked about, so that it is asked about all at once."""

import pytest
from benchmarks.themes_labelled import OWN, texts

from inboxguard.themes.lexicon import load
from inboxguard.themes.matching import mentions
from inboxguard.themes.naming import asked, edition
from tests.themes.messages import message


def test_every_shipped_theme_is_asked_about_and_marked_ones_of_ones_own() -> None:
    shipped = {theme.id for theme in load().themes}
    assert asked(frozenset()) == shipped
    assert asked(frozenset({"baby", "shelf_b"})) == shipped | {"shelf_b"}


@pytest.mark.parametrize("language", ["en", "de", "nl", None])
def test_what_mail_says_of_a_theme_does_not_hang_on_the_others(language: str | None) -> None:
    some = [one for one in texts(OWN) if one.language == (language or "fr")]
    mails = [message(one.subject, f"{one.preheader}\n{one.body}", language=language) for one in some]
    mails += [message("News", "\n".join(one.body for one in some[:20]), language=language)]
    told = {one.id for one in load().themes}
    found = [mentions(one, load(), asked(frozenset())) for one in mails]
    assert sum(map(len, found)) > len(mails) / 2
    for mail, every in zip(mails, found, strict=True):
        for theme in told:
            assert mentions(mail, load(), frozenset({theme})) == tuple(one for one in every if one.theme == theme)


def test_an_edition_is_a_digest_of_the_packs() -> None:
    assert len(edition()) == 16
    assert edition() == edition()
