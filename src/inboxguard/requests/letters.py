"""Letters: words + organisation + what the ledger can prove -> Draft, in one language and law.

Facts, never verdicts; no threats; the address concerned is the only identity given unless the person adds a customer
number or a name. The order of the body works under every law: what is asked, address and lists, identity, brands,
suppression, accounts, period and how to answer, reference.
"""

from dataclasses import dataclass
from datetime import date

from inboxguard.errors import Refused
from inboxguard.requests import letter_words as words
from inboxguard.requests.letter_asks import asks, declaration, wished
from inboxguard.requests.letter_checks import called, check_right, check_trail, checked_address, clean, is_address
from inboxguard.requests.letter_laws import DECLARED, cite, claimed_period, honour_period, law_name, laws
from inboxguard.requests.letter_words import FALLBACK, language_for, languages
from inboxguard.requests.regimes import NO_LAW, Right, regime
from inboxguard.requests.request import NO_WISHES, Draft, RequestKind, Wishes
from inboxguard.senders.sender import Sender
from inboxguard.trace.trail import Trail

__all__ = ["MOST_WISHES", "Grounds", "disclosed", "language_for", "languages", "laws", "letter"]

MOST_WISHES = 10
"""Of each sort in one letter; with more it is no longer short."""
_LISTS = 5
_QUESTIONS = frozenset((RequestKind.WHERE_FROM, RequestKind.TO_WHOM, RequestKind.ACCESS))
_SUPPRESSED = frozenset((RequestKind.ERASURE, RequestKind.OBJECTION))


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
    """Of a letter that asks for less or for a correction: what it asks for."""
    customer_number: str | None = None
    """The person's number with the organisation, if the person wants to give it."""


def letter(
    kind: RequestKind,
    sender: Sender,
    trail: Trail | None,
    grounds: Grounds,
    law: str,
    language: str,
    reference: str,
    today: date,
    *,
    their_language: str | None = None,
) -> Draft:
    """Return the letter of `kind` to `sender` under `law` (id of law.toml, or NO_LAW), dated `today`.

    A language that has no such letter falls back to English; with `their_language` the subject is given in that one
    too. Raises Refused where the law gives no such right, where the trail is about somebody else, or where the letter
    has nothing to say.
    """
    check_right(kind, regime(law))
    check_trail(kind, sender.id, trail)
    checked_address(grounds.address)
    language = language_for(kind, language)
    if words.has_template(kind, language):
        subject, body = _from_template(kind, sender, grounds, law, language, reference, today)
    else:
        subject = subject_of(kind, language)
        theirs = subject_of(kind, language_for(kind, their_language)) if their_language in languages(kind) else subject
        subject = subject if theirs == subject else f"{subject} / {theirs}"
        subject = f"{subject} - {words.filled(words.texts(language)['reference'], reference=reference)}"
        body = _body(kind, sender, trail, grounds, law, language, reference, today)
    known = grounds.contact if grounds.contact and is_address(grounds.contact) else None
    return Draft(
        to=known or f"privacy@{sender.id}",
        from_alias=grounds.address,
        subject=subject,
        body=body,
        to_is_guess=known is None,
    )


def disclosed(grounds: Grounds) -> tuple[str, ...]:
    """Return what a letter on these grounds tells of the person, the least first (Request.identity_given)."""
    steps = (("customer_number", grounds.customer_number), ("name", grounds.name))
    return ("address", *(step for step, value in steps if clean(value)))


def subject_of(kind: RequestKind, language: str) -> str:
    """Return what a letter is called, without its reference; that of a language without the letter is English."""
    if words.has_template(kind, language):
        return words.templated_subject(kind, language)
    if words.has_template(kind, FALLBACK) and kind.value not in words.texts(language):
        return words.templated_subject(kind, FALLBACK)
    return str((words.texts(language).get(kind.value) or words.texts(FALLBACK)[kind.value])["subject"])


def signed(grounds: Grounds, language: str) -> str:
    """Return the end of a letter: the closing, the name if it is wanted, and the address."""
    return "\n".join(filter(None, (words.texts(language)["closing"], clean(grounds.name), grounds.address)))


def _body(
    kind: RequestKind,
    sender: Sender,
    trail: Trail | None,
    grounds: Grounds,
    law: str,
    language: str,
    reference: str,
    today: date,
) -> str:
    spoken = words.texts(language)
    organisation = called(sender)
    said = words.filled
    if kind in DECLARED:
        asked = declaration(kind, law, language)
    else:
        named = {"law": law_name(law, language), "cite": cite(law, kind.right, language) if kind.right else ""}
        opening = said(spoken[kind.value]["opening"], **named)
        asked = f"{opening}\n\n{_points(asks(kind, law, language, _corrections(kind, grounds)), language)}"
    brands = "brands_mail" if kind is RequestKind.OBJECTION else "brands"
    paragraphs = (
        words.day(today, language),
        said(spoken["greeting"], organisation=organisation),
        asked,
        _passed_on(kind, law, language),
        _concerned(kind, organisation, trail, grounds, language),
        said(spoken["identity"], cite=cite(law, "identity", language)),
        spoken[brands],
        _kept(kind, law, language),
        _accounts(kind, language),
        _by_when(kind, law, language) + " " + said(spoken["answer"], reference=reference),
        spoken["purpose"] if kind in _QUESTIONS else "",
        signed(grounds, language),
    )
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _points(points: tuple[str, ...], language: str) -> str:
    spoken = words.texts(language)
    *before, last = points
    return "\n".join((*(spoken["point"].format(one) for one in before), spoken["last_point"].format(last)))


