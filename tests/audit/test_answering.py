"""What they answered documents a trail or refutes it, is kept with its letter, and can be taken back."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inboxguard.audit import answering
from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused
from inboxguard.store import documents
from inboxguard.store.documents import Asked, Paper
from inboxguard.trace.decisions import Tenor
from inboxguard.trace.trail import Level
from tests.audit.letters import arrives
from tests.audit.truth import NOW

SOFA, LANTERN, CURTAIN = "sofasparrow.example", "movinglantern.example", "curtaincrow.example"
PAPER = Paper("answer.txt", "text/plain", b"From Moving Lantern.")
DAY = timedelta(days=1)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Their letter as the person saved it."""
    file = tmp_path / "answer.pdf"
    file.write_bytes(b"%PDF-1.7 we had it from Moving Lantern")
    return file


def trail(audit: Audit, recipient: str = SOFA) -> tuple[str | None, str]:
    """The source and level of a trail."""
    (row,) = [one for one in audit.json_trails()["trails"] if one["recipient"]["organisation"] == recipient]
    return row["source"] and row["source"]["organisation"], row["level"]


def test_a_source_that_they_name_documents_the_trail_at_once(audit: Audit, letter: Path) -> None:
    assert trail(audit) == (LANTERN, Level.STRONG)
    done = audit.answered_where_from("Sofa & Sparrow", "moving lantern", letter)
    assert (done.organisation, done.request, done.marked) == (SOFA, None, False)
    assert trail(audit) == (LANTERN, Level.DOCUMENTED)
    (row,) = audit.answers_filed()
    assert (row.id, row.organisation, row.name, row.what) == (done.id, SOFA, "Sofa & Sparrow", "where_from")
    assert (row.named, row.names, row.at) == ((LANTERN,), ("Moving Lantern",), NOW)
    assert (row.document.name, row.document.size) == ("answer.pdf", letter.stat().st_size)
    audit.forget_answer(done.id)
    assert trail(audit) == (LANTERN, Level.STRONG)
    assert audit.answers_filed() == ()


def test_who_names_nobody_refutes_it(audit: Audit, letter: Path) -> None:
    audit.answered_where_from(SOFA, None, letter)
    assert trail(audit) == (None, Level.NOT_SHOWN)
    assert audit.answers_filed()[0].named == ()


def test_a_source_outside_this_mailbox_is_named_by_its_domain(audit: Audit, letter: Path) -> None:
    audit.answered_where_from(SOFA, "Lists.Broker.example", letter)
    assert audit.answers_filed()[0].named == ("broker.example",)
    assert trail(audit) == ("broker.example", Level.DOCUMENTED)
    assert "Moving Lantern" not in audit.trail(SOFA).sentence


def test_of_two_answers_the_later_counts(audit: Audit, letter: Path) -> None:
    audit.answered_where_from(SOFA, None, letter)
    second = audit.answered_where_from(SOFA, LANTERN, letter)
    assert trail(audit) == (LANTERN, Level.DOCUMENTED)
    audit.forget_answer(second.id)
    assert trail(audit) == (None, Level.NOT_SHOWN)
    audit.answered_where_from(SOFA, LANTERN, letter, at=NOW - DAY)
    assert trail(audit) == (None, Level.NOT_SHOWN)


def test_what_a_source_answers_is_kept_with_all_recipients(audit: Audit, letter: Path) -> None:
    done = audit.answered_to_whom(LANTERN, (CURTAIN, "Sofa & Sparrow", "else.example", CURTAIN), letter)
    (row,) = audit.answers_filed()
    assert (row.id, row.what, row.named) == (done.id, "to_whom", (CURTAIN, SOFA, "else.example"))
    audit.answered_to_whom(LANTERN, (), letter)
    assert audit.answers_filed()[1].named == ()
    assert len(documents.documents(audit._db)) == 1


def test_the_request_that_is_answered_counts_as_answered(audit: Audit, letter: Path) -> None:
    first = audit.draft("where_from", SOFA).row
    audit.mark(first.id, "sent")
    audit.draft("to_whom", LANTERN)
    done = audit.answered_where_from(SOFA, LANTERN, letter)
    assert (done.request, done.marked) == (first.reference, True)
    assert audit.request(first.id).row.state == "answered"
    assert audit.answers_filed()[0].request == first.reference
    unsent = audit.answered_to_whom(LANTERN, (), letter)
    assert unsent.request is not None
    assert not unsent.marked


def test_a_request_of_somebody_else_is_not_answered_by_it(audit: Audit, letter: Path) -> None:
    other = audit.draft("where_from", CURTAIN).row
    with pytest.raises(Refused, match="went to"):
        audit.answered_where_from(SOFA, LANTERN, letter, request=other.id)
    with pytest.raises(Refused, match="no request"):
        audit.answered_where_from(SOFA, LANTERN, letter, request="2026-NOTHING")
    assert audit.answers_filed() == ()


