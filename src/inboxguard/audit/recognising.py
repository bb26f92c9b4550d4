"""Which sender is meant by what a person types: a domain, a page of it, an address at it, or a name."""

from sqlite_utils import Database

from inboxguard.audit import deciding
from inboxguard.errors import Refused
from inboxguard.mailbox.address_files.entry import site
from inboxguard.senders.domains import organisational
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings

_LONGEST_SHOWN = 100
"""Letters of what was typed that a refusal repeats."""


def recognised(db: Database, typed: str) -> SenderId | None:
    """Return the sender of this id, domain or name, None where there is none; raises Refused where there are several.

    Who is set aside is found by a whole name or domain like everybody, and named to nobody.
    """
    wanted = typed.strip().lower()
    names = findings.names(db)
    told = deciding.corrections(db)
    domain = domain_of(wanted)
    for one in (wanted, told.home(wanted), *((domain, told.home(domain)) if domain else ())):
        if one in names:
            return SenderId(one)
    called = [one for one, name in names.items() if name.casefold() == typed.strip().casefold()]
    if len(called) > 1:
        raise Refused(
            f"Several senders are called “{typed.strip()[:_LONGEST_SHOWN]}”. Name one by its domain, as “senders” "
            "prints it."
        )
    return called[0] if called else None


def domain_of(typed: str) -> str | None:
    """Return the organisational domain of a web address, a mail address or a host; None where it is none."""
    host = typed.rpartition("@")[2]
    return site(typed) or (None if any(letter.isspace() for letter in host) else organisational(host))
