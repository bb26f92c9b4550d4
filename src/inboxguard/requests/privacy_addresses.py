"""Addresses in an organisation's mail that say of themselves that they are about privacy, and those nobody reads.

An address says so by its local part ("datenschutz@") or by the words before it in the same sentence ("Our data
protection officer: dpo-desk@"). The name of a document ("privacy policy") beside an address says nothing of it.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from urllib.parse import unquote

from inboxguard import resources
from inboxguard.facts.message import Message, Shelf

_READ = 8_000
"""Characters at the end of a text, and of a footer, that are looked at."""
_MOST = 20
"""Addresses of one mail that are looked at."""
_BEFORE = 110
"""Characters before an address in which the words stand that say what it is for."""
_BEHIND = 40
_ADDRESS = re.compile(
    r"(?<![\w.%+=@/?&'-])[A-Za-z0-9][A-Za-z0-9._-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,6}[A-Za-z][A-Za-z0-9-]{1,62}"
    r"(?![\w@%=-]|\.\w)"
)
_BREAK = re.compile(r"[\n|•·;]|[.!?](?=\s)|[-=_*~#]{3,}|\s[-–—]\s")
_INVISIBLE = frozenset(("Cf", "Cc", "Co", "Cs", "Cn"))


@dataclass(frozen=True, slots=True)
class Named:
    """One privacy address that a mail names."""

    address: str
    """Local part as written, domain in lower case."""
    by_itself: bool
    """Its local part says what it is for; else the words beside it do."""
    in_footer: bool
    """It stands in the words of the mail; else the mail came from it, or asks for answers there."""
    on: date | None
    """The day of the mail (UTC)."""


@dataclass(frozen=True, slots=True)
class _Words:
    parts: frozenset[str]
    inside: tuple[str, ...]
    beside: re.Pattern[str]
    documents: re.Pattern[str]
    unread: tuple[str, ...]
    unread_parts: frozenset[str]
    lists: frozenset[str]


def named_in(message: Message) -> tuple[Named, ...]:
    """Return the privacy addresses that a mail names, surest first; the caller sees to it that the mail is trusted.

    Its own From and Reply-To count by their local part only. An address whose link leads elsewhere is a trick and none.
    Mail in Junk names none.
    """
    if message.shelf is Shelf.JUNK:
        return ()
    on = message.at.date() if message.at else None
    found: dict[str, Named] = {}
    for own in (message.sender, message.reply_to):
        if own is not None and _says(own.address) and _is_read(own.address):
            found.setdefault(own.address.lower(), Named(own.address, True, False, on))
    links = _links(message)
    for address, said in (*_written(message), *_mailed(message)):
        key = address.lower()
        if links.get(key, key) != key or not _is_read(address):
            continue
        if _says(address) or said:
            known = found.get(key)
            if known is None or known.by_itself < _says(address):
                found[key] = Named(address, _says(address), True, on)
    return tuple(sorted(found.values(), key=lambda one: (not one.by_itself, one.address.lower())))


def is_unread(address: str) -> bool:
    """Return whether nobody reads what comes to `address`: "no-reply@" in any spelling and in many languages."""
    local = address.rpartition("@")[0]
    letters = "".join(one for one in _plain(local).replace("0", "o") if one.isalpha())
    words = _words()
    return any(word in letters for word in words.unread) or not words.unread_parts.isdisjoint(_parts(local))


def _is_read(address: str) -> bool:
    """Return whether a letter to an address of a mail would find somebody, and is no reader's own tag or way out."""
    local = address.rpartition("@")[0]
    return not (is_unread(address) or "+" in local or "=" in local or _parts(local) & _words().lists)


def _says(address: str) -> bool:
    """Return whether the local part of an address says that it is about privacy."""
    local, _, domain = address.rpartition("@")
    words, parts = _words(), _parts(local)
    # A house that is called so itself says nothing by it: "avg@avg.example".
    parts -= set(domain.lower().split("."))
    letters = "".join(one for one in _plain(local) if one.isalpha())
    return not words.parts.isdisjoint(parts) or any(word in letters for word in words.inside)


