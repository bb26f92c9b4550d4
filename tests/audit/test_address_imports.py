"""Exports taken into the house move: which addresses become own, and to whom each is said to have gone."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inboxguard.audit import address_imports
from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused, UnreadableFile
from inboxguard.store import decisions
from tests.mailbox.address_files import exports

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
KESTREL = "kestrel-4f9d2a@post.example"
HEAD = "alias,note,enabled,mailboxes\n"
LANTERN, SOFAS = "movinglantern.example", "sofasparrow.example"


def kept(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    return path


def words(audit: Audit) -> set[tuple[str, str, bool, str]]:
    return {(one.address, one.organisation, one.only, one.by) for one in decisions.given(audit._db)}


def test_aliases_are_given_to_whom_their_label_names(audit: Audit, tmp_path: Path) -> None:
    text = HEAD + f"{KESTREL},Moving Lantern,,\nx1@alias.example,https://new.shop.example/,,\nx2@alias.example,,,\n"
    done = address_imports.bring(audit._db, kept(tmp_path, text), False, NOW)
    assert (done.service, done.addresses, done.new, done.told, done.organisations, done.untold) == (
        "SimpleLogin", 3, 2, 2, 2, 1,
    )  # fmt: skip
    assert words(audit) == {
        (KESTREL, LANTERN, False, "SimpleLogin"),
        ("x1@alias.example", "shop.example", False, "SimpleLogin"),
    }
    assert {"x1@alias.example", "x2@alias.example"} <= set(audit.own()[0])


def test_an_alias_for_two_shops_is_given_to_neither(audit: Audit, tmp_path: Path) -> None:
    text = exports.RELAY + "k7@mask.example,,,\"sofasparrow.example, movinglantern.example\",true\n"
    done = address_imports.bring(audit._db, kept(tmp_path, text), True, NOW)
    assert (done.told, done.untold) == (1, 1)
    assert {address for address, *_ in words(audit)} == {"x7kd93@mask.example"}


@pytest.mark.parametrize("only", [True, False])
def test_only_where_the_person_says_so_and_never_from_a_password_manager(
    audit: Audit, tmp_path: Path, only: bool
) -> None:
    address_imports.bring(audit._db, kept(tmp_path, HEAD + f"{KESTREL},Moving Lantern,,\n"), only, NOW)
    address_imports.bring(audit._db, kept(tmp_path, exports.CHROME), only, NOW)
    assert words(audit) == {
        (KESTREL, LANTERN, only, "SimpleLogin"),
        ("anna@post.example", "teahouse.example", False, "Chrome"),
    }


def test_an_alias_with_two_entries_is_not_only_there(audit: Audit, tmp_path: Path) -> None:
    text = HEAD + f"{KESTREL},Moving Lantern,,\n{KESTREL},https://sofasparrow.example,,\n"
    address_imports.bring(audit._db, kept(tmp_path, text), True, NOW)
    assert words(audit) == {(KESTREL, LANTERN, False, "SimpleLogin"), (KESTREL, SOFAS, False, "SimpleLogin")}


def test_a_plus_tag_belongs_to_its_mailbox(empty: Audit, tmp_path: Path) -> None:
    text = exports.CHROME.replace("anna@post.example", "anna+tea@post.example")
    done = address_imports.bring(empty._db, kept(tmp_path, text), False, NOW)
    assert done.new == 1
    assert empty.own()[0] == ("anna@post.example",)
    assert words(empty) == {("anna+tea@post.example", "teahouse.example", False, "Chrome")}


def test_the_same_file_again_adds_nothing(audit: Audit, tmp_path: Path) -> None:
    path = kept(tmp_path, exports.SIMPLELOGIN)
    first = address_imports.bring(audit._db, path, False, NOW)
    before = words(audit), audit.own()
    assert address_imports.bring(audit._db, path, False, NOW) == replace(first, new=0)
    assert (words(audit), audit.own()) == before


def test_secrets_never_reach_the_store(audit: Audit, tmp_path: Path) -> None:
    texts = (exports.BITWARDEN, exports.KEEPASSXC, exports.ONEPASSWORD, exports.PROTON, exports.BITWARDEN_JSON,
             exports.ONEPUX, exports.PROTON_JSON, exports.LASTPASS, exports.FIREFOX)  # fmt: skip
    for text in texts:
        address_imports.bring(audit._db, kept(tmp_path, text), True, NOW)
    audit.close()
    stored = b"".join(path.read_bytes() for path in audit.home.rglob("*") if path.is_file())
    assert b"teahouse.example" in stored
    assert exports.SECRET.encode() not in stored


@pytest.mark.parametrize(
    ("text", "error"),
    [(exports.BITWARDEN_SEALED, Refused), ("hello", UnreadableFile), (exports.SIMPLELOGIN + '"open', UnreadableFile)],
)
def test_what_is_refused_leaves_everything_as_it_was(
    audit: Audit, tmp_path: Path, text: str, error: type[Exception]
) -> None:
    before = words(audit), audit.own()
    with pytest.raises(error):
        address_imports.bring(audit._db, kept(tmp_path, text), False, NOW)
    assert (words(audit), audit.own()) == before
