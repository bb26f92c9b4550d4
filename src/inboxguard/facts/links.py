"""Links and what they are for, judged by the words they stand on and by their own address, never by following them."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from inboxguard import resources
from inboxguard.facts import decoding
from inboxguard.facts.message import Link, LinkKind
from inboxguard.facts.phrases import Phrases
from inboxguard.facts.unwrapping import may_wrap, unwrapped

MOST = 2_000
"""Links of one message that are looked at: the way out stands at the very end."""
MOST_WAYS = 100
"""Ways out and preference links of one message that are kept."""
MOST_PLAIN = 100
"""Other links of one message that are kept."""
_MOST_UNWRAPPED = 500
_WHOLE = 2
"""Of each host so many plain links are kept as they are, with what tells a platform and an account on it."""
_LONGEST_PLAIN = 1_000
_LONGEST_PATH = 300
LONGEST_URL = 4_000
LONGEST_TEXT = 200
_SCHEMES = ("http://", "https://", "mailto:")
_AS_IT_SHOULD_BE = re.compile(rf"https://[!-~]{{0,{LONGEST_URL - 8}}}").fullmatch
_IN_TEXT = re.compile(r"(?:https?://|mailto:|(?<![\w.@/-])www\.(?=[\w-]{1,63}\.))[^\s<>\"'|\\^`{}]{3,3900}", re.I)
_NEAR = 160
_ABOVE = 300
_FULL = 45
"""A line so long was wrapped: its sentence goes on in the next one."""
_SHORT = 25
"""Words so few before a link on its line ("Go to:") need those of the line above."""
_LONGEST_WORD = 40
_LONGEST_WORDS = 1_000
_TOKEN = re.compile(rf"[^/.%-]{{{_LONGEST_WORD},}}")
"""So long without a break is no word but a random token of somebody who counts clicks."""
_RANDOM = re.compile(rf"[\w%@~*-]{{{_LONGEST_WORD},}}", re.ASCII).fullmatch
_TOKEN_AT_END = re.compile(
    rf"=(?=[a-z0-9_%@~*-]{{0,700}}[A-Z])(?=[A-Za-z]{{0,700}}[0-9_%@~*-])[\w%@~*-]{{{_LONGEST_WORD},}}$", re.ASCII | re.M
)
"""What `_path` leaves out of most addresses, for many of them at once."""
_LONGEST_ADDRESS = 700
_SENTENCE = re.compile(r"[.!?](?=\s)|[|•·\n]")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of resources/facts/links.toml."""

    said: Phrases
    unsubscribe: frozenset[str]
    address: tuple[tuple[str, tuple[str, ...]], ...]
    """Pieces of addresses by what they share: where that is missing, none of them needs to be looked for."""
    unsubscribe_address: frozenset[str]
    pointing: frozenset[str]
    subjects: tuple[str, ...]


