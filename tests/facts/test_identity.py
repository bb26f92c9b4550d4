"""Keys and twins: the same for one mail wherever and however much of it is read."""

from inboxguard.facts.headers import Head
from inboxguard.facts.identity import digest, identity
from inboxguard.facts.message import Place, RawMessage

HEAD = b"Message-ID: <n1@shop.example>\r\nDate: Mon, 2 Nov 2026 11:00:00 +0100\r\nTo: me@post.example"
PLACE = Place("me@post.example", "INBOX", 1, 7)


def told(head: bytes, sha256: str | None = None, place: Place = PLACE) -> tuple[str, str]:
    return identity(RawMessage(place, None, head, sha256=sha256), Head(head), "<n1@shop.example>" if head else None)


def test_parts_are_not_run_together() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("ü") == digest("ü".encode())
    assert len(digest()) == 24


def test_a_file_is_known_by_its_octets_and_its_twin_by_what_it_says() -> None:
    assert told(HEAD, "AB" * 32)[0] == "ab" * 12
    assert told(HEAD, "ab" * 32)[1] == told(HEAD)[1]
    assert told(HEAD)[0] != told(HEAD)[1]


def test_fields_that_say_nothing_of_the_mail_do_not_count() -> None:
    assert told(b"X-Status: RO\r\n" + HEAD + b"\r\nReceived: from x") == told(HEAD)


def test_the_outermost_recipient_counts_as_written_by_the_server() -> None:
    for field in (b"Delivered-To: You@Post.example\r\n", b"X-Original-To: you@post.example\r\n"):
        assert told(field + HEAD)[1] == told(HEAD.replace(b"me@post", b"you@post"))[1] != told(HEAD)[1]


def test_a_mail_that_says_nothing_is_known_by_where_it_lies_or_by_its_octets() -> None:
    assert told(b"") == told(b"") != told(b"", place=Place("me@post.example", "INBOX", 1, 8))
    assert told(b"", "cd" * 32)[1] == told(b"", "cd" * 32, Place("import", "x"))[1] != told(b"", "ce" * 32)[1]
