"""Which organisations the person asked to stop, in mails found among what they sent and letters they say they sent."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.domains import of_address
from inboxguard.senders.lending import lent
from inboxguard.senders.mailing_lists import families
from inboxguard.senders.roles import objects
from inboxguard.senders.sender import SenderId
from inboxguard.senders.signs import mailbox

MAILTO = "mailto"
LETTER = "letter"
LINK = "link"
_TOKEN = re.compile(r"(?=[a-z0-9]*[0-9])[a-z0-9]{6,}|[0-9]{4,}", re.IGNORECASE)
"""A word by which a sender knows the reader: six letters and digits or more, or four digits."""
_NUMBER = re.compile(r"[0-9]{2,}")
"""The same in an address, where a plain word needs no number."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One time that the person asked an organisation to stop."""

    at: datetime
    method: str
    address: str | None = None
    """Which of the person's addresses it is about; None where that is not known."""
    message: MessageKey | None = None
    """The mail that shows it; None for a letter of which only the person's word is known."""
    lists: tuple[str, ...] = ()
    """List-Ids whose way out it took; () where it is about all mail."""
    streams: tuple[str, ...] = ()
    """From addresses (lower case) of the mails whose way out it took, where those name no list; () where not known."""


def opt_outs(
    attributions: Sequence[Attribution],
    naming: Iterable[Attribution] | None = None,
    letters: Mapping[SenderId, Sequence[Asked]] | None = None,
) -> dict[SenderId, tuple[Asked, ...]]:
    """Return for each organisation every time that the person asked it to stop and that still holds, in order of time.

    A mail to the address that the organisation's own List-Unsubscribe names counts for it, on whatever platform that
    address lies, and so does one to the organisation itself. A sign-up after an opt-out begins anew at the address that
    it is for. `naming` holds the attributions whose `out_addresses` may name where the person wrote (see `written_to`);
    all where it is not given. `letters` are those that the person says they sent, and what was asked in other ways.
    """
    signed: dict[str, list[Attribution]] = {}
    for one in attributions:
        if signs_up(one) and one.organisation:
            signed.setdefault(one.organisation, []).append(one)
    found: dict[SenderId, tuple[Asked, ...]] = {}
    for organisation, every in asked(attributions, naming, letters).items():
        if counted := standing(every, signed.get(organisation, ())):
            found[organisation] = counted
    return found


def standing(every: Iterable[Asked], mails: Iterable[Attribution]) -> tuple[Asked, ...]:
    """Return those opt-outs of one organisation after which the person did not sign up there again."""
    signed = [one for one in mails if signs_up(one) and one.at is not None]
    return tuple(one for one in every if not any(_undoes(again, one) for again in signed))


def about(asked: Asked, adverts: Sequence[Attribution]) -> list[Attribution]:
    """Return those of a sender's adverts that an opt-out is about.

    One at an address of the person is not about mail to others, unless the sender never mails to that address; and
    who leaves a list may stay on another. A list of which each campaign bears a name of its own is one.
    """
    address = (asked.address or "").lower()
    here = [one for one in adverts if not one.recipient or one.recipient.lower() == address]
    found = here if any(one.recipient for one in here) else list(adverts)
    covered = lists_of(asked, found)
    return [one for one in found if covered(one)]


def lists_of(asked: Asked, mails: Iterable[Attribution]) -> Callable[[Attribution], bool]:
    """Return what tells of a mail whether it belongs to the lists that an opt-out is about.

    `mails` are all of that organisation: by them it is known which List-Ids are one list. Where the mails that were
    left name no list, it is about mail that bears their From.
    """
    if asked.lists:
        seen = [(one.list_id, one.at) for one in mails if one.list_id and one.at is not None]
        named = families(seen)
        left = {named.get(name, name) for name in asked.lists}
        return lambda one: one.list_id is not None and named.get(one.list_id, one.list_id) in left
    if asked.streams:
        return lambda one: (one.address or "").lower() in asked.streams
    return lambda one: True


