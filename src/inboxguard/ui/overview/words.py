"""The sentences of the Overview: a finding is a number, what it counts, and what it is out of."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from inboxguard.audit.shown import SHOWN
from inboxguard.audit.views import Chip, Finding, NextStep, Overview
from inboxguard.trace.trail import Level
from inboxguard.ui import figures, phrases


@dataclass(frozen=True, slots=True)
class Said:
    """A finding in words, and the page with its argument that shows it whole."""

    sentence: str
    ground: str
    page: str = ""
    argument: object = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A next step in words: headline, why, its button, and the letter that it drafts ("" opens the request instead)."""

    title: str
    why: str
    act: str
    letter: str


class OverviewWords(QObject):
    """Words the findings, the news and the proposals."""

    def line(self, overview: Overview, today: date) -> str:
        """Return what was read: "41,280 mails from 214 senders, March 2014 to today."."""
        counted = self.tr("{mails} mails from {senders} senders").format(
            mails=figures.number(overview.mails), senders=figures.number(overview.senders)
        )
        if overview.first is None or overview.last is None:
            return counted + "."
        last = figures.local(overview.last).date()
        until = self.tr("today") if last >= today else figures.month(last)
        return self.tr("{counted}, {first} to {last}.").format(
            counted=counted, first=figures.month(figures.local(overview.first)), last=until
        )

    def finding(self, finding: Finding) -> Said:
        """Return a finding in words; its number stands before the sentence."""
        one = finding.number == 1
        ground = figures.number(finding.ground)
        if finding.what == "no_sign_up":
            sentence = (
                self.tr("sender has no sign-up on record") if one else self.tr("senders have no sign-up on record")
            )
            out_of = self.tr("of {n} that send marketing").format(n=ground)
            return Said(sentence, out_of, "senders", Chip.NO_CONSENT)
        if finding.what == "copy":
            sentence = (
                self.tr("seems to use a copy of your address from somebody else")
                if one
                else self.tr("seem to use a copy of your address from somebody else")
            )
            return Said(sentence, self._levels(finding, ground), "sharing", None)
        if finding.what == "ignored":
            sentence = self.tr("still writes after you left") if one else self.tr("still write after you left")
            return Said(sentence, self.tr("of {n} that you left").format(n=ground), "senders", Chip.OPT_OUT_IGNORED)
        if finding.what == "exclusive":
            return self._exclusive(finding, ground)
        return Said(phrases.shown(finding.what), ground)

    def _levels(self, finding: Finding, ground: str) -> str:
        parts = [
            self.tr("{n} {level}").format(n=count, level=phrases.level(level).lower())
            for level, count in zip(SHOWN, finding.details, strict=False)
            if count not in ("", "0")
        ]
        if not parts:
            return self.tr("of {n} that send marketing").format(n=ground)
        return self.tr("of {n} that send marketing: {levels}").format(n=ground, levels=", ".join(parts))

    def _exclusive(self, finding: Finding, ground: str) -> Said:
        name, since = (*finding.details, "", "")[:2]
        one = finding.number == 1
        sentence = (
            self.tr("mail to an address that, as far as known, only {name} had")
            if one
            else self.tr("mails to an address that, as far as known, only {name} had")
        )
        senders = (
            self.tr("from one other sender")
            if finding.ground == 1
            else self.tr("from {n} other senders").format(n=ground)
        )
        day = _day(since)
        if day is not None:
            senders = self.tr("{senders} since {month}").format(senders=senders, month=figures.month(day))
        return Said(sentence.format(name=phrases.shown(name, 80)), senders, "sharing", None)

    def news(self, finding: Finding) -> tuple[str, str]:
        """Return what came since last time: a line and a muted one."""
        count = figures.number(finding.number)
        names = ", ".join(phrases.shown(name, 60) for name in finding.details)
        if finding.what == "new_mails":
            line = self.tr("1 new mail") if finding.number == 1 else self.tr("{n} new mails").format(n=count)
            return line, self.tr("of {n}").format(n=figures.number(finding.ground))
        if finding.what == "new_senders":
            line = self.tr("1 new sender") if finding.number == 1 else self.tr("{n} new senders").format(n=count)
            return line, names
        return f"{count} {phrases.shown(finding.what)}", names

    def proposal(self, step: NextStep) -> Proposal:
        """Return a next step in words."""
        name = phrases.shown(step.name, 80)
        first, second = (*step.details, "", "")[:2]
        if step.what == "remind":
            day = _day(first)
            why = (
                self.tr("They had until {date} to answer.").format(date=figures.full(day))
                if day is not None
                else self.tr("Their time to answer is over.")
            )
            # The page Requests shows what can be done, and writes the reminder.
            return Proposal(self.tr("Remind {name}").format(name=name), why, self.tr("Look at the request"), "")
        if step.what == "ask_where_from":
            level = phrases.level(Level(second)).lower() if second in set(Level) else ""
            why = self.tr("Their mail seems to use the copy of your address that {source} had ({level}).").format(
                source=phrases.shown(first, 80), level=level
            )
            title = self.tr("Ask {name} where they got your address").format(name=name)
            return Proposal(title, why, self.tr("Draft the question"), "where_from")
        if step.what == "erase":
            title = self.tr("Ask {name} to delete your data").format(name=name)
            why = self.tr("They still write after you asked them to stop.")
            return Proposal(title, why, self.tr("Draft the request"), "erasure")
        title = self.tr("Leave the list of {name}").format(name=name)
        return Proposal(
            title, self.tr("You see how before anything happens."), self.tr("Draft the mail"), "unsubscribe"
        )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None
