"""What the links of a mail say of the list, partner or advert that brought its reader to the sender.

Only links to the sender's own pages count: what a link to another house bears is that house's own book-keeping. Values
that name a channel, a mail platform or a kind of mail name nobody and are left out.
"""

import re
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from urllib.parse import unquote_plus

from inboxguard import resources
from inboxguard.facts.decoding import clean
from inboxguard.facts.message import Message
from inboxguard.facts.unwrapping import decoded, may_wrap, way
from inboxguard.senders.domains import organisational

MOST = 10
"""Values that are kept of one message."""
LONGEST = 60
_MOST_URLS = 60
_MOST_FOUND = 200
_LONGEST_URL = 2_000
_LONGEST_WRITTEN = 300
_HOST = re.compile(r"https?://([A-Za-z0-9.-]{1,255})")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,200}={0,2}\Z")
_PLAIN = re.compile(r"[\w .&'+/|-]{4,60}\Z", re.ASCII)
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_RANDOM = re.compile(r"(?=[^\s]*\d)(?=[^\s]*[A-Za-z])[A-Za-z0-9]{12,}\Z|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_TOKEN = re.compile(r"eyJ[A-Za-z0-9_-]{12,2000}")


def campaigns(message: Message, own: Collection[str]) -> tuple[str, ...]:
    """Return the values of campaign, affiliate and sub-id parameters in links to the domains `own`, as written.

    Each once, in their order; at most ten, 60 characters each. Percent-encoding, Base64 and the claims of a token are
    decoded.
    """
    urls = [link.url[:_LONGEST_URL] for link in message.links[:_MOST_URLS] if "=" in link.url or "eyJ" in link.url]
    if not urls:
        return ()
    joined = "\n".join(urls)
    wrapped = may_wrap(joined)
    if not wrapped and _parameter().search(joined) is None:
        return ()
    found: dict[str, None] = {}
    for url in urls:
        for written in _values(url, own, wrapped):
            value = _tidied(written)
            if value and len(found) < MOST:
                found[value] = None
    return tuple(found)


def _values(url: str, own: Collection[str], wrapped: bool) -> Iterator[str]:
    """Yield what the parameters of a link, and of that which it leads to, are set to."""
    end = way(url).url if wrapped else url
    for address in dict.fromkeys((url, end[:_LONGEST_URL])):
        host = _HOST.match(address)
        if host is None or organisational(host[1].lower()) not in own:
            continue
        for match in _parameter().finditer(address):
            yield match[1]
        for token in _TOKEN.findall(address)[:4]:
            yield from _claim().findall(decoded(token))[:_MOST_FOUND]


def _tidied(written: str) -> str:
    """Return a value as people read it; "" where it names nobody or somebody's address."""
    value = written[:_LONGEST_WRITTEN]
    if "%" in value or "+" in value:
        value = unquote_plus(unquote_plus(value))
    if _BASE64.match(value) is not None and (value[-1] == "=" or (not value.islower() and not value.isupper())):
        inner = decoded(value)
        if _PLAIN.match(inner) is not None and _LETTERS.search(inner) is not None:
            value = inner
    value = " ".join(clean(value).split())[:LONGEST].strip()
    if "@" in value or _LETTERS.search(value) is None or _RANDOM.match(value) is not None:
        return ""
    return "" if names_nobody(value) else value


def names_nobody(value: str) -> bool:
    """Return whether a value says a channel, a mail platform, a kind of mail or a time only."""
    words = _WORD.findall(value.casefold())
    return _common().issuperset(words) or "".join(words) in _common()


def telling_words(value: str) -> tuple[str, ...]:
    """Return the words of a value, in lower case, that are no channel, platform, kind of mail or time."""
    return tuple(word for word in _WORD.findall(value.casefold()) if word not in _common())


@cache
def _table() -> dict[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads(resources.read("senders/campaigns.toml"))
    return table


@cache
def _parameter() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _table()["parameters"]), key=len, reverse=True))
    return re.compile(rf"[?&;#](?:{names})=([^&#;\s]{{1,{_LONGEST_WRITTEN}}})", re.I)


@cache
def _claim() -> re.Pattern[str]:
    names = "|".join(sorted(map(re.escape, _table()["parameters"]), key=len, reverse=True))
    return re.compile(rf'"(?:{names})"\s{{0,3}}:\s{{0,3}}"([^"\\]{{1,{_LONGEST_WRITTEN}}})"', re.I)


@cache
def _common() -> frozenset[str]:
    """Return the words that name nobody, those with which mail platforms are called among them."""
    platforms = tomllib.loads(resources.read("senders/platforms.toml"))["platform"]
    called = (name for one in platforms for name in (one["id"], one["name"], *one.get("aliases", ())))
    words = ("".join(_WORD.findall(name.casefold())) for name in called)
    return frozenset((*_table()["channels"], *_table()["mail"], *words))
