"""Help lines: a page that can be found and is never pushed; plain text, nothing is fetched, nothing is called."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLayout, QWidget

from inboxguard import resources
from inboxguard.ui import panes, phrases, pieces, style
from inboxguard.ui.dialogs import sized
from inboxguard.ui.settings.places import countries
from inboxguard.ui.tables import labelled


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One help line as resources/shelves/helplines.toml has it."""

    country: str
    """ISO 3166-1 alpha-2."""
    name: str
    number: str
    url: str
    languages: tuple[str, ...]
    """ISO 639-1."""
    about: str
    """For whom, in words."""


@cache
def help_lines() -> tuple[HelpLine, ...]:
    """Return every help line of the program's own list."""
    table = tomllib.loads(resources.read("shelves/helplines.toml"))
    return tuple(map(_line, table.get("line", ())))


def _line(entry: dict[str, Any]) -> HelpLine:
    spoken = entry.get("languages", ())
    return HelpLine(
        str(entry["country"]),
        str(entry["name"]),
        str(entry.get("number", "")),
        str(entry.get("url", "")),
        (spoken,) if isinstance(spoken, str) else tuple(map(str, spoken)),
        str(entry.get("for", "")),
    )


class HelpLines(QDialog):
    """Lists the help lines of one country; the person's own comes first where there are any."""

    def __init__(self, lines: Sequence[HelpLine], country: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._all = tuple(lines)
        self.setWindowTitle(self.tr("Help lines"))
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(self.tr("Help lines"), font="title"))
        line = self.tr("People to talk to. This list comes with the program; opening it tells nobody anything.")
        body.addWidget(pieces.text(line, tone="muted"))
        self.country = QComboBox()
        self.country.setFont(style.font())
        self.country.setMaximumWidth(style.ch(36))
        there = {one.country for one in self._all}
        names = dict(countries())
        for code in sorted(there, key=lambda one: names.get(one, one)):
            self.country.addItem(names.get(code, code), code)
        self.country.setCurrentIndex(max(0, self.country.findData(country)))
        self.country.activated.connect(lambda _: self._fill())
        body.addWidget(labelled(self.tr("Country"), self.country))
        card = panes.Card(gap=0, margins=(1, 1, 1, 1))
        self.area = panes.Scroll(gap=4)
        self.area.setAccessibleName(self.tr("Help lines"))
        card.body.addWidget(self.area)
        body.addWidget(card, 1)
        note = self.tr("Numbers change. In danger of life call the emergency number of your country.")
        body.addWidget(pieces.text(note, font="small", tone="muted"))
        close = pieces.button(self.tr("Close"), self.close)
        body.addLayout(pieces.row(None, close))
        sized(self, 62, 66)
        self._fill()

    def _fill(self) -> None:
        pieces.clear(self.area.body)
        wanted = self.country.currentData()
        for at, one in enumerate(line for line in self._all if line.country == wanted):
            if at:
                self.area.body.addSpacing(10)
            self.area.body.addWidget(pieces.text(phrases.shown(one.name), font="strong"))
            for words in (one.about, self._reached(one)):
                if words:
                    self.area.body.addWidget(pieces.text(phrases.shown(words), selectable=True))
            if one.languages:
                spoken = ", ".join(_language(code) for code in one.languages)
                self.area.body.addWidget(pieces.text(phrases.shown(spoken), font="small", tone="muted"))
        self.area.body.addStretch(1)

    def _reached(self, one: HelpLine) -> str:
        return " · ".join(part for part in (one.number, one.url) if part)


def _language(code: str) -> str:
    """Return the name of a language in the person's words, the code where it has none."""
    language = QLocale.codeToLanguage(code)
    return code if language is QLocale.Language.AnyLanguage else QLocale.languageToString(language)
