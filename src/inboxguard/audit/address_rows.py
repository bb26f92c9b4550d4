"""The person's addresses as rows: to whom each was given, who writes to it, and where that disagrees."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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
        who = SenderId(one.organisation)
        away = who in hidden
        name = mask if away else names.get(who, who)
        given.setdefault(one.address, []).append(GivenTo(who, name, one.only, one.made, one.by, one.at, away))
    writing = _writing(senders)
    found = _by_address(_open(db, words, senders, writing, now), names, hidden, mask)
    own = {one for one in decisions.own_addresses(db)[0] if not one.startswith("@")}
    brought = frozenset(own_addresses.brought(db))
    return tuple(
        _row(address, given.get(address, ()), writing.get(address, ()), names, hidden, found.get(address, ()), brought)
        for address in sorted({*given, *writing, *own})
    )


def open_conflicts(db: Database, now: datetime) -> tuple[Conflict, ...]:
    """Return the disagreements that the person did not leave as they are, set-aside senders' too."""
    senders = own_addresses.writers(db)
    return _open(db, deciding.given(db), senders, _writing(senders), now)


def _row(
    address: str,
    given: Sequence[GivenTo],
    senders: Sequence[SenderId],
    names: Mapping[SenderId, str],
    hidden: frozenset[str],
    found: Sequence[ConflictRow],
    brought: frozenset[str],
) -> AddressRow:
    seen = tuple(one for one in senders if one not in hidden) if hidden else tuple(senders)
    quiet = not seen and bool(senders or given) and all(one.masked for one in given)
    shown = tuple(names[one] for one in seen)
    return AddressRow(address, tuple(given), tuple(senders), shown, seen, tuple(found), address in brought, quiet)


def _writing(senders: Iterable[Writer]) -> dict[str, list[SenderId]]:
    writing: dict[str, list[SenderId]] = {}
    for sender in senders:
        for address in sender.recipients:
            writing.setdefault(address, []).append(sender.id)
    return writing


def _open(
    db: Database,
    words: Sequence[HandedOut],
    senders: Iterable[Writer],
    writing: Mapping[str, Sequence[SenderId]],
    now: datetime,
) -> tuple[Conflict, ...]:
    said = [
        Word(
            Given(one.address, SenderId(one.organisation), one.only, one.made),
            one.at,
            one.by,
            bool(one.by) and reading.is_of_aliases(one.by),
        )
        for one in _debatable(words, writing)
    ]
    if not said:
        return ()
    spoken = {word.given.address for word in said}
    first = {sender.id: sender.first or _LONG_AGO for sender in senders}
    held = {
        address: tuple(Holder(who, first[who]) for who in writing[address]) for address in spoken if address in writing
    }
    sole = {word.given.address for word in said if word.given.only}
    dealt = frozenset(who for address in sole for who in writing.get(address, ()))
    mails = _mails(db, dealt)
    left = own_addresses.left(db)
    return tuple(one for one in conflicts(said, Ledger(held), contacts(mails), now) if one.id not in left)


def _debatable(words: Sequence[HandedOut], writing: Mapping[str, Sequence[SenderId]]) -> list[HandedOut]:
    """Return the words that can disagree with anything, so that the thousands that an export says are not gone through.

    One word alone about an address can only where the person typed it, or where somebody else writes to what is said to
    be in nobody else's hands.
    """
    several = Counter(one.address for one in words)
    return [
        one
        for one in words
        if several[one.address] > 1
        or not (one.by or one.made)
        or (one.only and any(who != one.organisation for who in writing.get(one.address, ())))
    ]


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
