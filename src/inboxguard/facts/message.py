"""The shapes of a message: as the mailbox hands it out, and as it reads once decoded."""

from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import NewType

MessageKey = NewType("MessageKey", str)
"""The stable id of a message: the same after re-analysis and re-import (see store.messages)."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message lies: an IMAP folder, or a path inside an import.

    There `uidvalidity` tells files of one name apart, and `uid` is the position in the file.
    """

    account: str
    """The account's address, or "import" for mail files."""
    folder: str
    """The IMAP folder as shown to people ("INBOX"), or the path inside the import."""
    uidvalidity: int = 0
    uid: int = 0


class Shelf(StrEnum):
    """What a folder is for, as far as it matters: \\Sent mail is the person's own, \\Junk is never acted on."""

    PLAIN = "plain"
    SENT = "sent"
    JUNK = "junk"
    DRAFTS = "drafts"
    TRASH = "trash"


@dataclass(frozen=True, slots=True)
class Part:
    """One text part of a message, fetched by its section; `content` is still encoded as `encoding` says.

    Where only the HTML part of an alternative is fetched, a way out that the plain text alone offers stays unknown;
    such mail nearly always names the same way out in List-Unsubscribe.
    """

    media: str
    """ "text/html" or "text/plain"."""
    encoding: str
    """The Content-Transfer-Encoding: "base64", "quoted-printable", "7bit" ..."""
    charset: str | None
    content: bytes


@dataclass(frozen=True, slots=True)
class RawMessage:
    """A message as the mailbox hands it out: header block and MIME body as bytes, not yet read.

    `body` is None when it was never fetched; `parts` stand in its place where text parts alone were fetched, in the
    order of the message, () where it has none. `head` ends before the empty line. `complete` is False where
    the body was cut at a size limit. `sha256` (hex, of the whole raw message) exists for mail files only.
    """

    place: Place
    received: datetime | None
    head: bytes
    body: bytes | None = None
    complete: bool = True
    sha256: str | None = None
    shelf: Shelf = Shelf.PLAIN
    size: int = 0
    parts: tuple[Part, ...] | None = None


@dataclass(frozen=True, slots=True)
class Address:
    """One mail address: display name and addr-spec (local part as written, domain lower case and A-label)."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """Return the part after the last @, "" when there is none."""
        return self.address.rpartition("@")[2] if "@" in self.address else ""


class LinkKind(StrEnum):
    """What a link is for, judged by its own words and address, never by following it."""

    PLAIN = "plain"
    UNSUBSCRIBE = "unsubscribe"
    PREFERENCES = "preferences"


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the body: its address and the words it stands on (both bounded in length)."""

    url: str
    text: str
    kind: LinkKind = LinkKind.PLAIN


@dataclass(frozen=True, slots=True)
class Remote:
    """An address that opening the mail would reach, or a link that holds an address and is kept no other way.

    Of a host that no image names with a query, and none hides, only scheme and host stand here (facts.trackers).
    """

    url: str
    pixel: bool = False
    """An image that nobody can see."""


