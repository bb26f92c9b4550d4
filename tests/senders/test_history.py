from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.history import settled_by_history

from .letters import heard, wrote

ADDRESS = "news@mail.shop.example"


def adverts(number: int = 3, **said: object) -> list[Attribution]:
    return [heard(key=f"advert {day}", days=day, **said) for day in range(number)]


def closed(**said: object) -> Attribution:
    return heard(**({"key": "closed", "kind": Kind.PERSONAL, "reasons": ("no_bulk_marks",)} | said))


def test_an_unmarked_mail_of_an_address_that_advertises_is_one_more_advert() -> None:
    assert settled_by_history([*adverts(), closed()]) == {"closed": (Kind.MARKETING, ("sender_advertises",))}
    assert settled_by_history([closed(address=ADDRESS.upper()), *adverts(8)])


def test_two_adverts_are_no_history() -> None:
    assert settled_by_history([*adverts(2), closed()]) == {}


def test_an_address_that_writes_other_mail_too_says_nothing() -> None:
    receipts = [heard(key=f"receipt {day}", kind=Kind.TRANSACTIONAL) for day in range(2)]
    assert settled_by_history([*adverts(), *receipts, closed()]) == {}


def test_whom_the_person_writes_to_may_write_letters() -> None:
    assert settled_by_history([*adverts(), wrote(address=ADDRESS), closed()]) == {}


def test_an_address_at_a_mail_service_for_everybody_says_nothing() -> None:
    assert settled_by_history([*adverts(5, address="mira@gmail.com"), closed(address="mira@gmail.com")]) == {}


def test_other_addresses_other_kinds_and_corrections_are_left_alone() -> None:
    others = [
        closed(address="mira@mail.shop.example"),
        closed(key="said", reasons=("you_said",)),
        closed(key="answered", reasons=("automatic_answer",)),
        closed(key="spam", kind=Kind.SPAM),
        closed(key="nobody", address=None),
    ]
    assert settled_by_history([*adverts(6), *others]) == {}
    assert settled_by_history([]) == {}
