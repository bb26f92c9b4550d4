"""Company records are found by what they are about, replaced as a whole, and forgotten without the person's entries."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from inboxguard.requests.companies import Company, DeletePage, Quality
from inboxguard.requests.contacts import Entry
from inboxguard.store import companies, decisions
from inboxguard.store.database import open_database

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
SHOP = Company("shop", "Shop GmbH", Quality.TESTED, ("de",), "https://www.shop.example", ("barn.example", "Mill"))
MILL = Company("mill", "Mill AG", Quality.SCRAPED, email="dpo@mill.example", needs_id=True, required=("Name",))
PAGE = DeletePage("Shop", "https://shop.example/x", "hard", ("shop.example", "barn.example"), notes_in=(("de", "x"),))


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    """A fresh home."""
    opened = open_database(tmp_path / "home")
    yield opened
    opened.close()


def slugs(db: Database, *keys: str) -> list[str]:
    return [one.company.slug for one in companies.under(db, keys)]


def test_records_are_found_under_their_keys_as_they_were(db: Database) -> None:
    companies.replace_companies(db, [SHOP, MILL], "list.json")
    assert slugs(db, "shop.example") == ["shop"]
    assert slugs(db, "barn.example", "mill.example") == ["mill", "shop"]
    assert slugs(db, "name:shopgmbh") == ["shop"]
    assert slugs(db, "shop", "other.example") == []
    assert [(one.company, one.file) for one in companies.companies(db)] == [(MILL, "list.json"), (SHOP, "list.json")]


def test_a_new_list_takes_the_place_of_the_old_and_one_record_only_its_own(db: Database) -> None:
    companies.replace_companies(db, [SHOP], "one.json")
    companies.replace_companies(db, [MILL], "two.json")
    assert slugs(db, "shop.example", "mill.example") == ["mill"]
    moved = Company("mill", "Mill AG", Quality.VERIFIED, web="https://mill.test")
    companies.add_company(db, moved, "three.json")
    companies.add_company(db, SHOP, "three.json")
    assert slugs(db, "mill.example") == []
    assert slugs(db, "mill.test", "shop.example") == ["mill", "shop"]
    assert companies.files(db) == ("three.json",)


def test_pages_are_found_by_any_of_their_domains(db: Database) -> None:
    companies.replace_pages(db, [PAGE], "sites.json")
    assert companies.pages_of(db, ["barn.example", "shop.example"]) == (PAGE,)
    assert companies.pages_of(db, ["mill.example"]) == ()
    companies.replace_pages(db, [], "sites.json")
    assert companies.pages_of(db, ["shop.example"]) == ()


def test_forgetting_leaves_the_persons_own_word(db: Database) -> None:
    companies.replace_companies(db, [SHOP], "one.json")
    companies.replace_pages(db, [PAGE], "sites.json")
    companies.set_own_contact(db, "shop.example", "a@shop.example", NOW)
    companies.set_own_contact(db, "shop.example", "b@shop.example", NOW)
    assert companies.counts(db) == (1, 1)
    companies.forget(db)
    assert (companies.counts(db), companies.files(db)) == ((0, 0), ())
    assert slugs(db, "shop.example") == []
    assert companies.own_contacts(db, ["shop.example", "x"]) == {"shop.example": Entry("b@shop.example", NOW)}
    assert companies.drop_own_contact(db, ["shop.example"])
    assert not companies.drop_own_contact(db, ["shop.example"])


def test_the_entries_about_a_sample_go_with_it_and_files_stay(db: Database) -> None:
    companies.replace_companies(db, [SHOP], "one.json")
    companies.set_own_contact(db, "shop.example", "a@shop.example", NOW)
    decisions.forget_sample(db)
    assert companies.own_contacts(db, ["shop.example"]) == {}
    assert companies.counts(db) == (1, 0)
