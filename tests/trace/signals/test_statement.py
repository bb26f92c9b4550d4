"""What counts as a statement about the source of an address, in seven languages, and what does not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import ListHeaders, Message, MessageKey, Place, Shelf
from inboxguard.trace.said import Statement, Wording
from inboxguard.trace.signals.statement import statements

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
    """Return (wording, name) of every firm statement that is not denied and names somebody."""
    return {(one.wording.value, one.named) for one in said(footer) if one.firm and not one.negated and one.named}


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
        ("Fonte dei suoi dati: Lantern Moves", "part", "Lantern Moves"),
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


def test_the_end_is_read_in_every_language_and_the_text_before_it_in_its_own() -> None:
    foreign = "Sie erhalten diese E-Mail, weil Sie Kunde von Lantern Moves sind."
    assert said(foreign, "en")
    short = f"New arrivals in our shop.\n{foreign}\nUnsubscribe: https://shop.example/u"
    assert statements(replace(BARE, text=short, footer="Unsubscribe: https://shop.example/u", language="en"))
    long = f"{foreign}\n" + "A chair for every room of the house.\n" * 200
    assert not statements(replace(BARE, text=long, footer=long[-1500:], language="en"))
    assert statements(replace(BARE, text=long, footer=long[-1500:], language="de"))


def test_an_own_footing_in_another_language_than_the_text_is_found() -> None:
    short = "New arrivals\nVous recevez cet e-mail car vous êtes inscrit à notre newsletter.\nUnsubscribe: https://u.example"
    found = statements(replace(BARE, text=short, footer="Unsubscribe: https://u.example", language="en"))
    assert [one.wording for one in found] == [Wording.OWN]


def test_a_letter_that_was_never_opened_says_nothing() -> None:
    assert statements(BARE) == ()


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


TALES = [
    "Last year your details were shared by Lantern Moves, the watchdog found.",
    "Your details were shared by Lantern Moves, the watchdog found.",
    "They say your address was provided by Lantern Moves to a broker.",
    "Your address was provided by Lantern Moves to a broker.",
    "Lantern Moves shared your details with Sofa Town.",
    "How to complain: tell them you ordered from Lantern Moves, paste this message.",
    "This email: your purchase at Lantern Moves and the law, part 3.",
    "As a customer of Lantern Moves you get this week 10 % with us.",
    "As a customer of Lantern Moves you receive a new lamp.",
    "This email is 20% kinder because you are a customer of Lantern Moves.",
    "Read this message: you ordered from Lantern Moves, now what?",
    "This recipe was shared with us by Lantern Moves.",
    "Forward this email: they agreed at last, and partners of Lantern Moves cheer.",
    "Data source: Lantern Moves",
    "They wrote: “You receive this email because you are a customer of Lantern Moves”, and nothing else.",
    'The letter said "we received your address from Lantern Moves", and nothing else.',
    "Diese Nachricht betrifft alle, die bei Lantern Moves bestellt haben: Rückruf",
    "Als Kunde von Lantern Moves erhalten Sie diese Woche 10 % bei uns.",
    "Voriges Jahr wurden Ihre Daten von Lantern Moves weitergegeben, so die Behörde.",
    "Das Haus am Markt wurde von Lantern Moves erworben.",
    "Diese Bilder wurden uns von Lantern Moves zur Verfügung gestellt.",
    "So beschweren Sie sich: Sie haben bei Lantern Moves bestellt, fügen Sie diese Nachricht ein.",
    "In der Mail stand: „Ihre Adresse haben wir von Lantern Moves erhalten“, mehr nicht.",
    "Datenquelle: Lantern Moves",
    "Ce message concerne votre commande chez Lantern Moves : rappel du produit",
    "L'an dernier vos données provenaient de Lantern Moves, selon l'enquête.",
    "En tant que client de Lantern Moves vous recevez cette semaine une lampe.",
    "Partagez cet e-mail via Lantern Moves",
    "Cette recette nous a été transmise par Lantern Moves.",
    "Este correo: su compra en Lantern Moves y la ley.",
    "Esta receta nos fue facilitada por Lantern Moves.",
    "Questa email: il tuo ordine su Lantern Moves e la legge.",
    "Questa ricetta ci è stata data; ci è stato fornito da Lantern Moves anche il vino.",
    "Deel deze e-mail via Lantern Moves",
    "Herkomst: Lantern Moves",
    "Esta mensagem: o seu pedido na Lantern Moves e a lei.",
]


@pytest.mark.parametrize("tale", TALES)
@pytest.mark.parametrize("frame", ["{}", "News of the week.\n\n{}\n\nUnsubscribe: https://news.example/u"])
def test_what_a_newsletter_tells_in_its_text_is_not_firm(tale: str, frame: str) -> None:
    assert {one for one in named(frame.format(tale)) if one[0] in {"cust", "part", "sign"}} == set()


@pytest.mark.parametrize(
    "notice",
    [
        "You are receiving this newsletter since you bought at Lantern Moves.",
        "Following your order at Lantern Moves we send you this email.",
        "As a customer of Lantern Moves you receive our newsletter.",
        "This e-mail was sent to you by Curtain Lane. Your details were supplied by Lantern Moves.",
        "This e-mail was sent to you by Curtain Lane. Data source: Lantern Moves",
        "Curtain Lane Ltd | Source of your data: Lantern Moves",
        "Reason for this email: you are a customer of Lantern Moves.\nUnsubscribe",
        "Als Kundin von Lantern Moves erhalten Sie diesen Newsletter.",
        "Sie erhalten diese Nachricht, da Sie bei Lantern Moves bestellt haben.",
        "Wir schreiben Ihnen aufgrund Ihrer Bestellung bei Lantern Moves.",
        "Sie erhalten diese E-Mail von Curtain Lane. Datenquelle: Lantern Moves",
        "Ihre Daten stammen von Lantern Moves.",
        "Ihre Anschrift wurde uns von Lantern Moves übermittelt.",
        "Vous recevez ce message suite à votre commande chez Lantern Moves.",
        "Pourquoi recevez-vous cet e-mail ? Vous êtes client de Lantern Moves.",
        "Votre adresse nous a été transmise par Lantern Moves.",
        "Ha recibido este correo porque se registró en Lantern Moves.",
        "Su dirección nos fue facilitada por Lantern Moves.",
        "Ha ricevuto questa email perché è cliente di Lantern Moves.",
        "Il suo indirizzo ci è stato fornito da Lantern Moves.",
        "U ontvangt deze nieuwsbrief omdat u zich heeft aangemeld bij Lantern Moves.",
        "Uw e-mailadres is ons verstrekt door Lantern Moves.",
        "Recebeu esta mensagem porque se registrou em Lantern Moves.",
        "O seu e-mail nos foi fornecido por Lantern Moves.",
    ],
)
@pytest.mark.parametrize("above", ["", "News of the week.\n\n", "A chair for every room of the house.\n" * 120])
def test_ordinary_footers_are_firm(notice: str, above: str) -> None:
    found = {name for _, name in named(above + notice)}
    assert found
    assert all(name.startswith("Lantern Moves") for name in found)


def test_what_stands_alone_counts_at_the_end_only() -> None:
    loose = "Source of your data: Lantern Moves"
    assert named(f"Hello.\n{loose}")
    assert not named(f"{loose}\n" + "A chair for every room of the house.\n" * 120)
    firm = "You receive this email because you are a customer of Lantern Moves."
    assert named(f"{firm}\n" + "A chair for every room of the house.\n" * 120)


def test_a_denial_counts_though_it_is_only_told() -> None:
    told = said("They say your details were shared by Lantern Moves, which is false.")
    assert [(one.negated, one.named) for one in told] == [(True, "Lantern Moves")]


def test_a_firm_sentence_outdoes_a_tale_of_the_same_name() -> None:
    found = said(
        "This email: your purchase at Lantern Moves.\nYou receive this email because of your purchase at Lantern Moves."
    )
    assert [(one.named, one.firm) for one in found if one.wording is Wording.CUST] == [("Lantern Moves", True)]


@pytest.mark.parametrize(
    ("notice", "names"),
    [
        (
            "Our partners Sofa Town, Tea House and Curtain Lane may also contact you.",
            ("Sofa Town", "Tea House", "Curtain Lane"),
        ),
        (
            "By taking part you agree that we pass your address on to Sofa Town and Bramble & Finch for marketing.",
            ("Sofa Town", "Bramble & Finch"),
        ),
        (
            "Win a prize! You agreed to receive offers from Sofa Town and Tea House.",
            ("Sofa Town", "Tea House"),
        ),
        (
            "Mit der Teilnahme willigen Sie ein, dass wir Ihre Daten an Sofa Town und Tea House weitergeben.",
            ("Sofa Town", "Tea House"),
        ),
        (
            "Unsere Partner Sofa Town und Tea House dürfen Ihnen schreiben.",
            ("Sofa Town", "Tea House"),
        ),
        (
            "Vos coordonnées seront transmises à Sofa Town et Tea House.",
            ("Sofa Town", "Tea House"),
        ),
        (
            "Sus datos serán cedidos a Sofa Town y Tea House.",
            ("Sofa Town", "Tea House"),
        ),
        (
            "I tuoi dati saranno comunicati a Sofa Town e Tea House.",
            ("Sofa Town", "Tea House"),
        ),
        (
            "Uw gegevens worden gedeeld met Sofa Town en Tea House.",
            ("Sofa Town", "Tea House"),
        ),
        (
            "Os seus dados serão cedidos à Sofa Town e à Tea House.",
            ("Sofa Town", "Tea House"),
        ),
        (
            "Twoje dane zostaną przekazane firmom Sofa Town i Tea House.",
            ("Sofa Town", "Tea House"),
        ),
        (
            "Våra partner Sofa Town, Tea House och Curtain Lane får mejla dig.",
            ("Sofa Town", "Tea House", "Curtain Lane"),
        ),
        (
            "Dine oplysninger videregives til Sofa Town og Tea House.",
            ("Sofa Town", "Tea House"),
        ),
    ],
)
def test_each_partner_that_is_listed_is_a_statement_of_its_own(notice: str, names: tuple[str, ...]) -> None:
    found = [one for one in said(notice) if one.wording is Wording.PARTNERS]
    assert tuple(one.named for one in found) == names
    assert all(one.firm and not one.negated and one.quote == notice[-len(one.quote) :] for one in found)


@pytest.mark.parametrize(
    "notice",
    [
        "Your data will be shared with our partners.",
        "Our partners may also contact you.",
        "Wir geben Ihre Daten an ausgewählte Partner weiter.",
        "Sofa Town may sponsor the summer games.",
        "Vos données seront transmises à nos partenaires.",
    ],
)
def test_partners_without_names_list_nobody(notice: str) -> None:
    assert [one for one in said(notice) if one.wording is Wording.PARTNERS] == []


@pytest.mark.parametrize(
    "notice",
    [
        "We never share your details with Sofa Town.",
        "Your data will not be passed to Sofa Town.",
        "Wir geben Ihre Daten nicht an Sofa Town weiter.",
        "Vos données ne seront pas transmises à Sofa Town.",
        "Dine oplysninger videregives ikke til Sofa Town.",
        "The letter said: “we pass your details to Sofa Town”.",
    ],
)
def test_a_denied_or_quoted_list_is_none(notice: str) -> None:
    assert [one for one in said(notice) if one.wording is Wording.PARTNERS and one.firm and not one.negated] == []


@pytest.mark.parametrize(
    ("words", "by"),
    [
        ("Lantern Moves is now Sofa Town. Same team, new name.", "Sofa Town"),
        ("Lantern Moves is now called Sofa Town.", "Sofa Town"),
        ("Lantern Moves ist jetzt Teil von Sofa Town.", "Sofa Town"),
        ("Sofa Town (formerly Lantern Moves)", "Sofa Town"),
        ("We have changed our name from Lantern Moves to Sofa Town.", ""),
        ("Aus Lantern Moves wird Sofa Town.", "Sofa Town"),
        ("Sofa Town, eine Marke der Lantern Moves", ""),
        ("Lantern Moves s'appelle désormais Sofa Town.", "Sofa Town"),
        ("Lantern Moves ahora se llama Sofa Town.", "Sofa Town"),
        ("Lantern Moves ora si chiama Sofa Town.", "Sofa Town"),
        ("Lantern Moves heet voortaan Sofa Town.", "Sofa Town"),
        ("Lantern Moves agora chama-se Sofa Town.", "Sofa Town"),
        ("Lantern Moves nazywa się teraz Sofa Town.", "Sofa Town"),
        ("Lantern Moves heter nu Sofa Town.", "Sofa Town"),
        ("Lantern Moves hedder nu Sofa Town.", "Sofa Town"),
    ],
)
def test_a_new_name_and_belonging_are_kin(words: str, by: str) -> None:
    found = [one for one in said(words) if one.wording is Wording.KIN]
    assert [(one.named, one.by, one.negated) for one in found] == [("Lantern Moves", by, False)]


def test_that_it_does_not_belong_is_denied() -> None:
    found = said("Sofa Town is not a brand of Lantern Moves, and Sofa Town is no longer part of Lantern Moves.")
    assert {one.wording for one in found} <= {Wording.KIN}
    assert all(one.negated for one in found)


@pytest.mark.parametrize(
    "words",
    [
        "Rate your purchase at Lantern Moves",
        "Wie zufrieden waren Sie mit Ihrem Einkauf bei Lantern Moves?",
        "Votre commande chez Lantern Moves",
        "Su pedido en Lantern Moves",
        "Il suo ordine presso Lantern Moves",
        "Uw bestelling bij Lantern Moves",
        "Sua compra na Lantern Moves",
    ],
)
def test_a_subject_or_sender_that_speaks_of_a_purchase_elsewhere_serves_there(words: str) -> None:
    found = statements(replace(BARE, subject=words, text="Hello.", footer=""))
    assert [(one.wording, one.named) for one in found] == [(Wording.SERVED, "Lantern Moves")]


def test_a_subject_tells_no_origin() -> None:
    origin = "You receive this because you are a customer of Lantern Moves"
    assert statements(replace(BARE, subject=origin, text="Hello.", footer="")) == ()
