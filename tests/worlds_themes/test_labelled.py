"""The labelled texts are complete and fair, and become mail that reads back as it was written."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from benchmarks.themes_labelled import (
    HARD,
    HINTED,
    NAMED,
    OTHERS_THAN_ADVERTS,
    OWN,
    PLAIN,
    REPORT,
    TUNE,
    Text,
    letter,
    mbox,
    texts,
)

from inboxguard.facts.message import Message, Place, RawMessage
from inboxguard.facts.parsing import read

AT = datetime(2026, 3, 2, 7, tzinfo=UTC)
LANGUAGES = {"en", "de", "fr", "es", "it", "nl", "pt"}
EVERY = texts(OWN)


def parsed(text: Text) -> Message:
    head, _, body = letter(text, AT).partition(b"\n\n")
    return read(RawMessage(Place("import", "texts.mbox", 0, 1), AT, head, body))


def one(kind: str) -> Text:
    return next(text for text in EVERY if text.kind == kind)


def test_every_theme_is_named_in_every_language_and_hinted_at_in_most():
    themes = {theme for text in EVERY for theme in text.themes}
    assert len(themes) == 24
    for theme in themes:
        on = [text for text in EVERY if theme in text.themes]
        assert {text.language for text in on if text.kind == NAMED} == LANGUAGES, theme
        assert len([text for text in on if text.kind == NAMED]) >= 10, theme
        assert len({text.language for text in on if text.kind == HINTED}) >= 6, theme


def test_there_is_enough_that_must_stay():
    kinds = Counter(text.kind for text in EVERY)
    assert kinds[HARD] >= 160
    assert kinds[PLAIN] >= 40
    assert sum(kinds[kind] for kind in OTHERS_THAN_ADVERTS) >= 60
    assert {text.language for text in EVERY if text.kind == HARD} == LANGUAGES
    assert all(text.themes for text in EVERY if text.kind in (NAMED, HINTED, *OTHERS_THAN_ADVERTS))
    assert not any(text.themes for text in EVERY if text.kind in (HARD, PLAIN))


def test_the_halves_are_about_equal_and_no_text_is_there_twice():
    halves = Counter(text.half for text in EVERY)
    assert abs(halves[TUNE] - halves[REPORT]) < len(EVERY) * 0.1
    assert len({text.id for text in EVERY}) == len(EVERY)
    assert max(Counter((text.subject, text.body) for text in EVERY).values()) == 1


def test_texts_of_others_are_parted_by_their_number(tmp_path: Path):
    file = tmp_path / "others.jsonl"
    row = '{"id": "%s", "lang": "en", "kind": "keyword", "themes": ["baby"], "sender": "S", "subject": "s", '
    row += '"preheader": "p", "body": "b"}'
    file.write_text("\n".join(row % name for name in ("d012", "dp13", "d7")) + "\n", encoding="utf-8")
    assert [text.half for text in texts(file)] == [TUNE, REPORT, REPORT]


@pytest.mark.parametrize("kind", [NAMED, HINTED, HARD, PLAIN])
def test_an_advert_carries_a_way_out_and_what_was_written(kind: str):
    text = one(kind)
    mail = parsed(text)
    assert mail.subject == text.subject
    assert mail.sender is not None
    assert mail.sender.name == text.sender
    assert mail.lists.unsubscribe_https
    assert text.body in (mail.text or "")


def test_html_mail_hides_its_preheader_and_plain_mail_shows_it():
    page = next(text for text in EVERY if text.kind == NAMED and b"text/html" in letter(text, AT))
    plain = next(text for text in EVERY if text.kind == NAMED and b"text/html" not in letter(text, AT))
    assert parsed(page).preheader == page.preheader
    assert plain.preheader in (parsed(plain).text or "")


def test_personal_mail_and_unlisted_receipts_carry_no_list_header():
    for text in EVERY:
        if text.kind in OTHERS_THAN_ADVERTS:
            assert bool(parsed(text).lists.unsubscribe_https) == (text.listed and text.kind != "personal"), text.id


def test_lines_that_look_like_separators_are_quoted_in_the_mbox():
    octets = mbox([(AT, b"Subject: a\n\nFrom here to there\n"), (AT, b"Subject: b\n\n>From\n")])
    assert octets.count(b"\nFrom - ") == 1
    assert b"\n>From here" in octets
