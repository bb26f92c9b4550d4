"""How sure a date is: whether it is shown as "about", why, and whether a complaint may be drafted from it."""

from dataclasses import dataclass
from enum import StrEnum

from inboxguard.requests.regimes import NO_LAW, Period, Regime
from inboxguard.requests.terms import terms


class DateKind(StrEnum):
    """What a date of a law is for."""

    ANSWER = "answer"
    EXTENSION = "extension"
    OPT_OUT = "opt_out"
    ACKNOWLEDGEMENT = "acknowledgement"
    APPEAL = "appeal"
    """The organisation's time to decide on an appeal, or to confirm a complaint to itself (UK)."""
    REGULATOR = "regulator"
    """The authority's time to report on a complaint."""


@dataclass(frozen=True, slots=True)
class Certainty:
    """How a date is shown, and what may follow from it."""

    about: bool
    """Whether it is shown as "about"."""
    reason: str
    """Why, as a sentence; "" where it is simply shown."""
    may_complain: bool
    """Whether a complaint may be drafted from it without a tick by the person."""


_SURE = Certainty(about=False, reason="", may_complain=True)


def certainty(law: Regime, kind: DateKind) -> Certainty:
    """Return how sure the date of `kind` under `law` is.

    It is "about" where law.toml has not seen the law or this part of it in a source (`verified`, `verified_parts`,
    `unverified`), and where the law names no number and the days are inboxguard's own. No complaint follows from a
    date that was not seen, from a law that is not in force, or from a rule that gives nobody a right.
    """
    if law.id == NO_LAW:
        return Certainty(about=True, reason="No law stands behind this date; it is a wish.", may_complain=False)
    if not law.in_force:
        return Certainty(about=True, reason=f"{law.name} is not in force yet.", may_complain=False)
    if not _seen(law, kind):
        return Certainty(
            about=True,
            reason=f"The time that {law.name} gives here was not seen in a source; please check it first.",
            may_complain=False,
        )
    if law.kind == "provider-rule":
        return Certainty(
            about=not period(law, kind).numbered,
            reason=f"“{law.name}” binds senders towards the provider; it gives you no right.",
            may_complain=False,
        )
    if not period(law, kind).numbered:
        days = "these days are inboxguard's own" if kind is DateKind.OPT_OUT else "no date follows from it"
        sentence = f"{law.name} names no number of days here; {days}."
        return Certainty(about=True, reason=sentence, may_complain=kind is DateKind.OPT_OUT)
    return _SURE


def period(law: Regime, kind: DateKind) -> Period:
    """Return the period of `law` from which a date of `kind` is counted; one without a number where it has none."""
    return {
        DateKind.ANSWER: law.response,
        DateKind.EXTENSION: law.extension,
        DateKind.OPT_OUT: law.honour,
        DateKind.ACKNOWLEDGEMENT: terms(law.id).acknowledged,
        DateKind.APPEAL: law.appeal,
        DateKind.REGULATOR: law.regulator_progress,
    }[kind]


def _seen(law: Regime, kind: DateKind) -> bool:
    if not law.verified or kind in law.about:
        return False
    if kind is DateKind.EXTENSION and DateKind.ANSWER in law.about:
        return False
    return law.opt_out_verified if kind is DateKind.OPT_OUT else law.deadline_verified
