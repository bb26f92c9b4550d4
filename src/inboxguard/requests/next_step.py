"""What can be done next about an opt-out: wait, object, remind, complain; told as what was seen, never a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from inboxguard.requests.hits import Because
from inboxguard.requests.ledger import State
from inboxguard.requests.request import RequestKind
from inboxguard.requests.turning import Why
from inboxguard.requests.watch import Grade, OptOut, OptOutMethod, OptOutState

_SHOWN = 3
_DIRECT = frozenset((RequestKind.OBJECTION, RequestKind.WITHDRAWAL, RequestKind.ERASURE))
"""Letters that ask for all marketing to end."""
_BEGAN = {
    Why.WROTE: "You wrote to them on {day}, and something new may have begun",
    Why.DEED: "A mail of {day} may be about something you signed up for, bought or asked for",
    Why.DEALING: "A mail of {day} is about an order, a payment or an account, perhaps a new one",
    Why.NEW_LIST: "On {day} mail of another list began, for which you may have signed up",
    Why.UNLIKE: "A mail of {day} is unlike their adverts before, and something new may have begun",
}
_UNSENT = frozenset((State.DRAFTED, State.BOUNCED))
_VOID = frozenset((State.WITHDRAWN, State.WRONG_ENTITY))


class Act(StrEnum):
    """What to do next."""

    NOTHING = "nothing"
    WAIT = "wait"
    SEND = "send"
    """A letter about it is drafted and not sent yet."""
    OBJECT = "object"
    REMIND = "remind"
    COMPLAIN = "complain"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the ledger to the sender, as far as it matters here."""

    id: str
    kind: RequestKind
    state: State
    remind_from: date | None = None
    complain_from: date | None = None
    may_complain: bool = True
    """Whether the law behind its dates was seen in a source (requests.certainty)."""


@dataclass(frozen=True, slots=True)
class Step:
    """What can be done next."""

    act: Act
    sentence: str
    letter: RequestKind | None = None
    """Kind of letter to draft."""
    follows: str | None = None
    """Id of the letter that it follows, or of the draft that waits."""
    not_before: date | None = None
    needs_look: bool = False
    """The person looks at the law and the mails before this goes out: a date is "about"."""


def next_step(found: OptOut, letters: Sequence[Letter], today: date, local: tzinfo) -> Step:
    """Return what can be done next about an opt-out on `today` in the person's zone `local`.

    `letters` are those of the ledger to that sender, oldest first. Nothing is asked of who stopped or still has time,
    and no complaint follows where only a name tells who the sender is.
    """
    if found.state is OptOutState.HONOURED:
        until = "" if found.anew is None else f" until you gave them a new footing on {_day(found.anew, local)}"
        return Step(Act.NOTHING, f"No more marketing mail came after {_latest(found, local)}{until}.")
    if found.state is OptOutState.WATCHING:
        return _waiting(found, today, local)
    seen = observed(found, local)
    sent = [one for one in letters if one.state not in _VOID and one.kind in _DIRECT]
    if not sent:
        return Step(Act.OBJECT, f"{seen} A letter that objects to marketing can be drafted.", RequestKind.OBJECTION)
    last = sent[-1]
    following = [one for one in letters if one.kind in (RequestKind.REMINDER, RequestKind.COMPLAINT)]
    draft = next((one for one in reversed([*sent, *following]) if one.state in _UNSENT), None)
    if draft is not None:
        return Step(Act.SEND, f"{seen} A letter about it is drafted and not sent yet.", None, draft.id)
    if last.state is State.COMPLAINED:
        return Step(Act.WAIT, f"{seen} A complaint was made; the authority's answer is awaited.", None, last.id)
    if last.complain_from is not None and found.grade in (Grade.A, Grade.B) and today >= last.complain_from:
        sure = last.may_complain
        look = "" if sure else " The date is “about”: please look at the law behind it first."
        words = f"{seen} A complaint to the authority can be drafted.{look}"
        return Step(Act.COMPLAIN, words, RequestKind.COMPLAINT, last.id, None, not sure)
    if last.remind_from is not None:
        if today >= last.remind_from:
            return Step(Act.REMIND, f"{seen} A reminder can be drafted.", RequestKind.REMINDER, last.id)
        words = f"{seen} A reminder is fair from {_said(last.remind_from)}."
        return Step(Act.WAIT, words, None, last.id, last.remind_from)
    if last.complain_from is not None and found.grade in (Grade.A, Grade.B):
        words = f"{seen} The letter about it still has time until {_said(last.complain_from)}."
        return Step(Act.WAIT, words, None, last.id, last.complain_from)
    return Step(Act.OBJECT, f"{seen} A letter that objects to marketing can be drafted.", RequestKind.OBJECTION)


