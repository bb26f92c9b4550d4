"""The invented town's mail is told as well as it ever was, in every language, and people's letters stay closed.

The counts are those reached; they may rise (write the new ones down), never fall. What is missing is spam
that looks like a person's letter, and such letters are never opened.
"""

from collections import Counter
from functools import cache

import pytest

from inboxguard.facts.message import LinkKind, Message, Place, RawMessage
from inboxguard.facts.parsing import read
from inboxguard.facts.settling import learn_person, settle
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.domains import organisational
from inboxguard.senders.speaker import attribute
from tests.senders.town import OTHERS, THOROUGH, Letter, letters

Told = tuple[Letter, Message, Attribution]

RIGHT = {"en": 33, "de": 34, "fr": 33, "es": 33, "it": 33, "nl": 33, "pt": 33} | dict.fromkeys(OTHERS, 5)
"""How many letters of each language are told what they are, of 35 and of 5."""


@cache
def town() -> tuple[Told, ...]:
    messages = []
    for letter in letters():
        head, _, body = letter.octets.replace(b"\r\n", b"\n").partition(b"\n\n")
        messages.append(read(RawMessage(Place("import", letter.name), None, head, body)))
    person = learn_person(messages, organisational=organisational)
    assert person.addresses == ("anna@post.example",)
    assert person.authserv_ids == ("mx.post.example",)
    settled = [settle(message, person, organisational) for message in messages]
    return tuple((letter, one, attribute(one, person)) for letter, one in zip(letters(), settled, strict=True))


@pytest.mark.parametrize("language", [*THOROUGH, *OTHERS])
def test_kinds_are_told_in_every_language(language: str) -> None:
    ours = [(letter, found) for letter, _, found in town() if letter.language == language]
    wrong = Counter((letter.kind, found.kind.value) for letter, found in ours if letter.kind != found.kind)
    assert len(ours) - wrong.total() >= RIGHT[language], wrong


@pytest.mark.parametrize("language", [*THOROUGH, *OTHERS])
def test_all_adverts_are_told_and_nothing_else_is_called_one(language: str) -> None:
    ours = [(letter, found) for letter, _, found in town() if letter.language == language]
    meant = {letter.name for letter, _ in ours if letter.kind == Kind.MARKETING}
    assert meant == {letter.name for letter, found in ours if found.kind is Kind.MARKETING}


def test_people_s_letters_stay_closed_and_personal() -> None:
    people = [one for one in town() if one[0].kind == Kind.PERSONAL]
    assert len(people) == 6 * len(THOROUGH) + len(OTHERS)
    assert not [letter.name for letter, message, _ in people if message.opened or message.text]
    assert not [letter.name for letter, _, found in people if found.kind is not Kind.PERSONAL]


def test_no_platform_is_named_and_every_house_is() -> None:
    assert not [letter.name for letter, _, found in town() if found.platform]
    houses = [one for one in town() if one[0].kind in (Kind.MARKETING, Kind.TRANSACTIONAL)]
    assert not [letter.name for letter, _, found in houses if found.organisation != letter.organisation]


def test_the_language_of_what_is_read_is_told_or_not_said() -> None:
    read_ = [(letter, message.language) for letter, message, _ in town() if message.opened]
    assert not [letter.name for letter, said in read_ if said not in (letter.language, None)]
    assert sum(said is None for _, said in read_) <= 1


def test_the_ways_out_are_those_that_were_written() -> None:
    for letter, message, _ in town():
        lists = message.lists
        assert lists.one_click == (letter.route == "one-click"), letter.name
        assert bool(lists.unsubscribe_https) == (letter.route in ("one-click", "http")), letter.name
        if letter.route == "body-link":
            assert any(link.kind is LinkKind.UNSUBSCRIBE for link in message.links), letter.name


def test_half_of_the_letters_of_each_kind_are_kept_for_measuring() -> None:
    counted = Counter((letter.kind, letter.told) for letter in letters())
    assert all(abs(counted[kind, True] - counted[kind, False]) <= 4 for kind, _ in counted)
