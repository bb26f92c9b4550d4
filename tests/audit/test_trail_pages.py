"""Trails in words; what is set aside is masked there too."""

from dataclasses import replace

from inboxguard.audit import reporting
from inboxguard.audit.audit import Audit
from inboxguard.audit.shelf_views import Missed
from inboxguard.audit.shown import SHOWN
from inboxguard.audit.trail_pages import Unseen, masked_name, sentences, unquoted
from inboxguard.requests.regimes import Period, Unit
from inboxguard.senders.attribution import Kind
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, findings
from inboxguard.store.records import instant
from inboxguard.trace.trail import Relation
from tests.audit.truth import NOW, Story

SOFA = "sofasparrow.example"


def test_a_set_aside_sender_is_masked_until_it_is_revealed(registry: Story) -> None:
    masked = [row for row in registry.audit.trail_rows() if row.name is None]
    assert masked
    for row in masked:
        name = registry.senders[row.recipient]["name"]
        closed = repr(registry.audit.trail(row.recipient)).replace(row.recipient, "")
        assert name not in closed
        opened = registry.audit.trail(row.recipient, reveal=True)
        assert opened.row.name == name
        assert all(card.line is None or card.line.subject for card in opened.cards)


def test_who_is_seen_is_named_although_a_mail_of_it_is_set_aside(audit: Audit) -> None:
    """It is named on every other page; what is set aside is neither counted nor told the day of."""
    before = next(row for row in audit.trail_rows() if row.recipient == SOFA)
    mails = adverts(audit)
    for one in mails[:2]:
        audit.missed(one, Missed.MAIL)
    after = next(row for row in audit.trail_rows() if row.recipient == SOFA)
    assert (after.name, after.mails) == (before.name, before.mails - 2)
    assert before.first is not None
    assert after.first is not None
    assert after.first > before.first
    assert before.name is not None
    assert before.name in audit.trail(SOFA).sentence
    assert not any(before.name in sentence for sentence in audit.summary().sentences), "nobody asked for it there"


def test_of_whom_no_marketing_is_seen_nothing_is_claimed_unasked(audit: Audit) -> None:
    before = next(row for row in audit.trail_rows() if row.recipient == SOFA)
    number = len(audit.summary().sentences)
    for one in adverts(audit):
        audit.missed(one, Missed.MAIL)
    after = next(row for row in audit.trail_rows() if row.recipient == SOFA)
    assert (after.name, after.mails, after.first) == (None, 0, None)
    told = audit.summary()
    assert len(told.sentences) == number - 1
    assert not any(masked_name("en") in sentence.lower() for sentence in told.sentences)
    assert before.name is not None
    assert before.name not in repr(told)
    assert audit.trail(SOFA, reveal=True).row.mails == before.mails


def adverts(audit: Audit) -> list[str]:
    """Return the marketing of the sofa shop, the oldest first."""
    every = (one.attribution for one in findings.attributed_to(audit._db, SOFA))
    return [one.message for one in every if one.kind is Kind.MARKETING and not one.outgoing]


def test_a_source_that_is_set_aside_whole_is_named_nowhere_unasked(audit: Audit) -> None:
    assert "Moving Lantern" in repr(audit.overview())
    for row in audit.message_rows():
        if row["sender"]["organisation"] == "movinglantern.example":
            decisions.shelve(audit._db, row["id"], "aside", NOW)
    audit.analyse()
    rows = [row for row in audit.trail_rows() if row.source == "movinglantern.example"]
    assert [row.recipient for row in rows] == ["curtaincrow.example", "sofasparrow.example"]
    for row in rows:
        assert (row.source_name, row.source_masked) == (masked_name("en"), True)
        assert "Moving Lantern" in audit.trail(row.recipient, reveal=True).sentence
        assert "Moving Lantern" not in repr(audit.sender(row.recipient).copy_source)
    _many_sentences_are_those_of_each(audit)
    trails = [audit.trail(row.recipient) for row in rows]
    assert any(card.quote for row in rows for card in audit.trail(row.recipient, reveal=True).cards)
    assert not any(card.quote for trail in trails for card in trail.cards), "a quote about a source names it"
    said = [repr(trail) for trail in trails] + [repr(audit.overview()), repr(audit.summary())]
    assert "Moving Lantern" not in "".join(said)
    assert "Moving Lantern" not in reporting.rendered(audit._db, "json", frozenset(), NOW)


