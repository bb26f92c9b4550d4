"""Did it stop? Only what the same sender surely sent counts against it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import Profile
from inboxguard.audit.watching import watched
from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Legal
from inboxguard.senders.optout import Asked
from inboxguard.senders.sender import SenderId

ASKED = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 11, 24, tzinfo=UTC)
PERSON = Profile(country="DE", timezone="Europe/Berlin")
ADVERT = Attribution(
    MessageKey("k"), None, ASKED, "", Kind.MARKETING, (), "shop.example", "Shop", None, True, "server", None, False,
    None, None, None, (), (), True, None, Legal(), None,
)  # fmt: skip


def adverts(*days: int) -> list[Attribution]:
    return [replace(ADVERT, at=ASKED + timedelta(days=day)) for day in days]


def state(letters: list[Attribution]) -> str | None:
    found = watched(Asked(ASKED, "mailto"), letters, NOW, PERSON)
    return None if found is None else found.state


def test_nobody_asked_nothing_is_watched() -> None:
    assert watched(None, adverts(100), NOW, PERSON) is None


def test_mail_that_goes_on_for_months_is_not_honouring() -> None:
    assert state(adverts(-30, 50, 80, 110)) == "not_honoured"


def test_mail_inside_the_grace_is_normal() -> None:
    assert state(adverts(-30, 2, 5)) == "honoured"


def test_receipts_and_unvouched_mail_do_not_count() -> None:
    receipts = [replace(one, kind=Kind.TRANSACTIONAL) for one in adverts(50, 80, 110)]
    unvouched = [replace(one, authenticated=None) for one in adverts(50, 80, 110)]
    own = [replace(one, outgoing=True) for one in adverts(50, 80, 110)]
    assert state([*adverts(-30), *receipts, *unvouched, *own]) == "honoured"


def test_time_and_the_law_are_judged_anew_without_reading_a_mail(tmp_path: Path) -> None:
    early = datetime(2026, 2, 1, tzinfo=UTC)
    with Audit.open(tmp_path, lambda: early) as audit:
        audit.demo("move")
        before = {row.id: row.opt_out for row in audit.sender_rows(audit.sender_ids())}
    with Audit.open(tmp_path, lambda: NOW) as audit:
        after = {row.id: row for row in audit.sender_rows(audit.sender_ids())}
        assert after[SenderId("ninthcorner.example")].opt_out == "not_honoured"
        assert any(after[SenderId("ninthcorner.example")].after_opt_out)
        audit.analyse()
        assert {row.id: row for row in audit.sender_rows(audit.sender_ids())} == after
    assert before[SenderId("quillfern.example")] is not None


def test_mail_to_another_address_is_not_held_against_a_sender() -> None:
    adverts_ = [replace(one, recipient="anna@work.example") for one in adverts(50, 80)]
    at_home = [replace(one, recipient="anna@post.example") for one in adverts(-30, -20)]
    asked = Asked(ASKED, "mailto", "anna@post.example")
    found = watched(asked, [*at_home, *adverts_], NOW, PERSON)
    assert found is not None
    assert (found.state, found.mails_after) == ("honoured", 0)
