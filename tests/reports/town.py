"""A report about an invented town: one firm trail, one probable one, a sender that went on, and hostile names."""

from datetime import UTC, datetime

from inboxguard.facts.message import MessageKey
from inboxguard.reports.report import OptOutLine, Report, Seen, Worded, assemble
from inboxguard.senders.attribution import Kind
from inboxguard.senders.sender import Basis, Consent, Sender, SenderId
from inboxguard.trace.trail import Evidence, Level, Relation, Trail

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
SHOP, SOFA, CROW, EVIL = (SenderId(f"{name}.example") for name in ("shop", "sofa", "crow", "evil"))

SEEN = Seen(
    9, 9, datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC), ("anna+shop@post.example",)
)  # fmt: skip


def sender(organisation: SenderId, name: str, basis: Basis) -> Sender:
    return Sender(
        organisation, name, (organisation,), None, (), ("anna+shop@post.example",), ((Kind.MARKETING, 9),),
        datetime(2025, 1, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC), (MessageKey("m1"),), Consent(basis),
    )  # fmt: skip


def trail(recipient: SenderId, level: Level) -> Trail:
    quote = "Anna Berg <anna+shop@post.example>, your order AB-123456 at https://crow.example/x?token=s3cret is here."
    evidence = (
        Evidence("unique_alias", "A", 5.0, (MessageKey("m1"),)),
        Evidence("statement_partner", "B", 4.0, (MessageKey("m2"),), quote),
    )
    return Trail(
        recipient, ("anna+shop@post.example",), SHOP, Relation.SHARE, level, 0.95, ((Relation.SHARE, 1.0),), evidence
    )


def worded(one: Trail) -> Worded:
    return Worded(
        one, f"The evidence points to Shop's copy for {one.recipient} (95 %).", ("Only Shop had it", "They say so"),
        (("You gave it yourself", 5),),
    )  # fmt: skip


def report(
    reveal: frozenset[str] = frozenset(), language: str = "en", aside: frozenset[MessageKey] = frozenset()
) -> Report:
    senders = (
        sender(CROW, "Crow", Basis.NONE_FOUND),
        sender(EVIL, '=HYPERLINK("http://evil.example")<script>alert(1)</script>', Basis.NONE_FOUND),
        sender(SHOP, "Shop", Basis.CONFIRMED),
        sender(SOFA, "Sofa", Basis.NONE_FOUND),
    )
    return assemble(
        senders=senders,
        seen={one.id: SEEN for one in senders},
        worded=[worded(trail(CROW, Level.STRONG)), worded(trail(SOFA, Level.PROBABLE))],
        opt_outs={SHOP: OptOutLine(datetime(2026, 1, 1, tzinfo=UTC), "mailto", "2026-02-01", "not_honoured", 4)},
        aside=aside,
        own=("anna@post.example", "anna+shop@post.example"),
        person_names=("Anna Berg",),
        period=(datetime(2024, 6, 1, tzinfo=UTC), datetime(2026, 11, 20, tzinfo=UTC), 0.96),
        software="0.1.0",
        now=NOW,
        language=language,
        reveal=reveal,
    )
