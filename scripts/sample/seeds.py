"""Stable stand-ins for what a real mail system draws at random: identifiers, tokens, signatures."""

import base64
import hashlib

SEED = "inboxguard sample 1"


def digest(*parts: str) -> bytes:
    """32 bytes that depend on the parts alone."""
    return hashlib.sha256("\x1f".join((SEED, *parts)).encode()).digest()


def token(length: int, *parts: str) -> str:
    """Lower-case hexadecimal of the given length, at most 64."""
    return digest(*parts).hex()[:length]


def number(below: int, *parts: str) -> int:
    """A whole number from 0 up to, not including, `below`."""
    return int.from_bytes(digest(*parts)[:8], "big") % below


def base64_text(octets: int, *parts: str) -> str:
    """Base64 of as many octets, for body hashes and signatures that only have to look right."""
    data = b"".join(digest(*parts, str(i)) for i in range(octets // 32 + 1))
    return base64.b64encode(data[:octets]).decode()
