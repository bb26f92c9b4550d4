"""Which organisations the person asked to stop, in mails found among what they sent and letters they say they sent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Role
from inboxguard.senders.domains import of_address
from inboxguard.senders.lending import lent
from inboxguard.senders.roles import objects
from inboxguard.senders.sender import SenderId

MAILTO = "mailto"
LETTER = "letter"
LINK = "link"


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


def opt_outs(
    attributions: Sequence[Attribution],
    naming: Iterable[Attribution] | None = None,
    letters: Mapping[SenderId, Sequence[Asked]] | None = None,
) -> dict[SenderId, Asked]:
    """Return for each organisation the first time that the person asked it to stop.

    A mail to the address that the organisation's own List-Unsubscribe names counts for it, on whatever platform that
    address lies, and so does one to the organisation itself. A sign-up after an opt-out begins anew. `naming` holds the
    attributions whose `out_addresses` may name where the person wrote (see `written_to`); all where it is not given.
    `letters` are those that the person says they sent.
    """
    fresh = _signed_up_last(attributions)
    found: dict[SenderId, Asked] = {}
    for organisation, every in asked(attributions, naming, letters).items():
        counted = [one for one in every if one.at >= fresh.get(organisation, one.at)]
        if counted:
            found[organisation] = counted[0]
    return found


def about(asked: Asked, adverts: Sequence[Attribution]) -> list[Attribution]:
    """Return those of a sender's adverts that an opt-out is about.

    One at an address of the person is not about mail to others, unless the sender never mails to that address; and
    who leaves a list may stay on another, unless no advert before bears that list's name.
    """
    address = (asked.address or "").lower()
    here = [one for one in adverts if not one.recipient or one.recipient.lower() == address]
    found = here if any(one.recipient for one in here) else list(adverts)
    before = {one.list_id for one in found if one.at is not None and one.at <= asked.at}
    if asked.lists and not before.isdisjoint(asked.lists):
        return [one for one in found if one.list_id in asked.lists]
    return found


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
        target = targets.get((one.address or "").lower())
        organisation = (target.organisation if target else None) or one.organisation or of_address(one.address)
        if organisation is None:
            continue
        letter = objects(one.subject)
        said = Asked(
            one.at,
            LETTER if letter else MAILTO,
            (target.recipient if target else None) or one.recipient,
            one.message,
            target.lists if target is not None and not letter else (),
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


def _written(attributions: Iterable[Attribution]) -> list[Attribution]:
    return [one for one in attributions if one.outgoing and one.role is Role.OPT_OUT and one.at is not None]


def _targets(attributions: Iterable[Attribution]) -> dict[str, _Target]:
    """Return whose each unsubscribe address is; one that several organisations name is nobody's."""
    found: dict[str, tuple[set[str], set[str], set[str]]] = {}
    for one in attributions:
        heard = not one.outgoing and one.kind is not Kind.SPAM and one.authenticated is not False
        if heard and one.organisation and not claims(one):
            for address in one.out_addresses:
                organisations, recipients, lists = found.setdefault(address, (set(), set(), set()))
                organisations.add(one.organisation)
                recipients.add((one.recipient or "").lower())
                lists.add(one.list_id or "")
    return {
        address: _Target(next(iter(organisations)), _only(recipients), () if "" in lists else tuple(sorted(lists)))
        for address, (organisations, recipients, lists) in found.items()
        if len(organisations) == 1
    }


def _only(names: set[str]) -> str | None:
    return next(iter(names)) or None if len(names) == 1 else None


def _signed_up_last(attributions: Iterable[Attribution]) -> dict[SenderId, datetime]:
    """Return when the person last signed up with each organisation."""
    last: dict[SenderId, datetime] = {}
    for one in attributions:
        if signs_up(one) and one.organisation and one.at is not None:
            key = SenderId(one.organisation)
            last[key] = max(one.at, last.get(key, one.at))
    return last


def signs_up(one: Attribution) -> bool:
    """Return whether a mail shows that the person signed up, so that an opt-out before it is over."""
    return one.role in (Role.SIGN_UP, Role.CONFIRMED) and one.authenticated is not False and not one.outgoing
