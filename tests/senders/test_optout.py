from datetime import datetime, timedelta
from typing import Any

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.optout import LETTER, MAILTO, Asked, about, asked, opt_outs, standing, written_to
from inboxguard.senders.sender import SenderId

from .letters import DAY, heard, wrote

TOKEN = "leave-77@mailfern.example"


def told(*mails: Any) -> dict[str, tuple[datetime, str]]:
    """Return the first opt-out that still holds at each organisation."""
    return {str(key): (every[0].at, every[0].method) for key, every in opt_outs(*mails).items()}


def test_a_mail_to_the_address_of_its_own_list_unsubscribe_counts_on_whatever_platform() -> None:
    found = told([heard(out_addresses=(TOKEN,)), wrote(days=2, address=TOKEN, organisation="mailfern.example")])
    assert found == {"shop.example": (DAY + timedelta(days=2), MAILTO)}


def test_those_that_name_the_address_may_be_given_apart() -> None:
    mails = [heard(), wrote(days=2, address=TOKEN.upper(), organisation="mailfern.example"), wrote(role=Role.WROTE)]
    assert written_to(mails) == {TOKEN}
    assert told(mails, [heard(out_addresses=(TOKEN,))]) == {"shop.example": (DAY + timedelta(days=2), MAILTO)}
    assert told(mails, []) == {"mailfern.example": (DAY + timedelta(days=2), MAILTO)}


def test_a_mail_to_the_organisation_itself_counts() -> None:
    assert told([wrote(days=1)]) == {"shop.example": (DAY + timedelta(days=1), MAILTO)}


def test_an_objection_is_a_letter() -> None:
    assert told([wrote(subject="Objection to direct marketing")])["shop.example"][1] == LETTER


def test_the_first_of_several_counts() -> None:
    assert told([wrote(days=9), wrote(days=3), wrote(days=5)])["shop.example"][0] == DAY + timedelta(days=3)


def test_a_sign_up_after_it_begins_anew() -> None:
    again = heard(days=5, kind=Kind.TRANSACTIONAL, role=Role.SIGN_UP)
    assert told([wrote(days=3), again]) == {}
    assert told([wrote(days=3), again, wrote(days=8)])["shop.example"][0] == DAY + timedelta(days=8)
    forged = heard(days=5, kind=Kind.TRANSACTIONAL, role=Role.SIGN_UP, authenticated=False)
    assert told([wrote(days=3), forged])["shop.example"][0] == DAY + timedelta(days=3)


def test_an_address_that_two_organisations_name_is_nobodys() -> None:
    both = [heard(out_addresses=(TOKEN,)), heard(days=1, organisation="other.example", out_addresses=(TOKEN,))]
    mail = wrote(days=2, address=TOKEN, organisation=None)
    assert told([*both, mail]) == {"mailfern.example": (DAY + timedelta(days=2), MAILTO)}


def test_spam_and_forged_mail_cannot_claim_an_address() -> None:
    mail = wrote(days=2, address="leave@shop.example")
    for worthless in ({"kind": Kind.SPAM}, {"authenticated": False}):
        claim = heard(organisation="evil.example", out_addresses=("leave@shop.example",), **worthless)
        assert set(told([claim, mail])) == {"shop.example"}


def test_other_mail_asks_for_nothing() -> None:
    assert told([wrote(role=Role.WROTE), heard(role=Role.LEFT), wrote(at=None)]) == {}
    assert told([wrote(organisation=None, address=None)]) == {}


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
    assert told([], None, letters) == {"shop.example": (DAY + timedelta(days=1), LETTER)}
    assert told([wrote(days=3)], None, letters)["shop.example"][1] == LETTER
    again = heard(days=2, kind=Kind.TRANSACTIONAL, role=Role.SIGN_UP)
    assert told([again], None, letters) == {}


def days(mails: list[Attribution]) -> list[int]:
    return [(one.at - DAY).days for one in mails if one.at is not None]


