"""Text of an export, however it is written down."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.mailbox.address_files.decoded import decoded

TEXT = "alias,note\nä@post.example,Café\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("cp1252"),
    ],
)
def test_every_writing_gives_the_same_text(data: bytes) -> None:
    assert decoded(data) == TEXT


@given(st.binary(max_size=600))
def test_any_octets_are_some_text(data: bytes) -> None:
    assert isinstance(decoded(data), str)
