"""The text of a message is found by what the server says of its structure, and broken structures break nothing."""

import copy
import imaplib
import pickle
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.mailbox.structure import MOST_DEPTH, MOST_OCTETS, NOTHING, TextPart, text_part
from tests.pace import quickest
from tests.servers.dovecot import Dovecot

PLAIN = b'("text" "plain" ("charset" "utf-8") NIL NIL "quoted-printable" 1834 42 NIL NIL NIL NIL)'
HTML = b'("text" "html" ("charset" "iso-8859-1") NIL NIL "base64" 45231 612 NIL NIL NIL NIL)'
PDF = b'("application" "pdf" ("name" "a.pdf") NIL NIL "base64" 790000 NIL ("attachment" ("filename" "a.pdf")) NIL NIL)'
FORWARDED = (
    b'("message" "rfc822" NIL NIL NIL "7bit" 900 ("Tue, 1 Oct 2024 09:00:00 +0000" "Hi" NIL NIL NIL NIL NIL NIL NIL '
    b'"<1@x.example>") ' + HTML + b" 20 NIL NIL NIL NIL)"
)


def both(*parts: bytes, subtype: bytes = b"mixed") -> bytes:
    return b"(" + b"".join(parts) + b' "' + subtype + b'" ("boundary" "=_b") NIL NIL NIL)'


def section(structure: bytes) -> str | None:
    part = text_part(structure)
    return None if part is None else part.section


def test_html_is_preferred_to_plain_text() -> None:
    found = text_part(both(PLAIN, HTML, subtype=b"alternative"))
    assert found == TextPart("2", "text/html", "iso-8859-1", "base64", 45231)


def test_a_message_of_one_part_is_section_one() -> None:
    assert text_part(PLAIN) == TextPart("1", "text/plain", "utf-8", "quoted-printable", 1834)


@pytest.mark.parametrize(
    ("structure", "expected"),
    [
        (both(both(PLAIN, HTML, subtype=b"alternative"), PDF), "1.2"),
        (both(both(PLAIN, both(HTML, PDF, subtype=b"related"), subtype=b"alternative"), PDF), "1.2.1"),
        (both(PDF, PDF, both(PDF, both(PDF, HTML))), "3.2.2"),
        (both(PLAIN, PLAIN), "1"),
        (both(FORWARDED, PLAIN), "2"),  # what is forwarded is somebody else's letter
        (both(PDF, PLAIN, HTML, HTML), "3"),
        (both(PLAIN, PDF, subtype=b"signed"), "1"),
        (both(*[PDF] * 120, HTML), "121"),
    ],
)
def test_sections_are_numbered_in_reading_order(structure: bytes, expected: str) -> None:
    assert section(structure) == expected


@pytest.mark.parametrize("structure", [PDF, both(PDF, PDF), FORWARDED, both(FORWARDED, PDF)])
def test_a_message_without_text_has_nothing_to_fetch(structure: bytes) -> None:
    assert text_part(structure) is NOTHING


@pytest.mark.parametrize("structure", [PDF, HTML, b"NIL"])
def test_what_was_found_stays_the_same_between_processes(structure: bytes) -> None:
    found = text_part(structure)
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        arrived = pickle.loads(pickle.dumps(found, protocol))
        assert arrived == found
        assert (arrived is NOTHING) == (found is NOTHING)
    assert copy.deepcopy(found) == found


def test_attachments_are_not_read_even_if_they_are_pages() -> None:
    page = HTML.replace(b"612 NIL NIL", b'612 NIL ("ATTACHMENT" ("filename" "seite.html"))')
    assert text_part(both(page, page)) is NOTHING
    assert section(both(page, PLAIN)) == "2"
    inline = HTML.replace(b"612 NIL NIL", b'612 NIL ("inline" ("filename" "attachment"))')
    assert section(both(PLAIN, inline)) == "2"


def test_a_multipart_that_is_an_attachment_is_passed_over() -> None:
    album = both(PLAIN, HTML).removesuffix(b"NIL NIL NIL)") + b'("attachment" NIL) NIL NIL)'
    assert section(both(album, PLAIN)) == "2"


