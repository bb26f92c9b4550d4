"""A second look at single mails in the light of the others from the same address.

One mail of a house may come without any mark and stay closed, so that it reads like a letter; where the same address
has advertised again and again, and nobody ever wrote back and forth with it, it is one more of those.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.domains import carries

_ENOUGH = 3
_UNMARKED = ("no_bulk_marks",)
_SHARE = 0.8

Judgement = tuple[Kind, tuple[str, ...]]


def settled_by_history(attributions: Iterable[Attribution]) -> Mapping[MessageKey, Judgement]:
    """Return the kind, and the reasons, of messages that the others from their address show in another light.

    Only unmarked mail taken for a letter is looked at again, never an answer, spam or what a person corrected. The
    address must not be one at a mail service for everybody, must have sent three adverts at least, four of five of its
    mails must be adverts, and the person must never have written to it.
    """
    kinds: dict[str, Counter[Kind]] = defaultdict(Counter)
    unmarked: dict[str, list[MessageKey]] = defaultdict(list)
    written: set[str] = set()
    for one in attributions:
        address = (one.address or "").lower()
        if one.outgoing:
            written.add(address)
        elif address and not carries(address.rpartition("@")[2]):
            if one.kind is Kind.PERSONAL and one.reasons == _UNMARKED:
                unmarked[address].append(one.message)
            else:
                kinds[address][one.kind] += 1
    found: dict[MessageKey, Judgement] = {}
    for address, keys in unmarked.items():
        adverts = kinds[address][Kind.MARKETING]
        if address not in written and adverts >= _ENOUGH and adverts >= _SHARE * kinds[address].total():
            found.update(dict.fromkeys(keys, (Kind.MARKETING, ("sender_advertises",))))
    return found