def observed(found: OptOut, local: tzinfo) -> str:
    """Return what was seen after an opt-out as a sentence: days of mails, of the request, and the day counted to."""
    days = list(dict.fromkeys(one.at.astimezone(local).date() for one in found.late))
    if not days:
        return f"The request was made on {_said(found.requested.astimezone(local).date())}."
    named = [_said(day) for day in days[:_SHOWN]]
    more = len(days) - len(named)
    listed = ", ".join(named[:-1]) + (" and " if len(named) > 1 else "") + named[-1]
    if more:
        listed += f" and on {more} more {'day' if more == 1 else 'days'}"
    asked = _said(found.requested.astimezone(local).date())
    by = "your letter" if found.method is OptOutMethod.LETTER else "your request to stop"
    failed = " The way out answered with an error afterwards." if found.failed else ""
    return f"Mail came on {listed}, after {by} of {asked}; it had time until {_said(found.honour_by)}.{failed}"


def _waiting(found: OptOut, today: date, local: tzinfo) -> Step:
    if today <= found.fair:
        words = f"Mail may still come until {_said(found.honour_by)}."
        if any(one.missed for one in found.parallel):
            words += " The mailbox provider asks for less time; its own button can report the mail."
        return Step(Act.WAIT, words, not_before=found.fair)
    seen = f"{_since(found, local)} " if found.late else ""
    if found.anew is not None:
        words = f"You signed up or bought something again on {_day(found.anew, local)}"
        return Step(Act.WAIT, f"{seen}{words}, so nothing is said about mail after it.")
    if found.turn is not None and any(one.because is Because.UNSETTLED for one in found.hits):
        began = _BEGAN[found.turn.why].format(day=_day(found.turn.at, local))
        return Step(Act.WAIT, f"{seen}{began}, so nothing is said about mail after it.")
    if found.late:
        return Step(Act.WAIT, f"{seen}It is watched further.")
    if any(one.doubtful for one in found.hits):
        return Step(
            Act.WAIT, "Mail came since of which it is not plain that it advertises as before; please look at it."
        )
    if found.grade is not None:
        return Step(Act.WAIT, f"{observed(found, local)} That says too little yet, so it is watched further.")
    until = f" until {_said(found.quiet_until)}" if found.quiet_until is not None else ""
    return Step(
        Act.WAIT, f"No advert came after the time that it had; it is watched{until}.", not_before=found.quiet_until
    )


def _since(found: OptOut, local: tzinfo) -> str:
    """Return what was seen where it is too little to say more."""
    if len(found.late) > 1:
        return f"{observed(found, local)} That says too little yet."
    day, until = _day(found.late[0].at, local), _said(found.honour_by)
    return f"One mail came since, on {day}; it had time until {until}. Please look at it."


def _latest(found: OptOut, local: tzinfo) -> str:
    times = [one.at for one in found.hits if one.counts or one.normal or one.doubtful]
    return _said(max((found.requested, *times)).astimezone(local).date())


def _day(at: datetime, local: tzinfo) -> str:
    return _said(at.astimezone(local).date())


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
