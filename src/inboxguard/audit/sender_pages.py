"""The page Senders: rows to page through and the one sender that is opened, with set-aside mail left out."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from sqlite_utils import Database

from inboxguard.audit import analysing
from inboxguard.audit.deciding import said, theme_decisions
from inboxguard.audit.judging import MATCHED
from inboxguard.audit.recognising import recognised
from inboxguard.audit.sender_views import MailRow, MailWhy, ReasonCount, Searched, SenderDetail, Why
from inboxguard.audit.shown import SHOWN
from inboxguard.audit.views import Line, Moment, SenderRow
from inboxguard.audit.visible_watch import as_shown
from inboxguard.audit.watching import opt_out_of
from inboxguard.audit.ways import way_out
from inboxguard.errors import Refused
from inboxguard.facts.message import MessageKey
from inboxguard.requests.watch import OptOut
from inboxguard.senders import reasons
from inboxguard.senders.attribution import Attribution, Role
from inboxguard.senders.consent import counts
from inboxguard.senders.corrections import YOU_SAID
from inboxguard.senders.register import shows_leaving
from inboxguard.senders.sender import Sender, SenderId
from inboxguard.store import findings, messages, search
from inboxguard.store.findings import Attributed
from inboxguard.store.records import unpacked
from inboxguard.themes.matching import mentions
from inboxguard.themes.own import lexicon
from inboxguard.themes.setting_aside import ThemeDecisions
from inboxguard.trace.trail import Trail

LAST = 5
"""Mails shown of a sender at once."""

_TELLING = {
    Role.SIGN_UP: "signed_up",
    Role.CONFIRMED: "confirmed",
    Role.WELCOME: "welcomed",
    Role.PURCHASE: "bought",
    Role.LEFT: "left",
    Role.OPT_OUT: "asked_to_stop",
}
"""Roles that make a point of the timeline, with its code; an account mail or a letter does not."""


def rows(db: Database, ids: Sequence[SenderId]) -> tuple[SenderRow, ...]:
    """Return the rows of the named senders, in the same order."""
    found = search.sender_rows(db, tuple(ids))
    return tuple(unpacked(found[one], SenderRow) for one in ids if one in found)


def known(db: Database, organisation: str) -> Sender:
    """Return the sender of a domain, a page or an address of it, or a name; raises Refused where there is none."""
    sender = findings.sender(db, organisation.strip().lower())
    if sender is None and (meant := recognised(db, organisation)) is not None:
        sender = findings.sender(db, meant)
    if sender is None:
        raise Refused(
            f"No sender “{organisation[:100]}” was found in the mail read so far. "
            "Use an organisational domain as “senders” prints it, such as shop.example."
        )
    return sender


def detail(db: Database, organisation: str, now: datetime) -> SenderDetail:
    """Return everything about one sender; raises Refused where there is none.

    A person may have thousands of mails of one sender, so only the few that are shown are read.
    """
    sender = known(db, organisation)
    row = rows(db, (sender.id,))[0]
    trail = findings.trail(db, sender.id)
    hidden = search.wholly_set_aside(db)
    shown = trail is not None and trail.level in SHOWN and trail.source not in hidden
    source = findings.sender(db, trail.source) if trail is not None and trail.source and shown else None
    evidence = findings.attributed_among(db, sender.consent.messages)
    judged = opt_out_of(db, sender.id, now)
    watch = None if judged is None else as_shown(db, sender.id, judged)
    covered = analysing.covered_seen(db)
    return SenderDetail(
        row=row,
        domains=sender.shown_domains,
        platforms=sender.platforms,
        recipients=sender.recipients,
        group=()
        if sender.group is None
        else tuple(name for key, name in findings.company(db, sender.group) if key != sender.id and key not in hidden),
        consent_at=sender.consent.date,
        consent_lines=tuple(line(one) for key in sender.consent.messages if (one := evidence.get(key)) is not None),
        timeline=_timeline(db, sender.id, watch, _source_first(db, trail, source)),
        copy_source=source.name if source is not None else None,
        copy_level=trail.level if trail is not None and source is not None else None,
        way_out=way_out(db, sender.id),
        last_mails=mails(db, search.mail_keys(db, sender.id, LAST)),
        kinds=search.kinds(db, sender.id),
        first=sender.first,
        searched=Searched(
            search.mails_seen(db),
            covered.first if covered is not None else None,
            covered.share if covered is not None else 0.0,
        ),
        said=said(db, sender.id),
    )


def mails(db: Database, keys: Sequence[str]) -> tuple[MailRow, ...]:
    """Return messages as rows in the same order; what is set aside or names a marked theme shows only its time."""
    found = findings.attributed_among(db, keys)
    covered = _naming_a_theme(db, found)
    return tuple(
        MailRow(key, one.at, None, None)
        if found[key].aside or key in covered
        else MailRow(key, one.at, one.subject, one.kind)
        for key in (MessageKey(key) for key in keys)
        if key in found and (one := found[key].attribution)
    )


def why(db: Database, organisation: str, language: str) -> Why:
    """Return why a sender's mail is taken for what it is, in the words of `language`."""
    sender = known(db, organisation)
    counted = search.marketing_reasons(db, sender.id)
    return Why(
        sender.id,
        search.kinds(db, sender.id),
        tuple(ReasonCount(words, number) for code, number in counted for words in reasons.worded((code,), language)),
    )


