"""Every request stands where its events say, and its dates say how sure they are."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from inboxguard.audit.standing import OPEN, calendar, recorded, standing
from inboxguard.audit.views import Profile
from inboxguard.errors import Refused
from inboxguard.requests.ledger import Event, EventKind, State
from inboxguard.senders.sender import SenderId
from inboxguard.store.decisions import Recorded
from tests.requests.town import request

ANNA = Profile("Anna", "DE", "", ("de",), "Europe/Berlin")
SENT = datetime(2026, 11, 24, 9, tzinfo=UTC)
DRAFTED = Recorded("drafted", datetime(2026, 6, 1, 9, tzinfo=UTC), None)


def test_the_date_knows_the_holidays_of_the_persons_country() -> None:
    found = standing(request(), (DRAFTED, Recorded("sent", SENT, None)), SENT, ANNA)
    assert (found.state, found.due) == (State.SENT, date(2026, 12, 28))
    assert found.remind_from == date(2026, 12, 31)
    assert (found.due_is_about, found.about, found.may_complain) == (False, "", True)
    elsewhere = standing(request(), (DRAFTED, Recorded("sent", SENT, None)), SENT, replace(ANNA, country=""))
    assert elsewhere.due == date(2026, 12, 25)


def test_the_seat_of_the_organisation_comes_before_the_persons_country() -> None:
    french = replace(request(), organisation=SenderId("lapin.fr"))
    found = calendar(french, ANNA)
    assert found is not None
    assert found.country == "FR"
    general = calendar(request(), ANNA)
    assert general is not None
    assert general.country == "DE"


def test_a_date_that_was_not_seen_in_a_source_is_about_and_says_why() -> None:
    found = standing(request(law="us-nv-sb220"), (DRAFTED, Recorded("sent", SENT, None)), SENT, ANNA)
    assert found.due is not None
    assert found.due_is_about
    assert found.about.endswith(".")
    assert not found.may_complain


def test_without_a_date_nothing_is_about() -> None:
    found = standing(request(law="us-nv-sb220"), (DRAFTED,), SENT, ANNA)
    assert (found.due, found.due_is_about, found.about) == (None, False, "")


@pytest.mark.parametrize(
    ("after", "state", "is_open"),
    [("sent", State.SENT, True), ("answered_full", State.ANSWERED, False), ("withdrawn", State.WITHDRAWN, False)],
)
def test_what_is_open_is_not_asked_again(after: str, state: State, is_open: bool) -> None:
    events = (DRAFTED, Recorded("sent", SENT, None))
    if after != "sent":
        events = (*events, Recorded(after, SENT + timedelta(days=1), None))
    found = standing(request(), events, SENT + timedelta(days=2), ANNA)
    assert found.state is state
    assert (found.state in OPEN) is is_open


def test_recording_is_checked_with_the_same_calendar() -> None:
    events = (DRAFTED, Recorded("sent", SENT, None))
    early = Event(EventKind.REMINDED, datetime(2026, 12, 29, 9, tzinfo=UTC))
    with pytest.raises(Refused, match="2026-12-31"):
        recorded(request(), events, early, datetime(2027, 1, 1, tzinfo=UTC), ANNA)
    assert len(recorded(request(), events, events_sent(), datetime(2027, 1, 1, tzinfo=UTC), ANNA)) == 2


def events_sent() -> Event:
    """Return the event that stands there already."""
    return Event(EventKind.SENT, SENT)
