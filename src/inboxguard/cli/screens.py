"""Whether there is a screen to open a window on."""

import os
import sys


def has_screen() -> bool:
    """Return whether a window can be shown: always on macOS and Windows, else with an X or Wayland display."""
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or _forced())


def _forced() -> bool:
    """A platform chosen by hand (tests use offscreen) needs no display."""
    return os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] in {
        "offscreen",
        "minimal",
        "vnc",
        "linuxfb",
        "eglfs",
    }
