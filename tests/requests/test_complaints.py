"""Complaints: facts, then the rule, then what is asked; and none that could wrong somebody."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from inboxguard.errors import Refused
from inboxguard.requests.complaints import MOST_EVIDENCE, complaint
from inboxguard.requests.ledger import EventKind
from inboxguard.requests.regimes import NO_LAW
from inboxguard.requests.request import Draft, RequestKind
from tests.requests.every_letter import BARE, NAME, NAMED, REFERENCE, TODAY, Desk, sent_letter, told
from tests.requests.town import request, sender

EVIDENCE = ("letter.eml: the letter as it was sent",)


def complained(
    *kinds: EventKind,
    law: str = "gdpr",
    desk: Desk | None = None,
    evidence: tuple[str, ...] = EVIDENCE,
    language: str = "en",
    today: date = TODAY,
    **options: Any,
) -> Draft:
    """Return a complaint about a letter of 1 June 2026 after which `kinds` happened."""
    first = options.pop("followed", None) or sent_letter(law)
    grounds = options.pop("grounds", BARE)
    events = told(*kinds)
    return complaint(first, events, evidence, desk or Desk(), sender(), grounds, language, REFERENCE, today, **options)


def test_it_has_facts_then_the_rule_then_what_is_asked() -> None:
    draft = complained(EventKind.REMINDED)
    heads = ("What happened:", "The rule, as I understand it:", "What I ask for:", "What I can show:")
    places = [draft.body.index(head) for head in heads]
    assert places == sorted(places)
    assert "- 1 June 2026: I wrote to them: “Which data you hold about me” (reference 2026-AAAAAAA)." in draft.body
    assert "- 31 July 2026: I reminded them." in draft.body
    assert "- Up to 23 November 2026 I have found no answer in my mailbox." in draft.body
    assert "- The time to answer ended on 2 July 2026 (Art. 12(3))." in draft.body
    assert "- letter.eml: the letter as it was sent" in draft.body


def test_it_goes_to_the_authority_and_names_the_contact_of_the_company() -> None:
    draft = complained(EventKind.REMINDED)
    assert (draft.to, draft.web_form) == ("desk@authority.example", "https://authority.example/complain")
    assert draft.from_alias == BARE.address
    assert "Tiny Toes (privacy@tinytoes.example)" in draft.body


def test_an_authority_with_a_form_only_gets_no_mail() -> None:
    assert complained(EventKind.REMINDED, desk=Desk(email="")).to == ""
    assert complained(EventKind.REMINDED, desk=Desk(email="a@b.example, c@d.example")).to == ""
    assert complained(EventKind.REMINDED, desk=Desk(complaint_url="")).web_form is None


def test_it_is_in_the_language_of_the_authority_where_that_is_written() -> None:
    assert "Was geschehen ist:" in complained(EventKind.REMINDED, desk=Desk(language="de")).body
    assert "What happened:" in complained(EventKind.REMINDED, desk=Desk(language="tlh")).body
    assert "Was geschehen ist:" in complained(EventKind.REMINDED, desk=Desk(language=None), language="de").body


def test_the_name_is_for_the_authority_alone() -> None:
    named = complained(EventKind.REMINDED, grounds=NAMED).body
    assert named.count(NAME) == 1
    assert "KD-4711" not in named
    assert "only for this case" in named
    assert NAME not in complained(EventKind.REMINDED).body


def test_an_answer_that_leaves_something_open_may_be_complained_of_and_no_silence_is_claimed() -> None:
    body = complained(EventKind.REFUSED).body
    assert "- 31 July 2026: they told me that they will not do what I asked." in body
    assert "no answer" not in body
    assert "The time to answer" not in body


def test_what_has_to_be_honoured_has_its_own_period() -> None:
    first = request(RequestKind.OBJECTION, "us-can-spam")
    body = complained(EventKind.REMINDED, followed=first).body
    assert "- They have 10 working days from receipt to act on it (15 U.S.C. 7704(a)(4)(A))." in body


def test_too_early_is_refused() -> None:
    with pytest.raises(Refused):
        complained(today=date(2026, 6, 15))
    with pytest.raises(Refused):
        complained(EventKind.CLOSED)


def test_what_stood_on_no_law_is_no_case_for_an_authority() -> None:
    with pytest.raises(Refused, match="no law"):
        complained(EventKind.REMINDED, law=NO_LAW)


@pytest.mark.parametrize("law", ["us-va-vcdpa", "uk-gdpr-pecr", "br-lgpd"])
def test_where_the_law_wants_it_they_are_written_to_once_more_first(law: str) -> None:
    with pytest.raises(Refused, match=r"once more first|reminder|appeal"):
        complained(law=law)
    assert "I reminded them" in complained(EventKind.REMINDED, law=law).body


def test_a_name_alone_is_never_enough() -> None:
    with pytest.raises(Refused, match="Only a name"):
        complained(EventKind.REMINDED, by_name_only=True)


def test_a_date_that_was_not_seen_needs_the_tick_of_the_person() -> None:
    with pytest.raises(Refused, match="not seen in a source"):
        complained(EventKind.REMINDED, law="ca-qc-p39.1")
    body = complained(EventKind.REMINDED, law="ca-qc-p39.1", unverified_deadline_accepted=True).body
    assert "The time to answer ended on about" in body


def test_evidence_is_clean_lines_and_not_too_many() -> None:
    many = tuple(f"mail {n:03}.eml" for n in range(MOST_EVIDENCE + 5))
    body = complained(EventKind.REMINDED, evidence=many).body
    assert body.count("- mail ") == MOST_EVIDENCE
    assert "What I can show" not in complained(EventKind.REMINDED, evidence=(" ", "\u200b")).body
    one = complained(EventKind.REMINDED, evidence=("a\nBcc: b@c.example",)).body
    assert "- a Bcc: b@c.example" in one


def test_without_the_address_concerned_there_is_no_complaint() -> None:
    with pytest.raises(Refused, match="address"):
        complained(EventKind.REMINDED, grounds=replace(BARE, address="x"))
