"""Random lives of requests, told to the ledger and to the model of tests.requests.ledger_model; no fault is allowed."""

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from inboxguard.errors import Refused
from inboxguard.requests import ledger
from inboxguard.requests.ledger import Event, EventKind
from inboxguard.requests.life import STOPPING
from inboxguard.requests.regimes import regime
from inboxguard.requests.request import Request, RequestKind
from tests.requests.ledger_model import LAWS, TABLE, Model
from tests.requests.town import request

ZONE = "UTC"
FAR = datetime(2060, 1, 1, tzinfo=UTC)
KINDS = (RequestKind.WHERE_FROM, RequestKind.ACCESS, RequestKind.ERASURE, RequestKind.OBJECTION)
_MOVING = {
    "sent", "bounced", "identity_asked", "extended", "reminded", "complained", "withdrawn", "closed",
    "answered_full", "answered_partial", "refused", "no_data", "wrong_entity",
}  # fmt: skip
"""Events after which the due date may be another one; a receipt and a new draft never move it."""


@dataclass
class Walked:
    """One request with the events that were taken, and every fault on the way in words."""

    request: Request
    events: tuple[Event, ...] = ()
    refused: int = 0
    inserted: int = 0
    states: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def walk(seed: int) -> Walked:
    """Tell one random life; the same seed gives the same one."""
    chance = random.Random(seed)
    law, kind = chance.choice(list(LAWS)), chance.choice(KINDS)
    day = date(2019, 1, 1) + timedelta(days=chance.randrange(1_600))
    ours = replace(request(kind, law), id=f"{seed:08d}", reference=f"{seed:08d}", created=_noon(day))
    walked = Walked(ours)
    model = Model(law, day, kind in STOPPING)
    for _ in range(chance.randint(1, 16)):
        day += timedelta(days=chance.choice((1, 2, 5, 13, 14, 15, 28, 31, 34, 46, 62)))
        likely = sorted(one for one in EventKind if model.may(one, day) and one not in ("withdrawn", "closed"))
        likely += ["sent"] * 5 if "sent" in likely else []
        what = EventKind(chance.choice(likely) if likely and chance.random() < 0.8 else chance.choice(list(EventKind)))
        _step(walked, model, what, day, chance)
    _shuffled(walked, chance, day)
    _late(walked, chance, day)
    return walked


def _step(walked: Walked, model: Model, what: EventKind, day: date, chance: random.Random) -> None:
    ours, law, before = walked.request, regime(walked.request.law), walked.events
    due_before = ledger.due(ours, before, law, ZONE)
    offered = what in ledger.possible(ours, before, _noon(day), law, ZONE)
    try:
        walked.events = ledger.record(ours, before, Event(what, _noon(day)), _noon(day), law, ZONE)
    except Refused as refusal:
        walked.refused += 1
        if model.may(what, day):
            walked.faults.append(f"{what} on {day} was refused: {refusal}")
        if offered:
            walked.faults.append(f"{what} on {day} was offered and refused")
        return
    if not model.may(what, day):
        walked.faults.append(f"{what} on {day} was taken, on {model.state(day)}")
        return
    if not offered:
        walked.faults.append(f"{what} on {day} was taken and not offered")
    model.tell(what, day)
    if walked.events != (*before, Event(what, _noon(day))):
        walked.faults.append(f"an event was lost or moved when {what} was told")
    if what not in _MOVING and ledger.due(ours, walked.events, law, ZONE) != due_before:
        walked.faults.append(f"{what} moved the date")
    for later in (0, chance.randrange(1, 40), chance.randrange(40, 120)):
        then = day + timedelta(days=later)
        state = ledger.state(ours, walked.events, _noon(then), law, ZONE)
        walked.states[state] += 1
        if state != model.state(then):
            walked.faults.append(f"on {then} it is {state}, by the table {model.state(then)}")
        if state not in TABLE:
            walked.faults.append(f"{state} is no state")
    for name, found, right in (
        ("due", ledger.due(ours, walked.events, law, ZONE), model.due()),
        ("fair to remind", ledger.remind_from(ours, walked.events, law, ZONE), model.remind()),
        ("fair to complain", ledger.complain_from(ours, walked.events, law, ZONE), model.complain()),
    ):
        if found != right:
            walked.faults.append(f"after {what} on {day} {name} is {found}, by the table {right}")


def _shuffled(walked: Walked, chance: random.Random, day: date) -> None:
    """Tell the same events in another order."""
    ours, law = walked.request, regime(walked.request.law)
    mixed = list(walked.events)
    chance.shuffle(mixed)
    now = _noon(day + timedelta(days=chance.randrange(90)))
    same = ledger.state(ours, mixed, now, law, ZONE) == ledger.state(ours, walked.events, now, law, ZONE)
    if not same or ledger.due(ours, mixed, law, ZONE) != ledger.due(ours, walked.events, law, ZONE):
        walked.faults.append("the order of telling matters")


def _late(walked: Walked, chance: random.Random, day: date) -> None:
    """Tell one event more, of a day that is past: it finds its place, or is refused and nothing changes."""
    ours, law = walked.request, regime(walked.request.law)
    taken = {event.at.date() for event in walked.events}
    past = ours.created.date() + timedelta(days=chance.randrange((day - ours.created.date()).days + 1))
    if past in taken:
        return
    event = Event(chance.choice(list(EventKind)), _noon(past))
    told = [(one.kind.value, one.at.date()) for one in (*walked.events, event)]
    model = Model.of(ours.law, ours.created.date(), ours.kind in STOPPING, told)
    try:
        events = ledger.record(ours, walked.events, event, FAR, law, ZONE)
    except Refused as refusal:
        if model is not None:
            walked.faults.append(f"{event.kind} of {past} was refused afterwards: {refusal}")
        return
    walked.inserted += 1
    if model is None:
        walked.faults.append(f"{event.kind} of {past} was taken afterwards")
    elif ledger.due(ours, events, law, ZONE) != model.due():
        walked.faults.append(f"{event.kind} of {past} taken afterwards gives another date than in time")
    if set(events) != {*walked.events, event} or list(events) != sorted(events, key=lambda one: one.at):
        walked.faults.append("an event was lost when another was told afterwards")
    walked.events = events


def _noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
