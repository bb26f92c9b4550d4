"""Mail that may answer a letter is found without reading everybody's letters."""

from dataclasses import replace
from datetime import timedelta

from sqlite_utils import Database

from inboxguard.senders.attribution import Kind
from inboxguard.store.findings import Attributed
from inboxguard.store.replies import candidates, heard_between, written, wrote_from
from tests.store.findings import NOW, advert, keep

DAY = timedelta(days=1)
NOBODY: tuple[str, ...] = ()


def mail(key: str, organisation: str = "other.example", kind: Kind = Kind.PERSONAL, **changes: object) -> Attributed:
    one = advert(key, organisation)
    attribution = replace(one.attribution, kind=kind, **changes)  # type: ignore[arg-type]  # built from names
    return replace(one, attribution=attribution)


def test_of_whom_was_asked_all_but_adverts(db: Database) -> None:
    keep(db, [mail("a", "shop.example"), mail("b", "shop.example", Kind.MARKETING), mail("c")])
    assert candidates(db, NOW - DAY, (), ["shop.example"]) == ("a",)
    assert candidates(db, NOW + DAY, (), ["shop.example"]) == ()


def test_of_anybody_what_bears_a_reference(db: Database) -> None:
    keep(
        db,
        [
            mail("a", subject="AW: Ihre Anfrage 2026-k7q2m4a"),
            mail("b", subject="Invoice 2026-17", kind=Kind.TRANSACTIONAL),
            mail("c", subject="2026-K7Q2M4A", outgoing=True),
            mail("d", subject="2026-K7Q2M4A", kind=Kind.SPAM),
            mail("e", subject="2026-K7Q2M4A", kind=Kind.MARKETING, at=NOW - timedelta(hours=1)),
            mail("f", subject="2026-K7Q2M4A", at=None),
            mail("g", subject="2026\u2011K7Q2M4A", kind=Kind.DISCUSSION, at=NOW - timedelta(hours=1)),
        ],
    )
    found = candidates(db, NOW - DAY, (), NOBODY)
    assert found == ("g", "a")


def test_while_a_letter_waits_whatever_came_to_its_address_but_adverts(db: Database) -> None:
    keep(
        db,
        [
            mail("a", at=NOW - 3 * DAY), mail("b", at=NOW), mail("c", at=NOW + 3 * DAY),
            mail("d", at=NOW, kind=Kind.MARKETING), mail("e", at=NOW, recipient="other@post.example"),
        ],
    )  # fmt: skip
    me, first = "Me@post.example", NOW - 9 * DAY
    assert candidates(db, first, [(me, NOW - DAY, NOW + DAY)], NOBODY) == ("b",)
    both = [(me, NOW - 4 * DAY, NOW - DAY), (me, NOW, NOW + 9 * DAY)]
    assert candidates(db, first, both, NOBODY) == ("a", "b", "c")
    assert candidates(db, first, [('x"%_@', NOW - DAY, NOW + DAY)], NOBODY) == ()
    assert candidates(db, first, (), NOBODY) == ()


def test_what_the_person_wrote_since(db: Database) -> None:
    keep(
        db,
        [
            mail("a", outgoing=True), mail("b"), mail("c", outgoing=True, at=NOW - 9 * DAY),
            mail("d", outgoing=True, at=NOW - 2 * DAY), mail("e", outgoing=True, at=None),
        ],
    )  # fmt: skip
    assert written(db, NOW - DAY) == ("d", "a")
    assert written(db, NOW + 2 * DAY) == ()


def test_from_which_addresses_the_person_wrote(db: Database) -> None:
    keep(db, [mail("a", outgoing=True, recipient="Me+shop@post.example"), mail("b", recipient="other@post.example")])
    assert wrote_from(db, "me+shop@post.example")
    assert not wrote_from(db, "other@post.example")  # it only got mail
    assert not wrote_from(db, "me_shop@post.example")
    assert not wrote_from(db, '"%')


def test_reports_are_looked_for_in_their_span_of_time(db: Database) -> None:
    came = {"address": "mailer-daemon@post.example", "kind": Kind.TRANSACTIONAL}
    keep(db, [mail("a", **came), mail("b", at=NOW + 9 * DAY, **came), mail("c", outgoing=True, **came), mail("d")])  # type: ignore[arg-type]
    assert heard_between(db, NOW - DAY, NOW + DAY) == ("a",)
    assert heard_between(db, NOW + DAY, NOW + 9 * DAY) == ("b",)


def test_a_span_of_time_is_found_by_its_index_however_much_mail_there_is(db: Database) -> None:
    asked: list[str] = []
    db.conn.set_trace_callback(asked.append)
    heard_between(db, NOW - DAY, NOW)
    written(db, NOW - DAY)
    db.conn.set_trace_callback(None)
    plans = [[row[3] for row in db.conn.execute(f"EXPLAIN QUERY PLAN {query}")] for query in asked]
    assert len(plans) == 2
    for plan in plans:
        assert plan[0].startswith("SEARCH attributions USING INDEX attributions_aside (aside=? AND at>?")
