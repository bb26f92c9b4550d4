"""Why a trail has its level and what would change it: what is inside the fold "Why this level"."""

from PySide6.QtWidgets import QWidget

from inboxguard.audit.trail_views import TrailDetail
from inboxguard.ui import panes, pieces
from inboxguard.ui.fold import Fold
from inboxguard.ui.phrases import shown


class Why(Fold):
    """A fold with the reasons of a level; `there(trail)` says whether there is anything to put into it."""

    def __init__(self, trail: TrailDetail) -> None:
        self._trail = trail
        super().__init__(self.tr("Why this level"), self.tr("Hide why"), self._inside_of)

    @staticmethod
    def there(trail: TrailDetail) -> bool:
        """Return whether anything is known about the level."""
        return bool(trail.why or trail.limits or trail.changes)

    def _inside_of(self) -> QWidget:
        card = panes.Card("quiet", gap=6, margins=(16, 12, 16, 12))
        for words in self._trail.why or self._trail.limits:
            card.body.addWidget(pieces.text(shown(words)))
        if self._trail.changes:
            if self._trail.why or self._trail.limits:
                card.body.addSpacing(6)
            card.body.addWidget(pieces.heading(self.tr("What would change it")))
            for words in self._trail.changes:
                card.body.addWidget(pieces.text(shown(words)))
        card.setAccessibleName(self.tr("Why this level"))
        return card
