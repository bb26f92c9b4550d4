"""Passwords and sign-ins of accounts, kept by the system's keyring and nowhere else.

Of a sign-in with the browser only the refresh token is kept; access tokens live an hour and stay in memory. A value
that is longer than some keyring takes (Windows: 2,560 octets of UTF-16) is kept in pieces under names of their own.
"""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from inboxguard.errors import KeyringMissing

SERVICE = "inboxguard"

_UNFIT = ("keyrings.alt", "keyring.backends.fail", "keyring.backends.null")
"""Backends that keep nothing, or keep passwords readable in a file (keyrings.alt)."""

_ADVICE = "install or unlock one (GNOME Keyring, KWallet, the keychain), or give the password with --password-stdin"


PIECE = 1_200
"""Characters of one entry of the keyring."""

_PIECES = re.compile(r"inboxguard-pieces:(\d{1,3}):([0-9a-f]{64})")


def remember(name: str, secret: str) -> None:
    """Keep the secret of `name`, the address of an account; raises KeyringMissing where nothing fit to keep it answers.

    Whoever pulls the plug meanwhile leaves the old secret or the new one, never half of each.
    """
    pieces = [secret[start : start + PIECE] for start in range(0, len(secret), PIECE)]
    with _asking("could not keep the password"):
        ring = _keyring()
        before = ring.get_password(SERVICE, name)
        entry = secret
        if len(pieces) > 1 or _PIECES.fullmatch(secret):
            entry = f"inboxguard-pieces:{len(pieces)}:{hashlib.sha256(secret.encode()).hexdigest()}"
            for place, piece in zip(_places(name, entry), pieces, strict=True):
                ring.set_password(SERVICE, place, piece)
        ring.set_password(SERVICE, name, entry)
        if before != entry:
            _drop_pieces(ring, name, before)


def recall(name: str) -> str | None:
    """Return the secret of `name`, None when none was kept, or not all of it; raises KeyringMissing.

    A locked keyring may ask the person on the screen, so this is called outside the window's thread.
    """
    with _asking("could not give the password"):
        ring = _keyring()
        kept = ring.get_password(SERVICE, name)
        found = _PIECES.fullmatch(kept or "")
        if found is None:
            return None if kept is None else str(kept)
        whole = "".join(ring.get_password(SERVICE, place) or "" for place in _places(name, kept))
    return whole if hashlib.sha256(whole.encode()).hexdigest() == found[2] else None


def forget(name: str) -> None:
    """Remove the secret of `name` if there is one; raises KeyringMissing."""
    with _asking("could not remove the password"):
        ring = _keyring()
        kept = ring.get_password(SERVICE, name)
        if kept is not None:
            _drop_pieces(ring, name, kept)
            ring.delete_password(SERVICE, name)


def _places(name: str, entry: str) -> list[str]:
    """Return the names of the pieces that the main entry tells of; each secret has names of its own."""
    found = _PIECES.fullmatch(entry)
    return [] if found is None else [f"{name} ({found[2][:16]}, {number})" for number in range(int(found[1]))]


def _drop_pieces(ring: Any, name: str, entry: str | None) -> None:
    for place in _places(name, entry or ""):
        if ring.get_password(SERVICE, place) is not None:
            ring.delete_password(SERVICE, place)


@contextmanager
def _asking(failure: str) -> Iterator[None]:
    try:
        yield
    except KeyringMissing:
        raise
    except Exception:
        # Backends leak the errors of D-Bus, COM and the keychain beside KeyringError. The cause is dropped,
        # because its arguments may hold the password.
        raise KeyringMissing(f"The system's keyring {failure}; {_ADVICE}.") from None


def _keyring() -> Any:
    """Return the first backend that is fit to keep a password; a chain is not trusted, as it falls through."""
    import keyring
    from keyring.backends.chainer import ChainerBackend

    backend = keyring.get_keyring()
    for candidate in backend.backends if isinstance(backend, ChainerBackend) else [backend]:
        if not type(candidate).__module__.startswith(_UNFIT):
            return candidate
    raise KeyringMissing(f"This system has no keyring that is fit to keep a password; {_ADVICE}.")
