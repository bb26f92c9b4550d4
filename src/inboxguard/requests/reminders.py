"""Reminders: a letter that was sent, what the ledger knows became of it, and perhaps an answer to an excuse."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from inboxguard.errors import Refused
from inboxguard.requests import deadlines, ledger
from inboxguard.requests import letter_words as words
from inboxguard.requests.events import sent_at
from inboxguard.requests.holidays_of import Calendar
from inboxguard.requests.ledger import Event, EventKind, State
from inboxguard.requests.letter_checks import called, checked_address
from inboxguard.requests.letter_laws import cite, claimed_period, excuse_cite, law_name
from inboxguard.requests.letters import Grounds, signed, subject_of
from inboxguard.requests.regimes import NO_LAW, margins, regime
from inboxguard.requests.request import Draft, Excuse, Request, RequestKind
from inboxguard.senders.sender import Sender

_ENDED = frozenset((State.ANSWERED, State.COMPLAINED, State.CLOSED, State.WITHDRAWN))
_CLOCK = frozenset(
    (
        EventKind.DRAFTED,
        EventKind.SENT,
        EventKind.BOUNCED,
        EventKind.ACKNOWLEDGED,
        EventKind.IDENTITY_ASKED,
        EventKind.EXTENDED,
    )
)
"""Events that the time to answer depends on; what came after it is told for itself."""
SUBSTANCE = frozenset((EventKind.ANSWERED_PARTIAL, EventKind.REFUSED, EventKind.NO_DATA))
"""Answers that leave something open."""
_TOLD = SUBSTANCE | {EventKind.ACKNOWLEDGED, EventKind.IDENTITY_ASKED, EventKind.EXTENDED}


def reminder(
    followed: Request,
    events: Sequence[Event],
    excuse: Excuse | None,
    sender: Sender,
    grounds: Grounds,
    language: str,
    reference: str,
    today: date,
    *,
    timezone: str = "UTC",
    holidays: Calendar | None = None,
) -> Draft:
    """Return a reminder of `followed`, which answers `excuse` if there is one; `today` is a day in `timezone`.

    It says of the answer only what stands in `events`, and of the time to answer only what the law was seen to say.
    Raises Refused where there is nothing to remind of, or not yet.
    """
    checked_address(grounds.address)
    sent = sent_on(followed, events)
    _check_due(followed, events, excuse, end_of(today, timezone), timezone, holidays)
    language = words.language_for(RequestKind.REMINDER, language)
    spoken = words.texts(language)
    told = spoken["reminder"]
    subject = subject_of(followed.kind, language)
    theirs = subject_of(followed.kind, words.language_for(followed.kind, followed.language))
    earlier = followed.reference if followed.reference != reference else ""
    by = words.day(today + timedelta(days=margins().reminder_days), language)
    please = words.filled(told["please"], by=by)
    again = "" if _answered(events, excuse) else str(told["again"])
    facts = (
        words.filled(told["wrote"], sent=local_day(sent, timezone, language), subject=theirs, earlier=earlier),
        _became(events, excuse, timezone, language),
        "" if _answered(events, excuse) else _over(followed, events, today, timezone, language, holidays),
    )
    paragraphs = (
        words.day(today, language),
        words.filled(spoken["greeting"], organisation=called(sender)),
        " ".join(filter(None, facts)),
        words.filled(spoken["address"], address=grounds.address),
        ""
        if excuse is None
        else words.filled(spoken["excuses"][excuse.value], cite=excuse_cite(followed.law, excuse, language)),
        " ".join(filter(None, (please, again, words.filled(spoken["answer"], reference=reference)))),
        told["next"] if followed.law != NO_LAW else "",
        signed(grounds, language),
    )
    headed = words.filled(told["subject"], subject=subject)
    return Draft(
        to=followed.draft.to,
        from_alias=grounds.address,
        subject=f"{headed} - {words.filled(spoken['reference'], reference=reference)}",
        body="\n\n".join(filter(None, paragraphs)) + "\n",
        to_is_guess=followed.draft.to_is_guess,
    )


def sent_on(followed: Request, events: Sequence[Event]) -> datetime:
    """Return when the letter went out that reached them; raises Refused where the ledger does not say that it did."""
    sent = sent_at(events)
    if sent is None:
        raise Refused(
            f"The ledger does not say that the letter {followed.reference} was sent. Send it, or record when you did."
        )
    return sent


def answer_due(
    followed: Request, events: Sequence[Event], timezone: str, holidays: Calendar | None = None
) -> date | None:
    """Return the last day on which the letter was to be answered, whatever came after it; None without a number."""
    clock = [event for event in events if event.kind in _CLOCK]
    return ledger.due(followed, clock, regime(followed.law), timezone, holidays)


def end_of(day: date, timezone: str) -> datetime:
    """Return the end of `day` in `timezone`, when the state of the ledger is that of the day."""
    return datetime.combine(day, time(23, 59), deadlines.zone(timezone)).astimezone(UTC)


def local_day(at: datetime, timezone: str, language: str) -> str:
    """Return the day of `at` in `timezone`, as `language` writes it."""
    return words.day(at.astimezone(deadlines.zone(timezone)).date(), language)


def _check_due(
    followed: Request,
    events: Sequence[Event],
    excuse: Excuse | None,
    now: datetime,
    timezone: str,
    holidays: Calendar | None,
) -> None:
    """Refuse a reminder that comes too early; an excuse is answered as soon as it was made."""
    rules = regime(followed.law)
    state = ledger.state(followed, events, now, rules, timezone, holidays)
    if excuse is None:
        ledger.record(followed, events, Event(EventKind.REMINDED, now), now, rules, timezone, holidays)
    elif state in _ENDED:
        raise Refused(f"The letter {followed.reference} is {state.value}: there is nothing left to answer.")


def _became(events: Sequence[Event], excuse: Excuse | None, timezone: str, language: str) -> str:
    """Return what became of the letter, as far as the ledger knows; who gave an excuse did answer."""
    told = words.texts(language)["reminder"]
    last = next((event for event in reversed(events) if event.kind in _TOLD), None)
    said = "" if last is None else words.filled(told[last.kind.value], day=local_day(last.at, timezone, language))
    return " ".join(filter(None, (said, "" if _answered(events, excuse) else str(told["nothing"]))))


def _answered(events: Sequence[Event], excuse: Excuse | None) -> bool:
    """Return whether they wrote something of substance; who gave an excuse did, whatever the ledger has of it."""
    return excuse not in (None, Excuse.LATE) or any(event.kind in SUBSTANCE for event in events)


def _over(
    followed: Request,
    events: Sequence[Event],
    today: date,
    timezone: str,
    language: str,
    holidays: Calendar | None,
) -> str:
    """Return the sentence that the time to answer is over, where nothing came and the law was seen to say so."""
    due = answer_due(followed, events, timezone, holidays)
    if due is None or today <= due or not claimed_period(followed.kind, followed.law, language):
        return ""
    return words.filled(
        words.texts(language)["reminder"]["period_over"],
        law=law_name(followed.law, language),
        due=words.day(due, language),
        cite=cite(followed.law, "deadline", language),
    )
