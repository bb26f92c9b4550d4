"""Addresses that opening a mail would reach: the hosts of its images, and which of them nobody can see.

Nothing is fetched. What is kept is little: of each host one address, and whole only those that may tell who opened
the mail - invisible images, and those with a query.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from inboxguard.facts import links
from inboxguard.facts.links import Judged
from inboxguard.facts.message import Remote

MOST = 60
"""Addresses of one message that are kept."""
_MOST_IMAGES = 1_000
"""Images of one message that are looked at: the invisible one often stands at the very end."""
_MOST_PIXELS = 20
_WHOLE = 3
"""Of each host so many visible images with a query are kept as they are."""
_MOST_LINKS = 20
_LONGEST = 1_000
_LONGEST_HOST = 255
_LONGEST_STYLE = 500
_TINY = frozenset(("0", "1", "0px", "1px"))
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|\Z)")
_SMALL_WIDE = re.compile(r"(?<![\w-])width\s*:\s*[01](?:px)?\s*(?:;|!|\Z)")
_SMALL_HIGH = re.compile(r"(?<![\w-])height\s*:\s*[01](?:px)?\s*(?:;|!|\Z)")
_ADDRESS_SIGNS = ("@", "%40")


def images(tree: LexborHTMLParser) -> tuple[Remote, ...]:
    """Return the remote images of a page as far as they are kept, invisible ones in hidden parts included."""
    pixels: dict[Remote, None] = {}
    seen: list[Remote] = []
    whole: Counter[str] = Counter()
    known: set[str] = set()
    for node in tree.css("img")[:_MOST_IMAGES]:
        attributes = node.attributes
        source = attributes.get("src") or ""
        host = source.partition("//")[2].partition("/")[0]
        pixel = len(pixels) < _MOST_PIXELS and _invisible(attributes)
        query = "?" in source and whole[host] < _WHOLE
        if not host or (host in known and not (pixel or query)) or not (address := _address(source)):
            continue
        known.add(host)
        if pixel:
            pixels[Remote(address, True)] = None
        elif query:
            whole[host] += 1
            seen.append(Remote(address))
        else:
            seen.append(Remote(f"{address.partition('://')[0]}://{host[:_LONGEST_HOST].partition('?')[0]}/"))
    return tuple(islice(dict.fromkeys((*pixels, *seen)), MOST))


def carrying(found: Sequence[Judged]) -> tuple[Remote, ...]:
    """Return those of the links that hold a mail address and lose it where only a part of them is kept.

    The first links of each host are kept whole anyway (see links.kept).
    """
    joined = "\n".join(link.url for link in found)
    if not any(sign in joined for sign in _ADDRESS_SIGNS):
        return ()
    likely = (link.url[:_LONGEST] for link in found if link.url[:7].lower() != "mailto:")
    carrying = (url for url in likely if any(sign in url for sign in _ADDRESS_SIGNS))
    return tuple(Remote(url) for url in islice(dict.fromkeys(carrying), _MOST_LINKS))


def _address(source: str) -> str:
    """Return the address of an image that would be fetched, bounded; "" for those that are in the mail itself."""
    address = links.url(f"https:{source}" if source[:2] == "//" else source)
    return address[:_LONGEST] if address[:4].lower() == "http" else ""


def _invisible(attributes: dict[str, str | None]) -> bool:
    """Return whether nobody can see an image: at most one pixel wide and high, or hidden."""
    wide, high = attributes.get("width"), attributes.get("height")
    small = wide is not None and wide.strip() in _TINY
    low = high is not None and high.strip() in _TINY
    if (small and low) or "hidden" in attributes:
        return True
    style = attributes.get("style")
    if style is None:
        return False
    said = style[:_LONGEST_STYLE].lower()
    if _UNSEEN.search(said):
        return True
    return (small or _SMALL_WIDE.search(said) is not None) and (low or _SMALL_HIGH.search(said) is not None)
