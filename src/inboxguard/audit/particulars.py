"""What the person adds to a letter, and what a letter would say before it is written into the ledger."""

from dataclasses import dataclass

from inboxguard.requests.request import NO_WISHES, Draft, Wishes


@dataclass(frozen=True, slots=True)
class Particulars:
    """All of it may be left out; the address concerned is always known from the mailbox."""

    wishes: Wishes = NO_WISHES
    """Of a letter that asks for less."""
    signed: bool = False
    """Whether the name in the profile stands under the letter; the address concerned is enough to begin with."""
    customer_number: str = ""
    """The person's number with the organisation; "" = not given."""


NO_PARTICULARS = Particulars()


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter that the ledger does not hold yet."""

    draft: Draft
    law: str
    law_name: str
    """ "" where it stands on no law."""
    language: str
    first: str
    """What is better asked before this letter, as a sentence; "" for nothing."""


@dataclass(frozen=True, slots=True)
class LawChoice:
    """One law on which a letter may stand."""

    id: str
    name: str
    why: str
    """Why it may apply, as a sentence."""
    certain: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """One kind of letter that may be written to a sender."""

    kind: str
    laws: tuple[LawChoice, ...]
    """() where none of them gives the right."""
    languages: tuple[str, ...]
    refusal: str = ""
    """Why there is no such letter, as a sentence."""
