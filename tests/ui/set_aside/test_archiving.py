"""Archiving masked messages: what would happen is told without a number, and nothing moves before the press."""

import pytest

from inboxguard.audit.archiving import Archived, ArchivePlan
from inboxguard.errors import KeyringMissing, PasswordMissing, Unreachable, WrongPassword
from inboxguard.facts.message import MessageKey
from inboxguard.ui.page import Desk
from inboxguard.ui.set_aside.archiving import Archiving
from tests.ui import accessibility
from tests.ui.immediate import Immediate
from tests.ui.sharing.sample import NOW, press, words

KEYS = (MessageKey("k1"), MessageKey("k2"))


class Server:
    """An Audit that moves what it is told to; `asked` lists what."""

    def __init__(self, plan, *answers):
        self.plan = plan
        self.answers = list(answers)
        self.asked = []

    def archive_preview(self, keys):
        return self.plan

    def archive(self, keys, folder, password, tell):
        self.asked.append((keys, folder, password))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def opened(host):
    def open_(server):
        dialog = Archiving(Desk(server, Immediate(server), lambda: NOW), KEYS, host)
        dialog.show()
        return dialog

    return open_


WHOLE = ArchivePlan(2, (("me@post.example", 2),))


def test_nothing_moves_before_the_press(opened):
    server = Server(WHOLE)
    dialog = opened(server)
    assert server.asked == []
    assert "Nothing is deleted." in words(dialog)
    assert not any(sign.isdigit() for sign in words(dialog))
    assert dialog.folder.text() == "Set aside"
    accessibility.check(dialog)


def test_moved_it_closes_and_says_how_to_undo_it(opened, qtbot):
    server = Server(WHOLE, Archived(2, 0, 7))
    dialog = opened(server)
    dialog.folder.setText(" Later ")
    with qtbot.waitSignal(dialog.moved) as said:
        press(dialog, "Move them")
    assert said.args == [7, ""]
    assert server.asked == [(KEYS, "Later", None)]
    assert not dialog.isVisible()


@pytest.mark.parametrize("plan", [ArchivePlan(1, (("me@post.example", 1),), 1), ArchivePlan(1, (), 0, 1)])
def test_what_stays_is_said_before(opened, plan):
    said = words(opened(Server(plan)))
    assert "those stay where they are" in said


def test_where_nothing_can_move_the_button_does_not_offer_it(opened):
    dialog = opened(Server(ArchivePlan(0, (), 2)))
    assert "nothing to move" in words(dialog)
    assert not dialog.take.isEnabled()


def test_without_a_folder_nothing_is_moved(opened):
    dialog = opened(Server(WHOLE))
    dialog.folder.setText("  ")
    assert not dialog.take.isEnabled()


@pytest.mark.parametrize("kind", [KeyringMissing, PasswordMissing, WrongPassword])
def test_a_password_is_asked_for_only_where_no_keyring_has_the_right_one(opened, qtbot, kind):
    server = Server(WHOLE, kind("Nobody has the password."), Archived(2, 0, 8))
    dialog = opened(server)
    assert not dialog.password.isVisible()
    press(dialog, "Move them")
    assert dialog.password.isVisible()
    assert "Nobody has the password." in words(dialog)
    dialog.password.setText("pw")
    with qtbot.waitSignal(dialog.moved) as said:
        press(dialog, "Move them")
    assert said.args == [8, "pw"]
    assert dialog.password.text() == ""


def test_a_server_that_cannot_be_reached_is_said_and_may_be_tried_again(opened):
    dialog = opened(Server(WHOLE, Unreachable("The server did not answer.")))
    press(dialog, "Move them")
    assert "The server did not answer." in words(dialog)
    assert not dialog.password.isVisible()
    assert dialog.take.isEnabled()


def test_what_stayed_is_said_afterwards(opened, qtbot):
    dialog = opened(Server(WHOLE, Archived(1, 1, 9, ("One mailbox could not be reached.",))))
    with qtbot.waitSignal(dialog.moved):
        press(dialog, "Move them")
    assert dialog.isVisible()
    assert "Some were moved, some stay where they are. One mailbox could not be reached." in words(dialog)
    assert dialog.cancel.text() == "Close"
