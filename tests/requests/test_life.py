"""The dates that follow from what happened: due, fair to remind, fair to complain."""

from datetime import UTC, date, datetime, timedelta

import pytest

from inboxguard.errors import Refused
from inboxguard.requests import regimes
from inboxguard.requests.holidays_of import Calendar
from inboxguard.requests.ledger import Event, EventKind, State, complain_from, due, due_kind, record, remind_from, state
from inboxguard.requests.life import STOPPING
from inboxguard.requests.regimes import regime
from inboxguard.requests.request import RequestKind
from tests.requests.town import request

ZONE = "Europe/Berlin"
START = datetime(2026, 6, 1, 9, tzinfo=UTC)
LONG_AFTER = START + timedelta(days=3_000)


def on(day: float, kind: str) -> Event:
    """Return event `kind`, `day` days after the letter was drafted."""
    return Event(EventKind(kind), START + timedelta(days=day))


SENT = on(0, "sent")


class Case:
    """A letter and what became of it, told in order of time and checked as it is told."""

    def __init__(self, *events: Event, law: str = "gdpr", kind: RequestKind = RequestKind.WHERE_FROM) -> None:
        self.law, self.request, self.events = regime(law), request(kind, law), tuple[Event, ...]()
        for event in events:
            self.events = record(self.request, self.events, event, LONG_AFTER, self.law, ZONE)

    @property
    def due(self) -> date | None:
        return due(self.request, self.events, self.law, ZONE)

    @property
    def remind(self) -> date | None:
        return remind_from(self.request, self.events, self.law, ZONE)

    @property
    def complain(self) -> date | None:
        return complain_from(self.request, self.events, self.law, ZONE)

    def state(self, day: float) -> State:
        return state(self.request, self.events, START + timedelta(days=day), self.law, ZONE)


def test_a_fair_reminder_waits_for_the_deadline_and_three_days_more() -> None:
    case = Case(SENT)
    assert case.due == date(2026, 7, 2)
    assert case.remind == date(2026, 7, 5)
    assert Case(SENT, Event(EventKind.REMINDED, datetime(2026, 7, 5, 8, tzinfo=UTC))).state(40) is State.REMINDED
    with pytest.raises(Refused, match="fair from 2026-07-05"):
        Case(SENT, Event(EventKind.REMINDED, datetime(2026, 7, 4, 8, tzinfo=UTC)))


def test_what_was_never_sent_or_has_ended_has_no_dates() -> None:
    for events in ((), (on(1, "withdrawn"),), (SENT, on(1, "closed")), (SENT, on(1, "bounced"))):
        case = Case(*events)
        assert (case.due, case.remind, case.complain) == (None, None, None)


def test_where_the_law_names_no_time_two_weeks_are_fair() -> None:
    for law in ("jp-appi", regimes.NO_LAW):
        assert Case(SENT, law=law).due is None
        assert Case(SENT, law=law).remind == date(2026, 6, 16)
        with pytest.raises(Refused, match="names no time"):
            Case(SENT, on(3, "reminded"), law=law)


def test_a_letter_without_a_law_leads_to_no_authority() -> None:
    with pytest.raises(Refused, match="nobody to complain to"):
        Case(SENT, on(9, "refused"), on(40, "complained"), law=regimes.NO_LAW)
    assert Case(SENT, on(9, "refused"), law=regimes.NO_LAW).complain is None


def test_a_complaint_follows_on_silence_where_the_law_wants_no_reminder() -> None:
    assert Case(SENT).complain == date(2026, 7, 6)
    assert Case(SENT, law="uk-gdpr-pecr").complain is None
    reminded = Case(SENT, on(40, "reminded"), law="uk-gdpr-pecr")
    assert reminded.due == date(2026, 7, 25)
    assert reminded.complain == date(2026, 7, 26)


def test_a_refusal_may_be_taken_to_the_authority_at_once_or_after_the_appeal() -> None:
    assert Case(SENT, on(9, "refused")).complain == date(2026, 6, 10)
    refused = Case(SENT, on(9, "refused"), law="us-va-vcdpa")
    assert refused.complain is None
    assert refused.remind == date(2026, 6, 10)
    appealed = Case(SENT, on(9, "refused"), on(12, "reminded"), law="us-va-vcdpa")
    assert appealed.due == date(2026, 8, 13)  # 60 days from 14 June
    assert appealed.complain == date(2026, 8, 14)
    assert appealed.state(60) is State.REMINDED
    assert appealed.state(74) is State.ESCALATABLE


def test_a_reminder_of_silence_is_no_appeal() -> None:
    silent = Case(SENT, on(60, "reminded"), law="us-va-vcdpa")
    assert silent.due == date(2026, 8, 14)


def test_two_reminders_are_two_weeks_apart_whatever_came_between() -> None:
    case = Case(SENT, on(40, "reminded"), on(42, "refused"))
    assert case.remind == date(2026, 7, 25)
    with pytest.raises(Refused, match="less than 14 days"):
        Case(SENT, on(40, "reminded"), on(42, "refused"), on(53, "reminded"))
    again = Case(SENT, on(40, "reminded"), on(42, "refused"), on(54, "reminded"))
    assert again.state(55) is State.REMINDED
    assert Case(SENT, on(40, "reminded")).remind == date(2026, 7, 26)


def test_the_authority_has_three_months_to_report() -> None:
    complained = Case(SENT, on(40, "reminded"), on(60, "complained"))
    assert complained.due == date(2026, 11, 2)  # 1 August and three months is a Sunday
    assert complained.state(400) is State.COMPLAINED
    assert (complained.remind, complained.complain) == (None, None)
    assert Case(SENT, on(9, "refused"), on(60, "complained"), law="ch-fadp").due is None