@pytest.mark.parametrize(
    ("organisation", "source", "said"),
    [
        ("nobody.example", LANTERN, "No sender"),
        ("", LANTERN, "No sender"),
        (SOFA, "A Broker", "by its domain"),
        (SOFA, "", "by its domain"),
        (SOFA, "gmail.com", "anybody"),
        (SOFA, "co.uk", "by its domain"),
        (SOFA, SOFA, "trail mine"),
        (SOFA, "sofa & sparrow", "trail mine"),
        (SOFA, "x" * 5000, "by its domain"),
        (SOFA, "shop .example", "by its domain"),
    ],
)
def test_who_cannot_be_meant_is_refused_and_nothing_is_kept(
    audit: Audit, letter: Path, organisation: str, source: str, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        audit.answered_where_from(organisation, source, letter)
    assert audit.answers_filed() == ()
    assert documents.documents(audit._db) == ()


def test_no_answer_of_tomorrow_and_none_without_a_document(audit: Audit, letter: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="still to come"):
        audit.answered_where_from(SOFA, LANTERN, letter, at=NOW + DAY)
    for missing in (tmp_path / "missing", tmp_path, None):
        with pytest.raises(Refused):
            audit.answered_where_from(SOFA, LANTERN, missing)
    assert documents.documents(audit._db) == ()


def test_a_mail_is_its_own_document(audit: Audit, tmp_path: Path) -> None:
    came = arrives(audit, tmp_path / "post", NOW - DAY, "Your question")
    done = audit.answered_where_from(SOFA, LANTERN, message=came)
    (row,) = audit.answers_filed()
    assert (row.id, row.message_id, row.at) == (done.id, came, NOW - DAY)
    assert row.document.media == "message/rfc822"
    audit.save_document(done.id, tmp_path / "out.eml")
    assert came.encode() in (tmp_path / "out.eml").read_bytes()


def test_a_mail_of_somebody_else_answers_only_where_it_names_the_letter(audit: Audit, tmp_path: Path) -> None:
    reference = audit.draft("where_from", SOFA).row.reference
    desk = "Desk <case@privacydesk.example>"
    stranger = arrives(audit, tmp_path / "post", NOW - 2 * DAY, "Hello", sender=desk)
    with pytest.raises(Refused, match="not from"):
        audit.answered_where_from(SOFA, LANTERN, message=stranger)
    named = arrives(audit, tmp_path / "post", NOW, f"Re: {reference}", sender=desk)
    audit.answered_where_from(SOFA, LANTERN, message=named)
    assert audit.answers_filed()[0].message_id == named
    for nothing in ("<none@x.example>", "", "key", "@"):
        with pytest.raises(Refused, match="no incoming message"):
            audit.answered_where_from(SOFA, LANTERN, message=nothing)


def test_a_notice_names_somebody_speaks_of_partners_or_denies(audit: Audit, letter: Path) -> None:
    first = audit.file_notice(LANTERN, Tenor.NAMES, (SOFA,), letter)
    audit.file_notice(LANTERN, Tenor.PARTNERS, (), letter, NOW - DAY)
    audit.file_notice(LANTERN, Tenor.DENIES, (), letter)
    rows = audit.answers_filed()
    assert [(row.what, row.tenor, row.named) for row in rows] == [
        ("notice", Tenor.PARTNERS, ()), ("notice", Tenor.NAMES, (SOFA,)), ("notice", Tenor.DENIES, ()),
    ]  # fmt: skip
    for tenor, named in ((Tenor.NAMES, ()), (Tenor.DENIES, (SOFA,)), (Tenor.PARTNERS, (SOFA,))):
        with pytest.raises(Refused, match="say which"):
            audit.file_notice(LANTERN, tenor, named, letter)
    audit.forget_answer(first)
    assert len(audit.answers_filed()) == 2
    for nothing in (first, "a1", "n99", "", "n", "b1", "n²", "n" + "9" * 40, "*"):
        with pytest.raises(Refused, match="no answer"):
            audit.forget_answer(nothing)
        with pytest.raises(Refused, match="no answer"):
            audit.save_document(nothing, letter)


def test_merged_senders_are_one_and_set_aside_ones_are_marked(audit: Audit, letter: Path) -> None:
    audit.answered_where_from(SOFA, CURTAIN, letter)
    merged = audit.merge_senders(LANTERN, (CURTAIN,))
    assert audit.answers_filed()[0].named == (LANTERN,)
    audit.answered_where_from(SOFA, CURTAIN, letter)
    assert documents.answers(audit._db)[1].named == (LANTERN,)
    audit.undo_correction(merged)
    assert audit.answers_filed()[0].named == (CURTAIN,)
    audit.set_aside_sender(SOFA)
    assert [row.aside for row in audit.answers_filed()] == [True, True]


def test_answers_outlive_a_restart_and_go_with_the_home(audit: Audit, letter: Path, tmp_path: Path) -> None:
    audit.answered_where_from(SOFA, LANTERN, letter)
    audit.file_notice(LANTERN, Tenor.DENIES, (), letter)
    home = shutil.copytree(audit.home, tmp_path / "again")
    with Audit.open(home, lambda: NOW) as again:
        assert trail(again) == (LANTERN, Level.DOCUMENTED)
        again.analyse(anew=True)
        assert trail(again) == (LANTERN, Level.DOCUMENTED)
        assert len(again.answers_filed()) == 2
        again.forget()
    assert not home.exists()
    audit.leave_demo()
    assert audit.answers_filed() == ()
    assert documents.documents(audit._db) == ()


names = st.sampled_from((SOFA, LANTERN, CURTAIN, "broker.example", "else.example"))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from((SOFA, CURTAIN, LANTERN)), st.lists(names, max_size=3)), max_size=4))
def test_what_is_filed_is_listed_and_taken_back(audit: Audit, said: list[tuple[str, list[str]]]) -> None:
    def file(who: str, named: list[str], at: datetime) -> str:
        return answering.file_answer(audit._db, who, Asked.TO_WHOM, named, PAPER, at, NOW).id

    wanted = [(who, list(dict.fromkeys(named))) for who, named in said if who not in named]
    ids = [file(who, named, NOW + at * DAY) for at, (who, named) in enumerate(wanted, -len(wanted))]
    assert [(row.id, row.organisation, list(row.named)) for row in answering.rows(audit._db)] == [
        (key, who, named) for key, (who, named) in zip(ids, wanted, strict=True)
    ]
    for key in ids:
        answering.forget(audit._db, key)
    assert answering.rows(audit._db) == ()
    assert documents.documents(audit._db) == ()
