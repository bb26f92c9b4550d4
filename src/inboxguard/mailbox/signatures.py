"""Checks the DKIM signatures of a message (RFC 6376, 8301, 8463) with the keys that its signers publish in DNS.

Only on the person's word: the question names the signing domain and its selector, so whoever answers it, the
computer's own name server first, learns whose mail is here. Addresses and words of a mail are never part of it.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from time import time
from typing import TYPE_CHECKING, Any

from inboxguard.facts import addresses
from inboxguard.facts.headers import Head
from inboxguard.facts.message import RawMessage

if TYPE_CHECKING:
    import dns.resolver

MOST_SIGNATURES = 5
"""Of one message, from the top."""
MOST_OCTETS = 20_000_000
_MOST_FIELDS = 1_000
_LONGEST_SIGNATURE = 8_000
_MOST_NAMES = 200
_LONGEST_KEY = 2_000
_LEAST_BITS, _MOST_BITS = 1_024, 4_096
_LARGEST_EXPONENT = 2**33
_SILENT = 5
"""After so many questions in a row without an answer in time nobody is asked any more."""
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,62}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,62}[a-z0-9_])?){0,20}", re.I)
_BLANKS = re.compile(rb"[\t ]+")
_LINES = re.compile(rb"\r?\n")
_SINGLE = ("from", "list-unsubscribe", "list-unsubscribe-post")
"""Fields of which there must be no more than were signed: the one that was added is the one that is shown."""
_ALGORITHMS = (b"rsa-sha256", b"ed25519-sha256")

class Outcome(StrEnum):
    """What comes of a signature; what counts of several of one domain is the first of these."""

    FAIL = "fail"
    ADDED = "added"
    """It holds, but a From or List-Unsubscribe was added to those that it covers."""
    PARTIAL = "partial"
    """It holds, but covers a part of the body only (l=)."""
    EXPIRED = "expired"
    """It holds, but its time (x=) has run out."""
    PASS = "pass"  # noqa: S105 - no password
    UNKNOWN = "unknown"
    """No key is published any more, or nobody answered: that says nothing about an old mail."""
    UNSIGNED = "unsigned"
    """rsa-sha1, a key below 1,024 bits, or From is not among the signed fields: as good as no signature."""


_RANKS = tuple(Outcome)


@dataclass(frozen=True, slots=True)
class Keys:
    """Where keys are asked for: the computer's own name servers unless others are named; picklable, for children."""

    nameservers: tuple[str, ...] = ()
    port: int = 53
    seconds: float = 3.0
    """Longest wait for one answer."""
    most: int = 2_000
    """Questions that one process asks at most."""
    at: datetime | None = None
    """The time by which a signature may have run out; the clock's where None."""


@dataclass(slots=True)
class _Answers:
    """The answers of one process, each question asked once."""

    keys: Keys
    known: dict[str, bytes] = field(default_factory=dict)
    silent: int = 0
    _resolver: "dns.resolver.Resolver | None" = None

    def text(self, name: str) -> bytes:
        """Return the TXT record of a name, b"" where there is none or nobody says."""
        found = self.known.get(name)
        if found is None:
            may_ask = len(self.known) < self.keys.most and self.silent < _SILENT
            found = self._asked(name) if may_ask else b""
            if may_ask:
                self.known[name] = found
        return found

    def _asked(self, name: str) -> bytes:
        import dns.exception
        import dns.resolver

        try:
            resolver = self._resolver or self._made()
            answer = resolver.resolve(f"{name}.", "TXT", search=False, lifetime=self.keys.seconds)
            records = [b"".join(record.strings) for record in answer]
        except dns.exception.Timeout:
            self.silent += 1
            return b""
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            self.silent = 0
            return b""
        except (dns.exception.DNSException, OSError, ValueError, EOFError):
            return b""
        self.silent = 0
        likely = [record for record in records if b"p=" in record and len(record) <= _LONGEST_KEY]
        return likely[0] if len(likely) == 1 else b""

    def _made(self) -> "dns.resolver.Resolver":
        import dns.resolver

        made = dns.resolver.Resolver(configure=not self.keys.nameservers)
        if self.keys.nameservers:
            made.nameservers = list(self.keys.nameservers)
            made.port = self.keys.port
        self._resolver = made
        return made


@lru_cache(maxsize=8)
def _answers(keys: Keys) -> _Answers:
    return _Answers(keys)


