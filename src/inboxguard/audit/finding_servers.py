"""Where the mail server of an address is: known, or asked of the address's own domain on the person's click."""

from dataclasses import dataclass

from inboxguard.audit.progress import Step, Tell, silent
from inboxguard.errors import Refused
from inboxguard.mailbox import discovering
from inboxguard.mailbox.providers import Preset, UserName, closed, preset
from inboxguard.mailbox.web import Web


@dataclass(frozen=True, slots=True)
class ServerRow:
    """A mail server to offer; `source` is "preset", "srv" or "autoconfig".

    `confirm`: it lies outside the domain of the address or on an unusual port, so the person has to know it is theirs.
    `note` says what is special about it ("" = nothing).
    """

    host: str
    port: int
    security: str
    user: str
    source: str
    confirm: bool
    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked of the domain: "DNS" or "HTTPS", the name or place, and in a few words what came back."""

    how: str
    what: str
    answer: str


@dataclass(frozen=True, slots=True)
class FoundServers:
    """The servers of one address, the best first, and everything that was asked to find them.

    Of a known provider: its name, what it needs in a sentence, the ways to sign in in order of preference
    ("password", "app_password", "oauth"), and its pages for app passwords and for switching IMAP on ("" = none).
    """

    address: str
    servers: tuple[ServerRow, ...]
    asked: tuple[Question, ...] = ()
    provider: str = ""
    needs: str = ""
    sign_in: tuple[str, ...] = ()
    app_password_url: str = ""
    imap_switch_url: str = ""


def find(address: str, tell: Tell = silent, web: Web | None = None) -> FoundServers:
    """Return where the mail of `address` can be read; a known provider is told without asking anybody anything.

    Otherwise the domain of the address is asked, which takes up to some 10 seconds; nothing before the @ is sent.
    Raises Refused for what is no address and for providers without IMAP, MailboxError where nothing can be asked.
    """
    typed = address.strip().lower()
    if typed.count("@") != 1 or typed.startswith("@") or typed.endswith("@"):
        raise Refused(f"“{address}” is no mail address. Write it like me@post.example.")
    without = closed(typed)
    if without is not None:
        raise Refused(without)
    known = preset(typed)
    if known is not None:
        return _known(typed, known)
    tell(Step("connecting"))
    discovery = discovering.discover(typed, web)
    return FoundServers(
        typed,
        tuple(
            ServerRow(one.host, one.port, str(one.security), one.user, str(one.source), one.confirm, one.name)
            for one in discovery.found
        ),
        tuple(Question(one.how, one.what, one.answer) for one in discovery.asked),
    )


def needs(address: str) -> str:
    """Return the sentence on what a known provider wants from the person, "" where it is nothing; nothing is asked."""
    known = preset(address)
    return known.needs if known is not None else ""


def _known(address: str, known: Preset) -> FoundServers:
    user = address.rpartition("@")[0] if known.user is UserName.LOCAL_PART else address
    hosts = [(known.host, "")]
    if known.whole_host:
        hosts.append((known.whole_host, "Shows all mail of folders of which the first server shows the newest only."))
    return FoundServers(
        address,
        tuple(
            ServerRow(host, known.port, str(known.security), user, "preset", False, known.name, note)
            for host, note in hosts
        ),
        provider=known.name,
        needs=known.needs,
        sign_in=tuple(map(str, known.sign_in)),
        app_password_url=known.app_password_url,
        imap_switch_url=known.imap_switch_url,
    )
