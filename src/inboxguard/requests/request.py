"""Request: one letter of the person to one organisation, and the reference by which answers find it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from inboxguard.facts.message import MessageKey
from inboxguard.requests.regimes import Right
from inboxguard.senders.sender import SenderId

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_PLACES = 7


class RequestKind(StrEnum):
    """What a letter asks for (commands.md)."""

    WHERE_FROM = "where_from"
    """To the recipient of a trail: whose copy of the address was it?"""
    TO_WHOM = "to_whom"
    """To its source: who was given the address?"""
    ACCESS = "access"
    ERASURE = "erasure"
    OBJECTION = "objection"
    WITHDRAWAL = "withdrawal"
    OPT_OUT_OF_SALE = "opt_out_of_sale"
    ASK_FOR_LESS = "ask_for_less"
    CORRECTION = "correction"
    REMINDER = "reminder"
    COMPLAINT = "complaint"

    @property
    def right(self) -> Right | None:
        """Return the right on which the letter stands; None for reminders and complaints, which follow a letter."""
        return _RIGHTS.get(self)


class Often(StrEnum):
    """How often an organisation may still write."""

    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    """Four times a year."""


class Excuse(StrEnum):
    """Why an organisation did not do what a letter asked, as people usually hear it; a reminder answers one."""

    LATE = "late"
    ID_COPY = "id_copy"
    EXTRA_DATA = "extra_data"
    FEE = "fee"
    WRONG_MEDIUM = "wrong_medium"
    WRONG_LANGUAGE = "wrong_language"
    SIGNATURE = "signature"
    EXCESSIVE = "excessive"


@dataclass(frozen=True, slots=True)
class Correction:
    """One thing that an organisation has wrong."""

    false: str
    """What it holds now."""
    right: str
    """What it should be."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a letter that asks for less or for a correction asks for, in the words that stand in it."""

    topics: tuple[str, ...] = ()
    """No mail about these: plain names, in the language of the letter."""
    products: tuple[str, ...] = ()
    """What was bought once and is offered ever since."""
    lists: tuple[str, ...] = ()
    """A List-Id (RFC 2919): no mail of this mailing list; any other words: a wish list that the person deleted."""
    habits: bool = False
    """Nothing that is chosen by what the person bought or looked at."""
    often: Often | None = None
    corrections: tuple[Correction, ...] = ()
    """Of a letter that asks for a correction: what is false, and what is right."""

    @property
    def narrowing(self) -> bool:
        """Return whether some mail is to end, rather than all of it to come less often."""
        return bool(self.topics or self.products or self.lists or self.habits)

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the wishes as one tuple, by which two letters can be compared."""
        return (
            *(f"topic {one}" for one in self.topics),
            *(f"product {one}" for one in self.products),
            *(f"list {one}" for one in self.lists),
            *(("habits",) if self.habits else ()),
            *((f"often {self.often}",) if self.often else ()),
            *(f"correction {one.false} = {one.right}" for one in self.corrections),
        )


NO_WISHES = Wishes()

_RIGHTS = {
    RequestKind.WHERE_FROM: Right.SOURCE,
    RequestKind.TO_WHOM: Right.RECIPIENTS,
    RequestKind.ACCESS: Right.ACCESS,
    RequestKind.ERASURE: Right.ERASURE,
    RequestKind.OBJECTION: Right.OBJECTION,
    RequestKind.WITHDRAWAL: Right.WITHDRAWAL,
    RequestKind.OPT_OUT_OF_SALE: Right.OPT_OUT_OF_SALE,
    RequestKind.ASK_FOR_LESS: Right.OBJECTION,
    RequestKind.CORRECTION: Right.CORRECTION,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter as the person may send it; inboxguard never does."""

    to: str
    from_alias: str
    """The address concerned: the one that the organisation has on file."""
    subject: str
    body: str
    reply_to: str | None = None
    to_is_guess: bool = False
    """Whether `to` is only a likely address, to be checked by the person before sending."""
    contact_source: str = ""
    """Where `to` is known from (requests.contacts.ContactSource); "" in older letters and those to authorities."""
    contact_detail: str = ""
    """Which entry, record or mail that is."""
    web_form: str | None = None
    """Page on which the person can file the letter; of a complaint whose authority takes none by mail, `to` is ""."""


@dataclass(frozen=True, slots=True)
class Request:
    """One letter in the ledger; what became of it stands in its events (requests.ledger)."""

    id: str
    kind: RequestKind
    organisation: SenderId
    law: str
    """Id of law.toml."""
    language: str
    """Language of the letter."""
    draft: Draft
    because: tuple[MessageKey, ...]
    """The messages that gave rise to it."""
    reference: str
    created: datetime
    asked: tuple[str, ...] = ()
    """Of a letter that asks for less or corrects: what it asks, so that the same is not asked twice (Wishes.asked)."""
    follows: str | None = None
    """Of a reminder or a complaint: the id of the letter that it follows."""
    excuse: Excuse | None = None
    """Of a reminder: what it answers."""
    identity_given: tuple[str, ...] = ()
    """What the letter tells of the person, step by step: "address", "customer_number", "name" (letters.disclosed)."""


def reference(now: datetime, random: Callable[[int], int]) -> str:
    """Return a new reference such as "2026-K7Q2M4A": the year and seven base-36 digits.

    `random(n)` gives a number below n (`secrets.randbelow`); it is passed in so that letters can be tested.
    """
    return f"{now.year}-{''.join(_DIGITS[random(len(_DIGITS))] for _ in range(_PLACES))}"