def _by_what_they_share(pieces: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return pieces of addresses grouped by a part that stands in each of the group."""
    longest = {piece: max(re.split(r"[-_]", piece), key=len) for piece in pieces}
    groups: dict[str, list[str]] = {}
    for piece in longest:
        shared = min((part for part in longest.values() if part in piece), key=len)
        groups.setdefault(shared, []).append(piece)
    return tuple((shared, tuple(group)) for shared, group in groups.items())


@cache
def _words() -> _Words:
    data = tomllib.loads(resources.read("facts/links.toml"))
    leaving, choosing = (
        tuple(word for words in data[kind].values() for word in words) for kind in ("unsubscribe", "preferences")
    )
    return _Words(
        said=Phrases((*leaving, *choosing)),
        unsubscribe=frozenset(leaving),
        address=_by_what_they_share((*data["unsubscribe_address"]["pieces"], *data["preferences_address"]["pieces"])),
        unsubscribe_address=frozenset(data["unsubscribe_address"]["pieces"]),
        pointing=frozenset(data["pointing"]["words"]),
        subjects=tuple(data["unsubscribe_address"]["subjects"]),
    )


def url(value: str) -> str:
    """Return a link's address without white space and control characters; "" unless http, https or mailto."""
    if _AS_IT_SHOULD_BE(value):
        return value
    address = value[: LONGEST_URL + 100]
    address = "".join(decoding.clean(address).split())
    return address if address[:8].lower().startswith(_SCHEMES) and len(address) <= LONGEST_URL else ""


def _sentence_before(text: str) -> str:
    """Return the part of the sentence that stands before a link, or the line above where the link begins its line."""
    near = text[-_NEAR:].rstrip()
    return "" if near.endswith((".", "!", "?")) else _SENTENCE.split(near)[-1]


def _sentence_after(text: str) -> str:
    """Return the rest of the sentence after a link, on the same line."""
    return _SENTENCE.split(text[:_NEAR], maxsplit=1)[0]


def words(texts: Iterable[str]) -> list[str]:
    """Return the words of links or images, each on one line, bounded, without fillers and control characters."""
    found = [" ".join(text[:_LONGEST_WORDS].split()) for text in texts]
    if not decoding.is_plain("".join(found)):
        found = [
            one if decoding.is_plain(one) else " ".join(decoding.clean(decoding.unfilled(one)).split()) for one in found
        ]
    return [one[:LONGEST_TEXT] for one in found]


def pointing(texts: Iterable[str]) -> list[int]:
    """Return the places of the words of links, in lower case, that say nothing, so that those around them must tell."""
    known = _words().pointing
    return [
        place
        for place, text in enumerate(texts)
        if not text or text.strip(" .!:>»<«[]()→*") in known or text.startswith((*_SCHEMES, "www."))
    ]


def said(text: str, before: str, after: str) -> str:
    """Return the words of the sentence in which the words of a link stand."""
    return " ".join(f"{_sentence_before(before)} {text} {_sentence_after(after)}".split())


def _path(address: str) -> str:
    """Return what of an address may tell what it is for, in lower case: not its host, nor a token that ends it."""
    path = address[:_LONGEST_ADDRESS]
    before, sign, last = path.rpartition("=")
    if sign and _RANDOM(last) and not last.islower() and not last.isalpha():
        path = before
    path = path.lower()
    return path.partition("://")[2].partition("/")[2] if "://" in path and not path.startswith("mailto:") else path


def _stands(text: str, words: list[str]) -> bool:
    """Return whether one of the words stands in a text."""
    for word in words:  # noqa: SIM110 - asked for every link
        if word in text:
            return True
    return False


def kinds(addresses: Sequence[str], said: Sequence[str]) -> list[LinkKind]:
    """Return what links are for: by what is said of each in lower case (see `said`), else by its address.

    All links of a message are asked at once: of hundreds of words and pieces few occur in it, mostly none.
    """
    words = _words()
    by_address = _kinds_by_address(tuple(dict.fromkeys(addresses)))
    found = [by_address.get(address, LinkKind.PLAIN) for address in addresses]
    occurring = words.said.occurring("\n".join(dict.fromkeys(said)))
    if occurring:
        leaving = [word for word in occurring if word in words.unsubscribe]
        choosing = [word for word in occurring if word not in words.unsubscribe]
        for place, sentence in enumerate(said):
            if _stands(sentence, leaving):
                found[place] = LinkKind.UNSUBSCRIBE
            elif _stands(sentence, choosing):
                found[place] = LinkKind.PREFERENCES
    return found


def _kinds_by_address(addresses: Sequence[str]) -> dict[str, LinkKind]:
    """Return what addresses say that their links are for, where they say anything; a wrapped one says its target's."""
    words = _words()
    ends = list(addresses)
    if may_wrap("\n".join(addresses)):
        ends[-_MOST_UNWRAPPED:] = map(unwrapped, ends[-_MOST_UNWRAPPED:])
    joined = _TOKEN_AT_END.sub("", "\n".join([address[:_LONGEST_ADDRESS] for address in ends])).lower()
    pieces = [piece for shared, group in words.address if shared in joined for piece in group if piece in joined]
    if not pieces and "mailto:" not in joined:
        return {}
    leaving = [piece for piece in pieces if piece in words.unsubscribe_address]
    choosing = [piece for piece in pieces if piece not in words.unsubscribe_address]
    found: dict[str, LinkKind] = {}
    for address, end, likely in zip(addresses, ends, joined.split("\n"), strict=True):
        mail = likely.startswith("mailto:")
        if not mail and not _stands(likely, pieces):
            continue
        path = _path(end)
        if _stands(path, leaving) or (mail and any(f"subject={word}" in path for word in words.subjects)):
            found[address] = LinkKind.UNSUBSCRIBE
        elif _stands(path, choosing):
            found[address] = LinkKind.PREFERENCES
    return found


class Judged(NamedTuple):
    """A link with its words and what it is for; of these the few that are kept become a `Link`."""

    url: str
    text: str
    kind: LinkKind


def judged(addresses: Sequence[str], texts: Sequence[str], said: Sequence[str]) -> list[Judged]:
    """Return links with what they are for."""
    return list(map(Judged, addresses, texts, kinds(addresses, said)))


def in_text(text: str) -> list[Judged]:
    """Return the links that stand in a plain text, each with the sentence before it, also where that was wrapped."""
    addresses: list[str] = []
    shown: list[str] = []
    around: list[str] = []
    last = 0
    for match in _IN_TEXT.finditer(text):
        found = match[0].rstrip(".,;:!?)]*_")
        address = url(f"http://{found}" if found[:4].lower() == "www." else found)
        if not address:
            continue
        above = text[max(last, match.start() - _ABOVE) : match.start()].rstrip(" <([\t")
        last = match.end()
        near, sentence = _leading_to(above)
        addresses.append(address)
        around.append(f"{sentence} {_sentence_after(text[match.end() : match.end() + 60])}".lower())
        shown.append(near[-LONGEST_TEXT:])
        if len(addresses) >= MOST:
            break
    return judged(addresses, shown, around)


def _leading_to(above: str) -> tuple[str, str]:
    """Return the words next to a link in a plain text, and the sentence that leads to it.

    A link that begins its line belongs to the line above it, and a line that was full goes on in the next one.
    """
    lines = [line.strip() for line in above.split("\n")]
    begins = not lines[-1]
    lines = [line for line in lines if line]
    near = lines[-1] if lines else ""
    taken = lines[-1:]
    for line in lines[-2::-1]:
        full = len(line) >= _FULL and not line.endswith((".", "!", "?"))
        if not full and (begins or len(taken[0]) >= _SHORT or len(taken) > 1):
            break
        taken.insert(0, line)
    joined = " ".join(taken)
    sentence = _SENTENCE.split(joined.rstrip(".!? ") if begins else joined)[-1]
    return near, sentence


def kept(found: Iterable[Judged]) -> tuple[Link, ...]:
    """Return the links that are worth keeping, in their order: ways out and preference links whole, each once.

    Of the others, which make up most of an advert's octets, the first two of each host stay as they are and the rest
    without query and random tokens, each address once: what tells the host and the topic stays.
    """
    chosen: list[Link] = []
    known: set[tuple[LinkKind, str]] = set()
    known_plain: set[str] = set()
    shortened: set[str] = set()
    hosts: Counter[str] = Counter()
    plain = LinkKind.PLAIN
    for address, text, purpose in found:
        if purpose is not plain:
            if (purpose, address) not in known and len(known) < MOST_WAYS:
                known.add((purpose, address))
                chosen.append(Link(address, text, purpose))
            continue
        beginning = address.partition("?")[0]
        if beginning in shortened or len(known_plain) >= MOST_PLAIN:
            continue
        shown = address[:_LONGEST_PLAIN]
        if shown in known_plain:
            continue
        host = address.partition("://")[2].partition("/")[0].lower()
        if hosts[host] >= _WHOLE:
            shortened.add(beginning)
            shown = _readable(beginning)
        if shown not in known_plain:
            hosts[host] += 1
            known_plain.add(shown)
            chosen.append(Link(shown, text))
    return tuple(chosen)


def _readable(address: str) -> str:
    """Return an address without query and fragment, up to the first part of its path that is a random token."""
    scheme, colon, rest = address.partition("?")[0].partition("#")[0].partition("://")
    host, slash, path = rest.partition("/")
    if len(path) >= _LONGEST_WORD:
        path = _TOKEN.split(path[:_LONGEST_PATH], maxsplit=1)[0]
    return f"{scheme}{colon}{host}{slash}{path}"
