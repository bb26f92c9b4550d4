"""Folders and labels tell own mail, junk and the bin in several languages; ordinary names tell nothing."""

import tomllib

import pytest

from inboxguard import resources
from inboxguard.facts.message import Shelf
from inboxguard.mailbox.shelves import by_flags, by_names


@pytest.mark.parametrize(
    ("name", "shelf"),
    [
        ("Sent", Shelf.SENT),
        ("SENT ITEMS", Shelf.SENT),
        ("Gesendet", Shelf.SENT),
        ("Gesendete Elemente", Shelf.SENT),
        ("Éléments envoyés", Shelf.SENT),
        ("Sent.mbox", Shelf.SENT),
        ("Gesendet.mbox.gz", Shelf.SENT),
        ("Junk", Shelf.JUNK),
        ("Spam", Shelf.JUNK),
        ("Spamverdacht", Shelf.JUNK),
        ("Entwürfe", Shelf.DRAFTS),
        ("Entwu\N{COMBINING DIAERESIS}rfe", Shelf.DRAFTS),  # as macOS writes file names
        ("Papierkorb", Shelf.TRASH),
        ("Corbeille", Shelf.TRASH),
        ("Messages envoyés", Shelf.SENT),
        ("Отправленные", Shelf.SENT),
        ("送信済みメール", Shelf.SENT),
        ("Roskaposti", Shelf.JUNK),
        ("Wersje robocze", Shelf.DRAFTS),
        ("Unsent Messages", Shelf.DRAFTS),
        ("Çöp Kutusu", Shelf.TRASH),
    ],
)
def test_special_names(name: str, shelf: Shelf) -> None:
    assert by_names([name]) is shelf


@pytest.mark.parametrize(
    "name",
    ["INBOX", "Posteingang", "Archive", "Shops", "Sentinel", "Presents", "Spam recipes", "Junkers", "", "sent.eml"],
)
def test_ordinary_names(name: str) -> None:
    assert by_names([name]) is Shelf.PLAIN


def test_what_is_never_acted_on_comes_first() -> None:
    assert by_names(["Sent", "Spam"]) is Shelf.JUNK
    assert by_names(["Sent", "Trash", "Important"]) is Shelf.TRASH


def test_no_word_stands_for_two_shelves() -> None:
    words = [word for row in tomllib.loads(resources.read("mailboxes/folders.toml"))["words"].values() for word in row]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("flags", "shelf"),
    [
        ([b"\\HasNoChildren", b"\\Sent"], Shelf.SENT),
        ([b"\\JUNK"], Shelf.JUNK),
        ([b"\\\\Sent"], Shelf.SENT),
        ([b"\\Draft"], Shelf.DRAFTS),
        ([b"\\Trash"], Shelf.TRASH),
        ([b"\\Archive"], Shelf.PLAIN),
        ([b"Sent"], Shelf.PLAIN),
        ([], Shelf.PLAIN),
    ],
)
def test_flags(flags: list[bytes], shelf: Shelf) -> None:
    assert by_flags(flags) is shelf
