"""To whom a letter goes: the best contact that is known of an organisation, and where it is known from.

In this order: the person's own entry, a company record that they brought, a privacy address in the organisation's own
mail, and last "privacy@" at its domain, which is said to be a guess. Records that nobody checked (quality "scraped")
come after its own mail. Never an address that nobody reads, one of the platform that only carries the mail, or one of
the person; and never somebody else's except by the person's entry or a company record.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inboxguard.facts.addresses import address_spec
from inboxguard.facts.person import Person
from inboxguard.requests.companies import Company, Quality
from inboxguard.requests.privacy_addresses import Named, is_unread
from inboxguard.senders.domains import of_address, organisational
from inboxguard.senders.lending import lent
from inboxguard.senders.platform_table import linking, owners

_LONGEST = 254
"""Octets of an address (RFC 5321 section 4.5.3.1)."""
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$&'*+/=?^_`{|}~-")


class ContactSource(StrEnum):
    """Where a contact is known from, the surest first."""

    OWN_ENTRY = "own_entry"
    COMPANY_FILE = "company_file"
    SENDER_MAIL = "sender_mail"
    FOOTER = "footer"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Contact:
    """To whom a letter goes, and what is known of how they want to be asked."""

    address: str
    """The e-mail address; "" where only a web form is known."""
    source: ContactSource
    detail: str
    """Which entry, file or mail: a day, a record's name; "" for a guess."""
    language: str | None = None
    """In which language the organisation wants to be asked, by a company record."""
    web_form: str | None = None
    transport: str | None = None
    """The way that it prefers ("email", "letter", "fax", "webform"), by a company record."""
    needs_id: bool = False
    """Whether it is known to ask for a document; none is ever sent by itself."""
    required: tuple[str, ...] = ()
    """What it is known to need to find a person; for the person to read, never filled in by itself."""

    @property
    def is_guess(self) -> bool:
        """Return whether the person should check the address before sending."""
        return self.source is ContactSource.GUESS


@dataclass(frozen=True, slots=True)
class Entry:
    """The person's own word of where an organisation is written to."""

    address: str
    at: datetime


def contact(
    organisation: str,
    entry: Entry | None,
    record: Company | None,
    file: str,
    named: Iterable[Named],
    family: Collection[str],
    person: Person,
) -> Contact | None:
    """Return to whom a letter to `organisation` goes; None where nothing may even be guessed.

    `record` is the company record that is about it, of the file called `file`; `named` are the privacy addresses of its
    trusted mail, the best first; `family` are the organisational domains of the organisation and of its group.
    """

    def usable(address: str) -> bool:
        return is_address(address) and not barred(address, organisation, person)

    def told(address: str, source: ContactSource, detail: str) -> Contact:
        return _told(address, source, detail, record)

    if entry is not None:
        return told(entry.address, ContactSource.OWN_ENTRY, entry.at.date().isoformat())
    from_record = None
    if record is not None and usable(record.email):
        detail = f"{record.name} ({record.quality}, {file})" if file else f"{record.name} ({record.quality})"
        from_record = told(record.email, ContactSource.COMPANY_FILE, detail)
        if record.quality is not Quality.SCRAPED:
            return from_record
    for one in named:
        if usable(one.address) and of_address(one.address) in family:
            source = ContactSource.FOOTER if one.in_footer else ContactSource.SENDER_MAIL
            return told(one.address, source, one.on.isoformat() if one.on else "")
    if from_record is not None:
        return from_record
    likely = f"privacy@{organisation}"
    if usable(likely) and organisational(organisation) == organisation:
        return told(likely, ContactSource.GUESS, "")
    return told("", ContactSource.COMPANY_FILE, record.name) if record is not None and record.web_form else None


def barred(address: str, organisation: str, person: Person) -> str | None:
    """Return why a letter to `organisation` may not go to `address`: "unread", "own" or "platform"; None if it may.

    A platform's own address is fine for letters to the platform itself, and not for those to a customer that has a
    name under its domain.
    """
    domain = address.rpartition("@")[2].lower()
    if is_unread(address):
        return "unread"
    if person.owns(address):
        return "own"
    if not (_runs(domain) or lent(domain)):
        return None
    above = organisation.partition(".")[2]
    speaks = of_address(address) == organisation and not (_runs(above) or lent(above))
    return None if speaks else "platform"


def _runs(host: str) -> bool:
    """Return whether a host is one of a platform's, by which it mails or to which its links lead."""
    return bool(owners(host) or linking(host))


def is_address(address: str) -> bool:
    """Return whether `address` is one plain address at a host of the public internet, and nothing besides.

    Quotes, blanks, comments, letters of other scripts and invisible signs are how one address is made to look like
    another; privacy desks have none of them.
    """
    local, at, domain = address.rpartition("@")
    return (
        bool(at)
        and len(address) <= _LONGEST
        and 0 < len(local) <= 64
        and _PLAIN.issuperset(local)
        and not local.startswith(".")
        and not local.endswith(".")
        and ".." not in local
        and domain == domain.lower()
        and domain.isascii()
        and organisational(domain) is not None
        and address_spec(address) == address
    )


def _told(address: str, source: ContactSource, detail: str, record: Company | None) -> Contact:
    if record is None:
        return Contact(address, source, detail)
    return Contact(
        address,
        source,
        detail,
        record.language or None,
        record.web_form or None,
        record.transport or None,
        record.needs_id,
        record.required,
    )
