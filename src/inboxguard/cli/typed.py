"""What is typed: addresses, organisations and instants, checked before anything is done."""

import re
from datetime import UTC, datetime

import click

_ADDRESS = re.compile(r"[^\s@<>,;\"]{1,64}@[^\s@<>,;\"]{1,255}")
_CATCH_ALL = re.compile(r"@[^\s@<>,;\"]{1,255}")
_DOMAIN = re.compile(r"[^\s@/:.]{1,63}(?:\.[^\s@/:.]{1,63}){1,10}")


def address(text: str) -> str:
    """Return a mail address in lower case; raises BadParameter where it is none."""
    typed = text.strip().lower()
    if not _ADDRESS.fullmatch(typed):
        raise click.BadParameter(f"“{text}” is no mail address. Write it like me@post.example.")
    return typed


def own_address(text: str) -> str:
    """Return a mail address, or @domain for every address of a domain; raises BadParameter where it is neither."""
    typed = text.strip().lower()
    return typed if _CATCH_ALL.fullmatch(typed) else address(text)


def organisation(text: str) -> str:
    """Return an organisational domain in lower case; raises BadParameter where it is none."""
    typed = text.strip().lower()
    if not _DOMAIN.fullmatch(typed):
        raise click.BadParameter(f"“{text}” is no domain. Write it as “senders” prints it, like shop.example.")
    return typed


def instant(text: str) -> datetime:
    """Return an ISO 8601 instant in UTC, which it is also without an offset; raises BadParameter where it is none."""
    try:
        at = datetime.fromisoformat(text.strip())
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise click.BadParameter(f"“{text}” is no instant. Write it like 2026-11-24T08:00:00Z.") from None
