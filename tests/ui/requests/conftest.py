"""Desks on the shipped samples, and a ledger over one of them."""

from datetime import UTC, datetime

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import Profile
from tests.ui.sharing.sample import aside_desk, desk, empty_desk

__all__ = ["aside_desk", "desk", "empty_desk"]


@pytest.fixture
def filled(desk):
    """Three letters: one overdue, one waiting, one not sent."""
    clock = [datetime(2026, 10, 9, 9, tzinfo=UTC)]
    with Audit.open(desk.audit.home, lambda: clock[0]) as earlier:
        first = earlier.draft("where_from", "sofasparrow.example").row.id
        clock[0] = datetime(2026, 10, 10, 9, tzinfo=UTC)
        earlier.mark(first, "sent")
        clock[0] = datetime(2026, 11, 10, 9, tzinfo=UTC)
        second = earlier.draft("erasure", "curtaincrow.example").row.id
        earlier.mark(second, "sent")
        earlier.draft("to_whom", "movinglantern.example")
    return desk


@pytest.fixture
def late(filled):
    """The overdue letter to Sofa & Sparrow, of a person who lives in Bavaria."""
    filled.audit.set_profile(Profile("Anna Vale", "DE", "BY", ("en",), "Europe/Berlin"))
    row = next(one for one in filled.audit.requests() if one.organisation == "sofasparrow.example")
    return filled.audit.request(row.id)
