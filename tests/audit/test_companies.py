"""Company files in a home: loaded, matched with those who write, told, and forgotten."""

import json
from pathlib import Path
from typing import Any

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused, UnreadableFile
from inboxguard.requests.contacts import ContactSource
from tests.audit.truth import Story

LANTERN = "movinglantern.example"
RECORD = {
    "slug": "lantern", "name": "Moving Lantern GmbH", "relevant-countries": ["de"], "address": "x", "sources": [],
    "quality": "verified", "web": f"https://www.{LANTERN}/", "email": f"dpo@{LANTERN}", "request-language": "de",
    "webform": f"https://{LANTERN}/form", "needs-id-document": True, "suggested-transport-medium": "letter",
    "required-elements": [{"desc": "Customer number", "type": "input"}],
}  # fmt: skip
OTHER = RECORD | {
    "slug": "other",
    "name": "Moving Lantern",
    "web": "https://elsewhere.test",
    "email": "a@elsewhere.test",
}
SITE = {
    "name": "Moving Lantern", "url": f"https://{LANTERN}/leave", "difficulty": "hard", "domains": [LANTERN],
    "notes": "Ask them.", "notes_de": "Frag sie.", "email": f"support@{LANTERN}",
}  # fmt: skip


def saved(folder: Path, content: Any, name: str = "list.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(content))
    return path


def test_a_list_is_loaded_and_those_who_write_are_counted(audit: Audit, tmp_path: Path) -> None:
    done = audit.load_companies(saved(tmp_path, [RECORD, OTHER, {"slug": 7, "name": "x"}]))
    assert (done.companies, done.senders, done.unreadable, done.replaced) == (2, 1, 1, True)
    (row,) = audit.company_rows()
    assert (row.organisation, row.slug, row.email) == (LANTERN, "lantern", f"dpo@{LANTERN}")
    there = audit.companies_known()
    assert (there.companies, there.pages, there.files) == (2, 0, ("list.json",))


def test_a_letter_goes_to_the_record_in_its_language_with_its_notes(audit: Audit, tmp_path: Path) -> None:
    audit.load_companies(saved(tmp_path, [RECORD]))
    found = audit.contact(LANTERN)
    assert found is not None
    assert (found.address, found.source) == (f"dpo@{LANTERN}", ContactSource.COMPANY_FILE)
    assert found.detail == "Moving Lantern GmbH (verified, list.json)"
    assert (found.needs_id, found.required, found.transport) == (True, ("Customer number",), "letter")
    written = audit.draft("erasure", LANTERN, law="gdpr")
    assert (written.language, written.to, written.contact_source) == ("de", f"dpo@{LANTERN}", "company_file")
    assert "Customer number" not in written.body


def test_a_name_alone_is_nobodys_record(audit: Audit, tmp_path: Path) -> None:
    audit.load_companies(saved(tmp_path, [OTHER]))
    found = audit.contact(LANTERN)
    assert found is not None
    assert found.source is ContactSource.GUESS
    assert audit.company_rows() == ()


def test_loading_again_replaces_and_one_record_comes_beside(audit: Audit, tmp_path: Path) -> None:
    audit.load_companies(saved(tmp_path, [RECORD]))
    audit.load_companies(saved(tmp_path, [OTHER]))
    assert (audit.companies_known().companies, audit.company_rows()) == (1, ())
    assert not audit.load_companies(saved(tmp_path, RECORD, "one.json")).replaced
    assert audit.companies_known().companies == 2
    audit.load_companies(saved(tmp_path, [SITE], "sites.json"))
    assert (audit.companies_known().companies, audit.companies_known().pages) == (2, 1)


def test_what_cannot_be_read_leaves_what_was_there(audit: Audit, tmp_path: Path) -> None:
    audit.load_companies(saved(tmp_path, [RECORD]))
    with pytest.raises(UnreadableFile):
        audit.load_companies(saved(tmp_path, []))
    assert audit.companies_known().companies == 1


def test_where_an_account_is_deleted_in_the_persons_language(audit: Audit, tmp_path: Path) -> None:
    assert audit.delete_link(LANTERN) is None
    done = audit.load_companies(saved(tmp_path, [SITE]))
    assert (done.pages, done.page_senders) == (1, 1)
    page = audit.delete_link(LANTERN)
    assert page is not None
    assert (page.url, page.difficulty) == (f"https://{LANTERN}/leave", "hard")
    assert page.notes in ("Ask them.", "Frag sie.")
    found = audit.contact(LANTERN)  # the support's address is no privacy contact
    assert found is not None
    assert found.source is ContactSource.GUESS


def test_forgetting(audit: Audit, tmp_path: Path) -> None:
    assert not audit.forget_companies()
    audit.load_companies(saved(tmp_path, [RECORD]))
    audit.set_contact(LANTERN, f"desk@{LANTERN}")
    assert audit.forget_companies()
    assert audit.companies_known().companies == 0
    found = audit.contact(LANTERN)
    assert found is not None
    assert found.source is ContactSource.OWN_ENTRY


def test_a_sender_that_is_set_aside_stays_unsaid(registry: Story, tmp_path: Path) -> None:
    aside = "mondlicht-kinderzimmer.example"
    record = RECORD | {"web": f"https://{aside}", "name": "Mondlicht"}
    done = registry.audit.load_companies(saved(tmp_path, [record]))
    try:
        assert (done.senders, registry.audit.company_rows()) == (0, ())
    finally:
        registry.audit.forget_companies()


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("no-reply@movinglantern.example", "Nobody reads"),
        ("keine_antwort@movinglantern.example", "Nobody reads"),
        ("kestrel-4f9d2a@post.example", "address of yours"),
        ("privacy@sendgrid.net", "platform"),
        ("words", "no plain mail address"),
        ("a@b@movinglantern.example", "no plain mail address"),
        ("privacy@movinglantern", "no plain mail address"),
        ("Privacy <privacy@movinglantern.example>", "no plain mail address"),
        ("priv\u0430cy@movinglantern.example", "no plain mail address"),
        ("privacy@movinglantern.example, x@y.example", "no plain mail address"),
        ("", "no plain mail address"),
    ],
)
def test_an_entry_that_would_be_lost_is_refused_in_a_sentence(move: Story, address: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        move.audit.set_contact(LANTERN, address)


def test_nobody_is_written_to_who_does_not_write(move: Story) -> None:
    for act in (lambda: move.audit.contact("nobody.test"), lambda: move.audit.set_contact("nobody.test", "a@b.test")):
        with pytest.raises(Refused):
            act()
