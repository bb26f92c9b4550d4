"""The person's shelves as acts of an audit: made, changed, corrected both ways, kept quiet around days."""

from collections.abc import Sequence
from datetime import date

from inboxguard.audit import proposing, quieting, shelf_acts, shelves
from inboxguard.audit.progress import Tell, silent
from inboxguard.audit.shelf_views import (
    Behaviour,
    Found,
    Missed,
    Mode,
    Occasion,
    Proposal,
    QuietDay,
    RareWord,
    ShelfCard,
    ShelfSettings,
    Wrong,
)
from inboxguard.audit.shelving import Shelving
from inboxguard.audit.views import ThemeRow
from inboxguard.store.shelves import FIRST


class OwnShelves(Shelving):
    """Shelves, their words and senders, modes and days; the findings follow at once."""

    def shelves(self) -> tuple[ShelfCard, ...]:
        """Return the shelves in their order; the first one is always there."""
        return shelves.cards(self._db)

    def shelf_settings(self, shelf: str) -> ShelfSettings:
        """Return everything that was decided about one shelf; raises Refused where there is none."""
        return shelf_acts.settings(self._db, shelf)

    def keep_shelf(self, settings: ShelfSettings, tell: Tell = silent) -> str:
        """Make or change a shelf; return its id. Raises Refused with a sentence before anything is kept."""
        shelf = shelf_acts.keep(self._db, settings, self._now())
        self._follow(tell)
        return shelf

    def remove_shelf(self, shelf: str, tell: Tell = silent) -> None:
        """Take a shelf away: its mail is shown again unless another shelf holds it."""
        shelf_acts.remove(self._db, shelf)
        self._follow(tell)

    def behind(self, keys: Sequence[str]) -> Found:
        """Return who stands behind masked rows, for acts that need no look."""
        return shelf_acts.behind(self._db, keys)

    # corrections

    def wrong(self, keys: Sequence[str], by: Wrong, tell: Tell = silent) -> None:
        """Take messages off their shelf, and for `WORDS` and `SENDER` see that the like does not come there again."""
        shelf_acts.wrong(self._db, keys, by, self._now())
        self._follow(tell)

    def missed(self, key: str, by: Missed, words: Sequence[str] = (), shelf: str = FIRST, tell: Tell = silent) -> None:
        """Set a message aside, and for `LIST` and `WORDS` what comes after it; raises Refused with a sentence."""
        shelf_acts.missed(self._db, key, by, words, shelf, self._now())
        self._follow(tell)

    def rare_words(self, key: str) -> tuple[RareWord, ...]:
        """Return words of a message that few other mails have, the rarest first, to be ticked for a shelf."""
        return shelf_acts.rare_words(self._db, key)

    def lists_of(self, key: str) -> tuple[str, ...]:
        """Return the List-Id of a message, if it has one."""
        return shelf_acts.lists_of(self._db, key)

    # themes

    def suggested(self, ids: Sequence[str]) -> tuple[ThemeRow, ...]:
        """Return the themes that these suggest and that are not marked; to be asked, never switched on."""
        return shelves.suggested(self._db, ids)

    def add_theme(self, text: str) -> str:
        """Keep a theme file of the person's own, unmarked; return its id. Raises Refused with a sentence."""
        return shelf_acts.add_theme(self._db, text, self._now())

    def remove_theme(self, theme: str, tell: Tell = silent) -> None:
        """Forget a theme file that the person added; raises Refused where there is none."""
        shelf_acts.remove_theme(self._db, theme)
        self._follow(tell)

    def also_organisations(self, theme: str, on: bool, tell: Tell = silent) -> None:
        """Set mail of help organisations aside as well (as at first), or show it, where it is on a marked theme."""
        quieting.also_organisations(self._db, theme, on)
        self._follow(tell)

    # proposals

    def proposals(self) -> tuple[Proposal, ...]:
        """Return the senders that write about what is marked and were neither accepted nor turned down."""
        return proposing.proposals(self._db)

    def accept_proposal(self, organisation: str, tell: Tell = silent) -> None:
        """Set the proposed sender, or the proposed lists of it, aside; raises Refused where nothing is proposed."""
        proposing.accept(self._db, organisation, self._now())
        self._follow(tell)

    def decline_proposal(self, organisation: str) -> None:
        """Never propose this sender again for what it is proposed now."""
        proposing.decline(self._db, organisation, self._now())

    # modes and days

    def behaviour(self) -> Behaviour:
        """Return how the page Set aside behaves; a rest that is over is none."""
        return quieting.behaviour(self._db, self._now())

    def behave(self, mode: Mode, until: date | None = None, tell: Tell = silent) -> None:
        """Change how the page behaves; `until` is the last day of a rest. Raises Refused for a day that is past."""
        quieting.behave(self._db, mode, until, self._now())
        self._follow(tell)

    def quiet_days(self) -> tuple[QuietDay, ...]:
        """Return the person's own quiet days in the order of the year."""
        return quieting.days(self._db)

    def add_quiet_day(
        self, month: int, day: int, year: int | None = None, before: int = 3, after: int = 3, tell: Tell = silent
    ) -> int:
        """Show no marketing on a day and around it; return its id. Raises Refused for a day that no year has."""
        made = quieting.add_day(self._db, month, day, year, before, after, self._now())
        self._follow(tell)
        return made

    def remove_quiet_day(self, day: int, tell: Tell = silent) -> None:
        """Forget a quiet day; raises Refused where there is none."""
        quieting.remove_day(self._db, day)
        self._follow(tell)

    def occasions(self, country: str = "") -> tuple[Occasion, ...]:
        """Return the days ahead that marked themes are advertised for, in a country ("" = the person's own)."""
        return quieting.occasions(self._db, country, self._now())

    def keep_quiet(self, key: str, quiet: bool, tell: Tell = silent) -> None:
        """Keep the time around an occasion quiet every year, or no longer; raises Refused for an unknown one."""
        quieting.keep_quiet(self._db, key, quiet, self._now())
        self._follow(tell)