def mail_why(db: Database, key: str, language: str) -> MailWhy:
    """Return what one mail is taken for and why; raises Refused where it is no longer there."""
    one = findings.attributed_among(db, [key]).get(MessageKey(key))
    if one is None:
        raise Refused("This message is no longer there. Read the mailbox again.")
    said = one.attribution
    return MailWhy(
        said.message, said.kind, reasons.worded(said.reasons, language), YOU_SAID in said.reasons, said.outgoing
    )


def line(one: Attributed) -> Line:
    """Return a message as a line; a set-aside one, or one that names a marked theme, shows nothing but its time."""
    attribution = one.attribution
    if one.aside or _names_a_theme(one):
        return Line(attribution.message, attribution.at, None, None, aside=True)
    return Line(attribution.message, attribution.at, attribution.subject, attribution.name)


def _naming_a_theme(db: Database, found: Mapping[MessageKey, Attributed]) -> frozenset[MessageKey]:
    """Return the messages that name a marked theme.

    Of spam, posts and letters the analysis asks nothing, since no shelf is for them; it is asked here of those shown.
    """
    told = frozenset(key for key, one in found.items() if _names_a_theme(one))
    others = [key for key, one in found.items() if one.attribution.kind not in MATCHED]
    marked = theme_decisions(db) if others else ThemeDecisions()
    if not marked.marked:
        return told
    read = filter(None, (messages.get(db, key) for key in others))
    spoken = lexicon(marked.own)
    return told | {one.key for one in read if any(each.named for each in mentions(one, spoken, marked.marked))}


def _names_a_theme(one: Attributed) -> bool:
    return any(mention.named for mention in one.mentions)


def _source_first(db: Database, trail: Trail | None, source: Sender | None) -> Moment | None:
    """When the source of a shown trail is first seen using the address concerned."""
    if trail is None or source is None or not trail.addresses:
        return None
    key = search.first_to(db, source.id, trail.addresses[0])
    if key is None:
        return None
    return Moment(findings.attributed_among(db, [key])[key].attribution.at, "source_first", source.name, key)


def _timeline(db: Database, organisation: SenderId, watch: OptOut | None, source: Moment | None) -> tuple[Moment, ...]:
    moments: list[Moment] = [] if source is None else [source]
    # Of each role the first mail tells the story; twenty receipts would bury it.
    roles = search.first_of_roles(db, organisation)
    ends = search.marketing_ends(db, organisation)
    found = findings.attributed_among(db, (*roles, *ends))
    for key in roles:
        one = found[key].attribution
        if one.role in _TELLING and _shows(one):
            moments.append(Moment(one.at, _TELLING[one.role], "" if one.outgoing else _subject(found[key]), key))
    for key, what in zip(ends, ("first_marketing", "last_marketing"), strict=False):
        one = found[key].attribution
        detail = (one.recipient or "") if what == "first_marketing" else _subject(found[key])
        moments.append(Moment(one.at, what, detail, key))
    if watch is not None:
        ends_at = datetime.combine(watch.honour_by, time(), UTC)
        late = watch.mails_late if watch.state == "not_honoured" else watch.mails_after
        moments.append(Moment(ends_at, f"opt_out_{watch.state}", str(late)))
    moments.sort(key=lambda moment: (moment.at is None, moment.at))
    return tuple(moments)


def _shows(one: Attribution) -> bool:
    """Return whether a mail shows what it says of the person."""
    return one.outgoing or (shows_leaving(one) if one.role is Role.LEFT else counts(one))


def _subject(one: Attributed) -> str:
    """A receipt never leaves by its words, but the words of a marked theme need not be read here either."""
    return "" if _names_a_theme(one) else one.attribution.subject
