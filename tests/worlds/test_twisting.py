"""Worlds changed to mislead: the mail stays mail, the truth is told anew, and nothing false is said of it."""

from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from tests.worlds.books import book
from tests.worlds.making import only, world
from tests.worlds.rewriting import arrived, fields, text, value
from tests.worlds.running import trails
from tests.worlds.truth import World
from tests.worlds.twisting import (
    SIGN_UPS,
    TWISTS,
    forged_headers,
    in_language,
    permuted_contacts,
    renamed_brands,
    sign_up,
    stripped_tags,
    unseen_platform,
    without_half_of_sign_ups,
)

REPORT = book("report")
FIRM = ("strong", "documented")


def rich(seed: int = 1) -> World:
    return world(REPORT, seed, "enriched")


def told(some: World, place: Path) -> dict[str, tuple[str, str, str | None]]:
    """Return what the product says of each organisation: level, relation, source."""
    return {
        row["recipient"]["organisation"]: (str(row["level"]), str(row["relation"]), _source(row))
        for row in trails(some, place)["trails"]
    }


def _source(row: dict[str, Any]) -> str | None:
    return row["source"]["organisation"] if row["source"] else None


def wrongly_firm(some: World, said: dict[str, tuple[str, str, str | None]]) -> list[str]:
    """Return of whom something firm is said that is false: the source, or that it shared."""
    truth = {fate.recipient: fate for fate in some.fates}
    return [
        who
        for who, (level, relation, source) in said.items()
        if level in FIRM
        and (who not in truth or truth[who].source != source or (relation == "share" != truth[who].relation))
    ]


@pytest.mark.parametrize("name", TWISTS)
def test_a_twisted_world_is_a_world(name: str) -> None:
    before = rich()
    after = TWISTS[name](before)
    assert TWISTS[name](before) == after
    assert after.mails != before.mails
    assert len(after.fates) == len(before.fates)
    assert [arrived(mail) for mail in after.mails] == sorted(arrived(mail) for mail in after.mails)
    for mail in after.mails:
        read = message_from_bytes(mail, policy=policy.default)
        assert read["From"]
        assert not read.defects


@pytest.mark.parametrize("name", TWISTS)
def test_nothing_firm_and_false_is_said_of_a_twisted_world(name: str, tmp_path: Path) -> None:
    after = TWISTS[name](world(REPORT, 4, "confounders"))
    assert not wrongly_firm(after, told(after, tmp_path))


def test_contacts_come_at_each_others_moments() -> None:
    before = rich()
    after = permuted_contacts(before)
    assert [arrived(mail) for mail in after.mails] == [arrived(mail) for mail in before.mails]
    assert sorted(value(mail, "Subject") for mail in after.mails) == sorted(
        value(mail, "Subject") for mail in before.mails
    )


def test_whoever_no_longer_wrote_before_is_not_to_be_told() -> None:
    before = only(REPORT, 2, "share:alias")
    assert all(fate.source_sure for fate in before.fates if fate.relation == "share")
    late = [permuted_contacts(only(REPORT, seed, "share:alias")) for seed in range(2, 12)]
    unsure = [fate for one in late for fate in one.fates if fate.relation == "share" and not fate.source_sure]
    for one in late:
        for fate in one.fates:
            if fate.relation == "share" and fate.source_sure:
                assert _first(one, fate.source or "") < _first(one, fate.recipient)
    assert unsure


def test_under_other_names_the_same_is_said(tmp_path: Path) -> None:
    before = only(REPORT, 3, "share:alias", "share:statement", "sister_brand", "list_rental", habit="alias")
    after = renamed_brands(before)
    words = "\n".join(text(mail) + "\n".join(name for _, name in fields(mail)[0]) for mail in after.mails)
    assert not [one.domain for one in REPORT.organisations if one.domain in words]
    was, now = told(before, tmp_path / "was"), told(after, tmp_path / "now")
    assert sorted(level + relation for level, relation, _ in was.values()) == sorted(
        level + relation for level, relation, _ in now.values()
    )
    assert not {fate.recipient for fate in after.fates} & {one.domain for one in REPORT.organisations}


