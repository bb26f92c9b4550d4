"""A trail in whole sentences: why this level, what was not found, what would change it, and how far it reaches."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from inboxguard import __version__
from inboxguard.audit import analysing, answering, contract, trail_pages
from inboxguard.audit.profiles import language
from inboxguard.audit.trail_views import TrailDetail
from inboxguard.errors import Refused
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings, search
from inboxguard.trace import wording
from inboxguard.trace.coverage import Coverage
from inboxguard.trace.trail import Trail

_HEADINGS = ("why", "evidence", "rivals", "absent", "changes", "limits")


@dataclass(frozen=True, slots=True)
class Explained:
    """One trail with all the words around it, in the first of the person's languages that has words."""

    trail: TrailDetail
    name: str
    """What the recipient is called; who is set aside is not named."""
    shares: tuple[str, ...]
    """The share of each rival, in words."""
    headings: Mapping[str, str]
    """Over "why", "evidence", "rivals", "absent", "changes" and "limits"."""
    searched: str
    """How much mail was looked through, as a sentence; "" where there is none with a date."""
    reservation: str
    software: str = __version__


def explained(db: Database, typed: str, reveal: bool = False) -> Explained:
    """Return the trail of the sender of this domain or name; `reveal` is the wish to see what is set aside.

    Raises Refused where there is no such sender, or no trail of it because it does not market.
    """
    trail = trail_pages.detail(db, _trail(db, typed).recipient, reveal)
    spoken = language(db, wording.languages())
    return Explained(
        trail=trail,
        name=trail_pages.masked_name(spoken) if trail.row.name is None else trail.row.name,
        shares=tuple(wording.share_words(rival.p, spoken) for rival in trail.rivals),
        headings={key: wording.heading_words(key, spoken) for key in _HEADINGS},
        searched=wording.searched_words(search.mails_seen(db), analysing.covered_seen(db) or Coverage(), spoken),
        reservation=wording.not_proof(spoken),
    )


def row(db: Database, typed: str) -> dict[str, Any]:
    """Return the row of `trails --json` of one sender with "why", "absent" and "changes"; raises as `explained`.

    As all JSON it is the person's own view: what is set aside is in it.
    """
    trail = _trail(db, typed)
    opened = trail_pages.detail(db, trail.recipient, reveal=True)
    told = {"why": list(opened.why), "absent": list(opened.absent), "changes": list(opened.changes)}
    spans = findings.marketing_spans_of(db, [trail.recipient])
    (shown,) = contract.trail_rows(db, [trail], findings.names(db), spans)
    return shown | told


def _trail(db: Database, typed: str) -> Trail:
    who: SenderId = answering.whom(db, typed)
    trail = findings.trail(db, who)
    if trail is None:
        raise Refused(f"There is no trail of “{typed.strip()[:90]}”: only who sends advertising has one. See “trails”.")
    return trail
