"""The sentences of the Overview."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from inboxguard.audit.views import Chip, Finding, NextStep, Overview
from inboxguard.senders.sender import SenderId
from inboxguard.ui.overview.words import OverviewWords

WORDS = OverviewWords()
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)
SEEN = Overview(41280, 214, datetime(2014, 3, 5, tzinfo=UTC), NOW, (), (), (), None, ())


def test_the_line_says_what_was_read() -> None:
    assert WORDS.line(SEEN, TODAY) == "41,280 mails from 214 senders, March 2014 to today."
    old = replace(SEEN, last=datetime(2026, 9, 1, 12, tzinfo=UTC))
    assert WORDS.line(old, TODAY).endswith("March 2014 to September 2026.")
    assert WORDS.line(replace(SEEN, first=None, last=None), TODAY) == "41,280 mails from 214 senders."


@pytest.mark.parametrize(
    ("finding", "sentence", "ground", "page"),
    [
        (Finding("no_sign_up", 61, 214), "senders have no sign-up on record", "of 214 that send marketing", "senders"),
        (Finding("no_sign_up", 1, 2), "sender has no sign-up on record", "of 2 that send marketing", "senders"),
        (
            Finding("copy", 9, 214, ("2", "4", "3")),
            "seem to use a copy of your address from somebody else",
            "of 214 that send marketing: 2 documented, 4 strong, 3 probable",
            "sharing",
        ),
        (
            Finding("copy", 0, 17, ("0", "0", "0")),
            "seem to use a copy of your address from somebody else",
            "of 17 that send marketing",
            "sharing",
        ),
        (Finding("ignored", 4, 23), "still write after you left", "of 23 that you left", "senders"),
        (
            Finding("exclusive", 38, 3, ("Moving Lantern", "2026-03-28")),
            "mails to an address that, as far as known, only Moving Lantern had",
            "from 3 other senders since March 2026",
            "sharing",
        ),
        (
            Finding("exclusive", 1, 1, ("Moving Lantern", "")),
            "mail to an address that, as far as known, only Moving Lantern had",
            "from one other sender",
            "sharing",
        ),
    ],
)
def test_a_finding_is_a_sentence_with_its_ground_and_leads_on(
    finding: Finding, sentence: str, ground: str, page: str
) -> None:
    said = WORDS.finding(finding)
    assert (said.sentence, said.ground, said.page) == (sentence, ground, page)


def test_a_finding_opens_the_page_already_filtered() -> None:
    assert WORDS.finding(Finding("no_sign_up", 1, 1)).argument is Chip.NO_CONSENT
    assert WORDS.finding(Finding("ignored", 1, 1)).argument is Chip.OPT_OUT_IGNORED


def test_nothing_accuses_or_counts_what_is_set_aside() -> None:
    for what in ("no_sign_up", "copy", "ignored", "exclusive"):
        words = WORDS.finding(Finding(what, 3, 9, ("1", "1", "1"))).sentence
        assert not any(word in words.lower() for word in ("sold", "stole", "illegal", "spam", "set aside"))


def test_a_proposal_says_why_and_what_its_button_does() -> None:
    ask = WORDS.proposal(NextStep("ask_where_from", SenderId("s.example"), "Sofa", ("Moving Lantern", "strong")))
    assert ask.title == "Ask Sofa where they got your address"
    assert ask.why == "Their mail seems to use the copy of your address that Moving Lantern had (strong)."
    assert (ask.act, ask.letter) == ("Draft the question", "where_from")
    remind = WORDS.proposal(NextStep("remind", SenderId("n.example"), "Ninth", ("2026-11-14",)))
    assert (remind.why, remind.letter) == ("They had until 14 Nov 2026 to answer.", "")
    assert WORDS.proposal(NextStep("remind", SenderId("n"), "Ninth")).why == "Their time to answer is over."
    assert WORDS.proposal(NextStep("erase", SenderId("n"), "Ninth")).letter == "erasure"
    assert WORDS.proposal(NextStep("unsubscribe", SenderId("n"), "Ninth")).letter == "unsubscribe"


def test_news_are_counted_and_named() -> None:
    assert WORDS.news(Finding("new_mails", 31, 41280)) == ("31 new mails", "of 41,280")
    assert WORDS.news(Finding("new_senders", 1, 9, ("Curtain & Crow",))) == ("1 new sender", "Curtain & Crow")


def test_hostile_names_and_unknown_codes_are_harmless() -> None:
    proposal = WORDS.proposal(NextStep("erase", SenderId("x"), "Ba\u202enk"))
    assert "\u202e" not in proposal.title
    assert WORDS.finding(Finding("later", 1, 2)).page == ""
    assert WORDS.news(Finding("later", 1, 2)) == ("1 later", "")
    assert WORDS.finding(Finding("exclusive", 2, 2, ("X", "no date"))).ground == "from 2 other senders"
