"""Set aside: what is on the shelf, what the person marked, and single messages opened at their wish."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from sqlite_utils import Database

from inboxguard.audit.deciding import SPARING, corrections, own_additions, theme_decisions
from inboxguard.audit.deciding import given as given_out
from inboxguard.audit.profiles import profile
from inboxguard.audit.sender_pages import line
from inboxguard.audit.shelf_views import ShelfCard
from inboxguard.audit.views import Letter, Line, ShelfRow, ThemeRow
from inboxguard.errors import Refused
from inboxguard.facts.message import MessageKey
from inboxguard.store import decisions, findings, mentions, messages, shelves
from inboxguard.store.findings import Attributed
from inboxguard.store.records import moment
from inboxguard.store.shelves import FIRST
from inboxguard.themes.own import shelf_of_theme
from inboxguard.themes.picker import Choice, choices
from inboxguard.themes.picker import suggested as offered
from inboxguard.themes.setting_aside import Aside, Cause, why

_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


def cards(db: Database) -> tuple[ShelfCard, ...]:
    """Return the shelves in their order, the first one always."""
    return tuple(
        ShelfCard(one.id, one.label, place, one.colour, one.until) for place, one in enumerate(shelves.shelves(db))
    )


def rows(db: Database, shelf: str | None, today: date) -> tuple[ShelfRow, ...]:
    """Return the messages of a shelf (None: of all) as months, newest first.

    What only a rest or a quiet day hides lies on no shelf: it is shown again by itself, or was never to be looked at.
    """
    told, placed = theme_decisions(db, today), _Places(db)
    found = []
    for key, at, attribution, said in mentions.set_aside(db):
        reason = why(attribution, said, told)
        where = FIRST if reason is None else placed.of(reason)
        if where is not None and shelf in (None, where):
            found.append(ShelfRow(MessageKey(key), (moment(at) or _NO_DATE).date().replace(day=1)))
    return tuple(found)


def all_keys(db: Database) -> frozenset[MessageKey]:
    """Return the keys of every set-aside message, whatever hides it."""
    return findings.set_aside_keys(db)


class _Places:
    """On which shelf a message lies, by why it is set aside."""

    def __init__(self, db: Database) -> None:
        self._marked, self._aside = shelves.marked(db), shelves.shelved(db).aside
        self._corrected = corrections(db)

    def of(self, reason: Aside) -> str | None:
        """Return the shelf, None for what lies on none."""
        match reason.cause:
            case Cause.WORDS | Cause.OCCASION:
                return shelf_of_theme(reason.subject) or self._marked.get(reason.subject, FIRST)
            case Cause.LIST:
                return self._aside.get(f"<{reason.subject}>", FIRST)
            case Cause.HAND:
                return self._aside.get(reason.subject, FIRST)
            case Cause.SENDER:
                return self._of_sender(reason.subject)
        return None

    def _of_sender(self, organisation: str) -> str:
        if organisation in self._aside:
            return self._aside[organisation]
        homes = (where for one, where in self._aside.items() if self._corrected.home(one) == organisation)
        return next(homes, FIRST)


def reveal(db: Database, key: str) -> Line:
    """Return the subject and sender of one message although it is set aside; raises Refused where there is none."""
    one = findings.attributed_among(db, [key]).get(MessageKey(key))
    if one is None:
        raise Refused("This message is no longer there. Read the mailbox again.")
    return line(Attributed(one.attribution, (), aside=False))


def letter(db: Database, key: str) -> Letter:
    """Return one message as plain text; its text is None where it was never opened."""
    message = messages.get(db, key)
    one = findings.attributed_among(db, [key]).get(MessageKey(key))
    if message is None or one is None:
        raise Refused("This message is no longer there. Read the mailbox again.")
    return Letter(
        message.key,
        message.at,
        message.subject,
        one.attribution.name,
        message.sender.address if message.sender is not None else "",
        "" if one.attribution.outgoing else one.attribution.recipient or "",
        message.text,
    )


def themes(db: Database) -> tuple[ThemeRow, ...]:
    """Return the themes with their names in the person's language, whether they are marked, and where they lie."""
    return _rows(db, choices(own_additions(db)))


def suggested(db: Database, ids: Sequence[str]) -> tuple[ThemeRow, ...]:
    """Return the themes that these suggest and that are not marked."""
    return _rows(db, offered(own_additions(db), decisions.marked_themes(db), frozenset(ids)))


def mark(db: Database, ids: Iterable[str], at: datetime, shelf: str = FIRST) -> None:
    """Remember marks; raises Refused for an id that is no theme or a shelf that is none, before any is marked."""
    if all(one.id != shelf for one in shelves.shelves(db)):
        raise Refused(f"There is no shelf “{shelf[:40]}”. “shelf list” shows those there are.")
    shelves.mark(db, known(db, ids), shelf, at)


def unmark(db: Database, ids: Iterable[str]) -> None:
    """Forget marks; raises Refused for an id that is no theme."""
    for theme in known(db, ids):
        decisions.unmark_theme(db, theme)


def known(db: Database, ids: Iterable[str]) -> tuple[str, ...]:
    """Return these ids of themes; raises Refused for one that is none."""
    wanted = tuple(ids)
    there = {one.id for one in choices(own_additions(db))}
    if unknown := [theme for theme in wanted if theme not in there]:
        raise Refused(f"There is no theme “{unknown[0][:60]}”. “themes list” shows those there are.")
    return wanted


def _rows(db: Database, found: Iterable[Choice]) -> tuple[ThemeRow, ...]:
    marked, spoken = shelves.marked(db), profile(db).languages[0]
    sparing = frozenset(json.loads(decisions.setting(db, SPARING, "[]")))
    return tuple(_row(one, spoken, marked.get(one.id), one.id not in sparing) for one in found)


def _row(one: Choice, spoken: str, shelf: str | None, helping: bool) -> ThemeRow:
    return ThemeRow(one.id, one.label(spoken), one.group, shelf is not None, one.own, shelf, helping)


def addresses(db: Database) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    """Return (address, organisations the person said they gave it to, organisations that write to it), sorted."""
    given: dict[str, list[str]] = {}
    for one in given_out(db):
        given.setdefault(one.address, []).append(one.organisation)
    writing: dict[str, list[str]] = {}
    for sender in findings.senders(db):
        for address in sender.recipients:
            writing.setdefault(address, []).append(sender.id)
    return tuple(
        (address, tuple(given.get(address, ())), tuple(writing.get(address, ())))
        for address in sorted({*given, *writing})
    )
