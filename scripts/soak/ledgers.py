"""Random lives of requests against a second ledger, then through files, databases and kill -9: nothing may be lost."""

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from scripts.soak.programs import Program
from tests.requests.ledger_walks import Walked, walk

from inboxguard.audit import ledger_files as filing
from inboxguard.exports import ledger_files
from inboxguard.exports.ledger_files import Case
from inboxguard.requests.events import Event, EventKind
from inboxguard.store import decisions
from inboxguard.store.database import open_database

Tell = Callable[[str], None]
_LATER = datetime(2030, 1, 1, tzinfo=UTC)
_MOST_SAID = 20


def ledgers(sequences: int, points: int, seed: int, folder: Path, tell: Tell = print) -> list[str]:
    """Walk so many lives and kill the taking in of all of them at `points` moments; return every fault, [] = none."""
    began = time.process_time()
    faults: list[str] = []
    states: Counter[str] = Counter()
    cases: list[Case] = []
    taken = refused = late = 0
    for number in range(sequences):
        walked = walk(seed * 1_000_000 + number)
        taken, refused, late = taken + len(walked.events), refused + walked.refused, late + walked.inserted
        states += walked.states
        faults += [f"sequence {seed * 1_000_000 + number}: {one}" for one in walked.faults]
        cases.append(case(walked))
    tell(
        f"{sequences} sequences in {time.process_time() - began:.0f} s of the processor: {taken} events taken, "
        f"{late} of them afterwards, {refused} refused; {sum(states.values())} states compared, {len(faults)} faults"
    )
    tell("  " + ", ".join(f"{name} {number}" for name, number in sorted(states.items())))
    began = time.process_time()
    wrong = through_files(cases, folder, seed)
    tell(f"{len(cases)} cases through files and databases, {len(wrong)} faults")
    faults += wrong
    wrong = killed(cases, folder, points, seed, tell)
    tell(f"killed at {points} moments, {len(wrong)} faults")
    return [*faults[:_MOST_SAID], *wrong[:_MOST_SAID]] if len(faults) > _MOST_SAID else faults + wrong


def case(walked: Walked) -> Case:
    """Return a life as the ledger keeps it: with its beginning, which is there once whoever told it again."""
    beginning = Event(EventKind.DRAFTED, walked.request.created)
    return Case(walked.request, (beginning, *(event for event in walked.events if event != beginning)))


def through_files(cases: Sequence[Case], folder: Path, seed: int) -> list[str]:
    """Part every history in two, take both files into one home, twice and in any order; return what differs."""
    chance = random.Random(seed)
    halves: tuple[list[Case], list[Case]] = ([], [])
    for one in cases:
        parts: tuple[list[Event], list[Event]] = ([one.events[0]], [one.events[0]])
        for event in one.events[1:]:
            for part in chance.choice((parts[:1], parts[1:], parts)):
                part.append(event)
        for half, part in zip(halves, parts, strict=True):
            chance.shuffle(part)
            half.append(Case(one.request, tuple(part)))
    paths = [written(half, folder / f"half{number}.json") for number, half in enumerate(halves)]
    with closing(open_database(folder / "united")) as db:
        for path in (*paths, paths[0]):
            filing.import_ledger(db, path, _LATER)
        wrong = differences(cases, folder / "united")
        filing.export_ledger(db, folder / "whole.json", _LATER)
    with closing(open_database(folder / "again")) as db:
        first = filing.import_ledger(db, folder / "whole.json", _LATER)
        if first.cases != len(cases):
            wrong.append(f"{first.cases} of {len(cases)} cases came out of the whole file")
        second = filing.import_ledger(db, folder / "whole.json", _LATER)
        if second.cases or second.events or second.different:
            wrong.append(f"taken in twice: {second}")
    return wrong + differences(cases, folder / "again")


def killed(cases: Sequence[Case], folder: Path, points: int, seed: int, tell: Tell = print) -> list[str]:
    """Kill the program while it takes a ledger into a home that has half of it; return what is wrong afterwards."""
    if not points:
        return []
    chance = random.Random(seed)
    whole = written(cases, folder / "all.json")
    part = written([Case(one.request, one.events[:-1] or one.events) for one in cases[::2]], folder / "part.json")
    work = Program(["requests", "import", str(whole)])
    began = time.monotonic()
    work.run(folder / "undisturbed")
    seconds = time.monotonic() - began
    faults: list[str] = []
    for point in range(points):
        home = folder / f"killed{point}"
        with closing(open_database(home)) as db:
            filing.import_ledger(db, part, _LATER)
        before = stored(home)
        after = chance.uniform(seconds * 0.3, seconds)
        wrong = [words for words in (work.kill(home, after, alone=True),) if words]
        found = stored(home)
        if found not in (before, all_of(cases)):
            wrong.append("a part of the file was taken")
        work.run(home)
        wrong += differences(cases, home)
        if wrong:
            tell(f"killed after {after:.2f} s: {'; '.join(wrong[:3])}")
        faults += [f"killed after {after:.2f} s: {words}" for words in wrong]
    return faults


def written(cases: Sequence[Case], path: Path) -> Path:
    """Write a ledger file; return where it is."""
    path.write_text(ledger_files.to_json(cases, "soak", _LATER), encoding="utf-8")
    return path


def stored(home: Path) -> dict[str, Counter[tuple[str, datetime]]]:
    """Return what a home holds: every event by request, however often it is there."""
    with closing(open_database(home)) as db:
        return {one.id: Counter((event.event, event.at) for event in events) for one, events in decisions.requests(db)}


def all_of(cases: Sequence[Case]) -> dict[str, Counter[tuple[str, datetime]]]:
    """Return what a home holds that holds exactly these cases."""
    return {one.request.id: Counter((event.kind.value, event.at) for event in one.events) for one in cases}


def differences(cases: Sequence[Case], home: Path) -> list[str]:
    """Return every case of which a home holds more or less, in words."""
    found, right = stored(home), all_of(cases)
    return [
        f"{one}: {sum((right.get(one, Counter()) - found.get(one, Counter())).values())} events lost, "
        f"{sum((found.get(one, Counter()) - right.get(one, Counter())).values())} too many"
        for one in sorted(found.keys() | right.keys())
        if found.get(one) != right.get(one)
    ]
