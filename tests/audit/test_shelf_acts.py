"""Shelves corrected both ways, and what cannot be kept."""

from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import Missed, ShelfSettings, ShelfWord, Wrong
from inboxguard.errors import Refused
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings
from tests.audit import shops

SOFAS, CURTAINS = SenderId("sofasparrow.example"), SenderId("curtaincrow.example")


def keys_of(audit: Audit, sender: str) -> list[str]:
    """Return the incoming marketing of a sender."""
    return [
        one.attribution.message
        for one in findings.attributed_to(audit._db, sender)
        if one.attribution.kind == "marketing" and not one.attribution.outgoing
    ]


def test_one_mail_called_wrong_comes_back_alone(audit: Audit) -> None:
    audit.set_aside_senders((SOFAS,))
    first, second = [row.key for row in audit.shelf()][:2]
    audit.wrong([first], Wrong.MAIL)
    assert first not in audit.all_set_aside()
    assert second in audit.all_set_aside()
    audit.wrong([second], Wrong.SENDER)
    assert audit.shelf() == ()
    assert audit.sender(SOFAS).said == "keep"


def test_words_called_wrong_never_count_again_for_this_person(audit: Audit) -> None:
    made = audit.keep_shelf(ShelfSettings(None, "B", words=(ShelfWord("sofa*", "strong"),)))
    lying = [row.key for row in audit.shelf(made)]
    assert len(lying) > 1
    audit.wrong(lying[:1], Wrong.WORDS)
    assert lying[0] not in audit.all_set_aside()
    assert audit._db.execute("SELECT count(*) FROM own_blocks").fetchone()[0] > 0


def test_a_missed_mail_takes_its_list_or_its_words_with_it(audit: Audit) -> None:
    keys = keys_of(audit, SOFAS)
    audit.missed(keys[0], Missed.MAIL)
    assert audit.all_set_aside() == {keys[0]}
    audit.missed(keys[0], Missed.LIST)
    assert set(keys) <= audit.all_set_aside()
    rare = audit.rare_words(keys_of(audit, CURTAINS)[0])
    assert rare
    assert all(word.term.isalpha() for word in rare)
    audit.missed(keys_of(audit, CURTAINS)[0], Missed.WORDS, [rare[0].term])
    assert ShelfWord(rare[0].term, "strong") in audit.shelf_settings("a").words
    with pytest.raises(Refused, match="No new word"):
        audit.missed(keys[0], Missed.WORDS, [])


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (ShelfSettings(None, "x" * 41), "longer"),
        (ShelfSettings(None, "B", "pink"), "colours"),
        (ShelfSettings(None, "B", words=(ShelfWord("!?", "strong"),)), "no letter"),
        (ShelfSettings(None, "B", words=(ShelfWord("rose", "huge"),)), "strong, medium"),
        (ShelfSettings(None, "B", senders=(SenderId("nobody.example"),)), "No sender"),
        (ShelfSettings(None, "B", exceptions=("no domain",)), "no domain"),
        (ShelfSettings(None, "B", exceptions=("com",)), "no domain"),
        (ShelfSettings(None, "B", themes=("dragons",)), "no theme"),
        (ShelfSettings("zz", "B"), "no shelf"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_kept(audit: Audit, settings: ShelfSettings, words: str) -> None:
    before = audit.shelves()
    with pytest.raises(Refused, match=words):
        audit.keep_shelf(settings)
    assert audit.shelves() == before


@pytest.mark.parametrize(
    "typed", ["sofasparrow.example", "@sofasparrow.example", "News@SofaSparrow.example.", "https://sofasparrow.example/x"]
)
def test_an_exception_is_taken_however_it_is_typed(audit: Audit, typed: str) -> None:
    made = audit.keep_shelf(ShelfSettings(None, "B", words=(ShelfWord("sofa*", "strong"),), exceptions=(typed,)))
    assert audit.shelf_settings(made).exceptions == ("sofasparrow.example",)
    assert not set(keys_of(audit, SOFAS)) & audit.all_set_aside()


def test_who_stands_behind_rows_is_told_for_acts_that_need_no_look(audit: Audit) -> None:
    audit.set_aside_senders((SOFAS, CURTAINS))
    found = audit.behind([row.key for row in audit.shelf()])
    assert set(found.organisations) == {SOFAS, CURTAINS}
    assert len(found.messages) == len(audit.shelf())
    assert audit.behind(["0" * 24]).messages == ()


def test_a_list_that_several_senders_bear_is_the_list_of_none(empty: Audit, tmp_path: Path) -> None:
    def advert(day: int, shop: str, list_id: str) -> bytes:
        mail = shops.written(day, f"Lamps {day}", "Lamps.", "news", shop.title(), f"{shop}.example")
        return mail.replace(f"<news.{shop}.example>".encode(), list_id.encode())

    mails = [advert(day, shop, "<List.Unsubscribe>") for shop in ("heron", "otter") for day in range(3)]
    mails += [advert(9, "heron", "<tea.heron.example>"), advert(10, "heron", "<tea.heron.example>")]
    empty.import_files([shops.put(tmp_path / "mails", mails)], me=[shops.ME], authserv=[shops.SERVER])
    by_day = {
        one.attribution.subject: one.attribution.message
        for shop in ("heron.example", "otter.example")
        for one in findings.attributed_to(empty._db, shop)
    }
    empty.missed(by_day["Lamps 9"], Missed.LIST)
    assert empty.all_set_aside() == {by_day["Lamps 9"], by_day["Lamps 10"]}, "a list of its own is a list"
    heron = {one.attribution.message for one in findings.attributed_to(empty._db, "heron.example")}
    shared = next(key for key in sorted(heron) if key not in empty.all_set_aside())
    empty.missed(shared, Missed.LIST)
    assert empty.all_set_aside() == heron
