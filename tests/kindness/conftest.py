"""A home where everything is marked and decided that can be; made once, copied for every test."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import ShelfSettings, ShelfWord
from inboxguard.audit.views import Profile
from inboxguard.senders.sender import SenderId
from tests.kindness import mailbox
from tests.kindness.mailbox import Box
from tests.kindness.reading import Reader

MARKED = ("baby", "loss", "pet", "funeral")


def now() -> datetime:
    """The clock of every test here."""
    return mailbox.NOW


@pytest.fixture(scope="session")
def box() -> Box:
    """The mails, and what of them is set aside."""
    return mailbox.made()


@pytest.fixture
def reader(box: Box) -> Reader:
    """What finds marked words in what can be seen."""
    return Reader(box)


@pytest.fixture(scope="session")
def kept_home(box: Box, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the mailbox: first the person asks and corrects, then she marks."""
    where = tmp_path_factory.mktemp("kindness")
    box.write(where / "mail.mbox")
    with Audit.open(where / "home", now) as audit:
        audit.set_profile(Profile("Anna Beispiel", "DE", "", ("de", "en"), "Europe/Berlin"))
        audit.import_files([where / "mail.mbox"], me=[mailbox.ME], authserv=[mailbox.SERVER])
        audit.given_only(mailbox.ADDRESS_OF_LINDWURM, "lindwurm.example")
        for kind, organisation in (
            ("where_from", "zwiebelkrone-babymarkt.example"),
            ("erasure", "quillfeather.example"),
            ("to_whom", "lindwurm.example"),
        ):
            audit.mark(audit.draft(kind, organisation).row.id, "sent")
        audit.draft("erasure", "eulengarten.example")
        audit.rename_sender("museaudoux.example", "Museaudoux vom Markt")
        audit.signed_up_myself("snuffelpoot.example")
        audit.mark_themes(MARKED)
        audit.set_aside_senders(("eulengarten.example",))
        audit.keep_shelf(
            ShelfSettings(
                None, "Später", "green", words=(ShelfWord("trompetenlack*", "strong"),),
                exceptions=("krankenhaus.example",), senders=(SenderId("culladoro.example"),),
            )
        )  # fmt: skip
        audit.add_quiet_day(11, 2, None, 2, 2)
        for occasion in audit.occasions()[:1]:
            audit.keep_quiet(occasion.key, True)
        audit.behave(audit.behaviour().mode)
    return where / "home"


@pytest.fixture
def home(kept_home: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed at will."""
    return Path(shutil.copytree(kept_home, tmp_path / "home"))


@pytest.fixture
def audit(home: Path) -> Iterator[Audit]:
    """An audit over it."""
    with Audit.open(home, now) as opened:
        yield opened
