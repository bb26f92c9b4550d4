"""Through whose hosts a mail counts who opens and clicks it: other houses than the sender and its mail platform.

A link into somebody's shop is no counting, however many there are: the host must show by its own words that it counts,
and carry the way out or the invisible image too, or pass the reader on to the sender's own pages. Nothing is followed.
"""

import re
from collections import Counter
from collections.abc import Collection

from inboxguard.facts.message import LinkKind, Message
from inboxguard.facts.unwrapping import counts_clicks, may_wrap, way
from inboxguard.senders.domains import organisational
from inboxguard.senders.trackers import of_sender, tells

MOST = 6
"""Domains that are named of one message."""
_MOST_URLS = 100
_LONGEST = 2_000
_FEWEST = 2
_HOST = re.compile(r"https?://([A-Za-z0-9.-]{1,255})(?:[:/?#]|$)")


def tracking_domains(message: Message, own: Collection[str]) -> tuple[str, ...]:
    """Return the organisational domains through which opening and clicking are counted, sorted, at most six.

    `own` are the sender's domains, which are left out, as are those much like them and those of mail platforms.
    """
    known = frozenset(own)
    unseen = (remote.url for remote in message.remote if remote.pixel and tells(remote.url))
    pixels = frozenset(domain for url in unseen if (domain := _domain(url)))
    links = [(link.url[:_LONGEST], link.kind) for link in message.links[:_MOST_URLS] if link.url[:4] == "http"]
    found = pixels | _counting_clicks(links, known, pixels)
    return tuple(sorted(domain for domain in found if not of_sender(domain, known)))[:MOST]


def _counting_clicks(links: list[tuple[str, LinkKind]], own: frozenset[str], pixels: frozenset[str]) -> frozenset[str]:
    """Return the domains that count clicks: they pass on to the sender's own pages, or bear most links, opaque ones."""
    wrapped = may_wrap("\n".join(url for url, _ in links))
    passing: set[str] = set()
    on: Counter[str] = Counter()
    opaque: Counter[str] = Counter()
    leaving: set[str] = set()
    for url, kind in links:
        domain = _domain(url)
        if domain is None:
            continue
        on[domain] += 1
        if domain in own:
            continue
        if kind is LinkKind.UNSUBSCRIBE:
            leaving.add(domain)
        counted = counts_clicks(url)
        opaque[domain] += counted
        if counted and wrapped and _domain(way(url).url) in own:
            passing.add(domain)
    whole = on.total()
    most = {
        domain
        for domain, count in opaque.items()
        if count >= _FEWEST and 2 * on[domain] >= whole and domain in (leaving | pixels)
    }
    return frozenset(passing | most)


def _domain(url: str) -> str | None:
    host = _HOST.match(url)
    return organisational(host[1].lower()) if host is not None else None
