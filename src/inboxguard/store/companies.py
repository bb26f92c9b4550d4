"""Company records and account pages that the person brought, and their own word of where to write to.

Records are found under keys: their domains, and "name:" with their name (requests.companies.keys).
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from inboxguard.requests.companies import Company, DeletePage, keys
from inboxguard.requests.contacts import Entry
from inboxguard.store.database import writing
from inboxguard.store.records import instant, packed, unpacked


@dataclass(frozen=True, slots=True)
class Kept:
    """A company record and the name of the file that it came from."""

    company: Company
    file: str


def replace_companies(db: Database, companies: Iterable[Company], file: str) -> None:
    """Keep these company records, and no others."""
    with writing(db) as connection:
        connection.execute("DELETE FROM companies")
        connection.execute("DELETE FROM company_keys")
        _add(connection, companies, file)


def add_company(db: Database, company: Company, file: str) -> None:
    """Keep a company record beside those that are there; it takes the place of one of the same slug."""
    with writing(db) as connection:
        connection.execute("DELETE FROM company_keys WHERE slug = ?", (company.slug,))
        _add(connection, [company], file)


def replace_pages(db: Database, pages: Sequence[DeletePage], file: str) -> None:
    """Keep these account pages, and no others."""
    with writing(db) as connection:
        connection.execute("DELETE FROM delete_pages")
        connection.execute("DELETE FROM delete_page_domains")
        connection.executemany(
            "INSERT INTO delete_pages VALUES (?, ?, ?)",
            ((number, file, packed(page)) for number, page in enumerate(pages)),
        )
        connection.executemany(
            "INSERT OR IGNORE INTO delete_page_domains VALUES (?, ?)",
            ((domain, number) for number, page in enumerate(pages) for domain in page.domains),
        )


def forget(db: Database) -> None:
    """Forget every company record and account page; the person's own entries stay."""
    with writing(db) as connection:
        for table in ("companies", "company_keys", "delete_pages", "delete_page_domains"):
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - constants


def under(db: Database, looked_up: Iterable[str]) -> tuple[Kept, ...]:
    """Return the records that lie under any of these keys, in order of slug."""
    rows = db.conn.execute(
        "SELECT record, file FROM companies WHERE slug IN "
        "(SELECT slug FROM company_keys WHERE key IN (SELECT value FROM json_each(?))) ORDER BY slug",
        (json.dumps(list(looked_up)),),
    )
    return tuple(Kept(unpacked(record, Company), file) for record, file in rows)


def companies(db: Database) -> tuple[Kept, ...]:
    """Return every company record, in order of slug."""
    rows = db.conn.execute("SELECT record, file FROM companies ORDER BY slug")
    return tuple(Kept(unpacked(record, Company), file) for record, file in rows)


def pages_of(db: Database, domains: Iterable[str]) -> tuple[DeletePage, ...]:
    """Return the account pages at any of these organisational domains, in the order of their file."""
    rows = db.conn.execute(
        "SELECT record FROM delete_pages WHERE id IN (SELECT page FROM delete_page_domains "
        "WHERE domain IN (SELECT value FROM json_each(?))) ORDER BY id",
        (json.dumps(list(domains)),),
    )
    return tuple(unpacked(row[0], DeletePage) for row in rows)


def counts(db: Database) -> tuple[int, int]:
    """Return how many company records and how many account pages are kept."""
    row = db.conn.execute("SELECT (SELECT count(*) FROM companies), (SELECT count(*) FROM delete_pages)").fetchone()
    return int(row[0]), int(row[1])


def files(db: Database) -> tuple[str, ...]:
    """Return the names of the files that the records and pages came from, in order."""
    rows = db.conn.execute("SELECT file FROM companies UNION SELECT file FROM delete_pages ORDER BY 1")
    return tuple(row[0] for row in rows)


def own_contacts(db: Database, organisations: Iterable[str]) -> dict[str, Entry]:
    """Return the person's own entries for any of these organisations."""
    rows = db.conn.execute(
        "SELECT organisation, address, at FROM own_contacts WHERE organisation IN (SELECT value FROM json_each(?))",
        (json.dumps(list(organisations)),),
    )
    return {organisation: Entry(address, datetime.fromisoformat(at)) for organisation, address, at in rows}


def set_own_contact(db: Database, organisation: str, address: str, at: datetime) -> None:
    """Remember where the person says that an organisation is written to; the former entry goes."""
    with writing(db) as connection:
        connection.execute("INSERT OR REPLACE INTO own_contacts VALUES (?, ?, ?)", (organisation, address, instant(at)))


def drop_own_contact(db: Database, organisations: Iterable[str]) -> bool:
    """Forget the person's own entries for organisations; return whether there was one."""
    with writing(db) as connection:
        done = connection.execute(
            "DELETE FROM own_contacts WHERE organisation IN (SELECT value FROM json_each(?))",
            (json.dumps(list(organisations)),),
        )
    return done.rowcount > 0


def _add(connection: sqlite3.Connection, companies: Iterable[Company], file: str) -> None:
    every = list(companies)
    connection.executemany(
        "INSERT OR REPLACE INTO companies VALUES (?, ?, ?)", ((one.slug, file, packed(one)) for one in every)
    )
    connection.executemany(
        "INSERT OR IGNORE INTO company_keys VALUES (?, ?)", ((key, one.slug) for one in every for key in keys(one))
    )
