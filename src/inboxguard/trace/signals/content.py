"""Group E: what a stranger's mail knows of the reader, or names in its links, that leads to one holder of the address.

A detail is worth much only where one holder alone was seen to have it so (trace.md 2, signals 14, 15 and 7). The usual
name, what stands in public registers, birthdays and the weeks of a pregnancy are known to many, and brokers guess them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from inboxguard.senders.attribution import Attribution
from inboxguard.senders.campaigns import names_nobody, telling_words
from inboxguard.senders.sender import SenderId
from inboxguard.trace.naming import words
from inboxguard.trace.scene import Arrival, Scene
from inboxguard.trace.tellings import MOST, NAME, Telling, folded, words_of
from inboxguard.trace.weighing import Sighting, sighting

_CROWD = 40
"""With more holders than that it is not known whose copies theirs were (see arrivals)."""
_USUAL = 2
"""So many other organisations make a word of a name the usual one."""
_SHORTEST, _SHORTEST_CHANGED = 4, 5
"""Of short words too many are names of their own: letters swapped in four, changed in five."""
_LONG = 7
"""Words so long may be misspelt twice."""
_WORD = re.compile(r"[^\W\d_]+")


def evidence(arrival: Arrival, scene: Scene) -> tuple[Sighting, ...]:
    """Return for which holders names, days and link parameters of the recipient's first mails speak; each once."""
    if arrival.address is None or not arrival.holders:
        return ()
    found: dict[tuple[str, SenderId], Sighting] = {}
    for mail in arrival.earliest:
        if mail.authenticated is False:
            continue
        for detail in mail.told:
            for signal, telling in _told(detail, arrival, scene):
                key = (signal, telling.organisation)
                found.setdefault(key, sighting(signal, key[1], (telling.message, mail.message)))
        for source in sorted(_named(mail, arrival, scene)):
            key = ("campaign_names_source", source)
            found.setdefault(key, sighting(*key, (mail.message,)))
    return tuple(found.values())


def told_before(scene: Scene, detail: str, arrival: Arrival) -> tuple[Telling, ...]:
    """Return who told a detail before the recipient's first mail, each organisation once.

    Left out are the recipient, and those whose own copy of the address is a copy of a holder's.
    """
    tellers = scene.around.told.details.get(detail, ())
    known = [one for one in tellers if one.at < arrival.first and one.organisation != arrival.recipient]
    copies = _copies(arrival, scene) if known else frozenset()
    return tuple(one for one in known if one.organisation not in copies)


def _copies(arrival: Arrival, scene: Scene) -> frozenset[SenderId]:
    if len(arrival.holders) > _CROWD:
        return frozenset()
    holders = scene.ledger.holders(arrival.address, arrival.first, without=arrival.recipient)
    return frozenset(holder.organisation for holder in holders) - arrival.held


def _told(detail: str, arrival: Arrival, scene: Scene) -> Iterator[tuple[str, Telling]]:
    """Yield what a detail is worth, and by whose mail."""
    if len(scene.around.told.details.get(detail, ())) >= MOST:
        return  # no secret
    exact = told_before(scene, detail, arrival)
    tellers = exact if detail.startswith(NAME) else (*exact, *_about_the_same(detail, arrival, scene))
    here = [one for one in tellers if one.organisation in arrival.held]
    if not here:
        return
    usual = _Usual(scene, arrival, here[0], _copies(arrival, scene))
    if detail.startswith(NAME) and all(map(usual.has, words_of(detail))):
        return
    single = len({one.organisation for one in tellers}) == 1
    if single and exact and (usual.varied_in(detail) if detail.startswith(NAME) else _is_to_come(detail, here[0])):
        yield "told_by_source", here[0]
    else:
        yield from (("told_alike", one) for one in here)


def _about_the_same(detail: str, arrival: Arrival, scene: Scene) -> tuple[Telling, ...]:
    """Return who told the week of a day, or a day of a week."""
    kind, _, written = detail.partition(":")
    if kind == "date":
        return told_before(scene, _week_of(written), arrival)
    if kind == "week":
        try:
            monday = date.fromisocalendar(int(written[:4]), int(written[6:]), 1)
        except ValueError:
            return ()
        days = (f"date:{monday + timedelta(days=day)}" for day in range(7))
        return tuple(one for day in days for one in told_before(scene, day, arrival))
    return ()


