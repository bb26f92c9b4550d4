"""The person's decisions as the core rooms take them."""

from sqlite_utils import Database

from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions
from inboxguard.themes.setting_aside import ThemeDecisions
from inboxguard.trace.decisions import Given, TraceDecisions


def theme_decisions(db: Database) -> ThemeDecisions:
    """Return what was marked, set aside and kept; organisations have a dot, message keys have none."""
    aside, kept = decisions.shelved(db)
    return ThemeDecisions(
        marked=decisions.marked_themes(db),
        accepted=frozenset(SenderId(what) for what in aside if "." in what),
        kept=frozenset(MessageKey(what) for what in kept if "." not in what),
        kept_senders=frozenset(SenderId(what) for what in kept if "." in what),
        hidden=frozenset(MessageKey(what) for what in aside if "." not in what),
    )


def trace_decisions(db: Database) -> TraceDecisions:
    """Return what the person said about sign-ups of their own and addresses given out."""
    return TraceDecisions(
        mine=frozenset(SenderId(organisation) for organisation in decisions.verdicts(db)),
        given=tuple(
            Given(address, SenderId(organisation), only) for address, organisation, only, _ in decisions.given(db)
        ),
        answers=(),
    )
