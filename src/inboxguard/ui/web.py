"""Pages on the web: named with their host, opened by the person's own browser, and only on their click."""

import re
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QPushButton

from inboxguard.ui import phrases, pieces

_ADDRESS = re.compile(r"https://[^\s<>\"'”)]{1,500}")


def show(url: str) -> bool:
    """Open a page in the person's browser; return whether there is one. Only web pages are opened, never files."""
    return urlsplit(url).scheme in ("https", "http") and QDesktopServices.openUrl(QUrl(url))


def link(words: str, url: str) -> QPushButton:
    """Return a button that opens `url`; its words say on which host."""
    host = phrases.shown(urlsplit(url).hostname, 80)
    made = pieces.link(f"{words} ({host})", lambda: show(url))
    made.setToolTip(phrases.tooltip(url))
    return made


def addresses(sentence: str) -> tuple[str, ...]:
    """Return the web addresses that a sentence names, each once."""
    return tuple(dict.fromkeys(found.rstrip(".,;:") for found in _ADDRESS.findall(sentence)))
