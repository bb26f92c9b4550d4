"""What can be done: import, decide, draft, hand over - and what is refused in a sentence."""

import json
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from inboxguard import resources
from inboxguard.audit.audit import Audit
from inboxguard.audit.progress import Step
from inboxguard.errors import Cancelled, Refused
from inboxguard.trace.trail import Level
from tests.audit.truth import NOW, Story

SOFA, LANTERN, CORNER = "sofasparrow.example", "movinglantern.example", "ninthcorner.example"


def test_importing_again_adds_nothing_and_keeps_every_id(audit: Audit) -> None:
    before = [row["id"] for row in audit.message_rows()]
    again = audit.import_files([resources.path("demo/move.mbox")])
    assert (again.added, again.known) == (0, 246)
    assert [row["id"] for row in audit.message_rows()] == before


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(empty: Audit, tmp_path: Path) -> None:
    (tmp_path / "picture.jpg").write_bytes(b"\xff\xd8\xff\xe0" * 100)
    result = empty.import_files([tmp_path / "picture.jpg", tmp_path / "nowhere", resources.path("demo/move.mbox")])
    assert result.added == 246
    assert [Path(path).name for path, _ in result.unreadable] == ["picture.jpg", "nowhere"]


def test_the_persons_own_addresses_may_be_told(empty: Audit) -> None:
    result = empty.import_files(
        [resources.path("demo/move.mbox")], me=["Anna@post.example", "kestrel-4f9d2a@post.example"],
        authserv=["mx.post.example"],
    )  # fmt: skip
    assert not result.inferred
    assert result.addresses == ("anna@post.example", "kestrel-4f9d2a@post.example")


def test_stopping_an_import_keeps_what_was_stored_and_goes_on_later(empty: Audit) -> None:
    def stop(step: Step) -> None:
        if step.what == "importing" and step.done:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        empty.import_files([resources.path("demo/move.mbox")], tell=stop)
    kept = empty.mails()
    assert 0 < kept < 246
    assert empty.import_files([resources.path("demo/move.mbox")]).added == 246 - kept


def test_the_sample_does_not_mix_with_own_mail(empty: Audit) -> None:
    empty.import_files([resources.path("demo/move.mbox")])
    with pytest.raises(Refused, match="your own mail already"):
        empty.demo("move")


def test_the_two_samples_do_not_mix(audit: Audit) -> None:
    audit.demo("move")
    with pytest.raises(Refused, match="the other sample"):
        audit.demo("registry")


def test_what_the_person_says_changes_the_finding_at_once(audit: Audit) -> None:
    assert audit.trail(SOFA).row.level is Level.STRONG
    audit.signed_up_myself(SOFA)
    assert audit.trail(SOFA).row.level is Level.NOT_SHOWN
    audit.analyse()
    assert audit.trail(SOFA).row.level is Level.NOT_SHOWN


def test_what_was_said_can_be_taken_back(audit: Audit) -> None:
    audit.signed_up_myself(SOFA)
    audit.set_aside_sender(SOFA)
    audit.take_back(SOFA)
    assert audit.trail(SOFA).row.level is Level.STRONG
    assert not audit.shelf()


def test_a_sender_set_aside_leaves_every_list_until_it_is_kept(audit: Audit) -> None:
    before = audit.overview()
    audit.set_aside_sender("tidewaterletter.example")
    assert "tidewaterletter.example" not in audit.sender_ids()
    assert audit.overview().mails == before.mails - 20
    assert len(audit.shelf()) == 20
    audit.keep_senders(("tidewaterletter.example",))
    assert "tidewaterletter.example" in audit.sender_ids()
    assert not audit.shelf()


def test_one_letter_goes_into_the_ledger_and_out_as_a_file(audit: Audit, tmp_path: Path) -> None:
    written = audit.draft("where_from", SOFA)
    audit.save_eml(written.row.id, tmp_path / "letter.eml")
    message = message_from_bytes((tmp_path / "letter.eml").read_bytes(), policy=policy.default)
    assert message["X-Unsent"] == "1"
    assert message["From"].addresses[0].addr_spec == "kestrel-4f9d2a@post.example"
    assert written.row.reference in message["Subject"]
    assert message.get_content().replace("\r\n", "\n").strip() == written.body.strip()
    assert [row.state for row in audit.requests()] == ["drafted"]


