"""What organisations wrote is kept whole, once, and goes with the last thing that stands on it."""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from inboxguard.store import decisions, documents
from inboxguard.store.documents import Asked, FiledAnswer, FiledNotice, Paper

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
LETTER = Paper("answer.pdf", "application/pdf", b"%PDF-1.7 we had it from shop.example")

domains = st.from_regex(r"[a-z]{1,12}\.example", fullmatch=True)
papers = st.builds(Paper, st.text(max_size=40), st.just("application/octet-stream"), st.binary(min_size=1, max_size=64))


def test_an_answer_and_a_notice_are_kept_with_their_document(db: Database) -> None:
    answer = documents.file_answer(db, "v.example", Asked.WHERE_FROM, ("shop.example",), LETTER, NOW, "2026-A", "key")
    notice = documents.file_notice(db, "shop.example", "partners", (), LETTER, NOW + timedelta(days=1))
    assert documents.answers(db) == (
        FiledAnswer(
            answer, "v.example", Asked.WHERE_FROM, ("shop.example",), LETTER.sha256, NOW, "2026-A", "key"
        ),
    )  # fmt: skip
    assert documents.notices(db) == (
        FiledNotice(notice, "shop.example", "partners", (), LETTER.sha256, NOW + timedelta(days=1)),
    )
    (kept,) = documents.documents(db)
    assert (kept.name, kept.size, kept.media, kept.at) == ("answer.pdf", len(LETTER.content), "application/pdf", NOW)
    assert documents.content(db, kept.sha256) == LETTER.content
    assert documents.names(db) == {LETTER.sha256: "answer.pdf"}


def test_the_same_bytes_are_kept_once_and_until_nothing_stands_on_them(db: Database) -> None:
    first = documents.file_answer(db, "v.example", Asked.WHERE_FROM, (), LETTER, NOW)
    second = documents.file_answer(db, "w.example", Asked.TO_WHOM, (), Paper("other.pdf", "", LETTER.content), NOW)
    assert [one.name for one in documents.documents(db)] == ["answer.pdf"]
    assert documents.forget_answer(db, first)
    assert documents.content(db, LETTER.sha256) == LETTER.content
    assert documents.forget_answer(db, second)
    assert not documents.forget_answer(db, second)
    assert documents.documents(db) == ()
    assert documents.content(db, LETTER.sha256) is None


def test_an_id_is_never_given_again(db: Database) -> None:
    first = documents.file_answer(db, "v.example", Asked.WHERE_FROM, (), LETTER, NOW)
    documents.forget_answer(db, first)
    assert documents.file_answer(db, "v.example", Asked.WHERE_FROM, (), LETTER, NOW) > first
    notice = documents.file_notice(db, "v.example", "denies", (), LETTER, NOW)
    assert documents.forget_notice(db, notice)
    assert documents.file_notice(db, "v.example", "denies", (), LETTER, NOW) > notice


def test_the_sample_goes_with_its_answers(db: Database) -> None:
    documents.file_answer(db, "v.example", Asked.WHERE_FROM, (), LETTER, NOW)
    documents.file_notice(db, "v.example", "denies", (), LETTER, NOW)
    decisions.forget_sample(db)
    assert (documents.answers(db), documents.notices(db), documents.documents(db)) == ((), (), ())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(domains, st.sampled_from(Asked), st.lists(domains, max_size=4), papers, st.none() | domains),
        max_size=5,
    )
)
def test_what_is_filed_is_what_is_found(
    db: Database, filed: list[tuple[str, Asked, list[str], Paper, str | None]]
) -> None:
    ids = [
        documents.file_answer(db, who, asked, named, paper, NOW, request)
        for who, asked, named, paper, request in filed
    ]
    found = documents.answers(db)
    assert [(one.organisation, one.asked, list(one.named), one.request) for one in found] == [
        (who, asked, named, request) for who, asked, named, _, request in filed
    ]
    for one, (*_, paper, _) in zip(found, filed, strict=True):
        assert documents.content(db, one.document) == paper.content
    for key in ids:
        assert documents.forget_answer(db, key)
    assert documents.documents(db) == ()
