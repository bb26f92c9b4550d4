"""Passwords of accounts, kept by the system's keyring and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from inboxguard.errors import KeyringMissing

SERVICE = "inboxguard"

_UNFIT = ("keyrings.alt", "keyring.backends.fail", "keyring.backends.null")
"""Backends that keep nothing, or keep passwords readable in a file (keyrings.alt)."""

_ADVICE = "install or unlock one (GNOME Keyring, KWallet, the keychain), or give the password with --password-stdin"


def remember(address: str, password: str) -> None:
    """Keep the password of account `address`; raises KeyringMissing where nothing fit to keep it answers."""
    with _asking("could not keep the password"):
        _keyring().set_password(SERVICE, address, password)


def recall(address: str) -> str | None:
    """Return the password of account `address`, None when none was kept; raises KeyringMissing.

    A locked keyring may ask the person on the screen, so this is called outside the window's thread.
    """
    with _asking("could not give the password"):
        kept = _keyring().get_password(SERVICE, address)
    return None if kept is None else str(kept)


def forget(address: str) -> None:
    """Remove the password of account `address` if there is one; raises KeyringMissing."""
    with _asking("could not remove the password"):
        ring = _keyring()
        if ring.get_password(SERVICE, address) is not None:
            ring.delete_password(SERVICE, address)


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
