"""What counts as a statement about the source of an address, in seven languages, and what does not."""

import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard import resources
from inboxguard.facts.message import ListHeaders, Message, MessageKey, Place, Shelf
from inboxguard.trace.said import Statement, Wording
from inboxguard.trace.signals.statement import languages, statements

BARE = Message(
    key=MessageKey("1"),
    place=Place("import", "box"),
    twin="",
    sha256=None,
    shelf=Shelf.PLAIN,
    message_id=None,
    in_reply_to=None,
    references=(),
    sent=None,
    received=None,
    sender=None,
    reply_to=None,
    return_path=None,
    to=(),
    subject="",
    lists=ListHeaders(),
    signatures=(),
    trail=(),
    marks=(),
    bulk=True,
    opened=True,
)


def said(footer: str, language: str | None = None, text: str = "") -> list[Statement]:
    return list(statements(replace(BARE, footer=footer, text=text or footer, language=language)))


def named(footer: str) -> set[tuple[str, str]]:
    """Return (wording, name) of every statement that is not denied and names somebody."""
    return {(one.wording.value, one.named) for one in said(footer) if not one.negated and one.named}


@pytest.mark.parametrize(
    ("footer", "wording", "name"),
    [
        ("You receive this because you are a customer of Lantern Moves.", "cust", "Lantern Moves"),
        ("Why am I receiving this? You are a customer of Lantern Moves.", "cust", "Lantern Moves"),
        ("This email was sent to you as a customer of lanternmoves.example.", "cust", "lanternmoves.example"),
        ("You are receiving this email because you registered at Lantern Moves.", "sign", "Lantern Moves"),
        ("You receive this e-mail because you signed up at Lantern & Sons.", "sign", "Lantern & Sons"),
        ("You're receiving this because you opted in via Lantern Moves.", "part", "Lantern Moves"),
        ("Your address was shared with us by Lantern Moves.", "part", "Lantern Moves"),
        ("We received your e-mail address from Lantern Moves.", "part", "Lantern Moves"),
        ("Source of your data: Lantern Moves Ltd, 12 Row", "part", "Lantern Moves Ltd"),
        ("Lantern Moves has shared your e-mail address with us.", "part", "Lantern Moves"),
        ("You get this as a guest of Lantern Moves, who passed your address on to us.", "part", "Lantern Moves"),
        ("Sie erhalten diese E-Mail, weil Sie Kunde von Lantern Moves sind.", "cust", "Lantern Moves"),
        ("Sie erhalten diesen Newsletter aufgrund Ihrer Anmeldung bei Lantern Moves.", "sign", "Lantern Moves"),
        ("Warum erhalten Sie diese Mail? Sie haben sich bei Lantern Moves registriert.", "sign", "Lantern Moves"),
        ("Herkunft Ihrer Daten: Lantern Moves GmbH", "part", "Lantern Moves GmbH"),
        ("Ihre Adresse haben wir von Lantern Moves erhalten.", "part", "Lantern Moves"),
        ("Ihre Daten wurden uns von Lantern Moves übermittelt.", "part", "Lantern Moves"),
        ("Lantern Moves hat uns Ihre Adresse weitergegeben.", "part", "Lantern Moves"),
        ("Vous recevez cet e-mail en tant que client de Lantern Moves.", "cust", "Lantern Moves"),
        ("Origine de vos données : Lantern Moves", "part", "Lantern Moves"),
        ("Recibe este correo por ser cliente de Lantern Moves.", "cust", "Lantern Moves"),
        ("Origen de los datos: Lantern Moves", "part", "Lantern Moves"),
        ("Ricevi questa email in quanto cliente di Lantern Moves.", "cust", "Lantern Moves"),
        ("Fonte dei dati: Lantern Moves", "part", "Lantern Moves"),
        ("U ontvangt deze e-mail omdat u klant bent van Lantern Moves.", "cust", "Lantern Moves"),
        ("Herkomst van uw gegevens: Lantern Moves", "part", "Lantern Moves"),
        ("Você recebeu este e-mail porque é cliente da Lantern Moves.", "cust", "Lantern Moves"),
        ("Origem dos dados: Lantern Moves", "part", "Lantern Moves"),
    ],
)
def test_a_sentence_that_names_the_source(footer: str, wording: str, name: str) -> None:
    assert (wording, name) in named(footer)


@pytest.mark.parametrize(
    "footer",
    [
        "Find our lamps at Lantern Moves.",
        "Available at Lantern Moves and other fine shops.",
        "As a customer of Lantern Moves you know good service.",
        "You receive this because as a customer of Lantern Moves you won a prize.",
        "As a customer of Lantern Moves you get 20 % off: this email is your voucher.",
        "We share your address with Lantern Moves.",
        "This offer reaches you through us and our partners.",
        "Follow us on Lantern Moves.",
        "> You receive this because you are a customer of Lantern Moves.",
        "Kunden von Lantern Moves kaufen auch bei uns.",
        "Erhältlich bei Lantern Moves.",
        "Registered in England, no. 123456, Lantern House.",
        "",
    ],
)
def test_a_sentence_that_names_no_source(footer: str) -> None:
    assert {one for one in named(footer) if one[0] in {"cust", "part", "sign"}} == set()


