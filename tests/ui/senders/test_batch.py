"""Acts on several senders: told before, done after, and nothing is ever sent."""

from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from inboxguard.audit.audit import Audit
from inboxguard.audit.batches import Act, Outcome
from inboxguard.senders.sender import SenderId
from inboxguard.ui.page import Desk
from inboxguard.ui.senders.batch import BatchDialog
from tests.ui import accessibility

FLOWERS = SenderId("ninthcorner.example")


def made(host: Any, desk: Desk, act: Act, *ids: SenderId) -> BatchDialog:
    dialog = BatchDialog(desk, act, ids or desk.audit.sender_ids(), host)
    dialog.show()
    return dialog


def row_of(dialog: BatchDialog, outcome: Outcome) -> int:
    return next(at for at in range(dialog.model.rowCount()) if dialog.model.row(at).outcome is outcome)


@pytest.mark.parametrize("act", [one for one in Act if one is not Act.UNSUBSCRIBE])
def test_every_sender_is_listed_and_nothing_has_happened(host: QWidget, sample_desk: Desk, act: Act) -> None:
    audit = sample_desk.audit
    before = [audit.sender(one) for one in audit.sender_ids()]
    dialog = made(host, sample_desk, act)
    assert set(dialog.model.ids) == set(audit.sender_ids())
    dialog.close()
    assert [audit.sender(one) for one in audit.sender_ids()] == before
    assert not audit.corrections_of()


@pytest.mark.parametrize("act", [Act.SET_ASIDE, Act.KEEP, Act.NOT_MARKETING, Act.MARKETING])
def test_confirming_names_those_to_whom_it_happens(host: QWidget, qtbot: Any, sample_desk: Desk, act: Act) -> None:
    dialog = made(host, sample_desk, act)
    accessibility.check(dialog)
    changed = [one for one in dialog.model.ids if dialog._plans[one].outcome is not Outcome.NOTHING]
    assert dialog.summary.text().startswith(f"{len(changed)} change")
    with qtbot.waitSignal(dialog.confirmed) as confirmed:
        dialog.take.click()
    assert list(confirmed.args[0]) == changed


def test_where_nothing_changes_nothing_can_be_confirmed(host: QWidget, sample_desk: Desk) -> None:
    sample_desk.audit.keep_senders((FLOWERS,))
    dialog = made(host, sample_desk, Act.KEEP, FLOWERS)
    assert not dialog.take.isEnabled()


def test_a_failure_is_said_in_the_window_itself(host: QWidget, sample_desk: Desk, sample_audit: Audit) -> None:
    dialog = made(host, sample_desk, Act.KEEP, SenderId("nobody.example"))
    assert dialog.model.rowCount() == 0
    assert not dialog.take.isEnabled()
