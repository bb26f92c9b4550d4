"""A dialog is as high as its text, also after more was said."""

from PySide6.QtWidgets import QLayout

from inboxguard.ui import pieces, style
from inboxguard.ui.settings.growing import AIR, Growing


def test_it_grows_with_what_is_said(qtbot):
    dialog = Growing(40)
    qtbot.addWidget(dialog)
    dialog.fit()  # without a layout there is nothing to fit
    body = pieces.column(dialog, gap=8, margins=(20, 20, 20, 20))
    body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    body.addWidget(pieces.text("One line."))
    dialog.fit()
    with qtbot.waitExposed(dialog):
        dialog.show()
    before = dialog.height()
    assert dialog.width() == style.ch(40)
    for _ in range(4):
        body.addWidget(pieces.text("A sentence that is much too long for one line of a dialog of this width. " * 2))
    qtbot.waitUntil(lambda: dialog.height() > before * 3)
    assert dialog.height() >= body.totalHeightForWidth(dialog.width())


def test_it_never_grows_beyond_the_screen(qtbot):
    dialog = Growing(40)
    qtbot.addWidget(dialog)
    body = pieces.column(dialog)
    body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    body.addWidget(pieces.text("A sentence. " * 10_000))
    dialog.fit()
    assert dialog.height() <= dialog.screen().availableGeometry().height() - AIR
