"""Whether an unsubscribe mail or an objection came back: then nobody was asked."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from inboxguard.facts.message import Message
from inboxguard.senders.optout import Asked
from inboxguard.store import messages
from inboxguard.store.replies import heard_between

_PATIENCE = timedelta(days=6)
"""Servers try for five days (RFC 5321 section 4.5.4.1)."""
_CLOCKS = timedelta(hours=1)
_LONGEST_TEXT = 20_000
_DAEMONS = ("mailer-daemon", "postmaster", "mail-daemon", "mailerdaemon")


def bounced(db: Database, asked: Asked) -> bool:
    """Return whether a report of failed delivery (RFC 3464) answers the mail by which an opt-out was asked.

    False where no mail shows the opt-out: see `came_back` for a letter of the ledger.
    """
    mail = messages.get(db, asked.message) if asked.message is not None else None
    if mail is None or not mail.to:
        return False
    return came_back(db, asked.at, mail.message_id or "", mail.to[0].address)


def came_back(db: Database, sent: datetime, message_id: str, to: str) -> bool:
    """Return whether a report of failed delivery answers what was sent at a moment, by its Message-ID or recipient."""
    keys = heard_between(db, sent - _CLOCKS, sent + _PATIENCE)
    return any(_reports(one, message_id.lower(), to.lower()) for one in messages.among(db, keys))


def _reports(report: Message, message_id: str, to: str) -> bool:
    marks = {name: value.lower() for name, value in report.marks}
    local = report.sender.address.rpartition("@")[0].lower() if report.sender is not None else ""
    failed = marks.get("x-failed-recipients", "")
    if not (failed or "delivery-status" in marks.get("content-type", "") or local in _DAEMONS):
        return False
    answered = {one.lower() for one in (report.in_reply_to or "", *report.references) if one}
    if message_id and message_id in answered:
        return True
    text = (report.text or "")[:_LONGEST_TEXT].lower()
    return bool(to and (to in failed or to in text)) or bool(message_id and message_id in text)
