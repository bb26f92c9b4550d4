"""Which addresses are the person's own."""

import pickle
import time
from dataclasses import replace

from inboxguard.facts.person import Person, same_mailbox, untagged
from inboxguard.store.records import packed, unpacked


def test_tags_and_case_do_not_matter() -> None:
    person = Person(("me@post.example",))
    assert person.owns("me@post.example")
    assert person.owns("Me+Shop@POST.example")
    assert not person.owns("you@post.example")
    assert not person.owns("me@post.example.evil.example")
    assert not person.owns("")
    assert not person.owns("me")


def test_a_catch_all_covers_its_domain_only() -> None:
    person = Person(("@mine.example",))
    assert person.owns("shop@mine.example")
    assert not person.owns("shop@sub.mine.example")
    assert not person.owns("@mine.example")


def test_dots_mean_nothing_at_gmail_and_something_elsewhere() -> None:
    assert Person(("janedoe@gmail.com",)).owns("jane.doe+x@googlemail.com")
    assert not Person(("janedoe@post.example",)).owns("jane.doe@post.example")


def test_a_tagged_address_of_the_person_is_only_itself() -> None:
    assert Person(("me+a@post.example",)).owns("me+a@post.example")
    assert not Person(("me+a@post.example",)).owns("me+b@post.example")


def test_spellings_of_one_mailbox() -> None:
    assert untagged("Me+Shop@Post.example") == "me@post.example"
    assert untagged("+odd@post.example") == "+odd@post.example"
    assert same_mailbox("j.a.ne+x@googlemail.com") == "jane@gmail.com"


def test_what_only_looks_like_an_own_address_is_none() -> None:
    assert not Person(("@x@post.example",)).owns("@x@post.example")
    assert not Person(("@post.example",)).owns("me@post.example@evil.example")
    assert not Person(("+@post.example", "@")).owns("me@post.example")


def test_thousands_of_own_addresses_cost_one_question_no_more() -> None:
    exported = Person(tuple(f"kestrel.{one}@alias.example" for one in range(20_000)))
    began = time.process_time()
    assert sum(exported.owns(f"kestrel.{one}@alias.example") for one in range(20_000, 40_000)) == 0
    assert exported.owns("kestrel.19999+x@alias.example")
    assert time.process_time() - began < 1  # minutes, where each question goes through all of them


def test_a_person_is_equal_and_sent_to_another_process_by_the_addresses_alone() -> None:
    person = Person(("Me@post.example",), ("mx.post.example",))
    again = pickle.loads(pickle.dumps(person))
    assert (again, hash(again)) == (person, hash(person))
    assert again.owns("me@post.example")
    assert repr(person) == "Person(addresses=('Me@post.example',), authserv_ids=('mx.post.example',))"
    assert replace(person, addresses=("@mine.example",)).owns("any@mine.example")


def test_a_person_is_put_away_as_two_lists_and_taken_out_again() -> None:
    person = Person(("Me@Post.example", "@mine.example"), ("mx.post.example",))
    assert packed(person) == b'{"addresses":["Me@Post.example","@mine.example"],"authserv_ids":["mx.post.example"]}'
    assert unpacked(packed(person), Person).owns("me+shop@post.example")
