import pytest

from inboxguard.facts.message import Authentication, ListHeaders, Shelf
from inboxguard.senders.signs import mailbox, outgoing, signs

from .letters import DENIED, ME, UNSUBSCRIBE, WAY_OUT, advert, letter, vouched


@pytest.mark.parametrize(
    ("address", "lists"),
    [
        ("newsletter@shop.example", {"marketing"}),
        ("news2@shop.example", {"marketing"}),
        ("Orders+4711@shop.example", {"transactional"}),
        ("leave@list.example", {"unsubscribe"}),
        ("newsham@shop.example", set()),
        ("anna@post.example", set()),
        ("", set()),
    ],
)
def test_a_mailbox_tells_what_writes_there(address: str, lists: set[str]) -> None:
    assert mailbox(address) == lists


def test_what_lies_in_sent_or_names_the_person_is_her_own() -> None:
    assert outgoing(letter(address="anna@elsewhere.example", shelf=Shelf.SENT), ME)
    assert outgoing(letter(address="anna+shop@post.example"), ME)
    assert not outgoing(letter(), ME)
    assert not outgoing(letter(address=""), ME)


@pytest.mark.parametrize("forged", [{"authentication": DENIED}, {"lists": WAY_OUT}, {"shelf": Shelf.JUNK}])
def test_junk_in_her_name_is_not_hers(forged: dict[str, object]) -> None:
    assert not outgoing(letter(address="anna@post.example", **forged), ME)


def test_an_advert_shows_its_way_out_and_its_words() -> None:
    seen = signs(advert())
    assert seen.way_out_header
    assert seen.way_out_link
    assert seen.subject["marketing_subject"]
    assert seen.text["marketing_text"] >= 2
    assert not any((seen.robot, seen.freemail, seen.answer, seen.forged_name, seen.spam_mark))


def test_a_letter_shows_nothing() -> None:
    seen = signs(letter(address="mira@gmail.com", subject="Sunday?"))
    assert seen.freemail
    assert not any((seen.way_out_header, seen.way_out_link, seen.bulk_mark, seen.discussion_mark, seen.robot))
    assert not seen.text


@pytest.mark.parametrize(
    ("name", "forged"),
    [
        ("service@bank.example", True),
        ("Bank <help@bank.example>", True),
        ("jon@firm.example via Shop", False),
        ("news@shop.example", False),
        ("a@mail.shop.example", False),
        ("Anna @ home", False),
        ("", False),
    ],
)
def test_a_name_that_shows_somebody_elses_address(name: str, forged: bool) -> None:
    assert signs(advert(name=name)).forged_name is forged


def test_a_robot_is_told_by_its_address_or_its_header() -> None:
    assert signs(letter(address="no-reply@shop.example")).robot
    assert signs(letter(lists=ListHeaders(auto_submitted="auto-generated"))).robot
    assert not signs(letter(lists=ListHeaders(auto_submitted="no"))).robot


def test_marks_of_filters_and_of_list_software() -> None:
    assert signs(letter(marks=(("x-spam-status", "Yes, score=9"),))).spam_mark
    assert not signs(letter(marks=(("x-spam-status", "No, score=-9"),))).spam_mark
    assert signs(letter(marks=(("x-beenthere", "garden@club.example"),))).discussion_mark
    assert signs(letter(lists=ListHeaders(precedence="bulk"), links=(UNSUBSCRIBE,))).bulk_mark


def test_a_borrowed_footing_is_seen_only_where_one_is_stated() -> None:
    assert signs(advert(text="Because you are a customer of Moving Lantern we write.")).borrowed_footing
    assert not signs(advert(text="We thank our partners.", authentication=vouched())).borrowed_footing
    assert signs(letter(authentication=Authentication())).borrowed_footing is False


@pytest.mark.parametrize(
    ("value", "bulk"),
    [
        ("::1.eu-west-1.uTf+x9A=:AmazonSES", False),
        ("spring:4711:shop:AmazonSES", True),
        ("4711:77:campaign:mailfern", True),
        ("", True),
    ],
)
def test_what_a_carrier_puts_on_all_mail_announces_no_bulk(value: str, bulk: bool) -> None:
    assert signs(letter(marks=(("feedback-id", value),))).bulk_mark is bulk