def test_a_whole_message_marked_as_attachment_is_read_like_any_other() -> None:
    assert section(PLAIN.replace(b"42 NIL NIL", b'42 NIL ("attachment" NIL)')) == "1"


def test_structures_without_extension_data() -> None:
    assert section(b'(("TEXT" "PLAIN" NIL NIL NIL "7BIT" 12 1)("TEXT" "HTML" NIL NIL NIL "8BIT" 99 3) "MIXED")') == "2"
    assert text_part(b'("TEXT" "HTML" NIL NIL NIL "8BIT" 99 3)') == TextPart("1", "text/html", None, "8bit", 99)


def test_us_ascii_is_what_servers_say_where_nothing_is_declared() -> None:
    found = text_part(HTML.replace(b"iso-8859-1", b"US-ASCII"))
    assert found == TextPart("1", "text/html", None, "base64", 45231)


def test_literals_and_escapes_are_strings() -> None:
    name = b'a)"(\\'
    literal = b"{%d}\r\n" % len(name) + name
    quoted = b'"' + name.replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'
    for form in (literal, literal.replace(b"}", b"+}"), quoted):
        named = PDF.replace(b'"a.pdf"', form)
        assert section(both(named, PLAIN, HTML)) == "3"
    assert section(HTML.replace(b'"iso-8859-1"', b"{5}\r\nutf-8")) == "1"


@pytest.mark.parametrize(
    ("structure", "expected"),
    [
        # RFC 2045 section 5.2: no subtype
        (b'("text" ("charset" "utf-8") NIL NIL "7bit" 12 1)', TextPart("1", "text/plain", "utf-8", "7bit", 12)),
        (b'("text" NIL ("charset" "utf-8") NIL NIL "7bit" 12 1)', TextPart("1", "text/plain", "utf-8", "7bit", 12)),
        # no encoding
        (b'("text" "html" NIL NIL NIL NIL 12 1)', TextPart("1", "text/html", None, "7bit", 12)),
        # quotes that nobody escaped
        (
            b'("text" "html" ("name" """" "charset" "utf-8") NIL ""Hello"" "base64" 12 1)',
            TextPart("1", "text/html", "utf-8", "base64", 12),
        ),
        # no quotes at all
        (b"(text html (charset utf-8) NIL NIL base64 12 1)", TextPart("1", "text/html", "utf-8", "base64", 12)),
        # Gmail's multipart without parts
        (b'(("ALTERNATIVE")' + HTML + b'"MIXED")', TextPart("2", "text/html", "iso-8859-1", "base64", 45231)),
        (
            b'(("ALTERNATIVE" ("BOUNDARY" "x") NIL NIL)' + HTML + b'"MIXED")',
            TextPart("2", "text/html", "iso-8859-1", "base64", 45231),
        ),
        # Exchange's NIL in place of a part
        (b"(NIL" + HTML + b' "mixed")', TextPart("2", "text/html", "iso-8859-1", "base64", 45231)),
        (b"(" + PDF + b" NIL " + HTML + b' "mixed")', TextPart("3", "text/html", "iso-8859-1", "base64", 45231)),
        (b"(" + HTML + b' NIL ("boundary" "x") NIL NIL)', TextPart("1", "text/html", "iso-8859-1", "base64", 45231)),
        # broken off behind the text
        (both(PLAIN, HTML, PDF)[:-60], TextPart("2", "text/html", "iso-8859-1", "base64", 45231)),
        # more than anybody asked for
        (HTML + b" FLAGS (", TextPart("1", "text/html", "iso-8859-1", "base64", 45231)),
    ],
)
def test_broken_structures_that_still_tell_where_the_text_is(structure: bytes, expected: TextPart) -> None:
    assert text_part(structure) == expected


