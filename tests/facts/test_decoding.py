"""Charsets as mail names them, encoded words as senders write them."""

from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts import decoding


def test_two_encoded_words_that_cut_a_letter_in_two_are_joined_first() -> None:
    assert decoding.unworded("=?utf-8?Q?Gr=C3?= =?utf-8?Q?=BC=C3=9Fe?=") == "Grüße"
    assert decoding.unworded("=?UTF-8?B?w5Zr?=\t=?utf-8?b?b3M=?= und mehr") == "Ökos und mehr"


def test_blanks_between_words_and_text_stay_and_blanks_between_words_go() -> None:
    assert decoding.unworded("Re: =?iso-8859-1?q?Caf=E9?= heute") == "Re: Café heute"
    assert decoding.unworded("=?utf-8?q?a?= =?iso-8859-1?q?=E9?=") == "aé"


def test_charsets_that_nobody_knows_are_guessed_not_refused() -> None:
    assert decoding.unworded("=?x-unheard-of?q?Angebot?=") == "Angebot"
    assert decoding.text("Größe".encode("cp1252"), "x-unheard-of") == "Größe"
    assert decoding.text("Größe".encode("cp1252"), "utf-8") == "Größe"
    assert decoding.text("Größe".encode(), "us-ascii") == "Größe"
    assert decoding.text("日本".encode("cp932"), "Shift_JIS") == "日本"


def test_a_text_cut_in_the_middle_of_a_letter_keeps_its_charset() -> None:
    assert decoding.text(("süß " * 200).encode()[:-3] + b"\xc3", "utf-8").startswith("süß süß")


def test_codecs_that_are_no_charset_of_mail_are_not_used() -> None:
    for name in ("punycode", "idna", "unicode_escape", "hex", "zlib", "rot13", "undefined", "../etc", "a\x00b", ""):
        assert decoding.text(b"a-b", name) == "a-b"


def test_a_subject_cannot_smuggle_header_lines_or_turn_the_text_around() -> None:
    assert decoding.shown("=?utf-8?q?Hello=0D=0ABcc:_all@shop.example=00?=") == "Hello Bcc: all@shop.example"
    assert decoding.shown("safe\u202egpj.exe") == "safegpj.exe"
    assert decoding.unworded("=?utf-7?q?+2AA-?=").isprintable() or decoding.shown("=?utf-7?q?+2AA-?=") == ""


def test_question_marks_inside_an_encoded_word_are_wrong_and_real() -> None:
    assert decoding.unworded("=?utf-8?Q?Ready?_Go!?=") == "Ready? Go!"


def test_base64_forgives_noise_missing_padding_and_a_cut_end() -> None:
    assert decoding.base64(b"SGVs\r\nbG8*") == b"Hello"
    assert decoding.base64(b"SGVsbG8=") == b"Hello"
    assert decoding.base64(b"SGVsb") == b"Hel"
    assert decoding.base64(b"") == b""


def test_quoted_printable_keeps_broken_escapes() -> None:
    assert decoding.quoted_printable(b"50=25 off =\r\nnow =ZZ") == b"50% off now =ZZ"


@given(st.text(max_size=400))
def test_any_header_value_reads_as_one_clean_line(value: str) -> None:
    shown = decoding.shown(value)
    assert not any(ord(letter) < 32 or 0xD800 <= ord(letter) <= 0xDFFF for letter in shown)
    shown.encode("utf-8")


@given(st.binary(max_size=300), st.text(max_size=20))
def test_any_octets_in_any_charset_are_text_that_can_be_stored(data: bytes, charset: str) -> None:
    decoding.tidy(decoding.text(data, charset)).encode("utf-8")


def test_base64_is_read_with_or_without_noise_padding_and_end() -> None:
    assert decoding.base64(b"R3LDvMOf\r\nZQ==\r\n") == "Grüße".encode()
    assert decoding.base64(b"R3LDvMOfZQ") == "Grüße".encode()
    assert decoding.base64(b"R3 LD!vMOf*ZQ==") == "Grüße".encode()
    assert decoding.base64(b"R3LDvMOfZQ==trailing") == "Grüße".encode()
    assert decoding.base64(b"R3LDvMOfZ") == "Grüß".encode()
    assert decoding.base64(b"=") == decoding.base64(b"") == decoding.base64(b"\xff\xfe") == b""
