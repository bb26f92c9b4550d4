"""A message of any length becomes a bounded RawMessage with the digest of all of it."""

import hashlib
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import RawMessage, Shelf
from inboxguard.mailbox.assembling import BLOCK, MAX_BODY, MAX_HEAD, Assembly, blocks, labels


def assembled(raw: bytes, shelf: Shelf = Shelf.PLAIN) -> RawMessage:
    assembly = Assembly()
    for block in blocks(io.BytesIO(raw).read):
        assembly.add(block)
    return assembly.message("x.eml", 3, shelf)


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_head_and_body(end: bytes) -> None:
    raw = end.join([b"From: a", b"Subject: b", b"", b"one", b"", b"two", b""])
    message = assembled(raw)
    assert message.head == end.join([b"From: a", b"Subject: b", b""])
    assert message.body == end.join([b"one", b"", b"two", b""])
    assert message.sha256 == hashlib.sha256(raw).hexdigest()
    assert (message.size, message.complete) == (len(raw), True)
    assert (message.place.account, message.place.folder, message.place.uid) == ("import", "x.eml", 3)


def test_long_parts_are_cut_and_said_to_be() -> None:
    raw = b"X: " + b"h" * (MAX_HEAD + 9) + b"\n\n" + b"b" * (MAX_BODY + 9)
    message = assembled(raw)
    assert len(message.head) == MAX_HEAD
    assert message.body is not None
    assert len(message.body) == MAX_BODY
    assert not message.complete
    assert message.sha256 == hashlib.sha256(raw).hexdigest()
    assert message.size == len(raw)


def test_parts_that_just_fit_are_complete() -> None:
    assert assembled(b"X: y\n\n" + b"b" * MAX_BODY).complete


def test_the_end_of_a_long_line_is_no_empty_line() -> None:
    raw = b"X" * BLOCK + b"\n" + b"Y: z\n\nbody"
    message = assembled(raw)
    assert message.head == b"X" * MAX_HEAD
    assert message.body == b"body"
    assert message.sha256 == hashlib.sha256(raw).hexdigest()


@given(st.binary(max_size=500))
def test_any_bytes_make_a_message(raw: bytes) -> None:
    message = assembled(raw)
    assert message.sha256 == hashlib.sha256(raw).hexdigest()
    assert len(message.head) + len(message.body or b"") <= len(raw)


@pytest.mark.parametrize(
    ("field", "found"),
    [
        (b"X-Gmail-Labels: Sent,Important\n", ("Sent", "Important")),
        (b'x-gmail-labels: "Shops, alle",Spam\r\n', ("Shops, alle", "Spam")),
        (b"X-Gmail-Labels: =?UTF-8?Q?Entw=C3=BCrfe,Ge=C3=B6ffnet?=\n", ("Entwürfe", "Geöffnet")),
        (b"X-Gmail-Labels: =?UTF-8?Q?Gesendet,Ge=C3=B6?=\n =?UTF-8?Q?ffnet?=\n", ("Gesendet", "Geöffnet")),
        (b"X-Gmail-Labels: Posteingang,\n Spam\nTo: x\n", ("Posteingang", "Spam")),
        (b"X-Gmail-Labels:\n", ()),
        (b"To: x\n", ()),
        (b"X-Gmail-Labels: =?nonsense?Q?a?=\n", ()),
        (b"X-Gmail-Labels-Too: Sent\n", ()),
    ],
)
def test_gmail_labels(field: bytes, found: tuple[str, ...]) -> None:
    assert labels(b"From: a\n" + field) == found


@pytest.mark.parametrize(
    ("label", "shelf"), [(b"Gesendet", Shelf.SENT), (b"Spam", Shelf.JUNK), (b"Shops", Shelf.PLAIN)]
)
def test_a_label_tells_the_shelf(label: bytes, shelf: Shelf) -> None:
    assert assembled(b"X-Gmail-Labels: " + label + b"\n\nx").shelf is shelf


def test_a_folder_tells_the_shelf_before_a_label() -> None:
    assert assembled(b"X-Gmail-Labels: Sent\n\nx", Shelf.JUNK).shelf is Shelf.JUNK


def test_a_label_in_the_body_tells_nothing() -> None:
    assert assembled(b"To: x\n\nX-Gmail-Labels: Spam\n").shelf is Shelf.PLAIN


@given(st.binary(max_size=300))
def test_any_bytes_as_labels_are_harmless(value: bytes) -> None:
    assert isinstance(labels(b"X-Gmail-Labels: " + value), tuple)


def test_a_mark_at_the_beginning_of_a_file_hides_no_field_and_counts_for_the_digest() -> None:
    content = b"\xef\xbb\xbfFrom: a@shop.example\n\nHallo"
    assembly = Assembly()
    assembly.add(content)
    found = assembly.message("a.eml", 1, Shelf.PLAIN)
    assert found.head == b"From: a@shop.example\n"
    assert found.sha256 == hashlib.sha256(content).hexdigest()