@pytest.mark.parametrize(
    "structure",
    [
        b"",
        b"NIL",
        b"()",
        b"(())",
        b"(NIL NIL NIL)",
        b'"text" "html"',
        b'("text" "html")',
        b'("text" "html" NIL NIL NIL "7BIT" NIL)',
        b'("text" "html" NIL NIL NIL "base64" NIL 12 NIL)',  # the lines are not the octets
        b'("text" "html" NIL NIL NIL "7BIT" 12',  # and perhaps more digits
        b'("ALTERNATIVE")',
        b'("multipart" "related" ("boundary" "x") NIL NIL "7bit" 900 NIL NIL)',
        b'(NIL NIL NIL NIL NIL "7BIT" 0 NIL NIL NIL NIL)',
        PLAIN[:60],
        # HTML may follow, or hide in what is not described:
        both(PLAIN, HTML)[: len(PLAIN) + 20],
        both(PLAIN, b'("multipart" "related" ("boundary" "x") NIL NIL "7bit" 900 NIL NIL)'),
        both(PDF, b"NIL" + PDF, b"()"),
        PLAIN + b")",
    ],
)
def test_structures_that_do_not_tell(structure: bytes) -> None:
    assert text_part(structure) is None


def test_numbers_and_names_of_absurd_length() -> None:
    found = text_part(HTML.replace(b"45231", b"9" * 5000).replace(b"iso-8859-1", b"x" * 5000))
    assert found is not None
    assert found.octets < 10**16
    assert len(found.charset or "") < 100


def test_parts_too_deep_to_be_read_are_not_looked_for() -> None:
    deep = HTML
    for _ in range(12):
        deep = both(deep)
    assert section(deep) == ".".join("1" * 12)
    for _ in range(MOST_DEPTH):
        deep = both(deep)
    assert text_part(deep) is None


@pytest.mark.parametrize(
    "bomb",
    [
        b"(" * 1_000_000,
        b"(" + b"()" * 500_000,
        b"(" + b'"' * 1_000_000,
        b'("' + b"\\" * 1_000_000,
        b'("' + b"a" * 1_000_000,
        b"(" + b"NIL " * 250_000,
        b"(" + b"NIL((" * 200_000,
        b"(" + b"NIL(NIL(1))" * 100_000,
        b"(" + b"{1}\r\n" * 200_000,
        b"(" + b"{999999999}\r\n" * 80_000,
        b"(" + b"9" * 1_000_000 + b")",
        both(*[PLAIN] * 12_000),
        b"(" * (MOST_DEPTH - 1) + b'("a" "b" 1)' * 90_000,
    ],
    ids=lambda bomb: repr(bomb[:12]),
)
def test_a_megabyte_of_anything_takes_little_time(bomb: bytes) -> None:
    assert len(bomb) > MOST_OCTETS * 3
    assert text_part(bomb) is None
    assert quickest(lambda: text_part(bomb), 1.2) < 1.2  # 0.4 s, and 2 s where what is left is copied for each token


@given(st.binary(max_size=300))
def test_no_octets_break_it(octets: bytes) -> None:
    found = text_part(octets)
    assert found is None or found is NOTHING or found.media in ("text/html", "text/plain")


_PIECES = [b"(", b")", b'"', b"\\", b"NIL", b" ", b"12", b'"text"', b'"html"', b'"plain"', b'"charset"', b'"base64"',
           b'"attachment"', b'"message"', b'"rfc822"', b'"multipart"', b"{3}\r\n", b"\xff",
           HTML, PLAIN, PDF]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=40).map(b"".join))
def test_no_mixture_of_structures_breaks_it(structure: bytes) -> None:
    found = text_part(structure)
    assert found is None or found is NOTHING or re.fullmatch(r"[1-9][0-9]*(\.[1-9][0-9]*)*", found.section)


@dataclass(frozen=True)
class Node:
    """A part of an invented message."""

    media: str
    charset: str | None = None
    encoding: str = "7bit"
    disposition: str | None = None
    name: str | None = None
    inside: tuple["Node", ...] = ()


