"""Addresses as acts of an audit: made, imported, settled, forgotten - and the findings follow."""

from pathlib import Path

import pytest

from inboxguard import resources
from inboxguard.audit.address_views import Settlement
from inboxguard.audit.audit import Audit
from inboxguard.errors import Refused
from inboxguard.facts.person import Person
from inboxguard.store import decisions
from inboxguard.trace.addresses import guessable
from inboxguard.trace.conflicts import Disagreement
from inboxguard.trace.trail import Level, Relation
from tests.mailbox.address_files import exports

KESTREL, HERON, MAIN = "kestrel-4f9d2a@post.example", "anna+heron@post.example", "anna@post.example"
LANTERN, SOFAS, CURTAINS = "movinglantern.example", "sofasparrow.example", "curtaincrow.example"
TEA = "teahouse.example"


def kept(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_new_address_is_given_to_one_organisation_only_and_is_the_persons_own(audit: Audit) -> None:
    made = audit.new_address("teahouse.example")
    person = Person(audit.own()[0])
    assert made.address.startswith("anna+")
    assert person.owns(made.address)
    assert made.address not in person.addresses  # it belongs to its mailbox, so nothing has to be judged anew
    assert not guessable(made.address, person, ["Tea House"])
    assert made.tried
    (row,) = [row for row in audit.address_rows() if row.address == made.address]
    assert row.made
    assert [(one.organisation, one.only, one.made, one.by) for one in row.given] == [(TEA, True, True, "")]
    assert row.conflicts == ()


def test_the_same_organisation_gets_the_same_address_unless_another_is_wanted(audit: Audit) -> None:
    first = audit.new_address(TEA)
    again = audit.new_address("https://www.teahouse.example/sign-up")
    assert (again.address, again.again, first.again) == (first.address, True, False)
    assert audit.new_address(TEA, another=True).address != first.address
    assert audit.new_address(TEA, at=KESTREL).address.startswith("kestrel-4f9d2a+")


@pytest.mark.parametrize("named", ["Moving Lantern", "moving lantern", "news.movinglantern.example", LANTERN])
def test_an_organisation_is_named_by_domain_or_by_name(audit: Audit, named: str) -> None:
    assert audit.organisation_named(named) == LANTERN


@pytest.mark.parametrize("named", ["", "nobody", "the shop", "@", "192.168.0.1", "a" * 500])
def test_whom_nobody_knows_has_to_be_named_by_domain(audit: Audit, named: str) -> None:
    with pytest.raises(Refused, match="domain"):
        audit.organisation_named(named)


def test_what_it_is_made_from(audit: Audit) -> None:
    assert audit.address_bases()[0].address == MAIN
    with pytest.raises(Refused, match="not known as yours"):
        audit.new_address(TEA, at="somebody@else.example")
    decisions.set_own(audit._db, ["@anna.example", MAIN], [], told=True)
    best = audit.address_bases()[0]
    assert (best.address, best.tried) == ("@anna.example", True)
    assert audit.new_address(TEA).address.endswith("@anna.example")
    assert audit.new_address(TEA, at=MAIN).address.startswith("anna+")
    assert audit.new_address(TEA, at="@anna.example").again


def test_without_an_address_of_ones_own_there_is_nothing_to_make_it_from(empty: Audit) -> None:
    assert empty.address_bases() == ()
    with pytest.raises(Refused, match="No address of yours"):
        empty.new_address(TEA)


def test_an_alias_that_nobody_writes_to_is_no_base(audit: Audit, tmp_path: Path) -> None:
    audit.import_addresses(kept(tmp_path, exports.SIMPLELOGIN))
    assert not any(one.address.endswith("@alias.example") for one in audit.address_bases())


def test_mail_to_an_imported_alias_is_recognised_and_own_relations_stop_accusing(
    audit: Audit, tmp_path: Path
) -> None:
    assert audit.trail(SOFAS).row.level is Level.STRONG
    taken = audit.import_addresses(kept(tmp_path, exports.CHROME.replace("teahouse.example", SOFAS)))
    assert (taken.told, taken.conflicts) == (1, 0)
    row = audit.trail(SOFAS).row
    assert (row.relation, row.level) == (Relation.OWN, Level.NOT_SHOWN)


def test_an_import_counts_the_disagreements_it_brings(audit: Audit, tmp_path: Path) -> None:
    audit.import_addresses(kept(tmp_path, f"alias,note,enabled\n{KESTREL},Moving Lantern,True\n"))
    text = exports.CHROME.replace("anna@post.example", KESTREL).replace("teahouse.example", SOFAS)
    assert audit.import_addresses(kept(tmp_path, text)).conflicts == 1
    assert audit.import_addresses(kept(tmp_path, text)).conflicts == 0


def conflict(audit: Audit, address: str) -> str:
    (row,) = [row for row in audit.address_rows() if row.address == address]
    (one,) = row.conflicts
    return one.id


@pytest.mark.parametrize(
    ("way", "left"),
    [
        (Settlement.BOTH, {(LANTERN, False), (SOFAS, False)}),
        (Settlement.FIRST, {(LANTERN, True)}),
        (Settlement.SECOND, {(SOFAS, True)}),
    ],
)
def test_two_only_is_settled_in_three_ways(audit: Audit, way: Settlement, left: set[tuple[str, bool]]) -> None:
    audit.given(KESTREL, LANTERN, only=True)
    audit.given(KESTREL, SOFAS, only=True)
    audit.settle_conflict(conflict(audit, KESTREL), way)
    assert {(one.organisation, one.only) for one in decisions.given(audit._db)} == left
    (row,) = [row for row in audit.address_rows() if row.address == KESTREL]
    # Who says that only Sofa & Sparrow has it must hear that Moving Lantern confirmed an order there.
    again = [Disagreement.ONLY_BUT_DEALT] if way is Settlement.SECOND else []
    assert [one.kind for one in row.conflicts] == again


@pytest.mark.parametrize("way", [Settlement.BOTH, Settlement.FIRST])
def test_an_alias_service_and_a_password_manager_are_settled(audit: Audit, tmp_path: Path, way: Settlement) -> None:
    audit.import_addresses(kept(tmp_path, f"alias,note,enabled\n{KESTREL},Moving Lantern,True\n"))
    text = exports.CHROME.replace("anna@post.example", KESTREL).replace("teahouse.example", SOFAS)
    audit.import_addresses(kept(tmp_path, text))
    audit.settle_conflict(conflict(audit, KESTREL), way)
    (row,) = [row for row in audit.address_rows() if row.address == KESTREL]
    assert row.conflicts == ()
    assert len(row.given) == (2 if way is Settlement.BOTH else 1)


def test_what_is_settled_cannot_be_settled_again(audit: Audit) -> None:
    audit.given(KESTREL, LANTERN, only=True)
    audit.given(KESTREL, SOFAS, only=True)
    gone = conflict(audit, KESTREL)
    audit.settle_conflict(gone, Settlement.FIRST)
    with pytest.raises(Refused, match="settled"):
        audit.settle_conflict(gone, Settlement.FIRST)


def test_a_word_or_an_address_is_forgotten(audit: Audit, tmp_path: Path) -> None:
    audit.import_addresses(kept(tmp_path, exports.SIMPLELOGIN.replace("Tea House", "Moving Lantern")))
    audit.forget_given("Kestrel-4f9d2a@alias.example", LANTERN)
    with pytest.raises(Refused, match="given"):
        audit.forget_given("kestrel-4f9d2a@alias.example", LANTERN)
    audit.forget_address("quiet.otter@alias.example")
    with pytest.raises(Refused, match="nothing to forget"):
        audit.forget_address("quiet.otter@alias.example")
    assert decisions.given(audit._db) == ()
    assert set(audit.own()[0]) >= {MAIN, "plain@alias.example"}
    assert "quiet.otter@alias.example" not in audit.own()[0]


def test_mail_of_a_stranger_to_a_canary_points_to_whom_it_was_made_for(empty: Audit, tmp_path: Path) -> None:
    decisions.set_own(empty._db, [MAIN], [], told=True)
    made = empty.new_address(LANTERN).address
    mail = resources.path("demo/move.mbox").read_text(encoding="utf-8").replace(KESTREL, made)
    (tmp_path / "move.mbox").write_text(mail, encoding="utf-8")
    empty.import_files([tmp_path / "move.mbox"])
    rows = {row.address: row for row in empty.address_rows()}
    assert set(rows[made].senders) == {LANTERN, SOFAS, CURTAINS}
    found = empty.trail(SOFAS)
    assert (found.row.source, found.row.level) == (LANTERN, Level.STRONG)
    (trail,) = [one for one in empty.json_trails()["trails"] if one["recipient"]["organisation"] == SOFAS]
    assert "canary" in {one["signal"] for one in trail["evidence"]}


def test_a_canary_that_went_to_two_is_none_any_more(empty: Audit, tmp_path: Path) -> None:
    decisions.set_own(empty._db, [MAIN], [], told=True)
    made = empty.new_address(LANTERN).address
    empty.given(made, TEA)
    mail = resources.path("demo/move.mbox").read_text(encoding="utf-8").replace(KESTREL, made)
    (tmp_path / "move.mbox").write_text(mail, encoding="utf-8")
    empty.import_files([tmp_path / "move.mbox"])
    assert empty.trail(SOFAS).row.level is not Level.STRONG


def test_thousands_of_aliases_are_taken_in_and_listed(audit: Audit, tmp_path: Path) -> None:
    text = "alias,note,enabled\n" + "".join(f"x{n}@alias.example,https://shop{n}.example,True\n" for n in range(2_000))
    taken = audit.import_addresses(kept(tmp_path, text))
    assert (taken.addresses, taken.new, taken.told, taken.organisations) == (2_000,) * 4
    assert len(audit.address_rows()) >= 2_000
    assert audit.trail(SOFAS).row.level is Level.STRONG
