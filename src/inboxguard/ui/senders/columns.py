"""The columns of the page Senders."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from inboxguard.audit.views import SenderRow, SortBy
from inboxguard.ui import figures, phrases
from inboxguard.ui.tables import Column


class SenderColumns(QObject):
    """Words the columns; `today` is asked each time, since a window may stay open for days."""

    def columns(self, today: Callable[[], date]) -> tuple[Column[SenderRow], ...]:
        """Return the columns in their order."""
        return (
            Column(
                self.tr("Sender"),
                lambda row: phrases.shown(row.name, 120),
                sort=SortBy.NAME,
                tip=lambda row: phrases.tooltip(f"{row.name} ({row.id})"),
            ),
            Column(self.tr("Mails"), lambda row: figures.number(row.mails), "figure", 6, sort=SortBy.MAILS),
            Column(
                self.tr("12 months"),
                lambda row: phrases.sparkline(row.months),
                "spark",
                11.5,
                tip=lambda row: phrases.tooltip(phrases.sparkline(row.months)),
                paint=lambda row: (row.months, row.after_opt_out),
            ),
            Column(
                self.tr("Last mail"),
                lambda row: figures.day(row.last, today()),
                "muted",
                12,
                sort=SortBy.LAST,
                tip=lambda row: phrases.tooltip(figures.exact(row.last)),
            ),
            Column(
                self.tr("Consent"),
                lambda row: phrases.consent_mark(row)[2],
                "mark",
                18,
                sort=SortBy.BASIS,
                paint=lambda row: phrases.consent_mark(row)[:2],
            ),
        )
