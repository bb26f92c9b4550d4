"""What only the person knows changes what may be claimed, at once and for good."""

import pytest

from tests.cli.shell import Shell


def test_my_addresses_and_who_writes_to_each(move: Shell) -> None:
    rows = {row["address"]: row for row in move.lines("address", "list")}
    assert "hearthheron.example" in rows["anna+heron@post.example"]["senders"]
    assert rows["anna+heron@post.example"]["given"] == []
    head, *lines = move("address", "list").stdout.splitlines()
    assert head.split()[0] == "Address"
    assert len(lines) == len(rows)


def test_the_list_names_nobody_who_is_set_aside(registry: Shell) -> None:
    everybody = {one for row in registry.lines("address", "list") for one in row["senders"]}
    named = set(registry("address", "list").stdout.replace(",", " ").split())
    assert {"wrenalder.example", "nestlingbox.example"} <= everybody & named
    hidden = everybody - set(registry("senders").stdout.split())
    assert hidden
    assert not hidden & named


@pytest.mark.parametrize("only", [False, True])
def test_to_whom_an_address_was_given(move: Shell, only: bool) -> None:
    words = ("address", "given", "Kestrel-4f9d2a@post.example", "MovingLantern.example", *(["--only"] if only else []))
    done = move(*words)
    assert done.exit_code == 0
    assert ("nobody else" in done.stdout) is only
    rows = {row["address"]: row for row in move.lines("address", "list")}
    assert rows["kestrel-4f9d2a@post.example"]["given"] == ["movinglantern.example"]


def test_an_address_may_be_given_to_someone_who_never_wrote(empty: Shell) -> None:
    assert empty("address", "given", "me+new@post.example", "new.example").exit_code == 0
    assert empty.lines("address", "list") == [
        {"address": "me+new@post.example", "given": ["new.example"], "senders": []}
    ]