def test_a_promise_that_the_mailbox_shows_to_be_broken_may_be_reminded_of() -> None:
    kept = Case(SENT, on(3, "answered_full"), kind=RequestKind.OBJECTION)
    assert kept.remind == date(2026, 7, 5)  # 31 days of grace, one of margin, from 2 June
    with pytest.raises(Refused, match="still come"):
        Case(SENT, on(3, "answered_full"), on(20, "reminded"), kind=RequestKind.OBJECTION)
    broken = Case(SENT, on(3, "answered_full"), on(40, "reminded"), kind=RequestKind.OBJECTION)
    assert broken.state(41) is State.REMINDED
    assert broken.state(60) is State.ESCALATABLE
    assert Case(SENT, on(3, "answered_full"), on(5, "closed"), kind=RequestKind.OBJECTION).remind is None


@pytest.mark.parametrize("kind", sorted(kind for kind in set(RequestKind) - STOPPING if kind.right))
def test_a_full_answer_to_any_other_question_is_the_end_of_it(kind: RequestKind) -> None:
    assert Case(SENT, on(3, "answered_full"), kind=kind).remind is None
    with pytest.raises(Refused, match="partial answer first"):
        Case(SENT, on(3, "answered_full"), on(60, "reminded"), kind=kind)


def test_an_extension_counts_while_proof_is_awaited() -> None:
    case = Case(SENT, on(5, "identity_asked"), on(7, "extended"), on(10, "sent"))
    assert case.due == date(2026, 9, 8)  # three months from 2 June and the six days that the clock stood still
    assert case.state(12) is State.SENT
    assert Case(SENT, on(5, "identity_asked"), on(7, "extended")).state(9) is State.IDENTITY_CHECK


def test_an_extension_without_a_time_of_notice_must_come_within_the_first_period() -> None:
    assert regime("us-nv-sb220").extension.numbered
    assert not regime("us-nv-sb220").extension_notice.numbered
    in_time, late = (Case(SENT, on(day, "extended"), law="us-nv-sb220").due for day in (60, 63))
    assert (in_time, late) == (date(2026, 8, 31), date(2026, 8, 1))


def test_a_demand_for_too_much_proof_may_be_answered_by_a_reminder_at_once() -> None:
    case = Case(SENT, on(5, "identity_asked"))
    assert (case.due, case.remind) == (None, date(2026, 6, 6))
    assert Case(SENT, on(5, "identity_asked"), on(6, "reminded")).state(25) is State.ESCALATABLE


def test_a_reminder_that_came_back_frees_the_way_to_another_address() -> None:
    case = Case(SENT, on(40, "reminded"), on(40.1, "bounced"), on(41, "drafted"), on(42, "sent"))
    assert case.due == date(2026, 8, 14)
    assert case.state(43) is State.SENT


def test_holidays_move_the_day_and_all_that_follows_it() -> None:
    sent = Event(EventKind.SENT, datetime(2026, 11, 24, 9, tzinfo=UTC))
    ours, law, germany = request(), regime("gdpr"), Calendar("DE")
    assert due(ours, (sent,), law, ZONE, germany) == date(2026, 12, 28)  # 25 December is a Friday
    assert remind_from(ours, (sent,), law, ZONE, germany) == date(2026, 12, 31)
    assert due(ours, (sent,), law, ZONE) == date(2026, 12, 25)


@pytest.mark.parametrize("kind", [RequestKind.REMINDER, RequestKind.COMPLAINT])
def test_what_follows_a_letter_awaits_nothing_of_its_own(kind: RequestKind) -> None:
    case = Case(SENT, kind=kind)
    assert (case.due, case.remind, case.complain) == (None, None, None)
    assert case.state(400) is State.SENT
    with pytest.raises(Refused, match="record it there"):
        Case(SENT, on(60, "reminded"), kind=kind)


@pytest.mark.parametrize(
    ("events", "law", "kind"),
    [
        ((SENT,), "gdpr", "answer"),
        ((SENT, on(9, "extended")), "gdpr", "extension"),
        ((SENT, on(60, "reminded")), "gdpr", None),
        ((SENT, on(9, "refused"), on(12, "reminded")), "us-va-vcdpa", "appeal"),
        ((SENT, on(9, "refused"), on(12, "complained")), "gdpr", "regulator"),
        ((SENT, on(9, "refused")), "gdpr", None),
    ],
)
def test_every_date_says_what_it_is(events: tuple[Event, ...], law: str, kind: str | None) -> None:
    case = Case(*events, law=law)
    assert due_kind(case.request, case.events, case.law, ZONE) == kind


def test_the_date_of_an_opt_out_of_sale_is_that_of_an_opt_out() -> None:
    case = Case(SENT, law="us-ca-ccpa", kind=RequestKind.OPT_OUT_OF_SALE)
    assert due_kind(case.request, case.events, case.law, ZONE) == "opt_out"


def test_business_days_of_an_opt_out_are_not_extended_by_the_time_for_answers() -> None:
    plain = Case(SENT, law="us-ca-ccpa", kind=RequestKind.OPT_OUT_OF_SALE)
    longer = Case(SENT, on(5, "extended"), law="us-ca-ccpa", kind=RequestKind.OPT_OUT_OF_SALE)
    assert due(longer.request, longer.events, longer.law, ZONE) == due(plain.request, plain.events, plain.law, ZONE)
    assert due_kind(longer.request, longer.events, longer.law, ZONE) == "opt_out"
