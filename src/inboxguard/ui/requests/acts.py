"""What can be done about a request: one list for the pane's buttons and for the context menu."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject

from inboxguard.audit.views import RequestDetail
from inboxguard.requests.regimes import regime

ANSWERS = (
    "answered_full",
    "answered_partial",
    "refused",
    "no_data",
    "wrong_entity",
    "acknowledged",
    "identity_asked",
    "extended",
    "bounced",
)
"""Events that "They answered..." may record, in the order they are offered."""


class Act(StrEnum):
    """One thing to do."""

    SENT = "sent"
    LETTER = "letter"
    REMIND = "remind"
    ANSWERED = "answered"
    COMPLAIN = "complain"
    CALENDAR = "calendar"
    COPY = "copy"
    ANEW = "anew"
    CLOSE = "closed"
    WITHDRAW = "withdrawn"


@dataclass(frozen=True, slots=True)
class Offered:
    """An act with its words; the first of the `main` ones is the primary button."""

    act: Act
    words: str
    main: bool = False


class _Words(QObject):
    """The translatable words of this module."""

    def of(self, act: Act, drafted: bool) -> str:
        return {
            Act.SENT: self.tr("I sent it..."),
            Act.LETTER: self.tr("Put in Drafts...") if drafted else self.tr("The letter again..."),
            Act.REMIND: self.tr("Remind..."),
            Act.ANSWERED: self.tr("They answered..."),
            Act.COMPLAIN: self.tr("Complain..."),
            Act.CALENDAR: self.tr("Add to calendar..."),
            Act.COPY: self.tr("Copy"),
            Act.ANEW: self.tr("Write anew..."),
            Act.CLOSE: self.tr("Close"),
            Act.WITHDRAW: self.tr("Withdraw"),
        }[act]


_words = _Words()
_REMINDED = frozenset({"sent", "acknowledged", "extended", "identity_check", "overdue", "reminded", "escalatable"})
"""States in which an excuse may be answered, or a reminder follows in its time."""


def offered(request: RequestDetail) -> Sequence[Offered]:
    """Return what can be done, the main acts first and what ends it last."""
    allowed, row = request.allowed, request.row
    first_letter = row.follows is None
    main, links = list[Act](), list[Act]()
    if row.state == "bounced":
        main.append(Act.ANEW)
    if "sent" in allowed:
        main += [Act.SENT, Act.LETTER]
    complains = first_letter and bool(regime(request.law).regulator) and row.state != "drafted"
    if first_letter and "complained" in allowed and row.state == "escalatable":
        main.append(Act.COMPLAIN)
    if first_letter and "reminded" in allowed:
        main.append(Act.REMIND)
    if first_letter and any(event in allowed for event in ANSWERS):
        main.append(Act.ANSWERED)
    if Act.REMIND not in main and first_letter and row.state in _REMINDED:
        links.append(Act.REMIND)
    if Act.COMPLAIN not in main and complains and ("complained" in allowed or row.state in _REMINDED):
        links.append(Act.COMPLAIN)
    links += main[2:]
    if row.due is not None:
        links.append(Act.CALENDAR)
    if Act.LETTER not in main:
        links.append(Act.LETTER)
    if row.state == "drafted":
        links.append(Act.COPY)
    ending = next((act for act in (Act.CLOSE, Act.WITHDRAW) if act.value in allowed), None)
    acts = [*((act, True) for act in main[:2]), *((act, False) for act in links)]
    acts += [(ending, False)] if ending is not None else []
    return [Offered(act, _words.of(act, row.state == "drafted"), is_main) for act, is_main in acts]
