"""The look: tokens and style sheet of resources/look applied to the program, and what painted widgets ask of them."""

import re
import tempfile
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleOption, QWidget

from inboxguard import resources

FontName = Literal["title", "body", "small", "strong"]
MODES = ("system", "light", "dark")
SCALES = (0.9, 1.0, 1.15, 1.3, 1.5, 2.0)


@cache
def tokens() -> dict[str, Any]:
    """Return resources/look/tokens.toml as it is."""
    return tomllib.loads(resources.read("look/tokens.toml"))


class _Watch(QObject):
    changed = Signal()


class _Grown(QProxyStyle):
    """Fusion whose small icons grow with the text."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in (QStyle.PixelMetric.PM_LineEditIconSize, QStyle.PixelMetric.PM_SmallIconSize):
            return grown(16)
        return int(super().pixelMetric(metric, option, widget))


class _State:
    """What is applied now; one program has one look."""

    theme: str = "light"
    mode: str = "system"
    scale: float = 1.0
    style: QProxyStyle | None = None
    files: tempfile.TemporaryDirectory[str] | None = None
    watch: _Watch | None = None


def watch() -> _Watch:
    """Return the object whose signal `changed` says that another look was applied."""
    if _State.watch is None:
        _State.watch = _Watch()
    return _State.watch


def is_dark() -> bool:
    """Return whether the dark palette is in use."""
    return _State.theme == "dark"


def scale() -> float:
    """Return the text scale in use."""
    return _State.scale


def hexes(theme: str) -> dict[str, str]:
    """Return the colours of `theme` ("light" or "dark") by name."""
    return dict(tokens()[theme])


def colour(name: str) -> QColor:
    """Return the colour `name` of the palette in use; raises KeyError for an unknown name."""
    return QColor(tokens()[_State.theme][name])


def relation_colour(name: str) -> QColor:
    """Return the colour of a relation family ("shared", "group", ...) in the palette in use."""
    return QColor(tokens()["relation"][_State.theme][name]["colour"])


def space(name: str) -> int:
    """Return a distance of the tokens in pixels; distances do not grow with the text."""
    return int(tokens()["space"][name])


def size(name: str) -> int:
    """Return a least size of the tokens in pixels."""
    return int(tokens()["size"][name])


def grown(pixels: float) -> int:
    """Return `pixels` times the text scale, for marks and icons."""
    return max(1, round(pixels * _State.scale))


def font(name: FontName = "body") -> QFont:
    """Return one of the three text sizes ("title", "body", "small") or the bold body ("strong")."""
    written = tokens()["type"]
    found = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    points = found.pointSizeF() if found.pointSizeF() > 0 else 10.0
    factor = {"title": written["title"], "small": written["small"]}.get(name, written["body"])
    found.setPointSizeF(points * factor * _State.scale)
    found.setWeight(QFont.Weight(written["strong"] if name in ("title", "strong") else written["regular"]))
    return found


def ch(count: float, name: FontName = "body") -> int:
    """Return the width of `count` characters ("0") in pixels."""
    return round(QFontMetrics(font(name)).horizontalAdvance("0") * count)


def text_height(name: FontName = "body") -> int:
    """Return the height of a line of text in pixels."""
    return QFontMetrics(font(name)).height()


def row_height(name: str = "row") -> int:
    """Return the height of a table row: the token or the text with air, whichever is more."""
    return max(size(name), text_height() + 16)


def filled(template: str, values: dict[str, str]) -> str:
    """Return `template` with every @name replaced; raises KeyError for a name without a value."""
    return re.sub(r"@([a-z_]+)", lambda found: values[found[1]], template)


def apply(app: QApplication, mode: str = "system", text_scale: float = 1.0) -> None:
    """Give the whole program the look `mode` ("system", "light" or "dark") with its text times `text_scale`."""
    _State.mode = mode if mode in MODES else "system"
    _State.scale = min(2.0, max(0.9, text_scale))
    _State.theme = _State.mode if _State.mode != "system" else _system_theme(app)
    if _State.style is None:
        _State.style = _Grown("Fusion")
        app.setStyle(_State.style)
        _State.style.setParent(app)
        app.styleHints().colorSchemeChanged.connect(lambda: _follow_system(app))
    app.setFont(font())
    app.setPalette(_palette())
    app.setStyleSheet(filled(resources.read("look/style.qss"), _values()))
    watch().changed.emit()


def _follow_system(app: QApplication) -> None:
    if _State.mode == "system" and _system_theme(app) != _State.theme:
        apply(app, "system", _State.scale)


def _system_theme(app: QApplication) -> str:
    return "dark" if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"


def _values() -> dict[str, str]:
    """Return everything that the style sheet may name: colours, tinted files, growing lengths."""
    values = hexes(_State.theme)
    values |= {f"px_{name}": f"{grown(px)}px" for name, px in (("indicator", 16), ("arrow", 12), ("drop", 28))}
    if _State.files is None:
        _State.files = tempfile.TemporaryDirectory(prefix="inboxguard-look-")
    folder = Path(_State.files.name)
    for name in resources.names("look/indicators", ".svg"):
        stem = Path(name).stem
        file = folder / f"{stem}-{_State.theme}.svg"
        file.write_text(filled(resources.read(name), values), encoding="utf-8")
        values["icon_" + stem.replace("-", "_")] = file.as_posix()
    return values


def _palette() -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for target, name in (
        (role.Window, "window"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "raised"),
        (role.Text, "text"),
        (role.Button, "surface"),
        (role.ButtonText, "text"),
        (role.BrightText, "on_accent"),
        (role.ToolTipBase, "raised"),
        (role.ToolTipText, "text"),
        (role.PlaceholderText, "muted"),
        (role.Highlight, "select"),
        (role.HighlightedText, "select_text"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.Accent, "accent"),
        (role.Light, "surface"),
        (role.Midlight, "raised"),
        (role.Mid, "line"),
        (role.Dark, "control"),
        (role.Shadow, "line"),
    ):
        palette.setColor(target, colour(name))
    for target in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, colour("disabled"))
    return palette
