"""The second server is a real one of another make, and asks for the password."""

import imaplib
from datetime import UTC, datetime

import pytest

from tests.servers.cyrus import Cyrus
from tests.servers.mailboxes import Town

LETTER = b"From: anna@post.example\r\nSubject: Tea\r\n\r\nFive o'clock?\r\n"


def test_mail_is_delivered_and_read_again(cyrus: Cyrus) -> None:
    user = cyrus.user()
    assert cyrus.deliver(user, LETTER, received=datetime(2024, 3, 1, tzinfo=UTC)) == 1
    cyrus.fill(user, Town(size=0.05).mails(5), "Receipts")
    with cyrus.outside(user) as client:
        assert b"Cyrus" in client.welcome
        announced = client.capability()[1][0].decode().upper().split()
        assert {"CONDSTORE", "QRESYNC", "ESEARCH", "SPECIAL-USE"} <= set(announced)
        assert any(rb"\sent" in folder for folder in client.list()[1])  # in small letters, as no other server
        client.select("INBOX", readonly=True)
        assert client.fetch("1", "(INTERNALDATE BODY.PEEK[])")[1][0][1] == LETTER
        assert client.select("Receipts", readonly=True)[1] == [b"5"]


def test_a_wrong_password_is_refused(cyrus: Cyrus) -> None:
    with imaplib.IMAP4(cyrus.host, cyrus.port, timeout=20) as client, pytest.raises(imaplib.IMAP4.error):
        client.authenticate("PLAIN", lambda _: b"\0mara\0wrong")
