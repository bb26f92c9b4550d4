"""Gmail keeps every mail once and shows it under labels: it is read once, and labels tell what is the person's own.

A scripted server, since no other one speaks X-GM-EXT-1; the line behind it is the one of every other story.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from inboxguard.audit.audit import Audit
from tests.audit.syncs import ADDRESS, ADVERT, advert, again, ids, letter, numbers, of, opened, sources, waiting
from tests.servers.mailboxes import Mail
from tests.servers.scripted import Scripted

ALL = "[Gmail]/Alle Nachrichten"
SPAM = "[Gmail]/Spam"
_FOLDERS = {
    "INBOX": r"\HasNoChildren",
    ALL: r"\All \HasNoChildren",
    "[Gmail]/Gesendet": r"\HasNoChildren \Sent",
    "[Gmail]/Entw&APw-rfe": r"\Drafts",
    SPAM: r"\HasNoChildren \Junk",
    "[Gmail]/Papierkorb": r"\HasNoChildren \Trash",
    "Shops": r"\HasNoChildren",
}


@dataclass
class Gmail:
    """What a Gmail account holds: in each folder mail by UID, with its labels."""

    held: dict[str, dict[int, tuple[bytes, Mail]]] = field(default_factory=lambda: {name: {} for name in _FOLDERS})
    open: str = ""
    examined: list[str] = field(default_factory=list)

    def __call__(self, command: str) -> bytes:
        verb, _, rest = command.partition(" ")
        if verb == "CAPABILITY":
            return b"* CAPABILITY IMAP4rev1 UNSELECT IDLE NAMESPACE X-GM-EXT-1 UIDPLUS ESEARCH\r\nOK"
        if verb == "LIST":
            return b"".join(f'* LIST ({flags}) "/" "{name}"\r\n'.encode() for name, flags in _FOLDERS.items()) + b"OK"
        if verb == "EXAMINE":
            return self._examine(rest)
        if command.startswith("UID SEARCH"):
            low, high = map(int, command.rpartition(" ")[2].split(":"))
            found = ",".join(str(uid) for uid in self.held[self.open] if low <= uid <= high)
            return f'* ESEARCH (TAG "x") UID{" ALL " * bool(found)}{found}\r\nOK'.encode()
        if command.startswith("UID FETCH"):
            _, _, uids, items = command.split(" ", 3)
            return b"".join(self._fetched(uid, items) for uid in _expanded(uids)) + b"OK"
        return b"OK"

    def _examine(self, rest: str) -> bytes:
        self.open = rest.partition('"')[2].partition('"')[0]
        self.examined.append(self.open)
        held = self.held[self.open]
        return (
            f"* {len(held)} EXISTS\r\n* OK [UIDVALIDITY 7] x\r\n* OK [UIDNEXT {max(held, default=0) + 1}] x\r\n"
            "OK [READ-ONLY]"
        ).encode()

    def _fetched(self, uid: int, items: str) -> bytes:
        if uid not in self.held[self.open]:
            return b""
        labels, mail = self.held[self.open][uid]
        head, _, text = mail.raw.partition(b"\r\n\r\n")
        told = [b"UID %d" % uid]
        if "X-GM-LABELS" in items:
            told.append(b"X-GM-LABELS (%b)" % labels)
        if "BODYSTRUCTURE" in items:
            told.append(b'INTERNALDATE "05-Jan-2026 08:00:00 +0000" RFC822.SIZE %d' % len(mail.raw))
            plain = b'("text" "plain" ("charset" "utf-8") NIL NIL "7bit" %d 3 NIL NIL NIL)' % len(text)
            told.append(b"BODYSTRUCTURE " + plain)
        if "HEADER" in items:
            told.append(_literal("HEADER" if "FIELDS" not in items else "HEADER.FIELDS (FROM)", head + b"\r\n\r\n"))
        if "[1]" in items:
            told.append(_literal("1", text))
        return b"* %d FETCH (%b)\r\n" % (uid, b" ".join(told))


def _literal(name: str, octets: bytes) -> bytes:
    return b"BODY[%b] {%d}\r\n%b" % (name.encode(), len(octets), octets)


def _expanded(uids: str) -> Iterator[int]:
    for piece in uids.split(","):
        low, _, high = piece.partition(":")
        yield from range(int(low), int(high or low) + 1)


def own(number: int) -> Mail:
    """Return what the person wrote."""
    raw = re.sub(rb"(?m)^(From|To): .*$", rb"", letter(number).raw).replace(b"\r\n\r\n", b"\r\n", 1)
    return Mail("own", number, b"From: <%b>\r\nTo: <lea@friends.example>\r\n" % ADDRESS.encode() + raw.lstrip(), True)


@pytest.fixture
def gmail(empty: Audit) -> Iterator[tuple[Gmail, Scripted]]:
    account = Gmail()
    server = Scripted(account)
    empty.add_account(ADDRESS, server.host, server.port, "none", ADDRESS, "an app password", None, remember=False)
    yield account, server
    server.close()


def filled(account: Gmail) -> None:
    """Put mail where Gmail has it: everything in All Mail, and again in the folder of each label."""
    everything = {
        1: (rb'"\\Inbox"', advert(1)),
        2: (rb'"\\Inbox" Shops', advert(2)),
        3: (rb'"\\Sent" "\\Important"', own(3)),
        4: (rb"\Sent", own(4)),
        5: (rb'"\\Draft"', own(5)),
        6: (rb'"\\Inbox" "odd \"label\" (x"', letter(6)),
        7: (b"", advert(7)),
    }
    account.held[ALL] = everything
    account.held["INBOX"] = {uid: everything[uid] for uid in (1, 2, 6)}
    account.held["Shops"] = {1: everything[2]}
    account.held[SPAM] = {1: (b"", advert(20))}
    account.held["[Gmail]/Papierkorb"] = {1: (b"", advert(21))}


def test_every_mail_is_read_once_and_drafts_and_thrown_away_mail_are_not(
    gmail: tuple[Gmail, Scripted], empty: Audit
) -> None:
    account, server = gmail
    filled(account)
    result = again(empty)
    assert (result.added, result.folders) == (7, (ALL, SPAM))
    assert set(account.examined) == {ALL, SPAM}
    assert numbers(empty) == of([advert(1), advert(2), own(3), own(4), letter(6), advert(7), advert(20)])
    assert (waiting(empty), result.notes) == (0, ())
    assert sources(empty)[of([advert(20)])[0]] == SPAM
    kinds = {row["message_id"]: row["kind"] for row in empty.message_rows()}
    assert kinds[of([advert(20)])[0]] == "spam"
    assert ADVERT in (empty.letter(ids(empty)[of([advert(2)])[0]]).text or "")
    # UIDs of both folders: the adverts 1, 2 and 7 of the one and 1 of the other.
    assert opened(server.commands) == {1, 2, 7}


def test_of_own_mail_nothing_but_the_first_fields_is_asked_for(gmail: tuple[Gmail, Scripted], empty: Audit) -> None:
    account, server = gmail
    filled(account)
    again(empty)
    further = [one for one in server.commands if one.startswith("UID FETCH") and "BODYSTRUCTURE" not in one]
    asked = {uid for command in further for uid in _expanded(command.split()[2])}
    assert asked == {1, 2, 6, 7}
    senders = {row["organisation"] for row in empty.json_senders()}
    assert not any("post.example" in str(one) for one in senders)


def test_nothing_new_is_nothing_to_fetch_and_a_draft_that_was_sent_is_mail(
    gmail: tuple[Gmail, Scripted], empty: Audit
) -> None:
    account, server = gmail
    filled(account)
    again(empty)
    server.commands.clear()
    assert again(empty).added == 0
    assert not [command for command in server.commands if "FETCH" in command]
    del account.held[ALL][5]
    account.held[ALL][8] = (rb'"\\Sent"', own(5))
    result = again(empty)
    assert result.added == 1
    assert of([own(5)])[0] in numbers(empty)


def test_mail_that_gmail_moves_to_spam_is_the_same_mail(gmail: tuple[Gmail, Scripted], empty: Audit) -> None:
    account, server = gmail
    filled(account)
    again(empty)
    before = ids(empty)
    account.held[SPAM][2] = account.held[ALL].pop(2)
    server.commands.clear()
    result = again(empty)
    assert (result.added, result.gone) == (0, 1)
    assert not opened(server.commands)
    assert ids(empty) == before
    assert sources(empty)[of([advert(2)])[0]] == SPAM
