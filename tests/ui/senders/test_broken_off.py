"""That an earlier batch waits is said quietly, without a name or a number."""

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from inboxguard.audit.leaving import Pending
from inboxguard.senders.sender import SenderId
from inboxguard.ui.page import Desk
from inboxguard.ui.senders.broken_off import BrokenOff
from inboxguard.ui.senders.leaving import LeavingDialog
from inboxguard.ui.senders.page import SendersPage
from tests.servers.high_street import Street
from tests.ui import accessibility
from tests.ui.senders.test_leaving import breaking_off

SHOP = SenderId("shop.example")


@pytest.fixture
def line(qtbot: Any) -> BrokenOff:
    made = BrokenOff()
    qtbot.addWidget(made)
    return made


def test_nothing_open_says_nothing(line: BrokenOff) -> None:
    line.show_pending(Pending((), ()))
    assert line.isHidden()


@pytest.mark.parametrize("pending", [Pending((SHOP,) * 3, ()), Pending((), (SHOP,)), Pending((SHOP,), (SHOP,))])
def test_what_is_open_is_said_without_name_or_number(line: BrokenOff, pending: Pending) -> None:
    line.show_pending(pending)
    assert not line.isHidden()
    assert "shop" not in line.words.text().lower()
    assert not any(sign.isdigit() for sign in line.words.text())
    assert line.less.isHidden() is (not pending.waiting)
    accessibility.check(line)


def test_the_page_offers_to_go_on_and_forgets_it_when_told_so(
    street_desk: Desk, street: Street, qtbot: Any, host: QWidget
) -> None:
    breaking_off(street_desk.audit, 2)
    page = SendersPage(street_desk)
    qtbot.addWidget(page)
    street_desk.jobs.done.connect(lambda label, changes: page.refresh(street_desk.audit) if changes else None)
    page.refresh(street_desk.audit)
    page.show()
    assert not page.broken_off.isHidden()
    asked = dict(street.asked)
    page.broken_off.more.click()
    (dialog,) = (one for one in page.findChildren(LeavingDialog) if one.isVisible())
    dialog.close()
    assert not page.broken_off.isHidden()
    page.broken_off.less.click()
    assert page.broken_off.isHidden()
    assert street.asked == asked
    assert street_desk.audit.pending_one_clicks() == Pending((), ())
