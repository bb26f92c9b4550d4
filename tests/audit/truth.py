"""The sample mailboxes with their truth files, audited once for every test that compares the two."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from inboxguard import resources
from inboxguard.audit.audit import Audit

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Story:
    """One audited sample: what the truth file says and what the audit found."""

    truth: dict[str, Any]
    messages: dict[str, dict[str, Any]]
    senders: dict[str, dict[str, Any]]
    trails: dict[str, dict[str, Any]]
    audit: Audit


def audited(story: str, home: Path) -> Iterator[Story]:
    """Yield the sample `story` imported into `home`, as seen shortly after its last mail."""
    truth = json.loads(resources.read(f"demo/{story}.truth.json"))
    with Audit.open(home, lambda: NOW) as audit:
        audit.demo(story)
        yield Story(
            truth,
            {row["message_id"]: row for row in audit.message_rows()},
            {row["organisation"]: row for row in audit.json_senders()},
            {row["recipient"]["organisation"]: row for row in audit.json_trails()["trails"]},
            audit,
        )
