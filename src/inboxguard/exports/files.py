"""Writes a file that the person asked for, whole or not at all."""

import os
import tempfile
from pathlib import Path

from inboxguard.errors import InboxGuardError


def write(path: Path, content: str | bytes) -> None:
    """Write `content` to `path`, readable by this user only; what was there before stays until it is complete.

    Raises InboxGuardError with a sentence where the place cannot be written.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".inboxguard-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InboxGuardError(
            f"The file {path} could not be written ({error.strerror}). Choose another place and try again."
        ) from error