def asked(
    attributions: Iterable[Attribution],
    naming: Iterable[Attribution] | None = None,
    letters: Mapping[SenderId, Sequence[Asked]] | None = None,
) -> dict[SenderId, tuple[Asked, ...]]:
    """Return every time that the person asked each organisation to stop, in order of time (see `opt_outs`)."""
    every = tuple(attributions)
    targets = _targets(every if naming is None else naming)
    found: dict[SenderId, list[Asked]] = {key: list(ones) for key, ones in (letters or {}).items()}
    for one in _written(every):
        assert one.at is not None
        target = _target(targets.get((one.address or "").lower(), ()), one.at)
        organisation = (target.organisation if target else None) or one.organisation or of_address(one.address)
        if organisation is None:
            continue
        letter = objects(one.subject)
        said = Asked(
            one.at,
            LETTER if letter else MAILTO,
            _concerned(one, target),
            one.message,
            target.lists if target is not None and not letter else (),
            target.streams if target is not None and not letter else (),
        )
        found.setdefault(SenderId(organisation), []).append(said)
    return {key: tuple(sorted(ones, key=lambda one: (one.at, one.message or ""))) for key, ones in found.items()}


def written_to(attributions: Iterable[Attribution]) -> frozenset[str]:
    """Return the addresses (lower case) to which the person wrote to be left alone."""
    return frozenset((one.address or "").lower() for one in _written(attributions)) - {""}


def claims(one: Attribution) -> bool:
    """Return whether only the word of some customer of a platform says whose mail it is.

    Another customer may have named that organisation, so leaving there is not leaving the organisation.
    """
    host = (one.address or "").rpartition("@")[2]
    return one.attested is not None and one.authenticated is None and lent(host)


@dataclass(frozen=True, slots=True)
class _Target:
    """Whose an unsubscribe address is, which mailing it leaves, and to which own address that came."""

    organisation: str | None
    recipient: str | None
    lists: tuple[str, ...]
    streams: tuple[str, ...]


def _written(attributions: Iterable[Attribution]) -> list[Attribution]:
    return [one for one in attributions if one.outgoing and one.role is Role.OPT_OUT and one.at is not None]


def _targets(attributions: Iterable[Attribution]) -> dict[str, Sequence[Attribution]]:
    """Return the mails that name each unsubscribe address; one that several organisations name is nobody's."""
    naming: dict[str, list[Attribution]] = {}
    for one in attributions:
        heard = not one.outgoing and one.kind is not Kind.SPAM and one.authenticated is not False
        if heard and one.organisation and not claims(one):
            for address in one.out_addresses:
                naming.setdefault(address, []).append(one)
    return {address: mails for address, mails in naming.items() if len({one.organisation for one in mails}) == 1}


def _target(mails: Sequence[Attribution], at: datetime) -> _Target | None:
    """Return what a mail of `at` to an unsubscribe address left: a list that began later was not left."""
    mails = [one for one in mails if one.at is not None and one.at <= at] or mails
    if not mails:
        return None
    lists = {one.list_id or "" for one in mails}
    return _Target(
        mails[0].organisation,
        _only({(one.recipient or "").lower() for one in mails}),
        () if "" in lists else tuple(sorted(lists)),
        tuple(sorted({(one.address or "").lower() for one in mails} - {""})) if "" in lists else (),
    )


def _concerned(one: Attribution, target: _Target | None) -> str | None:
    """Return which of the person's addresses an unsubscribe mail is about.

    An unsubscribe address or a subject with a token says it, whoever writes; where there is none the sender can only
    go by the From.
    """
    mailed = target.recipient if target is not None else None
    local = (one.address or "").rpartition("@")[0]
    named = _NUMBER.search(local) or _TOKEN.search(local) or _TOKEN.search(one.subject)
    return (mailed if named else None) or one.recipient or mailed


def _only(names: set[str]) -> str | None:
    return next(iter(names)) or None if len(names) == 1 else None


def _undoes(again: Attribution, asked: Asked) -> bool:
    """Return whether a sign-up comes after an opt-out and at its address, as far as both tell."""
    there = not asked.address or not again.recipient or again.recipient.lower() == asked.address.lower()
    return there and again.at is not None and again.at > asked.at


def signs_up(one: Attribution) -> bool:
    """Return whether a mail shows that the person signed up, so that an opt-out before it is over."""
    if one.outgoing:
        return one.role is Role.WROTE and "subscribe" in mailbox(one.address or "")
    return one.role in (Role.SIGN_UP, Role.CONFIRMED) and one.authenticated is not False
