"""Supervisory authorities: to whom a complaint goes where the law leaves that to the place (authorities.toml)."""

import tomllib
from dataclasses import dataclass
from functools import cache

from inboxguard import resources


@dataclass(frozen=True, slots=True)
class Authority:
    """One authority as public records have it."""

    slug: str
    country: str
    """ISO 3166 code."""
    region: str
    """Part of the country whose companies it watches ("BY"), "" for all of it."""
    scope: str
    """What alone it is for (church, broadcasting, public, federal), "" for companies in general."""
    name: str
    email: str
    complaint_url: str
    """Page or form for complaints, "" where none is known."""
    web: str
    language: str | None
    """Language in which to write, None where it has more than one or none was given."""
    verified: bool
    """Whether link and address were opened; where not, the person is asked to check them."""


@cache
def authorities() -> tuple[Authority, ...]:
    """Return all authorities that are known, in the order of the file."""
    return tuple(
        Authority(
            slug=entry["slug"],
            country=country,
            region=entry.get("region", ""),
            scope=entry.get("scope", ""),
            name=entry["name"],
            email=entry.get("email", ""),
            complaint_url=entry.get("complaint_url", ""),
            web=entry.get("web", ""),
            language=entry.get("language"),
            verified=entry["verified"],
        )
        for entry in tomllib.loads(resources.read("law/authorities.toml"))["authority"]
        for country in entry["countries"]
    )


def authorities_of(country: str) -> tuple[Authority, ...]:
    """Return the authorities of a country (ISO code) that watch companies: one for each region in Germany."""
    return tuple(one for one in authorities() if one.country == country.upper() and not one.scope)


def authority_for(country: str, region: str = "") -> Authority | None:
    """Return the authority for companies of a place (ISO codes; "BY" or "DE-BY"), None where none is known.

    A complaint under the GDPR may go to the authority of the home, the workplace or the place of what happened
    (Art. 77). In Germany each Land has its own, and that of the organisation's seat decides in the end: without a
    Land there is none to name, and `authorities_of` has those to choose from.
    """
    region = region.upper().removeprefix(f"{country.upper()}-")
    found = authorities_of(country)
    own = next((one for one in found if region and one.region == region), None)
    return own or next((one for one in found if not one.region), None)
