"""Letters to several senders at once, put into Drafts or a folder under neutral names; nothing is sent."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from inboxguard.audit.batches import MOST_DRAFTS, Drafted
from inboxguard.audit.progress import Step, Tell
from inboxguard.errors import InboxGuardError, Refused
from inboxguard.requests.letters import languages
from inboxguard.requests.request import RequestKind
from inboxguard.senders.sender import SenderId

if TYPE_CHECKING:
    from inboxguard.audit.audit import Audit

KINDS = (RequestKind.OBJECTION, RequestKind.ERASURE)
"""Letters that end mail and need to say nothing of what it is about, from the gentler to the firmer."""


def written() -> tuple[RequestKind, ...]:
    """Return those of KINDS that this program has the words of."""
    return tuple(kind for kind in KINDS if languages(kind))


def write(
    audit: "Audit", kind: RequestKind, ids: Sequence[SenderId], folder: Path | None, tell: Tell
) -> tuple[Drafted, ...]:
    """Write one letter of `kind` to each and put it into `folder`, or where None into the mailbox's Drafts.

    What one of them refuses does not stop the others. Raises Refused for more than MOST_DRAFTS.
    """
    if len(ids) > MOST_DRAFTS:
        raise Refused(f"At most {MOST_DRAFTS} drafts are made at once. Choose fewer messages.")
    rows = {row.id: row.name for row in audit.sender_rows(ids)}
    made = []
    for number, one in enumerate(ids):
        tell(Step("drafting", number, len(ids)))
        try:
            request = audit.draft(kind.value, one).row.id
            if folder is None:
                where = audit.put_in_drafts(request)
            else:
                path = _free(folder)
                audit.save_eml(request, path)
                where = path.name
        except InboxGuardError as error:
            made.append(Drafted(one, rows.get(one, one), False, str(error)))
        else:
            made.append(Drafted(one, rows.get(one, one), True, where))
    return tuple(made)


def _free(folder: Path) -> Path:
    """Return a name that says nothing of whom the letter goes to, and that no file has yet."""
    names = (folder / f"letter-{number}.eml" for number in range(1, 100 * MOST_DRAFTS))
    found = next((path for path in names if not path.exists()), None)
    if found is None:
        raise Refused("There are too many letters in this folder already. Choose another.")
    return found
