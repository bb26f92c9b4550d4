"""One sender is left the way that the person chose, by one press, and what came of it is told."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.requests.unsubscribe import SENTENCES, Reason
from inboxguard.senders.sender import SenderId
from inboxguard.ui import style
from inboxguard.ui.jobs import Jobs
from inboxguard.ui.page import Desk
from inboxguard.ui.senders.unsubscribe import UnsubscribeDialog
from inboxguard.ui.senders.way import Address, Refused
from tests.servers import hostile
from tests.servers.high_street import Street, domain, place
from tests.servers.https import status
from tests.ui import accessibility
from tests.ui.senders.conftest import street_now
from tests.ui.sharing.sample import cut


def dialog(desk: Desk, number: int, host: QWidget) -> UnsubscribeDialog:
    made = UnsubscribeDialog(desk, SenderId(domain(number)), f"Shop {number:03}", host)
    made.show()
    accessibility.check(made)
    return made


def text(made: QWidget) -> str:
    return "\n".join(label.text() for label in made.findChildren(QLabel) if not label.isHidden())


def buttons(made: UnsubscribeDialog) -> list[str]:
    return [one.text() for one in (made.cancel, made.other, made.go) if not one.isHidden()]


def choose(made: UnsubscribeDialog, title: str) -> None:
    next(one for one in made.ways if one.radio.text() == title).radio.click()


def press(made: QWidget, words: str) -> None:
    next(one for one in made.findChildren(QPushButton) if one.text() == words).click()


def test_every_way_is_offered_and_the_safest_is_chosen(street_desk: Desk, street: Street, host: QWidget) -> None:
    made = dialog(street_desk, 0, host)
    assert [one.radio.text() for one in made.ways] == ["One-click", "Draft a mail", "Open their page in the browser"]
    assert [one.radio.isChecked() for one in made.ways] == [True, False, False]
    assert made.ways[0].radio.accessibleName() == "One-click, safest"
    assert made.lead.text().startswith("Three ways were found")
    assert "one POST request over HTTPS, no cookies, no page opened" in text(made.ways[0].box)
    assert f"out.{domain(0)}" in text(made.ways[0].box)
    assert "20 Nov 2026" in made.afterwards.text()  # a month, as no law of the person's place is known
    assert street.asked == {}


def test_the_button_says_what_happens_and_follows_the_choice(street_desk: Desk, host: QWidget) -> None:
    made = dialog(street_desk, 0, host)
    assert made.go.text() == "Send one request"
    choose(made, "Draft a mail")
    assert made.go.text() == "Make the draft..."
    assert [one.box.isHidden() for one in made.ways] == [True, False, True]
    assert "Once it lies in your Sent folder" in made.afterwards.text()
    choose(made, "Open their page in the browser")
    assert made.go.text() == made.go.accessibleName() == "Open the page"


def test_one_press_sends_one_request_and_its_answer_is_told(
    street_desk: Desk, street_audit: Audit, street: Street, host: QWidget
) -> None:
    made = dialog(street_desk, 0, host)
    made.go.click()
    assert street.asked == {place(0): 1}
    assert "The sender’s server took the request." in text(made)
    assert "Their server wrote: “Good-bye.”" in text(made)
    assert buttons(made) == ["Close"]
    assert street_audit.sender(domain(0)).row.opt_out == "watching"


@pytest.mark.parametrize("code", [302, 404, 500])
def test_after_a_no_the_next_way_is_chosen(street_desk: Desk, street: Street, host: QWidget, code: int) -> None:
    street.https.pages[place(0)] = status(code, "Location: https://127.0.0.1/")
    made = dialog(street_desk, 0, host)
    made.go.click()
    assert "Not taken" in text(made)
    assert [one.radio.text() for one in made.ways] == ["Draft a mail", "Open their page in the browser"]
    assert buttons(made) == ["Close", "Object by letter...", "Make the draft..."]


def test_without_an_answer_nothing_is_sent_again_by_itself(street_desk: Desk, street: Street, host: QWidget) -> None:
    street.https.pages[place(0)] = hostile.closing
    made = dialog(street_desk, 0, host)
    made.go.click()
    assert "No clear answer" in text(made)
    assert "may or may not count" in text(made)
    assert made.go.text() == "Send it again"
    assert not made.go.isEnabled()
    assert street.asked == {place(0): 1}
    made.again.click()
    made.go.click()
    assert street.asked == {place(0): 2}


def test_where_nothing_left_it_can_be_tried_again_at_once(street_desk: Desk, street: Street, host: QWidget) -> None:
    street.close()
    made = dialog(street_desk, 0, host)
    made.go.click()
    assert "Nothing was asked" in text(made)
    assert made.go.text() == "Send one request"
    assert made.go.isEnabled()


def test_who_was_asked_already_is_not_asked_by_a_slip(
    street_desk: Desk, street_audit: Audit, street: Street, host: QWidget
) -> None:
    street_audit.one_click([domain(0)])
    made = dialog(street_desk, 0, host)
    assert "You asked this sender on 20 October 2026 already; mail may still come until" in text(made)
    assert not made.go.isEnabled()
    choose(made, "Draft a mail")
    assert not made.go.isEnabled()
    made.again.click()
    assert made.go.isEnabled()
    assert street.asked == {place(0): 1}


def test_a_draft_is_asked_for(street_desk: Desk, host: QWidget, qtbot: Any) -> None:
    made = dialog(street_desk, 8, host)
    assert f"leave@{domain(8)}" in text(made)
    assert made.lead.text().startswith("One way was found")
    with qtbot.waitSignal(made.mail_draft) as asked:
        made.go.click()
    assert asked.args == [False]


def test_a_page_opens_when_pressed_and_is_recorded_by_the_persons_word(
    street_desk: Desk, street_audit: Audit, host: QWidget, opened: list[str], qtbot: Any
) -> None:
    made = dialog(street_desk, 9, host)
    assert opened == []
    made.go.click()
    assert opened == [f"https://{place(9)}"]
    assert made.said.text().endswith("Did it work?")
    assert street_audit.leave(domain(9)).before is None  # opening says nothing yet
    with qtbot.waitSignal(made.left_there) as recorded:
        press(made, "I did it there")
    assert street_audit.sender(domain(9)).row.opt_out == "watching"
    street_audit.not_left_in_browser(recorded.args[0])
    assert street_audit.sender(domain(9)).row.opt_out is None


def test_a_page_that_did_not_work_leaves_the_choice(street_desk: Desk, host: QWidget, opened: list[str]) -> None:
    made = dialog(street_desk, 0, host)
    choose(made, "Open their page in the browser")
    made.go.click()
    assert not made.ways[0].radio.isEnabled()
    press(made, "It did not work")
    assert made.ways[0].radio.isEnabled()
    assert buttons(made) == ["Cancel", "Open the page"]
    assert len(opened) == 1


def test_the_whole_address_is_shown_on_asking(street_desk: Desk, host: QWidget) -> None:
    made = dialog(street_desk, 0, host)
    assert "token-000" not in text(made)
    press(made.ways[0], "Show the whole address")
    accessibility.check(made)
    (address,) = made.findChildren(Address)
    assert address.text.toPlainText() == f"https://{place(0)}"
    address.copy.click()
    assert QGuiApplication.clipboard().text() == f"https://{place(0)}"


def test_a_refused_way_has_its_reason_and_nothing_to_press(street_desk: Desk, host: QWidget) -> None:
    made = dialog(street_desk, 11, host)
    assert [one.radio.text() for one in made.ways] == ["Open their page in the browser"]
    (refused,) = made.findChildren(Refused)
    assert "No valid signature covers the one-click offer" in text(refused)
    assert not refused.findChildren(QPushButton)


def test_where_no_way_is_offered_a_letter_is(street_desk: Desk, host: QWidget, qtbot: Any) -> None:
    made = dialog(street_desk, 10, host)
    assert made.ways == []
    assert buttons(made) == ["Close", "Object by letter..."]
    with qtbot.waitSignal(made.letter) as asked:
        press(made, "Object by letter...")
    assert asked.args == ["objection"]


@pytest.mark.parametrize("code", [Reason.SPAM, Reason.JUNK, Reason.FORGED, Reason.UNATTESTED])
def test_spam_is_told_nothing(
    street_desk: Desk, street_audit: Audit, host: QWidget, qtbot: Any, monkeypatch: pytest.MonkeyPatch, code: Reason
) -> None:
    found = street_audit.leave_choices(domain(0))
    barred = [replace(one, way=replace(one.way, allowed=False, code=code)) for one in found.ways]
    told = replace(found, leave=replace(found.leave, offered=barred[0].way), ways=tuple(barred))
    monkeypatch.setattr(street_audit, "leave_choices", lambda _: told)
    made = dialog(street_desk, 0, host)
    assert made.lead.text() == SENTENCES[code]
    assert "nobody is told" in text(made)
    assert made.ways == []
    assert made.findChildren(Refused) == []  # one reason, said once
    assert buttons(made) == ["Close", "Set aside"]
    with qtbot.waitSignal(made.aside):
        press(made, "Set aside")


def test_the_address_of_somebody_else_is_looked_at_first(
    street_desk: Desk, street_audit: Audit, host: QWidget, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = street_audit.leave_choices(domain(8))
    other = replace(found.ways[0], way=replace(found.ways[0].way, allowed=False, code=Reason.THIRD_PARTY))
    monkeypatch.setattr(street_audit, "leave_choices", lambda _: replace(found, ways=(other,)))
    made = dialog(street_desk, 8, host)
    assert "that of somebody else" in text(made.ways[0].box)
    assert "safest" not in text(made)
    assert not made.go.isEnabled()
    made.ways[0].sure.click()
    with qtbot.waitSignal(made.mail_draft) as asked:
        made.go.click()
    assert asked.args == [True]


def test_in_the_sample_nobody_is_asked(sample_desk: Desk, sample_audit: Audit, host: QWidget) -> None:
    for one in sample_audit.sender_ids():
        if sample_audit.leave(one).posts:
            made = UnsubscribeDialog(sample_desk, one, "X", host)
            made.show()
            made.go.click()
            assert "This is the sample" in made.said.text()
            made.close()


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_at_200_percent_no_button_is_cut(street_desk: Desk, host: QWidget, qapp: Any, mode: str) -> None:
    style.apply(qapp, mode, 2.0)
    for number in (0, 8, 9, 10, 11):
        made = dialog(street_desk, number, host)
        assert cut(made) == []
        made.close()


def test_real_clicks_leave_a_shop_over_real_https(street_home: Path, street: Street, host: QWidget, qtbot: Any) -> None:
    def make() -> Audit:
        audit = Audit.open(street_home, street_now)
        audit.use_local_server(street.https.port, street.authority.where / "ca.pem")
        return audit

    jobs = Jobs(make)
    with Audit.open(street_home, street_now) as audit:
        host.show()
        made = UnsubscribeDialog(Desk(audit, jobs, street_now), SenderId(domain(0)), "Shop", host)
        made.show()
        qtbot.waitUntil(lambda: bool(made.ways), timeout=20_000)
        assert street.asked == {}
        qtbot.waitUntil(made.go.isEnabled, timeout=20_000)
        QTest.mouseClick(made.go, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "took the request" in text(made), timeout=20_000)
        assert street.asked == {place(0): 1}
        assert audit.sender(domain(0)).row.opt_out == "watching"
        made.close()
    jobs.close()
