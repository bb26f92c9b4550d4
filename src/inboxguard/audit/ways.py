"""The way out of one sender's mail, as the stored messages offer it."""

from collections.abc import Iterator

from sqlite_utils import Database

from inboxguard.audit.views import WayOut
from inboxguard.errors import Refused
from inboxguard.facts.message import Message
from inboxguard.facts.person import Person
from inboxguard.facts.settling import settle
from inboxguard.requests.mailto import mailto_draft
from inboxguard.requests.request import Draft
from inboxguard.requests.unsubscribe import Reason, Route, Way, safest, ways
from inboxguard.senders.attribution import Kind
from inboxguard.senders.domains import organisational
from inboxguard.senders.lending import claimed
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, findings, messages, search

NEWEST = 20
"""Older mails offer tokens that may have died."""


def way_out(db: Database, organisation: SenderId) -> WayOut:
    """Return the safest way out of a sender's newest mails."""
    return shown(safest_way(db, organisation))


def safest_way(db: Database, organisation: SenderId) -> Way:
    """Return the safest way out of a sender's newest mails, with the mail that offers it."""
    return safest(_newest(db, organisation), _person(db))


def ways_of(db: Database, organisation: SenderId) -> tuple[Way, ...]:
    """Return every way out of the mail that offers the safest one: that one first, refused ones last, each once."""
    best = safest_way(db, organisation)
    message = None if best.message is None or best.route is Route.NONE else messages.get(db, best.message)
    if message is None:
        return (best,)
    person = _person(db)
    offered = ways(settle(message, person, organisational), person)
    once = {(one.route, one.url): one for one in (best, *sorted(offered, key=lambda way: not way.allowed))}
    return tuple(once.values())


def shown(way: Way) -> WayOut:
    """Return a way as screens and commands show it."""
    return WayOut(way.route, way.url, way.host, way.method, way.allowed, way.reason)


def draft(db: Database, organisation: str, confirmed: bool = False) -> Draft:
    """Return the unsubscribe mail that a sender asks for; raises Refused where it offers none that is safe.

    `confirmed`: the person looked at the address and says that it may be that of another company.
    """
    offered = _mailto(db, SenderId(organisation), confirmed)
    if offered is None:
        way = safest_way(db, SenderId(organisation))
        raise Refused(
            way.reason if not way.allowed else "The sender takes no unsubscribe mails; use the way out that it offers."
        )
    way, message = offered
    one = findings.attributed_among(db, [message.key]).get(message.key)
    alias = None if one is None else one.attribution.recipient
    if way.url is None or alias is None:
        raise Refused("To which of your addresses this sender writes is not known, so the mail cannot be made.")
    return mailto_draft(way.url, alias, _person(db))


def _mailto(db: Database, organisation: SenderId, confirmed: bool) -> tuple[Way, Message] | None:
    """Return the newest usable address and its mail; of mail that only claims to be the sender's, where no other is."""
    person = _person(db)
    by_claim: tuple[Way, Message] | None = None
    for message, kind in _newest(db, organisation):
        if kind in (Kind.MARKETING, Kind.DISCUSSION):
            for way in ways(message, person):
                asked = confirmed and way.code is Reason.THIRD_PARTY
                if way.route is Route.MAILTO and (way.allowed or asked):
                    if not claimed(message):
                        return way, message
                    by_claim = by_claim or (way, message)
    return by_claim


def _person(db: Database) -> Person:
    return Person(decisions.own_addresses(db)[0], decisions.own_servers(db)[0])


def _newest(db: Database, organisation: SenderId) -> Iterator[tuple[Message, Kind]]:
    """The newest incoming mails of a sender with their kinds, newest first, with what the own server attested.

    What is set aside comes after what is not: its way out would show what nobody wants to see.
    """
    person = _person(db)
    seen = search.mail_keys(db, organisation, NEWEST)
    keys = tuple(dict.fromkeys((*seen, *search.mail_keys(db, organisation, NEWEST, aside=True))))
    found = findings.attributed_among(db, keys)
    for key in keys:
        message = messages.get(db, key)
        if message is not None:
            yield settle(message, person, organisational), found[key].attribution.kind
