"""Company records that the person brings, and which of them is about a sender: by its web address, never by name alone.

Records are those of the public database of datarequests.org (one JSON file for each company), pages for deleting an
account those of JustDeleteMe (sites.json). Both are facts that strangers collected: whose record it is, and how well it
was checked, stays with it.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from inboxguard.senders.domains import carries, organisational
from inboxguard.senders.names import alike, likeness

_FRONT_DOORS = ("", "www")
_LOCALE = re.compile(r"(?:[a-z]{2}(?:[-_][a-z]{2})?)?", re.IGNORECASE)
"""The path of a whole site, or of its pages for one country ("/de", "/en-gb")."""
_BRACKETED = re.compile(r"\(([^()\s]{4,100})\)\s*$")
"""A brand with its page: "Brand (www.brand.example)"."""


class Quality(StrEnum):
    """How well a record was checked by those who collected it, best first."""

    TESTED = "tested"
    VERIFIED = "verified"
    IMPORTED = "imported"
    SCRAPED = "scraped"


QUALITIES = tuple(Quality)


@dataclass(frozen=True, slots=True)
class Company:
    """One company record, as far as a letter needs it; texts are of one line and bounded."""

    slug: str
    """Its permanent id in the database."""
    name: str
    quality: Quality
    countries: tuple[str, ...] = ()
    """Lower-case ISO 3166 codes for which it answers, or "all"."""
    web: str = ""
    """Its web page (https or http), "" where it names none."""
    runs: tuple[str, ...] = ()
    """Brands that it runs, as names or as domains."""
    email: str = ""
    web_form: str = ""
    language: str = ""
    """The language in which it wants to be asked (ISO 639-1), "" where it says none."""
    transport: str = ""
    """The way it prefers: "email", "letter", "fax" or "webform"; "" where it says none."""
    needs_id: bool = False
    """Whether it is known to ask for a document of identity."""
    required: tuple[str, ...] = ()
    """What it is known to need to find a person, in its collectors' words."""
    known_as: tuple[str, ...] = ()
    """Names of records that became this one: companies that it bought, or duplicates."""


@dataclass(frozen=True, slots=True)
class DeletePage:
    """Where an account at a site is deleted, as JustDeleteMe describes it."""

    name: str
    url: str
    """https or http, never fetched; "" where the site has no such page."""
    difficulty: str
    """ "easy", "medium", "hard", "limited" (only with a privacy law) or "impossible"."""
    domains: tuple[str, ...]
    """Organisational domains."""
    notes: str = ""
    email: str = ""
    """Often the support's, not that of privacy; it is shown, and no letter goes there by itself."""
    urls: tuple[tuple[str, str], ...] = ()
    """(language, page) of pages in other languages."""
    notes_in: tuple[tuple[str, str], ...] = ()
    """(language, notes) in other languages."""


def domains(company: Company) -> tuple[str, ...]:
    """Return the organisational domains by which a record is found: of its web page and of brands named as domains.

    A record without a web page is found by the domain of its e-mail address, where that is no mail provider's.
    """
    found = [_house(company.web)] if company.web else [_mail_house(company.email)]
    found += [_named(one) for one in company.runs]
    return tuple(dict.fromkeys(one for one in found if one))


def keys(company: Company) -> tuple[str, ...]:
    """Return under what a record is looked up: its domains, and "name:" with its name as `likeness` has it."""
    names = (company.name, *company.known_as)
    return (*domains(company), *dict.fromkeys(f"name:{key}" for key in map(likeness, names) if len(key) > 2))


def matching(
    known: Iterable[Company],
    organisation: str,
    names: Sequence[str],
    entities: Sequence[str] = (),
    country: str = "",
) -> Company | None:
    """Return the record that is about a sender, the best checked of several; None where none surely is.

    `organisation` is its organisational domain, `names` what it calls itself, `entities` the companies that its own
    footers name. A record is about it when its web page is the front door of that domain, when it lies elsewhere on it
    and the name or mail agrees, or when it runs a brand of that domain; a brand of that name alone counts only where
    the sender's footer names the company as well. `country` is that of the person (lower case).
    """
    found = [(rank, one) for one in known if (rank := _nearness(one, organisation, names, entities)) is not None]
    order = sorted(
        found,
        key=lambda pair: (
            pair[0],
            not _answers(pair[1], country),
            QUALITIES.index(pair[1].quality),
            not pair[1].email,
            pair[1].slug,
        ),
    )
    return order[0][1] if order else None


def _nearness(company: Company, organisation: str, names: Sequence[str], entities: Sequence[str]) -> int | None:
    """Return how a record belongs to a sender, 0 surest; None where it does not."""
    called = (organisation.partition(".")[0], *names)
    is_named = any(alike(one, company.name) for one in called)
    if company.web and _house(company.web) == organisation:
        if _front_door(company.web, organisation):
            return 0 if is_named else 1
        return 2 if is_named or _mail_house(company.email) == organisation else None
    if organisation in filter(None, map(_named, company.runs)):
        return 2
    if not company.web and _mail_house(company.email) == organisation:
        return 3 if is_named else None
    brands = {likeness(one) for one in company.runs}
    owners = (company.name, *company.known_as)
    told = any(likeness(entity) == likeness(owner) for entity in entities for owner in owners)
    return 4 if told and any(likeness(one) in brands for one in called if likeness(one)) else None


def _answers(company: Company, country: str) -> bool:
    """Return whether a record is for people of a country; unknown countries fit every record."""
    return not country or not company.countries or country in company.countries or "all" in company.countries


def _front_door(web: str, organisation: str) -> bool:
    """Return whether a page is the whole site's, and not that of a customer or of one department."""
    parts = urlsplit(web)
    host = (parts.hostname or "").removesuffix(organisation).rstrip(".")
    return host in _FRONT_DOORS and _LOCALE.fullmatch(parts.path.strip("/")) is not None and not parts.query


def _house(web: str) -> str | None:
    try:
        host = urlsplit(web).hostname or ""
    except ValueError:
        return None
    return organisational(host)


def _mail_house(address: str) -> str | None:
    host = address.rpartition("@")[2]
    return None if not host or carries(host) else organisational(host)


def _named(run: str) -> str | None:
    """Return the domain that a brand is named by ("shop.example", "Shop (www.shop.example)"), or None for a name."""
    bracketed = _BRACKETED.search(run)
    text = (bracketed[1] if bracketed else run).strip().lower()
    if "." not in text or " " in text or "@" in text:
        return None
    return _house(text if "://" in text else f"//{text}")
