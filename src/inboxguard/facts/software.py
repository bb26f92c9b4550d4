"""What wrote a mail, as far as its header tells without naming a list: a person's mail program or a house's software.

Each sign is weak, and letters of people carry some of them; so they are counted, and one trace of a person's mail
program outweighs them all (marks.toml).
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.facts import addresses
from inboxguard.facts.headers import Head, content_type
from inboxguard.facts.hops import nearest
from inboxguard.facts.message import Address, Message

_LONGEST = 1000
_MOST_HOPS = 40
_LABEL = 4
_PARTS = re.compile(r"[-._+]")
_SPLIT = re.compile(r"[-+_=]")
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae"})

Shapes = re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Book:
    """The tables of resources/facts/marks.toml that tell software from people."""

    programs: tuple[str, ...]
    fields: frozenset[str]
    subjects: tuple[str, ...]
    ids: Shapes
    enough: int
    made: Mapping[str, int]
    spoken: Mapping[str, int]
    shapes: Mapping[str, Shapes]
    house: frozenset[str]
    articles: tuple[str, ...]
    mailings: frozenset[str]
    script_fields: frozenset[str]
    list_words: tuple[str, ...]
    freemail: frozenset[str]


@cache
def _book() -> _Book:
    data = tomllib.loads(resources.read("facts/marks.toml"))
    people, software = data["people"], data["software"]
    return _Book(
        programs=tuple(data["mailer"]["people"]),
        fields=frozenset(people["fields"]),
        subjects=tuple(people["subjects"]),
        # Not joined: a shape may refer to what it found itself.
        ids=re.compile("|".join(f"(?:{_numbered(shape, place)})" for place, shape in enumerate(people["ids"]))),
        enough=software["enough"],
        made=software["made"],
        spoken=software["spoken"],
        shapes={name: re.compile("|".join(shapes), re.IGNORECASE) for name, shapes in software["shapes"].items()},
        house=frozenset(software["house"]["local_parts"]),
        mailings=frozenset(software["house"]["mailings"]),
        articles=tuple(f"{article} " for article in software["house"]["articles"]),
        script_fields=frozenset(software["house"]["script_fields"]),
        list_words=tuple(software["list_words"]),
        freemail=frozenset(tomllib.loads(resources.read("senders/freemail.toml"))["hosts"]),
    )


def _numbered(shape: str, place: int) -> str:
    """Return a shape whose one group has a name of its own, so that many can be joined."""
    return shape.replace("([A-Z", f"(?P<same{place}>[A-Z", 1).replace("\\1", f"(?P=same{place})")


def by_hand(head: Head) -> bool:
    """Return whether a mail program or webmail of people left its mark: a thread, its fields or its Message-ID."""
    book = _book()
    if not book.fields.isdisjoint(head.names()):
        return True
    if (head.shown("subject") or "").strip().lower().startswith(book.subjects):
        return True
    return numbered_by_hand(head)


def numbered_by_hand(head: Head) -> bool:
    """Return whether the Message-ID is of a shape that only mail programs and webmails of people make."""
    return _book().ids.fullmatch((head.first("message-id") or "").strip()[:_LONGEST]) is not None


def written_by_hand(message: Message) -> bool:
    """Return whether a message as read bears a trace of a person's mail program, its name included."""
    book = _book()
    fields = dict(reversed(message.marks))
    if message.in_reply_to or message.references or not book.fields.isdisjoint(fields):
        return True
    program = f"{fields.get('x-mailer', '')} {fields.get('user-agent', '')}"[:400].lower()
    if any(name in program for name in book.programs):
        return True
    return book.ids.fullmatch((message.message_id or "").strip()[:_LONGEST]) is not None


def list_software(head: Head) -> bool:
    """Return whether software of lists named itself in a Received field; such fields are the senders' own words."""
    joined = "\n".join(value[:_LONGEST] for value in head.all("received")[:_MOST_HOPS])
    lower = joined.lower()
    if not any(word in lower for word in _book().list_words):
        return False
    return _book().shapes["list_software"].search(joined) is not None


def of_a_house(head: Head, sender: Address | None) -> bool:
    """Return whether the weak signs add up: written by a program, in the name of a house, to a person who is not of it.

    Never from an address at a freemail service, nor where a person's mail program left a trace (`by_hand`).
    """
    if sender is None or not sender.domain:
        return False
    book = _book()
    if sender.domain in book.freemail or by_hand(head):
        return False
    to = addresses.addresses(head.first("to"))
    if any(_own(one.domain) == _own(sender.domain) and one.address != sender.address for one in to):
        return False
    made = sum(book.made[sign] for sign in frozenset(_made(head, sender, to)))
    if not made:
        return False
    spoken = sum(book.spoken[sign] for sign in _spoken(head, sender, to))
    return spoken > 0 and made + spoken >= book.enough


