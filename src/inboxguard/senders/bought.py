"""What an order mail says was bought, and what a list of wishes held, line by line as they are written.

Mails of shops have no common form. A line is a thing where a quantity or a price stands in it or right under it; sums,
addresses and what follows "customers also bought" are none. What is not understood is left out: nothing is guessed.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.facts.message import Message
from inboxguard.senders import stems
from inboxguard.senders.product_words import LANGUAGES, folded, tokens

MOST = 40
"""Things of one mail."""
LONGEST = 100
"""Letters of a thing as it is shown."""

_MOST_LINES = 600
_LONGEST_LINE = 300
_MOST_WORDS = 14
"""More words in a line are a sentence."""
_SENTENCE = 4
"""And so many, if they end in a mark that no name of a thing has."""
_NEAR = 4
"""Lines after a heading in which a price shows that offers begin there."""
_MONEY = r"(?:€|£|\$|R\$|US\$|EUR|USD|GBP|CHF|BRL|PLN|SEK|kr)"
_PRICE = re.compile(
    rf"[-–(]?\s*(?:{_MONEY}\s?\d[\d.,' ]*|\d[\d.,']*\s?{_MONEY}(?!\s?\d)|(?<![\d.])\d{{1,5}}[.,]\d{{2}}\s*$)\)?", re.I
)
_FIRST = re.compile(r"^\s*[-•*·]?\s*(\d{1,3})\s?(?:[x×]|\*)\s*(?=[^\W\d])", re.I)
_LAST = re.compile(r"(?:^|\s)(?:[x×]\s?(\d{1,3})|(\d{1,3})\s?[x×]|\([x×]?\s?(\d{1,3})\s?[x×]?\))\s*$", re.I)
_PLAIN_FIRST = re.compile(r"^\s*(\d{1,2})\s+(?=[^\W\d]{3})")
_NUMBER = re.compile(r"^\s*\d{1,2}\s*$")
_BULLET = re.compile(r"^\s*[-•*·✓►▪◦–]\s+")
_EDGES = " \t.…:|,;-–—•*·\"'“”„«»‹›‚‘’"
_QUOTED = re.compile(r"[\"“„«‹‘]\s?([^\"”“»›’]{3,100}?)\s?[\"”“»›’]")
_CELLS = re.compile(r"\n|\s\|\s|\t")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_DATE = re.compile(r"^\d{1,2}\.?\s|^\d{1,4}[./-]\d")


@dataclass(frozen=True, slots=True)
class Order:
    """What one mail about an order says: its things as they are written, and the order's number, None where none is."""

    things: tuple[str, ...]
    number: str | None
    cancelled: bool
    """The order came to nothing."""
    aside: bool
    """It is about a return, a review, a journey or something that the reader sold: no order of a thing."""
    subscribed: bool
    """Things that come again by themselves."""
    lines: tuple[list[str], ...]
    """All words up to where offers begin, line by line: what is not understood may still be the same thing again."""


def order(message: Message, language: str | None) -> Order:
    """Return what `message` says of an order; no things where it is not understood."""
    words = stems.table("bought", language)
    subject = words.found(stems.tokens(message.subject, 400))
    text = message.text or ""
    body = words.found(stems.tokens(text[:4000]))
    things = dict.fromkeys(map(_bounded, (*_in_lines(text, language), *_in_sentences(message, language))))
    return Order(
        things=tuple(one for one in things if one and _may_be_bought(one, words))[:MOST],
        number=number(f"{message.subject}\n{text[:4000]}"),
        cancelled=bool(subject.get("cancelled")),
        aside=not subject.keys().isdisjoint(("returned", "reviews", "baskets", "bookings", "sold")),
        subscribed=bool(subject.get("subscribed") or body.get("subscribed")),
        lines=(tokens(message.subject), *_before_offers(text, words)),
    )


def _before_offers(text: str, words: stems.Stems) -> Iterator[list[str]]:
    for written in text.split("\n")[:_MOST_LINES]:
        line = written[:_LONGEST_LINE]
        if words.found(stems.tokens(line, _LONGEST_LINE)).get("ends"):
            return
        if said := tokens(line):
            yield said


def _may_be_bought(what: str, words: stems.Stems) -> bool:
    """Return whether it is a thing: no gift card, no service, nothing in which the shop speaks."""
    return words.found(stems.tokens(what, 200)).keys().isdisjoint(("no_things", "speaks"))


