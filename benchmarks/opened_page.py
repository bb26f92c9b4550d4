"""A page of the window over a home of invented mail, as its benchmarks open it."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication

from inboxguard.audit.audit import Audit
from inboxguard.facts.message import RawMessage
from inboxguard.facts.parsing import read
from inboxguard.store import messages
from inboxguard.store.database import open_database
from inboxguard.ui.jobs import Jobs
from inboxguard.ui.look import apply_settings
from inboxguard.ui.page import Desk, Page
from inboxguard.ui.start import application

Opened = TypeVar("Opened", bound=Page)


@contextmanager
def opened_page(
    make: Callable[[Desk], Opened],
    mail: Iterable[RawMessage],
    now: datetime,
    told: Callable[[Audit, Path], None] = lambda audit, folder: None,
) -> Iterator[tuple[QApplication, Opened, Audit, Jobs]]:
    """Yield the application, the page that `make` makes, shown over `mail`, its audit and its jobs.

    `told` says to the audit what a person would, before the page is opened; it may write into the folder it is given.
    """
    app = application()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        db = open_database(home)
        messages.add(db, (messages.row(read(raw)) for raw in mail))
        db.close()
        with Audit.open(home, lambda: now) as audit:
            audit.analyse()
            told(audit, Path(folder))
            jobs = Jobs(lambda: Audit.open(home, lambda: now))
            desk = Desk(audit, jobs, lambda: now)
            apply_settings(desk)
            page = make(desk)
            page.resize(1084, 820)
            page.refresh(audit)
            page.show()
            yield app, page, audit, jobs
            page.close()
            jobs.close()
