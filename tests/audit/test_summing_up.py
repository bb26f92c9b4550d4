"""Senders are summed up one by one, from all of their own mail."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from inboxguard.audit import grounds, summing_up
from inboxguard.audit.audit import Audit
from inboxguard.audit.summing_up import is_copy, sum_up
from inboxguard.audit.views import Chip, SenderRow
from inboxguard.store import findings, judgements
from inboxguard.store.judgements import Heard
from inboxguard.trace.trail import Level, Relation
from tests.audit import shops
from tests.audit.truth import NOW


def heard_of(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note of whom mail is asked for from now on."""
    asked: list[str] = []
    heard = judgements.heard

    def noted(db: object, organisation: str) -> list[Heard]:
        asked.append(organisation)
        return heard(audit._db, organisation)

    monkeypatch.setattr(judgements, "heard", noted)
    return asked


def again(audit: Audit) -> None:
    ground = grounds.stored(audit._db)
    assert ground is not None
    sum_up(audit._db, ground, NOW, lambda step: None)


def test_only_who_was_touched_is_summed_up(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = heard_of(audit, monkeypatch)
    again(audit)
    assert asked == []
    one = str(audit.sender_ids()[0])
    judgements.touch(audit._db, [one])
    again(audit)
    assert asked == [one]
    assert judgements.touched(audit._db) == ()


def test_with_a_new_month_every_row_shows_other_months(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {row.id: row.months for row in audit.sender_rows(audit.sender_ids())}
    late = (NOW + timedelta(days=40)).strftime("%Y-%m-%dT%H:%M:%SZ")
    with audit._db.conn as connection:
        connection.execute("UPDATE attributions SET at = ? WHERE key = (SELECT max(key) FROM attributions)", (late,))
    asked = heard_of(audit, monkeypatch)
    again(audit)
    assert set(asked) == set(judgements.organisations(audit._db))
    after = {row.id: row.months for row in audit.sender_rows(audit.sender_ids())}
    assert any(after[key][:-2] == before[key][2:] and after[key] != before[key] for key in after)


def test_a_sender_without_mail_is_one_no_longer(audit: Audit) -> None:
    one = str(audit.sender_ids()[0])
    with audit._db.conn as connection:
        connection.execute("DELETE FROM attributions WHERE organisation = ?", (one,))
    judgements.touch(audit._db, [one])
    again(audit)
    assert findings.sender(audit._db, one) is None


def test_the_rows_of_two_that_become_one_company_both_say_so(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    one, two = (str(key) for key in audit.sender_ids()[:2])
    monkeypatch.setattr(summing_up, "companies", lambda ties, reads: {one: "Anchor Holding", two: "Anchor Holding"})
    judgements.touch(audit._db, [one])
    again(audit)
    assert {key for key, _ in findings.company(audit._db, "Anchor Holding")} == {one, two}
    for key in (one, two):
        found = findings.sender(audit._db, key)
        assert found is not None
        assert found.group == "Anchor Holding"


def test_services_and_hints_are_no_copy_in_a_strangers_hands() -> None:
    assert is_copy(Level.STRONG, Relation.SHARE)
    assert not is_copy(Level.STRONG, Relation.SERVICE)
    assert not is_copy(Level.POSSIBLE, Relation.SHARE)


def read(audit: Audit, tmp_path: Path, mails: Sequence[bytes]) -> dict[str, SenderRow]:
    """Return the rows of a mailbox of these mails."""
    audit.import_files([shops.put(tmp_path / "mails", mails)], me=[shops.ME], authserv=[shops.SERVER])
    return {row.id: row for row in audit.sender_rows(audit.sender_ids())}


def test_a_forged_advert_is_not_held_against_whom_it_names(empty: Audit, tmp_path: Path) -> None:
    rows = read(empty, tmp_path, [shops.unconfirmed(one) for one in shops.adverts()])
    assert rows[shops.SHOP].mails == len(shops.adverts()), "the mails are there to be looked at"
    assert rows[shops.SHOP].unproven
    counts = empty.chip_counts()
    assert (counts[Chip.MARKETING], counts[Chip.NO_CONSENT]) == (0, 0)


def test_one_beside_real_ones_changes_nothing_of_what_is_held_against_them(empty: Audit, tmp_path: Path) -> None:
    forged = shops.unconfirmed(shops.written(90, "Your voucher", "See what is new.", "news"))
    rows = read(empty, tmp_path, [*shops.adverts(), forged])
    assert not rows[shops.SHOP].unproven
    counts = empty.chip_counts()
    assert (counts[Chip.MARKETING], counts[Chip.NO_CONSENT]) == (1, 1)
    told = {one["organisation"]: one for one in empty.json_senders()}[shops.SHOP]
    assert told["unproven"] == 1


def test_what_a_platforms_customer_writes_in_a_shops_name_is_not_held_against_the_shop(
    empty: Audit, tmp_path: Path
) -> None:
    lent = [
        one.replace(b"<news@bathbeam.example>", b"<store+456@t.shopifyemail.com>")
        .replace(b"header.d=bathbeam.example", b"header.d=shopifyemail.com")
        .replace(b"header.from=bathbeam.example", b"header.from=t.shopifyemail.com")
        .replace(b"To: anna", b"Reply-To: info@bathbeam.example\nTo: anna")
        for one in shops.adverts()
    ]
    rows = read(empty, tmp_path, lent)
    assert rows[shops.SHOP].unproven
    assert empty.chip_counts()[Chip.NO_CONSENT] == 0
    assert shops.SHOP not in empty.report_html()


def test_mail_of_which_no_server_says_anything_counts_as_before(empty: Audit, tmp_path: Path) -> None:
    unsaid = [one.replace(b"Authentication-Results:", b"X-Results:") for one in shops.adverts()]
    rows = read(empty, tmp_path, unsaid)
    assert rows[shops.SHOP].markets
    assert not rows[shops.SHOP].unproven
    assert empty.chip_counts()[Chip.NO_CONSENT] == 1


def test_who_is_written_like_a_shop_is_told_by_its_domain_as_soon_as_the_shop_is_known(
    empty: Audit, tmp_path: Path
) -> None:
    fake = "bathbearn.example"
    copied = [shops.written(300 + day, "Your voucher", "See what is new.", "news", domain=fake) for day in range(3)]
    rows = read(empty, tmp_path, copied)
    assert rows[fake].name == "Bath & Beam", "nobody is known by that name"
    shop = shops.put(tmp_path / "later", shops.adverts())
    empty.import_files([shop], me=[shops.ME], authserv=[shops.SERVER])
    rows = {row.id: row for row in empty.sender_rows(empty.sender_ids())}
    assert (rows[fake].name, rows[shops.SHOP].name) == (fake, "Bath & Beam")
    told = {one["organisation"]: one for one in empty.json_senders()}
    assert (told[fake]["name"], told[fake]["reads_like"]) == (fake, shops.SHOP)
    with empty._db.conn as connection:
        connection.execute("DELETE FROM attributions WHERE organisation = ?", (shops.SHOP,))
    judgements.touch(empty._db, [shops.SHOP])
    again(empty)
    (row,) = empty.sender_rows(empty.sender_ids())
    assert (row.id, row.name) == (fake, "Bath & Beam")
