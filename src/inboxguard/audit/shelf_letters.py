"""Letters to the senders behind masked rows: told without a name, made without a look; nothing is sent."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from inboxguard.audit import asking, batches, reporting, sender_pages, shelf_acts
from inboxguard.audit.asking import AskedAlready, Composed
from inboxguard.audit.batches import MOST_DRAFTS, Act, Drafted, Outcome, Planned
from inboxguard.audit.correspondence import Correspondence
from inboxguard.audit.deciding import requests, theme_decisions
from inboxguard.audit.pace import Pace
from inboxguard.audit.particulars import Particulars
from inboxguard.audit.profiles import today
from inboxguard.audit.progress import Tell, silent
from inboxguard.audit.proposing import leanings
from inboxguard.audit.views import RequestDetail
from inboxguard.audit.ways import way_out
from inboxguard.errors import InboxGuardError, Refused
from inboxguard.requests.request import Often, Request, RequestKind, Wishes
from inboxguard.requests.unsubscribe import SENTENCES, Reason
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, findings
from inboxguard.themes.own import shelf_of_theme
from inboxguard.themes.setting_aside import why

_NO_LETTER = frozenset(SENTENCES[code] for code in (Reason.JUNK, Reason.SPAM, Reason.FORGED))
"""Mail whose sender is told nothing, not even by a letter: that would say that the address lives."""
_LATER = f"At most {MOST_DRAFTS} drafts are made at once. Do this again for the rest."
_ASKED = "This was asked already. Wait for the answer, or record in the ledger what became of it."
_NO_SUBJECT = "What this sender is to write less about is not known here. Please say it in your own words."
_MANY = 100 * MOST_DRAFTS


class ShelfAct(StrEnum):
    """What can be asked of everybody behind some masked rows."""

    UNSUBSCRIBE = "unsubscribe"
    ASK_FOR_LESS = "ask_for_less"
    OBJECTION = "objection"


@dataclass(frozen=True, slots=True)
class ActPlan:
    """What an act would do, in numbers and sentences that name nobody."""

    act: ShelfAct
    drafts: int
    """Drafts that `act` makes in one go."""
    one_click: int = 0
    """Senders that are left by a button of the person's mail program."""
    links: int = 0
    """Senders that are left on a page."""
    refused: tuple[str, ...] = ()
    """Why there is no draft for some, each reason once."""
    later: int = 0
    """Senders for which `act` is to be called again."""
    wants_words: bool = False
    """Whether some sender is to write less about something that only the person can name."""
    names_subject: bool = False
    """Whether some letter names a subject that the person marked, which tells its reader of that choice."""
    named: tuple[Planned, ...] = ()
    """Who they are, for when the person asks to look."""


@dataclass(frozen=True, slots=True)
class _Letter:
    """What would become of one sender: a letter, or a sentence why there is none."""

    id: SenderId
    name: str
    request: Request | None
    reason: str = ""
    subject: bool = False
    """Whether the letter names a marked subject."""


