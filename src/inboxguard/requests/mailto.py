"""mailto: addresses (RFC 6068), read and written: one plain recipient, subject and body, no more.

Read, they are the unsubscribe mail that a sender asks for. Written, they hand a letter to the default mail program.
"""

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import SplitResult, quote, unquote, urlsplit

from inboxguard.errors import Refused
from inboxguard.facts.person import Person
from inboxguard.requests.request import Draft

LONGEST_URL = 2_000
"""Characters of a mailto: address that is handed to a mail program: Windows passes on at most 2,083
(INTERNET_MAX_URL_LENGTH of wininet.h) and cuts or refuses the rest; other systems take more."""

_URL_LENGTH = 4_000
_SUBJECT_LENGTH = 500
_BODY_LENGTH = 4_000
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@?&]{1,64}@[A-Za-z0-9.-]{1,253}")


def mailto_draft(url: str, from_alias: str, person: Person = Person()) -> Draft:  # noqa: B008 - immutable
    """Return the unsubscribe mail that `url` asks for (RFC 6068), from the address that is on the list.

    Only address, subject and body are taken over; cc, bcc and all other fields are dropped, line breaks cannot
    make header fields, + stays +. Raises Refused unless there is exactly one plain recipient who is not `person`.
    """
    parts = split(url)
    if parts is None or parts.scheme != "mailto":
        raise Refused("This is no address for an unsubscribe mail; please use another way out.")
    fields = list(_fields(parts.query))
    recipients = [unquote(part) for part in parts.path.split(",") if part]
    recipients += [part for name, value in fields if name == "to" for part in value.split(",") if part]
    if len(recipients) != 1:
        raise Refused(
            "The sender asks for mail to several addresses or none, which is not safe; please use another way."
        )
    to = recipients[0].strip()
    if not _ADDRESS.fullmatch(to) or not to.isprintable():
        raise Refused("The address for the unsubscribe mail is not a plain mail address; please use another way out.")
    if to.lower() == from_alias.lower() or person.owns(to):
        raise Refused("The unsubscribe mail would go to yourself; please use another way out.")
    told: dict[str, str] = {}
    for name, value in fields:
        if name in ("subject", "body"):
            told.setdefault(name, value)
    subject = _line(told.get("subject", ""))[:_SUBJECT_LENGTH] or "unsubscribe"
    return Draft(to, from_alias, subject, _text(told.get("body", ""))[:_BODY_LENGTH])


def mailto_url(draft: Draft) -> str | None:
    """Return the address that opens `draft` in a mail program; None where it is longer than LONGEST_URL.

    Everything but letters, digits and -._~ is percent-encoded as UTF-8, line ends are %0D%0A (RFC 6068 section 5), a
    plus is %2B, as some programs read it as a space. It cannot say from which address the mail is to be sent.
    """
    local, _, domain = draft.to.rpartition("@")
    lines = draft.body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    body = "%0D%0A".join(quote(line, safe="") for line in lines)
    subject = quote(_line(draft.subject), safe="")
    url = f"mailto:{quote(local, safe='')}@{quote(domain, safe='')}?subject={subject}&body={body}"
    return url if len(url) <= LONGEST_URL else None


def split(url: str) -> SplitResult | None:
    """Return the parts of an address, None where it is too long or none."""
    if len(url) > _URL_LENGTH:
        return None
    try:
        return urlsplit(url.strip())
    except ValueError:
        return None


def _fields(query: str) -> Iterator[tuple[str, str]]:
    """Yield the header fields of a mailto URL, decoded; + is a plus there, not a space (RFC 6068 section 5)."""
    for part in query.replace("&amp;", "&").split("&"):
        name, _, value = part.partition("=")
        yield unquote(name).strip().lower(), unquote(value)


def _line(text: str) -> str:
    """Return `text` as one line: what follows a line break is dropped, and so are control characters."""
    first = re.split(r"[\r\n\x0b\x0c\x85\u2028\u2029]", text, maxsplit=1)[0]
    return "".join(sign for sign in first if unicodedata.category(sign)[0] != "C").strip()


def _text(text: str) -> str:
    """Return `text` with plain line breaks and without other control characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign == "\n" or unicodedata.category(sign)[0] != "C")
