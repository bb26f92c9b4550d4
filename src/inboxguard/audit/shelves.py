"""Set aside: what is on the shelf, what the person marked, and single messages opened at their wish."""

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlite_utils import Database

from inboxguard.audit.deciding import given as given_out
from inboxguard.audit.profiles import profile
from inboxguard.audit.sender_pages import line
from inboxguard.audit.views import Letter, Line, ShelfRow, ThemeRow
from inboxguard.errors import Refused
from inboxguard.facts.message import MessageKey
from inboxguard.store import decisions, findings, messages
from inboxguard.store.findings import Attributed
from inboxguard.store.records import moment
from inboxguard.themes.lexicon import load

_NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


def rows(db: Database) -> tuple[ShelfRow, ...]:
    """Return the set-aside messages as months, newest first."""
    return tuple(
        ShelfRow(MessageKey(key), (moment(at) or _NO_DATE).date().replace(day=1)) for key, at in findings.shelf(db)
    )


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
    """Return the themes with their names in the person's language and whether they are marked."""
    marked = decisions.marked_themes(db)
    spoken = profile(db).languages[0]
    return tuple(ThemeRow(theme.id, theme.label(spoken), theme.group, theme.id in marked) for theme in load().themes)


def mark(db: Database, ids: Iterable[str], at: datetime) -> None:
    """Remember marks; raises Refused for an id that is no theme, before any is marked."""
    for theme in _known(ids):
        decisions.mark_theme(db, theme, at)


def unmark(db: Database, ids: Iterable[str]) -> None:
    """Forget marks; raises Refused for an id that is no theme."""
    for theme in _known(ids):
        decisions.unmark_theme(db, theme)


def _known(ids: Iterable[str]) -> tuple[str, ...]:
    wanted = tuple(ids)
    there = {theme.id for theme in load().themes}
    if unknown := [theme for theme in wanted if theme not in there]:
        raise Refused(f"There is no theme “{unknown[0]}”. “themes list” shows those there are.")
    return wanted


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