def _made(head: Head, sender: Address, to: Sequence[Address]) -> Iterable[str]:
    """Yield the signs that a program wrote a mail."""
    shapes = _book().shapes
    media, parameters = content_type(head.first("content-type"))
    if media == "text/html":
        yield "html_alone"
    message_id = (head.first("message-id") or "").strip()[:_LONGEST]
    if shapes["program_id"].search(message_id):
        yield "program_id"
    elif "@" not in message_id or shapes["lent_id"].search(message_id):
        yield "by_script"
    boundary = parameters.get("boundary", "")
    if boundary and shapes["program_boundary"].search(boundary):
        yield "program_boundary"
    elif boundary and not shapes["people_boundary"].search(boundary):
        yield "odd_boundary"
    hops = head.all("received")
    first = hops[-1][:_LONGEST] if hops else ""
    if shapes["by_server_user"].search(first):
        yield "by_server_user"
    elif shapes["by_script"].search(first) or not _book().script_fields.isdisjoint(head.names()):
        yield "by_script"
    if (head.first("priority") or head.first("x-priority") or "")[:1] == "5":
        yield "low_priority"
    if "to" in head.names() and (not to or to[0].address == sender.address):
        yield "nobody_named"


def _spoken(head: Head, sender: Address, to: Sequence[Address]) -> Iterable[str]:
    """Yield the signs that a house speaks, not a person."""
    book = _book()
    label = _label(sender)
    subject = (head.shown("subject") or "")[:_LONGEST]
    if any(label in map(_letters, _SPLIT.split(one.address.rpartition("@")[0])[1:]) for one in to):
        # An address that the person gave to this house alone: ann+shop@ from shop.example.
        yield "given_to_them"
    if house(sender):
        yield "house_speaks"
    if label in _letters(subject):
        yield "house_in_subject"
    if book.shapes["dated_subject"].search(subject):
        yield "dated_subject"


def one_house(sender: Address, reply_to: Address) -> bool:
    """Return whether a house, not a person, waits for the answers that go to another domain than it writes from."""
    return _named(sender) and sender.name == reply_to.name


def house(sender: Address) -> bool:
    """Return whether a house speaks in From: by the name of its domain, or from an address such as info@."""
    return _named(sender) or _SPLIT.sub("", sender.address.rpartition("@")[0].lower()) in _book().house


def mailing(sender: Address) -> bool:
    """Return whether From bears the name of what a house sends to many ("Lamp News" of lamp.example)."""
    own, _, last = sender.name.strip().lower().rpartition(" ")
    return last in _book().mailings and _label(sender) in _spellings(own)


def _named(sender: Address) -> bool:
    """Return whether From bears the name of its domain, and not that of a person who has a domain to the own name.

    "Seidel Lamps" of seidel.example is a house; "Ann Seidel" is none, nor with ann@annseidel.example.
    """
    name = sender.name.lower()
    bare = next((name.removeprefix(article) for article in _book().articles if name.startswith(article)), name)
    words = bare.split()[:8]
    label, spelt = _label(sender), frozenset(one for word in words for one in _spellings(word))
    told = any(
        letters.startswith(label) or (label in letters and label not in spelt) for letters in _spellings(bare)
    )
    if "," in name or not told:
        return False
    own = bare == name and len(words) in (2, 3) and _PARTS.split(sender.address.rpartition("@")[0].lower())
    return not (own and not spelt.isdisjoint(own))


def _label(sender: Address) -> str:
    """Return the name by which a house has its domain; one too short to tell anything matches nothing."""
    label = _letters(_own(sender.domain).partition(".")[0])
    return label if len(label) >= _LABEL else "\0"


def _own(domain: str) -> str:
    return nearest(domain) or domain


def _letters(text: str) -> str:
    """Return the letters and digits of a text in lower case, without accents."""
    lower = text[:200].lower()
    folded = lower if lower.isascii() else unicodedata.normalize("NFKD", lower)
    return "".join(letter for letter in folded if letter.isalnum())


def _spellings(text: str) -> tuple[str, ...]:
    """Return the letters of a text, and as domains spell them ("Bäcker" is backer and baecker)."""
    return (_letters(text),) if text.isascii() else (_letters(text), _letters(text.lower().translate(_SPELT)))
