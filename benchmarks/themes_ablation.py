"""What each signal of a sender's history adds on invented mailboxes: it concludes anew while some are hidden."""

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks.themes_labelled import ME, SERVER, mbox
from benchmarks.themes_mailboxes import CORES, NOW, Proposed, Run, aside
from benchmarks.themes_town import mailbox

from inboxguard.audit import shelf_findings
from inboxguard.audit.audit import Audit
from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.themes.matching import Mention

SIGNALS = ("name and domain", "hints", "list", "campaign", "landing path", "countdown", "bought or registered")
ALL = "all signals"
ALONE = "named mails alone"
Heard = tuple[Attribution, tuple[Mention, ...]]


def variants() -> dict[str, frozenset[str]]:
    """Return, by name, the signals that are hidden: none, one of them, all of them."""
    every = frozenset(SIGNALS)
    return {ALL: frozenset(), **{f"without {one}": frozenset({one}) for one in SIGNALS}, ALONE: every}


def hidden(heard: Sequence[Heard], signals: frozenset[str]) -> list[Heard]:
    """Return the mail of a sender as if it did not show `signals`."""
    kept = []
    for one, mentions in heard:
        if "bought or registered" in signals and one.kind is not Kind.MARKETING:
            continue
        plain: dict[str, Any] = {}
        if "name and domain" in signals:
            plain |= {"name": "Lindgren & Moss", "organisation": "lindgrenmoss.example"}
        if "countdown" in signals:
            plain["subject"] = ""
        if "list" in signals:
            plain["list_id"] = None
        if "campaign" in signals:
            plain["campaigns"] = ()
        said = tuple(_without(each, signals) for each in mentions if each.named or "hints" not in signals)
        kept.append((replace(one, **plain), said))
    return kept


def _without(said: Mention, signals: frozenset[str]) -> Mention:
    if "landing path" not in signals:
        return said
    return replace(said, spans=tuple(span for span in said.spans if not span[0].startswith("link")))


def runs(seeds: Sequence[int]) -> Iterator[Mapping[str, Run]]:
    """Yield, for each seed, what each variant proposes, and what is set aside if that is accepted."""
    with ProcessPoolExecutor(CORES) as pool:
        yield from pool.map(run, seeds)


def run(seed: int) -> Mapping[str, Run]:
    """Import one mailbox, and mark its themes once for each variant."""
    truth, found = mailbox(seed), {}
    with tempfile.TemporaryDirectory(prefix="inboxguard-themes-") as place:
        file = Path(place) / "world.mbox"
        file.write_bytes(mbox([(mail.at, mail.octets) for mail in truth.mails]))
        with Audit.open(Path(place) / "home", lambda: NOW) as audit:
            audit.import_files([file], me=(ME,), authserv=[SERVER])
            for name, signals in variants().items():
                told = partial(_leanings, shelf_findings.leanings, signals)
                with mock.patch.object(shelf_findings, "leanings", told):
                    audit.mark_themes(truth.marked)
                rows = list(audit.message_rows())
                before = aside(rows)
                proposed = tuple(Proposed(row.organisation, row.lists, row.because) for row in audit.proposals())
                whole = {one.organisation for one in proposed if not one.lists}
                lists = {name for one in proposed for name in one.lists}
                marketing = aside(rows, lambda row: row["kind"] == "marketing")
                after = before | {
                    mail.id
                    for mail in truth.mails
                    if mail.sender
                    and mail.id in marketing
                    and (mail.sender.organisation in whole or (mail.theme and mail.sender.theme_list in lists))
                }
                found[name] = Run(truth, before, frozenset(after), proposed)
                audit.unmark_themes(truth.marked)
    return found


def _leanings(original: Callable[..., Any], signals: frozenset[str], heard: Sequence[Heard], *told: Any) -> Any:
    return original(hidden(heard, signals), *told)
