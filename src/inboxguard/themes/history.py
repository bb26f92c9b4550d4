"""Senders that write about a marked theme even where a mail does not name it: what their past mail says."""

from collections import Counter
from collections.abc import Iterable

from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.sender import SenderId

LEAST = 3
"""Set-aside mails before anything is concluded of a sender."""

SHARE = 0.5
"""Of a sender's marketing. A shop of which a tenth is on the theme reaches both by chance in under 2 of 100 cases."""

_DEALINGS = frozenset({Role.SIGN_UP, Role.CONFIRMED, Role.PURCHASE, Role.ACCOUNT})


def wholly(judged: Iterable[tuple[Attribution, bool]]) -> frozenset[SenderId]:
    """Return the senders whose marketing is set aside for the greater part.

    `judged` holds every attribution with whether its own words set it aside. A sender that the person signed up with
    or bought from is never among them: a department store writes about coats too, so the person is asked first. What
    is concluded is undone by the person's "keep" for the sender.
    """
    marketing: Counter[str] = Counter()
    aside: Counter[str] = Counter()
    dealt_with: set[str] = set()
    for one, set_aside in judged:
        if one.organisation is not None and one.role in _DEALINGS:
            dealt_with.add(one.organisation)
        if one.kind is Kind.MARKETING and not one.outgoing and one.organisation is not None:
            marketing[one.organisation] += 1
            aside[one.organisation] += set_aside
    return frozenset(
        SenderId(organisation)
        for organisation, number in aside.items()
        if number >= LEAST and number >= SHARE * marketing[organisation] and organisation not in dealt_with
    )
