"""The adverts of one sender as words: which of them name a thing, and how the sender writes its words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

from inboxguard.facts.message import Message
from inboxguard.senders.bought import number, speaks_of_dealings
from inboxguard.senders.product_words import Grammar, Kernel, folded, tokens, unaccented

_TEMPLATE = 0.5
_FEWEST_ADVERTS = 4
_SENTENCE = 4
"""Words of a line from which on its capitals tell names, and letters of a word that is asked."""
_RAW = re.compile(r"[^\W\d_]+")
_LINKS = 120
_IMAGES = 60
_PATH = 300
_LINE = 400


@dataclass(frozen=True, slots=True)
class Heard:
    """One mail of a sender, and when it came (aware)."""

    message: Message
    at: datetime


@dataclass(frozen=True, slots=True)
class Advert:
    """One advert as it is searched."""

    heard: Heard
    texts: tuple[list[str], ...]
    number: str | None
    """Of the order that it speaks of."""


class Adverts:
    """The adverts of one sender, in order of time, without what stands in most of them: menus name everything.

    Mails that ask for an opinion, or tell of an order or a basket, offer nothing and are left out.
    """

    def __init__(self, heard: Sequence[Heard], language: str) -> None:
        written = [(one, tuple(dict.fromkeys(_fields(one.message)))) for one in heard]
        counted = Counter(text for _, texts in written for text in texts)
        many = max(_FEWEST_ADVERTS, _TEMPLATE * len(heard))
        self.adverts: list[Advert] = []
        self._places: dict[str, set[int]] = {}
        self._lines: list[tuple[str, list[str]]] = []
        self._known: dict[Kernel, frozenset[int]] = {}
        for one, texts in written:
            if speaks_of_dealings(one.message.subject, language):
                continue
            lines = (one.message.subject, *(text for text in texts if counted[text] < many))
            said = tuple(map(tokens, lines))
            self._lines += zip(lines, said, strict=True)
            for word in {word for words in said for word in words}:
                self._places.setdefault(word, set()).add(len(self.adverts))
            self.adverts.append(Advert(one, tuple(filter(None, said)), _number(one.message)))

    def naming(self, kernel: Kernel) -> frozenset[int]:
        """Return the places in `adverts` of those that name the thing."""
        found = self._known.get(kernel)
        if found is None:
            found = frozenset(at for at in self._likely(kernel) if any(map(kernel.named_in, self.adverts[at].texts)))
            self._known[kernel] = found
        return found

    def holding(self, words: Iterable[str]) -> frozenset[int]:
        """Return the places of adverts that hold any of `words`."""
        return frozenset(at for word in words for at in self._places.get(word, ()))

    def names(self, asked: Set[str]) -> frozenset[str]:
        """Return those of `asked` that the sender writes with a capital wherever other words have none: brands.

        It tells nothing of languages in which every noun has a capital.
        """
        small: set[str] = set()
        capital: set[str] = set()
        for line, said in self._lines:
            if len(said) < _SENTENCE or asked.isdisjoint(said):
                continue
            words = _RAW.findall(line[:_LINE])
            long = [word for word in words[1:] if len(word) > _SENTENCE]
            if 2 * sum(word[0].islower() for word in long) <= len(long):
                continue  # a heading, in which every word has a capital
            small.update(folded(word) for word in words if word[0].islower())
            capital.update(folded(word) for word in words[1:] if word[0].isupper() and not word.isupper())
        return frozenset((capital - small) & asked)

    def _likely(self, kernel: Kernel) -> frozenset[int]:
        if kernel.grown and kernel.alone:
            endings = tuple(kernel.first)
            return self.holding(word for word in self._places if word.endswith(endings))
        if kernel.alone:
            return self.holding(kernel.first)
        return (self.holding(kernel.first) & self.holding(kernel.second)) | self.holding(kernel.joined)


def is_noun(kernel: Kernel, adverts: Iterable[Advert], spoken: Grammar) -> bool:
    """Return whether adverts use the single word of `kernel` as the name of a thing and not of a brand.

    Where every noun has a capital, a brand looks the same, but nobody declines a brand, and after an article it is
    followed by what the thing is: "die Hansgrohe Wochen".
    """
    word = kernel.words[0]
    if spoken.capital_nouns:
        led = "|".join(map(re.escape, spoken.small))
        shape = re.compile(rf"\b(?:{led})\s+{re.escape(word)}(?=\s*(?:[^\w\s]|$)|\s+(?-i:[a-z]))", re.IGNORECASE)
    else:
        shape = re.compile(rf"\b{re.escape(word)}")
    for advert in adverts:
        said = advert.heard.message
        if any(shape.search(unaccented(line[:_LINE])) for line in (said.subject, *(said.text or "").split("\n"))):
            return True
        for words in advert.texts:
            if any(other not in (word, f"{word}s", f"{word}es") and kernel.named_in([other]) for other in words):
                return True
    return False


def path(url: str) -> str:
    """Return the decoded path of an address, bounded; "" where there is none."""
    try:
        found = urlsplit(url).path[:_PATH]
    except ValueError:
        return ""
    return unquote(found) if "%" in found else found


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
        yield path(link.url)
