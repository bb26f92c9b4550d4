"""The list fields: RFC 2369 (List-*), RFC 2919 (List-Id) and RFC 8058 (one-click), decoded as real mail needs it."""

import re

from inboxguard.facts import decoding
from inboxguard.facts.headers import Head
from inboxguard.facts.message import ListHeaders

MOST_URLS = 20
LONGEST_URL = 4_000
_ITEM = re.compile(r"\s*(?:\([^()]{0,500}\)\s*)*<([^<>]{1,8000})>\s*(?:\([^()]{0,500}\)\s*)*(,|$)?")
_BARE = re.compile(r"(?:https?://|mailto:)[^\s<>,\"]{3,4000}\Z", re.I)
_IDENTIFIER = re.compile(r"<([^<>]{1,255})>[^<>]*\Z")
_ONE_CLICK = "list-unsubscribe=one-click"
"""In lower case: the grammar of RFC 8058 section 5 is ABNF, whose strings have none."""


def urls(value: str) -> tuple[str, ...]:
    """Return the bracketed URLs of an RFC 2369 value in the sender's order; reading stops at the first bare item."""
    found: list[str] = []
    at = 0
    while len(found) < MOST_URLS and (match := _ITEM.match(value, at)):
        url = "".join(match[1].split())
        if url and len(url) <= LONGEST_URL:
            found.append(url)
        # Some senders forget the comma between two items.
        if match[2] != "," and not value[match.end() :].lstrip().startswith("<"):
            break
        at = match.end()
    return tuple(found)


def _unsubscribe(head: Head, defects: list[str]) -> tuple[str, ...]:
    """Return the URLs of List-Unsubscribe; none where two fields disagree (one of them may be slipped in)."""
    values = tuple(dict.fromkeys(decoding.clean(decoding.unworded(value)) for value in head.all("list-unsubscribe")))
    if len(values) > 1:
        defects.append("two_list_unsubscribe")
        return ()
    if not values:
        return ()
    value = values[0]
    found = urls(value)
    if found:
        return found
    # RFC 2369 would ignore what follows; real shops write it, and a person may still want to see the link.
    bare = _bare(value[: LONGEST_URL * 2])
    if bare:
        defects.append("bare_list_unsubscribe")
    return bare


def _bare(value: str) -> tuple[str, ...]:
    """Return URLs without brackets, blanks inside left out."""
    found: list[str] = []
    for item in value.split(",")[:MOST_URLS]:
        url = "".join(item.split())
        if not _BARE.match(url):
            break
        found.append(url)
    return tuple(found)


def list_id(head: Head) -> str | None:
    """Return the identifier of List-Id (RFC 2919 section 3): the last bracketed part, else a lone dotted word."""
    value = head.first("list-id")
    if not value:
        return None
    value = decoding.clean(decoding.unworded(value))
    if match := _IDENTIFIER.search(value[-2000:]):
        return "".join(match[1].split()).lower() or None
    bare = value.strip("<> ").lower()
    return bare if "." in bare and " " not in bare and len(bare) <= 255 else None


def precedence(head: Head) -> str | None:
    """Return the topmost Precedence in lower case; None where it is missing or empty."""
    return (head.first("precedence") or "").strip().lower()[:60] or None


def auto_submitted(head: Head) -> str | None:
    """Return the topmost Auto-Submitted in lower case without parameters (RFC 3834 section 5); None where missing."""
    return (head.first("auto-submitted") or "").partition(";")[0].strip().lower()[:60] or None


def list_headers(head: Head) -> tuple[ListHeaders, tuple[str, ...]]:
    """Return the list fields of a header block and the defects found in them."""
    defects: list[str] = []
    found = _unsubscribe(head, defects)
    https = tuple(url for url in found if url[:8].lower() == "https://")
    http = tuple(url for url in found if url[:7].lower() == "http://")
    mailto = tuple(url for url in found if url[:7].lower() == "mailto:")
    posts = tuple(decoding.unworded(value).strip().lower() for value in head.all("list-unsubscribe-post")[:2])
    one_click = (
        posts == (_ONE_CLICK,)
        and len(head.all("list-unsubscribe")) == 1
        and len(https) == 1
        and not http
        and "bare_list_unsubscribe" not in defects
    )
    headers = ListHeaders(
        list_id=list_id(head),
        unsubscribe_https=https,
        unsubscribe_http=http,
        unsubscribe_mailto=mailto,
        one_click=one_click,
        post=any(url[:7].lower() == "mailto:" for url in urls(head.first("list-post") or "")),
        precedence=precedence(head),
        auto_submitted=auto_submitted(head),
    )
    return headers, tuple(defects)
