"""A trail with all the words around it, for commands."""

import pytest

from inboxguard.audit import analysing
from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import Missed
from inboxguard.audit.trail_pages import masked_name
from inboxguard.audit.views import Profile
from inboxguard.errors import Refused
from inboxguard.store.records import instant
from inboxguard.trace import wording
from tests.audit.truth import Story


def test_every_trail_has_all_of_its_words(move: Story, registry: Story) -> None:
    for story in (move, registry):
        for recipient, row in story.trails.items():
            told = story.audit.explained(recipient)
            assert set(told.headings) == {"why", "evidence", "rivals", "absent", "changes", "limits"}
            assert len(told.shares) == len(row["rivals"])
            assert told.reservation == "This is not proof of wrongdoing."
            seen = len(story.messages) - len(story.audit.all_set_aside())
            assert f" {seen} mails" in told.searched, "a number of all mail would tell how much is set aside"
            assert told.trail.why


def test_what_was_searched_tells_no_day_of_set_aside_mail(audit: Audit) -> None:
    covered = analysing.covered(audit._db)
    assert covered is not None
    assert covered.last is not None
    newest = [row["id"] for row in audit.message_rows() if row["received"] == instant(covered.last)]
    assert newest
    assert covered.last.date().isoformat() in audit.explained("sofasparrow.example").searched
    for one in newest:
        audit.missed(one, Missed.MAIL)
    assert covered.last.date().isoformat() not in audit.explained("sofasparrow.example").searched
    assert analysing.covered(audit._db) == covered, "what is claimed still rests on all"


def test_a_name_finds_it_like_a_domain(move: Story) -> None:
    assert move.audit.explained("sofa & sparrow") == move.audit.explained("sofasparrow.example")
    assert move.audit.json_trail("Sofa & Sparrow") == move.audit.json_trail("SOFASPARROW.example")


def test_who_is_set_aside_is_named_only_at_a_wish(registry: Story) -> None:
    row = next(row for row in registry.audit.trail_rows() if row.name is None)
    name = registry.senders[row.recipient]["name"]
    closed, opened = (registry.audit.explained(row.recipient, reveal) for reveal in (False, True))
    assert closed.name == masked_name("en")
    assert name not in repr(closed).replace(row.recipient, "")
    assert opened.name == name
    assert registry.audit.json_trail(row.recipient)["recipient"]["name"] == name


@pytest.mark.parametrize("language", wording.languages())
def test_one_language_throughout(audit: Audit, language: str) -> None:
    audit.set_profile(Profile(languages=("xx", language), timezone="UTC"))
    told = audit.explained("sofasparrow.example")
    assert told.headings["why"] == wording.heading_words("why", language)
    assert told.reservation == wording.not_proof(language)
    assert told.trail.sentence.endswith(told.reservation)


def test_who_never_wrote_and_who_never_advertised(move: Story) -> None:
    with pytest.raises(Refused, match="No sender"):
        move.audit.explained("nobody.example")
    quiet = next(one for one, row in move.senders.items() if not row["marketing"])
    for ask in (move.audit.explained, move.audit.json_trail):
        with pytest.raises(Refused, match="no trail"):
            ask(quiet)
