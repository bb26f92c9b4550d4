"""Draws the page Requests and its dialogs, in light and dark, large, narrow, long and empty; see scripts/pictures."""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication, QWidget
from tests.audit.letters import arrives

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import Profile
from inboxguard.ui.jobs import Jobs
from inboxguard.ui.look import apply_settings
from inboxguard.ui.page import Desk
from inboxguard.ui.requests.acts import Act
from inboxguard.ui.start import application
from inboxguard.ui.window import Window

WHERE = Path(__file__).parents[1] / "docs" / "pictures"
NOW = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)
LATE, OLD, WAITS, ENDED, RIPE = (
    "ninthcorner.example", "sofasparrow.example", "curtaincrow.example", "movinglantern.example",
    "hearthheron.example",
)  # fmt: skip
DESK = {"X_Auto_Response_Suppress": "All"}
"""As a ticket system marks its mail, which is therefore read."""


class Longer(QTranslator):
    """Makes every text of the program about a third longer, as German ones are."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """Return `text` with some vowels doubled; what is filled in later stays as it is."""
        words = [one if "{" in one else one.replace("e", "ee").replace("o", "oo").replace("a", "aa") for one in
                 text.split(" ")]  # fmt: skip
        return " ".join(words)


def main() -> None:
    """Draw them all; an argument is another folder than docs/pictures."""
    where = Path(sys.argv[1]) if len(sys.argv) > 1 else WHERE
    where.mkdir(parents=True, exist_ok=True)
    app = application()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "ledger"
        _prepare(home, Path(folder) / "mail")
        drawn = 0
        for mode in ("light", "dark"):
            for name, widget in _scenes(app, home, mode):
                assert widget.grab().save(str(where / f"requests-{name}-{mode}.png"))
                drawn += 1
    print(f"{drawn} pictures of Requests in {where}")


def _prepare(home: Path, mail: Path) -> None:
    """A ledger with something in every state."""

    def at(days: int) -> Audit:
        return Audit.open(home, lambda: NOW - timedelta(days=days))

    with at(90) as audit:
        audit.demo("move")
        audit.set_profile(Profile("Anna Vale", "DE", "BY", ("en",), "Europe/Berlin"))
        ripe = audit.draft("access", OLD).row.id
        audit.mark(ripe, "sent")
        ended = audit.draft("objection", ENDED).row.id
        audit.mark(ended, "sent")
    with at(47) as audit:
        late = audit.draft("where_from", LATE)
        audit.mark(late.row.id, "sent", note="Found in Sent by the Message-ID of the draft.")
        audit.mark(ended, "closed")
        sender = f"Ninth Corner Flowers <privacy@{LATE}>"
        text = "Dear Anna, we have received your enquiry and will look into it."
        to = audit.request(late.row.id).from_alias
        arrives(audit, mail, NOW - timedelta(days=45), f"Re: {late.row.reference}", sender, to, text, **DESK)
    with at(40) as audit:
        remind = audit.remind(ripe)
        audit.mark(remind.row.id, "sent")
    with at(9) as audit:
        waits = audit.draft("where_from", WAITS)
        audit.mark(waits.row.id, "sent")
        no = audit.draft("to_whom", ENDED).row.id
        audit.mark(no, "sent")
        audit.mark(no, "answered_full")
    with at(2) as audit:
        sender = f"Curtain & Crow <privacy@{WAITS}>"
        to = audit.request(waits.row.id).from_alias
        text = (
            "Dear Ms Vale,\n\nwe obtained your address from Moving Lantern (movinglantern.example) in March. We hold "
            "nothing else.\n"
        )
        arrives(audit, mail, NOW - timedelta(days=2), f"Re: {waits.row.reference}", sender, to, text, **DESK)
    with at(0) as audit:
        audit.draft("erasure", OLD)


@contextmanager
def _opened(
    app: QApplication, home: Path, mode: str, scale: str = "1.0", wide: int = 1280
) -> Iterator[tuple[Window, Any]]:
    """Open the page in a window of its own, whose jobs end with it."""
    with Audit.open(home, lambda: NOW) as audit:
        audit.set_setting("appearance", mode)
        audit.set_setting("text_scale", scale)
        desk = Desk(audit, Jobs(lambda: Audit.open(home, lambda: NOW)), lambda: NOW)
        apply_settings(desk)
        window = Window(desk)
        window.resize(wide, 820)
        window.show()
        window.open_page("requests")
        _settle(app, desk.jobs)
        yield window, window.pages["requests"]
        window.close()


def _scenes(app: QApplication, home: Path, mode: str) -> Iterator[tuple[str, QWidget]]:
    with _opened(app, home, mode) as (window, page):
        yield "page", window
        yield from _dialogs(app, window, page)
        _choose(app, page, "proposed", WAITS)
        yield "proposed", window
        _choose(app, page, "late", LATE)
        yield "late", window
    with _opened(app, home, mode, "2.0") as (window, page):
        yield "text200", window
        page._open()
        _settle(app, window.desk.jobs)
        yield "text200-detail", window
    with _opened(app, home, mode, wide=760) as (window, page):
        page._open()
        _settle(app, window.desk.jobs)
        yield "narrow", window
    longer = Longer()
    app.installTranslator(longer)
    with _opened(app, home, mode) as (window, page):
        yield "long", window
        page.acts.do(Act.REMIND)
        yield "long-remind", _dialog(app, window.desk.jobs, "RemindDialog")
    app.removeTranslator(longer)
    with tempfile.TemporaryDirectory() as folder:
        with Audit.open(Path(folder), lambda: NOW) as audit:
            audit.demo("move")
        with _opened(app, Path(folder), mode) as (window, page):
            yield "none", window


def _dialogs(app: QApplication, window: Window, page: Any) -> Iterator[tuple[str, QWidget]]:
    jobs = window.desk.jobs
    for name, organisation, kind, act, made in (
        ("remind", LATE, "", Act.REMIND, "RemindDialog"),
        ("complain", OLD, "access", Act.COMPLAIN, "ComplainDialog"),
        ("proposals", WAITS, "", Act.ANSWERED, "ProposalsDialog"),
        ("letter", OLD, "erasure", Act.LETTER, "LetterDialog"),
        ("answered", OLD, "access", Act.ANSWERED, "Telling"),
    ):
        _choose(app, page, name, organisation, kind)
        page.acts.do(act)
        dialog = _dialog(app, jobs, made)
        yield name, dialog
        dialog.close()
    _choose(app, page, "named", WAITS)
    page.acts.accept(page.acts.beside.proposals[-1])
    dialog = _dialog(app, jobs, "AnswerDialog")
    yield "named", dialog
    dialog.close()
    _choose(app, page, "page", LATE)


def _choose(app: QApplication, page: Any, name: str, organisation: str, kind: str = "") -> None:
    found = [one.id for one in page._rows if one.organisation == organisation and kind in ("", one.kind)]
    assert found, name
    page.table.choose(found[0])
    _settle(app, page.desk.jobs)


def _dialog(app: QApplication, jobs: Jobs, name: str) -> QWidget:
    _settle(app, jobs)
    found = [one for one in app.topLevelWidgets() if type(one).__name__ == name and one.isVisible()]
    assert found, f"no {name} was opened"
    return found[-1]


def _settle(app: QApplication, jobs: Jobs) -> None:
    until = time.monotonic() + 0.6
    while time.monotonic() < until or jobs.busy:
        app.processEvents()
        time.sleep(0.01)
    QApplication.sendPostedEvents()


if __name__ == "__main__":
    main()
