"""Letters: template + organisation + what the ledger can prove -> Draft, in one language and law.

Facts, never verdicts; no threats; the address concerned is the only identity given unless the person adds a name.
Templates are resources/letters/<language>/<kind>.txt: the subject on the first line, the body after an empty one.
"""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from inboxguard import resources
from inboxguard.errors import NotYet, Refused
from inboxguard.requests.regimes import NO_LAW, Regime, regime
from inboxguard.requests.request import NO_WISHES, Draft, RequestKind, Wishes
from inboxguard.senders.names import alike
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.trace.trail import Trail

if TYPE_CHECKING:
    from jinja2 import Template

MOST_WISHES = 10
"""Of each sort in one letter; with more it is no longer short."""
_VALUE_LENGTH = 200
_LISTS = 5
_GDPR = frozenset(("gdpr",))
_PARTIAL = frozenset(("gdpr", "uk-gdpr-pecr", "ca-casl", NO_LAW))
"""Laws under which an objection may be to a part of the mail (GDPR Art. 21(2); CASL s. 11(1)(a)), or none at all."""
_OWN_SENTENCE = frozenset(("gdpr", "uk-gdpr-pecr", "br-lgpd"))
"""Laws for which the letter of objection has a sentence of its own; the others are cited as laws.toml says."""
_FALLBACK = "en"
_LIST_ID = re.compile(r"[^\s<>.]+(?:\.[^\s<>.]+)+")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,64}@[^\s<>()\[\],;:\"@]{1,255}")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the person and the ledger can state for a letter; everything but the address may be left out."""

    address: str
    """The address concerned, which the letter comes from."""
    name: str | None = None
    """The person's name, if the person wants to sign."""
    contact: str | None = None
    """The organisation's privacy address where it is known; a guess is said to be one."""
    first_mail: date | None = None
    """Day of the first marketing mail: to this address, from the recipient of the trail."""
    lists: tuple[str, ...] = ()
    """List-Ids of that mail (RFC 2919), by which the organisation finds it."""
    other: str | None = None
    """Name of the organisation at the other end of the trail."""
    given_on: date | None = None
    """Day on which the address was given to the source of the trail."""
    given_only: bool = False
    """The person's own statement that nobody else was ever given this address."""
    wishes: Wishes = NO_WISHES
    """Of a letter that asks for less: what it asks for."""


def languages(kind: RequestKind) -> tuple[str, ...]:
    """Return the languages in which a letter of `kind` exists."""
    folders = (path.name for path in sorted(resources.path("letters").iterdir()) if path.is_dir())
    return tuple(name for name in folders if f"letters/{name}/{kind.value}.txt" in resources.names(f"letters/{name}"))


def laws(kind: RequestKind) -> frozenset[str]:
    """Return the ids of the laws that letters of `kind` are written for; NO_LAW is one of them where none is needed."""
    if not languages(kind):
        return frozenset()
    if kind is RequestKind.ASK_FOR_LESS:
        return _PARTIAL
    return _OWN_SENTENCE | frozenset(_citations()) if kind is RequestKind.OBJECTION else _GDPR


def language_for(kind: RequestKind, *wishes: str | None) -> str:
    """Return the first of `wishes` that letters of `kind` exist in, else English.

    Wishes in order: the person's choice for this letter, the organisation's language, that of its marketing mail.
    """
    there = languages(kind)
    return next((wish for wish in wishes if wish in there), _FALLBACK)


def letter(
    kind: RequestKind,
    sender: Sender,
    trail: Trail | None,
    grounds: Grounds,
    law: str,
    language: str,
    reference: str,
    today: date,
) -> Draft:
    """Return the letter of `kind` to `sender` under `law` (id of law.toml), dated `today`.

    A language that has no such letter falls back to English. Raises Refused where the law gives no such right or
    where the trail is about somebody else, NotYet where the letter is not written yet.
    """
    rules = regime(law)
    _check_right(kind, rules)
    if law not in laws(kind):
        raise NotYet(
            f"Letters “{kind.value.replace('_', ' ')}” under {rules.id} are not written yet; "
            "where_from, to_whom and erasure under gdpr are."
            if not laws(kind)
            else f"Letters “{kind.value.replace('_', ' ')}” under {rules.id} are not written yet; those under "
            f"{', '.join(sorted(laws(kind)))} are."
        )
    _check_trail(kind, sender.id, trail)
    if not _is_address(grounds.address):
        raise Refused(
            "The letter needs the address that it is about; please say to which of your addresses they write."
        )
    language = language_for(kind, language)
    exclusive = _exclusive(grounds, trail)
    values = {
        "organisation": _called(sender),
        "address": grounds.address,
        "name": _clean(grounds.name),
        "lists": [item for item in map(_clean, grounds.lists[:_LISTS]) if item],
        "other": _clean(grounds.other) if exclusive else "",
        "first_mail": _day(grounds.first_mail, language) if grounds.first_mail else "",
        "given_on": _day(grounds.given_on, language) if exclusive and grounds.given_on else "",
        "exclusive": exclusive,
        "reference": reference,
        "today": _day(today, language),
        "law": law,
        "cite": _cite(law, language),
        **_asked(kind, grounds.wishes, law, language),
    }
    subject, body = _template(f"letters/{language}/{kind.value}.txt").render(values).split("\n", 1)
    known = grounds.contact if grounds.contact and _is_address(grounds.contact) else None
    return Draft(
        to=known or f"privacy@{sender.id}",
        from_alias=grounds.address,
        subject=subject.strip(),
        body=body.strip() + "\n",
        to_is_guess=known is None,
    )


