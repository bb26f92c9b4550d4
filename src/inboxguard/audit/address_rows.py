"""The person's addresses as rows: to whom each was given, who writes to it, and where that disagrees."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlite_utils import Database

from inboxguard.audit import deciding
from inboxguard.audit.address_views import AddressRow, ConflictRow, GivenTo, Settlement
from inboxguard.audit.profiles import language
from inboxguard.audit.trail_pages import masked_name
from inboxguard.mailbox.address_files import reading
from inboxguard.senders.attribution import Attribution
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, own_addresses, search
from inboxguard.store.decisions import HandedOut
from inboxguard.store.own_addresses import Writer
from inboxguard.trace import wording
from inboxguard.trace.addresses import Holder, Ledger
from inboxguard.trace.conflicts import Conflict, Disagreement, Word, conflicts
from inboxguard.trace.contacts import contacts
from inboxguard.trace.decisions import Given

_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_WAYS: Mapping[Disagreement, tuple[Settlement, ...]] = {
    Disagreement.ONLY_BUT_DEALT: (Settlement.BOTH, Settlement.LEAVE),
    Disagreement.TWO_ONLY: (Settlement.BOTH, Settlement.FIRST, Settlement.SECOND),
    Disagreement.SOURCES_DIFFER: (Settlement.BOTH, Settlement.FIRST),
    Disagreement.NEVER_SEEN: (Settlement.LEAVE, Settlement.FORGET),
}


def rows(db: Database, now: datetime) -> tuple[AddressRow, ...]:
    """Return every address that mail comes to, that is the person's own, or that was given to somebody, sorted."""
    senders = own_addresses.writers(db)
    names = {sender.id: sender.name for sender in senders}
    hidden = search.wholly_set_aside(db)
    mask = masked_name(language(db, wording.languages()))
    given: dict[str, list[GivenTo]] = {}
    words = deciding.given(db)
    for one in words:
        away = one.organisation in hidden
        name = mask if away else names.get(SenderId(one.organisation), one.organisation)
        whom = GivenTo(SenderId(one.organisation), name, one.only, one.made, one.by, one.at, away)
        given.setdefault(one.address, []).append(whom)
    writing = _writing(senders)
    found = _by_address(_open(db, words, senders, now), names, hidden, mask)
    own = {one for one in decisions.own_addresses(db)[0] if not one.startswith("@")}
    brought = frozenset(own_addresses.brought(db))
    return tuple(
        replace(
            _row(address, given.get(address, ()), writing.get(address, ()), names, hidden, found.get(address, ())),
            brought=address in brought,
        )
        for address in sorted({*given, *writing, *own})
    )


def open_conflicts(db: Database, now: datetime) -> tuple[Conflict, ...]:
    """Return the disagreements that the person did not leave as they are, set-aside senders' too."""
    return _open(db, deciding.given(db), own_addresses.writers(db), now)


def _row(
    address: str,
    given: Sequence[GivenTo],
    senders: Sequence[SenderId],
    names: Mapping[SenderId, str],
    hidden: frozenset[str],
    found: Sequence[ConflictRow],
) -> AddressRow:
    seen = [one for one in senders if one not in hidden]
    quiet = bool(senders or given) and not seen and all(one.masked for one in given)
    shown = tuple(names[one] for one in seen)
    return AddressRow(address, tuple(given), tuple(senders), shown, tuple(seen), tuple(found), quiet=quiet)


def _writing(senders: Iterable[Writer]) -> dict[str, list[SenderId]]:
    writing: dict[str, list[SenderId]] = {}
    for sender in senders:
        for address in sender.recipients:
            writing.setdefault(address, []).append(sender.id)
    return writing


def _open(
    db: Database, words: Iterable[HandedOut], senders: Sequence[Writer], now: datetime
) -> tuple[Conflict, ...]:
    said = [
        Word(
            Given(one.address, SenderId(one.organisation), one.only, one.made),
            one.at,
            one.by,
            bool(one.by) and reading.is_of_aliases(one.by),
        )
        for one in words
    ]
    if not said:
        return ()
    spoken = {word.given.address for word in said}
    first = {sender.id: sender.first or _LONG_AGO for sender in senders}
    writing = _writing(senders)
    held = {
        address: tuple(Holder(who, first[who]) for who in who_writes)
        for address, who_writes in writing.items()
        if address in spoken
    }
    sole = {word.given.address for word in said if word.given.only}
    dealt = frozenset(who for address in sole for who in writing.get(address, ()))
    mails = _mails(db, dealt)
    left = own_addresses.left(db)
    return tuple(one for one in conflicts(said, Ledger(held), contacts(mails), now) if one.id not in left)


def _mails(db: Database, organisations: frozenset[SenderId]) -> dict[SenderId, list[Attribution]]:
    """Return the mail that shows a sign-up, an order or the like, with that of whoever was merged into a sender."""
    told = deciding.corrections(db)
    wanted = {*organisations, *(one for one, home in told.merged.items() if home in organisations)}
    found: dict[SenderId, list[Attribution]] = {}
    for organisation, mails in own_addresses.with_roles(db, wanted).items():
        found.setdefault(SenderId(told.home(organisation)), []).extend(mails)
    return found


def _by_address(
    found: Iterable[Conflict], names: Mapping[SenderId, str], hidden: frozenset[str], mask: str
) -> dict[str, list[ConflictRow]]:
    shown: dict[str, list[ConflictRow]] = {}
    for one in found:
        shown.setdefault(one.address, []).append(
            ConflictRow(
                one.id,
                one.kind,
                one.organisations,
                tuple(mask if who in hidden else names.get(who, who) for who in one.organisations),
                one.messages,
                _WAYS[one.kind],
                not hidden.isdisjoint(one.organisations),
            )
        )
    return shown
