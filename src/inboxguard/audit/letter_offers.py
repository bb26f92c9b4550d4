"""Which letters may be written to one sender, and on which laws: what the window offers before one is chosen."""

from sqlite_utils import Database

from inboxguard.audit import profiles
from inboxguard.audit.particulars import LawChoice, Offer
from inboxguard.audit.seats import seat_of
from inboxguard.audit.sender_pages import known
from inboxguard.requests.applying import Applies, laws_that_apply
from inboxguard.requests.letters import languages, laws
from inboxguard.requests.regimes import NO_LAW, regime
from inboxguard.requests.request import RequestKind
from inboxguard.senders.sender import SenderId

OFFERED = (
    RequestKind.WHERE_FROM,
    RequestKind.TO_WHOM,
    RequestKind.ACCESS,
    RequestKind.OBJECTION,
    RequestKind.ASK_FOR_LESS,
    RequestKind.WITHDRAWAL,
    RequestKind.OPT_OUT_OF_SALE,
    RequestKind.ERASURE,
    RequestKind.CORRECTION,
)
"""Kinds that begin a case, in the order in which they are offered."""
_COURTESY = "A polite request that stands on no law; nobody owes an answer to it."


def offers(db: Database, organisation: str) -> tuple[Offer, ...]:
    """Return every kind of letter with the laws that may carry it, the one to propose first; raises Refused."""
    applying = applying_to(db, known(db, organisation).id)
    return tuple(_offer(kind, applying) for kind in OFFERED)


def applying_to(db: Database, organisation: SenderId) -> tuple[Applies, ...]:
    """Return the laws that may apply between the person and an organisation, the one to propose first."""
    told = profiles.profile(db)
    return laws_that_apply(told.country, told.region, seat_of(organisation))


def proposed(db: Database, organisation: SenderId, kind: RequestKind) -> str | None:
    """Return the id of the law that a letter of `kind` stands on where the person names none.

    That is the first that may apply and gives the right; NO_LAW where a letter needs none or none gives it, None where
    no letter of this kind can be written without a law.
    """
    written = laws(kind)
    if kind is RequestKind.ASK_FOR_LESS:
        return None
    return next((one.law for one in applying_to(db, organisation) if one.law in written), None)


def _offer(kind: RequestKind, applying: tuple[Applies, ...]) -> Offer:
    written = laws(kind)
    choices = [
        LawChoice(one.law, regime(one.law).name, one.why, one.certain)
        for one in applying
        if one.law in written and one.law != NO_LAW
    ]
    if NO_LAW in written:
        choices.append(LawChoice(NO_LAW, regime(NO_LAW).name, _COURTESY, True))
    refusal = "" if choices else "None of the laws that may apply gives this right."
    return Offer(kind.value, tuple(choices), languages(kind), refusal)
