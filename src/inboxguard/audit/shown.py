"""Which trails are shown, and which of them count as a copy in a stranger's hands."""

from inboxguard.trace.trail import Level, Relation

SHOWN = (Level.DOCUMENTED, Level.STRONG, Level.PROBABLE)
"""Possible trails are shown only on request (trace.md section 3)."""

THIRD_PARTY = (Relation.SHARE, Relation.UNKNOWN, Relation.LEAK, Relation.BROKER)
"""Sister brands, services and hosted adverts are shown, but never counted as a copy in a stranger's hands."""
