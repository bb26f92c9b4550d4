"""The legal identity that a mail states in its footer: entity, number in a register, postal address.

Conservative: where the footer names several companies and none of them is the one that speaks, no entity is read; nor
where it names one of another name than the brand's in a sentence about something else: who takes the money, carries the
parcel, protects the data or sends the mail is not the company behind the brand.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from inboxguard import resources
from inboxguard.facts.message import Message
from inboxguard.senders import stems
from inboxguard.senders.attribution import Legal
from inboxguard.senders.names import alike, cleaned, likeness
from inboxguard.senders.platforms import platform_names

_TAIL = 3000
_NEAR = 400
_WORDS = 6
_LINKING = 2
"""Words between a brand and what makes a company the one behind it: "is", "ist ein"."""
_BREAK = re.compile(r"[\n|•·;<>]|\s[-–—]\s|[.!?:]\s(?=[A-ZÄÖÜ©])")
_SENTENCE = re.compile(r"[\n|•·;<>]|\s[-–—]\s|[.!?]\s(?=[A-ZÄÖÜ©])")
"""What parts sentences; behind a colon stands what its first words are about."""
_EDGES = " \t,:;.–—-©()"
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-–/](?:19|20)?\d\d)?,?")
_CLAUSE_ENDS = re.compile(r"\s*(?:[\n,.;|•·)]|[-–—]\s|$)")
_WORD = re.compile(r"\S{1,40}")


@dataclass(frozen=True, slots=True)
class _Table:
    forms: tuple[re.Pattern[str], ...]
    """The forms behind a blank, and those behind a dash: two searches that begin with one sign are quick to fail."""
    plain: frozenset[str]
    short: frozenset[str]
    joining: frozenset[str]
    leading: frozenset[str]
    foreign: stems.Stems
    trading: tuple[str, ...]
    speaking: tuple[str, ...]
    telling: tuple[str, ...]
    """The longest word of each of them; a clause without any need not be taken apart."""
    numbers: tuple[tuple[str, re.Pattern[str]], ...]
    addresses: tuple[re.Pattern[str], ...]


def legal(message: Message, organisation: str | None, name: str) -> Legal:
    """Return what the footer of `message` states about the company behind `organisation`, shown as `name`."""
    text = (message.text or "")[-_TAIL:]
    if message.footer not in text:
        text = f"{text}\n{message.footer[-_TAIL:]}"
    if not text:
        return Legal()
    label = (organisation or "").partition(".")[0]
    chosen = _chosen(list(_entities(text)), (label, name))
    if chosen is None:
        return Legal()
    entity, place = chosen.name, chosen.end
    around = text[max(0, place - 80) : place + _NEAR]
    return Legal(entity, _number(around), _address(text[place : place + _NEAR]))


@dataclass(frozen=True, slots=True)
class _Entity:
    """A company that a footer names with its legal form."""

    name: str
    end: int
    """The place right behind it."""
    lead: str
    """What stands before it in its sentence."""


def _chosen(found: list[_Entity], brand: tuple[str, str]) -> _Entity | None:
    """Return the entity that speaks: the one that is named like the brand, or the only one if it speaks for itself."""
    like = [one for one in found if any(alike(_bare(one.name), other) for other in brand)]
    if like:
        return like[0] if len({likeness(one.name) for one in like}) == 1 else None
    if len({likeness(one.name) for one in found}) != 1:
        return None
    return next((one for one in found if _speaks(one.lead, brand)), None)


def _speaks(lead: str, brand: tuple[str, str]) -> bool:
    """Return whether what leads up to a company in its sentence says that it is the one that speaks."""
    words = " ".join(word for word in lead.split() if not _YEARS.fullmatch(word)).strip(_EDGES)
    plain = words.casefold()
    if not words or plain.endswith(_table().trading):
        return True
    phrase = next((one for one in _table().speaking if plain.endswith(one)), "")
    rest = plain.removesuffix(phrase).strip(_EDGES)
    if not rest or any(alike(rest, other) for other in brand):
        return True
    # "Shop is operated by X", "Shop ist ein Angebot der X"
    return any(rest.startswith(f"{name.casefold()} ") and len(rest[len(name) :].split()) <= _LINKING for name in brand)


def _entities(text: str) -> Iterator[_Entity]:
    """Yield each company named in `text` with its legal form."""
    table = _table()
    for form in _forms(text):
        before = text[max(0, form.start(1) - 120) : form.start(1)]
        breaks = [found.end() for found in _BREAK.finditer(before)]
        clause = before[breaks[-1] :] if breaks else before
        if form.group(1) in table.short and not _CLAUSE_ENDS.match(text[form.end() : form.end() + 5]):
            continue
        name = _name(clause)
        if not name or _foreign(clause):
            continue
        bare = form.group(1).rstrip(".")
        entity = cleaned(f"{name} {bare if bare in table.plain else form.group(1)}", None)
        entity = entity.replace("- ", "-")
        if entity and likeness(_bare(entity)) not in _platforms():
            sentence = _SENTENCE.split(before)[-1]
            yield _Entity(entity, form.end(), sentence[: sentence.rfind(name.split()[0])])


def _forms(text: str) -> Iterator[re.Match[str]]:
    """Yield each legal form in `text`, in order; a longer one hides those inside it."""
    found = [form for pattern in _table().forms for form in pattern.finditer(text)]
    found.sort(key=lambda form: form.start())
    end = 0
    for form in found:
        if form.start() >= end:
            end = form.end()
            yield form


def _foreign(clause: str) -> bool:
    table = _table()
    plain = clause.casefold()
    return any(word in plain for word in table.telling) and bool(table.foreign.found(stems.tokens(clause)))


def _name(clause: str) -> str:
    """Return the capitalised words that end `clause`, without what leads up to a name."""
    table = _table()
    kept: list[str] = []
    for word in reversed(_WORD.findall(clause)):
        if len(kept) == _WORDS or _YEARS.fullmatch(word) or word in ("©", "(c)") or (kept and word[-1] in ",.:)"):
            break
        if not (word[0].isupper() or word[0].isdigit() or word in table.joining):
            break
        kept.append(word.rstrip(","))
    kept.reverse()
    while kept and (kept[0] in table.leading or kept[0] in table.joining):
        kept.pop(0)
    return " ".join(kept) if any(letter.isalpha() for word in kept for letter in word) else ""


@lru_cache(maxsize=1024)  # the notices of one sender are the same in most of its mail
def _number(text: str) -> str | None:
    for name, pattern in _table().numbers:
        found = pattern.search(text)
        if found:
            digits = re.sub(r"[^0-9A-Za-z]", "", found.group("number")).upper()
            if sum(letter.isdigit() for letter in digits) >= 3:
                return f"{name} {digits}"
    return None


@lru_cache(maxsize=1024)
def _address(text: str) -> str | None:
    found = [match for pattern in _table().addresses if (match := pattern.search(text))]
    if not found:
        return None
    first = min(found, key=lambda match: match.start())
    return re.sub(r"[\s,|•·]*[,|•·\n][\s,|•·]*", ", ", " ".join(first.group("address").split(" "))).strip(", ")[:160]


def _bare(entity: str) -> str:
    for pattern in _table().forms:
        entity = pattern.sub("", entity)
    return entity


@cache
def _platforms() -> frozenset[str]:
    return frozenset(likeness(name.partition(" (")[0]) for name in platform_names())


@cache
def _table() -> _Table:
    data = tomllib.loads(resources.read("senders/legal.toml"))
    written = sorted((*data["forms"], *data["short"]), key=len, reverse=True)
    begun: dict[str, list[str]] = {}
    for form in written:
        begun.setdefault(form[0], []).append(re.escape(form[1:]))
    # Two classes tell nearly every word that is no form, before the forms are tried one by one.
    begins = "".join(f"[{re.escape(''.join(sorted({form[at] for form in written})))}]" for at in (0, 1))
    forms = "|".join(f"{re.escape(first)}(?:{'|'.join(rests)})" for first, rests in begun.items())
    return _Table(
        forms=tuple(re.compile(rf"{sign}(?={begins})(?<=[\w&.,)!].)({forms})(?!\w)") for sign in (" ", "-")),
        plain=frozenset(data["forms"]),
        short=frozenset(data["short"]),
        joining=frozenset(data["joining"]),
        leading=frozenset(data["leading"]),
        trading=tuple(data["trading"]),
        speaking=tuple(sorted(data["speaking"], key=len, reverse=True)),
        foreign=stems.stems({"foreign": data["foreign"]}),
        telling=tuple(sorted({max(phrase.split(), key=len).rstrip("*") for phrase in data["foreign"]})),
        numbers=tuple((name, re.compile(text)) for name, text in data["numbers"]),
        addresses=tuple(re.compile(text) for text in data["addresses"]),
    )
