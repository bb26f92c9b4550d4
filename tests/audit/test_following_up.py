"""A reminder and a complaint follow a letter that was sent, in their time, and not before."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import Profile
from inboxguard.errors import Refused
from inboxguard.requests.request import Excuse
from tests.audit.truth import NOW

SOFA = "sofasparrow.example"


class Clock:
    """The day on which the person looks."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def audit(tmp_path: Path, clock: Clock) -> Iterator[Audit]:
    with Audit.open(tmp_path / "home", clock) as made:
        made.demo("move")
        made.set_profile(Profile("", "FR", "", ("en",), "Europe/Paris"))
        yield made


def asked(audit: Audit, clock: Clock, kind: str = "where_from") -> str:
    written = audit.draft(kind, SOFA)
    clock.now += timedelta(hours=1)
    audit.mark(written.row.id, "sent")
    return written.row.id


def test_nobody_is_reminded_of_what_was_never_asked(audit: Audit) -> None:
    with pytest.raises(Refused, match="nothing that this could follow"):
        audit.remind(None, organisation=SOFA)
    audit.draft("where_from", SOFA)
    with pytest.raises(Refused):
        audit.remind(None, organisation=SOFA)


def test_a_reminder_waits_for_its_day_and_then_names_the_letter(audit: Audit, clock: Clock) -> None:
    first = asked(audit, clock)
    with pytest.raises(Refused):
        audit.reminder_preview(first)
    clock.now += timedelta(days=60)
    written = audit.remind(None, organisation=SOFA)
    assert first in written.body
    assert written.follows == first
    assert audit.request(first).row.state == "overdue"
    clock.now += timedelta(hours=1)
    audit.mark(written.row.id, "sent")
    assert audit.request(first).row.state == "reminded"


def test_an_excuse_is_answered_at_once(audit: Audit, clock: Clock) -> None:
    first = asked(audit, clock)
    clock.now += timedelta(days=5)
    audit.mark(first, "identity_asked")
    preview = audit.reminder_preview(first, Excuse.ID_COPY)
    assert "Art." in preview.draft.body
    assert not any(row.kind == "reminder" for row in audit.requests())


def test_a_complaint_goes_to_the_authority_of_the_home_in_its_language(audit: Audit, clock: Clock) -> None:
    first = asked(audit, clock)
    with pytest.raises(Refused):
        audit.complaint_preview(first)
    clock.now += timedelta(days=60)
    reminded = audit.remind(first)
    audit.mark(reminded.row.id, "sent")
    clock.now += timedelta(days=20)
    (authority,) = audit.regulators(first)
    assert "CNIL" in authority.name or "Informatique" in authority.name
    written = audit.complain(first)
    assert written.language == (authority.language or "en")
    clock.now += timedelta(hours=1)
    audit.mark(written.row.id, "sent")
    assert audit.request(first).row.state == "complained"


def test_where_a_country_has_several_authorities_the_person_says_which(audit: Audit, clock: Clock) -> None:
    audit.set_profile(Profile("", "DE", "", ("de",), "Europe/Berlin"))
    first = asked(audit, clock)
    clock.now += timedelta(days=60)
    audit.mark(audit.remind(first).row.id, "sent")
    clock.now += timedelta(days=20)
    assert len(audit.regulators(first)) > 1
    with pytest.raises(Refused, match="own authority"):
        audit.complain(first)
    chosen = audit.regulators(first)[0]
    assert chosen.name in audit.complain(first, chosen.key).body
    audit.set_profile(Profile("", "DE", "BY", ("de",), "Europe/Berlin"))
    assert len(audit.regulators(first)) == 1


def test_a_letter_that_stood_on_no_law_has_nobody_to_complain_to(audit: Audit, clock: Clock) -> None:
    audit.set_profile(Profile("", "CN", "", ("en",), "Asia/Shanghai"))
    first = asked(audit, clock)
    clock.now += timedelta(days=90)
    assert audit.regulators(first) == ()
    with pytest.raises(Refused):
        audit.complain(first)


def test_a_reminder_of_a_reminder_is_none(audit: Audit, clock: Clock) -> None:
    first = asked(audit, clock)
    clock.now += timedelta(days=60)
    again = audit.remind(first)
    with pytest.raises(Refused, match="first letter"):
        audit.remind(again.row.id)


def test_an_answer_to_the_reminder_answers_the_letter(audit: Audit, clock: Clock) -> None:
    first = asked(audit, clock)
    clock.now += timedelta(days=60)
    again = audit.remind(first).row.id
    audit.mark(again, "sent")
    clock.now += timedelta(days=3)
    audit.mark(again, "answered_full")
    assert audit.request(first).row.state == "answered"
    clock.now += timedelta(days=30)
    with pytest.raises(Refused):
        audit.complain(first)


def test_two_programs_that_tell_the_same_tell_it_once(audit: Audit, clock: Clock) -> None:
    first = audit.draft("where_from", SOFA).row.id
    clock.now += timedelta(hours=1)
    with Audit.open(audit.home, clock) as other:
        other.mark(first, "sent")
        audit.mark(first, "sent")
    assert [one.what for one in audit.request(first).timeline].count("sent") == 1
