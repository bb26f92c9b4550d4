"""The timeline tells what happened, how it is known, and what may come, each on its day and in its order."""

from dataclasses import replace
from datetime import UTC, date, datetime

from inboxguard.audit.views import Moment
from inboxguard.ui.requests.beside import NOTHING
from inboxguard.ui.requests.story import entries
from tests.ui.requests.ledger import TODAY, detail, row


def moment(day, what, note=""):
    return Moment(datetime(2026, *day, 9, tzinfo=UTC), what, note)


def told(of, allowed=(), meanwhile=NOTHING.meanwhile, **changes):
    return [(one.when, one.title, one.detail) for one in entries(detail(of, allowed, **changes), TODAY, {}, meanwhile)]


def test_a_letter_that_waits_has_its_day_before_it():
    assert told(row()) == [
        ("9 Oct 2026", "Drafted", "to privacy@sofasparrow.example, in English"),
        ("3 Dec 2026", "They have until this day to answer", ""),
    ]


def test_a_late_one_leads_from_its_day_to_a_reminder_and_a_complaint():
    late = replace(row(state="overdue", days=-10), remind_from=date(2026, 11, 17))
    found = told(late, ("answered_full", "reminded", "closed"), meanwhile=(6, False))
    assert found[1:] == [
        ("14 Nov 2026", "The month ended without an answer", "6 mails arrived from them since you wrote"),
        ("today", "You can remind them", "then, after 14 days, complain to your regulator"),
        ("9 Dec 2026", "Earliest day for a complaint", "if you remind them today"),
    ]


def test_where_the_ledger_knows_the_day_of_a_complaint_that_day_stands_there():
    reminded = replace(row(state="reminded", days=4), complain_from=date(2026, 11, 29), remind_from=date(2026, 11, 29))
    titles = [(when, title) for when, title, _ in told(reminded)]
    assert ("29 Nov 2026", "Earliest day for a complaint") in titles
    assert ("29 Nov 2026", "Earliest fair day to remind them") in titles
    assert ("28 Nov 2026", "The time of your reminder ends") in titles


def test_a_complaint_that_is_open_is_offered_today_and_no_reminder_beside_it():
    ripe = replace(row(state="escalatable", days=-2), complain_from=date(2026, 11, 23), remind_from=date(2026, 11, 23))
    titles = [title for _, title, _ in told(ripe, ("reminded", "complained"))]
    assert "You can complain to your regulator" in titles
    assert "You can remind them" not in titles


def test_where_both_are_open_a_reminder_comes_first():
    late = replace(row(state="overdue", days=-10), remind_from=date(2026, 11, 17), complain_from=date(2026, 11, 18))
    found = told(late, ("reminded", "complained"))
    assert found[-1] == ("today", "You can remind them", "or complain to your regulator")


def test_a_wish_under_no_law_leads_to_no_regulator():
    late = replace(row(state="overdue", days=-10), remind_from=date(2026, 11, 17))
    found = told(late, ("reminded",), law="none")
    assert ("today", "You can remind them", "") in found
    assert not [title for _, title, _ in found if "complaint" in title]


def test_a_day_that_is_not_certain_is_called_about_and_no_month_is_claimed():
    late = replace(row(state="overdue", days=-10), due_is_verified=False)
    assert told(late)[1][:2] == ("about 14 Nov 2026", "The time ended without an answer")


def test_the_day_that_passed_stands_before_what_came_after_it():
    timeline = (moment((10, 9), "drafted"), moment((10, 10), "sent"), moment((11, 20), "identity_asked"))
    titles = [title for _, title, _ in told(row(state="overdue", days=-10), timeline=timeline)]
    assert titles[2:4] == ["The month ended without an answer", "They asked who you are"]


def test_how_an_event_is_known_is_told_in_words():
    timeline = (
        moment((10, 10), "sent", "Found in Sent by its reference 2026-K7Q2M41."),
        moment((11, 1), "refused", "by phone"),
        moment((11, 2), "reminded", "2026-ABCDEFG"),
        moment((11, 3), "acknowledged", "<a@b.example>"),
    )
    assert [detail for _, _, detail in told(row(state="answered", days=None), timeline=timeline)] == [
        "Found in Sent by its reference 2026-K7Q2M41.", "by phone", "with your letter 2026-ABCDEFG",
        "as their mail says",
    ]  # fmt: skip


def test_of_one_that_is_set_aside_no_address_is_told():
    assert told(row(name=""))[0][2] == "in English"


def test_one_mail_and_very_many_are_told_so():
    late = row(state="overdue", days=-10)
    assert told(late, meanwhile=(1, False))[1][2] == "one mail arrived from them since you wrote"
    assert told(late, meanwhile=(500, True))[1][2] == "more than 500 mails arrived from them since you wrote"
    assert told(late)[1][2] == ""
