"""What the children do: a first look, and rows of mail that was opened as far as it may be; nothing raises there."""

import pickle
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.audit.reading_rows import Fetched, Look, Read, Staged
from inboxguard.facts.message import Message, Place, Shelf
from inboxguard.facts.parsing import Reading
from inboxguard.mailbox.structure import NOTHING, TextPart, text_part
from inboxguard.store.messages import Row
from inboxguard.store.records import decompressed, unpacked
from tests.audit.syncs import ADDRESS, ADVERT, SECRET, advert, letter
from tests.servers.mailboxes import Mail

STRUCTURE = b'("text" "plain" ("charset" "utf-8") NIL NIL "7bit" 100 3 NIL NIL NIL)'
WORD = st.sampled_from(["utf-8", "base64", "quoted-printable", "x", "", "utf-16", "\xff"])
AT = datetime(2026, 1, 5, 8, tzinfo=UTC)


def staged(mail: Mail, labels: bytes = b"", shelf: Shelf = Shelf.PLAIN, structure: bytes = STRUCTURE) -> Staged:
    head = mail.raw.partition(b"\r\n\r\n")[0]
    return Staged(Place(ADDRESS, "INBOX", 7, 3), shelf, AT, len(mail.raw), structure, labels, head + b"\r\n\r\n")


def text(mail: Mail) -> bytes:
    return mail.raw.partition(b"\r\n\r\n")[2]


def stored(row: Row) -> Message:
    return unpacked(decompressed(row.facts), Message)


def words(row: Row) -> str:
    return "" if row.text is None else decompressed(row.text).decode()


def test_an_advert_is_to_be_opened_and_a_letter_only_its_header() -> None:
    look = Look(keep_text=True)
    glance = look(staged(advert(1)))
    assert (glance.uid, glance.reading, glance.answers, glance.row, glance.draft) == (
        3,
        Reading.OPEN,
        False,
        None,
        False,
    )
    assert glance.part == text_part(STRUCTURE)
    assert look(staged(letter(1))).reading is Reading.HEADER
    answer = look(staged(letter(1, "In-Reply-To: <x@post.example>\r\n")))
    assert (answer.reading, answer.row) == (Reading.CLOSED, None)


@pytest.mark.parametrize(
    ("labels", "shelf"),
    [
        (rb'("\\Sent")', Shelf.SENT),
        (rb"(\Sent)", Shelf.SENT),
        (rb'("\\Inbox" "\\Sent" "Shops (old)")', Shelf.SENT),
        (rb'("\\Draft")', Shelf.DRAFTS),
        (rb'("\\Inbox" "Sent")', Shelf.PLAIN),
        (rb'("\"\\\\Sent\"" x)', Shelf.PLAIN),
        (b"()", Shelf.PLAIN),
        (b'("' + b"x" * 50_000, Shelf.PLAIN),
        (b"(" + b"a " * 300 + rb'"\\Sent")', Shelf.PLAIN),
    ],
)
def test_labels_tell_the_shelf(labels: bytes, shelf: Shelf) -> None:
    glance = Look(keep_text=True)(staged(letter(1), labels))
    assert (glance.row.shelf if glance.row else Shelf.PLAIN) is shelf
    assert glance.draft is (shelf is Shelf.DRAFTS)


def test_the_folder_of_junk_is_junk_whatever_the_labels_say() -> None:
    glance = Look(keep_text=True)(staged(letter(1), rb'("\\Sent")', Shelf.JUNK))
    assert glance.row is None


def test_own_mail_is_finished_at_the_first_look() -> None:
    glance = Look(keep_text=True)(staged(letter(4), shelf=Shelf.SENT))
    assert glance.row is not None
    assert glance.part is None
    assert stored(glance.row).message_id == "<letter-4@friends.example>"
    assert glance.row.text is None


@pytest.mark.parametrize("where", ["Subject: Re: Your request IG-7Q4\r\n", "References: <ig-7q4@post.example>\r\n"])
def test_a_letter_with_the_reference_of_an_open_request_is_an_answer(where: str) -> None:
    mail = letter(1)
    marked = replace(mail, raw=where.encode() + mail.raw.replace(b"Subject: Hello 1\r\n", b""))
    assert Look(True, ("ig-7q4",))(staged(marked)).answers
    assert not Look(True, ())(staged(marked)).answers
    assert not Look(True, ("ig-9zz",))(staged(marked)).answers


