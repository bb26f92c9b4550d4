"""A letter states what the mailbox and the person can prove, and no more."""

from pathlib import Path

from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import Missed
from inboxguard.senders.attribution import Attribution
from inboxguard.store import findings
from tests.audit import shops

SOFA = "sofasparrow.example"


def test_only_what_the_person_said_is_stated_about_an_address(audit: Audit) -> None:
    assert "gave" not in audit.draft("where_from", SOFA).body
    audit.given_only("kestrel-4f9d2a@post.example", "movinglantern.example")
    body = audit.draft("where_from", SOFA).body
    assert "only" in body
    assert "Moving Lantern" in body
    for word in ("sold", "leak", "illegal", "breach", "spam"):
        assert word not in body.lower()


def test_a_letter_lists_no_list_of_which_all_is_set_aside(audit: Audit) -> None:
    lists = {one.list_id for one in _attributions(audit, SOFA)} - {None}
    assert lists
    assert all(str(one) in audit.draft("erasure", SOFA).body for one in lists)
    for one in _attributions(audit, SOFA)[:-1]:
        audit.missed(one.message, Missed.MAIL)
    (left,) = _attributions(audit, SOFA)[-1:]
    body = audit.draft("erasure", SOFA).body
    assert [one for one in lists if str(one) in body] == ([left.list_id] if left.list_id else [])


def test_a_letter_to_one_who_is_seen_names_nobody_who_is_set_aside(audit: Audit) -> None:
    source = "movinglantern.example"
    audit.given_only("kestrel-4f9d2a@post.example", source)
    found = [row for row in audit.trail_rows() if row.source == source]
    first = audit.letter_preview("to_whom", source).draft.body
    named = next(row for row in found if row.name and row.name in first)
    audit.set_aside_senders((named.recipient,))
    second = audit.letter_preview("to_whom", source).draft.body
    assert named.name not in second
    others = [row.recipient for row in found if row.recipient != named.recipient]
    assert any(row.name and row.name in second for row in found), "one that is seen is named instead"
    audit.set_aside_senders(others)
    last = audit.letter_preview("to_whom", source).draft.body
    assert not any(row.name and row.name in last for row in found)
    assert "kestrel-4f9d2a@post.example" in last


def test_a_letter_names_no_address_to_which_only_somebody_in_the_senders_name_wrote(
    empty: Audit, tmp_path: Path
) -> None:
    alias = "kestrel-4f9d2a@post.example"
    forged = shops.unconfirmed(shops.written(300, "Your voucher", "See what is new.", "news"))
    mails = [*shops.adverts(), forged.replace(shops.ME.encode(), alias.encode())]
    empty.import_files([shops.put(tmp_path / "mails", mails)], me=[shops.ME, alias], authserv=[shops.SERVER])
    body = empty.draft("erasure", shops.SHOP, law="gdpr").body
    assert shops.ME in body
    assert alias not in body


def test_where_nothing_else_came_the_letter_speaks_of_that(empty: Audit, tmp_path: Path) -> None:
    mails = [shops.unconfirmed(one) for one in shops.adverts()]
    empty.import_files([shops.put(tmp_path / "mails", mails)], me=[shops.ME], authserv=[shops.SERVER])
    assert shops.ME in empty.draft("erasure", shops.SHOP, law="gdpr").body


def _attributions(audit: Audit, organisation: str) -> list[Attribution]:
    return [one.attribution for one in findings.attributed_to(audit._db, organisation)]
