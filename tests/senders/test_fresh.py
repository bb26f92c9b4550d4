"""Tests of kinds on mail of many eras and trades (fresh.toml), each mail as a mailbox of its own."""

import tomllib
from pathlib import Path

import pytest

from inboxguard.facts.message import Message, Place, RawMessage
from inboxguard.facts.parsing import read
from inboxguard.facts.person import Person
from inboxguard.facts.settling import learn_person, settle
from inboxguard.senders.attribution import Attribution
from inboxguard.senders.domains import organisational
from inboxguard.senders.speaker import attribute

_MAILS = tomllib.loads((Path(__file__).parent / "fresh.toml").read_text(encoding="utf-8"))["mail"]
_WAY = "Received: from {host} ({host} [192.0.2.7]) by mx.post.example with ESMTP id 7x; "
_VERDICT = "Authentication-Results: mx.post.example; "


def _octets(raw: str) -> bytes:
    """Return a mail with what the reader's own server puts on top, as octets of a transport."""
    begin = raw.strip("\n")
    fields = dict(line.split(": ", 1) for line in begin.partition("\n\n")[0].split("\n") if ": " in line)
    host = fields["From"].rpartition("@")[2].split(">")[0].split(" ")[0]
    way = _WAY.format(host=f"out.{host}") + fields["Date"]
    passed = f"dkim=pass header.d={host}; spf=pass smtp.mailfrom={host}; dmarc=pass header.from={host}"
    tops = {
        "{own}": f"{_VERDICT}{passed}\n{way}",
        "{none}": f"{_VERDICT}dkim=none; spf=none smtp.mailfrom={host}; dmarc=none header.from={host}\n{way}",
        "{spf}": f"{_VERDICT}dkim=none; spf=pass smtp.mailfrom={host}; dmarc=none header.from={host}\n{way}",
        "{denied}": f"{_VERDICT}dkim=none; spf=fail smtp.mailfrom={host}; dmarc=fail header.from={host}\n{way}",
        "{old}": way,
    }
    for mark, top in tops.items():
        begin = begin.replace(mark, top, 1) if begin.startswith(mark) else begin
    return begin.encode()


def _message(raw: str) -> Message:
    head, _, body = _octets(raw).partition(b"\n\n")
    return read(RawMessage(Place("import", "one"), None, head, body))


def judged(raw: str) -> tuple[Message, Attribution]:
    """Return a mail as read, and what is made of it in a mailbox where it is alone."""
    message = _message(raw)
    person = Person((), learn_person([message], organisational=organisational).authserv_ids)
    settled = settle(message, person, organisational)
    return settled, attribute(settled, person)


@pytest.mark.parametrize("mail", _MAILS, ids=lambda mail: mail["name"])
def test_a_mail_is_what_its_writer_meant(mail: dict[str, str]) -> None:
    assert judged(mail["raw"])[1].kind == mail.get("found", mail["kind"])
