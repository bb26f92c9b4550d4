"""The files that an import could not read, in few sentences: those with the same trouble are named together."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from inboxguard.ui import figures

MOST_NAMES = 4


class _Words(QObject):
    """The translatable words of this module."""

    def also(self, names: str) -> str:
        return self.tr("The same goes for {names}.").format(names=names)

    def more(self, names: str, number: int) -> str:
        return self.tr("{names} and {n} more").format(names=names, n=figures.number(number))


_words = _Words()


def sentences(unreadable: Sequence[tuple[str, str]]) -> list[str]:
    """Return a sentence for each trouble in (path, reason) pairs; every file is counted, the first are named."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for path, reason in unreadable:
        name = Path(path).name
        groups.setdefault(reason.replace(name, "\0") if name else reason, []).append((name, reason))
    lines = []
    for (name, reason), *others in groups.values():
        line = reason if name in reason else f"{name}: {reason}"
        names = list(dict.fromkeys(other for other, _ in others if other != name))
        if names:
            said = ", ".join(names[:MOST_NAMES])
            line += " " + _words.also(_words.more(said, len(names) - MOST_NAMES) if names[MOST_NAMES:] else said)
        lines.append(line)
    return lines
