"""Decisions reach the rooms in the shape in which they judge."""

from datetime import date, timedelta
from pathlib import Path

from inboxguard.audit.deciding import (
    corrections,
    given,
    given_by_person,
    given_to,
    members,
    said,
    theme_decisions,
    trace_decisions,
)
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, documents
from inboxguard.store.database import open_database
from inboxguard.store.decisions import KnownBreach
from inboxguard.store.documents import Asked, Paper
from inboxguard.trace.decisions import Answer, Breach, Given, Handed, Notice, Tenor
from tests.audit.truth import NOW


def test_organisations_and_messages_are_told_apart(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    decisions.mark_theme(db, "baby", NOW)
    decisions.shelve(db, "shop.example", "aside", NOW)
    decisions.shelve(db, "mill.example", "keep", NOW)
    decisions.shelve(db, "a" * 24, "keep", NOW)
    decisions.shelve(db, "b" * 24, "aside", NOW)
    said = theme_decisions(db)
    assert said.marked == {"baby"}
    assert said.accepted == {"shop.example"}
    assert said.kept_senders == {"mill.example"}
    assert said.kept == {"a" * 24}
    assert said.hidden == {"b" * 24}
    db.close()


def test_what_was_given_to_whom(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    decisions.say_mine(db, "shop.example", NOW)
    decisions.give(db, "me+mill@post.example", "mill.example", True, NOW)
    said = trace_decisions(db)
    assert said.mine == {"shop.example"}
    assert [(given.address, given.organisation, given.only) for given in said.given] == [
        ("me+mill@post.example", "mill.example", True)
    ]
    db.close()


def test_what_was_said_of_merged_organisations_counts_for_the_one_that_stays(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    decisions.say_mine(db, "outlet.example", NOW)
    decisions.give(db, "me+a@post.example", "outlet.example", True, NOW)
    decisions.give(db, "me+a@post.example", "shop.example", False, NOW)
    decisions.shelve(db, "outlet.example", "aside", NOW)
    done = decisions.correct(db, "merge", "shop.example", "outlet.example", NOW)
    assert corrections(db).home("outlet.example") == "shop.example"
    assert trace_decisions(db).mine == {"shop.example"}
    assert [(row.address, row.organisation) for row in given(db)] == [("me+a@post.example", "shop.example")]
    assert theme_decisions(db).accepted == {"shop.example"}
    assert members(db, "shop.example") == ("shop.example", "outlet.example")
    assert said(db, "shop.example") == "mine"
    assert decisions.take_back(db, done)
    assert theme_decisions(db).accepted == {"outlet.example"}
    assert trace_decisions(db).mine == {"outlet.example"}
    db.close()


def test_answers_notices_and_breaches_reach_the_trace_under_the_organisation_that_stays(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    decisions.correct(db, "merge", "shop.example", "outlet.example", NOW)
    paper = Paper("answer.txt", "text/plain", b"From the outlet.")
    documents.file_answer(db, "v.example", Asked.WHERE_FROM, ("outlet.example",), paper, NOW)
    documents.file_answer(db, "w.example", Asked.WHERE_FROM, (), paper, NOW)
    documents.file_answer(db, "outlet.example", Asked.TO_WHOM, ("v.example", "shop.example"), paper, NOW)
    documents.file_notice(db, "outlet.example", "names", ("v.example",), paper, NOW)
    decisions.set_breaches(db, (KnownBreach("outlet.example", "Outlet", date(2024, 5, 1), ("Email addresses",)),))
    decisions.give(db, "me+k3x@post.example", "outlet.example", True, NOW, made=True)
    decisions.give(db, "me+k3x@post.example", "shop.example", True, NOW)
    documents.file_answer(db, "u.example", Asked.WHERE_FROM, ("v.example",), paper, NOW)
    documents.file_answer(db, "u.example", Asked.WHERE_FROM, (), paper, NOW)
    documents.file_answer(db, "u.example", Asked.WHERE_FROM, ("w.example",), paper, NOW - timedelta(days=1))
    told = trace_decisions(db)
    shop, v = SenderId("shop.example"), SenderId("v.example")
    assert set(told.answers) == {
        Answer(v, shop, "answer.txt", NOW),
        Answer(SenderId("w.example"), None, "answer.txt", NOW),
        Answer(SenderId("u.example"), None, "answer.txt", NOW),
    }
    assert told.handed == (Handed(shop, (v, shop), "answer.txt", NOW),)
    assert told.notices == (Notice(shop, Tenor.NAMES, (v,), "answer.txt", NOW),)
    assert told.breaches == (Breach(shop, "Outlet", date(2024, 5, 1)),)
    assert told.given == (Given("me+k3x@post.example", shop, True, True),)
    db.close()


def test_the_word_about_the_one_that_stays_counts_before_that_about_a_member(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    decisions.correct(db, "merge", "shop.example", "outlet.example\nmill.example", NOW)
    decisions.shelve(db, "shop.example", "aside", NOW)
    decisions.shelve(db, "outlet.example", "keep", NOW)
    assert (theme_decisions(db).accepted, theme_decisions(db).kept_senders) == ({"shop.example"}, frozenset())
    decisions.shelve(db, "shop.example", "keep", NOW)
    decisions.shelve(db, "outlet.example", "aside", NOW)
    assert (theme_decisions(db).accepted, theme_decisions(db).kept_senders) == (frozenset(), {"shop.example"})
    db.close()


def test_among_members_to_keep_counts_before_to_set_aside(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    decisions.correct(db, "merge", "shop.example", "outlet.example\nmill.example", NOW)
    decisions.shelve(db, "outlet.example", "aside", NOW)
    decisions.shelve(db, "mill.example", "keep", NOW)
    assert (theme_decisions(db).accepted, theme_decisions(db).kept_senders) == (frozenset(), {"shop.example"})
    db.close()


def test_what_is_split_off_from_a_sender_that_was_set_aside_stays_so(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    decisions.correct(db, "split", "shop.example", "kids.shop.example", NOW)
    assert theme_decisions(db).accepted == frozenset()
    decisions.shelve(db, "shop.example", "aside", NOW)
    assert theme_decisions(db).accepted == {"shop.example", "kids.shop.example"}
    decisions.shelve(db, "kids.shop.example", "keep", NOW)
    assert theme_decisions(db).accepted == {"shop.example"}
    db.close()


def test_words_to_one_organisation_and_of_the_person_are_those_among_all(tmp_path: Path) -> None:
    db = open_database(tmp_path)
    decisions.give(db, "a@post.example", "tea.example", True, NOW)
    decisions.give(db, "b@post.example", "tea.example", False, NOW, made=True)
    decisions.give(db, "b@post.example", "leaves.example", False, NOW)
    decisions.give(db, "c@post.example", "sofa.example", False, NOW, by="SimpleLogin")
    decisions.give(db, "d@post.example", "sofa.example", False, NOW)
    decisions.correct(db, "merge", "tea.example", "leaves.example", NOW)
    every = given(db)
    assert given_to(db, "tea.example") == tuple(one for one in every if one.organisation == "tea.example")
    assert [one.address for one in given_to(db, "tea.example")] == ["a@post.example", "b@post.example"]
    # What was drawn for a member was drawn for it, so that the word about the other is no word of the person's either.
    assert [one.address for one in given_by_person(db)] == ["a@post.example", "d@post.example"]
    assert given_to(db, "nobody.example") == ()
    assert trace_decisions(db, ()).given == ()
    assert len(trace_decisions(db).given) == 4
    db.close()
