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
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from inboxguard.audit.trail_views import TrailRow
from inboxguard.senders.sender import SenderId
from inboxguard.ui import figures, style
from inboxguard.ui.phrases import tooltip
from inboxguard.ui.sharing import drawing
from inboxguard.ui.sharing.columns import address, recipient_name, source_name
from inboxguard.ui.sharing.layout import Layout, Measures, Node, drawn, fitting, layout, least_width

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
        self._must: SenderId | None = None
        self._hovered: frozenset[SenderId] = frozenset()
        self._room = QSize(0, 0)
        self._layout = Layout((), (), (), None, 0, 0.0, 0.0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        self._speak()

    def show_rows(self, rows: Sequence[TrailRow], chosen: SenderId | None) -> None:
        """Draw `rows` with `chosen` (one of their recipients, or None) marked."""
        if tuple(rows) == self._rows and (chosen is None or chosen in {node.row.recipient for node in self.nodes}):
            self.choose(chosen)
            return
        self._rows = tuple(rows)
        self._chosen = self._must = chosen
        self._hovered = frozenset()
        self._measure_again()

    def choose(self, recipient: SenderId | None) -> None:
        """Mark `recipient` without saying so; it is drawn even where firmer ones fill the picture."""
        self._chosen = recipient
        if recipient is not None and recipient not in {node.row.recipient for node in self.nodes}:
            self._must = recipient
            self._measure_again()
        self._speak()
        self.update()

    def fit(self, room: QSize) -> None:
        """Lay the picture out for the visible room; it stays larger than that where its words need it."""
        self._room = room
        self._measure_again()

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Return the recipients as they stand, top to bottom."""
        return self._layout.recipients

    def chosen_rect(self) -> QRectF | None:
        """Return where the chosen card stands."""
        return next((node.rect for node in self.nodes if node.row.recipient == self._chosen), None)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(least_width(self._measures())), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            words = self._tip(QPointF(event.pos()))
            if words:
                QToolTip.showText(event.globalPos(), tooltip(words), self)
            else:
                QToolTip.hideText()
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
        if self._on_others(event.position()):
            self.rest_wanted.emit()
            return
        meant = self._meant(event.position())
        if meant:
            self._pick(meant[0])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        meant = self._meant(event.position())
        self._hover(meant)
        over = bool(meant) or self._on_others(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(())

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_heads(painter)

        def rank(row: TrailRow) -> tuple[bool, bool]:
            return row.recipient == self._chosen, row.recipient in self._hovered

        for edge in sorted(self._layout.edges, key=lambda edge: rank(edge.row)):
            chosen, hovered = rank(edge.row)
            drawing.line(painter, edge, chosen=chosen, hovered=hovered)
        for node in self._layout.sources:
            hovered = bool(self._hovered) and self._hovered >= {row.recipient for row in node.rows}
            drawing.card(painter, node.rect, (source_name(node.row), self._source_words(node)), hovered=hovered)
        for node in self._layout.recipients:
            chosen, hovered = rank(node.row)
            words = (recipient_name(node.row), self.words(node.row))
            drawing.card(
                painter,
                node.rect,
                words,
                node.row.relation,
                chosen=chosen,
                hovered=hovered,
                focused=chosen and self.hasFocus(),
            )
        if self._layout.others is not None:
            drawing.card(painter, self._layout.others, (self._others(), self.tr("all of them in the table")))
        painter.end()

    def words(self, row: TrailRow) -> str:
        """Return level and way beside each other, never merged: the level does not vouch for the way."""
        return self.tr("{level}, {way}").format(level=row.level_words, way=row.relation_words)

    def _paint_heads(self, painter: QPainter) -> None:
        small = QFontMetricsF(style.font("small"))
        for nodes, text in (
            (self._layout.sources, self.tr("Had your address first")),
            (self._layout.recipients, self.tr("Seems to use that copy")),
        ):
            if nodes:
                rect = nodes[0].rect
                where = QRectF(rect.left(), self._measures().grid * 2, rect.width(), small.height())
                drawing.head(painter, where, text)

    def _source_words(self, node: Node) -> str:
        if node.itself is not None:
            return self.tr("is itself on the right")
        if len({row.address for row in node.rows}) > 1:
            return self.tr("{n} of your addresses").format(n=figures.number(len({row.address for row in node.rows})))
        known = address(node.row)
        return known.partition("@")[0] + "@" if "@" in known else known

    def _others(self) -> str:
        return self.tr("and {n} more").format(n=figures.number(self._layout.others_count))

    def _tip(self, point: QPointF) -> str:
        """Return everything about what is under the pointer, in words."""
        for node in self._layout.sources:
            if node.rect.contains(point):
                words = self.tr("{name} had {address}").format(name=source_name(node.row), address=address(node.row))
                if node.itself is None:
                    return words
                stands = self.words(node.itself)
                return self.tr("{words}; is itself on the right: {stands}").format(words=words, stands=stands)
        edge = drawing.near(self._layout.edges, point)
        if edge is not None:
            return self.tr("{source} to {name}: {words}").format(
                source=source_name(edge.row), name=recipient_name(edge.row), words=self.words(edge.row)
            )
        for node in self._layout.recipients:
            if node.rect.contains(point):
                return self.tr("{name}: {words}").format(name=recipient_name(node.row), words=self.words(node.row))
        return ""

    def _on_others(self, point: QPointF) -> bool:
        return self._layout.others is not None and self._layout.others.contains(point)

    def _meant(self, point: QPointF) -> tuple[SenderId, ...]:
        """Return the recipients that a point speaks of: of a card, of a line, or all those of a source."""
        for node in (*self._layout.recipients, *self._layout.sources):
            if node.rect.contains(point):
                return tuple(row.recipient for row in node.rows)
        edge = drawing.near(self._layout.edges, point)
        return () if edge is None else (edge.row.recipient,)

    def _hover(self, meant: Sequence[SenderId]) -> None:
        if frozenset(meant) != self._hovered:
            self._hovered = frozenset(meant)
            self.update()

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
                source=source_name(node.row),
                recipient=recipient_name(node.row),
                words=self.words(node.row),
                n=number,
                all=len(self.nodes),
            )
            self.setAccessibleName(said)
        keys = self.tr("Arrow keys move between recipients, Enter opens the one chosen.")
        rest = self.tr("{n} more are in the table.").format(n=figures.number(self._layout.others_count))
        self.setAccessibleDescription(f"{keys} {rest}" if self._layout.others_count else keys)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))

    def _measures(self) -> Measures:
        body, small = QFontMetricsF(style.font()), QFontMetricsF(style.font("small"))
        return Measures(body.height(), small.height(), body.horizontalAdvance("0"), float(style.space("grid")))

    def _measure_again(self) -> None:
        room, measures = self._room, self._measures()
        most = fitting(self._rows, room.height(), measures)
        shown = drawn(self._rows, most, self._must)
        words = max((drawing.needed(recipient_name(row), self.words(row)) for row in shown), default=0.0)
        self._layout = layout(self._rows, room.width(), room.height(), measures, most, words, self._must)
        self.setFixedSize(round(self._layout.width), round(self._layout.height))
        self._speak()
        self.update()
