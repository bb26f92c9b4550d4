"""What the person corrected, and what it makes of a message: who speaks, and what kind of mail it is.

Every word is kept as it was said, and what it means is read anew each time from all of them in order; so taking one
back, whatever came after it, leaves what the others say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from inboxguard.facts.message import MessageKey
from inboxguard.senders.attribution import Attribution, Kind, Role

YOU_SAID = "you_said"
YOU_SAID_SENDER = "you_said_sender"

MARKETING = "marketing"
NOT_MARKETING = "not_marketing"

_OWN_WORDS = frozenset(("transactional_subject", "transactional_text", "account_step", "delivery_report"))
"""Reasons by which a mail is transactional whatever its sender is called: its own words say so."""
_OF_ANY_KIND = frozenset(("says_signed_up", "says_customer", "visited"))
"""Reasons that say something of the mail besides its kind, and so outlive another one."""
_DEALS = (Role.PURCHASE, Role.ACCOUNT)


class What(StrEnum):
    """What a word of the person corrects."""

    MERGE = "merge"
    """Subject: the organisation that stays; value: those that belong to it, one a line."""
    SPLIT = "split"
    """Subject: an organisation; value: the From address, From host or List-Id of the part that is its own."""
    RENAME = "rename"
    """Subject: an organisation; value: its name, "" for that of its mail."""
    SENDERS = "senders"
    """Subject: organisations, one a line; value: "marketing" or "not_marketing"."""
    MESSAGE = "message"
    """Subject: the key of a message; value: its kind."""


@dataclass(frozen=True, slots=True)
class Word:
    """One thing that the person said."""

    what: What
    subject: str
    value: str


@dataclass(frozen=True, slots=True)
class Split:
    """Mail of `organisation` whose From address, From host or List-Id is `by` is of the sender `becomes`."""

    organisation: str
    by: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """Everything the person corrected, as it counts now."""

    merged: Mapping[str, str] = field(default_factory=dict)
    """Organisation -> the one it belongs to, which belongs to no other."""
    split: tuple[Split, ...] = ()
    """In the order in which they were said; of two that take the same mail the first does."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    kinds_of_senders: Mapping[str, str] = field(default_factory=dict)
    """Organisation -> "marketing" or "not_marketing"."""
    kinds_of_messages: Mapping[MessageKey, Kind] = field(default_factory=dict)

    def home(self, organisation: str) -> str:
        """Return the organisation to which `organisation` belongs, itself where it was not merged."""
        return self.merged.get(organisation, organisation)


NONE = Corrections()


def collected(words: Iterable[Word]) -> Corrections:
    """Return what `words` mean together, in the order in which they were said: of two that clash the later counts."""
    merged: dict[str, str] = {}
    splits: list[Split] = []
    renamed: dict[str, str] = {}
    senders: dict[str, str] = {}
    messages: dict[MessageKey, Kind] = {}
    for word in words:
        if word.what is What.MERGE:
            for other in word.value.splitlines():
                _merge(merged, word.subject, other)
        elif word.what is What.SPLIT:
            becomes = part_id(word.value)
            merged.pop(becomes, None)  # it is said to be its own again
            splits.append(Split(word.subject, becomes, becomes))
            if word.subject in senders:  # what was said of the whole was said of the part
                senders.setdefault(becomes, senders[word.subject])
        elif word.what is What.RENAME:
            renamed[word.subject] = word.value
        elif word.what is What.SENDERS:
            senders.update(dict.fromkeys(word.subject.splitlines(), word.value))
        else:
            messages[MessageKey(word.subject)] = Kind(word.value)
    if not (merged or splits or renamed or senders or messages):
        return NONE
    return Corrections(merged, tuple(splits), {one: name for one, name in renamed.items() if name}, senders, messages)


def _merge(merged: dict[str, str], into: str, other: str) -> None:
    home = merged.get(into, into)
    if home == other and into != other:  # the later word says which of the two stays
        merged.pop(into)
        home = into
    merged.update((one, home) for one, belongs in merged.items() if belongs == other)
    if other != home:
        merged[other] = home


def part_id(by: str) -> str:
    """Return the id of the sender that is split off by a From address, a From host or a List-Id."""
    return by.strip().strip("<>").lower()


def part_ids(one: Attribution) -> tuple[str, ...]:
    """Return by what a message can be told from others of its sender: From host, From address, List-Id."""
    address = (one.address or "").lower()
    found = (address.rpartition("@")[2], address, (one.list_id or "").lower())
    return tuple(dict.fromkeys(by for by in found if by))


def corrected(one: Attribution, corrections: Corrections) -> Attribution:
    """Return `one` as the person corrected it.

    A word about a sender speaks of its bulk mail only: spam, discussion, personal and the person's own mail stay what
    they are, and what is transactional by its own words stays that too. A word about one message always counts; the
    person's own mail is personal whatever was said.
    """
    if corrections is NONE:
        return one
    organisation = _organisation(one, corrections)
    said = None if one.outgoing else corrections.kinds_of_messages.get(one.message)
    kind, reason = (said, YOU_SAID) if said is not None else (_as_its_sender(one, organisation, corrections), "")
    if kind is None:
        return one if organisation == one.organisation else replace(one, organisation=organisation)
    kept = one.reasons if kind is one.kind else tuple(code for code in one.reasons if code in _OF_ANY_KIND)
    return replace(
        one,
        organisation=organisation,
        kind=kind,
        reasons=(reason or YOU_SAID_SENDER, *kept),
        role=_role(one, kind),
    )


def _organisation(one: Attribution, corrections: Corrections) -> str | None:
    if one.organisation is None:
        return None
    found = corrections.home(one.organisation)
    if corrections.split:
        ids = part_ids(one)
        for split in corrections.split:
            if split.by in ids and corrections.home(split.organisation) == found:
                found = corrections.home(split.becomes)
    return found


def _as_its_sender(one: Attribution, organisation: str | None, corrections: Corrections) -> Kind | None:
    """Return what a word about its sender makes of a message, None where none concerns it."""
    if organisation is None or one.outgoing or not corrections.kinds_of_senders:
        return None
    said = corrections.kinds_of_senders.get(organisation)
    if said is None and one.organisation is not None and one.organisation in corrections.merged:
        said = corrections.kinds_of_senders.get(one.organisation)
    if said == NOT_MARKETING:
        return Kind.TRANSACTIONAL if one.kind is Kind.MARKETING else None
    if said == MARKETING and one.kind is Kind.MARKETING:
        return Kind.MARKETING
    if said == MARKETING and one.kind is Kind.TRANSACTIONAL and _OWN_WORDS.isdisjoint(one.reasons):
        return Kind.MARKETING
    return None


def _role(one: Attribution, kind: Kind) -> Role | None:
    """Return what the message still shows of the person's doings: an advert is no receipt, and junk shows nothing."""
    if kind is Kind.MARKETING:
        return None if one.role in _DEALS else one.role
    return one.role if kind is Kind.TRANSACTIONAL else None
