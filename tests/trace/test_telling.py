"""Repeated mails count once: trails stand on the first of them and on every deed, and on nothing else."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Legal, Role
from inboxguard.trace.said import Statement, Wording
from inboxguard.trace.telling import telling
from tests.senders.letters import DAY

ME = "me@post.example"


def mail(number: int, **said: object) -> Attribution:
    base = Attribution(
        MessageKey(f"{number:04}"), None, DAY + timedelta(days=number), "Lamps", Kind.MARKETING, ("way_out_header",),
        "shop.example", "Shop", "news@shop.example", True, "server", ME, False, None, None, None, ("shop.example",), (),
        True, None, Legal(), "en",
    )  # fmt: skip
    return replace(base, **said)  # type: ignore[arg-type]


def kept(*mails: Attribution) -> list[int]:
    return [int(one.message) for one in telling(mails, {})]


def test_of_repeated_adverts_five_are_enough() -> None:
    assert kept(*(mail(number) for number in range(40))) == [0, 1, 2, 3, 4]


def test_every_order_counts() -> None:
    orders = [mail(number, kind=Kind.TRANSACTIONAL, role=Role.PURCHASE) for number in range(20)]
    assert len(kept(*orders)) == 20


def test_every_word_of_the_person_to_an_organisation_counts_and_of_letters_to_people_the_first() -> None:
    written = {"kind": Kind.PERSONAL, "outgoing": True, "role": Role.WROTE}
    assert len(kept(*(mail(number, **written) for number in range(9)))) == 9
    assert kept(*(mail(number, organisation=None, **written) for number in range(9))) == [0]
    left = {**written, "role": Role.OPT_OUT, "organisation": None}
    assert len(kept(*(mail(number, **left) for number in range(9)))) == 9


def test_each_address_has_its_own_first_mails() -> None:
    others = [mail(number, recipient=f"me+{number % 2}@post.example") for number in range(20)]
    assert kept(*others) == list(range(10))


def test_mail_that_looks_otherwise_counts_however_late() -> None:
    many = [mail(number) for number in range(20)]
    for said in (
        {"legal": Legal("Shop Ltd")}, {"platform": "Mailfern", "account": "7"}, {"authenticated": False},
        {"hosted_for": "Mill"}, {"sending_domains": ("mill.example",)}, {"reasons": ("says_customer",)},
        {"kind": Kind.SPAM}, {"at": None},
    ):  # fmt: skip
        assert kept(*many, mail(20, **said))[-1] == 20
    assert kept(*many, mail(20, reasons=("bulk_mark",)))[-1] == 4  # for its kind only


def test_a_statement_counts_where_it_is_first_made() -> None:
    said = (Statement(Wording.PART, "Mill", "Mill passed it on.", False, "en"),)
    many = [mail(number) for number in range(20)]
    statements = {one.message: said for one in many[10:]}
    assert [int(one.message) for one in telling(many, statements)] == [0, 1, 2, 3, 4, 10]


@given(st.lists(st.tuples(st.sampled_from([ME, "me+a@post.example", None]), st.sampled_from(list(Kind)),
                          st.sampled_from([None, Role.PURCHASE, Role.WELCOME]), st.sampled_from([True, False, None])),
                max_size=40), st.integers(0, 40))  # fmt: skip
def test_what_is_left_of_what_is_left_and_of_more_is_what_is_left_of_all(
    looks: list[tuple[str | None, Kind, Role | None, bool | None]], cut: int
) -> None:
    mails = [
        mail(number, recipient=recipient, kind=kind, role=role, authenticated=authenticated)
        for number, (recipient, kind, role, authenticated) in enumerate(looks)
    ]
    once = telling(mails, {})
    assert telling(once, {}) == once
    assert telling([*telling(mails[:cut], {}), *mails[cut:]], {}) == once
