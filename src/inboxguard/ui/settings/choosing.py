"""Choosing subjects: the picker, what becomes of its answer, and what is asked once afterwards."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from inboxguard.audit.progress import Tell
from inboxguard.audit.views import ThemeRow
from inboxguard.errors import UnreadableFile
from inboxguard.ui import shelf_words
from inboxguard.ui.page import Page
from inboxguard.ui.settings.subjects import FIRST, Subjects, Wishes
from inboxguard.ui.settings.suggestions import Suggestions

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

MOST_OCTETS = 1_000_000
"""Octets of a theme file that are read at most."""


class Choosing(QObject):
    """Opens the picker over a page, on purpose only."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def begin(self) -> Subjects:
        """Show the picker."""
        audit = self._page.desk.audit
        shelves = [(card.id, shelf_words.shelf_name(card)) for card in audit.shelves()]
        dialog = Subjects(audit.themes(), shelves, self._page)
        dialog.accepted.connect(lambda: self.keep(dialog.wishes))
        dialog.add_file.connect(lambda: self._choose_file(dialog))
        dialog.forget.connect(lambda theme: self._forget(theme, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def keep(self, wishes: Wishes) -> None:
        """Keep what was changed, then ask once what goes with the subjects that are new."""
        if wishes == Wishes():
            return

        def keep(audit: "Audit", tell: Tell) -> tuple[ThemeRow, ...]:
            if wishes.unmarked:
                audit.unmark_themes(wishes.unmarked, tell)
            for shelf in dict.fromkeys(shelf for _, shelf in wishes.marked):
                audit.mark_themes([theme for theme, where in wishes.marked if where == shelf], tell, shelf)
            for theme, on in wishes.helping:
                audit.also_organisations(theme, on, tell)
            return audit.suggested(wishes.new) if wishes.new else ()

        self._page.run(self.tr("Keeping your settings"), keep, self._suggest)

    def _suggest(self, themes: Sequence[ThemeRow]) -> None:
        if not themes:
            return
        dialog = Suggestions(themes, self._page)
        dialog.accepted.connect(lambda: self._mark(dialog.chosen))
        dialog.open()

    def _mark(self, themes: Sequence[str]) -> None:
        self._page.run(self.tr("Keeping your settings"), lambda audit, tell: audit.mark_themes(themes, tell, FIRST))

    # --- subjects of one's own

    def _choose_file(self, dialog: Subjects) -> None:
        words = self.tr("Choose a file with a subject")
        chosen, _ = QFileDialog.getOpenFileName(dialog, words, "", self.tr("Subjects (*.toml);;All files (*)"))
        if chosen:
            self.add_file(Path(chosen), dialog)

    def _forget(self, theme: str, dialog: Subjects) -> None:
        def forgotten(_: object) -> None:
            dialog.reject()
            self.begin()

        self._page.run(self.tr("Forgetting a subject"), lambda audit, tell: audit.remove_theme(theme, tell), forgotten)

    def add_file(self, path: Path, dialog: Subjects) -> None:
        """Read a subject from a file; the picker is shown again with it."""

        def added(_: object) -> None:
            dialog.reject()
            self.begin()

        self._page.run(
            self.tr("Reading a subject from a file"), lambda audit, tell: audit.add_theme(_read(path)), added
        )


def _read(path: Path) -> str:
    """Return the text of a theme file; raises UnreadableFile with a sentence where it is none."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_OCTETS + 1)
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"“{path.name}” could not be read as text. Please choose a file of a subject.") from error
    if len(content) > MOST_OCTETS:
        raise UnreadableFile(f"“{path.name}” is larger than any subject. Please choose another file.")
    return text
