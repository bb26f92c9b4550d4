"""Of all themes it is stored what mail says; of marked ones alone is it told."""

from datetime import UTC, datetime

from sqlite_utils import Database

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Legal
from inboxguard.store import findings, judgements, mentions
from inboxguard.store.judgements import Judged
from inboxguard.store.records import packed
from inboxguard.themes.matching import Mention

SHOP = "shop.example"


def mention(theme: str) -> Mention:
    return Mention(theme, MessageKey("1"), 1.0, (("subject", 0, 4),), ("pram",), listed=True)


def advert() -> Judged:
    attribution = Attribution(
        MessageKey("1"), f"<1@{SHOP}>", datetime(2026, 5, 4, tzinfo=UTC), "Prams", Kind.MARKETING, (), SHOP, "Shop",
        None, True, "server", "me@post.example", False, None, None, None, (), (), True, None, Legal(), "en",
    )  # fmt: skip
    return Judged(attribution, (mention("baby"), mention("pet")), False, ())


def test_nothing_is_marked_at_first_and_the_last_word_counts(db: Database) -> None:
    assert mentions.marked(db) == frozenset()
    mentions.mark(db, {"baby", "pet"})
    mentions.mark(db, {"pet"})
    assert mentions.marked(db) == {"pet"}


def test_nothing_is_told_of_what_is_not_marked(db: Database) -> None:
    judgements.put(db, [judgements.row(advert())], 1)
    for marked in (set[str](), {"baby"}, {"baby", "pet", "funeral"}):
        mentions.mark(db, marked)
        (heard,), (found,) = judgements.heard(db, SHOP), findings.attributed_to(db, SHOP)
        assert {one.theme for one in heard.mentions} == {"baby", "pet"} & marked
        assert found.mentions == heard.mentions == findings.attributed_among(db, ["1"])[MessageKey("1")].mentions


def test_mail_that_says_nothing_is_not_even_read() -> None:
    assert mentions.of_marked(b"[]", {"baby"}) == ()
    assert mentions.of_marked(b"broken", frozenset()) == ()
    assert mentions.of_marked(packed((mention("baby"),)), {"baby"}) == (mention("baby"),)
