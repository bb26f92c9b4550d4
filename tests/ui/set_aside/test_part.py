"""A part that is made when it is first opened, and kept afterwards."""

from PySide6.QtWidgets import QLineEdit

from inboxguard.ui.set_aside.part import Part


def test_it_is_made_once_and_forgets_nothing(qtbot):
    made = []

    def make():
        made.append(QLineEdit())
        return made[-1]

    part = Part("Words...", make)
    qtbot.addWidget(part)
    part.show()
    assert not part.is_open
    assert made == []
    with qtbot.waitSignal(part.opened):
        part.link.click()
    assert part.is_open
    part.inside.setText("sofa")
    part.link.click()
    assert not part.is_open
    with qtbot.assertNotEmitted(part.opened, wait=20):
        part.link.click()
    assert part.is_open
    assert part.inside.text() == "sofa"
    assert len(made) == 1
