"""The own server's id is learnt; a stranger's is not."""

from inboxguard.facts.message import Message, Shelf
from inboxguard.facts.sightings import Sightings
from tests.facts.letters import BORDER, letter

PASS = "Authentication-Results: mx.post.example; dkim=pass header.d=shop.example; dmarc=pass header.from=shop.example"
MICROSOFT = (
    "Received: from out.shop.example (198.51.100.7) by A.mail.protection.outlook.com (10.1.1.1)"
    " with Microsoft SMTP Server; x"
)


def inbox(head: str, count: int) -> list[Message]:
    return [letter(f"{head}\nFrom: a@shop.example\nMessage-ID: <{n}@shop.example>") for n in range(count)]


def learn(messages: list[Message]) -> tuple[str, ...]:
    sightings = Sightings()
    for message in messages:
        sightings.add(message)
    return sightings.ids()


def test_the_own_id_is_learnt_from_several_mails_that_agree_with_the_delivering_host() -> None:
    assert learn(inbox(f"{PASS}\n{BORDER}", 3)) == ("mx.post.example",)
    assert learn(inbox(f"{BORDER}\n{PASS}", 3)) == ("mx.post.example",)
    assert learn([]) == ()


def test_ids_of_strangers_are_not_learnt() -> None:
    evil = "Authentication-Results: mx.evil.example; dkim=pass header.d=bank.example"
    assert learn(inbox(f"{evil}\n{BORDER}", 5)) == ()
    # A server that attests nothing, and one sender who writes its id under the border line.
    forged = inbox(f"{BORDER}\n{PASS}", 3) + inbox(BORDER, 10)
    assert learn(forged) == ()
    assert learn(inbox(f"{BORDER}\nReceived: from x by y.evil.example; x\n{PASS}", 5)) == ()


def test_the_id_of_a_service_that_leaves_it_out_is_its_domain() -> None:
    head = f"Authentication-Results: spf=pass smtp.mailfrom=shop.example\n{MICROSOFT}"
    assert learn(inbox(head, 2)) == ("outlook.com",)


def test_what_lies_in_junk_teaches_no_id_and_few_reports_are_not_a_servers_habit() -> None:
    junk = [letter(f"{BORDER}\n{PASS}\nFrom: a@b.example\nMessage-ID: <{n}@x>", shelf=Shelf.JUNK) for n in range(9)]
    assert learn(junk) == ()
    assert learn(inbox(f"{BORDER}\n{PASS}", 5) + inbox(BORDER, 5)) == ()
    assert learn(inbox(f"{PASS}\n{BORDER}", 5) + inbox(BORDER, 5)) == ("mx.post.example",)
