"""Worlds go into the product as they are: every mail once, with what the person said and loaded."""

from dataclasses import replace
from pathlib import Path

from inboxguard.audit.audit import Audit
from tests.worlds.books import book
from tests.worlds.making import only
from tests.worlds.running import NOW, mbox, trails

BOOK = book("calibration")
HEAD = b"From: a@post.example\nDate: Mon, 06 Jan 2025 09:00:00 +0000\nMessage-ID: <1@post.example>\n"
LETTER = HEAD + b"\nFrom here on.\n>From\n"


def test_the_mail_the_words_and_the_breaches_of_a_world_arrive(tmp_path: Path) -> None:
    stories = (only(BOOK, seed, "breach_spoof", habit="alias") for seed in range(30))
    made = next(one for one in stories if one.breaches and one.said)
    found = trails(made, tmp_path)
    assert set(found) >= {"schema", "software", "coverage", "trails"}
    with Audit.open(tmp_path / "home", lambda: NOW) as audit:
        rows = list(audit.message_rows())
        assert len(rows) == len(set(made.mails))
        assert audit.own() == (made.me, (made.server,))
        assert {(one.organisation, one.name) for one in audit.breaches_known()} == {
            (organisation, name) for organisation, name, _ in made.breaches
        }
        given = {(one, who) for one, held, _ in audit.addresses() for who in held}
    assert {one for one, _ in given} >= {address for address, _, _ in made.said}


def test_lines_that_look_like_separators_are_quoted(tmp_path: Path) -> None:
    made = replace(only(BOOK, 1, "single_opt_in"), mails=(LETTER, LETTER.replace(b"<1@", b"<2@")))
    assert mbox(made).count(b"\n\nFrom - ") == 1
    trails(made, tmp_path)
    with Audit.open(tmp_path / "home", lambda: NOW) as audit:
        assert len(list(audit.message_rows())) == 2
