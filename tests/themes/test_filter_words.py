"""Packs write words without accents; mail writes them with."""

import pytest

from inboxguard.themes import filter_words, lexicon
from inboxguard.themes.filter_words import (
    Wording,
    apostrophes,
    blocks,
    cases,
    endings,
    receipts,
    safe_edges,
    wording,
    wordings,
)
from inboxguard.themes.lexicon import Theme, parse
from inboxguard.themes.phrases import compile_term
from inboxguard.themes.words import phrase


def theme(name: str, terms: str, tests: str = "") -> Theme:
    return parse(f'format = 1\nid = "{name}"\n{terms}\n{tests}')


def check(text: str, language: str) -> str:
    return f'[[test]]\ntext = "{text}"\nlang = "{language}"\nhit = true\n'


@pytest.mark.parametrize(
    ("term", "language", "written"),
    [
        ("mother s day", "en", "mother's day"),
        ("fete de l homme", "fr", "fete de l'homme"),
        ("qu il", "fr", "qu'il"),
        ("baby s eerste", "nl", "baby's eerste"),
        ("dell amore", "it", "dell'amore"),
        ("copo d agua", "pt", "copo d'agua"),
        ("madre y hijo", "es", "madre y hijo"),
        ("vitamin d kaufen", "de", "vitamin d kaufen"),
        ("baby shower*", "en", "baby shower"),
    ],
)
def test_apostrophes_come_back_where_the_language_has_them(term: str, language: str, written: str) -> None:
    assert wording(compile_term(term, "x", 1.0), language).forms == (written,)


def test_accents_come_from_the_examples_of_the_pack() -> None:
    one = theme(
        "mum",
        '[terms.fr]\nstrong = ["fete des meres", "maman*"]\n[terms.de]\nstrong = ["fur mutter"]',
        check("La FÊTE des Mères approche", "fr") + check("Geschenke für Mütter", "de") + check("Mamans!", "fr"),
    )
    assert wordings(one, ["fr"], 1.0) == (
        Wording(("fete des meres", "fête des mères")),
        Wording(("maman",), open=True),
    )
    assert wordings(one, ["de", "fr", "de"], 1.0)[0] == Wording(("fur mutter", "für mütter"))
    assert wordings(one, ["pt"], 1.0) == ()
    assert wordings(one, ["fr"], 0.5) == ()


def test_an_open_word_is_written_as_far_as_it_goes_and_signs_between_words_stay() -> None:
    open_term = compile_term("kuche*", "x", 1.0)
    assert wording(open_term, "de", ["Küchenmöbel und KÜCHEN"]).forms == ("kuche", "küche")
    dashed = compile_term("grossen mutter", "x", 1.0)
    assert wording(dashed, "de", ["Die Großen-Mutter, großen ... mutter"]).forms == (
        "grossen mutter",
        "großen-mutter",
        "großen mutter",
    )


def test_other_words_of_an_example_are_none_of_its_forms() -> None:
    term = compile_term("fur mutter", "x", 1.0)
    assert wording(term, "de", ["Für die Mutter", "Mütter für", "", "für"]).forms == ("fur mutter",)


def test_what_is_written_says_the_same_as_the_pack() -> None:
    for one in lexicon.load().themes:
        for language in one.languages:
            for told in wordings(one, [language], 1.0):
                assert len({phrase(form) for form in told.forms}) == 1


def test_both_cases_of_letters_that_sieve_does_not_fold() -> None:
    assert cases("mutter") == ("mutter",)
    assert set(cases("fête")) == {"fête", "fÊte"}
    assert len(cases("fête de la mère à noël")) == 3
    assert len(cases("événe")) == 4
    assert "GROßE ÜBÄR" not in cases("große")
    assert "groSSe" in cases("große")
    assert cases("後で") == ("後で",)


def test_apostrophes_as_people_type_them() -> None:
    assert apostrophes("mother's day") == ("mother's day", "mother’s day")
    assert apostrophes("mutter") == ("mutter",)


@pytest.mark.parametrize(
    ("form", "is_open", "safe"),
    [
        ("muttertag", False, (True, True)),
        ("urn", False, (False, False)),
        ("schwanger", True, (True, True)),
        ("abort", True, (False, True)),
        ("mother's day", False, (True, False)),
        ("baby shower", False, (False, True)),
        ("for baby", True, (False, True)),
        ("", False, (False, False)),
        ("!!", True, (False, True)),
    ],
)
def test_which_words_may_stand_inside_others(form: str, is_open: bool, safe: tuple[bool, bool]) -> None:
    assert safe_edges(form, is_open) == safe


def test_endings_are_written_out_for_open_words_only() -> None:
    assert endings(Wording(("mutter",)), "de") == ("mutter",)
    assert {"mutter", "muttern", "muttere"} <= set(endings(Wording(("mutter",), open=True), "de"))
    assert endings(Wording(("mutter",), open=True), "xx", ["muttertag"]) == ("mutter", "muttertag")


BABY = theme(
    "baby",
    '[terms.en]\nstrong = ["pregnancy", "baby shower*", "your baby"]\nmedium = ["baby"]\n'
    'block = ["pregnancy of ideas", "baby carrot*", "power shower", "bring your baby boomer"]',
)
LOSS = theme("loss", '[terms.en]\nstrong = ["pregnancy loss", "miscarriage"]\nblock = ["pregnancy lossless"]')


def test_what_takes_a_strong_word_out_again() -> None:
    found = {one.forms[0] for one in blocks(BABY, [LOSS], ["en"], 1.0)}
    # "Your baby carrots" are vegetables, and the longer name that another subject has wins; a power shower is no party.
    assert found == {"pregnancy of ideas", "bring your baby boomer", "baby carrot", "pregnancy loss"}
    assert {one.forms[0] for one in blocks(BABY, [], ["en"], 1.0)} == found - {"pregnancy loss"}
    assert {one.forms[0] for one in blocks(BABY, [], ["en"], 0.5)} == {"baby carrot", "bring your baby boomer"}
    assert blocks(BABY, [LOSS], ["de"], 1.0) == ()
    assert blocks(LOSS, [BABY], ["en"], 1.0) == ()


def test_an_open_word_goes_on_in_what_blocks_it() -> None:
    one = theme("x", '[terms.en]\nstrong = ["abort*"]\nblock = ["aborted take off", "abode"]')
    assert [told.forms[0] for told in blocks(one, [], ["en"], 1.0)] == ["aborted take off"]


def test_the_words_that_mail_to_many_holds_are_there_for_every_language() -> None:
    table = filter_words.table()
    assert "unsubscribe" in table.sent_to_many
    assert {"en", "de", "fr", "es", "it", "nl", "pt"} == set(table.endings)


def test_words_of_receipts_are_those_of_the_persons_languages() -> None:
    assert "quittung" in receipts(["de", "en"])
    assert "receipt" in receipts(["de", "en"])
    assert "quittung" not in receipts(["en"])
    assert receipts(["xx"]) == ()
