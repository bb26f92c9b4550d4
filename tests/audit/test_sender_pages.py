"""The page Senders shows nothing of what is set aside."""

from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused
from tests.audit import shops
from tests.audit.truth import Story


def test_months_of_a_row_are_the_mailboxs_last_twelve(move: Story) -> None:
    for row in move.audit.sender_rows(move.audit.sender_ids()):
        assert len(row.months) == len(row.after_opt_out) == 12
        assert sum(row.months) <= row.mails


def test_bars_after_an_ignored_wish_are_marked(move: Story) -> None:
    (row,) = move.audit.sender_rows(("ninthcorner.example",))  # type: ignore[arg-type]  # an id is a string
    assert row.opt_out == "not_honoured"
    assert any(row.after_opt_out)
    (other,) = move.audit.sender_rows(("quillfern.example",))  # type: ignore[arg-type]  # an id is a string
    assert other.opt_out == "honoured"
    assert not any(other.after_opt_out)


def test_subjects_of_set_aside_mail_do_not_show(registry: Story) -> None:
    aside = {row["id"] for row in registry.messages.values() if any(theme["set_aside"] for theme in row["themes"])}
    for organisation in registry.audit.sender_ids():
        sender = registry.audit.sender(organisation)
        assert not aside & {line.key for line in sender.last_mails}
        assert not aside & {moment.message for moment in sender.timeline}


def test_the_company_group_is_named(audit: Audit) -> None:
    assert audit.sender("heronoutlet.example").group == ("Hearth & Heron",)


def test_no_company_group_names_who_is_set_aside(registry: Story) -> None:
    assert registry.senders["wrenalder.example"]["group"] == registry.senders["alderkids.example"]["group"]
    assert "Alder Kids" not in repr(registry.audit.sender("wrenalder.example"))


def test_an_unknown_sender_is_refused_in_a_sentence(move: Story) -> None:
    with pytest.raises(Refused, match="organisational domain"):
        move.audit.sender("sofa and sparrow")


def test_a_receipt_that_names_a_marked_theme_shows_no_subject_unasked(registry: Story) -> None:
    named = {
        row["id"]: row for row in registry.messages.values() if any(theme["score"] >= 1 for theme in row["themes"])
    }
    receipts = {key for key, row in named.items() if not any(theme["set_aside"] for theme in row["themes"])}
    assert receipts
    for organisation in registry.audit.sender_ids():
        sender = registry.audit.sender(organisation)
        for line in (*sender.last_mails, *sender.consent_lines):
            assert line.subject is None or line.key not in named
        subjects = {str(moment.message): moment.detail for moment in sender.timeline if moment.message in named}
        assert not {key: said for key, said in subjects.items() if said and said != "Wren & Alder" and "@" not in said}
    assert registry.audit.reveal(next(iter(receipts))).subject


def test_nor_does_spam_in_a_brands_name(empty: Audit, tmp_path: Path) -> None:
    denied = shops.written(60, "Baby shower and diapers to win", "Diapers.", "news")
    denied = denied.replace(b"dkim=pass", b"dkim=fail").replace(b"dmarc=pass", b"dmarc=fail")
    plain = shops.written(61, "You have won a price", "Click.", "news")
    plain = plain.replace(b"dkim=pass", b"dkim=fail").replace(b"dmarc=pass", b"dmarc=fail")
    mails = [*shops.adverts(), denied, plain]
    empty.import_files([shops.put(tmp_path / "mails", mails)], me=[shops.ME], authserv=[shops.SERVER])
    every = empty.mail_ids(shops.SHOP)

    def subjects() -> set[str | None]:
        return {row.subject for row in empty.mail_rows(every)}

    assert "Baby shower and diapers to win" in subjects(), "nothing is marked"
    empty.mark_themes(["baby"])
    assert "Baby shower and diapers to win" not in subjects()
    assert "You have won a price" in subjects()
    assert None in subjects()
