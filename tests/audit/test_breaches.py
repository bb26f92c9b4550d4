"""A list of breaches is taken as far as it can be relied on, and hostile ones are refused in a sentence."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from inboxguard.audit import breaches
from inboxguard.errors import Refused
from inboxguard.store import decisions
from inboxguard.store.database import open_database
from tests.audit.truth import NOW


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A fresh home."""
    opened = open_database(tmp_path / "home")
    yield opened
    opened.close()


def row(**changes: Any) -> dict[str, Any]:
    """One row as the public list has it."""
    told = {
        "Name": "Shop", "Title": "The Shop", "Domain": "shop.example", "BreachDate": "2024-05-01",
        "AddedDate": "2024-06-01T00:00:00Z", "ModifiedDate": "2024-06-01T00:00:00Z", "PwnCount": 17,
        "Description": "<em>Words</em>", "LogoPath": "https://x.example/logo.png",
        "DataClasses": ["Email addresses", "Names"], "IsVerified": True, "IsFabricated": False, "IsSensitive": False,
        "IsRetired": False, "IsSpamList": False, "IsMalware": False, "IsSubscriptionFree": False,
    }  # fmt: skip
    return told | changes


def loaded(db: Database, tmp_path: Path, *rows: Any) -> breaches.Loaded:
    file = tmp_path / "list.json"
    file.write_text(json.dumps(rows), encoding="utf-8")
    return breaches.load(db, file, NOW)


def test_a_row_of_the_public_list(db: Database, tmp_path: Path) -> None:
    done = loaded(db, tmp_path, row(Domain="www.Shop.example"), row(Name="Retired", Title="Retired", IsRetired=True))
    assert (done.known, done.unverified, done.other, done.unreadable) == (2, 0, 0, 0)
    first, _ = breaches.rows(db)
    assert (first.organisation, first.on, first.writes) == ("shop.example", date(2024, 5, 1), False)
    assert {one.name for one in breaches.rows(db)} == {"The Shop", "Retired"}
    assert first.classes == ("Email addresses", "Names")


@pytest.mark.parametrize(
    ("changes", "counted"),
    [
        ({"DataClasses": ["Passwords"]}, "other"),
        ({"DataClasses": []}, "other"),
        ({"Domain": ""}, "other"),
        ({"Domain": None}, "other"),
        ({"Domain": "localhost"}, "other"),
        ({"Domain": "gmail.com"}, "other"),
        ({"Domain": "not a domain at all"}, "other"),
        ({"IsFabricated": True}, "other"),
        ({"IsSpamList": True}, "other"),
        ({"IsVerified": False}, "unverified"),
        ({"BreachDate": "soon"}, "unreadable"),
        ({"BreachDate": "2099-01-01"}, "unreadable"),
        ({"BreachDate": "0001-01-01"}, "unreadable"),
        ({"BreachDate": None}, "unreadable"),
        ({"Name": ""}, "unreadable"),
        ({"Name": "x" * 201}, "unreadable"),
        ({"Name": 7}, "unreadable"),
        ({"DataClasses": ["Email addresses", "x" * 201]}, "unreadable"),
        ({"DataClasses": ["Email addresses"] * 201}, "unreadable"),
        ({"DataClasses": "Email addresses"}, "unreadable"),
        ({"IsVerified": "yes"}, "unreadable"),
    ],
)  # fmt: skip
def test_what_cannot_be_relied_on_is_left_out_and_counted(
    db: Database, tmp_path: Path, changes: dict[str, Any], counted: str
) -> None:
    done = loaded(db, tmp_path, row(Name="Good"), row(**changes))
    assert done.known == 1
    assert getattr(done, counted) == 1
    assert done.unverified + done.other + done.unreadable == 1


@pytest.mark.parametrize("strange", [None, 1, "x", [], [[[]]], {"Name": "x"}, {}])
def test_rows_that_are_none_are_counted(db: Database, tmp_path: Path, strange: Any) -> None:
    assert loaded(db, tmp_path, row(), strange).unreadable == 1


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{}", b"null", b"[", b"<html>", b"\xff\xfe", b"[" * 100_000, b'[{"a":' * 5_000, b"[NaN]",
        b'{"Name": "x"}', b"\x00" * 100,
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_and_the_list_of_before_stays(db: Database, tmp_path: Path, content: bytes) -> None:
    loaded(db, tmp_path, row())
    file = tmp_path / "bad.json"
    file.write_bytes(content)
    with pytest.raises(Refused, match=r"\.$"):
        breaches.load(db, file, NOW)
    assert len(decisions.breaches(db)) == 1


def test_what_is_no_file_or_too_large_is_refused(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (tmp_path, tmp_path / "missing.json"):
        with pytest.raises(Refused, match="no file"):
            breaches.load(db, path, NOW)
    monkeypatch.setattr(breaches, "_MOST", 1)
    with pytest.raises(Refused, match="more than 1 "):
        loaded(db, tmp_path, row(), row(Name="Other"))
    monkeypatch.setattr(breaches, "LARGEST", 100)
    with pytest.raises(Refused, match="MB"):
        loaded(db, tmp_path, row())


def test_loading_again_replaces_and_one_name_twice_is_two_breaches(db: Database, tmp_path: Path) -> None:
    loaded(db, tmp_path, row(), row(Name="Shop2", BreachDate="2025-01-01"))
    assert [one.name for one in breaches.rows(db)] == ["The Shop", "The Shop (2025-01-01)"]
    loaded(db, tmp_path, row(Name="Mill", Title=None, Domain="mill.example"))
    assert [(one.organisation, one.name) for one in breaches.rows(db)] == [("mill.example", "Mill")]


def test_names_stay_in_one_line(db: Database, tmp_path: Path) -> None:
    loaded(db, tmp_path, row(Title="The\nShop\x1b[31m \u202egnp"))
    assert breaches.rows(db)[0].name.isprintable()


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20), lambda inner: st.lists(inner, max_size=3)
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(sorted(row())), values, max_size=6))
def test_any_row_is_taken_or_counted(db: Database, tmp_path: Path, changes: dict[str, Any]) -> None:
    done = loaded(db, tmp_path, row(Name="Good", Domain="good.example"), row(**changes))
    assert done.known + done.unverified + done.other + done.unreadable == 2 or changes.get("Name") == "Good"
    assert len(breaches.rows(db)) == done.known
