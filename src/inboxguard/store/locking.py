"""One at a time per home: two readers would read the same mail twice, two unsubscribers ask the same sender twice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from inboxguard.errors import StoreError

FILE = "reading.lock"
ASKING = "unsubscribing.lock"


@contextmanager
def reading_alone(home: Path) -> Iterator[None]:
    """Hold `home` for one sync or import; the system lets go of it when the process ends, however it ends.

    Raises StoreError where another process, or another thread of this one, reads mail into it.
    """
    with _alone(
        home / FILE,
        "Another inboxguard is reading mail into this home just now. Wait until it has finished, or stop it there.",
    ):
        yield


@contextmanager
def asking_alone(home: Path) -> Iterator[None]:
    """Hold `home` for unsubscribing, as `reading_alone` does; whoever holds it knows that no request is on its way."""
    with _alone(
        home / ASKING,
        "Another inboxguard is unsubscribing in this home just now. Wait until it has finished, or stop it there.",
    ):
        yield


@contextmanager
def _alone(path: Path, taken: str) -> Iterator[None]:
    lock = FileLock(path, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreError(taken) from error
    except OSError as error:
        raise StoreError(
            f"The folder {path.parent} cannot be used ({error.strerror}). Make room or allow writing, or choose "
            "another one with --home."
        ) from error
    try:
        yield
    finally:
        lock.release()
