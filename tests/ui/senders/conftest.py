"""What the dialogs of the page Senders stand over, and a street of shops whose server answers on this computer."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from inboxguard.audit.audit import Audit
from inboxguard.ui.page import Desk
from tests.servers.high_street import ME, SERVER, Street, advert, domain, mailbox
from tests.ui.immediate import Immediate

STREET_NOW = datetime(2026, 10, 20, 8, tzinfo=UTC)
SHOPS = 12
OFFERS = {8: "mailto", 9: "link", 10: "none", 11: "unsigned"}


def street_now() -> datetime:
    return STREET_NOW


@pytest.fixture
def host(qtbot: Any) -> QWidget:
    """A page under a dialog; the dialog goes with it."""
    made = QWidget()
    made.resize(1280, 820)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def street(tmp_path: Path) -> Iterator[Street]:
    """The server of all shops."""
    (tmp_path / "authority").mkdir()
    found = Street(tmp_path / "authority", SHOPS)
    yield found
    found.close()


@pytest.fixture
def street_home(tmp_path: Path) -> Path:
    """A home with adverts of every shop; the first offers a mail too."""
    mails = [advert(number, day, OFFERS.get(number, "one_click")) for number in range(SHOPS) for day in (0, 7)]
    field = b"List-Unsubscribe: "
    mails[:2] = [mail.replace(field, field + f"<mailto:leave-4471@{domain(0)}>, ".encode()) for mail in mails[:2]]
    with Audit.open(tmp_path / "street", street_now) as audit:
        audit.import_files([mailbox(tmp_path, mails)], me=[ME], authserv=[SERVER])
    return tmp_path / "street"


@pytest.fixture
def street_audit(street_home: Path, street: Street) -> Iterator[Audit]:
    """A real Audit for which the street stands for every sender."""
    with Audit.open(street_home, street_now) as audit:
        audit.use_local_server(street.https.port, street.authority.where / "ca.pem")
        yield audit


@pytest.fixture
def street_desk(street_audit: Audit) -> Desk:
    """What pages work with over the street."""
    return Desk(street_audit, Immediate(street_audit), street_now)  # type: ignore[arg-type]  # a double of Jobs


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were opened in the browser."""
    urls: list[str] = []

    def open_url(url: QUrl) -> bool:
        urls.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return urls
