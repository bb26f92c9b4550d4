"""The server of the tests is what it says: filled quickly, poorer on request, with certificates to be refused."""

import imaplib
import ssl
import time
from collections.abc import Callable

import pytest

from tests.servers.dovecot import LIKE_GMAIL, LIKE_MICROSOFT, PLAIN, Certificate, Dovecot
from tests.servers.mailboxes import Town


def test_a_filled_mailbox_holds_what_was_written_in_the_order_in_which_it_came(dovecot: Dovecot) -> None:
    user = dovecot.user()
    mails = list(Town(size=0.05).mails(30))
    dovecot.fill(user, mails)
    dovecot.fill(user, mails[:5], "Receipts/Old")
    with dovecot.outside(user) as client:
        client.select("INBOX", readonly=True)
        answer = client.fetch("1:*", "(UID FLAGS INTERNALDATE RFC822.SIZE BODY.PEEK[])")[1]
        told = [part for part in answer if isinstance(part, tuple)]
        assert [part[1] for part in told] == [mail.raw for mail in mails]
        for part, mail in zip(told, mails, strict=True):
            assert f"RFC822.SIZE {len(mail.raw)}".encode() in part[0]
            assert (rb"\Seen" in part[0]) == mail.seen
            assert time.mktime(imaplib.Internaldate2tuple(part[0])) == mail.at
    assert dovecot.uids(user) == list(range(1, 31))
    assert len(dovecot.uids(user, "Receipts/Old")) == 5

    dovecot.fill(user, mails[:2])  # what comes into an open folder is seen too
    assert dovecot.uids(user) == list(range(1, 33))


def test_messages_are_flagged_moved_and_deleted(dovecot: Dovecot) -> None:
    user = dovecot.user()
    dovecot.fill(user, Town(size=0.05).mails(6))
    dovecot.flag(user, [2])
    dovecot.expunge(user, [1, 3])
    dovecot.move(user, [4, 5], "Receipts")
    assert dovecot.uids(user) == [2, 6]
    assert dovecot.uids(user, "Receipts") == [1, 2]
    with dovecot.outside(user) as client:
        client.select("INBOX", readonly=True)
        assert client.uid("SEARCH", "FLAGGED")[1] == [b"2"]


def uidvalidity(server: Dovecot, user: str) -> bytes:
    with server.outside(user) as client:
        return client.status("INBOX", "(UIDVALIDITY)")[1][0]


def test_a_mailbox_made_anew_has_another_generation(dovecot: Dovecot) -> None:
    user = dovecot.user()
    mails = list(Town(size=0.05).mails(4))
    dovecot.fill(user, mails)
    before = uidvalidity(dovecot, user)
    dovecot.remake(user, mails[1:])
    assert uidvalidity(dovecot, user) != before
    assert len(dovecot.uids(user)) == 3


@pytest.mark.parametrize(
    ("capability", "offered", "missing"),
    [
        ("", "QRESYNC CONDSTORE COMPRESS=DEFLATE ESEARCH LIST-STATUS", "X-GM-EXT-1"),
        (LIKE_GMAIL, "CONDSTORE COMPRESS=DEFLATE ESEARCH LIST-STATUS", "QRESYNC BINARY"),
        (LIKE_MICROSOFT, "UIDPLUS MOVE", "CONDSTORE QRESYNC COMPRESS=DEFLATE ESEARCH LIST-STATUS"),
        (PLAIN, "IMAP4REV1", "IDLE UIDPLUS"),
    ],
)
def test_a_poorer_server_announces_less(
    dovecot_with: Callable[..., Dovecot], capability: str, offered: str, missing: str
) -> None:
    server = dovecot_with(capability)
    with server.outside(server.user()) as client:
        announced = client.capability()[1][0].decode().upper().split()
    assert set(offered.split()) <= set(announced)
    assert not set(missing.split()) & set(announced)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Certificate.EXPIRED, "expired"),
        (Certificate.WRONG_NAME, "not valid for"),
        (Certificate.SELF_SIGNED, "self-signed"),
    ],
)
def test_a_certificate_to_be_refused_is_refused_for_its_reason(
    dovecot_with: Callable[..., Dovecot], kind: Certificate, words: str
) -> None:
    server = dovecot_with(certificate=kind)
    context = ssl.create_default_context(cafile=server.ca_file)
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    with pytest.raises(ssl.SSLCertVerificationError, match=words):
        imaplib.IMAP4_SSL(server.host, server.tls_port, ssl_context=context, timeout=5)
