"""What servers say when they give nothing just now, and how long they want to be left alone."""

import re

_HELD_BACK = re.compile(
    r"\[(?:THROTTLED|OVERQUOTA|LIMIT|UNAVAILABLE|INUSE|SERVERBUG)\]|throttled|too many|rate limit|bandwidth limit",
    re.IGNORECASE,
)
_SUGGESTED = re.compile(r"Suggested Backoff Time:\s*(\d{1,8})\s*milliseconds", re.IGNORECASE)


def throttled(said: str) -> bool:
    """Return whether a server's words say that it will give more later (RFC 5530, and what providers say)."""
    return bool(_HELD_BACK.search(said))


def suggested(said: str) -> float | None:
    """Return the seconds that a server wants to be left alone, None where it names none."""
    told = _SUGGESTED.search(said)
    return int(told[1]) / 1000 if told else None
