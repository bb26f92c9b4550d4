"""What was bought once, or was on a list that the person deleted, and is offered again and again.

The mails of one sender decide: what an order names, and which of its later adverts name the same. Said is only what
several adverts over more than a month bear out, and nothing of a sender whose whole trade the thing is.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from inboxguard.facts.message import Message, MessageKey
from inboxguard.senders.advert_words import Advert, Adverts, Heard, is_noun, path
from inboxguard.senders.bought import Order, deletes, held, order
from inboxguard.senders.product_words import (
    LANGUAGES,
    Grammar,
    Kernel,
    forms,
    grammar,
    kernel_of,
    kernels,
    name,
    tokens,
)

FEWEST = 3
"""Adverts that must name a thing."""
LEAST = timedelta(days=30)
"""Time over which they must."""
SHARE = 0.5
"""A sender of whose adverts more name a thing trades in nothing else, unless it began with the order."""
ROSE = 2.0
"""So many times as often as before the order."""
KNOWN_BEFORE = 5
"""Adverts before the order that tell what the sender wrote of anyway."""
COMMON = 0.03
"""A single word that more of the other senders' adverts hold names no thing."""

_ONE_ORDER = timedelta(days=21)
"""Mails that name the same thing and no two order numbers within this time may be of one order."""
_FEWEST_ELSEWHERE = 40
_MOST_LINKS = 120
_LONG_NAME = 4
"""Words of a name from which on its head may be elsewhere: "Office Chair Memory Foam"."""
_BORNE_OUT = 1 / 3
"""Of the adverts that name two words of a long name must hold another one."""


class Source(StrEnum):
    """Where it stands what the person once wanted."""

    ORDER = "order"
    DELETED_LIST = "deleted_list"


@dataclass(frozen=True, slots=True)
class Repeated:
    """One thing that was wanted once and is named by later adverts."""

    what: str
    """As it is written in the order or the list."""
    source: Source
    at: datetime
    """When it was ordered, or the list was deleted."""
    message: MessageKey
    """The mail that shows it."""
    offers: tuple[MessageKey, ...]
    """The later adverts that name it, in order of time."""
    since: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Mailing:
    """One sender's mail, each in order of time; `own` are words of its name."""

    orders: Sequence[Heard]
    lists: Sequence[Heard]
    adverts: Sequence[Heard]
    own: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Wanted:
    """One thing of one mail, with the words that name it."""

    what: str
    source: Source
    heard: Heard
    found: tuple[str, ...]
    number: str | None
    filed: tuple[Kernel, ...]
    """What names it by the folder in which the shop files it, if that is known."""


def repeated(mailing: Mailing, elsewhere: Callable[[], Sequence[Collection[str]]] = tuple) -> tuple[Repeated, ...]:
    """Return what one sender offers again and again although it was wanted once, the most often named first.

    `elsewhere` returns the words of a sample of other senders' adverts; it is asked only where a single word stands for
    a thing. A thing that was ordered twice, comes by subscription or was cancelled is left out.
    """
    if len(mailing.adverts) < FEWEST or not (mailing.orders or mailing.lists):
        return ()
    language = _language(mailing)
    if language is None:
        return ()
    spoken = grammar(language)
    adverts = Adverts(mailing.adverts, language)
    orders = [(one, order(one.message, language)) for one in mailing.orders]
    understood = orders if _understood(orders) else []
    wanted = [*_ordered(understood, spoken, mailing.own), *_listed(mailing, language, spoken)]
    words = frozenset(word for one in wanted for word in one.found)
    names = frozenset[str]() if spoken.capital_nouns else adverts.names(words)
    found: list[Repeated] = []
    taken: set[frozenset[str]] = set()
    for one in wanted:
        for kernel in (*one.filed, *kernels(one.found, spoken, names)):
            signs = kernel.first | kernel.second
            if signs in taken:
                break
            said = _offered(one, kernel, adverts, spoken)
            if said is None:
                continue
            if one.source is Source.ORDER and _again(one, kernel, orders):
                break
            if kernel.alone and _is_common(kernel, elsewhere):
                continue
            taken.add(signs)
            found.append(said)
            break
    return tuple(sorted(found, key=lambda one: (-len(one.offers), one.at, one.what)))


def _language(mailing: Mailing) -> str | None:
    """Return the language in which the sender writes most; None where none is known."""
    every = (*mailing.orders, *mailing.lists, *mailing.adverts)
    spoken = Counter(one.message.language for one in every if one.message.language in LANGUAGES)
    return spoken.most_common(1)[0][0] if spoken else None


def _understood(orders: Sequence[tuple[Heard, Order]]) -> bool:
    """Return whether at least half of the orders say what was bought: else nobody can tell that it was once."""
    known = [(heard, said) for heard, said in orders if said.things]
    numbers = {said.number for _, said in known} - {None}
    dark = [
        heard
        for heard, said in orders
        if not (said.things or said.aside or said.cancelled or said.number in numbers)
        and all(abs(heard.at - other.at) > _ONE_ORDER for other, _ in known)
    ]
    return len(dark) <= len(known)


