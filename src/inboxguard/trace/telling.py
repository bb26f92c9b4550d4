"""Which of an organisation's mails tell the tracing anything: the first of those that repeat each other, and all deeds.

Repeated mails count once (trace.md 3), so the trails of a mailbox stand on a fraction of it, and a later mail that
tells nothing new changes none of them.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.trace.addresses import own_address
from inboxguard.trace.said import Statement
from inboxguard.trace.scene import EARLIEST
from inboxguard.trace.services import of_service
from inboxguard.trace.signals.presence import ADVERTISES, VISITED
from inboxguard.trace.signals.stated import OWN_FOOTING

_COMMERCIAL = (Kind.MARKETING, Kind.TRANSACTIONAL)
_REASONS = ADVERTISES | OWN_FOOTING | {VISITED}
"""Those of the reasons for a kind that a signal asks for."""


def telling(
    mails: Sequence[Attribution], statements: Mapping[MessageKey, tuple[Statement, ...]]
) -> tuple[Attribution, ...]:
    """Return those of one organisation's mails on which its trail and those of others may stand, in order of time.

    `mails` come in order of time. Kept are what shows the person's doings or an order elsewhere, the first five at each
    of the person's addresses, and the first of all that are equal but for their time and subject. What is left of what
    is left and of further mails is what is left of all of them.
    """
    kept: list[Attribution] = []
    here: Counter[Hashable] = Counter()
    known: set[Hashable] = set()
    for mail in mails:
        place = (own_address(mail), mail.authenticated, mail.kind in _COMMERCIAL, mail.at is None)
        looks = (*place, *_looks(mail), statements.get(mail.message, ()))
        here[place] += 1
        early = here[place] <= EARLIEST and mail.kind in _COMMERCIAL
        if early or looks not in known or _shows_doings(mail):
            kept.append(mail)
        known.add(looks)
    return tuple(kept)


def _shows_doings(mail: Attribution) -> bool:
    """Return whether a mail counts each time it comes: letters to people do not, only their first is asked for."""
    return mail.role is Role.OPT_OUT or (mail.role is not None and mail.organisation is not None) or of_service(mail)


def _looks(mail: Attribution) -> Iterable[Hashable]:
    """Return everything of a mail that the tracing looks at, but for its time and subject."""
    return (
        mail.kind,
        mail.outgoing,
        bool(mail.reasons),
        _REASONS.intersection(mail.reasons),
        mail.organisation is None and mail.address is None,
        (mail.address or "").rpartition("@")[2],
        mail.role,
        mail.platform,
        mail.account,
        mail.sending_domains,
        mail.out_domains,
        mail.way_out,
        mail.legal,
        mail.hosted_for,
        mail.campaigns,
        mail.told,
        mail.tracking_domains,
        mail.relayed,
    )
