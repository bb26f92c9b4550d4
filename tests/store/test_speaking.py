"""What messages say of themes is asked again of those that a word concerns, and of no others."""

from sqlite_utils import Database

from inboxguard.store import judgements, speaking
from inboxguard.store.database import writing
from inboxguard.store.records import packed

ROW = (
    "INSERT INTO attributions (key, organisation, kind, outgoing, aside, telling, ground, record, mentions, said) "
    "VALUES (?, ?, 'marketing', 0, 0, 0, 1, ?, ?, x'')"
)
SAID = packed([{"theme": "baby"}])


def filled(db: Database) -> None:
    with writing(db) as connection:
        for key, organisation, list_id, mentions in (
            ("a", "shop.example", "News.Shop.example", SAID),
            ("b", "shop.example", None, b"[]"),
            ("c", None, None, b"[]"),
        ):
            connection.execute(ROW, (key, organisation, packed({"list_id": list_id}), mentions))


def test_messages_are_known_by_list_theme_and_sender(db: Database) -> None:
    filled(db)
    assert speaking.of_lists(db, ["news.shop.example"]) == ["a"]
    assert speaking.of_lists(db, ["shop.example"]) == []
    assert speaking.mentioning(db, ["baby"]) == ["a"]
    assert speaking.mentioning(db, ["bab"]) == []
    assert speaking.marketing_of_nobody(db) == ["c"]
    assert speaking.marketing_organisations(db) == ["shop.example"]


def test_what_is_asked_again_is_stored_and_touches_whom_it_changes(db: Database) -> None:
    filled(db)
    speaking.ask_again(db, ["a", "b", "c"])
    assert speaking.to_ask(db) == ["a", "b"]
    assert judgements.unjudged(db, 1) == []  # there are no messages here: of nobody's it is asked with their judgement
    speaking.put(db, [("b", b"[]")], 1)
    assert judgements.touched(db) == ()
    speaking.put(db, [("a", b"[]")], 1)
    assert judgements.touched(db) == ("shop.example",)
    assert speaking.to_ask(db) == []
    assert speaking.mentioning(db, ["baby"]) == []