def test_a_quote_that_names_another_who_is_set_aside_is_not_shown(audit: Audit) -> None:
    trail = next(one for one in findings.trails(audit._db) if any(card.quote for card in one.evidence))
    (quote, *_) = [card.quote for card in trail.evidence if card.quote]
    word = max(quote.split(), key=len).strip(",.")
    named = {SenderId("quiet.example"): word.upper(), SenderId("other.example"): "Nobody There"}
    for hidden, left in (({"quiet.example"}, False), ({"other.example"}, True), (set(), True)):
        shown = unquoted(trail, frozenset(), Unseen(named, hidden))
        assert (quote in [one.quote for one in shown.evidence]) is left


def test_no_quote_comes_from_a_set_aside_mail(registry: Story) -> None:
    for row in registry.audit.trail_rows():
        for card in registry.audit.trail(row.recipient).cards:
            if card.line is not None and card.line.aside:
                assert card.quote is None
                assert card.line.subject is None


def test_many_trails_are_told_at_once_as_each_is_told(move: Story, registry: Story) -> None:
    for audit in (move.audit, registry.audit):
        _many_sentences_are_those_of_each(audit)


def _many_sentences_are_those_of_each(audit: Audit) -> None:
    trails = findings.trails(audit._db)
    told = sentences(audit._db, trails)
    assert told
    assert told == tuple(audit.trail(trail.recipient).sentence for trail in trails)


def test_the_mask_speaks_the_readers_language() -> None:
    assert masked_name("de") == "ein beiseitegelegter Absender"
    assert masked_name("xx") == masked_name("en")


def test_an_own_relation_claims_nothing(move: Story) -> None:
    trail = move.audit.trail("kettlekin.example")
    assert trail.row.relation is Relation.OWN
    assert trail.row.source is None
    assert not trail.may_ask_source
    assert not trail.may_ask_recipient


def test_the_evidence_of_an_address_shows_the_address(move: Story) -> None:
    cards = move.audit.trail("sofasparrow.example").cards
    assert [card.address for card in cards if card.address] == ["kestrel-4f9d2a@post.example"]


def test_the_law_of_the_person_says_when_an_answer_is_due(audit: Audit) -> None:
    assert audit.trail("sofasparrow.example").answer_within == Period(1, Unit.CALENDAR_MONTH)
    audit.set_profile(replace(audit.profile(), country="", region=""))
    assert audit.trail("sofasparrow.example").answer_within is None


def test_the_page_lists_what_is_shown_what_is_weak_and_what_the_person_settled(audit: Audit) -> None:
    shown = audit.trail_rows()
    assert [row.recipient for row in audit.sharing_rows() if row.level in SHOWN] == [row.recipient for row in shown]
    assert not any(row.settled for row in audit.sharing_rows())
    # What the mailbox itself shows to be the person's own needs no word of theirs, and is no row of the page.
    assert "kettlekin.example" not in [row.recipient for row in audit.sharing_rows()]
    audit.signed_up_myself("sofasparrow.example")
    settled = [row for row in audit.sharing_rows() if row.settled]
    assert [(row.recipient, row.source) for row in settled] == [("sofasparrow.example", None)]


def test_rows_count_the_marketing_mail_of_their_recipient(move: Story) -> None:
    for row in move.audit.trail_rows(all_rows=True):
        trail = move.trails[row.recipient]["recipient"]
        assert (row.mails, instant(row.first)) == (trail["mails"], trail["first_mail"])


def test_only_what_the_persons_own_word_decided_is_settled_by_them(audit: Audit) -> None:
    alias = "kestrel-4f9d2a@post.example"
    audit.given_only(alias, "movinglantern.example")  # the mailbox shows that relation by itself
    assert not [row for row in audit.sharing_rows() if row.settled]
    audit.given(alias, "curtaincrow.example")
    assert [(row.recipient, row.settled) for row in audit.sharing_rows() if row.settled] == [
        ("curtaincrow.example", "given")
    ]


def test_reasons_and_changes_are_told_and_name_nobody_who_is_set_aside(move: Story, registry: Story) -> None:
    trail = move.audit.trail("sofasparrow.example")
    assert "Moving Lantern" in trail.why[0]
    assert len(trail.changes) > 1
    for row in registry.audit.trail_rows():
        told = registry.audit.trail(row.recipient)
        name = registry.senders[row.recipient]["name"]
        assert row.name is not None or name not in " ".join((*told.why, *told.changes, *told.limits))
        assert row.name is not None or (row.mails, row.first) == (0, None)
