from datetime import timedelta

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Kind, Role
from inboxguard.senders.optout import LETTER, MAILTO, Asked, asked, opt_outs, written_to
from inboxguard.senders.sender import SenderId

from .letters import DAY, heard, wrote

TOKEN = "leave-77@mailfern.example"


def test_a_mail_to_the_address_of_its_own_list_unsubscribe_counts_on_whatever_platform() -> None:
    found = opt_outs([heard(out_addresses=(TOKEN,)), wrote(days=2, address=TOKEN, organisation="mailfern.example")])
    assert found == {"shop.example": (DAY + timedelta(days=2), MAILTO)}


def test_those_that_name_the_address_may_be_given_apart() -> None:
    mails = [heard(), wrote(days=2, address=TOKEN.upper(), organisation="mailfern.example"), wrote(role=Role.WROTE)]
    assert written_to(mails) == {TOKEN}
    assert opt_outs(mails, [heard(out_addresses=(TOKEN,))]) == {"shop.example": (DAY + timedelta(days=2), MAILTO)}
    assert opt_outs(mails, []) == {"mailfern.example": (DAY + timedelta(days=2), MAILTO)}


def test_a_mail_to_the_organisation_itself_counts() -> None:
    assert opt_outs([wrote(days=1)]) == {"shop.example": (DAY + timedelta(days=1), MAILTO)}


def test_an_objection_is_a_letter() -> None:
    assert opt_outs([wrote(subject="Objection to direct marketing")])["shop.example"][1] == LETTER


def test_the_first_of_several_counts() -> None:
    assert opt_outs([wrote(days=9), wrote(days=3), wrote(days=5)])["shop.example"][0] == DAY + timedelta(days=3)


def test_a_sign_up_after_it_begins_anew() -> None:
    again = heard(days=5, kind=Kind.TRANSACTIONAL, role=Role.SIGN_UP)
    assert opt_outs([wrote(days=3), again]) == {}
    assert opt_outs([wrote(days=3), again, wrote(days=8)])["shop.example"][0] == DAY + timedelta(days=8)
    forged = heard(days=5, kind=Kind.TRANSACTIONAL, role=Role.SIGN_UP, authenticated=False)
    assert opt_outs([wrote(days=3), forged])["shop.example"][0] == DAY + timedelta(days=3)


def test_an_address_that_two_organisations_name_is_nobodys() -> None:
    both = [heard(out_addresses=(TOKEN,)), heard(days=1, organisation="other.example", out_addresses=(TOKEN,))]
    mail = wrote(days=2, address=TOKEN, organisation=None)
    assert opt_outs([*both, mail]) == {"mailfern.example": (DAY + timedelta(days=2), MAILTO)}


def test_spam_and_forged_mail_cannot_claim_an_address() -> None:
    mail = wrote(days=2, address="leave@shop.example")
    for worthless in ({"kind": Kind.SPAM}, {"authenticated": False}):
        claim = heard(organisation="evil.example", out_addresses=("leave@shop.example",), **worthless)
        assert set(opt_outs([claim, mail])) == {"shop.example"}


def test_other_mail_asks_for_nothing() -> None:
    assert opt_outs([wrote(role=Role.WROTE), heard(role=Role.LEFT), wrote(at=None)]) == {}
    assert opt_outs([wrote(organisation=None, address=None)]) == {}


def test_each_time_is_told_with_the_address_and_list_that_it_is_about() -> None:
    advert = heard(out_addresses=(TOKEN,), recipient="anna+lamps@post.example", list_id="daily.shop.example")
    mails = [
        advert,
        wrote(days=2, address=TOKEN, organisation="mailfern.example"),
        wrote(days=4, subject="Objection to direct marketing"),
    ]
    assert asked(mails)[SenderId("shop.example")] == (
        Asked(DAY + timedelta(days=2), MAILTO, "anna+lamps@post.example", MessageKey("k2"), ("daily.shop.example",)),
        Asked(DAY + timedelta(days=4), LETTER, "anna@post.example", MessageKey("k4")),
    )


def test_an_address_that_is_named_to_several_of_mine_is_about_the_one_i_wrote_from() -> None:
    adverts = [heard(out_addresses=(TOKEN,), recipient=f"{name}@post.example", key=name) for name in ("anna", "a")]
    (one,) = asked([*adverts, wrote(days=2, address=TOKEN)])[SenderId("shop.example")]
    assert one.address == "anna@post.example"


def test_an_objection_is_about_all_lists_wherever_it_was_sent() -> None:
    advert = heard(out_addresses=(TOKEN,), list_id="daily.shop.example")
    objection = wrote(days=2, address=TOKEN, subject="Objection to direct marketing")
    assert asked([advert, objection])[SenderId("shop.example")][0].lists == ()


def test_letters_that_the_person_says_they_sent_count() -> None:
    letters = {SenderId("shop.example"): [Asked(DAY + timedelta(days=1), LETTER)]}
    assert opt_outs([], None, letters) == {"shop.example": (DAY + timedelta(days=1), LETTER)}
    assert opt_outs([wrote(days=3)], None, letters)["shop.example"][1] == LETTER
    again = heard(days=2, kind=Kind.TRANSACTIONAL, role=Role.SIGN_UP)
    assert opt_outs([again], None, letters) == {}
