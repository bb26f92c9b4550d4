"""What is typed is checked before anything is done."""

import contextlib
from datetime import UTC, datetime

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.cli.typed import address, given_path, instant, own_address, server


def test_an_address_is_taken_in_lower_case() -> None:
    assert address(" Me+Shop@Post.Example ") == "me+shop@post.example"


@pytest.mark.parametrize(
    "text", ["", "me", "@post.example", "me@", "me@a@b", "me @post.example", "<me@post.example>", "m\udcff@x"]
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(click.BadParameter, match="no mail address"):
        address(text)


@pytest.mark.parametrize("text", ["", " ", "a b", "mx\udcff.post.example", "mx\x1b[31m"])
def test_what_is_no_name_of_a_server(text: str) -> None:
    assert server(" mx.post.example ") == "mx.post.example"
    with pytest.raises(click.BadParameter, match="no name of a server"):
        server(text)


def test_an_empty_path_is_not_the_folder_one_is_in() -> None:
    assert given_path("Mail/Inbox").name == "Inbox"
    with pytest.raises(click.BadParameter, match="empty"):
        given_path("")


def test_a_whole_domain_is_my_own_only_where_that_is_asked() -> None:
    assert own_address("@Post.Example") == "@post.example"
    assert own_address("me@post.example") == "me@post.example"
    with pytest.raises(click.BadParameter):
        own_address("post.example")


@pytest.mark.parametrize(
    ("text", "hour"),
    [("2026-11-24T08:00:00Z", 8), ("2026-11-24T08:00:00+02:00", 6), ("2026-11-24T08:00", 8), ("2026-11-24", 0)],
)
def test_an_instant_is_utc_unless_it_says_otherwise(text: str, hour: int) -> None:
    assert instant(text) == datetime(2026, 11, 24, hour, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "24.11.2026", "2026-13-01", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_instant(text: str) -> None:
    with pytest.raises(click.BadParameter, match="no instant"):
        instant(text)


@given(st.text(max_size=400))
def test_anything_can_be_typed(text: str) -> None:
    for read in (address, own_address, instant):
        with contextlib.suppress(click.BadParameter):
            assert read(text)
