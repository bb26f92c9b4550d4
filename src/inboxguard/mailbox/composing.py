"""A letter as the bytes of a message (RFC 5322), for the Drafts folder or a file. Pure; nothing is sent."""

import re
import unicodedata
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from inboxguard.errors import Refused
from inboxguard.facts import addresses

_ID = re.compile(r"[!-;=?-~]{1,250}")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-][A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{0,63}")
_DOMAIN = re.compile(r"[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){0,30}")
_MAX_SUBJECT = 900


def compose(
    sender: str,
    to: str,
    subject: str,
    body: str,
    date: datetime,
    message_id: str,
    reply_to: str | None = None,
    in_reply_to: str | None = None,
) -> bytes:
    """Return a text/plain message with CRLF line ends, UTF-8 in quoted-printable.

    Addresses are "name@example.org" or "Name <name@example.org>"; `message_id` without @ gets the sender's domain;
    `date` is aware. Control characters are dropped everywhere, so no text can add a header line (RFC 2047 words may
    decode to line ends). Raises Refused for an address that cannot be written.
    """
    message = EmailMessage(policy=SMTP)
    origin = _address(sender)
    message["From"] = origin
    message["To"] = _address(to)
    if reply_to is not None:
        message["Reply-To"] = _address(reply_to)
    message["Subject"] = _line(subject)[:_MAX_SUBJECT]
    message["Date"] = format_datetime(date.astimezone(UTC))
    message.set_content(_text(body), charset="utf-8", cte="quoted-printable")
    own = message_id if "@" in message_id else f"{message_id.strip('<>')}@{origin.domain}"
    # Identifiers are written as they are: the email package would break long ones into encoded words,
    # and then no answer could be matched to them.
    lines = [b"Message-ID: " + _identifier(own)]
    if in_reply_to is not None:
        lines += [b"In-Reply-To: " + _identifier(in_reply_to), b"References: " + _identifier(in_reply_to)]
    return b"".join(line + b"\r\n" for line in lines) + message.as_bytes()


def unsent(message: bytes) -> bytes:
    """Return `message` marked as a draft, so that mail programs open the .eml file for editing and sending."""
    return b"X-Unsent: 1\r\n" + message


def _is_control(letter: str) -> bool:
    """Return whether `letter` is a control, a half of a surrogate pair, or a line or paragraph separator."""
    return unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp")


def _line(text: str) -> str:
    return "".join(" " if _is_control(letter) else letter for letter in text).strip()


def _text(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter in "\n\t" or not _is_control(letter))


def _identifier(text: str) -> bytes:
    bare = text.strip().removeprefix("<").removesuffix(">")
    if not _ID.fullmatch(bare):
        raise Refused("The message to answer has an unusable Message-ID, so the draft cannot name it.")
    return b"<" + bare.encode("ascii") + b">"


def _address(text: str) -> Address:
    # Split here and not by email.utils.parseaddr, which reads an @ in a name differently from version to version.
    line = _line(text)
    name, _, bare = line[:-1].rpartition("<") if line.endswith(">") else ("", "", line)
    name = name.strip().strip('"')
    local, _, domain = bare.rpartition("@")
    ascii_domain = addresses.domain(domain)
    if local and not local.isascii() and _DOMAIN.fullmatch(ascii_domain):
        # Only UTF-8 headers can hold it (RFC 6531), and few servers pass those on; it has no other spelling.
        raise Refused(
            f"The address {bare} has letters before the @ that many mail servers cannot carry, so a draft might never "
            "arrive. Use another address of theirs, or send the letter on paper."
        )
    if not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(ascii_domain):
        raise Refused("A draft cannot be written to or from this address; check it for missing or foreign characters.")
    return Address(display_name=name, username=local, domain=ascii_domain)
