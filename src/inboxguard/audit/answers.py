"""Answers: what can be asked of a home without changing anything in it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from inboxguard.audit import (
    accounts,
    analysing,
    batches,
    cases,
    contract,
    explained,
    overviews,
    profiles,
    relations,
    reporting,
    sender_pages,
    shelves,
    trail_pages,
    ways_in,
)
from inboxguard.audit.batches import Act, Planned
from inboxguard.audit.explained import Explained
from inboxguard.audit.progress import Tell, silent
from inboxguard.audit.relations import RegisterLine, RelationView
from inboxguard.audit.sender_views import MailRow, MailWhy, SenderDetail, Why
from inboxguard.audit.trail_views import TrailDetail, TrailRow
from inboxguard.audit.views import (
    AccountRow,
    Chip,
    Letter,
    Line,
    Overview,
    Profile,
    RequestDetail,
    RequestRow,
    SenderRow,
    ShelfRow,
    SortBy,
    Summary,
    ThemeRow,
)
from inboxguard.audit.ways_in import BrowserSignIn, MailProgram
from inboxguard.facts.message import MessageKey
from inboxguard.mailbox.providers import Preset, closed, preset
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, folders, messages, search

DEMO = "demo"
"""The setting that names the sample a home holds."""


class Answers:
    """What a screen or a command can ask; the acts are in Audit, which is what they hold."""

    def __init__(self, home: Path, db: Database, now: Callable[[], datetime]) -> None:
        """Take the home, its open database and the clock."""
        self.home = home
        self._db = db
        self._now = now

    def empty(self) -> bool:
        """Return whether no message was read yet."""
        return messages.count(self._db) == 0

    def is_demo(self) -> bool:
        """Return whether the home holds a sample mailbox."""
        return decisions.setting(self._db, DEMO) != ""

    def profile(self) -> Profile:
        """Return who the person is."""
        return profiles.profile(self._db)

    def setting(self, name: str, default: str = "") -> str:
        """Return a setting of the window."""
        return decisions.setting(self._db, f"window.{name}", default)

    def overview(self) -> Overview:
        """Return the page Overview."""
        return overviews.overview(self._db, self._now())

    def summary(self) -> Summary:
        """Return the figures that a terminal prints."""
        return overviews.summary(self._db, trail_pages.sentences(self._db, overviews.unasked(self._db)))

    def sender_ids(
        self, chip: Chip = Chip.ALL, text: str = "", sort: SortBy = SortBy.LAST, descending: bool = True
    ) -> tuple[SenderId, ...]:
        """Return the senders of a chip whose name or domain holds `text`, in the wanted order."""
        return tuple(SenderId(one) for one in search.sender_ids(self._db, chip, text, sort, descending))

    def chip_counts(self) -> dict[Chip, int]:
        """Return how many senders each chip holds."""
        return {Chip(name): count for name, count in search.chip_counts(self._db).items()}

    def sender_rows(self, ids: Sequence[SenderId]) -> tuple[SenderRow, ...]:
        """Return the rows of the named senders, in the same order."""
        return sender_pages.rows(self._db, ids)

    def sender(self, organisation: str) -> SenderDetail:
        """Return everything about one sender; raises Refused where there is none."""
        return sender_pages.detail(self._db, organisation, self._now())

    def why(self, organisation: str) -> Why:
        """Return why a sender's mail is taken for what it is; raises Refused where there is none."""
        return sender_pages.why(self._db, organisation, self.profile().languages[0])

    def mail_why(self, key: str) -> MailWhy:
        """Return what one mail is taken for and why; raises Refused where it is no longer there."""
        return sender_pages.mail_why(self._db, key, self.profile().languages[0])

    def mail_ids(self, organisation: str) -> tuple[MessageKey, ...]:
        """Return the incoming mails of a sender that are not set aside, newest first."""
        return search.mail_keys(self._db, organisation)

    def mail_rows(self, keys: Sequence[MessageKey]) -> tuple[MailRow, ...]:
        """Return the named mails in the same order."""
        return sender_pages.mails(self._db, keys)

    def preview(self, act: Act, organisations: Sequence[SenderId], tell: Tell = silent) -> tuple[Planned, ...]:
        """Return what an act would do to each of these senders; nothing happens."""
        return batches.preview(self._db, act, organisations, self._now(), tell)

    def register_of(self, organisation: str) -> tuple[RegisterLine, ...]:
        """Return the consent register of one sender, a line an address; raises Refused where there is none."""
        return relations.register_of(self._db, organisation, self._now())

    def relation_of(self, organisation: str) -> RelationView:
        """Return what the relation with one sender gives and takes; raises Refused where there is none."""
        return relations.relation_of(self._db, organisation)

    def trail_rows(self, all_rows: bool = False) -> tuple[TrailRow, ...]:
        """Return the trails that are shown; with `all_rows` also those of which nothing is claimed."""
        return trail_pages.rows(self._db, all_rows)

    def sharing_rows(self) -> tuple[TrailRow, ...]:
        """Return the trails that are shown, those too weak to rely on, and those that the person's word settled."""
        return trail_pages.page_rows(self._db)

    def trail(self, recipient: str, reveal: bool = False) -> TrailDetail:
        """Return one trail opened; raises Refused where there is none."""
        return trail_pages.detail(self._db, recipient, reveal)

    def explained(self, recipient: str, reveal: bool = False) -> Explained:
        """Return one trail (by domain or name) with all the words around it; raises Refused where there is none."""
        return explained.explained(self._db, recipient, reveal)

    def letter(self, key: str) -> Letter:
        """Return one message as plain text; raises Refused for a personal letter, which was never opened."""
        return shelves.letter(self._db, key)

    def addresses(self) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
        """Return (address, organisations the person said they gave it to, organisations that write to it)."""
        return shelves.addresses(self._db)

    def message_rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows of `messages --json`."""
        return contract.message_rows(self._db, self._now())

    def json_senders(self) -> Iterator[dict[str, Any]]:
        """Yield the rows of `senders --json`."""
        return contract.sender_rows(self._db, self._now())

    def json_trails(self) -> dict[str, Any]:
        """Return the object of `trails --json`."""
        return contract.trails(self._db)

    def json_trail(self, recipient: str) -> dict[str, Any]:
        """Return the object of `trail explain --json`; raises Refused where there is none."""
        return explained.row(self._db, recipient)

    def accounts(self, counted: bool = True) -> tuple[AccountRow, ...]:
        """Return the mailbox accounts; without `counted` at once, and with no messages said."""
        return accounts.rows(self._db, counted)

    def preset(self, address: str) -> Preset | None:
        """Return how the provider of an address is reached, None where it is not known."""
        return preset(address)

    def closed(self, address: str) -> str | None:
        """Return why no mail program can read the mail of an address, as a sentence; None where one can or may."""
        return closed(address)

    def browser_sign_in(self, host: str) -> BrowserSignIn | None:
        """Return how a person whose mail is on the server `host` signs in with the browser, None where they cannot."""
        return ways_in.browser_sign_in(self._db, host)

    def mail_programs(self) -> tuple[MailProgram, ...]:
        """Return the mail programs of this computer that have mail; none of it is read."""
        return ways_in.mail_programs()

    def still_to_read(self) -> int:
        """Return how many messages were listed in a mailbox and are not read yet; the next sync goes on with them."""
        return folders.staged_count(self._db)

    def stale(self) -> bool:
        """Return whether the findings come from other code, know less than is stored, or a shelf or rest has ended."""
        return analysing.needed(self._db) or analysing.outlived(self._db, self._now())

    def themes(self) -> tuple[ThemeRow, ...]:
        """Return the themes of the picker, the only place where they are named."""
        return shelves.themes(self._db)

    def shelf(self, shelf: str | None = None) -> tuple[ShelfRow, ...]:
        """Return the messages of a shelf (None: of all) as months, newest first."""
        return shelves.rows(self._db, shelf, profiles.today(self._db, self._now()))

    def all_set_aside(self) -> frozenset[MessageKey]:
        """Return the keys of every set-aside message, whatever hides it."""
        return shelves.all_keys(self._db)

    def reveal(self, key: str) -> Line:
        """Return the subject and sender of a set-aside message, at the person's deliberate wish."""
        return shelves.reveal(self._db, key)

    def requests(self) -> tuple[RequestRow, ...]:
        """Return the ledger, newest first."""
        return cases.rows(self._db, self._now())

    def request(self, request: str) -> RequestDetail:
        """Return one request opened; raises Refused where there is none."""
        return cases.detail(self._db, request, self._now())

    def report_html(self, reveal: frozenset[str] = frozenset()) -> str:
        """Return the report as a page, for the preview."""
        return reporting.rendered(self._db, "html", reveal, self._now())

    def own(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return (the person's own addresses, their receiving servers), as told or inferred."""
        return decisions.own_addresses(self._db)[0], decisions.own_servers(self._db)[0]

    def mails(self) -> int:
        """Return how many messages are stored."""
        return messages.count(self._db)
