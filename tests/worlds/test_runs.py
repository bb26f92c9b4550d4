"""Worlds run through the product, and what it says under other weights; a sample of those that must accuse nobody."""

import json
from pathlib import Path

import pytest
from benchmarks.trace_figures import Edge, Seen, every_edge
from benchmarks.trace_runs import PLAIN, RAW, WEIGHTS, Task, Variant, changed, judged, weighed, without
from scripts.soak.accusing import accused, is_fault, keep

from inboxguard import resources
from inboxguard.trace import weighing
from tests.worlds.truth import Fate

TABLE = """
[levels]
possible = 0.40 # shown on request
[calibration.alias]
slope = 1.7
shift = 0.3
[signals]
unique_alias = { group = "A", copy = 5.0 } # only there
"""


def test_a_value_is_changed_where_it_stands_and_nothing_else() -> None:
    told = changed(TABLE, {"signals.unique_alias": '{ group = "A" }', "levels.possible": "0.0"})
    assert 'unique_alias = { group = "A" }' in told
    assert "possible = 0.0" in told
    assert "slope = 1.7" in told
    with pytest.raises(KeyError, match="no levels"):
        changed(TABLE, {"levels.likely": "1"})


def test_a_raw_table_does_not_calibrate() -> None:
    told = changed(TABLE, {}, is_raw=True)
    assert "slope = 1.0" in told
    assert "shift = 0.0" in told
    assert "possible = 0.40" in told


def test_weights_are_other_ones_for_a_while_only() -> None:
    before = weighing.least("possible"), weighing.sighting("unique_alias", None, ()).evidence.weight
    (silenced,) = without([("unique_alias", "A")])
    with weighed(Variant("both", (*RAW.changes, *silenced.changes))):
        assert (weighing.least("possible"), weighing.sighting("unique_alias", None, ()).evidence.weight) == (0.0, 0.0)
        assert resources.read(WEIGHTS) != resources.read("trace/names.toml")
    assert (weighing.least("possible"), weighing.sighting("unique_alias", None, ()).evidence.weight) == before


def test_every_signal_can_be_switched_off() -> None:
    told = weighing._table("signals")
    for variant in without((name, str(values["group"])) for name, values in told.items()):
        with weighed(variant):
            assert set(weighing._table("signals")) == set(told)


def test_a_mailbox_is_told_alike_when_it_is_traced_again() -> None:
    task = Task("report", "enriched", 7)
    plain, again, raw = judged(task, (PLAIN, Variant("once more"), RAW))
    assert plain.mails > 20
    assert plain.edges
    assert again == plain
    assert sum(one.source is not None for one in raw.edges) >= sum(one.source is not None for one in plain.edges)


def test_in_mailboxes_of_confounders_nobody_is_accused(tmp_path: Path) -> None:
    """scripts/soak traces hundreds of them."""
    assert accused("report", 6, 2_026, tmp_path, tell=lambda words: None) == []
    assert list(tmp_path.iterdir()) == []


def test_what_accuses_is_a_fault_and_its_mail_is_kept(tmp_path: Path) -> None:
    host = Fate("v.example", "r.example", "host", "alias", ("list_rental",), (), "en")
    called_share = Edge(host, "probable", "r.example", "share", 0.8, (Seen("unique_alias", "A", 5.0),))
    assert is_fault(called_share)
    assert not is_fault(Edge(host, "strong", "r.example", "host", 0.98))
    assert is_fault(Edge(host, "strong", "another.example", "unknown", 0.98))
    path = keep(Task("report", "confounders", 3), [called_share], tmp_path)
    assert path.read_bytes().startswith(b"From ")
    told = json.loads(path.with_suffix(".json").read_text())
    assert told["fates"]
    assert "list_rental" in told["wrong"][0]


def test_the_edges_of_all_mailboxes_are_counted() -> None:
    (mailbox,) = judged(Task("report", "confounders", 3))
    assert every_edge([mailbox, mailbox]) == mailbox.edges * 2
