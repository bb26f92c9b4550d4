"""Paged tables: the database sorts and filters, the model holds ids and loads the rows that are looked at."""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from inboxguard.ui import style
from inboxguard.ui.rows import INSET, ROW_ROLE, RowDelegate, spark_width

Id = TypeVar("Id", bound=Hashable)
Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
PAGE_ROWS = 200
PAGES_KEPT = 50


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its title, the words of a cell, and how it is painted.

    `kind`: "text", "figure" (right-aligned), "muted", "mark" (`paint` gives shape and tone of the mark before the
    words) or "spark" (`paint` gives the bars and which of them are amber). `sort` is what a click on its head asks
    for, None = not sortable. `width_ch` is the width in characters; 0 takes the room that is left.
    """

    title: str
    words: Callable[[Row], str]
    kind: Literal["text", "figure", "muted", "mark", "spark"] = "text"
    width_ch: float = 0
    sort: Any = None
    tip: Callable[[Row], str] | None = None
    paint: Callable[[Row], tuple[Any, Any]] | None = None


class Paged(QAbstractTableModel, Generic[Id, Row]):
    """Rows behind a list of ids, loaded 200 at a time by `fetch` (same order, same length)."""

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        fetch: Callable[[Sequence[Id]], Sequence[Row]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._fetch = fetch
        self._ids: tuple[Id, ...] = ()
        self._pages: OrderedDict[int, Sequence[Row]] = OrderedDict()

    def set_ids(self, ids: Sequence[Id]) -> None:
        """Show these ids and forget every loaded row."""
        self.beginResetModel()
        self._ids = tuple(ids)
        self._pages.clear()
        self.endResetModel()

    @property
    def ids(self) -> tuple[Id, ...]:
        """Return the ids in the order shown."""
        return self._ids

    def row(self, at: int) -> Row:
        """Return row number `at`, loading its page when it is not there."""
        page, inside = divmod(at, PAGE_ROWS)
        if page not in self._pages:
            self._pages[page] = self._fetch(self._ids[page * PAGE_ROWS : (page + 1) * PAGE_ROWS])
            while len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page][inside]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
            ROW_ROLE,
        ):
            return None
        row = self.row(index.row())
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) if column.tip is not None else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {column.words(row)}"
        return column.words(row)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return _alignment(self.columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.kind == "figure" else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class Table(QTableView):
    """A table of a `Paged` model: whole rows, no grid, Tab leaves it, Enter opens.

    `chosen(id)` follows the current row (None = none), `opened(id)` is Enter or a double click, `several(ids)` the
    selection of more than one, `sorted_by(key, descending)` a click on a head, `menu(id, QPoint)` the context menu.
    """

    chosen = Signal(object)
    opened = Signal(object)
    several = Signal(object)
    sorted_by = Signal(object, bool)
    menu = Signal(object, QPoint)

    def __init__(self, model: Paged[Any, Any], name: str, *, several: bool = False, row: str = "row") -> None:
        super().__init__()
        self._paged = model
        self._order: tuple[object, bool] = (None, False)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(model.columns, self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setFont(style.font())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(style.row_height(row))
        self._lay_out_header()
        self.doubleClicked.connect(lambda index: self.opened.emit(self._paged.ids[index.row()]))
        self.customContextMenuRequested.connect(self._ask_menu)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.selectionModel().selectionChanged.connect(self._selection_changed)

    def _lay_out_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        # To paint its heads it would ask of every row that is selected whether it is: with 5,000 that is felt.
        header.setSelectionModel(QItemSelectionModel(self._paged, header))
        header.setFont(style.font("small"))
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(style.ch(3))
        header.setSortIndicatorShown(False)
        for at, column in enumerate(self._paged.columns):
            if column.width_ch:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Fixed)
                least = spark_width() if column.kind == "spark" else 0
                self.setColumnWidth(at, max(least, style.ch(column.width_ch)) + 2 * INSET)
            else:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        header.sectionClicked.connect(self._head_clicked)

    def show_order(self, key: object, descending: bool) -> None:
        """Draw the arrow of the order at the head of the column that sorts by `key`; the next click there turns it."""
        self._order = key, descending
        for at, column in enumerate(self._paged.columns):
            if column.sort is not None and column.sort == key:
                order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
                self.horizontalHeader().setSortIndicatorShown(True)
                self.horizontalHeader().setSortIndicator(at, order)

    def choose(self, wanted: object) -> bool:
        """Make the row with the id `wanted` current; returns whether it is there."""
        if wanted not in self._paged.ids:
            return False
        self.selectRow(self._paged.ids.index(wanted))
        return True

    def chosen_id(self) -> Any:
        """Return the id of the current row or None."""
        at = self.currentIndex().row()
        return self._paged.ids[at] if 0 <= at < len(self._paged.ids) else None

    def chosen_ids(self) -> tuple[Any, ...]:
        """Return the ids of all selected rows, from the top."""
        # By ranges: asking for each of 5,000 rows by itself takes a tenth of a second.
        selection = self.selectionModel().selection()
        chosen = (selection.at(place) for place in range(selection.count()))
        ranges = sorted({(one.top(), one.bottom()) for one in chosen})
        rows = sorted({at for top, bottom in ranges for at in range(top, bottom + 1)})
        return tuple(self._paged.ids[at] for at in rows)

    def choose_several(self, wanted: Collection[object]) -> None:
        """Select every row whose id is among `wanted`; the first of them becomes current."""
        there = set(wanted)
        rows = [at for at, one in enumerate(self._paged.ids) if one in there]
        if not rows:
            return
        last = self._paged.columnCount() - 1
        chosen = QItemSelection()
        first = before = rows[0]
        for at in (*rows[1:], -1):
            if at != before + 1:
                chosen.select(self._paged.index(first, 0), self._paged.index(before, last))
                first = at
            before = at
        flag = QItemSelectionModel.SelectionFlag
        self.setCurrentIndex(self._paged.index(rows[0], 0))
        self.selectionModel().select(chosen, flag.ClearAndSelect)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen_id() is not None:
            self.opened.emit(self.chosen_id())
            return
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        super().keyPressEvent(event)

    def _head_clicked(self, section: int) -> None:
        key = self._paged.columns[section].sort
        if key is None:
            return
        known, descending = self._order
        descending = not descending if known == key else self._paged.columns[section].kind in ("figure", "muted")
        self.show_order(key, descending)
        self.sorted_by.emit(key, descending)

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        self.chosen.emit(self._paged.ids[current.row()] if current.isValid() else None)

    def _selection_changed(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        self.several.emit(self.chosen_ids())

    def _ask_menu(self, where: QPoint) -> None:
        index = self.indexAt(where)
        if index.isValid():
            self.menu.emit(self._paged.ids[index.row()], self.viewport().mapToGlobal(where))


def labelled(words: str, control: QWidget, note: str = "") -> QWidget:
    """Return a control under its words, which are also its name for screen readers."""
    box = QWidget()
    body = QVBoxLayout(box)
    body.setContentsMargins(0, 0, 0, 0)
    body.setSpacing(4)
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(style.font("small"))
    label.setProperty("tone", "muted")
    label.setBuddy(control)
    control.setAccessibleName(words.replace("&", ""))
    body.addWidget(label)
    body.addWidget(control)
    if note:
        below = QLabel(note)
        below.setTextFormat(Qt.TextFormat.PlainText)
        below.setWordWrap(True)
        below.setFont(style.font("small"))
        below.setProperty("tone", "muted")
        control.setAccessibleDescription(note)
        body.addWidget(below)
    return box
