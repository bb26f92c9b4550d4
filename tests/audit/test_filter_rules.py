"""What was set aside becomes rules, what is kept stays out of them, and no word of a subject without being asked."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from inboxguard.audit import filter_rules
from inboxguard.audit.audit import Audit
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, shelves
from inboxguard.store.shelves import Contents, Kept
from inboxguard.themes.filters import Rule, Senders, sieve
from tests.audit.letters import arrives
from tests.audit.truth import NOW

SOFAS, FLOWERS = SenderId("sofasparrow.example"), SenderId("ninthcorner.example")


def rules(audit: Audit, words: bool = False, at: datetime = NOW) -> tuple[Rule, ...]:
    return filter_rules.filters(audit._db, at, "Set aside", words).rules


def test_nothing_set_aside_makes_no_rule(audit: Audit) -> None:
    assert rules(audit) == rules(audit, words=True) == ()


def test_whole_senders_by_their_domains(audit: Audit) -> None:
    audit.set_aside_senders((FLOWERS, SOFAS))
    assert rules(audit) == (Rule(Senders((FLOWERS, SOFAS))),)


def test_lists_by_their_ids(audit: Audit) -> None:
    shelves.put(audit._db, ["<weekly.sofasparrow.example>"], shelves.FIRST, NOW)
    (rule,) = rules(audit)
    assert rule.senders == Senders(lists=("weekly.sofasparrow.example",))


def test_single_mails_and_what_is_kept_make_no_rule(audit: Audit) -> None:
    audit.keep_senders((SOFAS,))
    decisions.shelve(audit._db, "0123456789abcdef", "aside", NOW)
    assert rules(audit, words=True) == ()


def test_marked_subjects_make_no_rule_unless_words_are_asked_for(audit: Audit) -> None:
    audit.mark_themes(("baby",))
    assert rules(audit) == ()
    told = rules(audit, words=True)
    assert told
    assert all(rule.words or rule.senders for rule in told)


def test_words_are_strong_ones_of_the_persons_languages_and_english(audit: Audit) -> None:
    def words() -> set[str]:
        return {form for rule in rules(audit, words=True) for one in rule.words for form in one.forms}

    audit.mark_themes(("baby",))
    decisions.set_setting(audit._db, "languages", "nl")
    dutch = words()
    decisions.set_setting(audit._db, "languages", "de")
    german = words()
    assert "pregnancy" in dutch & german
    assert any(one.startswith("zwanger") for one in dutch - german)
    assert any(one.startswith("schwanger") for one in german - dutch)
    assert not {"baby", "mum", "little one"} & (dutch | german)  # medium and weak


def test_kept_senders_stay_out_of_rules_for_words(audit: Audit) -> None:
    audit.mark_themes(("baby",))
    audit.keep_senders((FLOWERS,))
    told = [rule for rule in rules(audit, words=True) if rule.words]
    assert told
    assert all(rule.kept.domains == (FLOWERS,) for rule in told)


def test_to_name_kept_senders_where_no_rule_takes_their_mail_helps_nobody(audit: Audit) -> None:
    audit.set_aside_sender(SOFAS)
    audit.keep_senders((FLOWERS,))
    (rule,) = rules(audit)
    assert not rule.kept


def test_a_part_that_is_kept_stays_when_the_whole_goes(audit: Audit, tmp_path: Path) -> None:
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    for number in range(2):
        arrives(audit, tmp_path / "in", at.replace(hour=9 + number), f"Your order {number}",
                sender=f"Sofa & Sparrow <orders@orders.{SOFAS}>", text="Your order is on its way.")  # fmt: skip
    audit.split_sender(SOFAS, f"orders.{SOFAS}")
    audit.set_aside_sender(SOFAS)
    audit.keep_senders((SenderId(f"orders.{SOFAS}"),))
    (rule,) = rules(audit)
    assert rule.senders.domains == (SOFAS,)
    assert rule.kept.domains == (f"orders.{SOFAS}",)


def test_a_sender_on_a_domain_of_many_is_known_by_its_address(audit: Audit, tmp_path: Path) -> None:
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    arrives(audit, tmp_path / "in", at, "Our weekly letter", sender="Knit Club <knitclub@gmail.com>",
            text="Wool is cheaper.", List_Unsubscribe="<https://knit.example/u>")  # fmt: skip
    shelves.put(audit._db, ["gmail.com"], shelves.FIRST, NOW)
    (rule,) = rules(audit)
    assert rule.senders.domains == ()
    assert set(rule.senders.addresses) <= {"knitclub@gmail.com"}


def test_organisations_that_are_one_go_together(audit: Audit) -> None:
    audit.merge_senders(SOFAS, (FLOWERS,))
    audit.set_aside_sender(SOFAS)
    (rule,) = rules(audit)
    assert set(rule.senders.domains) == {SOFAS, FLOWERS}


def test_a_shelf_with_a_last_day_makes_rules_that_hold_until_then(audit: Audit) -> None:
    last = date(2026, 12, 31)
    shelves.keep(audit._db, Kept("b", 1, "For now", "blue", last, Contents()), NOW)
    shelves.put(audit._db, [FLOWERS], "b", NOW)
    audit.set_aside_sender(SOFAS)
    told = rules(audit)
    assert [(rule.senders.domains, rule.windows) for rule in told] == [
        ((FLOWERS,), ((None, last),)),
        ((SOFAS,), ()),
    ]
    assert [rule.senders.domains for rule in rules(audit, at=datetime(2027, 1, 2, tzinfo=UTC))] == [(SOFAS,)]


def test_own_words_of_a_shelf_and_its_exceptions(audit: Audit) -> None:
    contents = Contents((("toilet seat*", "strong"), ("seat", "medium"), ("toilet seat repair", "block")),
                        ("clinic.example",))  # fmt: skip
    shelves.keep(audit._db, Kept("b", 1, "Mine", "blue", None, contents), NOW)
    (rule,) = rules(audit, words=True)
    assert [one.forms for one in rule.words] == [("toilet seat",)]
    assert rule.words[0].open
    assert ("toilet seat repair",) in [one.forms for one in rule.blocks]
    assert "clinic.example" in rule.kept.domains
    assert rules(audit) == ()


def test_words_that_never_count_for_this_person_are_blocked(audit: Audit) -> None:
    audit.mark_themes(("baby",))
    shelves.block(audit._db, [("baby", "pregnancy pillow for cats"), ("baby", "midwife")], NOW)
    (rule,) = [rule for rule in rules(audit, words=True) if rule.words]
    assert "midwife" not in {form for one in rule.words for form in one.forms}
    assert "pregnancy pillow for cats" in {form for one in rule.blocks for form in one.forms}


def test_a_longer_name_of_a_subject_that_is_not_marked_keeps_mail(audit: Audit) -> None:
    audit.mark_themes(("baby",))
    text = 'format = 1\nid = "mine"\n[terms.en]\nstrong = ["pregnancy test dispute"]\n'
    shelves.add_theme(audit._db, "mine", text, NOW)

    def blocked() -> set[str]:
        return {form for rule in rules(audit, words=True) for one in rule.blocks for form in one.forms}

    assert "pregnancy test dispute" in blocked()
    shelves.mark(audit._db, ["mine"], shelves.FIRST, NOW)
    assert "pregnancy test dispute" not in blocked()


def test_days_kept_quiet_make_rules_for_words_that_only_come_close(audit: Audit) -> None:
    audit.mark_themes(("mothers_day",))
    before = rules(audit, words=True)
    assert not any(rule.windows for rule in before)
    decisions.set_setting(audit._db, "country", "DE")
    from inboxguard.themes.lexicon import load

    theme = load().theme("mothers_day")
    assert theme is not None
    occasion = next(one for one in theme.occasions if not one.regions or "DE" in one.regions)
    shelves.keep_occasion(audit._db, f"mothers_day/{occasion.name}", True, NOW)
    dated = [rule for rule in rules(audit, words=True) if rule.windows]
    assert len(dated) == 1
    assert len(dated[0].windows) >= 2
    for first, last in dated[0].windows:
        assert first is not None
        assert last is not None
        assert first < last
        assert last >= NOW.date()
    assert not any(rule.windows for rule in rules(audit))


@pytest.mark.parametrize("words", [False, True])
def test_every_script_says_nothing_telling_but_the_words_asked_for(audit: Audit, words: bool) -> None:
    audit.set_aside_sender(SOFAS)
    audit.mark_themes(("baby", "mothers_day"))
    text = sieve(filter_rules.filters(audit._db, NOW, "Set aside", words)).text
    assert ("pregnancy" in text) == words
    for telling in ("mothers_day", "Pregnancy and babies", "theme", "painful", "marked"):
        assert telling not in text
