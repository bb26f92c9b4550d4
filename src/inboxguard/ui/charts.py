"""The one picture of the Overview: marketing mails per month, stacked by footing."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from inboxguard.audit.views import MonthBar
from inboxguard.ui import figures, phrases, pieces, style


def round_top(highest: int) -> int:
    """Return an even, round end of the scale, at least `highest`: 2, 4, 6, 8, 10, 20, 40, 60, 80, 100, 200, ..."""
    step = 1
    while True:
        for factor in (2, 4, 6, 8, 10):
            if factor * step >= highest:
                return factor * step
        step *= 10


class MonthChart(QWidget):
    """Stacked bars, one a month; the same figures are in its accessible description and in the tooltips."""

    def __init__(self) -> None:
        super().__init__()
        self._months: tuple[MonthBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Mail per month, by footing"))

    def kinds(self) -> tuple[tuple[str, str, str], ...]:
        """Return colour, outline and words of each kind, from the bottom of a bar up."""
        return (
            ("kind_asked", "", self.tr("You signed up")),
            ("kind_purchase", "kind_purchase_edge", self.tr("You bought there")),
            ("kind_none", "", self.tr("No sign-up found")),
        )

    def set_months(self, months: Sequence[MonthBar]) -> None:
        """Show these months, oldest first."""
        self._months = tuple(months)
        self.setAccessibleDescription("; ".join(self._said(bar) for bar in self._months))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(style.ch(50), max(180, style.text_height() * 9))

    def minimumSizeHint(self) -> QSize:
        return QSize(style.ch(20), max(140, style.text_height() * 7))

    def _said(self, bar: MonthBar) -> str:
        parts = ", ".join(
            f"{words}: {figures.number(count)}" for (_, _, words), count in zip(self.kinds(), _counts(bar), strict=True)
        )
        return f"{figures.month(bar.month)}: {parts}"

    def _plot(self) -> QRect:
        small = QFontMetrics(style.font("small"))
        left = small.horizontalAdvance(figures.number(self._top())) + 12
        return QRect(left, small.height() // 2, self.width() - left, self.height() - small.height() * 2 - 2)

    def _top(self) -> int:
        return round_top(max((sum(_counts(bar)) for bar in self._months), default=0))

    def _slot(self, plot: QRect, at: int) -> QRect:
        wide = plot.width() / max(1, len(self._months))
        return QRect(plot.x() + round(at * wide), plot.y(), round(wide), plot.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(style.font("small"))
        plot, top = self._plot(), self._top()
        self._scale(painter, plot, top)
        metrics = QFontMetrics(style.font("small"))
        widest = max((metrics.horizontalAdvance(figures.short_month(bar.month)) for bar in self._months), default=0)
        every = 1 + (widest + 6) // max(1, plot.width() // max(1, len(self._months)))
        for at, bar in enumerate(self._months):
            slot = self._slot(plot, at)
            self._bar(painter, slot, bar, top)
            if (len(self._months) - 1 - at) % every == 0:
                painter.setPen(style.colour("muted"))
                under = QRect(slot.center().x() - widest, plot.bottom() + 4, widest * 2, metrics.height() + 2)
                painter.drawText(under, int(Qt.AlignmentFlag.AlignCenter), figures.short_month(bar.month))
        painter.end()

    def _scale(self, painter: QPainter, plot: QRect, top: int) -> None:
        metrics = QFontMetrics(style.font("small"))
        for value in (0, top // 2, top):
            y = plot.bottom() - round(plot.height() * value / top)
            painter.fillRect(plot.x(), y, plot.width(), 1, style.colour("line"))
            painter.setPen(style.colour("muted"))
            where = QRect(0, y - metrics.height() // 2, plot.x() - 10, metrics.height())
            painter.drawText(where, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), str(value))

    def _bar(self, painter: QPainter, slot: QRect, bar: MonthBar, top: int) -> None:
        wide = min(slot.width() - 6, max(6, round(slot.width() * 0.46)))
        x, bottom = slot.center().x() - wide // 2, slot.bottom()
        done = 0
        for (fill, edge, _), count in zip(self.kinds(), _counts(bar), strict=True):
            if count <= 0:
                continue
            low = bottom - round(slot.height() * done / top)
            done += count
            high = bottom - round(slot.height() * done / top)
            # Two pixels of air between the kinds: neighbours need no difference of lightness.
            piece = QRect(x, high, wide, max(1, low - high - 2))
            painter.fillRect(piece, style.colour(fill))
            if edge:
                painter.setPen(style.colour(edge))
                painter.drawRect(piece.adjusted(0, 0, -1, -1))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            plot = self._plot()
            for at, bar in enumerate(self._months):
                if self._slot(plot, at).contains(QPoint(event.pos().x(), plot.center().y())):
                    QToolTip.showText(event.globalPos(), phrases.tooltip(self._said(bar)), self)
                    return True
            QToolTip.hideText()
            return True
        return super().event(event)


def _counts(bar: MonthBar) -> tuple[int, int, int]:
    return bar.signed_up, bar.purchase, bar.none_found


class Swatch(QWidget):
    """The colour of a kind beside its word."""

    def __init__(self, fill: str, edge: str) -> None:
        super().__init__()
        self._fill, self._edge = style.colour(fill), style.colour(edge) if edge else None
        side = style.grown(10)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._fill)
        if isinstance(self._edge, QColor):
            painter.setPen(self._edge)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


def legend_item(fill: str, edge: str, words: str) -> QWidget:
    """Return a swatch with its words."""
    item = QWidget()
    line = pieces.row(Swatch(fill, edge), pieces.text(words, font="small", wrap=False), gap=6)
    item.setLayout(line)
    return item
