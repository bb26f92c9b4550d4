"""Findings come back as they were."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlite_utils import Database

from inboxguard.facts.message import MessageKey, Shelf
from inboxguard.senders.sender import Basis, SenderId
from inboxguard.store import findings, folders, mentions, messages, search
from inboxguard.store.database import writing
from inboxguard.store.findings import Beside, SenderFinding
from inboxguard.trace.trail import Evidence, Level, Relation, Trail
from tests.store.findings import NOW, advert, found, keep, sender
from tests.store.messages import message

SHOP = sender("shop.example", "Shop", Basis.PURCHASE)
TRAIL = Trail(
    SenderId("shop.example"), ("me@post.example",), SenderId("mill.example"), Relation.SHARE, Level.STRONG, 0.95,
    ((Relation.SHARE, 0.9), (Relation.LEAK, 0.1)), (Evidence("unique_alias", "A", 5.0, (MessageKey("1"),)),),
)  # fmt: skip


def test_everything_comes_back_as_it_was(db: Database) -> None:
    mails = [advert("1", "shop.example"), advert("2", "shop.example", aside=True)]
    keep(db, mails, [found(SHOP, mails=1, opt_out="watching")], [TRAIL], {"number": 7})
    assert findings.attributed_to(db, "shop.example") == tuple(mails)
    assert findings.attributed_among(db, ["2", "nothing"]) == {"2": mails[1]}
    assert findings.sender(db, "shop.example") == SHOP
    assert findings.senders(db) == (SHOP,)
    assert findings.company(db, "Shop Group") == (("shop.example", "Shop"),)
    assert findings.names(db) == {"shop.example": "Shop"}
    assert findings.trails(db) == (TRAIL,)
    assert findings.trail(db, "shop.example") == TRAIL
    assert findings.value(db, "number", int) == 7
    assert findings.set_aside_keys(db) == {"2"}
    assert [(key, at) for key, at, _, _ in mentions.set_aside(db)] == [("2", "2026-11-24T08:00:00Z")]
    assert findings.opt_out_record(db, "shop.example") is not None
    assert findings.marketing_spans(db)["shop.example"] == findings.Span(2, NOW)


def test_it_is_known_on_how_many_messages_the_findings_stand(db: Database) -> None:
    assert findings.count(db) == 0
    keep(db, [advert("1", "shop.example"), advert("2", "shop.example", aside=True)])
    assert findings.count(db) == 2


def test_a_sender_that_is_gone_is_forgotten_and_the_others_stay(db: Database) -> None:
    mill = sender("mill.example", "Mill", Basis.STATED)
    keep(db, [advert("1", "shop.example")], [found(SHOP, mails=1), found(mill, mails=1)], [TRAIL], {"number": 7})
    with writing(db) as connection:
        findings.write_senders(connection, [], ["mill.example"])
    assert findings.senders(db) == (SHOP,)
    assert findings.trail(db, "shop.example") == TRAIL
    assert findings.value(db, "number", int) == 7


def test_trails_are_replaced_and_their_senders_noted(db: Database) -> None:
    keep(db, [], [found(SHOP, mails=1)], [TRAIL])
    assert search.chip_counts(db)["copy"] == 1
    with writing(db) as connection:
        findings.write_trails(connection, [], [])
    assert findings.trails(db) == ()
    assert search.chip_counts(db)["copy"] == 0


def test_what_trails_see_of_senders_has_a_sum_of_its_own(db: Database) -> None:
    keep(db, [], [found(SHOP, mails=1)])
    seen = findings.seen(db)
    keep(db, [], [found(SHOP, mails=5)])
    assert findings.seen(db) == seen
    with writing(db) as connection:
        findings.place(connection, {"shop.example": Beside()})
    assert findings.seen(db) != seen
    assert findings.senders(db) == (replace(SHOP, group=None),)
    assert findings.company(db, "Shop Group") == ()


def test_a_failure_half_way_keeps_what_was_there(db: Database) -> None:
    keep(db, [advert("1", "shop.example")], [found(SHOP, mails=1)], [], {"number": 7})

    def broken() -> Iterator[SenderFinding]:
        yield found(sender("mill.example", "Mill", Basis.STATED), mails=1)
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"), writing(db) as connection:
        findings.write_senders(connection, broken(), ["shop.example"])
    assert findings.senders(db) == (SHOP,)
    assert findings.value(db, "number", int) == 7


def test_thousands_of_keys_are_asked_for_in_parts(db: Database) -> None:
    mails = [advert(str(number), "shop.example") for number in range(1200)]
    keep(db, mails)
    assert len(findings.attributed_among(db, [str(number) for number in range(1200)])) == 1200


def test_findings_know_when_facts_changed(db: Database) -> None:
    """Whatever ends the program between a change and the next analysis: it is noted with the change itself."""

    def made() -> None:
        keep(db, values={findings.NUMBER: 7, "judged": NOW.date()})

    def outdated() -> bool:
        return findings.value(db, findings.NUMBER, int) is None

    inbox, junk = (folders.folder(db, "anna@post.example", name, name, Shelf.PLAIN) for name in ("INBOX", "Junk"))
    mail = messages.row(message(1, file=False))
    made()
    folders.settle(db, inbox.id, 7, [mail])
    assert outdated()
    assert findings.value(db, "judged", date) == NOW.date()
    made()
    folders.settle(db, inbox.id, 7, [], [(2, mail.key)])
    folders.settle(db, junk.id, 3, [], [(5, mail.key)])
    assert not outdated()  # further copies change nothing
    folders.vanished(db, inbox.id, 7, [1, 2])
    assert outdated()  # now it is at home in the other folder
    made()
    folders.vanished(db, junk.id, 3, [5])
    assert not outdated()
    messages.forget_account(db, "anna@post.example")
    assert outdated()
