"""An opt-out as it is shown: without number and days of mail that is set aside."""

from dataclasses import replace

from sqlite_utils import Database

from inboxguard.requests.watch import OptOut
from inboxguard.store import findings, search


def as_shown(db: Database, organisation: str, one: OptOut) -> OptOut:
    """Return an opt-out with the mails that may be seen; how it stands is judged by all mail and stays.

    Of a sender of whom everything is set aside, which no list shows, nothing is left out.
    """
    turn = one.turn
    asked = [hit.message for hit in one.hits] + ([turn.message] if turn is not None else [])
    found = findings.attributed_among(db, asked)
    hidden = {key for key, mail in found.items() if mail.aside}
    if not hidden or organisation in search.wholly_set_aside(db):
        return one
    hits = tuple(hit for hit in one.hits if hit.message not in hidden)
    return replace(
        one,
        hits=hits,
        turn=None if turn is not None and turn.message in hidden else turn,
        mails_after=sum(hit.counts or hit.normal for hit in hits),
        mails_late=sum(hit.counts for hit in hits),
    )
