"""Who lists whom as a partner that may write or gets addresses: what an organisation says of others in its own mail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.sender import SenderId
from inboxguard.trace.naming import Directory, joining_words
from inboxguard.trace.said import Statement, Wording

MOST = 50
"""Lists that are kept of one partner: whom everybody lists is no trace."""

_LONGEST = 120
"""Characters before a joining word in which the other side is looked for."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The first attested mail of an organisation to an address that lists one partner."""

    organisation: SenderId
    address: str
    """In lower case."""
    at: datetime
    message: MessageKey
    quote: str


def listings(
    incoming: Mapping[SenderId, Iterable[Attribution]],
    statements: Mapping[MessageKey, tuple[Statement, ...]],
    names: Directory,
) -> dict[SenderId, tuple[Listing, ...]]:
    """Return by partner who lists it; `incoming` is in order of time. What is denied or only told lists nobody."""
    found: dict[SenderId, dict[tuple[SenderId, str], Listing]] = {}
    for who, sent in incoming.items():
        for mail in sent:
            said = statements.get(mail.message, ())
            if not said or not mail.authenticated or mail.at is None or mail.recipient is None or _is_others(mail):
                continue
            denied = {partner(one, names) for one in said if one.wording is Wording.PARTNERS and one.negated}
            for one in said:
                if one.wording is not Wording.PARTNERS or one.negated or not one.firm:
                    continue
                named = partner(one, names)
                if named is None or named == who or named in denied:
                    continue
                address = mail.recipient.lower()
                listing = Listing(who, address, mail.at, mail.message, one.quote)
                found.setdefault(named, {}).setdefault((who, address), listing)
    return {
        named: tuple(sorted(lists.values(), key=lambda one: (one.at, one.organisation, one.address))[:MOST])
        for named, lists in found.items()
    }


def partner(statement: Statement, names: Directory) -> SenderId | None:
    """Return whom one entry of a list means.

    "and" may stand inside a name: a longer name that begins there is meant, and one word beside "and" means nobody
    unless the other side is known too ("Marks and Spencer" is not "Marks"). A list without a name means nobody.
    """
    if not statement.named.strip():
        return None
    before, found, after = statement.quote.partition(statement.named)
    longer = names.opening(found + after)
    if longer is not None and longer != names.opening(found):
        return longer
    if len(found.split()) == 1 and _may_be_half(before, after, names):
        return None
    return names.resolve(statement.named, statement.language)


def _may_be_half(before: str, after: str, names: Directory) -> bool:
    """Return whether a joining word stands beside a word, and nobody known on its other side."""
    joining, last = joining_words(), before.split()[-1:]
    word, _, following = after.strip().partition(" ")
    if word in joining and names.opening(following) is None:
        return True
    return bool(last) and last[0] in joining and not names.within(before[-_LONGEST:])


def _is_others(mail: Attribution) -> bool:
    """Return whether the words of a mail may be somebody else's: junk, a letter, an advert that is carried."""
    return mail.kind in (Kind.SPAM, Kind.PERSONAL, Kind.DISCUSSION) or mail.hosted_for is not None
