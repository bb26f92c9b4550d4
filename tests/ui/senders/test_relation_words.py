"""Every code of the register and the relation has words, and none says more than it may."""

from typing import Any

import pytest

from inboxguard.senders.exchange import Trend
from inboxguard.senders.personal import CODES
from inboxguard.senders.register import Limit, Trust
from inboxguard.senders.sender import Basis
from inboxguard.ui.senders.relation_words import words
from tests.ui.senders.records import AT, entry, stop


def test_every_limit_is_said() -> None:
    assert set(words.limits()) == set(Limit)
    every = entry(limits=tuple(Limit))
    assert all(said in words.trust(every) for said in words.limits().values())


@pytest.mark.parametrize("trust", list(Trust))
@pytest.mark.parametrize("basis", list(Basis))
def test_every_trust_is_said_of_what_was_found_and_what_was_not(trust: Trust, basis: Basis) -> None:
    said = words.trust(entry(basis, trust=trust, limits=()))
    assert said.endswith(".")
    assert said.startswith("The search") == (basis is Basis.NONE_FOUND)


def test_every_thing_that_mails_show_has_a_name() -> None:
    assert len({words.personal(code) for code in CODES}) == len(CODES)
    assert not {words.personal(code) for code in CODES} & set(CODES)


def test_a_trend_that_is_not_clear_is_not_said() -> None:
    assert words.trend(Trend.UNCLEAR) == ""
    assert all(words.trend(trend) for trend in Trend if trend is not Trend.UNCLEAR)


@pytest.mark.parametrize(
    ("state", "more", "said"),
    [
        ("honoured", {}, "They stopped."),
        ("watching", {}, "They have until 3 Apr 2026 to stop. Mails since: 4."),
        ("not_honoured", {}, "They had until 3 Apr 2026. Marketing mails after you asked: 4."),
        ("signed_up_again", {"signed_up_again": AT}, "You signed up again on 4 Mar 2026."),
        ("unclear", {}, "What followed cannot be told apart from other mail."),
        ("a code of tomorrow", {}, "What followed cannot be told apart from other mail."),
    ],
)
def test_what_followed_an_opt_out(state: str, more: dict[str, Any], said: str) -> None:
    assert words.followed(stop(state, **more)) == said


def test_mail_of_other_lists_is_told_apart() -> None:
    assert "other lists of theirs, which it may not be about: 7." in words.followed(stop(mails_beside=7))


def test_how_it_was_asked() -> None:
    assert words.asked(stop()) == "You asked them to stop on 4 Mar 2026, by mail."
    assert words.asked(stop(method="letter")).endswith("by letter.")