def _written(message: Message) -> Iterator[tuple[str, bool]]:
    """Yield the addresses in the words of a mail, and whether the words beside each say that it is about privacy."""
    text, footer = (message.text or "")[-_READ:], message.footer[-_READ:]
    if footer not in text:
        text = f"{text}\n{footer}"
    if "@" not in text:
        return
    before = 0
    for count, match in enumerate(_ADDRESS.finditer(text)):
        if count == _MOST:
            return
        edges = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        start, before = before, match.end()
        if any(unicodedata.category(sign) in _INVISIBLE and not sign.isspace() for sign in edges):
            continue
        if "://" in text[max(0, match.start() - _BEFORE) : match.start()].split("\n")[-1].rpartition(" ")[2]:
            continue  # the user name of a web address
        leading = text[max(start, match.start() - _BEFORE) : match.start()]
        yield _spelt(match[0]), _about(_last_clause(leading)) or _about(_bracketed(text[match.end() :][:_BEHIND]))


def _mailed(message: Message) -> Iterator[tuple[str, bool]]:
    """Yield the addresses of mailto: links, and whether the words that each stands on say that it is about privacy."""
    mailtos = [link for link in message.links if link.url[:7].lower() == "mailto:"]
    for link in mailtos[:_MOST]:
        target = unquote(link.url[7:].partition("?")[0])
        if _ADDRESS.fullmatch(target):
            yield _spelt(target), _about(link.text)


def _links(message: Message) -> dict[str, str]:
    """Return where an address that stands on a mailto: link really leads; "" where there are several."""
    found: dict[str, str] = {}
    for link in message.links:
        if "@" not in link.text:
            continue
        is_mail = link.url[:7].lower() == "mailto:"
        target = unquote(link.url[7:].partition("?")[0]).lower() if is_mail else ""
        for match in _ADDRESS.finditer(link.text[:500]):
            shown = match[0].lower()
            if is_mail and link.text.strip().lower() == shown:
                found[shown] = target if found.get(shown, target) == target else ""
    return found


def _about(words: str) -> bool:
    plain = _plain(words)
    table = _words()
    return table.beside.search(table.documents.sub(" ", plain)) is not None


def _last_clause(text: str) -> str:
    """Return what stands before an address in its own sentence; a line that ends in a colon leads up to the next."""
    flat = re.sub(r":[ \t]*\n\s*", ": ", text.rstrip(" \t"))
    flat = re.sub(r"(?<![\n.!?:;])\n(?=[ \t]*$)", " ", flat)
    pieces = _BREAK.split(flat)
    return pieces[-1] if pieces else ""


def _bracketed(text: str) -> str:
    """Return what stands in brackets right behind an address: "desk@shop.example (data protection)"."""
    found = re.match(r"\s?\(([^()@\n]{3,38})\)", text)
    return found[1] if found else ""


def _spelt(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"


def _plain(text: str) -> str:
    """Return text in lower case without accents."""
    folded = unicodedata.normalize("NFKD", text[:1_000]).casefold()
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


def _parts(local: str) -> set[str]:
    plain = _plain(local)
    return {part for part in re.split(r"[^a-z0-9]+", plain) if part} | {
        part for part in re.split(r"[^a-z]+", plain) if part
    }


@cache
def _words() -> _Words:
    table = tomllib.loads(resources.read("requests/contacts.toml"))

    def phrases(name: str) -> re.Pattern[str]:
        words = sorted(table[name], key=len, reverse=True)
        written = "|".join(r"\s+".join(map(re.escape, one.split())) for one in words)
        return re.compile(rf"(?<!\w)(?:{written})(?!\w)")

    return _Words(
        parts=frozenset(table["parts"]),
        inside=tuple(table["inside"]),
        beside=phrases("beside"),
        documents=phrases("documents"),
        unread=tuple(table["unread"]),
        unread_parts=frozenset(table["unread_parts"]),
        lists=frozenset(table["lists"]),
    )