def about_list(subject: str, language: str | None) -> bool:
    """Return whether a subject says that a list of the reader's own wishes was made, changed or deleted."""
    found = stems.table("roles", language).found(stems.tokens(subject, 400))
    return "registries" in found and ("made" in found or _deletes(subject, language))


def deletes(message: Message, language: str | None) -> bool:
    """Return whether a mail about a list of wishes says in its subject that the list is gone."""
    return _deletes(message.subject, language)


def _deletes(subject: str, language: str | None) -> bool:
    return bool(stems.table("bought", language).found(stems.tokens(subject, 400)).get("deleted"))


def speaks_of_dealings(subject: str, language: str | None) -> bool:
    """Return whether a subject asks for an opinion, or tells of an order or of a basket left behind: no offer."""
    words = stems.tokens(subject, 400)
    found = stems.table("bought", language).found(words)
    if not found.keys().isdisjoint(("reviews", "baskets", "returned")):
        return True
    return bool(stems.table("roles", language).found(words).get("purchase"))


def held(message: Message, language: str | None) -> tuple[str, ...]:
    """Return what a mail about a list of wishes says that the list held, as it is written."""
    text = message.text or ""
    things = dict.fromkeys(map(_bounded, (*_in_lines(text, language), *_in_bullets(text))))
    return tuple(one for one in things if one)[:MOST]


def number(text: str) -> str | None:
    """Return the number of an order in `text`, None where none is named."""
    found = _numbered().search(folded(text))
    return None if found is None else found[1].strip("-").upper()


@dataclass(slots=True)
class _Line:
    """One line: its words without price and quantity, and which of the two stood in it."""

    words: str
    priced: bool
    counted: bool


def _line(written: str, counting: re.Pattern[str]) -> _Line:
    rest = _PRICE.sub(" ", written)
    priced = rest != written
    counted = False
    for pattern in (counting, _FIRST, _LAST):
        shorter = pattern.sub(" ", rest, count=1)
        counted, rest = counted or shorter != rest, shorter
    if priced and (plain := _PLAIN_FIRST.sub("", rest)) != rest:
        counted, rest = True, plain
    return _Line(" ".join(rest.split()).strip(_EDGES), priced, counted)


def _in_lines(text: str, language: str | None) -> Iterator[str]:
    """Yield the things of tables and of lines with a quantity or a price."""
    words, counting, labelled = stems.table("bought", language), _counting(), _labelled()
    lines = [one[:_LONGEST_LINE] for one in _CELLS.split(text) if one.strip()][:_MOST_LINES]
    pending, yielded = "", False
    for at, written in enumerate(lines):
        line = _line(written, counting)
        found = words.found(stems.tokens(written, 300))
        if found.get("ends") and (yielded or any(_PRICE.search(one) for one in lines[at + 1 : at + 1 + _NEAR])):
            return
        if yielded and found.get("totals"):
            return  # after the sum nothing was bought
        if (label := labelled.match(line.words)) and _is_thing(label[1]):
            yield label[1]
            pending, yielded = "", True
        elif not _LETTERS.search(line.words):
            if pending and (line.priced or line.counted):
                yield pending
                pending, yielded = "", True
            elif not _NUMBER.match(written):
                pending = ""
        elif _describes(line.words, words):
            if pending and (line.priced or line.counted):
                yield pending
                pending, yielded = "", True
        elif found.get("sums") or found.get("speaks") or not _is_thing(line.words) or _is_heading(line.words):
            pending = ""
        elif line.counted or line.priced:
            # A variant under the name of the thing ("White, oak  39.90") is no thing of its own, but that is not known.
            yield line.words
            pending, yielded = "", True
        else:
            pending = line.words


def _describes(line: str, words: stems.Stems) -> bool:
    """Return whether a line tells more of the thing above it: its colour, its number, who sells it."""
    return bool(words.found(stems.tokens(line, 300)[:2]).get("describes"))


def _is_thing(line: str) -> bool:
    number = len(line.split())
    if number > _MOST_WORDS or "@" in line or "://" in line or (number >= _SENTENCE and line.endswith(("!", "?"))):
        return False
    return bool(_LETTERS.search(line))


def _is_heading(line: str) -> bool:
    """Return whether a line is made of the words that stand over a table."""
    said = [word for word in tokens(line) if not word.isdigit()]
    return all(word in _heads() for word in said)


def _in_sentences(message: Message, language: str | None) -> Iterator[str]:
    """Yield what a subject or an opening says was ordered: 'Your order of "toilet seat" has shipped'."""
    text = message.text or ""
    for said in (message.subject, *text.split("\n")[:12]):
        for pattern in _ordered(language):
            found = pattern.search(said[:300])
            if found is None:
                continue
            rest = said[found.end() : 300]
            quoted = _QUOTED.match(rest.lstrip())
            what = quoted[1] if quoted else _until_verb(rest)
            if _is_thing(what) and not _DATE.match(what.strip()):
                yield _line(what, _counting()).words
            break


