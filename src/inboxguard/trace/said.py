"""Statement: one sentence of a mail about where its sender has the address from, as written and not yet believed."""

from dataclasses import dataclass
from enum import StrEnum


class Wording(StrEnum):
    """What kind of origin a sentence names (trace.md 2.3)."""

    CUST = "cust"
    """You are a customer of X."""
    PART = "part"
    """X passed your address on, or you agreed at X to mail from partners."""
    SIGN = "sign"
    """You registered at X."""
    HOST = "host"
    """Sent on behalf of X."""
    OWN = "own"
    """You signed up with us."""
    PARTNERS = "partners"
    """X may write to you, or gets your address: said by who passes it on; each of several names is one statement."""
    KIN = "kin"
    """X is now called what the sender is called, or one belongs to the other."""
    SERVED = "served"
    """About what you ordered, bought or paid at X; of where the address came from it says nothing."""
    GENERIC = "generic"
    """Partners, without a name: says nothing about anybody."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a mail about where the address came from, as written."""

    wording: Wording
    named: str
    """Name or domain as written, "" where none is; at most 60 characters."""
    quote: str
    """The sentence, verbatim but for white space; at most 300 characters."""
    negated: bool
    language: str
    by: str = ""
    """HOST: who sends for `named`, KIN: who belongs with it, where the sentence says it."""
    firm: bool = True
    """Whether it speaks of this very mail and its reader; else it may be a tale and documents nobody."""
