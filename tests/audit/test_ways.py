"""The way out is named and never followed; a mail is only made where one was asked for."""

import pytest

from inboxguard.errors import Refused
from tests.audit.truth import Story


def test_the_mail_comes_from_the_address_on_the_list(move: Story) -> None:
    draft = move.audit.unsubscribe_draft("ninthcorner.example")
    assert draft.from_alias in {
        row["recipient"] for row in move.messages.values() if row["sender"]["organisation"] == "ninthcorner.example"
    }
    assert "\n" not in draft.subject


def test_a_sender_that_takes_no_mail_is_refused_in_a_sentence(move: Story) -> None:
    for organisation, row in move.senders.items():
        if not any(
            one["unsubscribe"]["mailto"]
            for one in move.messages.values()
            if one["sender"]["organisation"] == organisation and row["marketing"]
        ):
            with pytest.raises(Refused):
                move.audit.unsubscribe_draft(organisation)


def test_every_refusal_has_a_reason(move: Story) -> None:
    for organisation in move.senders:
        way = move.audit.sender(organisation).way_out
        assert way.reason.endswith(".")
        assert way.allowed == (way.method is not None) or not way.allowed
