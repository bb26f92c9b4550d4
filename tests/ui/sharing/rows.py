"""Rows of an invented house move for the tests of the page Sharing."""

from datetime import UTC, datetime

from inboxguard.audit.trail_views import TrailRow
from inboxguard.senders.sender import SenderId
from inboxguard.trace.trail import Level, Relation


def trail_row(
    recipient: str,
    source: str | None = "lantern.example",
    level: Level = Level.STRONG,
    relation: Relation = Relation.SHARE,
    *,
    name: str | None = "",
    words: str = "likely passed on",
) -> TrailRow:
    """One row; `name=None` is a recipient of which everything is set aside."""
    return TrailRow(
        recipient=SenderId(recipient),
        name=recipient.split(".")[0].title() if name == "" else name,
        source=SenderId(source) if source else None,
        source_name=source.split(".")[0].title() if source else None,
        address="me+lantern@post.example",
        level=level,
        level_words=level.value.title(),
        relation=relation,
        relation_words=words,
        mails=9,
        first=datetime(2026, 6, 3, 8, tzinfo=UTC),
    )


MOVE = (
    trail_row("sofa.example"),
    trail_row("curtain.example", level=Level.DOCUMENTED, words="passed on"),
    trail_row("farlight.example", level=Level.PROBABLE, relation=Relation.UNKNOWN, words="way unknown"),
    trail_row("outlet.example", "hearth.example", relation=Relation.GROUP, words="likely same group"),
    trail_row("hopper.example", "hearth.example", Level.DOCUMENTED, Relation.SERVICE, words="service"),
    trail_row("basin.example", "hearth.example", Level.PROBABLE, Relation.HOST, words="likely sent for them"),
)
