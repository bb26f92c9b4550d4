"""Every way out of one mail, the safest first, each with the day until which mail may still come."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.leave_choices import MOST_WAYS
from inboxguard.errors import Refused
from tests.servers.high_street import ME, SERVER, advert, domain, mailbox

NOW = datetime(2026, 10, 20, 8, tzinfo=UTC)
OFFERS = ("one_click", "mailto", "link", "none", "unsigned")
FIELD = b"List-Unsubscribe: "


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Audit]:
    """One shop for each kind of offer; the first offers everything at once."""
    with Audit.open(tmp_path / "home", lambda: NOW) as found:
        mails = [advert(number, 0, offer) for number, offer in enumerate(OFFERS)]
        mails[0] = mails[0].replace(FIELD, FIELD + f"<mailto:leave@{domain(0)}>, ".encode())
        found.import_files([mailbox(tmp_path, mails)], me=[ME], authserv=[SERVER])
        yield found


def routes(audit: Audit, number: int) -> list[tuple[str, bool]]:
    return [(one.way.route.value, one.way.allowed) for one in audit.leave_choices(domain(number)).ways]


def test_one_mail_with_three_ways_offers_three(audit: Audit) -> None:
    assert routes(audit, 0) == [("one_click", True), ("mailto", True), ("link", True)]
    assert audit.leave_choices(domain(0)).ways[0].way == audit.leave_choices(domain(0)).leave.offered


@pytest.mark.parametrize(
    ("number", "found"),
    [
        (1, [("mailto", True)]),
        (2, [("link", True)]),
        (3, [("none", False)]),
        (4, [("link", True), ("one_click", False)]),
    ],
)
def test_what_is_refused_comes_last_with_its_reason(audit: Audit, number: int, found: list[object]) -> None:
    assert routes(audit, number) == found
    assert all(one.way.reason for one in audit.leave_choices(domain(number)).ways)


def test_a_click_counts_from_now_and_a_mail_from_when_it_has_arrived(audit: Audit) -> None:
    audit.set_profile(replace(audit.profile(), country="US"))
    click, mail, page = audit.leave_choices(domain(0)).ways
    assert click.until == page.until == date(2026, 11, 3)  # ten business days (CAN-SPAM)
    assert mail.until == date(2026, 11, 4)


def test_a_mail_with_a_hundred_pages_does_not_fill_the_screen(audit: Audit, tmp_path: Path) -> None:
    many = b", ".join(b"<https://out.%s/%d>" % (domain(2).encode(), at) for at in range(100))
    mail = advert(2, 3, "link").replace(f"<https://out.{domain(2)}/u/token-002>".encode(), many)
    audit.import_files([mailbox(tmp_path, [mail])])
    assert len(audit.leave_choices(domain(2)).ways) <= MOST_WAYS


def test_nobody_is_asked_about_a_sender_that_is_not_known(audit: Audit) -> None:
    with pytest.raises(Refused):
        audit.leave_choices("nobody.example")