def test_without_tags_nothing_stands_on_tags(tmp_path: Path) -> None:
    before = only(REPORT, 4, "share:named_alias", habit="plus")
    after = stripped_tags(before)
    local, _, host = before.me[0].partition("@")
    assert any(f"{local}+" in mail.decode("latin-1") for mail in before.mails)
    assert not any(f"{local}+" in text(mail) + value(mail, "Delivered-To") for mail in after.mails)
    assert not [fate for fate in after.fates if fate.route == "named_alias"]
    shares = [fate for fate in after.fates if fate.relation == "share"]
    assert shares
    assert not any(fate.source_sure for fate in shares)
    said = told(after, tmp_path)
    assert not [fate.recipient for fate in shares if said[fate.recipient][0] in ("probable", *FIRM)]
    assert host


def test_half_of_the_sign_ups_are_gone_and_the_rest_stays() -> None:
    before = rich(2)
    after = without_half_of_sign_ups(before)
    shown = [mail for mail in before.mails if sign_up(mail, before) is not None]
    left = [mail for mail in after.mails if sign_up(mail, after) is not None]
    assert 0.25 < len(left) / len(shown) < 0.75
    assert len(before.mails) - len(after.mails) == len(shown) - len(left)
    assert {sign_up(mail, before) for mail in shown} <= set(SIGN_UPS)
    was = {fate.recipient for fate in before.fates if "own_trace" in fate.emitted}
    now = {fate.recipient for fate in after.fates if "own_trace" in fate.emitted}
    assert now < was


def test_forged_fields_stand_below_those_of_the_own_server_and_change_nothing(tmp_path: Path) -> None:
    before = only(REPORT, 5, "share:alias", "sister_brand", "negation", habit="alias")
    after = forged_headers(before)
    lied = [(was, now) for was, now in zip(before.mails, after.mails, strict=True) if was != now]
    assert lied
    for was, now in lied:
        assert fields(now)[0][:5] == fields(was)[0][:5]
    assert after.fates == before.fates
    assert told(after, tmp_path / "now") == told(before, tmp_path / "was")


def test_a_platform_that_no_table_knows_costs_no_finding_on_a_unique_address(tmp_path: Path) -> None:
    before = only(REPORT, 6, "share:alias", habit="alias")
    after = unseen_platform(before)
    known = ("sendgrid.net", "rsgsv.net", "klaviyomail.com", "mailjet.com", "crsend.com", "mailgun.org")
    assert not [mail for mail in after.mails if any(host in mail.decode("latin-1") for host in known)]
    assert not [fate for fate in after.fates if "same_account" in fate.emitted]
    shares = [fate.recipient for fate in before.fates if fate.relation == "share"]
    was, now = told(before, tmp_path / "was"), told(after, tmp_path / "now")
    assert [now[who] for who in shares] == [was[who] for who in shares]


@pytest.mark.parametrize("code", ["fr", "pl"])
def test_in_another_language_the_same_firms_write_at_the_same_moments(code: str) -> None:
    before = only(REPORT, 7, "share:alias")
    after = in_language(before, code)
    assert [arrived(mail) for mail in after.mails if value(mail, "Received")] == [
        arrived(mail) for mail in before.mails if value(mail, "Received")
    ]
    assert [(fate.recipient, fate.source) for fate in after.fates] == [
        (fate.recipient, fate.source) for fate in before.fates
    ]
    assert code in {fate.language for fate in after.fates}


def test_a_world_that_was_changed_by_hand_is_told_again_only_under_its_name() -> None:
    with pytest.raises(ValueError, match="not a world"):
        in_language(World("mine", 1, (), "", (), ()), "fr")


def _first(some: World, who: str) -> int:
    return next(number for number, mail in enumerate(some.mails) if who in value(mail, "From"))
