"""The country decides the law; it is proposed, and kept only when the person goes on."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QByteArray, QLocale, QTimeZone

from inboxguard import resources
from inboxguard.audit.audit import Audit
from inboxguard.ui.first_run.country import Country
from inboxguard.ui.first_run.page import FirstRun
from inboxguard.ui.page import Desk
from tests.ui import accessibility

GERMAN = QLocale(QLocale.Language.German, QLocale.Country.Germany)


@pytest.fixture
def form(empty_desk: Desk, qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> Country:
    monkeypatch.setattr(QLocale, "system", lambda: GERMAN)
    monkeypatch.setattr(QTimeZone, "systemTimeZoneId", lambda: QByteArray(b"Europe/Berlin"))
    made = Country(empty_desk)
    qtbot.addWidget(made)
    made.begin()
    return made


def test_the_country_of_the_computer_is_proposed_and_not_kept(form: Country, empty_audit: Audit) -> None:
    assert form.choice.currentText() == "Germany"
    assert empty_audit.profile().country == ""
    accessibility.check(form)


def test_going_on_keeps_country_and_time_zone(form: Country, empty_audit: Audit) -> None:
    form.keeping()(empty_audit)
    assert (empty_audit.profile().country, empty_audit.profile().timezone) == ("DE", "Europe/Berlin")


def test_what_was_said_before_comes_first(form: Country, empty_audit: Audit) -> None:
    form.choice.setCurrentIndex(form.choice.findData("FR"))
    form.keeping()(empty_audit)
    form.begin()
    assert form.choice.currentText() == "France"


def test_not_saying_is_an_answer(form: Country, empty_audit: Audit) -> None:
    form.choice.setCurrentIndex(0)
    form.keeping()(empty_audit)
    assert empty_audit.profile().country == ""


def test_a_time_zone_that_nobody_knows_does_not_lose_the_country(
    form: Country, empty_audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QTimeZone, "systemTimeZoneId", lambda: QByteArray(b"Mars/Olympus"))
    form.keeping()(empty_audit)
    assert (empty_audit.profile().country, empty_audit.profile().timezone) == ("DE", "UTC")


def test_a_computer_without_a_language_proposes_nothing(form: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QLocale, "system", QLocale.c)
    form.begin()
    assert form.choice.currentText() == "Not said"


def test_it_is_asked_beside_the_way_to_the_mail_only(form: Country, empty_desk: Desk, qtbot: Any) -> None:
    page = FirstRun(empty_desk)
    qtbot.addWidget(page)
    page.begin()
    page.show()
    assert not page.files.country.isVisible()
    assert not page.connecting.country.isVisible()
    page.import_files([Path(resources.path("demo/move.mbox"))])
    assert empty_desk.audit.profile().country == ""
    page.begin("open_file")
    assert page.files.country.isVisible()
    page.import_files([Path(resources.path("demo/move.mbox"))])
    assert empty_desk.audit.profile().country == "DE"


def test_the_country_is_kept_although_the_sample_lent_the_same(
    empty_desk: Desk, empty_audit: Audit, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: GERMAN)
    page = FirstRun(empty_desk)
    qtbot.addWidget(page)
    page.begin()
    page.look_at_sample()
    assert empty_audit.profile().country == "DE"  # lent
    page.begin("open_file")
    with qtbot.waitSignal(page.arrived):
        page.import_files([resources.path("demo/registry.mbox")])
    assert not empty_audit.is_demo()
    assert empty_audit.profile().country == "DE"  # said
