"""The rows of `messages --json`, `senders --json` and `trails --json`: names, keys and meanings are a contract."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from inboxguard import __version__
from inboxguard.audit import analysing
from inboxguard.audit.profiles import language, profile
from inboxguard.audit.relations import Told
from inboxguard.audit.themes_told import ThemesTold
from inboxguard.audit.trail_pages import said_on
from inboxguard.audit.watching import opt_out
from inboxguard.facts.message import LinkKind, Message, MessageKey
from inboxguard.senders import reasons
from inboxguard.senders.attribution import Kind
from inboxguard.senders.sender import SenderId
from inboxguard.store import findings, messages
from inboxguard.store.findings import Attributed
from inboxguard.store.records import instant
from inboxguard.trace import wording
from inboxguard.trace.naming import told_apart
from inboxguard.trace.trail import Trail

SCHEMA = 1


def message_rows(db: Database, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield every stored message, set-aside ones too, in order of id."""
    spoken, told = profile(db).languages[0], ThemesTold(db, now)
    for page in messages.pages(db):
        found = findings.attributed_among(db, [message.key for message in page])
        for message in page:
            if (one := found.get(message.key)) is not None:
                yield _message(message, one, spoken, told)


def _message(message: Message, one: Attributed, spoken: str, told: ThemesTold) -> dict[str, Any]:
    said = one.attribution
    return {
        "id": message.key,
        "message_id": message.message_id,
        "sha256": message.sha256,
        "source": message.place.folder,
        "received": instant(message.received),
        "sent": instant(message.sent),
        "kind": said.kind,
        "reasons": list(reasons.worded(said.reasons, spoken)),
        "recipient": None if said.outgoing else said.recipient,
        "sender": {
            "organisation": None if said.outgoing else said.organisation,
            "name": (message.sender.name or said.name) if message.sender is not None else said.name,
            "address": message.sender.address if message.sender is not None else None,
        },
        "authenticated": said.authenticated,
        "attested": said.attested,
        "signatures_verified": None
        if message.verified is None
        else [domain for domain, verdict in message.verified if verdict == "pass"],
        "platform": said.platform,
        "unsubscribe": {
            "one_click": message.lists.one_click,
            "https": list(message.lists.unsubscribe_https),
            "mailto": list(message.lists.unsubscribe_mailto),
            "body": [link.url for link in message.links if link.kind is LinkKind.UNSUBSCRIBE],
            "preferences": [link.url for link in message.links if link.kind is LinkKind.PREFERENCES],
        },
        "set_aside": one.aside,
        "themes": told.of_message(one),
    }


def sender_rows(db: Database, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield every sender, in order of organisation."""
    told, themes = Told(db, now), ThemesTold(db, now)
    for sender in findings.senders(db):
        every = findings.attributed_to(db, sender.id)
        ids = {one.attribution.message: one.attribution.message_id for one in every}
        counted = set(sender.messages)
        watch = opt_out(db, sender.id, [one.attribution for one in every], now, told.watches)
        yield {
            "organisation": sender.id,
            "name": sender.name,
            "domains": list(sender.domains),
            "group": sender.group,
            "likely_same": list(sender.likely_same),
            "reads_like": sender.reads_like,
            "messages": sender.count,
            "marketing": sender.of_kind(Kind.MARKETING),
            "unproven": sum(
                not one.attribution.proven and one.attribution.message in counted for one in every
            ),
            "first": instant(sender.first),
            "last": instant(sender.last),
            "platforms": list(sender.platforms),
            "recipients": list(sender.recipients),
            "consent": {
                "basis": sender.consent.basis,
                "date": instant(sender.consent.date),
                "message_ids": _ids(sender.consent.messages, ids),
            },
            "opt_out": None
            if watch is None
            else {
                "requested": instant(watch.requested),
                "method": watch.method,
                "honour_by": watch.honour_by.isoformat(),
                "state": watch.state,
                "mails_after": watch.mails_after,
            },
            "themes": themes.of_sender(sender.id),
        } | told.keys(sender, every)


def trails(db: Database) -> dict[str, Any]:
    """Return the one object of `trails --json`: a row for every organisation with at least one marketing mail."""
    coverage = analysing.covered(db)
    found = findings.trails(db)
    return {
        "schema": SCHEMA,
        "software": __version__,
        "coverage": {
            "first": instant(coverage.first) if coverage else None,
            "last": instant(coverage.last) if coverage else None,
            "folders": list(coverage.folders) if coverage else [],
            "share": round(coverage.share, 2) if coverage else 0.0,
        },
        "trails": trail_rows(db, found, findings.names(db), findings.marketing_spans(db)),
    }


def trail_rows(
    db: Database, found: Sequence[Trail], names: Mapping[SenderId, str], spans: Mapping[str, findings.Span]
) -> list[dict[str, Any]]:
    """Return the rows of `trails --json` for the trails `found`, in this order."""
    spoken = language(db, wording.languages())
    keys = [key for trail in found for evidence in trail.evidence for key in evidence.messages]
    lines = findings.attributed_among(db, keys)
    ids = {key: one.attribution.message_id for key, one in lines.items()}
    apart = told_apart(names)
    return [_trail(trail, names, apart, spans, lines, ids, spoken) for trail in found]


def _trail(
    trail: Trail,
    names: Mapping[Any, str],
    apart: Mapping[Any, str],
    spans: Mapping[str, findings.Span],
    lines: Mapping[MessageKey, Attributed],
    ids: Mapping[MessageKey, str | None],
    spoken: str,
) -> dict[str, Any]:
    span = spans.get(trail.recipient, findings.Span(0, None))
    return {
        "recipient": {
            "organisation": trail.recipient,
            "name": names.get(trail.recipient, trail.recipient),
            "first_mail": instant(span.first),
            "mails": span.mails,
            "addresses": list(trail.addresses),
        },
        "source": None
        if trail.source is None
        else {"organisation": trail.source, "name": names.get(trail.source, trail.source)},
        "relation": trail.relation,
        "level": trail.level,
        "p_copy": round(trail.p_copy, 4),
        "p_relation": None
        if trail.p_relation is None
        else {relation.value: round(p, 4) for relation, p in trail.p_relation},
        "evidence": [
            {
                "signal": evidence.signal,
                "group": evidence.group,
                "weight": round(evidence.weight, 2),
                "message_ids": _ids(evidence.messages, ids),
                "quote": evidence.quote,
            }
            for evidence in trail.evidence
        ],
        "rivals": [
            {"relation": rival.relation, "source": rival.source, "p": round(rival.p, 4)} for rival in trail.rivals
        ],
        "gates": list(trail.gates),
        "wording": wording.sentence(trail, apart, spoken, said_on(trail, lines)),
    }


def _ids(keys: tuple[Any, ...], ids: Mapping[Any, str | None]) -> list[str]:
    return [named for key in keys if (named := ids.get(key)) is not None]
