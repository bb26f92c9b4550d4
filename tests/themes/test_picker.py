"""The picker knows the themes by their heads, and the person's own beside them."""

from inboxguard.themes.lexicon import load
from inboxguard.themes.own import NOTHING, Own
from inboxguard.themes.picker import GROUPS, choices, shipped, suggested

GARDEN = (
    'format = 1\nid = "garden"\nsuggest_with = ["pet"]\n[label]\nen = "Shelf A"\n[terms.en]\nstrong = ["rose bed"]\n'
)


def test_heads_say_what_the_packs_say() -> None:
    whole = load()
    assert {one.id for one in shipped()} == {theme.id for theme in whole.themes}
    for one in shipped():
        theme = whole.theme(one.id)
        assert theme is not None
        assert (one.group, one.labels, one.suggests, one.art9) == (
            theme.group, theme.labels, theme.suggest_with, theme.art9,
        )  # fmt: skip


def test_they_stand_group_by_group() -> None:
    groups = [GROUPS.index(one.group) for one in shipped()]
    assert groups == sorted(groups)


def test_what_a_person_added_stands_last_and_what_cannot_be_read_is_left_out() -> None:
    every = choices(Own(files=(("garden", GARDEN), ("broken", "format = ["))))
    assert (every[-1].id, every[-1].own, every[-1].label("de")) == ("garden", True, "Shelf A")
    assert choices(NOTHING) == shipped()


def test_suggestions_are_offered_once_marked_ones_left_out() -> None:
    own = Own(files=(("garden", GARDEN),))
    assert [one.id for one in suggested(own, frozenset(), frozenset({"garden"}))] == ["pet"]
    assert suggested(own, frozenset({"pet"}), frozenset({"garden"})) == ()
    assert suggested(own, frozenset(), frozenset()) == ()


def test_a_file_that_was_taken_once_stays_in_the_picker_whatever_is_asked_of_new_ones() -> None:
    kept = GARDEN + '[senders]\ndomains = ["com"]\n'
    assert [one.id for one in choices(Own(files=(("garden", kept),))) if one.own] == ["garden"]
