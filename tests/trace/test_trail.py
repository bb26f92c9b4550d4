import pytest

from inboxguard.trace.trail import Evidence, Level, Relation, Trail
from tests.trace.stories import LANTERN, SOFA

SEEN = (Evidence("unique_alias", "A", 5.0, ()),)


def test_a_source_without_evidence_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="evidence"):
        Trail(SOFA, (), LANTERN, Relation.SHARE, Level.STRONG, 0.9, None)


def test_a_level_needs_a_source_and_a_source_a_level() -> None:
    with pytest.raises(ValueError, match="level"):
        Trail(SOFA, (), None, Relation.UNKNOWN, Level.POSSIBLE, 0.0, None)
    with pytest.raises(ValueError, match="level"):
        Trail(SOFA, (), LANTERN, Relation.UNKNOWN, Level.NOT_SHOWN, 0.0, None, SEEN)
