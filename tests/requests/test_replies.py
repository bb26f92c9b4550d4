"""A reply is found by what only a reader of the letter can know, and what a machine wrote is no answer."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import ListHeaders, Message, MessageKey
from inboxguard.requests.replies import Letter, Nature, Reply, Sign, replies
from inboxguard.requests.request import Request
from inboxguard.senders.attribution import Attribution, Kind, Legal, Role
from tests.requests.town import ALIAS, SHOP, TOES, newsletter, request

SENT = datetime(2026, 6, 2, 9, tzinfo=UTC)
LATER = SENT + timedelta(days=9)
NAMED = "2026-AAAAAAA"


def letter(one: Request | None = None, **changes: Any) -> Letter:
    """The where-from letter to Tiny Toes, sent on 2 June and due on 2 July."""
    told = one or request()
    made = Letter(told, frozenset((told.organisation,)), SENT, SENT + timedelta(days=60))
    return replace(made, **changes)


def mail(**fields: Any) -> Message:
    """A mail of a person at Tiny Toes, never opened."""
    told: dict[str, Any] = {
        "subject": "Re: your question", "text": None, "opened": False, "bulk": False, "lists": ListHeaders(),
        "received": LATER, "key": MessageKey("reply"), "links": (),
    }  # fmt: skip
    return newsletter(**(told | fields))


def taken(**fields: Any) -> Attribution:
    """What that mail is taken for."""
    told: dict[str, Any] = {
        "message": MessageKey("reply"), "message_id": "<r@x>", "at": LATER, "subject": "", "kind": Kind.PERSONAL,
        "reasons": (), "organisation": TOES, "name": "Tiny Toes", "address": "help@tinytoes.example",
        "authenticated": True, "attested": "server", "recipient": ALIAS, "outgoing": False, "platform": None,
        "account": None, "list_id": None, "sending_domains": (), "out_domains": (), "way_out": False, "role": None,
        "legal": Legal(), "language": "en",
    }  # fmt: skip
    return Attribution(**(told | fields))


def signs(message: Message, attribution: Attribution | None = None, *letters: Letter) -> list[tuple[Sign, Nature]]:
    """How one mail answers the letter."""
    found = replies(letters or (letter(),), [(message, attribution or taken())])
    return [(one.sign, one.nature) for one in found]


def test_the_thread_names_the_letter_whoever_answers() -> None:
    desk = taken(organisation="privacydesk.example", authenticated=None, recipient=None)
    answer = mail(in_reply_to="<inboxguard-2026-aaaaaaa@post.example>")
    assert replies([letter()], [(answer, desk)]) == (Reply("r1", MessageKey("reply"), Sign.THREAD, Nature.ANSWER),)
    later = mail(references=("<x@y>", "<InboxGuard-2026-AAAAAAA@post.example>"))
    assert signs(later, desk) == [(Sign.THREAD, Nature.ANSWER)]


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Where from? 2026-AAAAAAA", "AW: [Ticket 99] (2026-aaaaaaa)", "2026\u2011AAAAAAA", "Ref 2026 - AAAAAAA.",
        "SV: 2026\u2013aaaaaaa",
    ],
)  # fmt: skip
def test_the_reference_in_the_subject_names_it(subject: str) -> None:
    stranger = taken(organisation=None, authenticated=False, recipient=None)
    assert signs(mail(subject=subject), stranger) == [(Sign.REFERENCE, Nature.ANSWER)]


def test_and_so_does_one_in_a_text_that_was_opened() -> None:
    assert signs(mail(text=f"Your letter {NAMED}: we had it from a partner."), taken(organisation=None)) == [
        (Sign.REFERENCE, Nature.ANSWER)
    ]


@pytest.mark.parametrize("subject", ["2026-AAAAAAB", "12026-AAAAAAA", "2026-AAAAAAAA", "2026AAAAAAA", "AAAAAAA", ""])
def test_another_number_names_nothing(subject: str) -> None:
    assert signs(mail(subject=subject), taken(organisation=None)) == []


def test_the_organisation_itself_while_the_letter_waits_is_a_weaker_sign() -> None:
    assert signs(mail()) == [(Sign.SENDER, Nature.ANSWER)]
    assert signs(mail(), taken(kind=Kind.TRANSACTIONAL)) == [(Sign.SENDER, Nature.ANSWER)]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": Kind.MARKETING}, {"kind": Kind.SPAM}, {"role": Role.PURCHASE}, {"authenticated": None},
        {"authenticated": False}, {"recipient": "me@post.example"}, {"recipient": None}, {"organisation": SHOP},
        {"outgoing": True},
    ],
)  # fmt: skip
def test_but_no_advert_no_deal_nobody_else_and_at_no_other_address(fields: dict[str, Any]) -> None:
    assert signs(mail(), taken(**fields)) == []


def test_what_was_not_sent_is_answered_only_by_name() -> None:
    unsent = letter(sent=None)
    assert signs(mail(), taken(), unsent) == []
    assert signs(mail(subject=NAMED), taken(), unsent) == [(Sign.REFERENCE, Nature.ANSWER)]


def test_time_sets_bounds() -> None:
    before, long_after = SENT - timedelta(minutes=1), SENT + timedelta(days=61)
    assert signs(mail(received=before)) == []
    assert signs(mail(received=long_after)) == []
    assert signs(mail(received=long_after, subject=NAMED)) == [(Sign.REFERENCE, Nature.ANSWER)]
    assert signs(mail(received=datetime(2026, 5, 1, tzinfo=UTC), subject=NAMED)) == []
    assert signs(mail(received=None, sent=None, subject=NAMED)) == []


def test_of_two_letters_the_last_is_meant_unless_both_are_named() -> None:
    second = letter(replace(request(), id="r2", reference="2026-BBBBBBB"), sent=SENT + timedelta(days=3))
    found = replies([letter(), second], [(mail(), taken())])
    assert [one.request for one in found] == ["r2"]
    found = replies([letter(), second], [(mail(subject=f"{NAMED}, 2026-BBBBBBB"), taken())])
    assert [one.request for one in found] == ["r1", "r2"]


def test_a_merged_brand_answers_for_the_organisation() -> None:
    both = letter(organisations=frozenset((TOES, SHOP)))
    assert signs(mail(), taken(organisation=SHOP), both) == [(Sign.SENDER, Nature.ANSWER)]


@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({"lists": ListHeaders(auto_submitted="auto-replied")}, ()),
        ({"lists": ListHeaders(precedence="auto_reply")}, ()),
        ({"marks": (("x-autoreply", "yes"),)}, ()),
        ({}, ("automatic_answer",)),
        ({"subject": f"Automatic reply: {NAMED}"}, ()),
        ({"subject": f"AW: Re: Eingangsbest\u00e4tigung {NAMED}"}, ()),
        ({"subject": f"Eingangsbesta\u0308tigung {NAMED}"}, ()),
        ({"subject": f"Accus\u00e9 de r\u00e9ception {NAMED}"}, ()),
    ],
)
def test_a_receipt_is_no_answer(fields: dict[str, Any], reasons: tuple[str, ...]) -> None:
    ((_, nature),) = signs(mail(**fields), taken(reasons=reasons))
    assert nature is Nature.RECEIPT


@pytest.mark.parametrize(
    ("fields", "reasons"),
    [
        ({"marks": (("content-type", "multipart/report; report-type=delivery-status"),)}, ()),
        ({"marks": (("x-failed-recipients", "x@y.example"),)}, ()),
        ({}, ("delivery_report",)),
    ],
)
def test_a_bounce_is_none_either(fields: dict[str, Any], reasons: tuple[str, ...]) -> None:
    daemon = taken(organisation=None, reasons=reasons)
    thread = "<inboxguard-2026-aaaaaaa@post.example>"
    assert signs(mail(in_reply_to=thread, **fields), daemon) == [(Sign.THREAD, Nature.BOUNCE)]
    assert signs(mail(**fields), replace(daemon, organisation=TOES)) == []


def test_a_bounce_may_name_the_address_that_failed() -> None:
    failed = mail(marks=(("x-failed-recipients", "other@x.example, Privacy@TinyToes.example"),))
    assert signs(failed, taken(organisation=None)) == [(Sign.THREAD, Nature.BOUNCE)]
    nobody = letter(replace(request(), draft=replace(request().draft, to="")))
    assert signs(failed, taken(organisation=None), nobody) == []


@pytest.mark.parametrize("text", ["<Privacy@TinyToes.example>: user unknown", "550 privacy@tinytoes.example.\nGone"])
def test_or_its_text_names_it_in_the_days_after_the_letter(text: str) -> None:
    daemon = taken(organisation=None, reasons=("delivery_report",))
    soon = SENT + timedelta(days=2)
    assert signs(mail(text=text, received=soon), daemon) == [(Sign.THREAD, Nature.BOUNCE)]
    assert signs(mail(text=text, received=SENT + timedelta(days=20)), daemon) == []
    assert signs(mail(text=text, received=soon), daemon, letter(sent=None)) == []


@pytest.mark.parametrize("text", ["old.privacy@tinytoes.example", "privacy@tinytoes.example.org", "somebody@x.example"])
def test_a_report_of_another_letter_is_none(text: str) -> None:
    daemon = taken(organisation=None, reasons=("delivery_report",))
    assert signs(mail(text=text, received=SENT + timedelta(days=2)), daemon) == []


@given(st.text(max_size=300), st.text(max_size=300), st.lists(st.text(max_size=80), max_size=4))
def test_hostile_words_name_nothing_and_break_nothing(subject: str, text: str, references: list[str]) -> None:
    strange = mail(subject=subject, text=text, references=tuple(references))
    found = signs(strange, taken(organisation=None))
    assert found == [] or "2026" in subject + text


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=7, max_size=7), st.text(max_size=20))
def test_every_reference_is_found_again(digits: str, around: str) -> None:
    reference = f"2026-{digits}"
    one = letter(replace(request(), reference=reference))
    found = signs(mail(subject=f"Re: {reference.lower()} ({around})"), taken(organisation=None), one)
    assert [sign for sign, _ in found] == [Sign.REFERENCE]
