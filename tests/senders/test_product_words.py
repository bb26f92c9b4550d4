"""What a thing is called, without what else is said of it, in seven languages."""

import pytest

from inboxguard.senders.product_words import (
    LANGUAGES,
    folded,
    forms,
    grammar,
    kernel_of,
    kernels,
    name,
    tokens,
    unaccented,
)

NOBODY = frozenset[str]()


@pytest.mark.parametrize(
    ("language", "what", "words"),
    [
        ("en", "Toilet seat, white, soft close", ("toilet", "seat")),
        ("en", "White soft-close toilet seat 45 cm", ("toilet", "seat")),
        ("en", "Toilet seat for children", ("toilet", "seat")),
        ("en", "Baby monitor Nightjar 300", ("baby", "monitor")),
        ("en", "Wine glass", ("wine", "glass")),
        ("en", "Glass vase", ("vase",)),
        ("en", "LAWN MOWER", ("lawn", "mower")),
        ("de", "Klobrille mit Absenkautomatik, weiß", ("klobrille",)),
        ("de", "WC-Sitz für Kinder", ("wc", "sitz")),
        ("de", "Bohrmaschine BOSCH PSB 750", ("bohrmaschine",)),
        ("fr", "Abattant WC en bois", ("abattant", "wc")),
        ("fr", "Lot de 2 poussettes", ("poussettes",)),
        ("fr", "Verres à vin", ("verres", "vin")),
        ("es", "Tapa de inodoro blanca", ("tapa", "inodoro")),
        ("es", "Muletas ajustables", ("muletas",)),
        ("it", "Sedile WC universale", ("sedile", "wc")),
        ("nl", "Wc-bril met softclose", ("wc", "bril")),
        ("pt", "Assento sanitário branco", ("assento", "sanitario")),
    ],
)
def test_a_name_keeps_what_the_thing_is(language: str, what: str, words: tuple[str, ...]) -> None:
    assert name(what, grammar(language), NOBODY) == words


@pytest.mark.parametrize(
    ("language", "what"),
    [("en", "White, large"), ("de", "Größe M, schwarz"), ("en", "12-441"), ("en", ""), ("it", "di 3"), ("en", "…")],
)
def test_colours_sizes_and_numbers_are_no_thing(language: str, what: str) -> None:
    assert name(what, grammar(language), NOBODY) == ()


@pytest.mark.parametrize(
    ("language", "title"),
    [("en", "The Long Walk Home"), ("de", "Der Besuch"), ("fr", "Le Petit Jardin"), ("pt", "O Jardim")],
)
def test_titles_are_no_thing(language: str, title: str) -> None:
    assert name(title, grammar(language), NOBODY) == ()


def test_words_of_the_shop_say_nothing_unless_they_are_the_thing() -> None:
    own = frozenset(("sofa", "sparrow"))
    assert name("Sparrow reading lamp", grammar("en"), own) == ("reading", "lamp")
    assert name("Corner sofa", grammar("en"), own) == ("corner", "sofa")


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "seat", "seats"), ("en", "box", "boxes"), ("en", "baby", "babies"), ("en", "knife", "knives"),
        ("de", "klobrille", "klobrillen"), ("de", "stuhl", "stuhle"), ("de", "kleid", "kleider"),
        ("fr", "poussette", "poussettes"), ("fr", "berceau", "berceaux"), ("fr", "animal", "animaux"),
        ("es", "tapa", "tapas"), ("es", "andador", "andadores"), ("es", "lapiz", "lapices"),
        ("it", "sedile", "sedili"), ("it", "passeggino", "passeggini"), ("it", "amaca", "amache"),
        ("nl", "bril", "brillen"), ("nl", "stoel", "stoelen"), ("nl", "schaar", "scharen"),
        ("pt", "assento", "assentos"), ("pt", "colchao", "colchoes"), ("pt", "lencol", "lencois"),
    ],
)  # fmt: skip
def test_one_and_many_are_one_word(language: str, one: str, other: str) -> None:
    assert other in forms(one, grammar(language))
    assert one in forms(other, grammar(language))


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("en", "tap", "tape"), ("en", "plan", "plane"), ("de", "tasche", "tasse"), ("es", "mes", "mesa")],
)
def test_words_that_only_look_alike_stay_two(language: str, one: str, other: str) -> None:
    assert other not in forms(one, grammar(language))


def test_two_words_must_follow_each_other() -> None:
    (kernel,) = kernels(("toilet", "seat"), grammar("en"), NOBODY)
    for said in ("toilet seats", "a toilet seat for you", "toiletseats", "toilet-seat"):
        assert kernel.named_in(tokens(said)), said
    for said in ("a seat in the toilet", "toilet paper and a car seat", "take a seat", "toilet"):
        assert not kernel.named_in(tokens(said)), said


def test_small_words_may_stand_between() -> None:
    (kernel,) = kernels(("tapa", "inodoro"), grammar("es"), NOBODY)
    assert kernel.named_in(tokens("Tapas de inodoro"))
    assert not kernel.named_in(tokens("Tapas y vinos, inodoro aparte"))


def test_a_longer_word_that_ends_in_it_is_the_thing_and_one_that_begins_so_is_not() -> None:
    (kernel,) = kernels(("klobrille",), grammar("de"), NOBODY)
    assert kernel.named_in(["holzklobrillen"])
    assert not kernel.named_in(["klobrillenreiniger"])
    (short,) = kernels(("sofa",), grammar("de"), NOBODY)
    assert not short.named_in(["ecksofa"])


@pytest.mark.parametrize(("language", "word"), [("en", "watch"), ("en", "chairs"), ("de", "bank"), ("es", "bancos")])
def test_a_word_that_means_too_much_names_nothing_alone(language: str, word: str) -> None:
    assert kernels((word,), grammar(language), NOBODY) == ()
    assert kernel_of((word,), grammar(language)) is None


def test_brands_are_left_out() -> None:
    (kernel,) = kernels(("bosch", "kettle"), grammar("en"), frozenset(("bosch",)))
    assert kernel.words == ("kettle",)
    assert kernels(("bosch",), grammar("en"), frozenset(("bosch",))) == ()


def test_the_head_stands_where_the_language_has_it() -> None:
    assert kernels(("quiet", "coffee", "mill"), grammar("en"), NOBODY)[0].words == ("coffee", "mill")
    assert kernels(("moulin", "cafe", "paris"), grammar("fr"), NOBODY)[0].words == ("moulin", "cafe")


def test_a_shelf_of_the_shop_is_one_or_two_words() -> None:
    spoken = grammar("en")
    assert kernel_of(("toilet", "seat"), spoken) is not None
    assert kernel_of(("all", "toilet", "seat"), spoken) is None
    assert kernel_of((), spoken) is None


def test_accents_and_case_go() -> None:
    assert folded("Größe ÉTÉ Œuf") == "grosse ete oeuf"
    assert unaccented("Größe") == "Grosse"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_language_are_written_as_they_are_looked_up(language: str) -> None:
    spoken = grammar(language)
    for words in (spoken.cuts, spoken.small, spoken.looks, spoken.before, spoken.either, spoken.ambiguous):
        assert all(word == folded(word) and word.isalnum() for word in words)
    assert not spoken.looks & spoken.either