def _called(sender: Sender) -> str:
    """Return what a letter calls an organisation: a name that it chose itself stands beside its domain when unlike."""
    name = _clean(sender.name)
    if not name or alike(name, sender.id.partition(".")[0]):
        return name or sender.id
    return f"{name} ({sender.id})"


def _check_right(kind: RequestKind, rules: Regime) -> None:
    right = kind.right
    if right is None:
        raise NotYet("Reminders and complaints follow an earlier letter and come with a later version.")
    if kind is RequestKind.ASK_FOR_LESS:
        _check_partial(rules)
        return
    if rules.kind == "provider-rule":
        raise Refused(f"{rules.name} binds who sends mail, but gives you no right; please choose a law.")
    if not rules.in_force:
        raise Refused(f"{rules.name} gives no such right yet: it is not in force; please choose another law.")
    entitlement = rules.entitlement(right)
    if not entitlement.available:
        hint = f" ({entitlement.note})" if entitlement.note else ""
        raise Refused(
            f"{rules.name} has no right for “{kind.value.replace('_', ' ')}”{hint}; please choose another law."
        )


def _check_partial(rules: Regime) -> None:
    """Refuse a law that gives no right to a part of the mail: the letter needs none, and names none in vain."""
    if rules.id not in _PARTIAL:
        raise Refused(
            f"{rules.name} has no right to less mail about something; please leave the law out (--law {NO_LAW}), as "
            "this letter needs none."
        )


def _asked(kind: RequestKind, wishes: Wishes, law: str, language: str) -> dict[str, object]:
    """Return the wishes as a letter prints them; raises Refused where there are none or too many."""
    if kind is not RequestKind.ASK_FOR_LESS:
        return {}
    quote = str(_words(language)["quote"])
    sorts = (wishes.topics, wishes.products, wishes.lists)
    topics, products, lists = (list(dict.fromkeys(filter(None, map(_clean, sort)))) for sort in sorts)
    if not (topics or products or lists or wishes.often):
        raise Refused(
            "Please say what you want less of: a subject (--topic), what you bought once (--product), a list (--list), "
            "or how often they may write (--at-most)."
        )
    if any(len(sort) > MOST_WISHES for sort in (topics, products, lists)):
        raise Refused(f"One letter asks for at most {MOST_WISHES} things of a kind. Please write a second one later.")
    narrowing = bool(topics or products or lists)
    if law != NO_LAW and not narrowing:
        raise Refused(f"How often they write is a wish, on which no law stands; please leave it out (--law {NO_LAW}).")
    return {
        "topics": [quote.format(one) for one in topics],
        "products": [quote.format(one) for one in products],
        "deleted": [quote.format(one) for one in lists if not _LIST_ID.fullmatch(one)],
        "mail_lists": [one for one in lists if _LIST_ID.fullmatch(one)],
        "often": wishes.often.value if wishes.often else "",
        "narrowing": narrowing,
    }


def _cite(law: str, language: str) -> str:
    """Return how a letter cites a law that it has no sentence for, "" where there is none."""
    names = _citations().get(law, {})
    return str(names.get(language) or names.get(_FALLBACK, ""))


def _check_trail(kind: RequestKind, organisation: SenderId, trail: Trail | None) -> None:
    """Refuse letters that hold up a trail to an organisation that has another part in it.

    Without a trail both questions may still be asked: they claim nothing.
    """
    if kind is RequestKind.WHERE_FROM and trail is not None and trail.recipient != organisation:
        raise Refused("This trail is about another organisation; please ask the one whose mail came to you.")
    if kind is RequestKind.TO_WHOM and trail is not None and trail.source != organisation:
        raise Refused("This trail names another source; please ask the organisation whose copy of the address it was.")


def _exclusive(grounds: Grounds, trail: Trail | None) -> bool:
    """Return whether the sentence "given only to A, mail came from B" is proved in every part.

    It takes the person's statement, both days in order, the other's name, and a trail with a source whose
    evidence is about this very address.
    """
    return bool(
        grounds.given_only
        and grounds.other
        and _clean(grounds.other)
        and grounds.given_on
        and grounds.first_mail
        and grounds.given_on <= grounds.first_mail
        and trail is not None
        and trail.source is not None
        and grounds.address.lower() in (address.lower() for address in trail.addresses)
    )


def _is_address(text: str) -> bool:
    return _ADDRESS.fullmatch(text) is not None and _clean(text) == text


def _clean(value: str | None) -> str:
    """Return `value` as one bounded line without control, direction or invisible characters."""
    if not value:
        return ""
    spaced = " ".join(value[: 4 * _VALUE_LENGTH].split())
    return "".join(sign for sign in spaced if unicodedata.category(sign)[0] != "C")[:_VALUE_LENGTH].strip()


def _day(day: date, language: str) -> str:
    words = _words(language)
    number = words.get("first", day.day) if day.day == 1 else day.day
    return str(words["day"]).format(day=number, month=words["months"][day.month - 1], year=day.year)


def _filled(value: object) -> object:
    """Return `value`; an empty field in a letter is a bug, as the person might send it."""
    if value is None or value == "":
        raise ValueError("a letter has an empty field")
    return value


@cache
def _citations() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.read("letters/laws.toml"))


@cache
def _words(language: str) -> dict[str, Any]:
    return tomllib.loads(resources.read(f"letters/{language}/words.toml"))


@cache
def _template(name: str) -> "Template":
    # Imported here: the window starts without it.
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    # Letters are plain text: HTML escaping would put "&amp;" into names.
    environment = ImmutableSandboxedEnvironment(
        autoescape=False,
        undefined=StrictUndefined,
        finalize=_filled,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.from_string(resources.read(name))