def test_the_ledger_remembers_what_became_of_it(audit: Audit) -> None:
    written = audit.draft("where_from", SOFA)
    audit.mark(written.row.id, "sent", NOW - timedelta(days=0), "from the webmail")
    row = audit.request(written.row.id).row
    assert row.state == "sent"
    assert row.due is not None
    assert row.days == (row.due - NOW.date()).days
    with pytest.raises(Refused, match="reference"):
        audit.draft("where_from", SOFA)
    audit.mark(written.row.id, "answered_full")
    assert audit.request(written.row.reference).row.state == "answered"


def test_what_cannot_be_recorded_is_refused(audit: Audit) -> None:
    written = audit.draft("erasure", CORNER)
    with pytest.raises(Refused):
        audit.mark(written.row.id, "sent", NOW + timedelta(days=3))
    with pytest.raises(Refused):
        audit.mark(written.row.id, "answered_full")
    with pytest.raises(Refused, match="no request"):
        audit.mark("2026-NOTTHERE", "sent")


def test_what_cannot_be_written_says_why(audit: Audit) -> None:
    with pytest.raises(Refused):  # nothing was asked of them
        audit.draft("reminder", SOFA)
    with pytest.raises(Refused, match="No sender"):
        audit.draft("where_from", "nobody.example")


def test_without_a_country_no_law_is_guessed(audit: Audit) -> None:
    from dataclasses import replace

    audit.set_profile(replace(audit.profile(), country=""))
    with pytest.raises(Refused, match="country"):
        audit.draft("where_from", SOFA)
    assert audit.draft("where_from", SOFA, law="gdpr").law == "gdpr"


def test_a_letter_without_a_trail_holds_nothing_up_to_anybody(audit: Audit) -> None:
    assert audit.draft("to_whom", LANTERN).row.kind == "to_whom"
    neutral = audit.draft("to_whom", "quillfern.example")
    assert "Sparrow" not in neutral.body
    assert "received mail" not in neutral.body


def test_an_unsubscribe_mail_is_made_but_is_no_case(audit: Audit) -> None:
    written = audit.unsubscribe_draft(CORNER)
    assert written.to.endswith("ninthcorner.example")
    assert not audit.requests()


def test_a_draft_without_a_mailbox_is_refused_in_a_sentence(audit: Audit) -> None:
    written = audit.draft("where_from", SOFA)
    with pytest.raises(Refused, match="no mailbox account"):
        audit.put_in_drafts(written.row.id)


def test_reports_in_three_formats(audit: Audit, tmp_path: Path) -> None:
    for kind in ("html", "json", "csv"):
        audit.export(tmp_path / f"report.{kind}", kind)
    assert json.loads((tmp_path / "report.json").read_text())["schema"] == 1
    assert "anna" not in (tmp_path / "report.html").read_text().lower()
    with pytest.raises(Refused):
        audit.export(tmp_path / "report.doc", "doc")


def test_everything_is_forgotten(tmp_path: Path) -> None:
    audit = Audit.open(tmp_path / "home", lambda: NOW)
    audit.demo("move")
    audit.forget()
    assert not (tmp_path / "home").exists()
    audit.reopen()
    assert audit.empty()
    audit.close()


def test_kind_and_order_of_the_figures_are_stable(move: Story) -> None:
    assert [finding.what for finding in move.audit.overview().findings] == [
        "no_sign_up",
        "copy",
        "ignored",
        "exclusive",
    ]


def test_leaving_the_sample_leaves_nothing_of_it_behind(audit: Audit) -> None:
    audit.draft("where_from", SOFA)
    audit.signed_up_myself(CORNER)
    audit.leave_demo()
    assert audit.empty()
    assert not audit.is_demo()
    assert audit.sender_ids() == ()
    assert audit.requests() == ()
    assert audit.profile().country == ""
    assert audit.own() == ((), ())
    audit.import_files([resources.path("demo/move.mbox")])
    before = audit.mails()
    audit.leave_demo()
    assert audit.mails() == before


def test_the_country_of_the_person_stays_when_the_sample_goes(audit: Audit) -> None:
    from dataclasses import replace

    audit.set_profile(replace(audit.profile(), country="FR"))
    audit.leave_demo()
    assert audit.profile().country == "FR"
