"""Several senders become one, told before it happens."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QRadioButton, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import SenderRow
from inboxguard.senders.sender import SenderId
from inboxguard.ui.senders.merging import MOST, MergeDialog
from tests.ui import accessibility


def made(host: Any, rows: Sequence[SenderRow], every: Sequence[SenderRow] = ()) -> MergeDialog:
    dialog = MergeDialog(rows, lambda typed: [row for row in every if typed.lower() in row.name.lower()], host)
    dialog.show()
    return dialog


def test_the_largest_names_it_unless_another_is_chosen(host: QWidget, sample_audit: Audit) -> None:
    rows = sample_audit.sender_rows(sample_audit.sender_ids()[:3])
    dialog = made(host, rows)
    largest = max(rows, key=lambda row: row.mails)
    assert dialog.into == largest.id
    assert str(sum(row.mails for row in rows)) in dialog.preview.text()
    other = next(at for at, row in enumerate(rows) if row.id != largest.id)
    dialog.findChildren(QRadioButton)[other].click()
    assert dialog.into == rows[other].id
    assert rows[other].name in dialog.preview.text()
    assert set(dialog.others) == {row.id for row in rows} - {rows[other].id}
    accessibility.check(dialog)


def test_one_alone_is_nothing_to_merge_until_another_is_added(host: QWidget, sample_audit: Audit) -> None:
    every = sample_audit.sender_rows(sample_audit.sender_ids())
    lantern = next(row for row in every if row.id == "movinglantern.example")
    dialog = made(host, [lantern], every)
    assert not dialog.take.isEnabled()
    dialog.field.setText("sofa")
    dialog.found.itemClicked.emit(dialog.found.item(0))
    assert dialog.take.isEnabled()
    assert dialog.others == ("sofasparrow.example",)
    assert dialog.field.text() == ""
    dialog.field.setText("sofa")
    assert dialog.found.count() == 0


def test_thousands_are_not_one_brand(host: QWidget, sample_audit: Audit) -> None:
    (row,) = sample_audit.sender_rows(sample_audit.sender_ids()[:1])
    dialog = made(host, [replace(row, id=SenderId(f"s{at}.example")) for at in range(5_000)])
    assert len(dialog.others) == MOST - 1


def test_names_of_others_stay_text(host: QWidget, sample_audit: Audit) -> None:
    rows = sample_audit.sender_rows(sample_audit.sender_ids()[:2])
    dialog = made(host, [replace(row, name="<b>Ba\u202enk</b> & Co") for row in rows])
    assert "\u202e" not in dialog.preview.text()
    assert all("\u202e" not in one.text() + one.toolTip() for one in dialog.findChildren(QRadioButton))
    accessibility.check(dialog)