_NAMES = st.none() | st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12)
_DISPOSITIONS = st.sampled_from([None, None, None, "inline", "attachment", "Attachment"])
_LEAVES = st.builds(
    Node,
    media=st.sampled_from(["text/plain", "text/html", "Text/HTML", "text/calendar", "application/pdf", "image/png"]),
    charset=st.sampled_from([None, "utf-8", "ISO-8859-1"]),
    encoding=st.sampled_from(["7bit", "base64", "Quoted-Printable"]),
    disposition=_DISPOSITIONS,
    name=_NAMES,
)
_MULTIPARTS = ["multipart/alternative", "multipart/related", "multipart/mixed", "multipart/signed", "multipart/report"]
TREES = st.recursive(
    _LEAVES,
    lambda below: (
        st.builds(
            Node,
            media=st.sampled_from(_MULTIPARTS),
            disposition=_DISPOSITIONS,
            inside=st.lists(below, min_size=1, max_size=4).map(tuple),
        )
        | st.builds(Node, media=st.just("message/rfc822"), disposition=_DISPOSITIONS, inside=st.tuples(below))
    ),
    max_leaves=12,
)


def mail(node: Node, path: str = "") -> bytes:
    """Return a part as it stands in a message; the content of each is its place."""
    head = [f"Content-Type: {node.media}"]
    if node.charset:
        head[0] += f"; charset={node.charset}"
    name = None if node.name is None else node.name.replace("\\", "\\\\").replace('"', '\\"')
    if name is not None and not node.inside:
        head[0] += f'; name="{name}"'
    if node.disposition:
        head.append(f"Content-Disposition: {node.disposition}" + ("" if name is None else f'; filename="{name}"'))
    if not node.inside:
        head.append(f"Content-Transfer-Encoding: {node.encoding}")
        body = f"I am {path or 'alone'}\r\n".encode()
    elif node.media == "message/rfc822":
        body = b"Subject: forwarded\r\n" + mail(node.inside[0], f"{path}/")
    else:
        boundary = f"=_{path.replace('/', '_')}_"
        head[0] += f'; boundary="{boundary}"'
        parts = [mail(part, f"{path}.{number}".lstrip(".")) for number, part in enumerate(node.inside, 1)]
        body = b"".join(b"--%s\r\n%s\r\n" % (boundary.encode(), part) for part in parts)
        body += b"--%s--\r\n" % boundary.encode()
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def bodystructure(node: Node) -> bytes:
    """Return the structure as Dovecot writes it."""

    def string(value: str | None) -> bytes:
        if value is None:
            return b"NIL"
        octets = value.encode()
        if '"' in value or "\\" in value:
            return b"{%d}\r\n%s" % (len(octets), octets)
        return b'"' + octets + b'"'

    def pairs(**values: str | None) -> bytes:
        told = [string(key) + b" " + string(value) for key, value in values.items() if value is not None]
        return b"(" + b" ".join(told) + b")" if told else b"NIL"

    disposition = b"NIL"
    if node.disposition:
        disposition = b"(" + string(node.disposition) + b" " + pairs(filename=node.name) + b")"
    kind, subtype = node.media.split("/")
    if kind == "multipart":
        parts = b"".join(bodystructure(part) for part in node.inside)
        return b"(%s %s %s %s NIL NIL)" % (parts, string(subtype), pairs(boundary="=_"), disposition)
    said = [string(kind), string(subtype), pairs(charset=node.charset, name=node.name), b"NIL", b"NIL"]
    said += [string(node.encoding), b"14"]
    if node.inside:
        said += [b'(NIL "forwarded" NIL NIL NIL NIL NIL NIL NIL NIL)', bodystructure(node.inside[0])]
    if node.inside or kind.lower() == "text":
        said.append(b"3")
    return b"(" + b" ".join((*said, b"NIL", disposition, b"NIL", b"NIL")) + b")"


def leaves(message: Message, section: str = "") -> Iterator[tuple[str, Message]]:
    """Yield what may be read of a message, with its section, as the standard library sees it."""
    if section and (message.get_content_disposition() or "") == "attachment":
        return
    if message.get_content_maintype() == "multipart":
        for number, part in enumerate(message.get_payload(), 1):
            assert isinstance(part, Message)
            yield from leaves(part, f"{section}.{number}".lstrip("."))
    elif message.get_content_type() in ("text/html", "text/plain"):
        yield section or "1", message


