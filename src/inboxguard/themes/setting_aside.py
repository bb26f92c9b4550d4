"""What leaves the list quietly: marked themes in advertising, accepted senders; the person's word overrides both."""

from collections.abc import Iterable
from dataclasses import dataclass

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.sender import SenderId
from inboxguard.themes.matching import Mention

_MAY_LEAVE = frozenset({Kind.MARKETING, Kind.DISCUSSION})


@dataclass(frozen=True, slots=True)
class ThemeDecisions:
    """What the person said: themes marked, senders accepted as whole shelves, single mails hidden or kept.

    `kept` and `hidden` hold message keys; `kept_senders` are never set aside.
    """

    marked: frozenset[str] = frozenset()
    accepted: frozenset[SenderId] = frozenset()
    kept: frozenset[MessageKey] = frozenset()
    kept_senders: frozenset[SenderId] = frozenset()
    hidden: frozenset[MessageKey] = frozenset()


def aside(attribution: Attribution, mentions: Iterable[Mention], decisions: ThemeDecisions) -> bool:
    """Return whether the message is set aside.

    Receipts, appointments, security, insurance and hospital mail (transactional and personal kinds) and the
    person's own mail never leave by their words alone; nor does mail without a list mark. `mentions` are those
    of this message; mentions of themes that are not marked count for nothing.
    """
    if attribution.outgoing or attribution.message in decisions.kept:
        return False
    if attribution.message in decisions.hidden:
        return True
    sender = SenderId(attribution.organisation) if attribution.organisation else None
    if sender in decisions.kept_senders or attribution.kind not in _MAY_LEAVE:
        return False
    if sender in decisions.accepted and attribution.kind is Kind.MARKETING:
        return True
    own = (mention for mention in mentions if mention.message == attribution.message)
    return any(mention.theme in decisions.marked and mention.named and mention.listed for mention in own)
