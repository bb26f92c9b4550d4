"""Registers and relations of an invented town."""

from datetime import UTC, date, datetime
from typing import Any

from inboxguard.audit.relations import OptOutLine, PersonalRow, RegisterLine, RelationView
from inboxguard.audit.views import Line
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import Basis

AT = datetime(2026, 3, 4, 9, tzinfo=UTC)


def mail(key: str = "k", *, aside: bool = False) -> Line:
    """One mail, or one that is set aside."""
    if aside:
        return Line(MessageKey(key), AT, None, None, aside=True)
    return Line(MessageKey(key), AT, f"Lamps\u202e & {key}", "Lamps")


def stop(state: str = "honoured", **more: Any) -> OptOutLine:
    """One opt-out."""
    told: dict[str, Any] = {
        "requested": AT, "method": "mailto", "line": mail("asked"), "confirmed": None, "honour_by": date(2026, 4, 3),
        "state": state, "mails_after": 4, "mails_beside": 0, "signed_up_again": None,
    }  # fmt: skip
    return OptOutLine(**(told | more))


def entry(basis: Basis = Basis.NONE_FOUND, **more: Any) -> RegisterLine:
    """The register of one address."""
    told: dict[str, Any] = {
        "address": "me+lamps@post.example", "basis": basis, "date": None, "lines": (), "first_advert": AT,
        "older": None, "elsewhere": (), "opt_outs": (), "trust": "some", "limits": ("no_sent",),
    }  # fmt: skip
    return RegisterLine(**(told | more))


def relation(**more: Any) -> RelationView:
    """What one relation gives and takes."""
    told: dict[str, Any] = {
        "orders": 0, "order_lines": (), "adverts": 42, "mails": 44, "months": (3, 4, 5), "mails_a_month": 4.5,
        "trend": "rising", "last": AT, "trackers": (), "address_to": (), "personal": (),
    }  # fmt: skip
    return RelationView(**(told | more))


def known(what: str = "birthday", told: bool | None = False, **more: Any) -> PersonalRow:
    """One thing that their mails show."""
    row: dict[str, Any] = {
        "what": what, "told": told, "told_line": None, "quote": "Happy\u202e birthday, <b>you</b>", "mails": 3,
        "lines": (mail("b"),),
    }  # fmt: skip
    return PersonalRow(**(row | more))
