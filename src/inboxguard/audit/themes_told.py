"""Which marked themes a message and a sender are said to be on, in the JSON of the command line."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from inboxguard.audit import proposing
from inboxguard.audit.deciding import theme_decisions
from inboxguard.audit.profiles import today
from inboxguard.store import shelves
from inboxguard.store.findings import Attributed
from inboxguard.store.shelves import FIRST
from inboxguard.themes.setting_aside import Cause, why

_SENDERS = frozenset({Cause.SENDER, Cause.LIST})
_WORDS = frozenset({Cause.WORDS, Cause.OCCASION})


class ThemesTold:
    """What of themes is told of messages and senders; looked up once for many of them."""

    def __init__(self, db: Database, now: datetime) -> None:
        self._decisions = theme_decisions(db, today(db, now))
        self._leanings = proposing.leanings(db)
        self._marked, self._aside = shelves.marked(db), shelves.shelved(db).aside

    def of_message(self, one: Attributed) -> list[dict[str, Any]]:
        """Return the themes of a message, each with its score and whether the message is set aside for it.

        Mail of a sender that was set aside as a whole is so for the theme that the sender is on, whatever it says.
        """
        mentions = [mention for mention in one.mentions if mention.theme in self._decisions.marked]
        scores = {mention.theme: mention.score for mention in mentions}
        because: set[str] = set()
        reason = why(one.attribution, mentions, self._decisions) if one.aside else None
        if reason is not None and reason.cause in _WORDS:
            because = {mention.theme for mention in mentions if mention.named} or {reason.subject}
        elif reason is not None and reason.cause in _SENDERS:
            because = {mention.theme for mention in mentions if mention.named} or self._of_sender(
                one.attribution.organisation, reason.subject
            )
        return [
            {"theme": theme, "score": round(scores.get(theme, 0.0), 2), "set_aside": theme in because}
            for theme in sorted(scores.keys() | because, key=lambda theme: (-scores.get(theme, 0.0), theme))
        ]

    def of_sender(self, organisation: str) -> Sequence[str]:
        """Return the marked themes that a sender, or one of its lists, is held to be on, sorted."""
        return sorted(
            {one.theme for one in self._leanings.get(organisation, ()) if one.theme in self._decisions.marked}
        )

    def _of_sender(self, organisation: str | None, subject: str) -> set[str]:
        """Return for which theme a whole sender or list is set aside; its shelf where that is not known."""
        told = self.of_sender(organisation or "")
        if told:
            return {told[0]} if len(told) == 1 else set(told)
        shelf = self._aside.get(subject) or self._aside.get(f"<{subject}>") or FIRST
        here = [theme for theme, where in self._marked.items() if where == shelf]
        return {here[0]} if len(here) == 1 else set()
