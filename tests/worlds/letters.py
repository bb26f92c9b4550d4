"""What a letter is before it is written out: who speaks, in what situation, to which address, by which way."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.worlds.books import Organisation


@dataclass(frozen=True, slots=True)
class Account:
    """A customer's account on a sending platform; equal accounts write equal ids."""

    style: str
    """A style of styles.toml."""
    seed: str
    """From which its ids are drawn."""


@dataclass(slots=True)
class Letter:
    """One mail to come; the seats that a story seldom sets have plain defaults."""

    at: datetime
    """When the person's own server took it (UTC)."""
    sender: Organisation | None
    """The organisation that speaks; None: a person."""
    situation: str
    to: str
    """The address it is delivered to."""
    language: str
    account: Account
    values: dict[str, str] = field(default_factory=dict)
    """Placeholders beyond those that follow from the sender."""
    footers: tuple[str, ...] = ()
    """Sorts of footers, in order."""
    bulk: bool = False
    source: Organisation | None = None
    """Whom a footer names."""
    carrier: Organisation | None = None
    """Who really sends where that is not the one in From: its domain signs and takes the bounces (host sends)."""
    delegated: bool = False
    """The sender's domain signs too, because it let the carrier do so."""
    name: str = ""
    """The display name; the sender's where ""."""
    address: str = ""
    """The address in From; made from the sender where ""."""
    authentic: bool = True
    forged: tuple[tuple[str, str], ...] = ()
    """Fields that the sender wrote to deceive, below the own server's."""
    links: tuple[tuple[str, str], ...] = ()
    """Further links of the body: (words, address)."""
    shop_query: str = ""
    """What hangs on the shop links, as utm_source=..."""
    outgoing: bool = False
    shown_to: str = ""
    """The To field where it is not the address."""
    forwarded_by: str = ""
    """The old provider's domain, where it forwarded the mail."""
    skew: timedelta = timedelta()
    """How wrong the sender's clock is."""
    image_footer: bool = False
    copies: int = 1
    deleted: bool = False
    """The person threw it away."""