class ShelfLetters(Correspondence):
    """Letters about mail to come, to one sender or to all that stand behind some rows."""

    def ask_for_less(
        self,
        organisation: str,
        topics: Sequence[str] = (),
        products: Sequence[str] = (),
        lists: Sequence[str] = (),
        law: str | None = None,
        language: str | None = None,
        often: Often | None = None,
    ) -> RequestDetail:
        """Write a letter that asks for less mail into the ledger; raises Refused with a sentence.

        `topics` are ids of themes or the person's own words, `products` what was bought once, `lists` List-Ids or names
        of wish lists that were deleted. It stands on a law only where one gives a right to less.
        """
        wishes = Wishes(tuple(topics), tuple(products), tuple(lists), often=often)
        return asking.draft(
            self._db, RequestKind.ASK_FOR_LESS, organisation, law, language, self._now(), Particulars(wishes)
        )

    def act_preview(
        self, keys: Sequence[str], act: ShelfAct, topics: Sequence[str] = (), tell: Tell = silent
    ) -> ActPlan:
        """Return what `act` would do for the senders behind these messages; nothing happens."""
        if act is ShelfAct.UNSUBSCRIBE:
            return _leaving(self._ways_out(keys, tell))
        found = tuple(self._letters(keys, act, topics, tell))
        made = [one for one in found if one.request is not None]
        refused = tuple(dict.fromkeys(one.reason for one in found if one.request is None))
        return ActPlan(
            act,
            drafts=min(len(made), MOST_DRAFTS),
            refused=refused,
            later=max(len(made) - MOST_DRAFTS, 0),
            wants_words=_NO_SUBJECT in refused,
            names_subject=any(one.subject for one in made),
            named=tuple(
                Planned(one.id, one.name, Outcome.REFUSED if one.request is None else Outcome.DRAFT, reason=one.reason)
                for one in found
            ),
        )

    def act(
        self,
        keys: Sequence[str],
        act: ShelfAct,
        folder: Path | None,
        password: str | None = None,
        tell: Tell = silent,
        topics: Sequence[str] = (),
    ) -> tuple[Drafted, ...]:
        """Make a draft for each sender behind these messages, as files in `folder` or, for None, in Drafts.

        A letter is in the ledger once its draft lies there. What one sender refuses does not stop the others, and the
        files are called after nobody. `topics` are the person's own words for what is on no marked theme, or instead.
        """
        put = self._into_drafts(password) if folder is None else into_folder(folder)
        if act is ShelfAct.UNSUBSCRIBE:
            return self._leave(keys, put, tell)
        found = sorted(self._letters(keys, act, topics, tell), key=self._asked_before(act))
        made: list[Drafted] = []
        pace, done = Pace("drafting", len(found), tell), 0
        for number, one in enumerate(found, 1):
            if one.request is None:
                made.append(Drafted(one.id, one.name, False, one.reason))
            elif done >= MOST_DRAFTS:
                made.append(Drafted(one.id, one.name, False, _LATER))
            else:
                made.append(self._put(one, one.request, put))
                done += made[-1].made
            pace.at(number, len(found))
        return tuple(made)

    def _put(self, one: _Letter, request: Request, put: Callable[[str, Composed], str]) -> Drafted:
        try:
            where = put(one.id, asking.letter_composed(self._db, request, self._now()))
        except InboxGuardError as error:
            return Drafted(one.id, one.name, False, str(error))
        decisions.add_request(self._db, request)
        return Drafted(one.id, one.name, True, where)

    def _asked_before(self, act: ShelfAct) -> Callable[[_Letter], bool]:
        """Return whether a letter of this kind was drafted before: those without come first."""
        there = {one.organisation for one, _ in requests(self._db) if one.kind.value == act.value}
        return lambda one: one.id in there

    def _letters(self, keys: Sequence[str], act: ShelfAct, topics: Sequence[str], tell: Tell) -> Iterator[_Letter]:
        """Yield the letter to each sender, in order of its domain."""
        ids = shelf_acts.behind(self._db, keys).organisations
        names = findings.names_of(self._db, ids)
        subjects = self._subjects(keys) if act is ShelfAct.ASK_FOR_LESS and not topics else {}
        pace = Pace("drafting", len(ids), tell)
        for number, one in enumerate(ids, 1):
            named = tuple(topics) or subjects.get(one, ())
            yield self._letter(one, names.get(one, one), act, named, own=bool(topics))
            pace.at(number, len(ids))

    def _letter(self, one: SenderId, name: str, act: ShelfAct, topics: tuple[str, ...], own: bool) -> _Letter:
        less = act is ShelfAct.ASK_FOR_LESS
        way = way_out(self._db, one)
        if not way.allowed and way.reason in _NO_LETTER:
            return _Letter(one, name, None, way.reason)
        if less and not topics:
            return _Letter(one, name, None, _NO_SUBJECT)
        try:
            request = asking.written(
                self._db, act.value, one, None, None, self._now(), Particulars(Wishes(topics if less else ()))
            )
        except AskedAlready:
            return _Letter(one, name, None, _ASKED)
        except InboxGuardError as error:
            return _Letter(one, name, None, str(error))
        return _Letter(one, name, request, subject=less and not own)

    def _subjects(self, keys: Sequence[str]) -> dict[SenderId, tuple[str, ...]]:
        """Return the marked themes that the set-aside mail of each sender is on, else those that its history shows."""
        told = theme_decisions(self._db, today(self._db, self._now()))
        leaning = leanings(self._db)
        found: dict[SenderId, set[str]] = {}
        for one in findings.attributed_among(self._db, keys).values():
            if one.attribution.organisation is None or not one.aside:
                continue
            themes = {mention.theme for mention in one.mentions if mention.named}
            reason = why(one.attribution, one.mentions, told)
            if reason is not None and reason.subject in told.marked:
                themes.add(reason.subject)
            found.setdefault(SenderId(one.attribution.organisation), set()).update(themes)
        for organisation, themes in found.items():
            if not themes & told.marked:
                themes.update(one.theme for one in leaning.get(organisation, ()))
        return {
            organisation: tuple(sorted(one for one in themes & told.marked if shelf_of_theme(one) is None))
            for organisation, themes in found.items()
        }

    # leaving

    def _ways_out(self, keys: Sequence[str], tell: Tell) -> tuple[Planned, ...]:
        ids = shelf_acts.behind(self._db, keys).organisations
        return batches.preview(self._db, Act.UNSUBSCRIBE, ids, self._now(), tell)

    def _leave(self, keys: Sequence[str], put: Callable[[str, Composed], str], tell: Tell) -> tuple[Drafted, ...]:
        plans = self._ways_out(keys, tell)
        mailed = [one.id for one in plans if one.outcome is Outcome.DRAFT]
        made = {one.id: one for one in batches.drafts(self._db, mailed[:MOST_DRAFTS], put, self._now(), tell)}
        for one in mailed[MOST_DRAFTS:]:
            made[one] = Drafted(one, sender_pages.known(self._db, one).name, False, _LATER)
        return tuple(made.get(one.id, Drafted(one.id, one.name, False, one.reason)) for one in plans)


def into_folder(folder: Path) -> Callable[[str, Composed], str]:
    """Return what saves each draft in `folder` under a name that says nothing; a file that is there is kept."""

    def put(_: str, draft: Composed) -> str:
        paths = (folder / f"letter-{number}.eml" for number in range(1, _MANY))
        path = next((one for one in paths if not one.exists()), None)
        if path is None:
            raise Refused("There are too many letters in this folder already. Choose another.")
        reporting.save_eml(path, draft.content)
        return path.name

    return put


def _leaving(plans: Sequence[Planned]) -> ActPlan:
    ways = [one.outcome for one in plans]
    drafts = ways.count(Outcome.DRAFT)
    return ActPlan(
        ShelfAct.UNSUBSCRIBE,
        drafts=min(drafts, MOST_DRAFTS),
        one_click=ways.count(Outcome.ONE_CLICK),
        links=ways.count(Outcome.LINK),
        refused=tuple(dict.fromkeys(one.reason for one in plans if one.outcome is Outcome.REFUSED)),
        later=max(drafts - MOST_DRAFTS, 0),
        named=tuple(plans),
    )
