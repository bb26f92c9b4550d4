"""Reminders say what the ledger knows, not before it is fair, and answer an excuse without a quarrel."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from inboxguard.errors import Refused
from inboxguard.requests.ledger import Event, EventKind
from inboxguard.requests.letter_words import texts
from inboxguard.requests.regimes import NO_LAW
from inboxguard.requests.reminders import answer_due, end_of, local_day, reminder, sent_on
from inboxguard.requests.request import Draft, Excuse, Request, RequestKind
from tests.requests.every_letter import BARE, REFERENCE, TODAY, sent_letter, told
from tests.requests.town import request, sender

OVER = "the time to answer ended"
NOTHING = "I have not found an answer in my mailbox."


def reminded(
    *kinds: EventKind,
    law: str = "gdpr",
    excuse: Excuse | None = None,
    today: date = TODAY,
    followed: Request | None = None,
    reference: str = REFERENCE,
) -> Draft:
    """Return a reminder of a letter of 1 June 2026 after which `kinds` happened."""
    first = followed or sent_letter(law)
    return reminder(first, told(*kinds), excuse, sender(), BARE, "en", reference, today)


def test_a_plain_reminder_says_when_i_wrote_that_nothing_came_and_until_when() -> None:
    body = reminded().body
    assert "On 1 June 2026 I wrote to you: “Which data you hold about me” (reference 2026-AAAAAAA)." in body
    assert NOTHING in body
    assert "Under the GDPR the time to answer ended on 2 July 2026 (Art. 12(3))." in body
    assert "Please answer by 7 December 2026." in body


def test_it_goes_where_the_letter_went_from_the_same_address() -> None:
    draft = reminded()
    assert draft.to == sent_letter("gdpr").draft.to
    assert draft.from_alias == BARE.address


def test_a_reference_that_is_the_same_is_said_once() -> None:
    draft = reminded(reference="2026-AAAAAAA")
    assert draft.body.count("2026-AAAAAAA") == draft.subject.count("2026-AAAAAAA") == 1


@pytest.mark.parametrize("law", ["ca-qc-p39.1", "jp-appi", "au-spam-act", NO_LAW])
def test_no_end_is_claimed_where_no_time_was_seen_in_the_law(law: str) -> None:
    assert OVER not in reminded(law=law).body
    assert NOTHING in reminded(law=law).body


def test_an_objection_under_a_law_that_owes_no_answer_to_it_has_no_end() -> None:
    assert OVER in reminded(followed=request(RequestKind.OBJECTION, "gdpr")).body
    assert OVER not in reminded(followed=request(RequestKind.OBJECTION, "ch-fadp")).body


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (EventKind.ACKNOWLEDGED, "You confirmed on 31 July 2026 that my letter had arrived."),
        (EventKind.ANSWERED_PARTIAL, "Your answer of 31 July 2026 leaves a part of my letter open."),
        (EventKind.REFUSED, "On 31 July 2026 you told me that you will not do what I asked."),
        (EventKind.NO_DATA, "On 31 July 2026 you told me that you hold no data about me"),
    ],
)
def test_what_they_wrote_is_said_as_it_stands_in_the_ledger(event: EventKind, words: str) -> None:
    body = reminded(event).body
    assert words in body
    answered = event is not EventKind.ACKNOWLEDGED
    assert (NOTHING in body) is not answered
    assert (OVER in body) is not answered


def test_a_reminder_before_the_time_to_answer_is_over_is_refused() -> None:
    for today in (date(2026, 6, 20), date(2026, 7, 2)):
        with pytest.raises(Refused, match="fair"):
            reminded(today=today)


def test_what_was_never_sent_or_is_settled_is_not_reminded_of() -> None:
    drafted = (Event(EventKind.DRAFTED, datetime(2026, 6, 1, 10, tzinfo=UTC)),)
    with pytest.raises(Refused, match="was sent"):
        reminder(sent_letter("gdpr"), drafted, None, sender(), BARE, "en", REFERENCE, TODAY)
    for excuse in (None, Excuse.FEE):
        with pytest.raises(Refused):
            reminded(EventKind.CLOSED, excuse=excuse)


@pytest.mark.parametrize("excuse", Excuse)
def test_an_excuse_is_answered_as_soon_as_it_is_made(excuse: Excuse) -> None:
    body = reminded(excuse=excuse, today=date(2026, 6, 10)).body
    plain = texts("en")["excuses"][excuse.value].partition("{%")[0]
    assert plain in body
    assert OVER not in body
    assert (NOTHING in body) is (excuse is Excuse.LATE)


@pytest.mark.parametrize("excuse", [one for one in Excuse if one is not Excuse.LATE])
def test_who_gave_an_excuse_did_answer(excuse: Excuse) -> None:
    body = reminded(excuse=excuse).body
    assert NOTHING not in body
    assert OVER not in body


def test_a_passage_is_named_where_the_law_is_known_to_speak_of_the_excuse() -> None:
    assert "(Art. 12(5))" in reminded(excuse=Excuse.FEE).body
    assert "Art." not in reminded(excuse=Excuse.FEE, law="us-va-vcdpa").body


def test_an_authority_is_named_gently_and_only_where_there_is_one() -> None:
    gently = "would much rather settle this with you"
    assert gently in reminded().body
    assert "authority" not in reminded(law=NO_LAW).body


def test_the_end_of_the_time_to_answer_stays_what_it_was() -> None:
    first = sent_letter("gdpr")
    plain = answer_due(first, told(), "UTC")
    assert plain == date(2026, 7, 2)
    assert answer_due(first, told(EventKind.REMINDED), "UTC") == plain
    assert answer_due(first, told(EventKind.REFUSED), "UTC") == plain


def test_days_are_those_of_the_person() -> None:
    late = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    assert local_day(late, "Europe/Berlin", "en") == "2 June 2026"
    assert local_day(late, "UTC", "en") == "1 June 2026"
    assert end_of(date(2026, 6, 2), "Europe/Berlin") - late < timedelta(days=1)
    assert sent_on(sent_letter("gdpr"), told()) == datetime(2026, 6, 1, 10, tzinfo=UTC)


def test_without_the_address_concerned_there_is_no_reminder() -> None:
    with pytest.raises(Refused, match="address"):
        reminder(sent_letter("gdpr"), told(), None, sender(), replace(BARE, address=""), "en", REFERENCE, TODAY)


def test_who_answered_in_part_is_not_asked_to_send_an_answer_again() -> None:
    silent = reminded().body
    asked = reminded(excuse=Excuse.FEE).body
    assert "If you have written already, please send it again." in silent
    assert "send it again" not in asked
    assert "send it again" not in reminded(EventKind.ANSWERED_PARTIAL).body
    assert "send it again" in reminded(excuse=Excuse.LATE).body
    assert asked.count("An answer by e-mail to the address above is enough") == 1


def test_a_reminder_in_another_language_quotes_the_subject_that_they_got() -> None:
    first = replace(sent_letter("gdpr"), language="fr")
    body = reminded(excuse=Excuse.WRONG_LANGUAGE, followed=first).body
    assert "“Accès à mes données”" in body
    assert "“Which data you hold about me”" in reminded(followed=replace(first, language="tlh")).body