@dataclass(frozen=True, slots=True)
class ListHeaders:
    """RFC 2369, 2919 and 8058 fields, decoded; the one-click verdict also needs authentication (requests)."""

    list_id: str | None = None
    """The bracketed identifier, lower case (RFC 2919)."""
    unsubscribe_https: tuple[str, ...] = ()
    unsubscribe_http: tuple[str, ...] = ()
    unsubscribe_mailto: tuple[str, ...] = ()
    """Whole mailto: URLs in the sender's order of preference."""
    one_click: bool = False
    """RFC 8058 section 3.1: one List-Unsubscribe with exactly one https URI and one exact List-Unsubscribe-Post."""
    post: bool = False
    """List-Post names an address: people write to this list (RFC 2369 section 3.4; NO counts as none)."""
    precedence: str | None = None
    auto_submitted: str | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    """One DKIM-Signature field: signing domain, selector and the signed field names (RFC 6376), unverified."""

    domain: str
    selector: str
    headers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Authentication:
    """What the person's own receiving server attested (RFC 8601), or nothing.

    `passed` holds (method, domain) pairs such as ("dkim", "shop.example") or ("spf", "bounce.mailfern.example");
    `dmarc` is True, False or None; `attested` is None where the server did not say.
    """

    attested: str | None = None
    """ "server" for mail read over IMAP, "imported" for mail files, None = it did not say."""
    authserv_id: str | None = None
    passed: tuple[tuple[str, str], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    dmarc: bool | None = None
    aligned: bool | None = None
    """Whether a passing DKIM or SPF domain, or DMARC, aligns with From on the organisational domain (RFC 9989)."""
    composite: bool | None = None
    """The server's verdict from all it knows of the sender, beyond the methods above (Microsoft's compauth)."""
    denied: bool = False
    """Whether it says that the mail is not from where it claims to be, and not only that nothing shows that it is."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it reads once decoded: facts only, and the header trail from which trust is settled.

    `read` fills everything except `authentication` and `delivered_to`, which depend on the person's own
    addresses and server and are settled afterwards (facts.settling).
    """

    key: MessageKey
    place: Place
    twin: str
    """Digest of Message-ID, date and outermost recipient: equal for a file and an IMAP copy of one mail."""
    sha256: str | None
    shelf: Shelf
    message_id: str | None
    in_reply_to: str | None
    references: tuple[str, ...]
    sent: datetime | None
    received: datetime | None
    sender: Address | None
    reply_to: Address | None
    return_path: str | None
    """Of the topmost Return-Path; "" for the empty one of reports (RFC 5321 section 6.1)."""
    to: tuple[Address, ...]
    """To, then Cc."""
    subject: str
    lists: ListHeaders
    signatures: tuple[Signature, ...]
    trail: tuple[tuple[str, str], ...]
    """(lower-case name, unfolded value) of Received, Authentication-Results, Delivered-To and their kin, from the top.

    Two Authentication-Results that are not neighbours in the header are parted by ("gap", ""); those below
    the author's own fields (From, DKIM-Signature ...) are left out.
    """
    marks: tuple[tuple[str, str], ...]
    """(lower-case name, value) of other fields that tell a platform or a robot: Feedback-ID, X-Mailer, X-* ..."""
    bulk: bool
    """List, bulk or automatic marks in the header: only such mail is opened; a personal letter never is."""
    opened: bool
    """Whether the body was read."""
    text: str | None = None
    """Visible words of the body; None when not opened or not fetched."""
    preheader: str = ""
    footer: str = ""
    """The last words of the body, around the way out and the legal notice; "" when not opened."""
    links: tuple[Link, ...] = ()
    images: tuple[str, ...] = ()
    """Alternative texts of images."""
    language: str | None = None
    """Two-letter guess, None when unsure; of mail that is never opened by its subject alone."""
    defects: tuple[str, ...] = ()
    """What could not be read, as codes ("no_from", "two_from", "bad_date", "unreadable" ...)."""
    delivered_to: str | None = None
    """Which of the person's addresses it came to; None until settled or where nothing trusted tells."""
    authentication: Authentication = field(default_factory=Authentication)
    remote: tuple[Remote, ...] = ()
    """Where opening the mail would call, bounded; nothing is ever fetched."""
    verified: tuple[tuple[str, str], ...] | None = None
    """(signing domain, what came out) of the DKIM signatures that were checked over DNS on the person's word: "pass",
    "fail", "unknown" ... (see mailbox.signatures); None where none was. It is never the own server's word."""

    @property
    def at(self) -> datetime | None:
        """Return when the person got it: the receiving server's time, else the Date field."""
        return self.received or self.sent


_NAMES = tuple(one.name for one in fields(Message))
_VALUES = attrgetter(*_NAMES)
_AUTHENTICATION, _DELIVERED_TO = _NAMES.index("authentication"), _NAMES.index("delivered_to")


def settled(message: Message, authentication: Authentication, delivered_to: str | None) -> Message:
    """Return the message with what depends on whose mailbox it is; `dataclasses.replace` takes three times as long."""
    values = list(_VALUES(message))
    values[_AUTHENTICATION], values[_DELIVERED_TO] = authentication, delivered_to
    return Message(*values)
