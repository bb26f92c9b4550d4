"""What is fuzzed: each target reads octets as the product reads mail, and raises where a promise is broken.

Octets are a whole mail: header block, empty line, body. What the program forgives at its door ("unreadable") is a
fault here, because a reader behind the door raised.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from inboxguard.errors import Refused
from inboxguard.facts import mime, parsing
from inboxguard.facts.authentication import attest, report
from inboxguard.facts.body import body
from inboxguard.facts.headers import Head
from inboxguard.facts.hops import hop
from inboxguard.facts.identity import identity
from inboxguard.facts.lists import list_headers
from inboxguard.facts.message import Authentication, Message, Place, RawMessage
from inboxguard.facts.person import Person
from inboxguard.facts.recipient import recipient
from inboxguard.facts.settling import Learner, settle
from inboxguard.requests.unsubscribe import mailto_draft, ways
from inboxguard.senders.attribution import Attribution
from inboxguard.senders.domains import organisational
from inboxguard.senders.speaker import attribute
from inboxguard.store import judgements, messages
from inboxguard.store.judgements import Judged
from inboxguard.store.records import packed, unpacked

PERSON = Person(("me@post.example", "@mine.example"), ("mx.post.example",))
MOST_PACKED = 4_000_000
"""Octets that the facts of one mail may take, whatever it is made of."""
_AT = datetime(2026, 11, 2, 10, tzinfo=UTC)


def raw(octets: bytes) -> RawMessage:
    """Return octets as the mailbox hands them out."""
    ends = [at for at in (octets.find(b"\r\n\r\n"), octets.find(b"\n\n")) if at >= 0]
    end = min(ends, default=len(octets))
    rest = octets[end : end + 2 * mime.MOST_OCTETS].removeprefix(b"\r\n\r\n").removeprefix(b"\n\n")
    return RawMessage(Place("me@post.example", "INBOX", 1, 1), _AT, octets[:end], rest, size=len(octets))


def read(mail: RawMessage) -> Message:
    """Return a mail with its body opened, whoever wrote it; raises what the door would forgive."""
    head = Head(mail.head)
    message = parsing.opened(parsing._from_header(mail, head), mail)
    if "unreadable_body" in message.defects:
        body(mime.texts(head, mail.body or b""))
        raise AssertionError("a body was unreadable once only")
    return message


def sound(message: Message) -> None:
    """Raise AssertionError where a message cannot be stored and read back, or is too large."""
    octets = packed(message)
    assert len(octets) <= MOST_PACKED, f"{len(octets)} octets of facts"
    assert unpacked(octets, Message) == message
    messages.row(message)


def headers(octets: bytes) -> None:
    """Read a header block, and look at it as the first pass over a mailbox does."""
    mail = RawMessage(Place("me@post.example", "INBOX", 1, 1), None, octets)
    head = Head(octets)
    message = parsing._from_header(mail, head)
    sound(message)
    key, twin = identity(mail, head, message.message_id)
    assert (key, twin) == (message.key, message.twin)
    reading = parsing._reading(mail, head)
    assert message.bulk or reading is not parsing.Reading.OPEN


def bodies(octets: bytes) -> None:
    """Read a body as a person sees it."""
    message = read(raw(octets))
    sound(message)
    assert len(message.text or "") <= 64_000
    assert len(message.footer) <= 3_000
    assert len(message.preheader) <= 300
    assert len(message.links) <= 200
    assert all(len(link.url) <= 4_000 and len(link.text) <= 200 for link in message.links)
    assert len(message.images) <= 100


def authentication(octets: bytes) -> None:
    """Settle whose mailbox it is, what its server attested and which address a mail came to."""
    mail = raw(octets)
    message = parsing._from_header(mail, Head(mail.head))
    for name, value in message.trail:
        report(value) if name == "authentication-results" else hop(value)
    learner = Learner(organisational=organisational)
    learner.add(message)
    learner.add(message)
    for person in (PERSON, learner.person(), Person(("me@post.example",), ("mailserver",))):
        for imported in (False, True):
            attested = attest(message, person.authserv_ids, imported, organisational)
            assert attested.attested in (None, "imported" if imported else "server")
            assert attested.aligned is not True or attested.passed or attested.dmarc
        to = recipient(message, person.authserv_ids, person, organisational, attested)
        assert to is None or (to == to.lower() and "@" in to and len(to) <= 600)
        sound(settle(message, person, organisational))


def unsubscribe(octets: bytes) -> None:
    """Read every way out that a mail offers, and make the mails that it asks for."""
    mail = raw(octets)
    head = Head(mail.head)
    lists, _ = list_headers(head)
    message = read(mail)
    assert lists == message.lists
    for aligned in (None, True):
        offered = ways(replace(message, authentication=Authentication("server", "mx", (), (), aligned, aligned)))
        assert len(offered) <= 300
        for way in offered:
            assert aligned or not way.allowed
            assert way.host is None or "\n" not in way.host
    for url in (*lists.unsubscribe_mailto, *(link.url for link in message.links if link.url.startswith("mailto:"))):
        try:
            draft = mailto_draft(url, "me@post.example")
        except Refused:
            continue
        assert draft.to.isprintable()
        assert not set(draft.to) & set(" ,;<>\r\n")
        assert draft.to.lower() != "me@post.example"
        assert draft.subject.isprintable()
        assert "\r" not in draft.body


def judgement(octets: bytes) -> None:
    """Take a mail from its octets to the rows that are stored: who speaks, what kind it is, on what footing."""
    message = settle(read(raw(octets)), PERSON, organisational)
    sound(message)
    one = attribute(message, PERSON)
    packed_one = packed(one)
    assert len(packed_one) <= MOST_PACKED
    assert unpacked(packed_one, Attribution) == one
    assert len(one.name) <= 300
    judgements.row(Judged(one, (), aside=False, said=()))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "headers": headers,
    "body": bodies,
    "authentication": authentication,
    "unsubscribe": unsubscribe,
    "judgement": judgement,
}
