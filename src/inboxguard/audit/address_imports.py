"""An export of an alias service or password manager taken in: own addresses, and to whom each was given."""

from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from inboxguard.audit import grounds
from inboxguard.audit.address_views import Imported
from inboxguard.facts.person import Person, untagged
from inboxguard.mailbox.address_files import reading
from inboxguard.mailbox.address_files.entry import AddressFile, Entry
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, findings, own_addresses
from inboxguard.trace.labels import meant
from inboxguard.trace.naming import Directory, directory


def bring(db: Database, path: Path, only: bool, now: datetime) -> Imported:
    """Take in an export; raises UnreadableFile and Refused, and then nothing was kept.

    Of a password manager each log-in says "an account of mine at this site with this address"; that never means that
    nobody else has the address. Of an alias service an entry counts where it names exactly one organisation, and with
    `only` the person says that those addresses went to nobody else.
    """
    read = reading.read(path)
    known = directory(findings.senders(db))
    given: set[tuple[str, str]] = set()
    untold: set[str] = set()
    for entry in read.entries:
        whom = _whom(entry, known)
        given |= {(entry.address, one) for one in whom}
        if not whom and not entry.account:
            untold.add(entry.address)
    addresses = {entry.address for entry in read.entries}
    new = _new(db, addresses)
    aliases = _aliases(read)
    sole = {pair for pair in given if only and pair[0] in aliases and _one(pair[0], given)}
    own_addresses.bring(db, new, sorted(sole), True, now, read.service)
    own_addresses.bring(db, (), sorted(given - sole), False, now, read.service)
    told = {address for address, _ in given}
    organisations = {one for _, one in given}
    return Imported(
        read.service, len(addresses), len(new), len(told), len(organisations), len(untold - told), read.without,
        read.broken, 0,
    )  # fmt: skip


def _whom(entry: Entry, known: Directory) -> tuple[SenderId, ...]:
    """Return to whom an entry says that its address was given; an alias that names several says nobody."""
    sites = tuple(dict.fromkeys(known.domains.get(site, SenderId(site)) for site in entry.sites))
    if entry.account:
        return sites
    if sites:
        return sites if len(sites) == 1 else ()
    named = meant(entry.label, known)
    return (named,) if named is not None else ()


def _new(db: Database, addresses: set[str]) -> list[str]:
    """Return the mailboxes among `addresses` that are not known as the person's: a plus-tag belongs to its mailbox."""
    person = grounds.with_accounts(db, Person(decisions.own_addresses(db)[0]))
    return sorted({untagged(one) for one in addresses if not person.owns(one)})


def _aliases(read: AddressFile) -> frozenset[str]:
    accounts = {entry.address for entry in read.entries if entry.account}
    return frozenset(entry.address for entry in read.entries if not entry.account) - accounts


def _one(address: str, given: set[tuple[str, str]]) -> bool:
    return sum(one == address for one, _ in given) == 1