@pytest.mark.parametrize(
    "footer",
    [
        "You receive this although you are not a customer of Lantern Moves.",
        "Your address was not shared with us by Lantern Moves.",
        "We did not get this email list from anybody: we never received your e-mail address from Lantern Moves.",
        "Sie erhalten diese E-Mail nicht, weil Sie Kunde von Lantern Moves sind.",
        "Ihre Adresse wurde uns nicht von Lantern Moves übermittelt.",
        "Lantern Moves hat uns Ihre Adresse nicht weitergegeben.",
        "Vous recevez cet e-mail mais vous n'êtes pas client de Lantern Moves.",
    ],
)
def test_a_sentence_that_denies(footer: str) -> None:
    assert named(footer) == set()


@pytest.mark.parametrize(
    "footer",
    ["We do not share your address with Lantern Moves.", "Wir geben Ihre Adresse nicht an Lantern Moves weiter."],
)
def test_a_promise_not_to_pass_on_is_no_statement_about_the_source(footer: str) -> None:
    assert named(footer) == set()


def test_the_way_out_in_the_same_breath_is_no_denial() -> None:
    footer = (
        "You receive this because you are a customer of Lantern Moves; if you no longer wish to receive it, tell us."
    )
    assert named(footer) == {("cust", "Lantern Moves")}


def test_unnamed_partners_are_generic() -> None:
    footer = "You are receiving this because you agreed to offers from our partners."
    assert [(one.wording, one.named) for one in said(footer)] == [(Wording.GENERIC, "")]


def test_own_sign_ups_are_own() -> None:
    assert said("You receive this because you signed up with us.")[0].wording is Wording.OWN
    assert said("Sie erhalten diese E-Mail, weil Sie sich bei uns angemeldet haben.")[0].wording is Wording.OWN


def test_who_sends_on_whose_behalf() -> None:
    hosted = said("This advert is sent by Lantern Moves on behalf of Sofa Town.")[0]
    assert (hosted.wording, hosted.by, hosted.named) == (Wording.HOST, "Lantern Moves", "Sofa Town")
    alone = said("Diese Mail senden wir im Auftrag von Sofa Town.")[0]
    assert (alone.wording, alone.by, alone.named) == (Wording.HOST, "", "Sofa Town")


def test_a_wrapped_sentence_is_read_whole_and_a_heading_is_not_quoted() -> None:
    footer = (
        "Measure and order\n"
        "You receive this because you are a customer of the removal firm Lantern\nMoves, "
        "who passed your address on to us as a partner.\n\nCurtain Lane Ltd"
    )
    quotes = {one.quote for one in said(footer)}
    assert len(quotes) == 1
    assert quotes.pop().startswith("You receive this because")


def test_a_name_ends_with_its_line() -> None:
    assert named("You receive this as a customer of Lantern Moves\nSofa Town Ltd, 5 Row") == {("cust", "Lantern Moves")}


def test_the_footer_is_read_in_every_language_and_the_text_in_its_own() -> None:
    foreign = "Sie erhalten diese E-Mail, weil Sie Kunde von Lantern Moves sind."
    assert said(foreign, "en")
    assert not statements(replace(BARE, text=foreign, language="en"))
    assert statements(replace(BARE, text=foreign, language="de"))


def test_a_letter_that_was_never_opened_says_nothing() -> None:
    assert statements(BARE) == ()


@pytest.mark.parametrize("language", ["de", "en", "es", "fr", "it", "nl", "pt"])
def test_every_phrase_that_is_written_down_is_found(language: str) -> None:
    """What lets texts without the words of a phrase pass quickly must not let a phrase pass."""
    words = tomllib.loads(resources.read(f"trace/statements/{language}.toml"))
    for table in ("alone", "with_receipt"):
        for phrase in (one for phrases in words[table].values() for one in phrases):
            spoken = phrase.replace("{x}", "Lantern Moves").replace("{by}", "Fern Post").replace("* ", "")
            assert said(f"{words['receipt'][0]}: {spoken}."), phrase
            assert said(f"{words['receipt'][0]}: {spoken.upper()}\n\n"), phrase


def test_the_languages() -> None:
    assert set(languages()) >= {"en", "de", "fr", "es", "it", "nl", "pt"}


pieces = st.sampled_from(
    [
        "You receive this because ",
        "you are a customer of ",
        "X",
        " ",
        "\n",
        "on behalf of ",
        "sent by ",
        ".",
        "ä",
        "not ",
        "a" * 200,
    ]
)


@given(st.lists(pieces, max_size=60).map("".join) | st.text(max_size=500))
def test_hostile_text_is_bounded(text: str) -> None:
    found = said(text)
    assert len(found) <= 12
    assert all(len(one.named) <= 60 and len(one.by) <= 60 and 0 < len(one.quote) <= 300 for one in found)


@pytest.mark.parametrize("filler", ["a ", "on behalf of ", "your address ", "\n", "X.", "x@"])
def test_long_text_takes_no_long_time(filler: str) -> None:
    assert len(said(filler * 50_000)) <= 12
