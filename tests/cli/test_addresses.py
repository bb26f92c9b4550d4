"""What only the person knows changes what may be claimed, at once and for good."""

from pathlib import Path

import pytest

from tests.cli.shell import Shell, assert_harmless
from tests.mailbox.address_files import exports

KESTREL = "kestrel-4f9d2a@post.example"
LANTERN, SOFAS = "movinglantern.example", "sofasparrow.example"


def trail(shell: Shell, recipient: str) -> dict[str, object]:
    (row,) = [row for row in shell.json("trails")["trails"] if row["recipient"]["organisation"] == recipient]
    return dict(row)


def listed(shell: Shell) -> dict[str, dict[str, object]]:
    return {row["address"]: row for row in shell.lines("address", "list")}


def kept(tmp_path: Path, text: str, name: str = "export.csv") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_my_addresses_and_who_writes_to_each(move: Shell) -> None:
    rows = listed(move)
    heron = rows["anna+heron@post.example"]
    assert "hearthheron.example" in heron["senders"]  # type: ignore[operator]
    assert heron["given"] == heron["conflicts"] == []
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
    assert listed(move)[KESTREL]["given"] == [LANTERN]


def test_who_got_an_address_is_meant_by_name_or_page_too(move: Shell) -> None:
    for typed in ("Moving Lantern", "https://movinglantern.example/account"):
        assert LANTERN in move("address", "given", KESTREL, typed).stdout
        assert listed(move)[KESTREL]["given"] == [LANTERN]
        assert move("address", "forget", KESTREL, typed).stdout == f"Forgotten: {KESTREL} was given to {LANTERN}.\n"
    assert "No sender is called" in move.refused("address", "given", KESTREL, "who knows")


def test_no_address_is_known_before_any_mail(empty: Shell) -> None:
    assert "No address of yours is known yet" in empty("address", "list").stdout
    assert empty.lines("address", "list") == []


def test_an_address_may_be_given_to_someone_who_never_wrote(empty: Shell) -> None:
    assert empty("address", "given", "me+new@post.example", "new.example").exit_code == 0
    (row,) = empty.lines("address", "list")
    details = row.pop("details")
    assert row == {
        "address": "me+new@post.example", "given": ["new.example"], "senders": [], "made": False, "conflicts": [],
    }  # fmt: skip
    assert details == [
        {"organisation": "new.example", "only": False, "made": False, "by": None, "at": "2026-11-24T08:00:00Z"}
    ]


def test_a_new_address_stands_alone_on_stdout(move: Shell) -> None:
    done = move("address", "new", "teahouse.example")
    made = done.stdout.strip()
    assert done.stdout == f"{made}\n"
    assert made.startswith("anna+")
    assert "teahouse.example" in done.stderr
    assert move("address", "new", "TeaHouse.example").stdout == done.stdout
    assert move("address", "new", "teahouse.example", "--another").stdout != done.stdout
    row = listed(move)[made]
    assert (row["given"], row["made"]) == (["teahouse.example"], True)
    assert f"{made}  teahouse.example (made for it)" in " ".join(
        move("address", "list").stdout.replace("   ", "  ").split("\n")
    )


def test_a_new_address_is_made_where_the_person_says(move: Shell) -> None:
    assert move("address", "new", "Moving Lantern", "--at", KESTREL).stdout.startswith("kestrel-4f9d2a+")
    assert "not known as yours" in move.refused("address", "new", "x.example", "--at", "me@else.example")
    assert "No sender is called" in move.refused("address", "new", "Nobody")


def test_a_new_address_in_an_empty_home(empty: Shell) -> None:
    assert "No address of yours" in empty.refused("address", "new", "teahouse.example")


@pytest.mark.parametrize(("only", "text"), [(True, f"{LANTERN} (only)"), (False, LANTERN)])
def test_an_export_of_an_alias_service(move: Shell, tmp_path: Path, only: bool, text: str) -> None:
    path = kept(tmp_path, f"alias,note,enabled\n{KESTREL},Moving Lantern,True\nx@alias.example,?,True\n")
    done = move("address", "import", path, *(["--only"] if only else []))
    assert done.exit_code == 0
    assert "SimpleLogin: 2 addresses, 1 of them not known as yours before." in done.stdout
    assert "1 address given to 1 organisation." in done.stdout
    assert "1 address with a label that names no organisation" in done.stdout
    assert text in move("address", "list").stdout
    (detail,) = listed(move)[KESTREL]["details"]  # type: ignore[misc]
    assert (detail["only"], detail["by"]) == (only, "SimpleLogin")  # type: ignore[index]


def test_an_export_of_a_password_manager_says_an_account_of_mine(move: Shell, tmp_path: Path) -> None:
    assert trail(move, SOFAS)["source"] is not None
    taken = move.json("address", "import", kept(tmp_path, exports.CHROME.replace("teahouse.example", SOFAS)))
    assert (taken["service"], taken["addresses"], taken["told"], taken["conflicts"]) == ("Chrome", 1, 1, 0)
    settled = trail(move, SOFAS)
    assert (settled["relation"], settled["source"], settled["level"]) == ("own", None, "not_shown")


def test_nothing_secret_is_printed_or_kept(move: Shell, tmp_path: Path) -> None:
    for text in (exports.BITWARDEN, exports.KEEPASSXC, exports.PROTON, exports.BITWARDEN_JSON):
        done = move("address", "import", kept(tmp_path, text))
        assert done.exit_code == 0
        assert exports.SECRET not in done.output
    assert exports.SECRET not in move("address", "list", "--json").output
    assert not [
        path for path in move.home.rglob("*") if path.is_file() and exports.SECRET.encode() in path.read_bytes()
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [(exports.BITWARDEN_SEALED, "encrypted"), ("hello", "no export"), ('{"items": [', "broken"), ("", "no export")],
)
def test_what_is_no_export_is_refused_in_a_sentence(move: Shell, tmp_path: Path, text: str, said: str) -> None:
    assert said in move.refused("address", "import", kept(tmp_path, text))


def test_a_hostile_export_prints_nothing_that_a_terminal_obeys(move: Shell, tmp_path: Path) -> None:
    text = "alias,note,enabled\n" + "x@\u202eevil.example,\x1b[31mred,True\nb@alias.example,\x1b]0;t\x07,True\n"
    done = move("address", "import", kept(tmp_path, text))
    assert_harmless(done.stdout)
    assert_harmless(move("address", "list").stdout)


def test_what_does_not_agree_is_said_under_the_list(move: Shell) -> None:
    for organisation in (LANTERN, SOFAS):
        move("address", "given", KESTREL, organisation, "--only")
    said = move("address", "list").stdout
    assert "This does not agree:" in said
    assert f"{KESTREL}: you said of Moving Lantern and of Sofa & Sparrow that only they have it." in said
    (conflict,) = listed(move)[KESTREL]["conflicts"]  # type: ignore[misc]
    assert conflict["kind"] == "two_only"  # type: ignore[index]
    assert conflict["organisations"] == [LANTERN, SOFAS]  # type: ignore[index]
    assert move("address", "forget", KESTREL, SOFAS).exit_code == 0
    assert listed(move)[KESTREL]["conflicts"] == []


def test_what_was_said_is_forgotten(move: Shell) -> None:
    assert "Nothing is known" in move.refused("address", "forget", KESTREL, LANTERN)
    assert "nothing to forget" in move.refused("address", "forget", KESTREL)
    move("address", "given", KESTREL, LANTERN)
    assert move("address", "forget", KESTREL).stdout.startswith("Forgotten")
    assert listed(move)[KESTREL]["given"] == []
