"""What is typed: addresses, servers, paths and instants, checked before anything is done."""

import re
from datetime import UTC, datetime
from pathlib import Path

import click

_ADDRESS = re.compile(r"[^\s@<>,;\"]{1,64}@[^\s@<>,;\"]{1,255}")
_SERVER = re.compile(r"[^\s;]{1,255}")
_CATCH_ALL = re.compile(r"@[^\s@<>,;\"]{1,255}")


def address(text: str) -> str:
    """Return a mail address in lower case; raises BadParameter where it is none."""
    typed = text.strip().lower()
    if not _ADDRESS.fullmatch(typed) or not typed.isprintable():
        raise click.BadParameter(f"“{text}” is no mail address. Write it like me@post.example.")
    return typed


def own_address(text: str) -> str:
    """Return a mail address, or @domain for every address of a domain; raises BadParameter where it is neither."""
    typed = text.strip().lower()
    return typed if _CATCH_ALL.fullmatch(typed) and typed.isprintable() else address(text)


def server(text: str) -> str:
    """Return the name of a receiving server; raises BadParameter where it is none."""
    typed = text.strip()
    if not _SERVER.fullmatch(typed) or not typed.isprintable():
        raise click.BadParameter(f"“{text}” is no name of a server. Write it like mx.post.example.")
    return typed


def given_path(text: str) -> Path:
    """Return a path; raises BadParameter for an empty one, which would mean the folder one happens to be in."""
    if not text:
        raise click.BadParameter("The name of a file or folder is empty.")
    return Path(text)


def instant(text: str) -> datetime:
    """Return an ISO 8601 instant in UTC, which it is also without an offset; raises BadParameter where it is none."""
    try:
        at = datetime.fromisoformat(text.strip())
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        raise click.BadParameter(f"“{text}” is no instant. Write it like 2026-11-24T08:00:00Z.") from None
