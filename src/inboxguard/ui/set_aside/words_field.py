"""Words of the person's own for a shelf, each with how much it counts."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from inboxguard.audit.shelf_views import ShelfWord
from inboxguard.ui import pieces, style
from inboxguard.ui.flow import Flow
from inboxguard.ui.set_aside.chosen import EnterField, Lines
from inboxguard.ui.tables import labelled

WEIGHTS = ("strong", "medium", "weak", "block")
LONGEST_WORD = 80


class _Words(QObject):
    """The translatable words of this module."""

    def weights(self) -> dict[str, str]:
        return {
            "strong": self.tr("enough by itself"),
            "medium": self.tr("counts half"),
            "weak": self.tr("counts a little"),
            "block": self.tr("never counts"),
        }

    def line(self, term: str, weight: str) -> str:
        return self.tr("{word}: {weight}").format(word=term, weight=self.weights()[weight])


_words = _Words()


class WordsField(QWidget):
    """A field for words and phrases; `like_this()` asks for the words of a mail."""

    like_this = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._weights: dict[str, str] = {}
        column = pieces.column(self, gap=6)
        box = QWidget()
        flow = Flow(box, gap=12)
        self.field = EnterField(LONGEST_WORD)
        self.field.setMinimumWidth(style.ch(28))
        self.field.entered.connect(self._entered)
        self.weight = QComboBox()
        self.weight.setFont(style.font())
        self.weight.setMinimumWidth(style.ch(22))
        for weight in WEIGHTS:
            self.weight.addItem(_words.weights()[weight], weight)
        flow.addWidget(labelled(self.tr("Word or phrase"), self.field))
        flow.addWidget(labelled(self.tr("How much it counts"), self.weight))
        column.addWidget(box)
        under = QWidget()
        links = Flow(under, gap=16)
        self.add = pieces.link(self.tr("Add the word"), self.field.hand_over)
        self.like = pieces.link(self.tr("Mail like this..."), self.like_this.emit, name=self.tr("Words of a mail"))
        for link in (self.add, self.like):
            links.addWidget(link)
        column.addWidget(under)
        self.lines = Lines()
        column.addWidget(self.lines)

    @property
    def words(self) -> tuple[ShelfWord, ...]:
        """The words as they stand."""
        return tuple(ShelfWord(term, self._weights[term]) for term in self.lines.keys)

    def put(self, words: Sequence[ShelfWord]) -> None:
        """Add words, or change how much those that are there count."""
        for word in words:
            self._weights[word.term] = word.weight
            self.lines.put(word.term, _words.line(word.term, word.weight))

    def take_ticked(self, terms: Sequence[str]) -> None:
        """Add words that were ticked; they count as the field says."""
        self.put([ShelfWord(term, str(self.weight.currentData())) for term in terms])

    def _entered(self, typed: str) -> None:
        self.put((ShelfWord(typed, str(self.weight.currentData())),))


class ListsField(QWidget):
    """Mailing lists by their List-Id (RFC 2919)."""

    def __init__(self, note: str) -> None:
        super().__init__()
        column = pieces.column(self, gap=6)
        self.field = EnterField()
        self.field.entered.connect(self.put)
        column.addWidget(labelled(self.tr("List-Id"), self.field, note))
        self.lines = Lines()
        column.addWidget(self.lines)

    @property
    def lists(self) -> tuple[str, ...]:
        """The List-Ids, lower case, without angle brackets."""
        return self.lines.keys

    def put(self, typed: str) -> None:
        """Add a list as it stands in a mail: the words before the brackets are not part of it."""
        _, _, last = typed.rpartition("<")
        plain = last.strip("<> ").lower()
        if plain:
            self.lines.put(plain, plain)
