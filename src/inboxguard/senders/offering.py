"""What was bought once, or was on a list that the person deleted, and is offered again and again.

The mails of one sender decide: what an order names, and which of its later adverts name the same. Said is only what
several adverts over more than a month bear out, and nothing of a sender whose whole trade the thing is.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from inboxguard.facts.message import Message, MessageKey
from inboxguard.senders.bought import Order, asks_or_reminds, deletes, held, number, order
from inboxguard.senders.product_words import (
    LANGUAGES,
    Grammar,
    Kernel,
    folded,
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
_TEMPLATE = 0.5
_FEWEST_ADVERTS = 4
_FEWEST_ELSEWHERE = 40
_SENTENCE = 4
_RAW = re.compile(r"[^\W\d_]+")
_LINKS = 120
_IMAGES = 60
_PATH = 300


class Source(StrEnum):
    """Where it stands what the person once wanted."""

    ORDER = "order"
    DELETED_LIST = "deleted_list"


@dataclass(frozen=True, slots=True)
class Heard:
    """One mail of a sender: when it came, and the text. `at` is aware; mails without a time are left out."""

    message: Message
    at: datetime


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
    kernels: tuple[Kernel, ...]


@dataclass(frozen=True, slots=True)
class _Advert:
    """One advert as it is searched."""

    heard: Heard
    texts: tuple[list[str], ...]
    words: frozenset[str]
    number: str | None


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
    adverts = _searched(mailing.adverts, language)
    brands = frozenset() if language == "de" else _brands(mailing.adverts)
    orders = [(one, order(one.message, language)) for one in mailing.orders]
    wanted = [*_ordered(orders, spoken, mailing.own, brands), *_listed(mailing, language, spoken, brands)]
    found: list[Repeated] = []
    taken: set[frozenset[str]] = set()
    for one in wanted:
        for kernel in one.kernels:
            signs = kernel.first | kernel.second
            if signs in taken or (one.source is Source.ORDER and _again(one, kernel, orders)):
                break
            said = _offered(one, kernel, adverts, spoken)
            if said is None:
                continue
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


def _ordered(
    orders: Sequence[tuple[Heard, Order]], spoken: Grammar, own: frozenset[str], brands: frozenset[str]
) -> Iterator[_Wanted]:
    gone = {said.number for _, said in orders if said.cancelled and said.number is not None}
    lost = [heard.at for heard, said in orders if said.cancelled and said.number is None]
    for heard, said in orders:
        if said.cancelled or said.aside or said.subscribed or said.number in gone:
            continue
        if any(timedelta() <= at - heard.at <= _ONE_ORDER for at in lost):
            continue  # one of the orders was cancelled, and which is not said
        for what in said.things:
            yield _wanted(what, Source.ORDER, heard, said.number, spoken, own, brands)


def _listed(mailing: Mailing, language: str, spoken: Grammar, brands: frozenset[str]) -> Iterator[_Wanted]:
    """Yield what the lists held that the person deleted: as the last mail says, or one before it."""
    before: tuple[str, ...] = ()
    for heard in mailing.lists:
        held_now = held(heard.message, language)
        if deletes(heard.message, language):
            for what in held_now or before:
                yield _wanted(what, Source.DELETED_LIST, heard, None, spoken, mailing.own, brands)
            before = ()
        else:
            before = held_now or before


def _wanted(
    what: str,
    source: Source,
    heard: Heard,
    number: str | None,
    spoken: Grammar,
    own: frozenset[str],
    brands: frozenset[str],
) -> _Wanted:
    found = name(what, spoken, own)
    shelf = _category(what, heard.message, found, spoken)
    filed = kernel_of(shelf, spoken) if shelf else None
    others = kernels(found, spoken, brands)
    return _Wanted(what, source, heard, found, number, others if filed is None else (filed, *others))


def _category(what: str, message: Message, found: Sequence[str], spoken: Grammar) -> tuple[str, ...]:
    """Return the words of the thing by which the shop files it: a folder of the link on its name."""
    said = tokens(what)
    known = {form: word for word in reversed(found) for form in forms(word, spoken)}
    for link in message.links[:_LINKS]:
        if not link.text or tokens(link.text) != said:
            continue
        for folder in reversed(_path(link.url).split("/")[:-1]):
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
        if not any(kernel.named_in(tokens(what)) for what in said.things):
            continue
        if said.subscribed:
            return True
        if said.number is not None:
            numbers.add(said.number)
            if said.number == one.number:
                continue
        first, last = min(first, heard.at), max(last, heard.at)
    return len(numbers) > 1 or last - first > _ONE_ORDER


def _offered(one: _Wanted, kernel: Kernel, adverts: Sequence[_Advert], spoken: Grammar) -> Repeated | None:
    """Return the adverts after the order that name the thing, None where they do not bear it out."""
    naming = [advert for advert in adverts if _names(kernel, advert)]
    after = [advert for advert in adverts if advert.heard.at > one.heard.at and _apart(advert, one)]
    before = [advert for advert in adverts if advert.heard.at <= one.heard.at]
    named = {advert.heard.message.key for advert in naming}
    offers = [advert for advert in after if advert.heard.message.key in named]
    if len(offers) < FEWEST or offers[-1].heard.at - offers[0].heard.at < LEAST:
        return None
    share = len(offers) / len(after)
    earlier = sum(advert.heard.message.key in named for advert in before) / len(before) if before else 0.0
    rose = len(before) >= KNOWN_BEFORE and share >= ROSE * earlier
    if (share > SHARE and not rose) or earlier > SHARE:
        return None
    if kernel.alone and len(one.found) > 1 and spoken.compounds and not _is_noun(kernel, offers, spoken):
        return None
    times = [advert.heard.at for advert in offers]
    keys = tuple(advert.heard.message.key for advert in offers)
    return Repeated(one.what, one.source, one.heard.at, one.heard.message.key, keys, times[0], times[-1])


def _apart(advert: _Advert, one: _Wanted) -> bool:
    """Return whether an advert is none about the order itself."""
    return advert.number is None or advert.number != one.number


def _names(kernel: Kernel, advert: _Advert) -> bool:
    if not kernel.grown and kernel.first.isdisjoint(advert.words) and "".join(kernel.words) not in advert.words:
        return False
    return any(kernel.named_in(said) for said in advert.texts)


def _is_noun(kernel: Kernel, offers: Iterable[_Advert], spoken: Grammar) -> bool:
    """Return whether a word of a longer name is what the thing is: it is declined, grown or led by an article.

    Where every noun has a capital a brand looks the same, but nobody declines a brand.
    """
    word = kernel.words[0]
    for advert in offers:
        for said in advert.texts:
            for at, other in enumerate(said):
                if other == word:
                    if at and said[at - 1] in spoken.small:
                        return True
                elif kernel.named_in([other]):
                    return True
    return False


def _is_common(kernel: Kernel, elsewhere: Callable[[], Sequence[Collection[str]]]) -> bool:
    sample = elsewhere()
    if len(sample) < _FEWEST_ELSEWHERE:
        return False
    return sum(not kernel.first.isdisjoint(words) for words in sample) > COMMON * len(sample)


def _searched(adverts: Sequence[Heard], language: str) -> list[_Advert]:
    """Return the adverts as words, without what stands in most of them: menus and footers name everything."""
    written = [(one, tuple(dict.fromkeys(_fields(one.message)))) for one in adverts]
    counted = Counter(text for _, texts in written for text in texts)
    many = max(_FEWEST_ADVERTS, _TEMPLATE * len(adverts))
    found = []
    for one, texts in written:
        if asks_or_reminds(one.message.subject, language):
            continue
        subject = tokens(one.message.subject)
        said = (subject, *(words for text in texts if counted[text] < many and (words := tokens(text))))
        found.append(_Advert(one, said, frozenset(word for words in said for word in words), _number(one.message)))
    return found


def _number(message: Message) -> str | None:
    return number(f"{message.subject}\n{(message.text or '')[:2000]}")


def _fields(message: Message) -> Iterator[str]:
    """Yield what an advert says: preheader, lines, image texts, paths of links; not its footer."""
    yield message.preheader
    text = message.text or ""
    body = text.removesuffix(message.footer) if len(message.footer) < len(text) else text
    yield from filter(None, (body or text).split("\n"))
    yield from message.images[:_IMAGES]
    for link in message.links[:_LINKS]:
        yield _path(link.url)


def _path(url: str) -> str:
    try:
        path = urlsplit(url).path[:_PATH]
    except ValueError:
        return ""
    return unquote(path) if "%" in path else path


def _brands(adverts: Sequence[Heard]) -> frozenset[str]:
    """Return the words that the sender writes with a capital wherever other words have none: names."""
    small: set[str] = set()
    capital: set[str] = set()
    for one in adverts:
        for line in (one.message.subject, *(one.message.text or "").split("\n")):
            words = _RAW.findall(line[:400])
            long = [word for word in words[1:] if len(word) > _SENTENCE]
            if len(words) < _SENTENCE or 2 * sum(word[0].islower() for word in long) <= len(long):
                continue  # a heading, in which every word has a capital
            small.update(folded(word) for word in words if word[0].islower())
            capital.update(folded(word) for word in words[1:] if word[0].isupper() and not word.isupper())
    return frozenset(capital - small)