def checked(raw: RawMessage, keys: Keys) -> tuple[tuple[str, str], ...] | None:
    """Return (signing domain, what came out) for each domain that signed a message; never raises.

    None where there is nothing to check: no signature, or octets that are not complete. Asks DNS.
    """
    if raw.body is None or not raw.complete or len(raw.head) + len(raw.body) > MOST_OCTETS:
        return None
    head = Head(raw.head)
    values = head.all("dkim-signature")[:MOST_SIGNATURES]
    if not values or len(head.order()) > _MOST_FIELDS:
        return None
    counted = Counter(head.order())
    outcomes: dict[str, list[Outcome]] = {}
    for place, value in enumerate(values):
        tags = _tags(value)
        domain, selector = tags.get("d", ""), tags.get("s", "")
        if not (_NAME.fullmatch(domain) and _NAME.fullmatch(selector) and len(domain) + len(selector) < 240):
            continue
        outcomes.setdefault(addresses.domain(domain), []).append(_outcome(raw, place, value, tags, counted, keys))
    return tuple((domain, min(found, key=_RANKS.index).value) for domain, found in outcomes.items()) or None


def _tags(value: str) -> dict[str, str]:
    """Return the tags of a signature field without blanks (RFC 6376 section 3.2)."""
    tags: dict[str, str] = {}
    for part in value[:_LONGEST_SIGNATURE].split(";"):
        name, equals, content = part.partition("=")
        if equals:
            tags.setdefault(name.strip(), "".join(content.split()))
    return tags


def _outcome(
    raw: RawMessage, place: int, value: str, tags: dict[str, str], counted: Counter[str], keys: Keys
) -> Outcome:
    """Return what comes of one signature."""
    signed = Counter(name.lower() for name in tags.get("h", "").split(":"))
    if tags.get("a", "").lower().encode() not in _ALGORITHMS or "from" not in signed:
        return Outcome.UNSIGNED
    if len(value) > _LONGEST_SIGNATURE or signed.total() > _MOST_NAMES:
        return Outcome.UNKNOWN
    key = _answers(keys).text(f"{tags['s']}._domainkey.{tags['d']}".lower())
    if not re.search(rb"(?:^|;)\s*p\s*=\s*[A-Za-z0-9+/]", key):
        return Outcome.UNKNOWN
    try:
        verdict = _verified(raw, place, key, "relaxed" in tags.get("c", "").lower().partition("/")[2])
    except Exception:  # the door: another's parser of hostile octets must not stop an import
        return Outcome.UNKNOWN
    if verdict != Outcome.PASS:
        return verdict
    if any(counted[name] > signed[name] for name in _SINGLE if signed[name]):
        return Outcome.ADDED
    if "l" in tags:
        return Outcome.PARTIAL
    ends, at = tags.get("x", ""), keys.at.timestamp() if keys.at is not None else time()
    return Outcome.EXPIRED if ends.isdecimal() and int(ends[:20]) < at else Outcome.PASS


def _verified(raw: RawMessage, place: int, key: bytes, is_relaxed: bool) -> Outcome:
    """Return PASS, FAIL, or why the key is none that counts."""
    import dkim
    from dkim.util import parse_tag_value

    class Signed(dkim.DKIM):  # type: ignore[misc]
        """A message whose signatures are judged whatever the time: expiry is noted, it breaks nothing."""

        def verify_headerprep(self, idx: int = 0) -> Any:
            fields = [(name, value) for name, value in self.headers if name.lower() == b"dkim-signature"]
            tags = parse_tag_value(fields[idx][1])
            dkim.validate_signature_fields({name: told for name, told in tags.items() if name not in (b"x", b"t")})
            return tags, [name.strip().lower() for name in tags[b"h"].split(b":")], fields

    pk, bits, kind, _ = dkim.evaluate_pk(b"", key)
    if kind == b"rsa" and bits < _LEAST_BITS:
        return Outcome.UNSIGNED
    if kind == b"rsa" and (bits > _MOST_BITS or pk["publicExponent"] > _LARGEST_EXPONENT):
        return Outcome.UNKNOWN
    # Relaxed already here, because the library takes time with the square of long blanks.
    body = _BLANKS.sub(b" ", raw.body or b"") if is_relaxed else raw.body or b""
    head = b"\r\n".join(line for line in _LINES.split(raw.head) if line)
    message = Signed(head + b"\r\n\r\n" + body, minkey=_LEAST_BITS)
    try:
        return Outcome.PASS if message.verify(place, dnsfunc=lambda name, timeout=5: key) else Outcome.FAIL
    except dkim.ValidationError:
        return Outcome.FAIL
