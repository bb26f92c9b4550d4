"""On what footing a sender mails: what shows it, mail by mail, and how far the search reached."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from inboxguard.audit.sender_views import SenderDetail
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import Basis
from inboxguard.ui import figures, panes, phrases
from inboxguard.ui.senders.mails import line_link

LISTED = 8
SHOWN_BY = 3
WHOLE = 0.9
"""Share of weeks with mail below which the search is said to have gaps."""
EARLY = timedelta(days=60)
"""Where a sender's first mail is as near to the first of the mailbox, a sign-up may lie before both."""


class Footing(panes.Facts):
    """Consent, the mails that show it, addresses, domains, group and way out; each mail opens.

    With `by_address` the footing stands in the register of addresses beside it, and is not said twice.
    """

    def __init__(
        self, detail: SenderDetail, open_mail: Callable[[MessageKey], object], *, by_address: bool = False
    ) -> None:
        super().__init__()
        if not by_address:
            self._footing(detail, open_mail)
        if detail.copy_source is not None and detail.copy_level is not None:
            source, level = phrases.shown(detail.copy_source, 80), phrases.level(detail.copy_level).lower()
            self.add(self.tr("Copy from"), self.tr("{source}, {level}").format(source=source, level=level))
        self.add(self.tr("Domains"), listed(detail.domains))
        if detail.group:
            self.add(self.tr("Same group"), listed(detail.group))
        self.add(self.tr("Way out"), phrases.route(detail.way_out.route))

    def _footing(self, detail: SenderDetail, open_mail: Callable[[MessageKey], object]) -> None:
        row = detail.row
        consent = phrases.basis_of(row)
        if detail.consent_at is not None and row.basis is not Basis.NONE_FOUND:
            consent = self.tr("{basis}, {date}").format(basis=consent, date=figures.full(detail.consent_at))
        self.add(self.tr("Consent"), consent)
        for line in detail.consent_lines[:SHOWN_BY]:
            self.add(self.tr("Shown by"), line_link(line, open_mail))
        if row.basis in (Basis.NONE_FOUND, Basis.STATED):
            self.add(self.tr("Searched"), self._searched(detail))
        self.add(self.tr("Writes to"), listed(detail.recipients) or self.tr("not known"))

    def _searched(self, detail: SenderDetail) -> str:
        """Say how much a search that found nothing is worth."""
        searched = detail.searched
        if searched.since is None:
            return self.tr("{n} mails").format(n=figures.number(searched.mails))
        parts = [
            self.tr("{n} mails since {month}.").format(
                n=figures.number(searched.mails), month=figures.month(searched.since)
            )
        ]
        if searched.share < WHOLE:
            gaps = self.tr("{share} of the weeks since then hold no mail, so a sign-up may be missing.")
            parts.append(gaps.format(share=figures.percent(1 - searched.share)))
        if detail.first is not None and detail.first - searched.since < EARLY:
            parts.append(self.tr("Their first mail is about as old as this mailbox: a sign-up may lie before it."))
        return " ".join(parts)


def listed(values: Sequence[str]) -> str:
    """Return values of others as one line, the first LISTED of them."""
    words = ", ".join(phrases.shown(value, 120) for value in values[:LISTED])
    return words + (", …" if len(values) > LISTED else "")