def expected_of(raw: bytes) -> tuple[str, str, str | None, str]:
    texts = list(leaves(message_from_bytes(raw)))
    for media in ("text/html", "text/plain"):
        for section, part in texts:
            if part.get_content_type() == media:
                return section, media, part.get_content_charset(), str(part["Content-Transfer-Encoding"]).lower()
    return "", "", None, ""


@given(TREES)
def test_the_part_is_the_one_that_the_standard_library_finds(tree: Node) -> None:
    found = text_part(bodystructure(tree))
    assert found is not None
    assert (found.section, found.media, found.charset, found.encoding) == expected_of(mail(tree))


@given(TREES, st.data())
def test_a_structure_that_breaks_off_never_names_a_part_that_is_not_the_one(tree: Node, data: st.DataObject) -> None:
    structure = bodystructure(tree)
    found = text_part(structure[: data.draw(st.integers(0, len(structure) - 1))])
    if found is not None:
        sections = [section for section, part in _undisposed(message_from_bytes(mail(tree))) if part == found.media]
        assert found.media == "text/html"
        assert found.section in sections


def _undisposed(message: Message, section: str = "") -> Iterator[tuple[str, str]]:
    if message.get_content_maintype() == "multipart":
        for number, part in enumerate(message.get_payload(), 1):
            assert isinstance(part, Message)
            yield from _undisposed(part, f"{section}.{number}".lstrip("."))
    else:
        yield section or "1", message.get_content_type()


def invented(dice: random.Random, depth: int = 0) -> Node:
    """Return a tree by chance, as `TREES` does, for the server that is too slow for hundreds."""
    disposition = dice.choice([None, None, None, "inline", "attachment"])
    if depth < 4 and dice.random() < (0.9 if depth == 0 else 0.35):
        if dice.random() < 0.2:
            return Node("message/rfc822", disposition=disposition, inside=(invented(dice, depth + 1),))
        inside = tuple(invented(dice, depth + 1) for _ in range(dice.randint(1, 4)))
        return Node(dice.choice(_MULTIPARTS), disposition=disposition, inside=inside)
    return Node(
        dice.choice(["text/plain", "text/html", "application/pdf"]),
        charset=dice.choice([None, "utf-8"]),
        disposition=disposition,
        name=dice.choice([None, "a b.html", 'quo"te\\).html', "(("]),
    )


def test_a_real_server_gives_the_part_that_was_chosen(dovecot: Dovecot) -> None:
    dice = random.Random(20241001)
    trees = [invented(dice) for _ in range(60)]
    user = dovecot.user()
    read = 0
    with dovecot.outside(user) as client:
        for tree in trees:
            raw = b"From: a@shop.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + mail(tree)
            assert client.append("INBOX", "", "", raw)[0] == "OK"
        client.select("INBOX", readonly=True)
        for number, tree in enumerate(trees, 1):
            found = text_part(_fetched(client, number, "BODYSTRUCTURE").partition(b"(BODYSTRUCTURE ")[2][:-1])
            assert found is not None
            assert (found.section, found.media, found.charset, found.encoding) == expected_of(mail(tree))
            if found is NOTHING:
                continue
            read += 1
            content = _content(client, number, f"BODY.PEEK[{found.section}]")
            assert content.rstrip() == f"I am {found.section if tree.inside else 'alone'}".encode()
            assert len(content) == found.octets
    assert read > 25


def _fetched(client: imaplib.IMAP4, number: int, item: str) -> bytes:
    """Return the answer to a FETCH as it stood on the wire, without its last parenthesis."""
    pieces = client.fetch(str(number), f"({item})")[1]
    return b"".join(piece if isinstance(piece, bytes) else piece[0] + b"\r\n" + piece[1] for piece in pieces if piece)


def _content(client: imaplib.IMAP4, number: int, item: str) -> bytes:
    (piece, *_) = client.fetch(str(number), f"({item})")[1]
    assert isinstance(piece, tuple)
    return piece[1]
