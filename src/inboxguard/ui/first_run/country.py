"""Where the person lives: asked once beside the way to their mail, since it decides which law their letters name."""

from dataclasses import replace

from PySide6.QtCore import QLocale, QTimeZone
from PySide6.QtWidgets import QComboBox, QWidget

from inboxguard.errors import Refused
from inboxguard.ui import pieces, style
from inboxguard.ui.page import Desk
from inboxguard.ui.settings.places import countries
from inboxguard.ui.tables import labelled


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

    def keep(self) -> None:
        """Keep the country, and with it the time zone of this computer, by which deadlines are counted."""
        audit = self._desk.audit
        profile, chosen = audit.profile(), str(self.choice.currentData())
        if not chosen or chosen == profile.country:
            return
        told = replace(profile, country=chosen, region="")
        zone = bytes(QTimeZone.systemTimeZoneId().data()).decode("ascii", "replace")
        try:
            audit.set_profile(replace(told, timezone=zone) if profile.timezone == "UTC" else told)
        except Refused:  # a time zone that only this system knows
            audit.set_profile(told)
