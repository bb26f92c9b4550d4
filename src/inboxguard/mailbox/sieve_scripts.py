"""Our rules on a server that has others already: put among them, taken out again, and undone.

The script in force is fetched, ours goes into it between markers, the server compiles the whole before it counts, and
what was there before is kept twice: here, and on the server under a name of its own. Nothing is written over a script
that changed while we looked away.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboxguard.errors import MailboxError, Refused
from inboxguard.themes.filter_merging import holds_ours, merged, same, without
from inboxguard.themes.filters import Sieve

if TYPE_CHECKING:  # what speaks to servers is loaded for those who ask for it only
    from inboxguard.mailbox.managesieve import Scripts

NAME = "inboxguard"
"""Our script where none was in force."""

BEFORE = "inboxguard-before"
"""The person's own script as it was, on the server."""

_MOST_NAMES = 9


@dataclass(frozen=True, slots=True)
class Changed:
    """What was done to the script of one mailbox, with all that is needed to undo it.

    `before` and `after` are the texts of the script `name`, None where there was or is none; `active` is the script
    that was in force. `copy` is where the person's own script was put aside on the server, "" where it was not.
    """

    name: str
    active: str | None
    before: str | None
    after: str | None
    copy: str = ""


Keep = Callable[[Changed], None]
"""Keeps what is about to be done, before it is."""


def put(scripts: "Scripts", ours: Sieve, keep: Keep) -> Changed | None:
    """Put our rules into the script in force, or make one; return what was changed, None where all was so already.

    Raises Refused where the server does not take the script, or it changed meanwhile.
    """
    listing = scripts.listing()
    if listing.active is None:
        name, before = _free(scripts, listing.names)
    else:
        name, before = listing.active, _text(scripts, listing.active)
    after = merged(before or "", ours)
    if listing.active is not None and before is not None and same(before, after):
        return None
    scripts.check(after.encode())
    copy = _copied(scripts, listing.names, before)
    changed = Changed(name, listing.active, before, after, copy)
    keep(changed)
    _swap(scripts, changed)
    return changed


def remove(scripts: "Scripts", keep: Keep) -> Changed:
    """Take our rules out of the script in force; one that held nothing else goes.

    Raises Refused where there are none of ours.
    """
    listing = scripts.listing()
    before = None if listing.active is None else _text(scripts, listing.active)
    if listing.active is None or before is None or not holds_ours(before):
        raise Refused(
            f"There are no rules of inboxguard in force on {scripts.account.host}, so there is nothing to do."
        )
    left = without(before)
    after = left if left.strip() else None
    if after is not None:
        scripts.check(after.encode())
    changed = Changed(listing.active, listing.active, before, after)
    keep(changed)
    _swap(scripts, changed)
    return changed


def undo(scripts: "Scripts", changed: Changed) -> None:
    """Put everything back as it was before `changed`; raises Refused where the script was changed again since."""
    listing = scripts.listing()
    now = _text(scripts, changed.name) if changed.name in listing.names else None
    if _alike(now, changed.before) and listing.active == changed.active:
        return  # nothing came of it, or it was put back by hand
    if not _alike(now, changed.after) or listing.active not in (changed.name, changed.active, None):
        raise Refused(
            f"The script “{changed.name}” on {scripts.account.host} was changed after inboxguard had written it, so it "
            "was left as it is. Take only our rules out of it with: inboxguard filters remove"
        )
    if changed.before is None:
        scripts.activate("")
        scripts.delete(changed.name)
    else:
        scripts.put(changed.name, changed.before.encode())
        scripts.activate(changed.active or "")
    if changed.copy in listing.names and _alike(_text(scripts, changed.copy), without(changed.before or "")):
        scripts.delete(changed.copy)


def _swap(scripts: "Scripts", changed: Changed) -> None:
    """Write the new text where the old one still is, and see that it arrived."""
    listing = scripts.listing()
    now = _text(scripts, changed.name) if changed.name in listing.names else None
    if listing.active != changed.active or now != changed.before:
        raise Refused(
            f"The scripts on {scripts.account.host} were changed by somebody else just now, so nothing was written. "
            "Try again."
        )
    if changed.after is None:
        scripts.activate("")
        scripts.delete(changed.name)
        return
    scripts.put(changed.name, changed.after.encode())
    if changed.active != changed.name:
        scripts.activate(changed.name)
    if not same(_text(scripts, changed.name), changed.after):
        raise MailboxError(
            f"{scripts.account.host} keeps another script than was sent. Undo it with: inboxguard filters undo ADDRESS"
        )


def _free(scripts: "Scripts", names: tuple[str, ...]) -> tuple[str, str | None]:
    """Return a name for a script of ours, and what lies there: rules of ours that are not in force, or nothing."""
    for name in _names(NAME):
        if name not in names:
            return name, None
        text = _text(scripts, name)
        if holds_ours(text) and not without(text).strip():
            return name, text
    raise _crowded(scripts)


def _copied(scripts: "Scripts", names: tuple[str, ...], before: str | None) -> str:
    """Put the person's own script aside on the server; return where, "" where there is nothing of theirs."""
    own = without(before or "")
    if not own.strip():
        return ""
    for name in _names(BEFORE):
        if name not in names:
            scripts.put(name, own.encode())
            return name
        if same(_text(scripts, name), own):
            return name
    raise _crowded(scripts)


def _names(first: str) -> list[str]:
    return [first, *(f"{first}-{number}" for number in range(2, _MOST_NAMES + 1))]


def _crowded(scripts: "Scripts") -> Refused:
    return Refused(
        f"{scripts.account.host} holds too many scripts called after inboxguard. Delete those that you no longer need "
        "in your provider's settings, and try again."
    )


def _text(scripts: "Scripts", name: str) -> str:
    try:
        return scripts.text(name).decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(
            f"The script “{name}” on {scripts.account.host} is no UTF-8 text, so it was left as it is."
        ) from None


def _alike(one: str | None, other: str | None) -> bool:
    return one is other if one is None or other is None else same(one, other)
