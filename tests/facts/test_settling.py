"""Whose mailbox it is, learnt from the mail itself."""

from inboxguard.facts.message import Message, Shelf
from inboxguard.facts.settling import learn_person, settle
from tests.facts.letters import BORDER, letter

PASS = "Authentication-Results: mx.post.example; dkim=pass header.d=shop.example"


def mailbox() -> list[Message]:
    return [
        letter(
            f"Delivered-To: me@post.example\n{PASS}\n{BORDER}\nFrom: a@shop.example\nTo: me@post.example\nSubject: {n}"
        )
        for n in range(10)
    ]


def test_address_and_server_are_learnt() -> None:
    person = learn_person(mailbox())
    assert person.addresses == ("me@post.example",)
    assert person.authserv_ids == ("mx.post.example",)


def test_what_the_person_says_is_not_overruled() -> None:
    person = learn_person(mailbox(), ("Boss@Other.example", "@mine.example"), ("mx.other.example",))
    assert person.addresses == ("boss@other.example", "@mine.example")
    assert person.authserv_ids == ("mx.other.example",)


def test_sent_mail_names_an_own_address_and_junk_and_drafts_do_not() -> None:
    sent = letter("From: Me <me.too@post.example>\nTo: x@y.example", shelf=Shelf.SENT)
    junk = [letter(f"Delivered-To: trap@post.example\n{BORDER.replace('me+shop', 'trap')}", shelf=Shelf.JUNK)] * 50
    assert learn_person([*mailbox(), sent, *junk]).addresses == ("me.too@post.example", "me@post.example")


def test_a_catch_all_and_rare_addresses_are_never_inferred() -> None:
    strays = [
        letter(f"Delivered-To: shop{n}@mine.example\n{BORDER.replace('me+shop@post', f'shop{n}@mine')}")
        for n in range(30)
    ]
    person = learn_person(mailbox() + strays)
    assert person.addresses == ("me@post.example",)
    assert not person.owns("other@mine.example")


def test_forged_delivery_below_the_own_line_teaches_nothing() -> None:
    forged = [letter(f"{BORDER}\nDelivered-To: boss@bank.example\nTo: x@y.example")] * 20
    assert learn_person(mailbox() + forged).addresses == ("me@post.example",)


def test_mail_saved_without_any_received_line_is_learnt_by_to() -> None:
    saved = [letter(f"From: a@shop.example\nTo: me@post.example\nSubject: {n}") for n in range(3)]
    assert learn_person(saved).addresses == ("me@post.example",)
    assert learn_person([]).addresses == ()


def test_settling_fills_both_facts_and_imports_say_so() -> None:
    message = letter(f"{PASS}\n{BORDER}\nFrom: a@shop.example", account="import")
    settled = settle(message, learn_person(mailbox()))
    assert settled.authentication.attested == "imported"
    assert settled.authentication.aligned is True
    assert settled.delivered_to == "me+shop@post.example"
    assert settle(mailbox()[0], learn_person(mailbox())).authentication.attested == "server"


def test_the_given_rule_for_organisations_is_used() -> None:
    message = letter(f"{PASS.replace('shop.example', 'a.shop.example')}\n{BORDER}\nFrom: x@b.shop.example")
    person = learn_person(mailbox())
    assert settle(message, person).authentication.aligned is True
    assert settle(message, person, lambda host: host).authentication.aligned is False