def test_leaving_at_one_address_is_not_about_mail_to_another() -> None:
    adverts = [heard(days=1), heard(days=2, recipient="anna@work.example"), heard(days=3, recipient=None)]
    assert days(about(Asked(DAY, MAILTO, "Anna@post.example"), adverts)) == [1, 3]
    assert days(about(Asked(DAY, MAILTO), adverts)) == [1, 2, 3]


def test_leaving_from_an_address_that_gets_no_mail_is_about_all() -> None:
    adverts = [heard(days=1), heard(days=2, recipient=None)]
    assert days(about(Asked(DAY, MAILTO, "anna@home.example"), adverts)) == [1, 2]
    assert days(about(Asked(DAY, MAILTO, "anna@home.example"), adverts[1:])) == [2]


def test_leaving_one_list_is_not_about_another() -> None:
    adverts = [heard(days=day, list_id=name, key=f"{name}{day}") for day in (1, 9) for name in ("daily", "weekly")]
    daily = Asked(DAY + timedelta(days=5), MAILTO, None, None, ("daily",))
    assert [one.list_id for one in about(daily, adverts)] == ["daily", "daily"]
    unheard = Asked(DAY + timedelta(days=5), MAILTO, None, None, ("campaign-77",))
    assert about(unheard, adverts) == []


def test_campaigns_that_bear_a_name_each_are_one_list() -> None:
    adverts = [heard(days=day, list_id=f"c{day}-x.shop.example", key=f"c{day}") for day in (1, 9, 20, 33)]
    left = Asked(DAY + timedelta(days=10), MAILTO, None, None, ("c9-x.shop.example",))
    assert days(about(left, adverts)) == [1, 9, 20, 33]


def test_without_a_list_leaving_is_about_mail_from_the_same_address() -> None:
    club = heard(days=2, list_id=None, address="club@shop.example")
    news = heard(days=3, list_id=None, address="news@shop.example")
    (left,) = asked([heard(out_addresses=(TOKEN,), address="News@shop.example"), wrote(days=2, address=TOKEN)])[
        SenderId("shop.example")
    ]
    assert left.streams == ("news@shop.example",)
    assert days(about(left, [club, news])) == [3]


def test_a_sign_up_at_another_address_undoes_nothing() -> None:
    again = heard(days=5, kind=Kind.TRANSACTIONAL, role=Role.SIGN_UP, recipient="anna@work.example")
    left = Asked(DAY, LETTER, "anna@post.example")
    assert standing([left], [again]) == (left,)
    assert standing([left], [heard(days=5, kind=Kind.TRANSACTIONAL, role=Role.SIGN_UP)]) == ()
    assert standing([left], [heard(days=-5, kind=Kind.TRANSACTIONAL, role=Role.SIGN_UP)]) == (left,)


def test_every_opt_out_that_still_holds_is_told() -> None:
    (every,) = opt_outs([wrote(days=3), wrote(days=9, subject="Objection to direct marketing")]).values()
    assert [one.method for one in every] == [MAILTO, LETTER]


def test_a_plain_unsubscribe_address_is_told_the_address_that_wrote() -> None:
    plain = "unsubscribe@shop.example"
    advert = heard(out_addresses=(plain,), recipient="anna+lamps@post.example")
    (one,) = asked([advert, wrote(days=2, address=plain)])[SenderId("shop.example")]
    assert one.address == "anna@post.example"


def test_a_list_that_began_after_the_opt_out_was_not_left() -> None:
    before = heard(out_addresses=(TOKEN,), list_id="daily.shop.example")
    later = heard(days=9, out_addresses=(TOKEN,), list_id="deals.shop.example", key="later")
    (one,) = asked([before, wrote(days=2, address=TOKEN), later])[SenderId("shop.example")]
    assert one.lists == ("daily.shop.example",)


def test_who_writes_to_subscribe_again_is_on_the_list_again() -> None:
    advert = heard(out_addresses=(TOKEN,))
    again = wrote(days=5, address="subscribe@shop.example", subject="subscribe", role=Role.WROTE)
    assert not opt_outs([advert, wrote(days=2, address=TOKEN), again])