def _week_of(written: str) -> str:
    try:
        year, week, _ = date.fromisoformat(written).isocalendar()
    except ValueError:
        return ""
    return f"week:{year:04}-W{week:02}"


def _is_to_come(detail: str, telling: Telling) -> bool:
    """Return whether a day was still to come when the source spoke of it: what has come stands in registers.

    A day without its year, or a week, is as good as known.
    """
    kind, _, written = detail.partition(":")
    return kind == "date" and written > telling.at.date().isoformat()


@dataclass(frozen=True, slots=True)
class _Usual:
    """The words by which the reader is called usually: those of two organisations and more, and of own addresses.

    One other may have made a slip of its own; the source, and who has its copy since, do not count.
    """

    scene: Scene
    arrival: Arrival
    telling: Telling
    copies: frozenset[SenderId]

    def has(self, word: str) -> bool:
        """Return whether a word, folded, is a usual one."""
        if word in _of_addresses(self.scene.person.addresses):
            return True
        tellers = self.scene.around.told.words.get(word, ())
        return len(tellers) >= MOST or sum(map(self._counts, tellers)) >= _USUAL

    def varied_in(self, name: str) -> bool:
        """Return whether a name is the usual one but for a misspelling or for words in its middle.

        A wholly other first or last name may be that of somebody in the house, or the one before a wedding.
        """
        written = words_of(name)
        return bool(written) and all(self.has(word) or self._has_alike(word) for word in {written[0], written[-1]})

    def _counts(self, one: Telling) -> bool:
        if one.organisation in (self.telling.organisation, self.arrival.recipient) or one.at >= self.arrival.first:
            return False
        return one.organisation not in self.copies or one.at < self.telling.at

    def _has_alike(self, word: str) -> bool:
        known = (*self.scene.around.told.words, *_of_addresses(self.scene.person.addresses))
        return any(_misspells(word, other) and self.has(other) for other in known)


@lru_cache(maxsize=4)
def _of_addresses(addresses: tuple[str, ...]) -> frozenset[str]:
    parts = (part for address in addresses for part in _WORD.findall(address.rpartition("@")[0]))
    return frozenset(map(folded, parts))


def _misspells(word: str, usual: str) -> bool:
    """Return whether a word is a usual one with a slip: letters swapped, changed, left out or put in.

    Endings that are cut or added are none: that is how names are shortened and bent ("Ann", "Annas").
    """
    length = min(len(word), len(usual))
    if length < _SHORTEST or word.startswith(usual) or usual.startswith(word):
        return False
    if length < _SHORTEST_CHANGED and sorted(word) != sorted(usual):
        return False
    return 0 < _distance(word, usual) <= (2 if length >= _LONG else 1)


def _distance(one: str, other: str) -> int:
    """Return how many slips lie between two words (optimal string alignment); 3 for more than two."""
    if abs(len(one) - len(other)) > 2:
        return 3
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, sign in enumerate(one, 1):
        earlier, before, row = before, row, [at]
        for place, sought in enumerate(other, 1):
            cost = min(before[place] + 1, row[place - 1] + 1, before[place - 1] + (sign != sought))
            if at > 1 and place > 1 and sign == other[place - 2] and one[at - 2] == sought:
                cost = min(cost, earlier[place - 2] + 1)
            row.append(cost)
    return min(row[-1], 3)


def _named(mail: Attribution, arrival: Arrival, scene: Scene) -> frozenset[SenderId]:
    """Return the holders whom a campaign or affiliate value names: wholly, or by a name of two words and more."""
    found: set[SenderId] = set()
    for value in mail.campaigns:
        if names_nobody(value) or arrival.recipient in scene.directory.tagged(value):
            continue
        found |= scene.directory.tagged("".join(telling_words(value)))
        found |= {who for who in scene.directory.tagged(value) if len(words(scene.name(who))) > 1}
    return arrival.held.intersection(found)
