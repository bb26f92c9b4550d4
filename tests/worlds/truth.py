"""What is true of a world: whose copy of the address every organisation has, and the mail that shows some of it."""

from dataclasses import dataclass

RELATIONS = ("share", "group", "service", "host", "leak", "broker", "own", "other_person", "guess", "unknown")
ROUTES = ("alias", "named_alias", "statement", "circumstantial")


@dataclass(frozen=True, slots=True)
class Fate:
    """What is true of one organisation that markets to the person."""

    recipient: str
    """Its organisational domain."""
    source: str | None
    """Whose copy it was (organisational domain); None where nobody's in this mailbox."""
    relation: str
    """One of RELATIONS."""
    route: str
    """How it can be known, if at all: one of ROUTES. "alias": the address is unguessable and the source its only
    holder; "named_alias": plus tag or catch-all that names the source; "statement": the recipient's own words."""
    confounders: tuple[str, ...]
    """The switches that made it; () for plain fates."""
    emitted: tuple[str, ...]
    """The signals that its mail really carries: "unique_alias", "statement_partner", "same_account", ..."""
    language: str
    source_sure: bool = True
    """False: a careful reader cannot tell the source from this mailbox, so abstaining is right."""

    def __post_init__(self) -> None:
        if self.relation not in RELATIONS or self.route not in ROUTES:
            raise ValueError(f"{self.recipient}: no such relation or route: {self.relation}, {self.route}")
        if self.relation == "share" and self.source is None:
            raise ValueError(f"{self.recipient}: a share has a source")


@dataclass(frozen=True, slots=True)
class World:
    """One mailbox and the truth about it."""

    name: str
    seed: int
    me: tuple[str, ...]
    """The person's own addresses, as `import --me` takes them (`@domain`: all of it)."""
    server: str
    """The authserv-id of the person's own receiving server."""
    mails: tuple[bytes, ...]
    """Raw messages in the order of the mailbox; the person's own letters carry `X-Gmail-Labels: Sent`."""
    fates: tuple[Fate, ...]
    """One for every organisation that markets to the person, in order of domain."""
    said: tuple[tuple[str, str, bool], ...] = ()
    """(address, organisation, only): what the person has told inboxguard, as from a list of their aliases."""
    groups: tuple[frozenset[str], ...] = ()
    """Organisational domains that belong to one company group."""
    breaches: tuple[tuple[str, str, str], ...] = ()
    """(organisation, name, day as 2025-03-09): the known breaches on the list that the person loaded."""