def _until_verb(rest: str) -> str:
    taken: list[str] = []
    for word in re.split(r"[.!?(]\s|[.!?(]$| [-–—|] ", rest, maxsplit=1)[0].split():
        if folded(word.strip(_EDGES)) in _words_of("verbs") and taken:
            break
        taken.append(word)
    return " ".join(taken).strip(_EDGES)


def _in_bullets(text: str) -> Iterator[str]:
    """Yield the lines of a list: those that begin with a dot or dash, or that follow a line that ends in a colon."""
    listing = False
    for written in text.split("\n")[:_MOST_LINES]:
        line = written[:_LONGEST_LINE].strip()
        if _BULLET.match(written):
            if _is_thing(line) and not line.endswith((".", "!", "?")):
                yield _BULLET.sub("", written).strip(_EDGES)
        elif listing and _is_thing(line) and len(line.split()) <= 6 and not line.endswith((".", "!", "?", ":", ",")):
            yield line.strip(_EDGES)
        else:
            listing = line.endswith(":")


def _bounded(what: str) -> str:
    plain = " ".join(what.split()).strip(_EDGES)
    if plain.endswith(")") and "(" not in plain:
        plain = plain[:-1]
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(_EDGES) + "…"


@cache
def _table(language: str) -> Mapping[str, Sequence[str]]:
    return tomllib.loads(resources.read(f"senders/bought/{language}.toml"))


@cache
def _words_of(name: str) -> frozenset[str]:
    """Return the words of one list in every language."""
    return frozenset(folded(word) for language in LANGUAGES for word in _table(language)[name])


@cache
def _heads() -> frozenset[str]:
    return (
        _words_of("labels")
        | _words_of("quantities")
        | _words_of("pieces")
        | frozenset(("x", "price", "preis", "prijs"))
    )


def _either(name: str) -> str:
    return "|".join(sorted(map(re.escape, _words_of(name)), key=len, reverse=True))


@cache
def _counting() -> re.Pattern[str]:
    """Return what finds a quantity in words: "Qty: 1", "Menge 2", "1 Stück"."""
    pieces = r"st(?:ü|ue?)ck|" + _either("pieces")
    counted = _either("quantities").replace("quantite", "quantit[eé]").replace("quantita", "quantit[aà]")
    return re.compile(
        rf"\(?\b(?:{counted})\.?\s*[:=]?\s*\d{{1,3}}\b\)?|\(1\s?(?:{pieces})\.?\)"
        rf"|(?<!\()\b\d{{1,3}}\s?(?:{pieces})\.?(?![^\W\d_])",
        re.I,
    )


@cache
def _labelled() -> re.Pattern[str]:
    """Return what finds the thing after a label: "Artikel: Klobrille"."""
    return re.compile(rf"^(?:{_either('labels').replace('descricao', 'descriç[aã]o')})\s*:\s*(.+)$", re.I)


@cache
def _ordered(language: str | None) -> tuple[re.Pattern[str], ...]:
    known = dict.fromkeys((language, "en")) if language in LANGUAGES else LANGUAGES
    phrases = sorted((one for code in known if code for one in _table(code)["order_of"]), key=len, reverse=True)
    made = [
        rf"\b{re.escape(one)}(?=[\s:\"“„«])\s*:?\s*" if one[-1] != ":" else rf"\b{re.escape(one[:-1].rstrip())}\s?:\s*"
        for one in phrases
    ]
    quoted = rf"\b(?:{_either('orders')})\s*:?\s+(?=[\"“„«])"
    return tuple(re.compile(one, re.I) for one in (*made, quoted))


@cache
def _numbered() -> re.Pattern[str]:
    """Return what finds an order's number in a folded text: the word, perhaps "no.", and at least three digits."""
    signs = r"(?:n\.?[or°]?\.?|nr\.?|num(?:ber|mer|ero)?|nummer|id|#)"
    told = r"((?!20\d\d(?:-\d\d-\d\d)?\b)(?=(?:[a-z-]*\d){3})[a-z0-9][a-z0-9-]{2,24})"
    return re.compile(rf"(?:{_either('orders')})s?\W{{0,3}}(?:[a-z]{{4,14}}\W{{1,3}})?{signs}?\W{{0,4}}{told}")
