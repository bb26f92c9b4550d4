"""Leaving senders at the person's word: what would be asked of whom, asking it, and what came of it.

A one-click request leaves this computer only from here, only for senders that the person named in that very call.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from inboxguard.audit import one_clicks, sender_pages
from inboxguard.audit.answers import Answers
from inboxguard.audit.leave_choices import Choices, choices
from inboxguard.audit.leave_plans import Leave, leaves
from inboxguard.audit.pace import Pace
from inboxguard.audit.progress import Tell, silent
from inboxguard.audit.watching import judge_opt_outs
from inboxguard.audit.ways import safest_way
from inboxguard.errors import Refused
from inboxguard.mailbox.one_click import SENTENCES, Why, local_web, open_web
from inboxguard.mailbox.web import Web
from inboxguard.requests.unsubscribe import Route, Way
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings, unsubscribing
from inboxguard.store.locking import asking_alone
from inboxguard.store.unsubscribing import Entry, Record, State

_BY_HAND = "You left it on the sender’s own page."
_GONE = "No mail of this sender is here any more, so nothing was asked."
_SAMPLE = "This is the sample, whose senders are invented, so nothing is sent."


@dataclass(frozen=True, slots=True)
class Left:
    """What became of one sender."""

    id: SenderId
    name: str
    state: str
    """ "accepted", "refused", "unreached" (nothing left this computer), "unknown" or "not_asked".

    In `last_one_clicks` also "waiting" and "leaving".
    """
    words: str
    at: datetime | None = None
    host: str = ""
    status: int | None = None
    page: str | None = None
    """Address to open in the browser instead, where the server took no request."""
    answer: str = ""
    """The beginning of what the server wrote."""


@dataclass(frozen=True, slots=True)
class Pending:
    """What an earlier batch left open."""

    waiting: tuple[SenderId, ...]
    """Surely never asked; `resume_one_clicks` asks them."""
    broken: tuple[SenderId, ...]
    """On their way when the program ended; they are not sent again."""


class Unsubscribing(Answers):
    """Leaving one sender or many; answers first, then acts."""

    _here: Web | None = None

    def leave(self, organisation: str) -> Leave:
        """Return how one sender would be left, with address, host and method; raises Refused for an unknown one."""
        return next(leaves(self._db, [organisation], self._now()))

    def leaves(self, organisations: Sequence[str], tell: Tell = silent) -> tuple[Leave, ...]:
        """Return how each of these senders would be left, in their order; nothing happens."""
        pace, found = Pace("ways_out", len(organisations), tell), []
        for one in leaves(self._db, organisations, self._now()):
            found.append(one)
            pace.at(len(found), len(organisations))
        return tuple(found)

    def one_click(self, organisations: Sequence[str], again: bool = False, tell: Tell = silent) -> tuple[Left, ...]:
        """Send the one-click request to each of these senders, as the person said yes to each; return what came of it.

        Senders that offer no one-click, or were asked before and not `again`, are not asked: their result says why.
        Stop and Ctrl-C let those on their way end; the others wait for `resume_one_clicks`. Raises Refused in the
        sample, StoreError where another inboxguard is at it.
        """
        reached = self._web()
        with asking_alone(self.home):
            one_clicks.settle(self._db)
            wanted, results = self._wanted(organisations, again)
            unsubscribing.drop(self._db, [one for one, _ in wanted])
            batch = unsubscribing.plan(self._db, wanted, self._now())
            results |= self._run(unsubscribing.among(self._db, batch), reached, tell)
        return tuple(results[one] for one in dict.fromkeys(self._known(organisations)) if one in results)

    def pending_one_clicks(self) -> Pending:
        """Return what an earlier batch left open: what a second inboxguard does just now is part of it."""
        open_ = unsubscribing.open_(self._db)
        return Pending(
            tuple(SenderId(one.organisation) for one in open_ if one.never_left),
            tuple(SenderId(one.organisation) for one in open_ if not one.never_left),
        )

    def resume_one_clicks(self, tell: Tell = silent) -> tuple[Left, ...]:
        """Go on with what an earlier batch left open, and return its results.

        What was on its way when the program ended has the result "unknown" and is not sent again. Who may not be asked
        any more, as the mail lies in Junk now or an opt-out runs since, is not asked, and does not wait any longer.
        """
        reached = self._web()
        with asking_alone(self.home):
            broken = one_clicks.settle(self._db)
            results = {SenderId(one.organisation): self._left(one) for one in broken}
            results |= self._withdrawn(unsubscribing.open_(self._db))
            results |= self._run(unsubscribing.open_(self._db), reached, tell)
        return tuple(results.values())

    def drop_one_clicks(self) -> int:
        """Give up what an earlier batch did not begin; return how many senders that are."""
        with asking_alone(self.home):
            unsubscribing.put_back(self._db)
            return unsubscribing.drop(self._db)

    def last_one_clicks(self) -> tuple[Left, ...]:
        """Return the batch that was begun last, with what waits or is on its way ("waiting", "leaving") in it."""
        every = unsubscribing.entries(self._db)
        last = max((one.batch for one in every), default=0)
        return tuple(self._left(one) for one in every if last and one.batch == last)

    def one_clicks_at(self, organisation: str) -> tuple[Left, ...]:
        """Return everything that was asked of one sender from here, and what the person did on its pages, in order."""
        sender = sender_pages.known(self._db, organisation)
        return tuple(self._left(one) for one in unsubscribing.of(self._db, sender.id))

    def leave_choices(self, organisation: str) -> Choices:
        """Return every way out that one sender offers, the safest first; raises Refused for an unknown one."""
        return choices(self._db, organisation, self._now())

    def left_in_browser(self, organisation: str, at: datetime | None = None) -> int:
        """Record that the person left a sender on its page, at `at` or now; return the number to take it back by.

        Raises Refused for a time to come, and for one before the first mail of that sender.
        """
        sender, now = sender_pages.known(self._db, organisation), self._now()
        if at is not None and at > now:
            raise Refused("That time is still to come. Give the moment when you did it on the page.")
        if at is not None and (sender.first is None or at < sender.first):
            raise Refused("No mail of this sender is as old as that. Give the moment when you did it on the page.")
        way = safest_way(self._db, sender.id)
        record = _record(self._db, way, "link", again=True)
        number = unsubscribing.add(self._db, sender.id, record, at or now)
        judge_opt_outs(self._db, now)
        return number

    def not_left_in_browser(self, number: int) -> None:
        """Take back what `left_in_browser` recorded; raises Refused where it is not there."""
        organisation = unsubscribing.take_back(self._db, number)
        if organisation is None:
            raise Refused("This was taken back already.")
        judge_opt_outs(self._db, self._now(), (organisation,))

    def use_local_server(self, port: int, authority: Path) -> None:
        """Let a server on this computer stand for every sender's, to try things out; nothing leaves this computer.

        `authority` is the file of the certificates that the server's is checked against; raises Refused without any.
        """
        self._here = local_web(port, authority)

    def _web(self) -> Web:
        if self._here is None and self.is_demo():
            raise Refused(_SAMPLE)
        return self._here or open_web()

    def _known(self, organisations: Iterable[str]) -> tuple[SenderId, ...]:
        return tuple(sender_pages.known(self._db, one).id for one in organisations)

    def _wanted(
        self, organisations: Sequence[str], again: bool
    ) -> tuple[list[tuple[str, Record]], dict[SenderId, Left]]:
        """Return what is to be sent, and the results of those that are not asked."""
        wanted, results = [], {}
        for one in leaves(self._db, list(dict.fromkeys(self._known(organisations))), self._now()):
            if not one.way.allowed or one.way.route != Route.ONE_CLICK:
                words = one.way.reason
            elif one.before is not None and one.held and not again:
                words = one.before.words
            else:
                wanted.append((str(one.id), _record(self._db, one.offered, "one_click", again)))
                continue
            results[one.id] = Left(one.id, one.name, "not_asked", words)
        return wanted, results

    def _withdrawn(self, waiting: Sequence[Entry]) -> dict[SenderId, Left]:
        """Drop those of `waiting` who may not be asked any more, and return the results that they have instead."""
        results = {}
        plans = {one.id: one for one in leaves(self._db, self._still_known(waiting), self._now())}
        for one in waiting:
            sender = SenderId(one.organisation)
            plan = plans.get(sender)
            if plan is None:
                words = _GONE
            elif not plan.way.allowed:
                words = plan.way.reason
            elif plan.before is not None and plan.held and not one.record.again:
                words = plan.before.words
            else:
                continue
            results[sender] = Left(sender, sender if plan is None else plan.name, "not_asked", words)
        unsubscribing.drop(self._db, results)
        return results

    def _still_known(self, waiting: Sequence[Entry]) -> Iterator[str]:
        for one in waiting:
            with suppress(Refused):
                yield sender_pages.known(self._db, one.organisation).id

    def _run(self, waiting: Sequence[Entry], web: Web, tell: Tell) -> dict[SenderId, Left]:
        pages = {one.id: one.record.url for one in waiting}
        try:
            ended = one_clicks.run(self._db, self.home, waiting, web, self._now, tell)
        finally:
            judge_opt_outs(self._db, self._now())
        return {SenderId(one.organisation): self._left(one, pages[one.id]) for one in ended}

    def _left(self, one: Entry, page: str | None = None) -> Left:
        sender = SenderId(one.organisation)
        name = findings.names_of(self._db, [sender]).get(sender, sender)
        record, refused = one.record, one.state is State.REFUSED
        words = SENTENCES[Why(record.why)] if record.why else _BY_HAND if record.method == "link" else ""
        shown_page = page if refused else None
        state = one.state
        if state is State.BEGUN:
            state = State.WAITING if one.never_left else State.LEAVING
        return Left(sender, name, state, words, one.at, record.host, record.status, shown_page, record.answer)


def _record(db: Database, way: Way, method: str, again: bool) -> Record:
    one = None if way.message is None else findings.attributed_among(db, [way.message]).get(way.message)
    mail = None if one is None else one.attribution
    lists = (mail.list_id,) if mail is not None and mail.list_id else ()
    streams = (mail.address.lower(),) if mail is not None and mail.address and not lists else ()
    address = mail.recipient if mail is not None else None
    return Record(method, way.host or "", way.url or "", way.message, address, lists, streams, again)
