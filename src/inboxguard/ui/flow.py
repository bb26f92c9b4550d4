"""A layout that puts its items side by side and begins a new row where the width ends."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """Rows of items at their own size, as many a row as fit.

    Qt asks for the same heights dozens of times while it lays out a page; what was reckoned is kept until an item
    changes.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._sized: list[tuple[QLayoutItem, int, int]] | None = None
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def invalidate(self) -> None:
        self._sized = None
        self._heights.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._sized = None
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(wide for _, wide, _ in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width, max((tall for _, _, tall in shown), default=0))

    def minimumSize(self) -> QSize:
        least = QSize()
        for item, _, _ in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    def _shown(self) -> list[tuple[QLayoutItem, int, int]]:
        """Return the items that are not hidden, with the width and height that each wishes."""
        if self._sized is None:
            wishes = [(item, item.sizeHint()) for item in self._items if not item.isEmpty()]
            self._sized = [(item, wish.width(), wish.height()) for item, wish in wishes]
        return self._sized

    def _place(self, rect: QRect, *, move: bool) -> int:
        left, top, room = rect.x(), rect.y(), rect.width()
        x, y, tall = left, top, 0
        for item, wide, high in self._shown():
            width = min(wide, room)
            if x > left and x + width > left + room:
                x, y, tall = left, y + tall + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(width, high)))
            x += width + self._gap
            tall = max(tall, high)
        return y + tall - top
