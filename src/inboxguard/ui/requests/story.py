"""The timeline of a request: what happened, how that is known, and what is still to come, each with its day."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QObject

from inboxguard.audit.replying import ReplyRow
from inboxguard.audit.views import Moment, RequestDetail, RequestRow
from inboxguard.requests.regimes import margins, regime
from inboxguard.ui import figures, phrases
from inboxguard.ui.phrases import shown
from inboxguard.ui.settings.places import languages
from inboxguard.ui.timeline import Entry, entry

_MESSAGE_ID = re.compile(r"<[^<>\s]{3,}>")
_WAITING = frozenset({"sent", "acknowledged", "extended", "overdue"})


class _Words(QObject):
    """The translatable words of this module."""

    def drafted(self, to: str, language: str) -> str:
        if not to:
            return self.tr("in {language}").format(language=language)
        return self.tr("to {to}, in {language}").format(to=to, language=language)

    def with_letter(self, reference: str) -> str:
        return self.tr("with your letter {reference}").format(reference=reference)

    def as_mail_says(self, subject: str) -> str:
        return self.tr("“{subject}”").format(subject=subject) if subject else self.tr("as their mail says")

    def about(self, day: str) -> str:
        return self.tr("about {day}").format(day=day)

    def due(self, state: str) -> str:
        if state == "complained":
            return self.tr("The authority should tell you more")
        if state == "reminded":
            return self.tr("The time of your reminder ends")
        return self.tr("They have until this day to answer")

    def over(self, state: str, months: bool) -> str:
        if state == "complained":
            return self.tr("The authority did not tell you more")
        if state == "escalatable":
            return self.tr("Your reminder was not answered")
        return self.tr("The month ended without an answer") if months else phrases.moment("overdue")

    def meanwhile(self, mails: int, more: bool) -> str:
        if mails == 1:
            return self.tr("one mail arrived from them since you wrote")
        words = self.tr("more than {n} mails arrived from them since you wrote")
        if not more:
            words = self.tr("{n} mails arrived from them since you wrote")
        return words.format(n=figures.number(mails))

    def remind_now(self) -> tuple[str, str]:
        return self.tr("You can remind them"), self.tr("then, after {n} days, complain to your regulator")

    def or_complain(self) -> str:
        return self.tr("or complain to your regulator")

    def remind_then(self) -> str:
        return self.tr("Earliest fair day to remind them")

    def complain_now(self) -> str:
        return self.tr("You can complain to your regulator")

    def complain_then(self) -> str:
        return self.tr("Earliest day for a complaint")

    def if_reminded(self) -> str:
        return self.tr("if you remind them today")


_words = _Words()


def entries(
    request: RequestDetail, today: date, mails: Mapping[str, ReplyRow], meanwhile: tuple[int, bool]
) -> Sequence[Entry]:
    """Return the lines of the timeline.

    `mails` are the replies by what the ledger notes of them; `meanwhile` is how many mails of the sender came since,
    and whether there are more than were counted.
    """
    row = request.row
    past = [_happened(moment, request, today, mails) for moment in request.timeline]
    told = {moment.what for moment in request.timeline}
    coming = list(_due(request, today, meanwhile)) if not told & {"due", "overdue"} else []
    coming += _acts(request, today)
    order = sorted(coming, key=lambda one: one[0])
    if row.due is not None and row.due < today and order and order[0][0] == row.due:
        # Their day lies between what happened: a reminder that came after it stands after it.
        day, line = order.pop(0)
        later = (at for at, one in enumerate(request.timeline) if one.at and figures.local(one.at).date() > day)
        past.insert(next(later, len(past)), line)
    return (*past, *(line for _, line in order))


def _happened(moment: Moment, request: RequestDetail, today: date, mails: Mapping[str, ReplyRow]) -> Entry:
    made = entry(moment, today)
    return Entry(made.when, made.title, _how(moment, request, mails), made.shape, made.tone, made.tip)


def _how(moment: Moment, request: RequestDetail, mails: Mapping[str, ReplyRow]) -> str:
    """Return how an event is known: to whom and in which language, the mail that says so, or the person's note."""
    if moment.what == "drafted" and not moment.detail:
        name = dict(languages()).get(request.language, request.language)
        return _words.drafted(shown(request.to, 120) if request.row.name else "", name)
    note = moment.detail.strip()
    # An answer that was filed is noted by the time of its mail alone.
    mail = mails.get(note) or (None if note else next((m for m in mails.values() if m.line.at == moment.at), None))
    if mail is not None or _MESSAGE_ID.fullmatch(note):
        return _words.as_mail_says(shown(mail.line.subject or "", 120) if mail is not None else "")
    if moment.what in ("reminded", "complained") and note:
        return _words.with_letter(shown(note, 40))
    return phrases.moment_detail(moment.what, note)


def _due(request: RequestDetail, today: date, meanwhile: tuple[int, bool]) -> Sequence[tuple[date, Entry]]:
    row = request.row
    if row.due is None:
        return ()
    when, tip = _when(row.due, row), figures.exact(row.due)
    late = row.state in ("overdue", "escalatable") or (row.state == "complained" and row.due < today)
    if not late:
        return ((row.due, Entry(when, _words.due(row.state), "", "clock", "muted", tip)),)
    months = regime(request.law).response.unit == "calendar_month" and regime(request.law).response.value == 1
    months = months and row.due_is_verified and all(one.what != "extended" for one in request.timeline)
    detail = _words.meanwhile(*meanwhile) if meanwhile[0] and row.state != "complained" else ""
    tone = "amber" if row.state == "complained" else "red"
    return ((row.due, Entry(when, _words.over(row.state, months), detail, "triangle", tone, tip)),)


def _acts(request: RequestDetail, today: date) -> Sequence[tuple[date, Entry]]:
    """Return the days from which the person may remind and complain."""
    row, found = request.row, list[tuple[date, Entry]]()
    now = figures.day(today, today)
    remind, complain = row.remind_from, row.complain_from
    if remind is not None and remind > today:
        found.append((remind, _point(remind, _words.remind_then())))
    elif "reminded" in request.allowed and row.state in _WAITING and "complained" in request.allowed:
        title, _ = _words.remind_now()  # a reminder comes first; who would rather complain may
        return [(today, Entry(now, title, _words.or_complain(), "clock", "muted", figures.exact(today)))]
    elif "reminded" in request.allowed and "complained" not in request.allowed:
        title, detail = _words.remind_now()
        follows = row.kind not in ("reminder", "complaint") and regime(request.law).regulator
        detail = detail.format(n=margins().reminder_days) if follows and row.state in _WAITING else ""
        found.append((today, Entry(now, title, detail, "clock", "muted", figures.exact(today))))
        if detail and complain is None:
            day = today + timedelta(days=margins().reminder_days + 1)
            found.append((day, _point(day, _words.complain_then(), _words.if_reminded())))
    if complain is not None and complain > today:
        found.append((complain, _point(complain, _words.complain_then())))
    elif complain is not None and "complained" in request.allowed:
        found.append((today, Entry(now, _words.complain_now(), "", "clock", "muted", figures.exact(today))))
    return found


def _point(day: date, title: str, detail: str = "") -> Entry:
    return Entry(figures.full(day), title, detail, "ring", "muted", figures.exact(day))


def _when(day: date, row: RequestRow) -> str:
    return figures.full(day) if row.due_is_verified else _words.about(figures.full(day))