def _concerned(kind: RequestKind, organisation: str, trail: Trail | None, grounds: Grounds, language: str) -> str:
    """Return the paragraph about the address: what is proved about it, and by what they find it."""
    spoken = words.texts(language)
    lines = [words.filled(spoken["address"], address=grounds.address)]
    if clean(grounds.customer_number):
        lines.append(words.filled(spoken["customer"], number=clean(grounds.customer_number)))
    asking = kind in (RequestKind.WHERE_FROM, RequestKind.TO_WHOM)
    if asking and grounds.first_mail and grounds.given_on and _exclusive(grounds, trail):
        lines.append(
            words.filled(
                spoken["given_only_to_you" if kind is RequestKind.TO_WHOM else "given_only_to_other"],
                organisation=organisation,
                other=clean(grounds.other),
                given_on=words.day(grounds.given_on, language),
                first_mail=words.day(grounds.first_mail, language),
            )
        )
    elif kind is RequestKind.WHERE_FROM and grounds.first_mail:
        first = words.day(grounds.first_mail, language)
        lines.append(words.filled(spoken["received"], organisation=organisation, first_mail=first))
    lists = [item for item in map(clean, grounds.lists[:_LISTS]) if item]
    if lists and kind is not RequestKind.TO_WHOM:
        lines.append(words.filled(spoken["lists"], lists=", ".join(lists)))
    return "\n".join(lines)


def _passed_on(kind: RequestKind, law: str, language: str) -> str:
    """Return the wish that others hear of a correction, where the law has it or none is named."""
    rule = cite(law, "pass_on", language)
    if kind is not RequestKind.CORRECTION or not (rule or law == NO_LAW):
        return ""
    return words.filled(words.texts(language)["informed"], cite=rule)


def _kept(kind: RequestKind, law: str, language: str) -> str:
    """Return what they may keep all the same: the entry that blocks further mail, and after erasure what they must."""
    if kind not in _SUPPRESSED:
        return ""
    spoken = words.texts(language)
    if kind is not RequestKind.ERASURE:
        return str(spoken["suppression"])
    return f"{spoken['suppression']} {words.filled(spoken['retention'], cite=cite(law, 'retention', language))}"


def _accounts(kind: RequestKind, language: str) -> str:
    spoken = words.texts(language)
    if kind is RequestKind.ERASURE:
        return str(spoken["before_closing"])
    if kind in _QUESTIONS:
        return str(spoken["erase_nothing"])
    return "" if kind is RequestKind.CORRECTION else str(spoken["leave_the_rest"])


def _by_when(kind: RequestKind, law: str, language: str) -> str:
    """Return the sentence on time: a period only where the law was seen to name one for this right."""
    spoken = words.texts(language)
    named = {"law": law_name(law, language)}
    if time := claimed_period(kind, law, language):
        told = words.filled(spoken["period"], **named, period=time, cite=cite(law, "deadline", language))
        return f"{told} {words.filled(spoken['reasons'], cite=cite(law, 'reasons', language))}"
    if kind not in DECLARED:
        return f"{spoken['soon']} {spoken['reasons_soon']}"
    time = honour_period(law, language) if kind is not RequestKind.WITHDRAWAL else ""
    if not time:
        return str(spoken["done"])
    return words.filled(spoken["period_to_act"], **named, period=time, cite=cite(law, "honour", language))


def _exclusive(grounds: Grounds, trail: Trail | None) -> bool:
    """Return whether the sentence "given only to A, mail came from B" is proved in every part.

    It takes the person's statement, both days in order, the other's name, and a trail with a source whose
    evidence is about this very address.
    """
    return bool(
        grounds.given_only
        and clean(grounds.other)
        and grounds.given_on
        and grounds.first_mail
        and grounds.given_on <= grounds.first_mail
        and trail is not None
        and trail.source is not None
        and grounds.address.lower() in (address.lower() for address in trail.addresses)
    )


def _corrections(kind: RequestKind, grounds: Grounds) -> tuple[tuple[str, str], ...]:
    """Return what is false with what is right, () for not named yet; raises Refused for too much, or half of it."""
    if kind is not RequestKind.CORRECTION:
        return ()
    pairs = tuple(dict.fromkeys((clean(one.false), clean(one.right)) for one in grounds.wishes.corrections))
    if any(not false or not right or false == right for false, right in pairs):
        raise Refused("Please say what is false and what is right instead (--correct FALSE=RIGHT).")
    if len(pairs) > MOST_WISHES:
        raise Refused(f"One letter corrects at most {MOST_WISHES} things. Please write a second one later.")
    return pairs


def _from_template(
    kind: RequestKind, sender: Sender, grounds: Grounds, law: str, language: str, reference: str, today: date
) -> tuple[str, str]:
    """Return subject and body of a letter that is put together in a template of its own."""
    values = {
        "organisation": called(sender),
        "address": grounds.address,
        "name": clean(grounds.name),
        "lists": [item for item in map(clean, grounds.lists[:_LISTS]) if item],
        "reference": reference,
        "today": words.day(today, language),
        "law": law,
        "named": law != NO_LAW,
        "cite": cite(law, Right.OBJECTION, language),
        **wished(grounds.wishes, law, language, MOST_WISHES, needed=kind is RequestKind.ASK_FOR_LESS),
    }
    return words.templated(kind, language, values)
