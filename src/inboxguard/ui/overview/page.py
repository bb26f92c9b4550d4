"""The page Overview."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from inboxguard.audit.views import Finding, MonthBar, NextStep, Overview
from inboxguard.ui import charts, choices, figures, panes, pieces, style
from inboxguard.ui.flow import Flow
from inboxguard.ui.letter import show_letter
from inboxguard.ui.overview.words import OverviewWords
from inboxguard.ui.page import Desk, Page

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

SIDE_CH = 44


class OverviewPage(Page):
    """What was found, in four sentences and one picture; what is new; what could be done next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, self.tr("Overview"), " ")
        self._words = OverviewWords()
        self._area = panes.Scroll(margins=(0, 0, 0, 0))
        self._area.setAccessibleName(self.tr("Overview"))
        self.body.addWidget(self._area)
        self._grid = QGridLayout()
        self._grid.setSpacing(16)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._area.body.addLayout(self._grid, 1)
        self.findings = panes.Card(gap=0, margins=(1, 4, 1, 4))
        self.picture = self._make_picture()
        self.steps = panes.Card(gap=6)
        self.news = panes.Card(gap=2)
        self._left = QWidget()
        self._right = QWidget()
        left = pieces.column(self._left, gap=16)
        left.addWidget(self.findings)
        left.addWidget(self.picture, 1)
        right = pieces.column(self._right, gap=16)
        right.addWidget(self.steps)
        right.addWidget(self.news)
        right.addStretch(1)
        self._place(False)

    def refresh(self, audit: "Audit") -> None:
        """Ask for the figures again."""
        overview = audit.overview()
        self.set_line(self._words.line(overview, self.desk.today))
        self._show_findings(overview.findings)
        self._show_months(overview.months)
        self._show_steps(overview.steps)
        self._show_news(overview)

    def set_narrow(self, narrow: bool) -> None:
        """One column instead of two."""
        super().set_narrow(narrow)
        self._place(narrow)

    def _place(self, narrow: bool) -> None:
        for widget in (self._left, self._right):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self._left, 0, 0)
        if narrow:
            self._right.setMinimumWidth(0)
            self._right.setMaximumWidth(16_777_215)
            self._grid.addWidget(self._right, 1, 0)
        else:
            self._right.setFixedWidth(style.ch(SIDE_CH))
            self._grid.addWidget(self._right, 0, 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(0, 1)

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        pieces.clear(self.findings.body)
        column = style.ch(max((len(figures.number(one.number)) for one in findings), default=1) + 1, "title")
        for at, finding in enumerate(findings):
            if at:
                self.findings.body.addWidget(pieces.rule())
            said = self._words.finding(finding)
            count = figures.number(finding.number)
            row = choices.Choice(
                "row", f"{count} {said.sentence}, {said.ground}", partial(self.go.emit, said.page, said.argument)
            )
            row.setMinimumHeight(style.size("row_finding"))
            row.line.setContentsMargins(18, 8, 16, 8)
            row.line.setSpacing(12)
            number = pieces.text(count, font="title", wrap=False)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            number.setMinimumWidth(column)
            row.put(number)
            row.put_words(said.sentence, said.ground)
            row.put_icon("chevron-right", "muted")
            self.findings.body.addWidget(row)

    def _make_picture(self) -> panes.Card:
        card = panes.Card()
        self.chart = charts.MonthChart()
        self.span = pieces.text(font="small", tone="muted", wrap=False)
        head = pieces.row(gap=16)
        head.addWidget(pieces.heading(self.tr("Marketing mail per month, by footing")), 1)
        head.addWidget(self.span)
        card.body.addLayout(head)
        legend = QWidget()
        flow = Flow(legend, gap=20)
        for fill, edge, words in self.chart.kinds():
            flow.addWidget(charts.legend_item(fill, edge, words))
        card.body.addWidget(legend)
        card.body.addWidget(self.chart, 1)
        return card

    def _show_months(self, months: tuple[MonthBar, ...]) -> None:
        self.picture.setVisible(bool(months))
        if months:
            self.span.setText(figures.months(months[0].month, months[-1].month))
            self.chart.set_months(months)

    def _show_steps(self, steps: tuple[NextStep, ...]) -> None:
        body = self.steps.body
        pieces.clear(body)
        body.addWidget(pieces.heading(self.tr("Next steps")))
        if not steps:
            body.addWidget(
                pieces.text(self.tr("Nothing waits for you. Senders shows everybody who writes."), tone="muted")
            )
        for at, step in enumerate(steps):
            if at:
                body.addSpacing(6)
                body.addWidget(pieces.rule())
                body.addSpacing(2)
            proposal = self._words.proposal(step)
            body.addSpacing(4)
            body.addWidget(pieces.text(proposal.title, font="strong"))
            body.addWidget(pieces.text(proposal.why, tone="muted"))
            act = partial(self._draft if proposal.letter else self._open_request, proposal.letter, step)
            name = f"{proposal.act}: {proposal.title}"
            made = pieces.button(proposal.act, act, kind="" if at else "primary", name=name)
            body.addLayout(pieces.row(made, None))

    def _open_request(self, _: str, step: NextStep) -> None:
        self.go.emit("requests", step.details[1] if len(step.details) > 1 else None)

    def _draft(self, kind: str, step: NextStep) -> None:
        organisation = step.organisation
        self.run(
            self.tr("Writing a draft"),
            lambda audit, tell: (
                audit.unsubscribe_draft(organisation) if kind == "unsubscribe" else audit.draft(kind, organisation)
            ),
            lambda request: show_letter(self.desk, request, self),
        )

    def _show_news(self, overview: Overview) -> None:
        body = self.news.body
        pieces.clear(body)
        since = pieces.text("", font="small", tone="muted", wrap=False)
        if overview.since is not None:
            since.setText(figures.day(overview.since, self.desk.today))
            since.setToolTip(figures.exact(overview.since))
        body.addLayout(pieces.row(pieces.heading(self.tr("Since last time")), None, since))
        body.addSpacing(4)
        if overview.since is None:
            body.addWidget(pieces.text(self.tr("The next time you look, what is new stands here."), tone="muted"))
        elif not overview.news:
            body.addWidget(pieces.text(self.tr("Nothing new."), tone="muted"))
        for finding in overview.news:
            line, under = self._words.news(finding)
            body.addWidget(pieces.text(line))
            if under:
                body.addWidget(pieces.text(under, font="small", tone="muted"))
            body.addSpacing(6)
