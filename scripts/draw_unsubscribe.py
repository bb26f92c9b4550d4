"""Draws the dialogs that leave senders, in light, dark, at 200 % and with long words; see scripts/pictures."""

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from inboxguard.audit.audit import Audit
from inboxguard.senders.sender import SenderId
from inboxguard.ui import style
from inboxguard.ui.jobs import Jobs
from inboxguard.ui.page import Desk
from inboxguard.ui.senders.leaving import LeavingDialog
from inboxguard.ui.senders.unsubscribe import UnsubscribeDialog
from inboxguard.ui.start import application

WHERE = Path(__file__).parents[1] / "docs" / "pictures"
NOW = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)
SHOWN = (
    ("", "sofasparrow.example", "Sofa & Sparrow"),
    ("-ignored", "ninthcorner.example", "Ninth Corner Flowers"),
    ("-none", "pillarplum.example", "Pillar & Plum"),
)
LOOKS = (("light", 1.0, False), ("dark", 1.0, False), ("light", 2.0, False), ("light", 1.0, True))


class Longer(QTranslator):
    """Every text half as long again, as German is: what this cuts, a translation would cut."""

    def translate(self, context: str, text: str, comment: str | None = None, number: int = -1) -> str:
        return f"{text} {'wohl' * max(1, len(text) // 8)}" if text else ""

    def isEmpty(self) -> bool:
        return False


def main() -> None:
    """Draw them all; with an argument into another folder than docs/pictures, and then with long words too."""
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else WHERE
    where.mkdir(parents=True, exist_ok=True)
    app = application()
    longer = Longer()
    with tempfile.TemporaryDirectory() as folder, Audit.open(Path(folder) / "home", lambda: NOW) as audit:
        audit.demo("move")
        jobs = Jobs(lambda: Audit.open(Path(folder) / "home", lambda: NOW))
        desk = Desk(audit, jobs, lambda: NOW)
        for mode, scale, long in LOOKS if len(sys.argv) > 1 else LOOKS[:-1]:
            style.apply(app, mode, scale)
            if long:
                app.installTranslator(longer)
            look = "long-words" if long else (f"{mode}-text200" if scale > 1 else mode)
            host = QWidget()
            host.resize(1280, 820)
            for name, one, called in SHOWN:
                _keep(
                    app, UnsubscribeDialog(desk, SenderId(one), called, host), where / f"unsubscribe{name}-{look}.png"
                )
            _keep(app, LeavingDialog(desk, audit.sender_ids(), host), where / f"unsubscribe-many-{look}.png")
        jobs.close()
    print(f"{len(list(where.glob('unsubscribe*.png')))} pictures in {where}")


def _keep(app: QApplication, dialog: QWidget, path: Path) -> None:
    dialog.show()
    until = time.monotonic() + 1  # what the worker looks at comes home
    while time.monotonic() < until:
        app.processEvents()
        time.sleep(0.01)
    assert dialog.grab().save(str(path))
    dialog.close()


if __name__ == "__main__":
    main()
