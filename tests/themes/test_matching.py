"""Mentions: what counts, how much, and the many mails in which nothing may be found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inboxguard.facts.message import Address, Link, LinkKind, ListHeaders
from inboxguard.themes.lexicon import Lexicon, load, parse
from inboxguard.themes.matching import mentions
from inboxguard.themes.own import Own, OwnWords, lexicon
from tests.themes.messages import message

BABY = frozenset({"baby"})
ROSES = parse(
    'format = 1\nid = "roses"\n[terms.en]\nstrong = ["rose bed"]\nmedium = ["rose", "thorn"]\n'
    'weak = ["red", "bud", "leaf", "stem"]\nblock = ["rose wine"]\n[senders]\ndomains = ["roses.example"]\n'
    'list_ids = ["all.roses.example"]\nnames = ["Rose Club"]\n'
    '[allow]\ndomains = ["clinic.example"]\n'
)
LEXICON = Lexicon((ROSES,))
MARKED = frozenset({"roses"})


def score(**fields: object) -> float:
    """Return the score on roses of a mail with `fields`."""
    found = mentions(message(**fields), LEXICON, MARKED)  # type: ignore[arg-type] # fields of many types
    return found[0].score if found else 0.0


def test_the_registry_mail_is_recognised_by_its_subject_alone() -> None:
    letter = message("The baby's almost here - do you have everything you need?")
    (mention,) = mentions(letter, load(), BABY)
    assert mention.named
    field, start, end = mention.spans[0]
    assert field == "subject"
    assert letter.subject[start:end] == "baby's almost"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"subject": "rose bed"}, 1.0),
        ({"subject": "rose"}, 0.6),
        ({"text": "rose"}, 0.5),
        ({"text": "rose rose ROSE"}, 0.5),
        ({"subject": "rose", "text": "rose"}, 0.6),
        ({"subject": "rose", "text": "thorn"}, 1.1),
        ({"subject": "red"}, 0.25),
        ({"text": "red bud leaf stem"}, 0.75),
        ({"text": "rose red bud"}, 1.0),
        ({"text": "rose wine"}, 0.0),
        ({"preheader": "rose bed"}, 1.0),
        ({"images": ("", "A rose bed")}, 1.0),
        ({"links": (Link("https://x.example/shop/Rose-Bed?utm=rose", ""),)}, 0.5),
        ({"links": (Link("https://x.example/rosebed.html", ""),)}, 0.0),
        ({"links": (Link("https://x.example/r%6Fse_bed", ""),)}, 0.5),
        ({"links": (Link("https://rose.example/?q=rose+bed", "x"),)}, 0.0),
        ({"links": (Link("https://[broken/rose-bed", "x"),)}, 0.0),
        ({"subject": "rose", "text": "bed"}, 0.6),
    ],
)
def test_distinct_terms_count_once_and_the_subject_a_little_more(fields: dict[str, object], expected: float) -> None:
    assert score(**fields) == pytest.approx(expected)


def test_only_the_mails_language_and_english_count() -> None:
    pram = "Kinderwagen"
    assert mentions(message(pram, language="de"), load(), BABY)
    assert mentions(message(pram, language=None), load(), BABY)
    assert not mentions(message(pram, language="fr"), load(), BABY)
    assert mentions(message("baby shower", language="fr"), load(), BABY)


def test_nothing_is_looked_for_unless_it_is_marked() -> None:
    letter = message("Week 32 of your pregnancy")
    assert mentions(letter, load(), frozenset()) == ()
    assert mentions(letter, load(), frozenset({"gambling"})) == ()


@pytest.mark.parametrize(
    "fields",
    [
        {"sender": Address("Anyone", "news@mail.roses.example")},
        {"sender": Address("Rosé  club", "x@y.example")},
        {"lists": ListHeaders(list_id="all.roses.example")},
    ],
)
def test_a_listed_sender_is_on_the_theme_whatever_it_says(fields: dict[str, object]) -> None:
    (mention,) = mentions(message("Hello", **fields), LEXICON, MARKED)
    assert mention.named
    assert mention.spans[0][0] == "sender"


@pytest.mark.parametrize("address", ["news@notroses.example", "news@roses.example.evil.example"])
def test_a_look_alike_domain_is_no_listed_sender(address: str) -> None:
    assert mentions(message("Hello", sender=Address("x", address)), LEXICON, MARKED) == ()


def test_an_allowed_sender_is_never_on_the_theme() -> None:
    assert mentions(message("rose bed", sender=Address("Clinic", "post@clinic.example")), LEXICON, MARKED) == ()


@pytest.mark.parametrize(
    ("lists", "listed"),
    [
        (ListHeaders(), False),
        (ListHeaders(list_id="a.example"), True),
        (ListHeaders(precedence="bulk"), True),
        (ListHeaders(unsubscribe_mailto=("mailto:u@a.example",)), True),
        (ListHeaders(auto_submitted="auto-generated"), False),
    ],
)
def test_a_mention_knows_whether_the_mail_carries_a_list_mark(lists: ListHeaders, listed: bool) -> None:
    (mention,) = mentions(message("rose bed", lists=lists, links=(Link("https://a.example/", "x"),)), LEXICON, MARKED)
    assert mention.listed is listed


def test_a_family_group_that_leads_nowhere_is_no_newsletter() -> None:
    lists = ListHeaders(list_id="family.groups.example", precedence="list")
    (mention,) = mentions(message("rose bed", "Come on Friday. Love, May", lists=lists), LEXICON, MARKED)
    assert not mention.listed


def test_mail_about_a_dealing_is_never_set_aside_by_its_words() -> None:
    (told,) = mentions(message("Your order 48213 is confirmed: rose bed"), LEXICON, MARKED)
    (said,) = mentions(message("rose bed", "Policy number PT-220199. Your cover renews."), LEXICON, MARKED)
    (sold,) = mentions(message("rose bed", "Order now, 20 % off"), LEXICON, MARKED)
    assert (told.listed, said.listed, sold.listed) == (False, False, True)


def test_several_themes_come_best_first() -> None:
    both = LEXICON.adding(load().themes)
    found = mentions(message("A rose for your baby shower"), both, MARKED | BABY)
    assert [mention.theme for mention in found] == ["baby", "roses"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Your order of baby blue paint has shipped"),
        ("en", "Baby boomers and the housing market"),
        ("en", "Learn a crib sheet of shortcuts in baby steps"),
        ("en", "Invoice 4711: payment due date 1 May"),
        ("en", "New arrivals in women's shoes"),
        ("de", "Der Stillen Ozean ruft: Kreuzfahrten"),
        ("de", "Nachwuchskräfte gesucht"),
        ("fr", "Une enceinte connectée offerte"),
        ("es", "Bebe agua con el calor"),
        ("it", "La culla della civiltà: viaggi in Grecia"),
        ("nl", "Vul je geboortedatum in"),
        ("pt", "Gravidade zero: a nova cadeira"),
    ],
)
def test_ordinary_mail_stays_where_it_is(language: str, text: str) -> None:
    assert not any(mention.named for mention in mentions(message(text, language=language), load(), BABY))


@settings(deadline=None)  # the words of a language are made ready once
@given(st.text(max_size=300), st.sampled_from(["en", "de", "xx", None]))
def test_any_text_is_survived_and_spans_lie_inside_it(text: str, language: str | None) -> None:
    letter = message(text + " baby shower", text=text, language=language)
    for mention in mentions(letter, load(), BABY):
        for field, start, end in mention.spans:
            assert field in ("subject", "text")
            assert 0 <= start < end <= len(letter.subject if field == "subject" else text)


COATS = "\n".join(f"A warm coat of the season number {word}" for word in ("one", "two", "three", "four", "five", "six"))
BEDS = "\n".join(f"A rose bed for the town number {word}" for word in ("one", "two", "three"))
MENU = "Women | Men | Rose bed | Home | Garden | Toys | Kitchen | Bath | Sale"


def test_one_thing_among_many_is_not_what_a_long_mail_is_about() -> None:
    assert score(text="A rose bed for the town") >= 1.0
    assert score(text=f"{MENU}\n{COATS}\nA rose bed for the town\n{COATS}") < 1.0
    assert score(subject="Our rose bed", text=f"{MENU}\n{COATS}\nA rose bed for the town\n{COATS}") >= 1.0
    assert score(text=f"{MENU}\n{BEDS}\n{COATS}") >= 1.0


def test_a_footer_says_nothing_of_a_mail() -> None:
    footer = "You receive this newsletter because you ordered.\nGreat Store, 3 Rose Bed Street. Unsubscribe"
    assert score(text=f"The coats are here.\n{COATS}\n{footer}") == 0.0
    assert score(text=f"The coats are here.\nWarm ones.\n{footer}") == 0.0
    assert score(text=f"The rose bed is here.\nFine ones.\n{footer}") >= 1.0


def test_a_persons_own_words_count_wherever_they_stand() -> None:
    own = lexicon(Own(shelves=(OwnWords("b", (("oscar", "strong"),)),)))
    letter = message("News", f"{COATS}\nOscar is back\n{COATS}\nYou receive this. Unsubscribe")
    assert [one.theme for one in mentions(letter, own, frozenset({"shelf_b"})) if one.named] == ["shelf_b"]


def test_where_the_language_is_unsure_only_likely_ones_count() -> None:
    assert not mentions(message("Una isla y el mar para toda la familia con los hijos", language=None), load(), BABY)
    assert mentions(message("Kinderwagen im Angebot", language=None), load(), BABY)
    assert mentions(message("Kinderwagen", language=None), load(), BABY)


LARKS = parse('format = 1\nid = "larks"\n[terms.en]\nstrong = ["lark", "skylark", "nest", "feather"]\n')
THRUSHES = parse('format = 1\nid = "thrushes"\n[terms.en]\nstrong = ["thrush"]\n')
BIRDS = Lexicon((LARKS, THRUSHES))


@pytest.mark.parametrize("asked", [{"thrushes"}, {"thrushes", "larks"}])
@pytest.mark.parametrize(
    ("subject", "text", "is_named"),
    [
        ("A lark, a skylark", "A nest with a feather, and no thrush.", False),
        ("A thrush", "A lark, a skylark and a nest with a feather.", True),
        ("A lark", "A nest, and a thrush.", True),
    ],
)
def test_what_is_said_beside_another_theme_is_not_what_a_mail_is_about(
    asked: set[str], subject: str, text: str, is_named: bool
) -> None:
    found = mentions(message(subject, text), BIRDS, frozenset(asked))
    assert ("thrushes" in {one.theme for one in found if one.named}) == is_named


CARRIED = ListHeaders(unsubscribe_https=("https://carrier.example/out?u=1",))
"""What a carrier adds to whatever goes through it."""
OUT = Link("https://carrier.example/out?u=1", "Unsubscribe", LinkKind.UNSUBSCRIBE)


@pytest.mark.parametrize(
    ("subject", "text", "language"),
    [
        ("Friday at the rose bed", "The service is on Friday at 11 at the rose bed.", "en"),
        ("Your rose bed papers", "Your papers on the rose bed are in the portal. Sign in to read them.", "en"),
        ("The rose bed is ready", "The rose bed can be collected from Monday to Friday, 9 to 5.", "en"),
        ("Rose bed am Freitag", "Am Freitag sind wir am rose bed. Bitte bringen Sie die Karte mit.", "de"),
    ],
)
def test_a_plain_notice_with_a_way_out_that_its_carrier_added_stays(subject: str, text: str, language: str) -> None:
    for links in ((), (OUT,)):
        letter = message(subject, text=text, language=language, lists=CARRIED, links=links, opened=True)
        (said,) = mentions(letter, LEXICON, MARKED)
        assert said.named
        assert not said.listed


@pytest.mark.parametrize(
    "more",
    [
        {"links": (Link("https://shop.example/rose", "Look"), OUT)},
        {"images": ("A rose bed",)},
        {"text": "The rose bed is back. 20% off."},
        {"lists": ListHeaders(unsubscribe_https=CARRIED.unsubscribe_https, one_click=True)},
        {"lists": ListHeaders(unsubscribe_https=CARRIED.unsubscribe_https, list_id="news.shop.example")},
        {"lists": ListHeaders(unsubscribe_https=CARRIED.unsubscribe_https, precedence="bulk")},
        {"opened": False},
    ],
)
def test_what_leads_somewhere_shows_something_or_sells_is_an_advert(more: dict[str, object]) -> None:
    plain: dict[str, object] = {"subject": "The rose bed", "text": "The rose bed is here.", "lists": CARRIED}
    (said,) = mentions(message(**({"opened": True} | plain | more)), LEXICON, MARKED)  # type: ignore[arg-type] # fields of many types
    assert said.listed


@pytest.mark.parametrize(
    ("subject", "text", "is_named"),
    [
        ("Our park", "Jump. Bounce. Climb. Slide. Swing. There is a rose bed.", False),
        ("Our park", "Jump. Bounce. Climb. A rose bed. Swing. There is a rose bed.", True),
        ("Our park", "Jump. Bounce. Climb. Slide. A thorn. There is a rose bed.", True),
        ("A rose bed", "Jump. Bounce. Climb. Slide. Swing. There is a rose bed.", True),
        ("Our park", "Jump. There is a rose bed.", True),
    ],
)
def test_a_lone_word_in_one_sentence_of_a_long_mail_is_said_in_passing(subject: str, text: str, is_named: bool) -> None:
    (found,) = mentions(message(subject, text), LEXICON, MARKED)
    assert found.named == is_named
