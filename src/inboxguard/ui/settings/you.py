"""Who I am: name, country, languages, time zone. They decide which laws are offered and how letters are written."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from inboxguard.audit.views import Profile
from inboxguard.ui import panes, pieces, style
from inboxguard.ui.flow import Flow
from inboxguard.ui.settings.places import WITH_REGIONS, Choice, countries, languages, time_zones
from inboxguard.ui.tables import labelled


class You(panes.Card):
    """The card "About me"; `kept(Profile)` is what the person wants to keep."""

    kept = Signal(object)

    def __init__(self) -> None:
        super().__init__(gap=12)
        self._loaded = Profile()
        self._touched = False
        self.body.addWidget(pieces.heading(self.tr("About me")))
        line = self.tr("Decides which laws are offered and in which language letters are proposed.")
        self.body.addWidget(pieces.text(line, font="small", tone="muted"))
        self.name = QLineEdit()
        self.name.setMaxLength(200)
        self.name.setObjectName("settings_name")
        nothing = ("", self.tr("not said"))
        self.country = _combo((nothing, *countries()))
        self.region = QLineEdit()
        self.region.setMaxLength(3)
        self.first = _combo(languages())
        self.second = _combo((("", self.tr("none")), *languages()))
        self.zone = _combo(tuple((name, name.replace("_", " ")) for name in time_zones()))
        box = QWidget()
        flow = Flow(box, gap=12)
        for words, field, width in (
            (self.tr("Name, for letters"), self.name, 28),
            (self.tr("Country"), self.country, 28),
            (self.tr("State or province"), self.region, 20),
            (self.tr("Language"), self.first, 18),
            (self.tr("Second language"), self.second, 18),
            (self.tr("Time zone, for deadlines"), self.zone, 28),
        ):
            field.setFont(style.font())
            one = labelled(words, field)
            field.setMinimumWidth(style.ch(width))
            flow.addWidget(one)
            if field is self.region:
                self._region_box = one
        self.body.addWidget(box)
        self.save = pieces.button(self.tr("Keep changes"), lambda: self.kept.emit(self.written()))
        self.said = pieces.text("", font="small", tone="muted")
        self.body.addLayout(pieces.row(self.save, self.said, None))
        self.name.textEdited.connect(lambda _: self._changed())
        self.region.textEdited.connect(lambda _: self._changed())
        for combo in (self.country, self.first, self.second, self.zone):
            combo.activated.connect(lambda _: self._changed())
        self.show_profile(self._loaded)

    def load(self, profile: Profile) -> None:
        """Show `profile`, unless the person is in the middle of changing something."""
        if not self._touched and profile != self._loaded:
            self.show_profile(profile)

    def show_profile(self, profile: Profile) -> None:
        """Show `profile`, whatever is typed."""
        self._loaded = profile
        self.name.setText(profile.name)
        self.region.setText(profile.region)
        spoken = (*profile.languages, "", "")
        for combo, code in (
            (self.country, profile.country),
            (self.first, spoken[0]),
            (self.second, spoken[1]),
            (self.zone, profile.timezone),
        ):
            _select(combo, code)
        self._touched = False
        self._settle()

    def written(self) -> Profile:
        """The profile as it stands in the fields."""
        country = str(self.country.currentData() or "")
        first, second = str(self.first.currentData() or "en"), str(self.second.currentData() or "")
        kept = tuple(code for code in self._loaded.languages[2:] if code not in (first, second))
        return Profile(
            name=self.name.text().strip(),
            country=country,
            region=self.region.text().strip().upper() if country in WITH_REGIONS else "",
            languages=tuple(dict.fromkeys(code for code in (first, second, *kept) if code)),
            timezone=str(self.zone.currentData() or "UTC"),
        )

    def say(self, words: str) -> None:
        """Say quietly beside the button what was done."""
        self.said.setText(words)

    def _changed(self) -> None:
        self._touched = self.written() != self._loaded
        self._settle()

    def _settle(self) -> None:
        self._region_box.setVisible(str(self.country.currentData() or "") in WITH_REGIONS)
        self.save.setEnabled(self._touched)
        self.said.setText("")


def _combo(choices: Sequence[Choice]) -> QComboBox:
    combo = QComboBox()
    combo.setMaxVisibleItems(14)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    for code, words in choices:
        combo.addItem(words, code)
    return combo


def _select(combo: QComboBox, code: str) -> None:
    """Choose `code`, adding it where it is none of the usual ones, so that looking at it never changes it."""
    if combo.findData(code) < 0:
        combo.addItem(code, code)
    combo.setCurrentIndex(combo.findData(code))
