"""Who speaks in one message, what kind it is and what it shows: the whole judgement of a single settled message."""

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from inboxguard.facts.message import Address, LinkKind, Message
from inboxguard.facts.person import Person
from inboxguard.facts.unwrapping import unwrapped
from inboxguard.senders.attribution import Attribution, Kind, Legal
from inboxguard.senders.campaigns import campaigns
from inboxguard.senders.domains import carries, organisational
from inboxguard.senders.hosting import hosted_for
from inboxguard.senders.kind import judge
from inboxguard.senders.legal import legal
from inboxguard.senders.lending import brand, claimed, unmasked
from inboxguard.senders.names import cleaned
from inboxguard.senders.personal import personal
from inboxguard.senders.platforms import platform
from inboxguard.senders.roles import role
from inboxguard.senders.signs import outgoing
from inboxguard.senders.told import told
from inboxguard.senders.trackers import trackers
from inboxguard.senders.tracking import tracking_domains

_LONGEST = 2000
_PLAIN = re.compile(r"https?://([A-Za-z0-9.-]{1,255})(?:[/?#]|$)")
"""Nearly every web address; the others are taken apart by the book."""
_MOST = 40


def attribute(message: Message, person: Person) -> Attribution:
    """Return what `message` is taken to be; `delivered_to` and `authentication` must have been settled before.

    The organisation is that of the brand in From, never of the platform that carried it; mail that failed
    authentication keeps the organisation that it claims, with `authenticated` False.
    """
    written = outgoing(message, person)
    original = None if written else unmasked(message)
    # What a relay forwarded is read as it was written, except where the way that it came is looked at.
    spoken = message if original is None or person.owns(original.address) else replace(message, sender=original)
    kind, reasons = judge(message, person, spoken)
    other = _first_other(message, person) if written else spoken.sender
    organisation = _of_recipient(other) if written else brand(message)
    name = cleaned(other.name, organisation) if other else ""
    carrier = None if written else platform(message, kind)
    bulk = kind in (Kind.MARKETING, Kind.TRANSACTIONAL)
    targets = _mailto_targets(message)
    sending = _domains(domain for method, domain in message.authentication.passed if method in ("dkim", "spf"))
    ways = _out_domains(message, targets)
    theirs = bulk and not written
    watching, getting = trackers(message, person, organisation, (*sending, *ways)) if theirs else ((), ())
    own = {organisation, *sending} if organisation is not None else set(sending)
    shown = other if written else message.sender
    return Attribution(
        message=message.key,
        message_id=message.message_id,
        at=message.at,
        subject=message.subject,
        kind=kind,
        reasons=reasons,
        organisation=organisation,
        name=name or organisation or "",
        address=shown.address if shown else None,
        authenticated=None if written or original is not None else _authenticated(message),
        attested=message.authentication.attested,
        recipient=_own_sender(message, person) if written else message.delivered_to,
        outgoing=written,
        platform=carrier[0] if carrier else None,
        account=carrier[1] if carrier else None,
        list_id=message.lists.list_id,
        sending_domains=sending,
        out_domains=ways,
        way_out=bool(targets or message.lists.unsubscribe_https or message.lists.unsubscribe_http)
        or any(link.kind is LinkKind.UNSUBSCRIBE for link in message.links),
        role=role(message, kind, written),
        legal=legal(message, organisation, name) if theirs else Legal(),
        language=message.language,
        hosted_for=hosted_for(message, organisation, other.name if other else "") if kind is Kind.MARKETING else None,
        out_addresses=targets,
        trackers=watching,
        address_to=getting,
        personal=() if written else personal(message, person, kind),
        unopened=message.bulk and not message.opened and not written,
        reply_domain=_of_recipient(message.reply_to) if theirs else None,
        campaigns=campaigns(message, own) if theirs else (),
        told=told(message, person, kind) if theirs else (),
        tracking_domains=tracking_domains(message, own) if theirs else (),
        relayed=original is not None,
        claimed=not written and original is None and claimed(message),
    )


def _own_sender(message: Message, person: Person) -> str | None:
    """Return the own address that a mail of the person was written from; whoever got it knows that address."""
    sender = message.sender
    return sender.address.lower() if sender is not None and person.owns(sender.address) else None


def _first_other(message: Message, person: Person) -> Address | None:
    """Return the first recipient that is not the person; a note to oneself has none but oneself."""
    return next((one for one in message.to if not person.owns(one.address)), None)


def _of_recipient(other: Address | None) -> str | None:
    return None if other is None or carries(other.domain) else organisational(other.domain)


def _authenticated(message: Message) -> bool | None:
    """Return whether the person's own server vouches for the organisation in From.

    A lent domain, on which a customer may name whom it will, makes that unknown; so does a relay (see `attribute`).
    """
    checked = message.authentication
    if checked.attested is None:
        return None
    if checked.aligned is True or checked.dmarc is True:
        return None if claimed(message) else True
    return False if checked.aligned is False or checked.dmarc is False else None


def _mailto_targets(message: Message) -> tuple[str, ...]:
    """Return the addresses of mailto: in List-Unsubscribe, lower case (RFC 6068)."""
    found = (
        unquote(url[:_LONGEST].partition(":")[2].partition("?")[0]).strip().lower()
        for url in message.lists.unsubscribe_mailto[:_MOST]
    )
    return tuple(dict.fromkeys(address for address in found if "@" in address and "," not in address))


def _out_domains(message: Message, targets: tuple[str, ...]) -> tuple[str, ...]:
    lists = message.lists
    urls = [*lists.unsubscribe_https, *lists.unsubscribe_http]
    urls += [link.url for link in message.links if link.kind is not LinkKind.PLAIN]
    hosts = [_host(unwrapped(url)) for url in urls[:_MOST]]
    return _domains((*hosts, *(target.rpartition("@")[2] for target in targets)))


def _host(url: str) -> str:
    plain = _PLAIN.match(url)
    if plain is not None:
        return plain[1].lower()
    if url[:7].lower() == "mailto:":
        return unquote(url[:_LONGEST].partition("?")[0]).rpartition("@")[2]
    try:
        return urlsplit(url[:_LONGEST]).hostname or ""
    except ValueError:
        return ""


def _domains(hosts: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({domain for host in hosts if (domain := organisational(host))}))
