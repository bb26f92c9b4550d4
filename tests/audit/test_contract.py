"""The keys of the JSON are a contract."""

import json
from pathlib import Path

import pytest

from inboxguard.audit.audit import Audit
from tests.audit.truth import Story
from tests.worlds.books import book
from tests.worlds.making import world
from tests.worlds.running import NOW as LATER
from tests.worlds.running import mbox


def test_messages(move: Story) -> None:
    for row in move.messages.values():
        assert set(row) == {
            "id", "message_id", "sha256", "source", "received", "sent", "kind", "reasons", "recipient", "sender",
            "authenticated", "attested", "set_aside", "signatures_verified", "platform", "unsubscribe", "themes",
        }  # fmt: skip
        assert set(row["sender"]) == {"organisation", "name", "address"}
        assert set(row["unsubscribe"]) == {"one_click", "https", "mailto", "body", "preferences"}
        assert row["reasons"]
        assert row["signatures_verified"] is None
        assert row["source"] == "move.mbox"
        assert row["sent"].endswith("Z")
        assert len(row["sha256"]) == 64


def test_senders(move: Story) -> None:
    for row in move.senders.values():
        assert set(row) == {
            "organisation", "name", "domains", "group", "messages", "marketing", "first", "last", "platforms",
            "recipients", "consent", "opt_out", "themes", "consent_by_address", "relation", "likely_same", "reads_like",
            "unproven",
        }  # fmt: skip
        for entry in row["consent_by_address"]:
            assert set(entry) == {
                "address", "basis", "date", "message_ids", "before_first_advert", "elsewhere", "trust", "limits",
                "opt_outs",
            }  # fmt: skip
            for opt_out in entry["opt_outs"]:
                assert set(opt_out) == {
                    "requested", "method", "message_ids", "honour_by", "state", "mails_after", "signed_up_again",
                }  # fmt: skip
        assert set(row["relation"]) == {
            "orders", "adverts", "mails_a_month", "trend", "trackers", "address_to", "personal",
        }  # fmt: skip
        for known in row["relation"]["personal"]:
            assert set(known) == {"what", "told", "message_ids"}
        assert set(row["consent"]) == {"basis", "date", "message_ids"}
        if row["opt_out"]:
            assert set(row["opt_out"]) == {"requested", "method", "honour_by", "state", "mails_after"}


def test_trails(move: Story) -> None:
    found = move.audit.json_trails()
    assert set(found) == {"schema", "software", "coverage", "trails"}
    assert 0.9 < found["coverage"]["share"] <= 1
    marketing = {organisation for organisation, row in move.senders.items() if row["marketing"]}
    assert {row["recipient"]["organisation"] for row in found["trails"]} == marketing
    for row in found["trails"]:
        assert set(row) == {
            "recipient", "source", "relation", "level", "p_copy", "p_relation", "evidence", "rivals", "gates",
            "wording",
        }  # fmt: skip
        assert (row["source"] is None) == (row["level"] == "not_shown")
        if row["p_relation"]:
            assert abs(sum(row["p_relation"].values()) - 1) < 0.01
        for evidence in row["evidence"]:
            assert set(evidence) == {"signal", "group", "weight", "message_ids", "quote"}
            assert evidence["message_ids"]


@pytest.mark.parametrize(("mix", "seed"), [("enriched", 4), ("confounders", 6)])
def test_trails_of_worlds_keep_the_contract(mix: str, seed: int, tmp_path: Path) -> None:
    (tmp_path / "world.mbox").write_bytes(mbox(world(book("calibration"), seed, mix)))
    with Audit.open(tmp_path / "home", lambda: LATER) as audit:
        audit.import_files([tmp_path / "world.mbox"])
        rows = audit.json_trails()["trails"]
        marketing = [row["organisation"] for row in audit.json_senders() if row["marketing"]]
        known = {row["message_id"] for row in audit.message_rows()}
    assert sorted(row["recipient"]["organisation"] for row in rows) == sorted(marketing)
    for row in rows:
        assert row["recipient"]["mails"] > 0
        assert row["recipient"]["first_mail"].endswith("Z")
        assert known.issuperset(key for evidence in row["evidence"] for key in evidence["message_ids"])
        shares = [rival["p"] for rival in row["rivals"]]
        assert len(shares) <= 2
        assert shares == sorted(shares, reverse=True)
        if row["source"] is None:
            assert (row["level"], row["p_copy"], row["p_relation"]) == ("not_shown", 0, None)
            continue
        assert row["p_copy"] + sum(shares) <= 1.02  # rounded, and absolute
        ways = row["p_relation"]
        assert set(ways) == {"share", "leak", "group", "service", "host"}
        assert sum(ways.values()) == pytest.approx(1, abs=0.001)
        assert row["relation"] in ("unknown", max(ways, key=ways.__getitem__))
        assert row["relation"] != "own"


def test_everything_is_json(registry: Story) -> None:
    json.dumps([list(registry.messages.values()), list(registry.senders.values()), registry.audit.json_trails()])


def test_marked_themes_stand_beside_their_mail(registry: Story) -> None:
    marked = [theme for row in registry.messages.values() for theme in row["themes"]]
    assert {theme["theme"] for theme in marked} == {"baby"}
    assert any("baby" in row["themes"] for row in registry.senders.values())


def test_unmarked_themes_are_named_nowhere(move: Story) -> None:
    assert not [row for row in move.messages.values() if row["themes"]]
