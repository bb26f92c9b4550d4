"""The host that handed a message to the person's own servers, by the name that those looked up.

From the top, every Received line up to the first that took the mail from elsewhere was written by the person's own
servers (RFC 5321 section 4.4). The greeting (HELO) is the sender's own word and never counts; nor does a name that the
server marked as perhaps forged, or one that the server's program does not check against the address.
"""

import re
from functools import lru_cache

from inboxguard.facts.hops import kin, private
from inboxguard.senders.domains import organisational

_LONGEST = 1000
_MOST = 10
# Postfix, sendmail, Courier, Gmail: from greeting (looked.up.name [1.2.3.4]); a server that found no name leaves it
# out or writes "unknown".
_BRACKETED = re.compile(
    r"from\s+[^\s()]{1,255}\s+\((?:[^\s()\[\]@]{1,100}@)?([A-Za-z0-9._-]{1,255}?)\.?\s{0,8}"
    r"\[(?:IPv6:)?(?:::ffff:)?([0-9A-Fa-f.:%]{2,60})\](\s{0,8}\(may be forged\))?",
    re.IGNORECASE,
)
# Exim, where the looked-up name differs from the greeting: from looked.up.name ([1.2.3.4] helo=greeting)
_EXIM = re.compile(
    r"from\s+([A-Za-z0-9._-]{1,255})\s+\(\[([0-9A-Fa-f.:%]{2,60})\](?::\d{1,5})?\s+helo=()", re.IGNORECASE
)
# A program that fetched the mail from the person's mailbox: the line below is the first of the mailbox's server.
_FETCHED = re.compile(
    r"from\s+[^\s()]{1,255}\s+(?:\(\S{1,255}\s{1,8})?\[[0-9A-Fa-f.:%]{2,60}\]\)?\s+by\s+\S{1,255}\s+"
    r"with\s+(?:IMAP|POP3)",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\s+([A-Za-z0-9._:-]{1,255})", re.IGNORECASE)
_HERE = re.compile(r"from\s+localhost(?:\.localdomain)?\s+by\s", re.IGNORECASE)


def peer(trail: tuple[tuple[str, str], ...]) -> str | None:
    """Return the looked-up name (lower case) of the outside host that the person's servers took a mail from, or None.

    `trail` is that of `facts.message.Message`.
    """
    own: frozenset[str] = frozenset()
    seen = 0
    for field, value in trail:
        if field != "received":
            continue
        seen += 1
        if seen > _MOST:
            return None
        line = value[:_LONGEST]
        if line[:5].lower() != "from ":
            own = own or _house(line, 0)
            continue
        if _HERE.match(line):
            continue
        if ("IMAP" in line or "POP3" in line) and _FETCHED.match(line):
            own = frozenset()
            continue
        told = _BRACKETED.match(line) or _EXIM.match(line)
        if told is None:
            return None
        house = _house(line, told.end())
        if house and own and house.isdisjoint(own):
            return None
        own = own or house
        if private(told[2]):
            continue
        name = told[1].lower()
        theirs = organisational(name)
        if theirs is None or told[3]:
            return None
        if theirs not in own:
            return name
    return None


def _house(line: str, start: int) -> frozenset[str]:
    """Return the domains of the service that wrote a line, or () where it goes by an inner name."""
    by = _BY.search(line, start)
    return _service(by[1]) if by else frozenset()


@lru_cache(maxsize=2048)
def _service(name: str) -> frozenset[str]:
    domain = None if ":" in name or private(name) else organisational(name)
    return kin(domain) if domain else frozenset()
