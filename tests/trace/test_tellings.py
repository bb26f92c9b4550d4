from inboxguard.store.records import packed, unpacked
from inboxguard.trace.tellings import MOST, Tellings, folded, tellings, words_of
from tests.trace.stories import CURTAIN, LANTERN, TEA, Town, on


def told(town: Town) -> Tellings:
    return town.scene().around.told


def test_the_first_mail_of_each_that_tells_a_detail() -> None:
    town = Town()
    town.letter(TEA, 9, told=("name:mara quill",))
    town.letter(LANTERN, 3, told=("name:mara quill", "date:2025-09-14"))
    town.letter(LANTERN, 5, told=("name:mara quill",))
    found = told(town)
    assert [(one.organisation, one.at) for one in found.details["name:mara quill"]] == [(LANTERN, on(3)), (TEA, on(9))]
    assert [one.organisation for one in found.words["quill"]] == [LANTERN, TEA]
    assert set(found.words) == {"mara", "quill"}
    assert unpacked(packed(found), Tellings) == found


def test_mail_that_failed_and_mail_without_a_date_is_no_word() -> None:
    town = Town()
    town.letter(TEA, 1)
    town.letter(LANTERN, 3, told=("name:mara",), authenticated=False)
    town.letter(CURTAIN, 3, told=("name:mara",), at=None)
    assert told(town) == Tellings()


def test_of_what_many_tell_the_first_are_kept() -> None:
    town = Town()
    for number in range(MOST + 5):
        town.letter(f"house{number:02}.example", 100 - number, told=("name:mara",))
    found = told(town).details["name:mara"]
    assert len(found) == MOST
    assert found[0].at == min(one.at for one in found) == on(100 - MOST - 4)


def test_words_as_all_of_their_spellings_look() -> None:
    assert {folded(word) for word in ("Müller", "MUELLER", "Muller", "Mu\u0308ller")} == {"muller"}
    assert folded("O’Neil-Groß.") == folded("ONEILGROSS") == "oneilgross"
    assert words_of("name:anna q. marlow") == ("anna", "q", "marlow")
    assert words_of("date:2025-09-14") == ()
    assert tellings({}) == Tellings()
