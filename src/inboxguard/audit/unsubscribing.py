"""Unsubscribing: what was asked with one click or on a page, and what came of it."""

from collections.abc import Iterable

from sqlite_utils import Database

from inboxguard.mailbox.one_click import Why
from inboxguard.senders.optout import Asked
from inboxguard.senders.sender import SenderId
from inboxguard.store import unsubscribing
from inboxguard.store.unsubscribing import Entry, State

_NO_WORD = frozenset((Why.ELSEWHERE, Why.GONE, Why.BUSY))
"""Answers that say nothing of whether the way out works."""


def asked(db: Database) -> dict[SenderId, tuple[Asked, ...]]:
    """Return the accepted ones by organisation, in order of time: each begins a watch (commands.md)."""
    return _by_organisation(one for one in unsubscribing.entries(db) if one.state is State.ACCEPTED)


def failed(db: Database) -> dict[SenderId, tuple[Asked, ...]]:
    """Return those that the sender's server answered with no, in order of time: its way out was seen to fail.

    No word of one that found no server or got no answer, which may be the fault of the line; nor of a server that was
    busy, pointed elsewhere, or did not know the token any more, as who has left already is often not known.
    """
    refused = (one for one in unsubscribing.entries(db) if one.state is State.REFUSED)
    return _by_organisation(one for one in refused if one.record.why not in _NO_WORD)


def _by_organisation(entries: Iterable[Entry]) -> dict[SenderId, tuple[Asked, ...]]:
    found: dict[SenderId, list[Asked]] = {}
    for one in entries:
        said = Asked(one.at, one.record.method, one.record.address, None, one.record.lists, one.record.streams)
        found.setdefault(SenderId(one.organisation), []).append(said)
    return {key: tuple(sorted(ones, key=lambda one: one.at)) for key, ones in found.items()}
