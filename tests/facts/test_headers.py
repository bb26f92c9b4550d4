"""Header blocks as they come: folded, broken, endless."""

import time

from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.headers import MOST_FIELDS, Head, content_type, message_ids


def test_folded_lines_are_one_value_whatever_the_line_ends() -> None:
    for end in (b"\r\n", b"\n", b"\r", b"\r\r\n"):
        head = Head(b"Subject: one" + end + b"\ttwo" + end + b" three" + end + b"To: me@post.example")
        assert head.first("subject") == "one two three"
        assert head.first("to") == "me@post.example"
        assert not head.defects


def test_a_bare_return_inside_a_value_makes_no_new_field() -> None:
    head = Head(b"Subject: a\rAuthentication-Results: mx.post.example; dkim=pass\r\nTo: b@c.example\r\n")
    assert head.names() == {"subject", "to"}


def test_repeated_fields_are_kept_in_order() -> None:
    head = Head(b"Received: two\nReceived: one\nX: y")
    assert head.all("received") == ("two", "one")
    assert list(head) == [("received", "two"), ("received", "one"), ("x", "y")]


def test_octets_without_a_word_of_their_charset_are_read_in_that_of_the_body() -> None:
    body = b"\nContent-Type: text/html; charset=windows-1251"
    assert Head("Subject: Рассылка".encode("cp1251") + body).shown("subject") == "Рассылка"
    korean = body.replace(b"windows-1251", b"euc-kr")
    assert Head("Subject: 서비스".encode("euc-kr") + korean).legible("subject") == "서비스"
    assert Head("Subject: Grün".encode() + body).legible("subject") == "Grün"
    assert Head("Subject: Grün".encode("latin-1")).legible("subject") == "Grün"
    nobody = body.replace(b"windows-1251", b"none")
    assert Head("Subject: Grün".encode("latin-1") + nobody).legible("subject") == "Grün"
    assert Head("Subject: Рассылка".encode("cp1251") + body).first("subject") == "Ðàññûëêà"
    assert Head("Content-Type: text/plain; charset=Grün".encode("latin-1")).legible("content-type")


def test_lines_that_are_no_fields_are_noted_and_passed_over() -> None:
    head = Head(b"From me Mon Nov 2 10:00:00 2026\nSubject: x\nthis is no field\nTo: a@b.example")
    assert head.first("to") == "a@b.example"
    assert head.defects == ["bad_line"]


def test_an_mbox_line_at_the_top_is_no_defect() -> None:
    assert Head(b"From me@post.example Mon Nov 2 10:00:00 2026\nSubject: x").defects == []


def test_reading_stops_at_the_empty_line() -> None:
    assert Head(b"Subject: x\r\n\r\nTo: body@shop.example").names() == {"subject"}


def test_names_without_regard_to_case_and_with_blanks_before_the_colon() -> None:
    assert Head(b"SUBJECT : x").first("subject") == "x"
    assert Head(b"Subject" + b" " * 1_000 + b": x\r\nTo: y").first("subject") == "x"


def test_a_flood_of_fields_is_cut_and_noted() -> None:
    head = Head(b"X: y\r\n" * (MOST_FIELDS * 3))
    assert len(head.all("x")) == MOST_FIELDS
    assert "many_fields" in head.defects
    assert "long_header" in Head(b"X: " + b"y" * 600_000).defects


def test_fields_are_found_by_their_place_too() -> None:
    head = Head(b"X-Two: b\r\nTo: a@b.example\r\nX-One: a\r\nX-Two: c")
    assert list(head.order()) == ["x-two", "to", "x-one", "x-two"]
    assert (head.at(1), head.at(3)) == ("a@b.example", "c")
    assert head.topmost("x-one", "x-two") == "b"
    assert head.topmost("x-three") is None


LINES = st.sampled_from([b"From: a@b.example", b"Subject:x", b"To : c@d.example", b"\tmore", b" more", b"X-Y: \xe4\tz"])


@given(st.lists(LINES, max_size=12))
def test_a_block_by_the_book_reads_as_one_with_odd_line_ends_does(lines: list[bytes]) -> None:
    by_the_book, odd = Head(b"\r\n".join(lines)), Head(b"\r\r\n".join(lines))
    assert list(by_the_book) == list(odd)
    assert by_the_book.defects == odd.defects


def test_message_ids_with_and_without_brackets() -> None:
    assert message_ids("<a@b.example> <c@d.example>") == ("<a@b.example>", "<c@d.example>")
    assert message_ids("a@b.example") == ("<a@b.example>",)
    assert message_ids("Your message of Monday") == ()
    assert message_ids(None) == ()
    assert len(message_ids("<a@b> " * 500)) == 100


def test_content_types_with_quotes_case_and_nonsense() -> None:
    assert content_type('Multipart/Mixed; Boundary="a;b c"; charset=utf-8') == (
        "multipart/mixed",
        {"boundary": "a;b c", "charset": "utf-8"},
    )
    assert content_type("text") == ("text/plain", {})
    assert content_type(None) == ("text/plain", {})


@given(st.binary(max_size=600))
def test_any_octets_split_into_fields_without_line_breaks(octets: bytes) -> None:
    for name, value in Head(octets):
        assert name == name.lower()
        assert not any(letter in value for letter in "\r\n\x00")


def test_hostile_blocks_cost_little_time() -> None:
    for block in (b"=?a?q?x" * 80_000, b"X: \n " * 100_000, b"\n" * 500_000, b"a" * 500_000, b": " * 200_000):
        started = time.perf_counter()
        Head(block)
        assert time.perf_counter() - started < 2


def test_carriage_returns_without_end_cost_no_quadratic_time() -> None:
    began = time.process_time()
    head = Head(b"A: " + b"\r" * 400_000 + b"x\nB: y\r\r\nC: z\r")
    assert (head.names(), head.first("b"), head.first("c")) == ({"a", "b", "c"}, "y", "z")
    assert time.process_time() - began < 1
