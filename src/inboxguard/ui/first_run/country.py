"""Where the person lives: asked once beside the way to their mail, since it decides which law their letters name."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimeZone
from PySide6.QtWidgets import QComboBox, QWidget

from inboxguard.errors import Refused
from inboxguard.ui import pieces, style
from inboxguard.ui.page import Desk
from inboxguard.ui.settings.places import countries
from inboxguard.ui.tables import labelled

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit


class Country(QWidget):
    """Offers the country of this computer; nothing is kept before the person goes on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.choice = QComboBox()
        self.choice.setObjectName("country")
        self.choice.setFont(style.font())
        self.choice.setMaximumWidth(style.ch(40))
        self.choice.addItem(self.tr("Not said"), "")
        for code, name in countries():
            self.choice.addItem(name, code)
        note = self.tr("Decides which law your letters name. You can change it in Settings.")
        pieces.column(self).addWidget(labelled(self.tr("Your country"), self.choice, note))

    def begin(self) -> None:
        """Propose what was said before, or the country of this computer."""
        system = QLocale.system()
        here = "" if system.language() is QLocale.Language.C else QLocale.territoryToCode(system.territory())
        told = self._desk.audit.profile().country or here
        self.choice.setCurrentIndex(max(0, self.choice.findData(told)))

    def keeping(self) -> "Callable[[Audit], None]":
        """Return what keeps the country in the worker's Audit, with this computer's time zone, by which deadlines run.

        It is to be called after a sample was left: the country that the sample lent is nobody's own.
        """
        chosen = str(self.choice.currentData())
        zone = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")

        def keep(audit: "Audit") -> None:
            profile = audit.profile()
            if not chosen or chosen == profile.country:
                return
            told = replace(profile, country=chosen, region="")
            try:
                audit.set_profile(replace(told, timezone=zone) if profile.timezone == "UTC" else told)
            except Refused:  # a time zone that only this system knows
                audit.set_profile(told)

        return keep
