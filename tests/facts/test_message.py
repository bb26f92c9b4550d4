"""The shapes of a message."""

import pickle
from dataclasses import replace
from datetime import UTC, datetime

from inboxguard.facts.message import Address, Authentication, settled
from tests.facts.letters import letter


def test_a_message_was_got_when_the_server_took_it_else_when_it_says() -> None:
    taken = letter("""
        Received: from a.example by mx.post.example; Mon, 2 Nov 2026 10:00:02 +0000
        Date: Sun, 1 Nov 2026 09:00:00 +0000
    """)
    assert taken.at == datetime(2026, 11, 2, 10, 0, 2, tzinfo=UTC)
    assert letter("Date: Sun, 1 Nov 2026 09:00:00 +0000").at == datetime(2026, 11, 1, 9, tzinfo=UTC)
    assert letter("Subject: x").at is None


def test_the_domain_of_an_address() -> None:
    assert Address("", "a@b@shop.example").domain == "shop.example"
    assert Address("Shop", "").domain == ""


def test_messages_travel_between_processes() -> None:
    message = letter("From: a@shop.example\nSubject: x\nPrecedence: bulk", "Hello")
    assert pickle.loads(pickle.dumps(message)) == message


def test_settling_changes_nothing_else() -> None:
    message = letter("From: a@shop.example\nSubject: x\nPrecedence: bulk", "Hello")
    attested = Authentication("server", "mx.post.example", (("dkim", "shop.example"),), (), True, True)
    assert settled(message, attested, "me@post.example") == replace(
        message, authentication=attested, delivered_to="me@post.example"
    )
