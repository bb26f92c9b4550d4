"""A letter counts as sent where its copy lies in Sent, and no mail that only speaks of it makes it so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from inboxguard.facts.message import Address, Message, MessageKey, Place, Shelf
from inboxguard.facts.person import Person
from inboxguard.requests.sending import Copy, How, copies
from tests.requests.town import ALIAS, TOES, newsletter, request

CREATED = datetime(2026, 6, 1, 9, tzinfo=UTC)
AT = CREATED + timedelta(hours=2)
SUBJECT = "Where did you get my address? 2026-AAAAAAA"
LETTER = replace(request(), draft=replace(request().draft, subject=SUBJECT))
ME = Person(addresses=("me@post.example",))
ID = "<inboxguard-2026-aaaaaaa@post.example>"


def mail(to: str = "privacy@tinytoes.example", **fields: Any) -> Message:
    """A mail in Sent."""
    told: dict[str, Any] = {
        "key": MessageKey("sent"), "place": Place("me@post.example", "Gesendet"), "shelf": Shelf.SENT, "sent": AT,
        "to": (Address("", to),), "subject": SUBJECT, "text": None, "message_id": "<new@client.example>", "links": (),
    }  # fmt: skip
    return newsletter(**(told | fields))


def found(*mails: Message, since: datetime = CREATED) -> list[Copy]:
    """The copies of the letter among mails."""
    return list(copies([(LETTER, since, frozenset((TOES,)))], mails, ME))


def hows(*mails: Message) -> list[How]:
    """By what it was found."""
    return [one.how for one in found(*mails)]


def test_the_message_id_of_the_draft_is_proof() -> None:
    one = mail("other@x.example", subject="Anything", message_id="<Inboxguard-2026-AAAAAAA@post.example>")
    assert found(one) == [Copy("r1", MessageKey("sent"), "Gesendet", AT, How.MESSAGE_ID)]


def test_a_program_that_gives_a_new_one_keeps_the_reference() -> None:
    assert hows(mail()) == [How.REFERENCE]
    assert hows(mail("datenschutz@tinytoes.example", subject="Nochmals: 2026-aaaaaaa")) == [How.REFERENCE]
    assert hows(mail(subject="Question", text="My reference is 2026-AAAAAAA.")) == [How.REFERENCE]


def test_a_better_address_than_the_drafts_is_found_by_the_whole_subject() -> None:
    assert hows(mail("desk@privacydesk.example")) == [How.REFERENCE]
    assert hows(mail("desk@privacydesk.example", subject="About 2026-AAAAAAA")) == []


def test_an_answer_to_the_draft_under_its_subject_is_the_letter() -> None:
    bare = mail(subject="Where did you get my address?", in_reply_to=ID)
    assert hows(bare) == []  # the subject was changed
    plain = replace(LETTER, draft=replace(LETTER.draft, subject="Where from?"))
    same = mail(subject="Re: Where from?", in_reply_to=ID)
    assert [one.how for one in copies([(plain, CREATED, frozenset((TOES,)))], [same], ME)] == [How.THREAD]


@pytest.mark.parametrize(
    "other",
    [
        mail(shelf=Shelf.PLAIN),  # their answer quotes it
        mail(shelf=Shelf.DRAFTS),
        mail(shelf=Shelf.TRASH),
        mail("lea@friends.example", subject=f"Fwd: {SUBJECT}"),
        mail("lea@friends.example", subject="Look", text=SUBJECT),
        mail("me+notes@post.example"),
        mail(to="", subject=SUBJECT),
        mail(subject="Your offer"),
        mail(subject="2026-AAAAAAB"),
        mail(sent=CREATED - timedelta(days=1)),
        mail(sent=None, received=None),
    ],
)
def test_what_only_speaks_of_it_is_not_the_letter(other: Message) -> None:
    assert found(other) == []


def test_the_firmest_sign_and_then_the_first_copy_counts() -> None:
    first, second = mail(), mail(sent=AT + timedelta(days=2), key=MessageKey("again"))
    assert [one.at for one in found(second, first)] == [AT]
    proof = mail(sent=AT + timedelta(days=1), message_id=ID, key=MessageKey("proof"))
    assert [one.message for one in found(first, proof, second)] == ["proof"]


def test_it_was_not_sent_before_it_was_written() -> None:
    early = mail(sent=CREATED - timedelta(minutes=20))  # another clock
    assert [one.at for one in found(early)] == [CREATED]


def test_after_it_came_back_only_what_was_sent_since_counts() -> None:
    assert found(mail(), since=AT + timedelta(days=3)) == []
    assert len(found(mail(sent=AT + timedelta(days=4)), since=AT + timedelta(days=3))) == 1


def test_the_alias_is_the_persons_and_no_recipient() -> None:
    assert found(mail(ALIAS)) == []
