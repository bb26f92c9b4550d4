"""Books: the parameters, organisations and texts of which worlds are made, read from tests/worlds/books/<name>."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "books"

SORTS = ("brand", "broker", "agency", "carrier", "marketplace", "payment", "review", "survey")
"""What an organisation is: a table array of organisations.toml each."""

SITUATIONS = (
    "confirm", "confirmed", "welcome", "newsletter", "advert", "reminder_basket", "order", "shipped", "receipt",
    "invoice", "password", "review_request", "survey", "carrier", "payment", "left", "hosted", "co_branded", "letter",
    "discussion", "junk", "countdown", "registry", "registry_deleted", "co_registration", "invitation", "renamed",
    "merged", "seller_order", "unsubscribe",
)  # fmt: skip
FOOTERS = (
    "plain", "own", "customer_own", "partner", "customer", "sign_up", "host", "generic", "denial", "imprint",
)  # fmt: skip
"""What English must have; other languages borrow from it what they lack (books/README.md says what each is)."""

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da")


@dataclass(frozen=True, slots=True)
class Organisation:
    """One invented organisation."""

    sort: str
    """One of SORTS."""
    name: str
    domain: str
    trade: str
    """For brands: registry, baby, fashion, home, ... as the book likes; "registry" is a gift or baby list."""
    entity: str
    street: str
    number: str
    """Registration or VAT number, as a footer shows it."""
    group: str | None = None
    """The same word for all brands of one company group."""


@dataclass(frozen=True, slots=True)
class Template:
    """One mail's words, with placeholders in braces."""

    situation: str
    subject: str
    text: str
    html: bool = True
    """Rendered as HTML beside the plain text."""


@dataclass(frozen=True, slots=True)
class Language:
    """The texts of one language."""

    code: str
    mails: Mapping[str, tuple[Template, ...]]
    """Situation -> variants."""
    footers: Mapping[str, tuple[str, ...]]
    """Sort -> variants."""
    products: Mapping[str, tuple[str, ...]]
    """Trade ("any" for every other) -> things it sells."""
    months: tuple[str, ...]
    """Twelve names, as they stand in a written date."""
    words: Mapping[str, str]
    """Words of links (shop, unsubscribe, preferences, confirm, view), the shape of a date, the four seasons."""


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that worlds are made of; `dataclasses.replace` makes variants (other languages, platforms, rates)."""

    name: str
    habits: Mapping[str, float]
    """Weights of address habits: one, plus, catch_all, relay, alias, mixed."""
    language_weights: Mapping[str, float]
    rates: Mapping[str, float]
    """Confounder -> its rate."""
    share: Mapping[str, Any]
    leak: Mapping[str, Any]
    mail: Mapping[str, Any]
    platforms: Mapping[str, float]
    """Weights of platform styles."""
    organisations: tuple[Organisation, ...]
    friends: tuple[str, ...]
    persons: tuple[str, ...]
    """Names that a mailbox's owner may have."""
    languages: Mapping[str, Language] = field(repr=False)

    def of(self, sort: str) -> tuple[Organisation, ...]:
        """Return the organisations of one sort, in the order of the book."""
        return tuple(one for one in self.organisations if one.sort == sort)


@cache
def book(name: str) -> Book:
    """Return the book of that name; raises ValueError where a table is missing or has an unknown word."""
    folder = FOLDER / name
    parameters = _read(folder / "parameters.toml")
    town = _read(folder / "organisations.toml")
    languages = {code: _language(code, folder) for code in LANGUAGES if (folder / f"{code}.toml").exists()}
    weights = dict(parameters["languages"])
    if not set(weights) <= set(languages):
        raise ValueError(f"{name}: languages without texts: {sorted(set(weights) - set(languages))}")
    lacking = set(SITUATIONS) - set(languages["en"].mails) | set(FOOTERS) - set(languages["en"].footers)
    if lacking:
        raise ValueError(f"{name}: English lacks {sorted(lacking)}")
    return Book(
        name=name,
        habits=parameters["habits"],
        language_weights=weights,
        rates=parameters["rates"],
        share=parameters["share"],
        leak=parameters["leak"],
        mail=parameters["mail"],
        platforms=parameters["platforms"],
        organisations=tuple(_organisation(sort, row) for sort in SORTS for row in town.get(sort, ())),
        friends=tuple(town["friends"]),
        persons=tuple(town["persons"]),
        languages=languages,
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _organisation(sort: str, row: Mapping[str, str]) -> Organisation:
    return Organisation(
        sort=sort,
        name=row["name"],
        domain=row["domain"],
        trade=row.get("trade", sort),
        entity=row.get("entity", row["name"]),
        street=row.get("street", ""),
        number=row.get("number", ""),
        group=row.get("group"),
    )


def _language(code: str, folder: Path) -> Language:
    table = _read(folder / f"{code}.toml")
    mails: dict[str, list[Template]] = {}
    for row in table["mail"]:
        template = Template(row["situation"], row["subject"], row["text"].strip(), row.get("html", True))
        mails.setdefault(template.situation, []).append(template)
    footers: dict[str, list[str]] = {}
    for row in table["footer"]:
        footers.setdefault(row["sort"], []).append(row["text"].strip())
    return Language(
        code=code,
        mails={situation: tuple(some) for situation, some in mails.items()},
        footers={sort: tuple(some) for sort, some in footers.items()},
        products={trade: tuple(some) for trade, some in table["products"].items()},
        months=tuple(table["months"]),
        words=table["words"],
    )
