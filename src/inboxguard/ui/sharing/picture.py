"""The Sharing picture: cards and lines, painted, moved through with the arrow keys and spoken for screen readers."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from inboxguard.audit.trail_views import TrailRow
from inboxguard.senders.sender import SenderId
from inboxguard.ui import marks, style
from inboxguard.ui.phrases import shown, tooltip
from inboxguard.ui.sharing import strokes
from inboxguard.ui.sharing.columns import recipient_name
from inboxguard.ui.sharing.layout import Layout, Measures, Node, drawn, layout, least_width

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class Picture(QWidget):
    """Sources left, recipients right, one recipient chosen.

    Signals: `chosen(SenderId)`, `opened()` when Enter asks for its detail, `rest_wanted()` on the card of the others.
    """

    chosen = Signal(str)
    opened = Signal()
    rest_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[TrailRow, ...] = ()
        self._chosen: SenderId | None = None
        self._room = QSize(0, 0)
        self._layout = Layout((), (), (), None, 0, 0.0, 0.0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self._speak()

    def show_rows(self, rows: Sequence[TrailRow], chosen: SenderId | None) -> None:
        """Draw `rows` with `chosen` (one of their recipients, or None) marked."""
        self._rows = tuple(rows)
        self._chosen = chosen
        self._measure_again()

    def choose(self, recipient: SenderId | None) -> None:
        """Mark `recipient` without saying so."""
        self._chosen = recipient
        self._speak()
        self.update()

    def fit(self, room: QSize) -> None:
        """Lay the picture out for the visible room; it stays larger than that where its words need it."""
        self._room = room
        self._measure_again()

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The recipients as they stand, top to bottom."""
        return self._layout.recipients

    def chosen_rect(self) -> QRectF | None:
        """Where the chosen card stands."""
        return next((node.rect for node in self.nodes if node.row.recipient == self._chosen), None)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(least_width(self._measures())), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            node = self._node_at(QPointF(event.pos()))
            if node is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), tooltip(self._whole(node)), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key is Qt.Key.Key_Home:
            self._step(-len(self._rows))
        elif key is Qt.Key.Key_End:
            self._step(len(self._rows))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._chosen is not None:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        others = self._layout.others
        if others is not None and others.contains(event.position()):
            self.rest_wanted.emit()
            return
        node = self._node_at(event.position())
        if node is not None:
            self._pick(node.row.recipient)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        others = self._layout.others
        over = self._node_at(event.position()) is not None or (others is not None and others.contains(event.position()))
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_heads(painter)
        for edge in sorted(self._layout.edges, key=lambda edge: edge.row.recipient == self._chosen):
            chosen = edge.row.recipient == self._chosen
            path = strokes.curve(edge.start, edge.end)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if chosen:
                painter.strokePath(path, strokes.band_pen())
            ink = strokes.colour(edge.row.relation)
            painter.strokePath(path, strokes.line_pen(edge.row.level, ink, chosen=chosen))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawPolygon(strokes.arrow(edge.end))
        for node in self._layout.sources:
            self._paint_card(painter, node.rect, self._source_name(node), self._source_address(node))
        for node in self._layout.recipients:
            self._paint_card(painter, node.rect, recipient_name(node.row), self.words(node.row), node.row)
        if self._layout.others is not None:
            self._paint_card(painter, self._layout.others, self._others(), self.tr("all of them in the table"))
        painter.end()

    def words(self, row: TrailRow) -> str:
        """Level and way beside each other, never merged: the level does not vouch for the way."""
        return self.tr("{level}, {way}").format(level=row.level_words, way=row.relation_words)

    def _paint_heads(self, painter: QPainter) -> None:
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("muted"))
        small = QFontMetricsF(style.font("small"))
        for nodes, text in (
            (self._layout.sources, self.tr("Had your address first")),
            (self._layout.recipients, self.tr("Seems to use that copy")),
        ):
            if nodes:
                rect = nodes[0].rect
                where = QRectF(rect.left(), self._measures().grid * 2, rect.width(), small.height())
                painter.drawText(where, _LEFT, small.elidedText(text, Qt.TextElideMode.ElideRight, rect.width()))

    def _paint_card(self, painter: QPainter, rect: QRectF, name: str, second: str, row: TrailRow | None = None) -> None:
        chosen = row is not None and row.recipient == self._chosen
        inset = 1.0 if chosen else 0.5
        if chosen:
            width = 2.5 if self.hasFocus() else 1.6
            painter.setPen(QPen(style.colour("accent"), width))
        else:
            painter.setPen(QPen(style.colour("line"), 1.0))
        painter.setBrush(style.colour("select" if chosen else "raised"))
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), 6, 6)
        body, small = QFontMetricsF(style.font()), QFontMetricsF(style.font("small"))
        left = rect.left() + 12
        top = rect.top() + (rect.height() - body.height() - small.height() - 2) / 2
        room = rect.width() - 24
        painter.setFont(style.font())
        painter.setPen(style.colour("select_text" if chosen else "text"))
        painter.drawText(QRectF(left, top, room, body.height()), _LEFT, _cut(body, name, room))
        below = QRectF(left, top + body.height() + 2, room, small.height())
        if row is not None:
            side = float(style.grown(11))
            mark = QRectF(left, below.center().y() - side / 2, side, side)
            marks.paint(painter, strokes.shape(row.relation), mark, strokes.colour(row.relation))
            below.setLeft(mark.right() + 7)
        painter.setFont(style.font("small"))
        painter.setPen(style.colour("select_text" if chosen else "muted"))
        painter.drawText(below, _LEFT, _cut(small, second, below.width()))

    def _source_name(self, node: Node) -> str:
        return shown(node.row.source_name or str(node.row.source))

    def _source_address(self, node: Node) -> str:
        addresses = {row.address for row in node.rows}
        if len(addresses) > 1:
            return self.tr("{n} of your addresses").format(n=len(addresses))
        return shown(node.row.address.partition("@")[0] + "@")

    def _others(self) -> str:
        return self.tr("and {n} more").format(n=self._layout.others_count)

    def _whole(self, node: Node) -> str:
        if node in self._layout.sources:
            return self.tr("{name} had {address}").format(name=self._source_name(node), address=shown(node.row.address))
        return self.tr("{name}: {words}").format(name=recipient_name(node.row), words=self.words(node.row))

    def _node_at(self, point: QPointF) -> Node | None:
        for node in (*self._layout.recipients, *self._layout.sources):
            if node.rect.contains(point):
                return node
        return None

    def _step(self, by: int) -> None:
        nodes = self.nodes
        if not nodes:
            return
        at = next((n for n, node in enumerate(nodes) if node.row.recipient == self._chosen), None)
        to = (0 if by > 0 else len(nodes) - 1) if at is None else min(max(at + by, 0), len(nodes) - 1)
        self._pick(nodes[to].row.recipient)

    def _pick(self, recipient: SenderId) -> None:
        if recipient != self._chosen:
            self.choose(recipient)
            self.chosen.emit(recipient)

    def _speak(self) -> None:
        """Put the chosen trail into the widget's name, for those who hear the picture."""
        found = next(((n, node) for n, node in enumerate(self.nodes, 1) if node.row.recipient == self._chosen), None)
        if found is None:
            self.setAccessibleName(self.tr("Picture of whose copy of your address is used"))
        else:
            number, node = found
            said = self.tr("From {source} to {recipient}: {words}. {n} of {all}.").format(
                source=shown(node.row.source_name or str(node.row.source)),
                recipient=recipient_name(node.row),
                words=self.words(node.row),
                n=number,
                all=len(self.nodes),
            )
            self.setAccessibleName(said)
        self.setAccessibleDescription(self.tr("Arrow keys move between recipients, Enter opens the one chosen."))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _longest_words(self) -> float:
        """The width of the widest recipient card if nothing of it were cut."""
        body, small = QFontMetricsF(style.font()), QFontMetricsF(style.font("small"))
        beside = 26.0 + style.grown(11) + 7.0  # padding, mark, gap, and a hair for rounding
        return max(
            (
                max(
                    body.horizontalAdvance(recipient_name(row)) + 24.0,
                    small.horizontalAdvance(self.words(row)) + beside,
                )
                for row in drawn(self._rows)
            ),
            default=0.0,
        )

    def _measures(self) -> Measures:
        body, small = QFontMetricsF(style.font()), QFontMetricsF(style.font("small"))
        return Measures(body.height(), small.height(), body.horizontalAdvance("0"), float(style.space("grid")))

    def _measure_again(self) -> None:
        room = self._room
        words = self._longest_words()
        self._layout = layout(self._rows, room.width(), room.height(), self._measures(), words=words)
        self.setFixedSize(round(self._layout.width), round(self._layout.height))
        self._speak()
        self.update()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


def _cut(metrics: QFontMetricsF, text: str, width: float) -> str:
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
