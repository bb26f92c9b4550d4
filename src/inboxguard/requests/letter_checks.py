"""What a letter may say at all: rights that exist, trails that are its own, values that are one clean line."""

import re
import unicodedata
from collections.abc import Collection

from inboxguard.errors import Refused
from inboxguard.requests.letter_laws import PARTIAL, by_notice, by_platform
from inboxguard.requests.regimes import NO_LAW, Regime
from inboxguard.requests.request import RequestKind
from inboxguard.senders.names import alike
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.trace.trail import Trail

_VALUE_LENGTH = 200
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]{1,64}@[^\s<>()\[\],;:\"@]{1,255}")
_ASKING = frozenset((RequestKind.WHERE_FROM, RequestKind.TO_WHOM, RequestKind.ACCESS))


def order(kind: RequestKind, earlier: Collection[RequestKind]) -> str | None:
    """Return the proposal to ask first, where `kind` would erase what nobody asked about yet; else None.

    `earlier` are the kinds of letters to the same organisation that were answered. The person may go on all the same.
    """
    if kind is not RequestKind.ERASURE or not _ASKING.isdisjoint(earlier):
        return None
    return (
        "Once your data are erased, nobody can say any more where they came from or who was given them. You could ask "
        "that first and have them erased after the answer; a letter that stops the mail can go out at once."
    )


def check_right(kind: RequestKind, rules: Regime) -> None:
    """Raise Refused with a sentence where `rules` give no right to a letter of `kind`; no law is always possible."""
    right = kind.right
    if right is None:
        raise Refused("A reminder or a complaint follows an earlier letter; please say which one.")
    if kind is RequestKind.ASK_FOR_LESS:
        _check_partial(rules)
        return
    if rules.id == NO_LAW:
        return
    if rules.kind == "provider-rule":
        raise Refused(f"{rules.name} binds who sends mail, but gives you no right; please choose a law.")
    if not rules.in_force:
        raise Refused(f"{rules.name} gives no such right yet: it is not in force; please choose another law.")
    if by_platform(rules):
        raise Refused(f"Requests under {rules.name} go through a page of the state; please choose another law.")
    if by_notice(rules.id, right):
        raise Refused(f"{rules.name} wants a public notice, but no answer to a letter; please choose another law.")
    entitlement = rules.entitlement(right)
    if not entitlement.available:
        hint = f" ({entitlement.note})" if entitlement.note else ""
        raise Refused(
            f"{rules.name} has no right for “{kind.value.replace('_', ' ')}”{hint}; please choose another law."
        )


def check_trail(kind: RequestKind, organisation: SenderId, trail: Trail | None) -> None:
    """Refuse letters that hold up a trail to an organisation that has another part in it.

    Without a trail both questions may still be asked: they claim nothing.
    """
    if kind is RequestKind.WHERE_FROM and trail is not None and trail.recipient != organisation:
        raise Refused("This trail is about another organisation; please ask the one whose mail came to you.")
    if kind is RequestKind.TO_WHOM and trail is not None and trail.source != organisation:
        raise Refused("This trail names another source; please ask the organisation whose copy of the address it was.")


def called(sender: Sender) -> str:
    """Return what a letter calls an organisation: a name that it chose itself stands beside its domain when unlike."""
    name = clean(sender.name)
    if not name or alike(name, sender.id.partition(".")[0]):
        return name or sender.id
    return f"{name} ({sender.id})"


def is_address(text: str) -> bool:
    """Return whether `text` is one plain address."""
    return _ADDRESS.fullmatch(text) is not None and clean(text) == text


def checked_address(text: str) -> str:
    """Return the address concerned; raises Refused where it is none."""
    if not is_address(text):
        raise Refused(
            "The letter needs the address that it is about; please say to which of your addresses they write."
        )
    return text


def clean(value: str | None, longest: int = _VALUE_LENGTH) -> str:
    """Return `value` as one line of at most `longest` letters without control, direction or invisible characters."""
    if not value:
        return ""
    spaced = " ".join(value[: 4 * longest].split())
    kept = "".join(sign for sign in spaced if unicodedata.category(sign)[0] != "C")
    return " ".join(kept[:longest].split())


def _check_partial(rules: Regime) -> None:
    """Refuse a law that gives no right to a part of the mail: the letter needs none, and names none in vain."""
    if rules.id not in PARTIAL:
        raise Refused(
            f"{rules.name} has no right to less mail about something; please leave the law out (--law {NO_LAW}), as "
            "this letter needs none."
        )
