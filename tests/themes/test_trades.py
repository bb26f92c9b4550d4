"""What else a mail sells: a play on the words of a theme is told by the goods that are named beside them."""

import tomllib

import pytest

from inboxguard import resources
from inboxguard.facts.message import Address
from inboxguard.themes.lexicon import load
from inboxguard.themes.matching import mentions
from inboxguard.themes.trades import always_meant, goods, outweigh
from inboxguard.themes.words import phrase
from tests.themes.messages import message

LEXICON = load()
ALL = frozenset(theme.id for theme in LEXICON.themes)
TRADES = {
    name: trade
    for name, trade in tomllib.loads(resources.read("shelves/trades.toml")).items()
    if isinstance(trade, dict)
}
SEVEN = {"en", "de", "fr", "es", "it", "nl", "pt"}


def named(subject: str, text: str, language: str, sender: str = "Bluestone") -> set[str]:
    """Return the themes that a newsletter names."""
    told = message(subject, text, language=language, sender=Address(sender, "news@bluestone.example"))
    return {one.theme for one in mentions(told, LEXICON, ALL) if one.named}


def test_words_for_goods_are_told_per_trade() -> None:
    told = message("A laptop, a laptop and headphones", "With a pizza recipe.")
    found = goods(told)
    assert {trade: sorted(named) for trade, named in found.items()} == {
        "electronics": ["headphones", "laptop*"],
        "kitchen": ["pizza*", "recipe*"],
    }
    assert not goods(message("Hello", None, sender=None))


def test_where_the_language_is_not_known_the_likely_ones_tell() -> None:
    said = "Der Film der Woche und das Popcorn sind für alle Gäste in den Kinos von uns."
    assert set(goods(message(said, None, language=None))) == {"stage"}
    assert not goods(message("Kinos", None, language=None))
    assert goods(message("Kinos", None, language="de"))


@pytest.mark.parametrize(
    ("language", "subject", "text"),
    [
        ("en", "Two weddings and a bank robbery", "On screen from Friday. Popcorn refills in all our cinemas."),
        ("en", "A widow, a vicar and a bride", "Signed copies of three new thrillers in our bookshop."),
        ("de", "Unsere Farbkarte: Champagner, Burgunder und Weinrot", "Wandfarbe, überstreichbar. Farbmuster gratis."),
        ("de", "„Hochzeit mit Hindernissen“ auf unserer Bühne", "Unser Theater spielt. Vorstellung um acht."),
        ("fr", "« Le mariage de ma sœur », le film de la semaine", "Séances à 5 euros au cinéma du quai."),
        ("es", "Una boda en cartelera", "La película de la semana, con palomitas en todos los cines."),
        ("it", "Anima gemella cercasi: la fibra", "Fibra a 20 euro, modem e attivazione inclusi."),
        ("nl", "Een bruiloft in de bioscoop", "De film draait deze week. Na de voorstelling een nagesprek."),
        ("pt", "Um casamento em cartaz", "O filme da semana, com pipoca, em todos os cinemas."),
    ],
)
def test_a_play_on_words_names_nothing(language: str, subject: str, text: str) -> None:
    assert named(subject, text, language) == set()


@pytest.mark.parametrize(
    ("theme", "language", "subject", "text"),
    [
        ("wedding", "en", "Wedding shoes and bridal heels", "For brides and bridesmaids. Leather or suede."),
        ("baby", "de", "Babyzimmer: Kommode, Lampe und Teppich", "Wickelkommode und Babybett für die ersten Jahre."),
        ("fathers_day", "en", "Father's Day: laptops, headphones and speakers", "Smart TVs and tablets, too."),
        ("occasions", "en", "Christmas at the cinema", "Movies, popcorn and carols."),
        ("wedding", "en", "Valentine's headphones", "Bluetooth speakers and earbuds for two."),
        ("lgbt", "en", "Queer film festival: all films, all cinemas", "LGBTQ documentaries and a drag show."),
    ],
)
def test_goods_that_are_sold_for_the_theme_change_nothing(theme: str, language: str, subject: str, text: str) -> None:
    assert theme in named(subject, text, language)


def test_goods_outweigh_only_what_is_said_less() -> None:
    paints, shoes = {"paint": ["paint", "varnish"]}, {"clothes": ["boots", "jeans", "suede"]}
    assert outweigh(paints, "wedding", 1.0, ["bride", "groom"])
    assert not outweigh({"paint": ["paint"]}, "wedding", 1.0, ["bride", "groom"])
    assert not outweigh(paints, "wedding", 2.0, ["bride", "groom"])
    assert not outweigh(shoes, "wedding", 2.0, ["bride", "groom"])
    assert not outweigh(paints, "wedding", 1.0, ["valentine s day", "groom"])
    assert not outweigh(paints, "mothers_day", 1.0, ["mother s day", "mum"])
    assert not outweigh({}, "wedding", 1.0, ["bride"])
    assert always_meant("occasions")
    assert not always_meant("alcohol")


def test_a_lone_term_has_to_stand_against_one_word_that_is_not_part_of_it() -> None:
    assert outweigh({"paint": ["paint"]}, "wedding", 1.0, ["bride"])
    assert not outweigh({"paint": ["paint"]}, "wedding", 1.0, ["wedding paint set"])
    assert not outweigh({"clothes": ["boots"]}, "wedding", 1.0, ["bride"])


@pytest.mark.parametrize("trade", sorted(TRADES))
def test_a_trade_speaks_seven_languages_in_plain_words(trade: str) -> None:
    table = TRADES[trade]
    assert set(table) == SEVEN | {"spares"}
    assert set(table["spares"]) <= ALL
    for language in SEVEN:
        bare = [term.removesuffix("*") for term in table[language]]
        assert [phrase(term) for term in bare] == bare
        assert len(set(table[language])) == len(table[language])
        assert all(len(term) >= 2 for term in bare)