def _ordered(orders: Sequence[tuple[Heard, Order]], spoken: Grammar, own: frozenset[str]) -> Iterator[_Wanted]:
    gone = {said.number for _, said in orders if said.cancelled and said.number is not None}
    lost = [heard.at for heard, said in orders if said.cancelled and said.number is None]
    for heard, said in orders:
        if said.cancelled or said.aside or said.subscribed or said.number in gone:
            continue
        if any(timedelta() <= at - heard.at <= _ONE_ORDER for at in lost):
            continue  # one of the orders was cancelled, and which is not said
        for what in said.things:
            yield _wanted(what, Source.ORDER, heard, said.number, spoken, own)


def _listed(mailing: Mailing, language: str, spoken: Grammar) -> Iterator[_Wanted]:
    """Yield what the lists held that the person deleted: as the last mail says, or one before it."""
    before: tuple[str, ...] = ()
    for heard in mailing.lists:
        held_now = held(heard.message, language)
        if deletes(heard.message, language):
            for what in held_now or before:
                yield _wanted(what, Source.DELETED_LIST, heard, None, spoken, mailing.own)
            before = ()
        else:
            before = held_now or before


def _wanted(
    what: str, source: Source, heard: Heard, number: str | None, spoken: Grammar, own: frozenset[str]
) -> _Wanted:
    found = name(what, spoken, own)
    filed = kernel_of(_category(what, heard.message, found, spoken), spoken)
    return _Wanted(what, source, heard, found, number, () if filed is None else (filed,))


def _category(what: str, message: Message, found: Sequence[str], spoken: Grammar) -> tuple[str, ...]:
    """Return the words of the thing by which the shop files it: a folder of the link on its name."""
    said = tokens(what)
    known = {form: word for word in reversed(found) for form in forms(word, spoken)}
    for link in message.links[:_MOST_LINKS]:
        if not link.text or tokens(link.text) != said:
            continue
        for folder in reversed(path(link.url).split("/")[:-1]):
            words = [word for word in tokens(folder) if word not in spoken.small]
            if words and all(word in known for word in words):
                return tuple(known[word] for word in words)
    return ()


def _again(one: _Wanted, kernel: Kernel, orders: Sequence[tuple[Heard, Order]]) -> bool:
    """Return whether the thing was ordered more than once, or may have been."""
    numbers = {one.number} - {None}
    first = last = one.heard.at
    for heard, said in orders:
        if said.aside or said.cancelled or heard.message.key == one.heard.message.key:
            continue
        if not any(map(kernel.named_in, said.lines)):
            continue
        if said.subscribed:
            return True
        if said.number is not None:
            numbers.add(said.number)
            if said.number == one.number:
                continue
        first, last = min(first, heard.at), max(last, heard.at)
    return len(numbers) > 1 or last - first > _ONE_ORDER


def _offered(one: _Wanted, kernel: Kernel, adverts: Adverts, spoken: Grammar) -> Repeated | None:
    """Return the adverts after the order that name the thing, None where they do not bear it out."""
    naming = adverts.naming(kernel)
    if len(naming) < FEWEST:
        return None
    every = list(enumerate(adverts.adverts))
    after = [at for at, advert in every if advert.heard.at > one.heard.at and _apart(advert, one)]
    before = [at for at, advert in every if advert.heard.at <= one.heard.at]
    offers = [at for at in after if at in naming]
    times = [adverts.adverts[at].heard.at for at in offers]
    if len(offers) < FEWEST or times[-1] - times[0] < LEAST:
        return None
    share = len(offers) / len(after)
    earlier = sum(at in naming for at in before) / len(before) if before else 0.0
    rose = len(before) >= KNOWN_BEFORE and share >= ROSE * earlier
    if (share > SHARE and not rose) or earlier > SHARE:
        return None
    said = [adverts.adverts[at] for at in offers]
    if kernel.alone and len(one.found) > 1 and spoken.compounds and not is_noun(kernel, said, spoken):
        return None
    if not kernel.alone and kernel not in one.filed and not _borne_out(one, kernel, adverts, offers, spoken):
        return None
    keys = tuple(advert.heard.message.key for advert in said)
    return Repeated(one.what, one.source, one.heard.at, one.heard.message.key, keys, times[0], times[-1])


def _apart(advert: Advert, one: _Wanted) -> bool:
    """Return whether an advert is none about the order itself."""
    return advert.number is None or advert.number != one.number


def _borne_out(one: _Wanted, kernel: Kernel, adverts: Adverts, offers: Sequence[int], spoken: Grammar) -> bool:
    """Return whether adverts that name two words of a long name hold others of it too, so that these are the thing."""
    if len(one.found) < _LONG_NAME:
        return True
    others = {form for word in one.found if word not in kernel.words for form in forms(word, spoken)}
    return len(adverts.holding(others).intersection(offers)) >= _BORNE_OUT * len(offers)


def _is_common(kernel: Kernel, elsewhere: Callable[[], Sequence[Collection[str]]]) -> bool:
    sample = elsewhere()
    if len(sample) < _FEWEST_ELSEWHERE:
        return False
    return sum(not kernel.first.isdisjoint(words) for words in sample) > COMMON * len(sample)
