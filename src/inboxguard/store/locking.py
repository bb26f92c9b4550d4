"""One reader of mail per home: two would read the same mail twice and miscount the day's traffic."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from inboxguard.errors import StoreError

FILE = "reading.lock"


@contextmanager
def reading_alone(home: Path) -> Iterator[None]:
    """Hold `home` for one sync or import; the system lets go of it when the process ends, however it ends.

    Raises StoreError where another process, or another thread of this one, reads mail into it.
    """
    lock = FileLock(home / FILE, timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise StoreError(
            "Another inboxguard is reading mail into this home just now. Wait until it has finished, or stop it there."
        ) from error
    except OSError as error:
        raise StoreError(
            f"The folder {home} cannot be used ({error.strerror}). Make room or allow writing, or choose another one "
            "with --home."
        ) from error
    try:
        yield
    finally:
        lock.release()
