"""Group B, second stage: which known organisation a statement or a filed answer names as the source."""

from collections.abc import Iterable, Iterator

from inboxguard.senders.attribution import Attribution, Kind
from inboxguard.senders.sender import SenderId
from inboxguard.trace.naming import words
from inboxguard.trace.said import Statement, Wording
from inboxguard.trace.scene import Arrival, Scene
from inboxguard.trace.weighing import Sighting, sighting

_SIGNALS = {
    Wording.PART: "statement_partner",
    Wording.SIGN: "statement_sign_up",
    Wording.CUST: "statement_customer",
    Wording.HOST: "statement_host",
}
DOCUMENTS = frozenset({*_SIGNALS.values(), "answer"})
"""Signals that make a trail documented by rule."""


OWN_FOOTING = frozenset({"says_signed_up", "says_customer"})
"""Reasons of senders.kind: the mail says that its reader is a subscriber or customer, and of nobody else."""


def evidence(arrival: Arrival, scene: Scene) -> tuple[Sighting, ...]:
    """Return what the recipient says about its source; each signal and source once, at its first mail.

    A source must be known, another than the recipient, and in touch before the recipient's first mail. A sentence
    that denies, and one that the recipient says of itself, names nobody; spam is not listened to.
    """
    found: dict[tuple[str, SenderId], Sighting] = {}
    for mail in arrival.mails:
        if mail.kind is Kind.SPAM or _speaks_for_another(mail, arrival, scene):
            continue
        for signal, source, quote in _named(mail, arrival, scene):
            found.setdefault((signal, source), sighting(signal, source, (mail.message,), quote))
    told = {source for signal, source in found if signal == "statement_partner"}
    for source in told:  # "a customer of R, who passed your address on to us": the plainer word counts
        for vaguer in ("statement_customer", "statement_sign_up"):
            found.pop((vaguer, source), None)
    for source, listed in _listed(arrival, scene):
        found.setdefault(("partners_listed", source), listed)
    answer = scene.decisions.answer_of(arrival.recipient)
    if answer is not None and answer.source is not None and answer.source != arrival.recipient:
        found[("answer", answer.source)] = sighting("answer", answer.source, ())
    return tuple(found.values())


def _listed(arrival: Arrival, scene: Scene) -> Iterator[tuple[SenderId, Sighting]]:
    """Yield who listed the recipient as a partner before its first mail, in attested mail to the same address.

    A list does not say where the recipient's copy came from: it documents nothing.
    """
    denied = {who for mail in arrival.mails for who in _denied(scene.statements.get(mail.message, ()), scene)}
    for listing in scene.around.partners.get(arrival.recipient, ()):
        source = listing.organisation
        before = listing.address == (arrival.address or "").lower() and listing.at < arrival.first
        if before and source not in denied:
            yield source, sighting("partners_listed", source, (listing.message,), listing.quote)


def _denied(said: Iterable[Statement], scene: Scene) -> set[SenderId | None]:
    """Return of whom it is denied that the address came from them; to whom it is not given is another thing."""
    told = (one for one in said if one.negated and one.named and one.wording is not Wording.PARTNERS)
    return {scene.directory.resolve(one.named, one.language) for one in told}


def says_otherwise(arrival: Arrival, scene: Scene, source: SenderId) -> bool:
    """Return whether the recipient's own words give another footing than `source`, or deny that it was the source.

    That may be untrue, but it is no reason to be firm about somebody else.
    """
    return any(
        not OWN_FOOTING.isdisjoint(mail.reasons)
        or any(_is_otherwise(one, scene, source) for one in scene.statements.get(mail.message, ()))
        for mail in arrival.mails
        if mail.kind is not Kind.SPAM and not _speaks_for_another(mail, arrival, scene)
    )


def _is_otherwise(statement: Statement, scene: Scene, source: SenderId) -> bool:
    if statement.negated:  # "we did not get your address from R"
        denies = statement.wording in (Wording.SIGN, Wording.CUST, Wording.PART) and bool(statement.named)
        return denies and scene.directory.resolve(statement.named, statement.language) == source
    if statement.wording is Wording.OWN:
        return True
    if statement.wording not in (Wording.SIGN, Wording.CUST, Wording.PART) or not statement.named:
        return False
    return scene.directory.resolve(statement.named, statement.language) != source


def _speaks_for_another(mail: Attribution, arrival: Arrival, scene: Scene) -> bool:
    """Return whether a mail carries somebody else's advert: its notices may be theirs."""
    return mail.hosted_for is not None and scene.directory.resolve(mail.hosted_for) != arrival.recipient


def _named(mail: Attribution, arrival: Arrival, scene: Scene) -> Iterator[tuple[str, SenderId, str]]:
    said = scene.statements.get(mail.message, ())
    if any(one.wording is Wording.OWN and not one.negated for one in said):
        return  # "you signed up with us": what it tells of others ("customers of R, ...") is no word about the address
    denied = _denied(said, scene)
    for statement in said:
        source = _source(statement, arrival, scene)
        if source is None or source in denied or source == arrival.recipient:
            continue
        first = scene.firsts.get(source)
        if first is None or first >= arrival.first:
            continue
        believed = mail.authenticated and _is_answerable(mail)
        yield _SIGNALS[statement.wording] if believed else "statement_unattested", source, statement.quote


def _is_answerable(mail: Attribution) -> bool:
    """Return whether a mail says who stands behind it or how to leave, as adverts must; a lure may name any shop."""
    legal = mail.legal
    return mail.way_out or any((legal.entity, legal.number, legal.address))


def _calls_itself_so(source: SenderId, named: str, arrival: Arrival, scene: Scene) -> bool:
    """Return whether the recipient bears the name of the organisation that it names, and names it by no domain."""
    own = {words(name) for name in (scene.name(arrival.recipient), *(mail.name for mail in arrival.earliest))}
    return words(scene.name(source)) in own and source.partition(".")[0] + "." not in named.casefold()


def _source(statement: Statement, arrival: Arrival, scene: Scene) -> SenderId | None:
    """Return whom a statement names as the source of the address, or as the sender of a hosted mail.

    "On behalf of X" in a mail of R names the advertiser, not a source: only a sentence that says who sends
    ("sent by R on behalf of V", in V's own mail) names a host.
    """
    if statement.negated or not statement.firm or statement.wording not in _SIGNALS:
        return None
    resolve, spoken = scene.directory.resolve, statement.language
    if statement.wording is Wording.HOST:
        advertised = resolve(statement.named, spoken) if statement.named else arrival.recipient
        return resolve(statement.by, spoken) if statement.by and advertised == arrival.recipient else None
    source = resolve(statement.named, spoken) if statement.named else None
    # Also where another organisation bears that name: a sender that takes it frames nobody.
    return None if source is not None and _calls_itself_so(source, statement.named, arrival, scene) else source
