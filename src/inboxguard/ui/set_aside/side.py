"""The right column of Set aside: how the page behaves, a proposal, quiet dates, and what words cannot do."""

from PySide6.QtWidgets import QFrame

from inboxguard.ui import panes, pieces, style
from inboxguard.ui.set_aside.behaving import Behaving
from inboxguard.ui.set_aside.dates import Dates
from inboxguard.ui.set_aside.proposing import Proposing


class Side(panes.Scroll):
    """Cards under each other on the ground of the page; what they ask comes out of them."""

    def __init__(self) -> None:
        super().__init__(gap=style.space("medium"), margins=(0, 0, 0, 0))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(self.tr("Modes and dates"))
        self.behaving = Behaving()
        self.proposing = Proposing()
        self.dates = Dates()
        for card in (self.behaving, self.proposing, self.dates):
            self.body.addWidget(card)
        self.body.addStretch(1)
        once = self.tr(
            "This catches mail that names the subject. Mail that only hints is often missed. "
            "You can set aside a whole sender."
        )
        self.body.addWidget(pieces.text(once, font="small", tone="muted"))