def test_an_advert_is_read_from_its_part() -> None:
    mail = advert(1)
    part = text_part(STRUCTURE)
    outcome = Read(True)(Fetched(staged(mail), staged(mail).head, text(mail), part, False))
    assert ADVERT in words(outcome.row)
    assert not outcome.closed_bulk
    assert words(Read(False)(Fetched(staged(mail), staged(mail).head, text(mail), part, False)).row) == ""


def test_without_a_description_the_whole_text_is_read() -> None:
    mail = advert(1)
    outcome = Read(True)(Fetched(staged(mail, structure=b"NIL"), staged(mail).head, text(mail), None, False))
    assert ADVERT in words(outcome.row)
    assert "cut_body" not in stored(outcome.row).defects
    cut = Read(True)(Fetched(staged(mail, structure=b"NIL"), staged(mail).head, text(mail)[:20], None, False))
    assert "cut_body" in stored(cut.row).defects


def test_a_letter_stays_closed_even_where_its_text_came() -> None:
    mail = letter(1)
    part = text_part(STRUCTURE)
    outcome = Read(True)(Fetched(staged(mail), staged(mail).head, text(mail), part, False))
    assert outcome.row.text is None
    assert SECRET.encode() not in decompressed(outcome.row.facts)
    answer = Read(True)(Fetched(staged(mail), staged(mail).head, text(mail), part, True))
    assert SECRET in words(answer.row)


def test_bulk_mail_whose_text_did_not_come_is_to_be_asked_for_once_more() -> None:
    mail = advert(1)
    assert Read(True)(Fetched(staged(mail), staged(mail).head, None, text_part(STRUCTURE), False)).closed_bulk
    assert not Read(True)(Fetched(staged(mail), staged(mail).head, None, NOTHING, False)).closed_bulk
    assert not Read(True)(Fetched(staged(letter(1)), None, None, text_part(STRUCTURE), False)).closed_bulk


def test_what_goes_to_children_and_comes_back_can_be_sent() -> None:
    look = Look(True, ("ig-7q4",))
    one = staged(advert(1))
    assert pickle.loads(pickle.dumps(look))(one) == look(one)
    fetched = Fetched(one, one.head, text(advert(1)), text_part(STRUCTURE), False)
    assert pickle.loads(pickle.dumps(Read(True)(fetched))) == Read(True)(fetched)


def test_what_breaks_a_child_is_a_row_of_what_the_server_says() -> None:
    one = staged(advert(1))
    glance = Look(True).unreadable(one)
    assert glance.row is not None
    assert glance.row.place.uid == glance.uid == 3
    assert stored(glance.row).received == AT
    outcome = Read(True).unreadable(Fetched(one, one.head, b"x", None, False))
    assert outcome.row.key == glance.row.key
    assert "unreadable" in stored(outcome.row).defects


@given(
    head=st.binary(max_size=300),
    body=st.none() | st.binary(max_size=200),
    structure=st.binary(max_size=80),
    labels=st.binary(max_size=40),
    size=st.integers(0, 2**40),
    part=st.none()
    | st.builds(TextPart, st.just("1"), st.just("text/html"), st.text(max_size=5), st.none(), st.just(9)),
)
def test_any_octets_give_a_row(
    head: bytes, body: bytes | None, structure: bytes, labels: bytes, size: int, part: TextPart | None
) -> None:
    one = Staged(Place(ADDRESS, "INBOX", 7, 3), Shelf.PLAIN, None, size, structure, labels, head)
    glance = Look(True, ("ig",))(one)
    assert glance.key
    outcome = Read(True)(Fetched(one, head, body, part, glance.answers))
    assert outcome.row.place == one.place
    # A look at a few fields and the reading of all of them agree on what the message is.
    assert outcome.row.key == glance.key
    assert outcome.row.twin == glance.twin
