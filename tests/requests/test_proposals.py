"""What a reply seems to say is proposed with its own words, and what says nothing proposes nothing."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import Message
from inboxguard.requests.ledger import EventKind
from inboxguard.requests.proposals import LONGEST_QUOTE, Cue, Proposal, propose
from inboxguard.requests.replies import Nature, Sign
from tests.requests.town import newsletter, request

OWN = (
    "Where did you get my address from?\n"
    "Please send me a copy of my data, and do not ask for a copy of my passport to verify my identity.\n"
    "If you refuse my request, please name the reason.\n"
)
LETTER = replace(request(), draft=replace(request().draft, subject="My data 2026-AAAAAAA", body=OWN))


def mail(text: str, **fields: Any) -> Message:
    """An answer with this text."""
    told: dict[str, Any] = {"subject": "Re: My data 2026-AAAAAAA", "text": text, "language": "en", "links": ()}
    return newsletter(**(told | fields))


def said(text: str, sign: Sign = Sign.REFERENCE, **fields: Any) -> Proposal | None:
    """What an answer with this text proposes."""
    return propose(mail(text, **fields), Nature.ANSWER, sign, LETTER)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Please send us a copy of your passport.", EventKind.IDENTITY_ASKED),
        ("Please log in to your account to make this request.", EventKind.IDENTITY_ASKED),
        ("We need more time and extend the period by two months.", EventKind.EXTENDED),
        ("We are unable to comply with your request.", EventKind.REFUSED),
        ("We do not hold any personal data about you.", EventKind.NO_DATA),
        ("We are only a processor.", EventKind.WRONG_ENTITY),
        ("Your data have been deleted. We must keep invoices for ten years under tax law.", EventKind.ANSWERED_PARTIAL),
        ("We obtained your address from Larkspur Data.", EventKind.ANSWERED_FULL),
        ("We have received your request.", EventKind.ACKNOWLEDGED),
    ],
)
def test_what_an_answer_says_is_proposed_with_its_words(text: str, event: EventKind) -> None:
    found = said(f"Dear Ms Vogt,\n\n{text}\n\nKind regards\nA. Desk")
    assert found is not None
    assert (found.event, found.cue) == (event, Cue.WORDS)
    assert found.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "What colour was the sofa?",
        "Your identity has been verified. We will write again.",
        "There is no need to send us a copy of your passport.",
        "We store data no longer than necessary.",
        "We do not sell your data to anybody.",
        "If you would like your data to be deleted, tell us.",
        "",
    ],
)
def test_what_says_nothing_proposes_nothing(text: str) -> None:
    assert said(text) is None


@pytest.mark.parametrize(
    "quoted",
    [OWN, "\n".join(f"> {line}" for line in OWN.splitlines()), " ".join(OWN.split()), f"On Monday you wrote:\n{OWN}"],
)
def test_the_persons_own_words_below_an_answer_say_nothing(quoted: str) -> None:
    assert said(f"See you on Monday.\n\n{quoted}") is None


def test_the_language_of_the_mail_counts_the_letters_and_english() -> None:
    german = "Wir lehnen Ihr Ersuchen ab."
    assert said(german, language="de") is not None
    assert said(german, language=None) is not None
    assert said(german, language="fr") is None


def test_a_bounce_proposes_that_it_did_not_arrive_and_quotes_the_address() -> None:
    report = mail("Your message could not be delivered.\n\nprivacy@tinytoes.example: user unknown")
    found = propose(report, Nature.BOUNCE, Sign.THREAD, LETTER)
    assert found == Proposal(EventKind.BOUNCED, Cue.REPORT, "privacy@tinytoes.example: user unknown")
    bare = propose(mail("Undelivered."), Nature.BOUNCE, Sign.THREAD, LETTER)
    assert bare == Proposal(EventKind.BOUNCED, Cue.REPORT)


def test_a_mail_that_is_only_late_has_not_failed() -> None:
    late = mail("Delivery is delayed; the server will keep trying for four days.")
    assert propose(late, Nature.BOUNCE, Sign.THREAD, LETTER) is None


def test_a_machine_acknowledges_and_never_answers() -> None:
    machine = mail("We obtained your address from Larkspur Data.")
    assert propose(machine, Nature.RECEIPT, Sign.THREAD, LETTER) == Proposal(EventKind.ACKNOWLEDGED, Cue.MACHINE)


def test_a_machine_may_ask_who_writes() -> None:
    found = propose(mail("Please upload a photo ID."), Nature.RECEIPT, Sign.THREAD, LETTER)
    assert found == Proposal(EventKind.IDENTITY_ASKED, Cue.WORDS, "Please upload a photo ID.")


@pytest.mark.parametrize("words", ["I am out of the office until Monday.", "Ich bin im Urlaub.", "Je suis en congé."])
def test_an_absence_acknowledges_nothing(words: str) -> None:
    assert propose(mail(words), Nature.RECEIPT, Sign.THREAD, LETTER) is None


def test_other_mail_of_theirs_proposes_only_what_it_says_of_such_a_request() -> None:
    order = "We have received your request. Please send us a copy of your passport for the booking."
    assert said(order, sign=Sign.SENDER, subject="Your booking") is None
    found = said(order, sign=Sign.SENDER, subject="Your privacy request")
    assert found is not None
    assert found.event is EventKind.IDENTITY_ASKED


def test_of_a_mail_that_was_never_opened_only_the_subject_is_known() -> None:
    closed = replace(mail(""), text=None, opened=False, subject="Re: 2026-AAAAAAA")
    assert propose(closed, Nature.ANSWER, Sign.REFERENCE, LETTER) is None
    told = replace(closed, subject="We have received your request 2026-AAAAAAA")
    found = propose(told, Nature.ANSWER, Sign.REFERENCE, LETTER)
    assert found is not None
    assert found.event is EventKind.ACKNOWLEDGED


@given(st.text(max_size=2000), st.sampled_from(Nature), st.sampled_from(Sign))
def test_any_text_is_read_and_no_quote_grows(text: str, nature: Nature, sign: Sign) -> None:
    found = propose(mail(text), nature, sign, LETTER)
    assert found is None or len(found.quote) <= LONGEST_QUOTE
