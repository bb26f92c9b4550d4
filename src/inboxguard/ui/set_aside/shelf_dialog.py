"""A shelf of one's own: a name is enough, and even that may be left out; all else is folded away."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QDateEdit, QDialog, QLayout, QLineEdit, QRadioButton, QWidget

from inboxguard.audit.shelf_views import COLOURS, ShelfSettings
from inboxguard.audit.views import ThemeRow
from inboxguard.ui import panes, phrases, pieces, shelf_words, style
from inboxguard.ui.dialogs import sized
from inboxguard.ui.flow import Flow
from inboxguard.ui.set_aside.chosen import Find, SendersField
from inboxguard.ui.set_aside.part import Part
from inboxguard.ui.set_aside.words_field import ListsField, WordsField
from inboxguard.ui.settings.subject_list import SubjectList
from inboxguard.ui.tables import labelled

LONGEST_NAME = 40
USUAL_END = timedelta(days=90)


class ShelfDialog(QDialog):
    """Asks for a new shelf or changes one; `kept(ShelfSettings)` when the person is done, `removed()`, `like_this()`.

    It stays open until what was kept is kept, so that nothing typed is lost where something is refused.
    """

    kept = Signal(object)
    removed = Signal()
    like_this = Signal()

    def __init__(
        self,
        settings: ShelfSettings,
        name: str,
        today: date,
        find: Find,
        themes: Callable[[], Sequence[ThemeRow]],
        parent: QWidget | None = None,
    ) -> None:
        """Take the shelf as it is, how it is called without a name, and what answers when a part is opened."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._was = settings
        self._find = find
        self._themes = themes
        title = self.tr("New shelf") if settings.id is None else self.tr("Change a shelf")
        self.setWindowTitle(title)
        body = pieces.column(self, gap=12, margins=(28, 24, 28, 20))
        body.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        body.addWidget(pieces.text(title, font="title"))
        line = self.tr("Any name that says enough to you. Nothing else has to be filled in.")
        body.addWidget(pieces.text(line, tone="muted"))
        area = panes.Scroll(gap=12, margins=(0, 0, 8, 0))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(title)
        self.label = QLineEdit(phrases.shown(settings.label, LONGEST_NAME))
        self.label.setFont(style.font())
        self.label.setMaxLength(LONGEST_NAME)
        self.label.setPlaceholderText(name)
        area.body.addWidget(labelled(self.tr("Name"), self.label))
        area.body.addWidget(self._colours(settings.colour))
        area.body.addWidget(self._end(settings.until, today))
        area.body.addWidget(pieces.rule())
        self.parts = self._parts()
        for part in self.parts.values():
            area.body.addWidget(part)
        area.body.addStretch(1)
        body.addWidget(area, 1)
        self.said = pieces.text("", tone="red")
        self.said.hide()
        body.addWidget(self.said)
        self.take = pieces.primary(self.tr("Keep this shelf"), lambda: self.kept.emit(self.settings))
        self.away = pieces.link(self.tr("Remove..."), self.removed.emit, name=self.tr("Remove this shelf"))
        self.away.hide()
        body.addLayout(pieces.row(self.away, None, pieces.button(self.tr("Cancel"), self.reject), self.take))
        sized(self, 70, 66)
        self.label.setFocus()

    # --- name, colour, end

    def _colours(self, chosen: str) -> QWidget:
        box = QWidget()
        flow = Flow(box, gap=14)
        word = pieces.text(self.tr("Colour"), font="small", tone="muted", wrap=False)
        word.setMinimumHeight(style.grown(22))
        flow.addWidget(word)
        self._group = QButtonGroup(self)
        self.colours: dict[str, QRadioButton] = {}
        for colour in COLOURS:
            words = shelf_words.colour_name(colour)
            choice = QRadioButton(words)
            choice.setFont(style.font())
            choice.setIcon(shelf_words.dot(colour))
            choice.setIconSize(shelf_words.dot_size())
            choice.setAccessibleName(self.tr("Colour: {colour}").format(colour=words))
            choice.setChecked(colour == chosen)
            self._group.addButton(choice)
            self.colours[colour] = choice
            flow.addWidget(choice)
        return box

    def _end(self, until: date | None, today: date) -> QWidget:
        box = QWidget()
        flow = Flow(box, gap=12)
        self.ends = QCheckBox(self.tr("Only until a day"))
        self.ends.setFont(style.font())
        self.ends.setAccessibleName(self.ends.text())
        self.ends.setChecked(until is not None)
        flow.addWidget(self.ends)
        day = until or today + USUAL_END
        self.day = QDateEdit(QDate(day.year, day.month, day.day))
        self.day.setDisplayFormat("d MMMM yyyy")
        self.day.setFont(style.font())
        self.day.setMinimumSize(style.ch(22), max(style.size("field"), style.text_height() + 12))
        self.day.setAccessibleName(self.tr("Last day of this shelf"))
        self.day.setVisible(until is not None)
        self.ends.toggled.connect(self.day.setVisible)
        flow.addWidget(self.day)
        return box

    # --- what lies here by itself

    def _parts(self) -> dict[str, Part]:
        return {
            "words": Part(self.tr("Words that bring mail here..."), self._make_words),
            "senders": Part(self.tr("Senders that lie here..."), self._make_senders),
            "lists": Part(self.tr("Mailing lists that lie here..."), self._make_lists),
            "exceptions": Part(self.tr("Never here..."), self._make_exceptions),
            "subjects": Part(self.tr("Subjects that lie here..."), self._make_subjects),
        }

    def _make_words(self) -> QWidget:
        self.words = WordsField()
        self.words.put(self._was.words)
        self.words.like_this.connect(self.like_this.emit)
        return self.words

    def _make_senders(self) -> QWidget:
        note = self.tr("All marketing of these senders lies here.")
        self.senders = SendersField(self.tr("Search your senders"), note, self._find)
        for one in self._was.senders:
            self.senders.put(one)
        return self.senders

    def _make_lists(self) -> QWidget:
        self.lists = ListsField(
            self.tr("It stands in the full head of a mail. “Set aside...” at a mail finds it, too.")
        )
        for one in self._was.lists:
            self.lists.put(one)
        return self.lists

    def _make_exceptions(self) -> QWidget:
        note = self.tr("A hospital, a bank, friends: their mail never lies here by its words. A domain will do.")
        self.exceptions = SendersField(self.tr("Sender or domain"), note, self._find, typed=True)
        for one in self._was.exceptions:
            self.exceptions.put(one)
        return self.exceptions

    def _make_subjects(self) -> QWidget:
        self.subjects = SubjectList(self._themes(), self._was.themes)
        return self.subjects

    @property
    def settings(self) -> ShelfSettings:
        """The shelf as it stands now; a part that was never opened stays as it was."""
        was, made = self._was, {name for name, part in self.parts.items() if part.inside is not None}
        chosen = self.day.date()
        return ShelfSettings(
            was.id,
            " ".join(self.label.text().split()),
            next((colour for colour, choice in self.colours.items() if choice.isChecked()), "plain"),
            date(chosen.year(), chosen.month(), chosen.day()) if self.ends.isChecked() else None,
            self.words.words if "words" in made else was.words,
            self.senders.chosen if "senders" in made else was.senders,
            self.lists.lists if "lists" in made else was.lists,
            tuple(str(one) for one in self.exceptions.chosen) if "exceptions" in made else was.exceptions,
            self.subjects.ticked if "subjects" in made else was.themes,
        )

    def may_remove(self) -> None:
        """Offer to remove the shelf; the first one always stays."""
        self.away.show()

    def take_ticked(self, terms: Sequence[str]) -> None:
        """Add words of a mail that the person ticked."""
        self.words.take_ticked(terms)

    def say(self, words: str) -> None:
        """Say why it could not be kept; nothing typed is lost."""
        self.said.setText(phrases.breakable(words))
        self.said.show()
