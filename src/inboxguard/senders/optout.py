"""Which organisations the person asked to stop, in mails found among what they sent."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.domains import of_address
from inboxguard.senders.roles import objects
from inboxguard.senders.sender import SenderId

MAILTO = "mailto"
LETTER = "letter"


def opt_outs(
    attributions: Sequence[Attribution], naming: Iterable[Attribution] | None = None
) -> dict[SenderId, tuple[datetime, str]]:
    """Return for each organisation when the person first asked it to stop, and how ("mailto" or "letter").

    A mail to the address that the organisation's own List-Unsubscribe names counts for it, on whatever platform that
    address lies, and so does one to the organisation itself. A sign-up after an opt-out begins anew. `naming` holds the
    attributions whose `out_addresses` may name where the person wrote (see `written_to`); all where it is not given.
    """
    targets = _targets(attributions if naming is None else naming)
    fresh = _signed_up_last(attributions)
    asked: dict[SenderId, tuple[datetime, str]] = {}
    for one in sorted(_written(attributions), key=lambda one: (str(one.at), one.message)):
        organisation = targets.get((one.address or "").lower()) or one.organisation or of_address(one.address)
        if organisation is None or one.at is None:
            continue
        key = SenderId(organisation)
        if key not in asked or asked[key][0] < fresh.get(key, asked[key][0]) <= one.at:
            asked[key] = (one.at, LETTER if objects(one.subject) else MAILTO)
    return {key: value for key, value in asked.items() if value[0] >= fresh.get(key, value[0])}


def written_to(attributions: Iterable[Attribution]) -> frozenset[str]:
    """Return the addresses (lower case) to which the person wrote to be left alone."""
    return frozenset((one.address or "").lower() for one in _written(attributions)) - {""}


def _written(attributions: Iterable[Attribution]) -> list[Attribution]:
    return [one for one in attributions if one.outgoing and one.role is Role.OPT_OUT and one.at is not None]


def _targets(attributions: Iterable[Attribution]) -> dict[str, str]:
    """Return whose each unsubscribe address is; one that several organisations name is nobody's."""
    found: dict[str, set[str]] = {}
    for one in attributions:
        if not one.outgoing and one.organisation and one.kind is not Kind.SPAM and one.authenticated is not False:
            for address in one.out_addresses:
                found.setdefault(address, set()).add(one.organisation)
    return {address: next(iter(names)) for address, names in found.items() if len(names) == 1}


def _signed_up_last(attributions: Sequence[Attribution]) -> dict[SenderId, datetime]:
    """Return when the person last signed up with each organisation."""
    last: dict[SenderId, datetime] = {}
    for one in attributions:
        signed = one.role in (Role.SIGN_UP, Role.CONFIRMED) and one.authenticated is not False
        if signed and not one.outgoing and one.organisation and one.at is not None:
            key = SenderId(one.organisation)
            last[key] = max(one.at, last.get(key, one.at))
    return last
