import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.senders.hosting import hosted_for

from .letters import advert


def said(text: str, name: str = "Moving Lantern", subject: str = "New for you") -> str | None:
    return hosted_for(advert(text=text, subject=subject, language=None), "movinglantern.example", name)


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("We send you this offer on behalf of Farlight Internet; it has not your address.", "Farlight Internet"),
        ("This e-mail was sent on behalf of our partner Lamp & Linden.", "Lamp & Linden"),
        ("Moving Lantern forwards you this mail on behalf of our advertiser Farlight.", "Farlight"),
        ("This message is presented to you on behalf of Farlight.", "Farlight"),
        ("Farlight does not know your address, we send you this mail on behalf of Farlight.", "Farlight"),
        ("Diese Nachricht versenden wir im Auftrag der Firma Sonnwerk Solar GmbH.", "Sonnwerk Solar GmbH"),
        ("Wir senden Ihnen dieses Angebot im Namen von Ahornblatt.", "Ahornblatt"),
        ("Moving Lantern leitet diese Werbung im Auftrag unseres Werbepartners Ahornblatt weiter.", "Ahornblatt"),
        ("Ahornblatt kennt Ihre Adresse nicht: wir versenden diese Mail im Auftrag von Ahornblatt.", "Ahornblatt"),
        ("Ce message vous est envoyé pour le compte de Lanterne.", "Lanterne"),
        ("Moving Lantern vous transmet cette offre à la demande de notre annonceur Lanterne.", "Lanterne"),
        ("Te enviamos esta oferta en nombre de Farol.", "Farol"),
        ("Te presentamos esta publicidad por encargo de nuestro anunciante Farol.", "Farol"),
        ("Ti inviamo questa offerta per conto di Lanterna.", "Lanterna"),
        ("Moving Lantern ti inoltra questa pubblicità per conto della società Lanterna.", "Lanterna"),
        ("Wij sturen u deze aanbieding namens Lantaarn.", "Lantaarn"),
        ("Deze advertentie is u toegestuurd in opdracht van onze adverteerder Lantaarn.", "Lantaarn"),
        ("Enviamos esta oferta em nome da Lanterna.", "Lanterna"),
        ("A Moving Lantern encaminha esta publicidade em nome da Lanterna.", "Lanterna"),
        ("Moving Lantern wysyła tę reklamę w imieniu Latarnia Dom.", "Latarnia Dom"),
        ("Wysłaliśmy tę ofertę na zlecenie firmy Łódka.", "Łódka"),
        ("Moving Lantern skickar den här annonsen på uppdrag av Fyren.", "Fyren"),
        ("Vi sender denne reklame på vegne af vores annoncør Fyret.", "Fyret"),
    ],
)
def test_the_brand_on_whose_behalf_it_is_sent_is_named(text: str, brand: str) -> None:
    assert said(text) == brand


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("This offer comes from our advertiser Farlight.", "Farlight"),
        ("Dieses Angebot kommt von unserem Werbepartner Ahornblatt.", "Ahornblatt"),
        ("Cette offre vient de notre annonceur Lanterne.", "Lanterne"),
        ("Esta oferta es de nuestro anunciante Farol.", "Farol"),
        ("Questa offerta proviene dal nostro inserzionista Lanterna.", "Lanterna"),
        ("Dit aanbod komt van onze adverteerder Lantaarn.", "Lantaarn"),
        ("Esta oferta vem do nosso anunciante Lanterna.", "Lanterna"),
        ("Ta oferta pochodzi od naszego reklamodawcy Latarnia.", "Latarnia"),
        ("Det här erbjudandet kommer från vår annonsör Fyren.", "Fyren"),
        ("Dette tilbud kommer fra vores annoncør Fyret.", "Fyret"),
    ],
)
def test_an_advertiser_is_named(text: str, brand: str) -> None:
    assert said(text) == brand


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("We sent you this advert for Farlight; your address was not passed on.", "Farlight"),
        ("Moving Lantern sends this message for Farlight. We do not pass on your data.", "Farlight"),
        ("Diese Werbung wurde Ihnen von Moving Lantern für Ahornblatt zugestellt; Ihre Daten geben wir nicht weiter.",
         "Ahornblatt"),
        ("Nous vous envoyons cette publicité pour Lanterne. Votre adresse n'a pas été transmise.", "Lanterne"),
        ("Te enviamos este anuncio para Farol. No cedemos tus datos.", "Farol"),
        ("Ti inviamo questa pubblicità per Lanterna. Non cediamo i tuoi dati.", "Lanterna"),
        ("Wij sturen u deze advertentie voor Lantaarn. Uw adres is niet doorgegeven.", "Lantaarn"),
        ("Enviamos esta publicidade para a Lanterna. Não cedemos os seus dados.", "Lanterna"),
        ("Wysyłamy tę reklamę dla firmy Latarnia. Nie przekazujemy Twoich danych.", "Latarnia"),
        ("Vi skickar den här annonsen åt Fyren. Din adress lämnas inte ut.", "Fyren"),
        ("Vi sender denne annonce for Fyret. Din adresse er ikke givet videre.", "Fyret"),
    ],
)  # fmt: skip
def test_sent_for_somebody_who_does_not_get_the_address(text: str, brand: str) -> None:
    assert said(text) == brand
    assert said(text.replace("address", "x").replace("data", "x")) in (brand, None)


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("Farlight does not know your address.", "Farlight"),
        ("Farlight has not received your e-mail address.", "Farlight"),
        ("Ahornblatt kennt Ihre Adresse nicht.", "Ahornblatt"),
        ("Ahornblatt erhält Ihre Adresse nicht.", "Ahornblatt"),
        ("Lanterne n'a pas reçu votre adresse.", "Lanterne"),
        ("Lanterne ne connaît pas votre adresse.", "Lanterne"),
        ("Farol no ha recibido tu dirección.", "Farol"),
        ("Lanterna non ha ricevuto il tuo indirizzo.", "Lanterna"),
        ("Lantaarn heeft je adres niet ontvangen.", "Lantaarn"),
        ("A Lanterna não recebeu o seu endereço.", "Lanterna"),
        ("Latarnia nie otrzymała Twojego adresu.", "Latarnia"),
        ("Fyren har inte fått din adress.", "Fyren"),
        ("Fyret har ikke fået din adresse.", "Fyret"),
    ],
)
def test_a_brand_of_the_subject_that_does_not_know_the_address(text: str, brand: str) -> None:
    assert said(text, subject=f"{brand}: 20 %") == brand
    assert said(text) is None


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("Moving Lantern sends you this advert on behalf of Farlight. Farlight has not received your address.",
         "Farlight"),
        ("Moving Lantern versendet diese Anzeige im Auftrag von Hel Tea. Hel Tea erhält Ihre Adresse nicht.",
         "Hel Tea"),
        ("Moving Lantern t'envoie cette publicité pour le compte de Lanterne du Sud.", "Lanterne du Sud"),
    ],
)  # fmt: skip
def test_from_may_bear_the_name_of_the_brand_that_is_advertised(text: str, brand: str) -> None:
    assert said(text, brand) == brand
    assert said(text, f"{brand} via Moving Lantern") == brand


def test_a_name_of_its_own_that_its_domain_does_not_bear_is_no_other_brand() -> None:
    text = "We send you this offer on behalf of Farlight. Farlight Ltd, 5 Row, Elmbridge."
    assert hosted_for(advert(text=text), "fl-shop.example", "Farlight") is None


@pytest.mark.parametrize("name", ["Brandt & Söhne", "Brandt und Soehne", "Brandt &amp; Söhne"])
def test_a_house_with_more_than_one_spelling_is_one_house(name: str) -> None:
    own = f"Sent by Mailfern on behalf of {name}. Brandt & Söhne GmbH, Ring 5."
    assert hosted_for(advert(text=own, language="de"), "brandtundsoehne-shop.example", name) is None
    other = "Brandt & Söhne versendet diese Anzeige im Auftrag von Ahornblatt."
    assert hosted_for(advert(text=other, language="de"), "brandtundsoehne-shop.example", "Ahornblatt") == "Ahornblatt"


@pytest.mark.parametrize("name", ["Moving Lantern x Farlight", "Farlight & Moving Lantern", "Farlight"])
@pytest.mark.parametrize(
    "text",
    [
        "Together with Farlight we are giving away three weekends. Take part until Sunday.",
        "Two workshops, one idea: the new collection that we designed with Farlight is here.",
        "Moving Lantern und Farlight verlosen ein Wochenende. Wir geben Ihre Daten nicht an Farlight weiter.",
        "Moving Lantern et Farlight vous font gagner un voyage. Vos données ne sont pas transmises.",
        "Moving Lantern y Farlight sortean un viaje. No cedemos tus datos.",
        "Moving Lantern och Farlight lottar ut en resa. Din adress lämnas inte ut.",
    ],
)
def test_two_brands_in_one_advert_send_for_nobody(text: str, name: str) -> None:
    assert said(text, name, "Moving Lantern and Farlight: win a weekend") is None


@pytest.mark.parametrize(
    "text",
    [
        "Moving Lantern sends you this on behalf of an advertising client. Your address was not passed on.",
        "Moving Lantern versendet diese Werbung im Auftrag eines Werbekunden. Ihre Adresse wird nicht weitergegeben.",
        "Moving Lantern vous envoie ce message pour le compte d'un de nos annonceurs. Votre adresse n'est pas cédée.",
        "Moving Lantern te envía este correo en nombre de un anunciante. No cedemos tus datos.",
        "Moving Lantern ti invia questa mail per conto di un inserzionista. Non cediamo i tuoi dati.",
        "Moving Lantern stuurt u dit namens een adverteerder. Uw adres is niet doorgegeven.",
        "A Moving Lantern envia este e-mail em nome de um anunciante. Não cedemos os seus dados.",
        "Moving Lantern wysyła tę wiadomość w imieniu reklamodawcy. Nie przekazujemy Twoich danych.",
        "Moving Lantern skickar detta på uppdrag av en annonsör. Din adress lämnas inte ut.",
        "Moving Lantern sender dette på vegne af en annoncør. Din adresse er ikke givet videre.",
    ],
)
def test_the_name_in_from_tells_for_whom(text: str) -> None:
    assert said(text, "Farlight") == "Farlight"
    assert said(text, "Farlight via Moving Lantern") == "Farlight"
    assert said(text, "Moving Lantern") is None
    assert said(text, "The Moving Lantern Team") is None
    assert said(text.replace("Moving Lantern", "We"), "Farlight") is None
    assert said("Moving Lantern sends you this. Your address was not passed on.", "Farlight") is None


@pytest.mark.parametrize(
    "text",
    [
        "Thank you on behalf of The Team.",
        "We send this message on behalf of all of us.",
        "We send you this offer on behalf of our partners.",
        "We never send offers on behalf of Farlight.",
        "We do not pass on your data, and we never send offers on behalf of Farlight.",
        "Sent by Mailfern on behalf of Moving Lantern.",
        "Wir senden diese Nachricht im Namen des Teams.",
        "No enviamos ofertas en nombre de Farol.",
        "Nie wysyłamy reklam w imieniu Latarnia.",
        "Vi skickar aldrig reklam på uppdrag av Fyren.",
        "Vi sender ikke reklamer på vegne af Fyret.",
        "Donate on behalf of Mira.",
        "On behalf of Farlight",
        "We sent you this offer for Christmas.",
        "We sent you this offer for Mother's Day.",
        "Wir schicken dir dieses Angebot für Weihnachten.",
        "Te enviamos esta oferta para Navidad.",
        "This issue is brought to you by our sponsor Farlight.",
        "Our partner Farlight has an offer for you.",
        "Together with Farlight we are giving away three weekends.",
        "We do not know Farlight. Nobody has received your address.",
        "We did not receive your address from Farlight and do not share data with Farlight.",
        "Farlight does not receive your data.",
        "Wer kennt Ihre Adresse nicht?",
        "",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert said(text) is None


def test_of_a_brand_through_a_house_the_house_is_the_sender() -> None:
    text = "We send you this offer on behalf of Farlight."
    assert said(text, "Farlight via Moving Lantern") == "Farlight"


def test_the_name_is_bounded_and_plain() -> None:
    found = said("We send you this offer on behalf of " + "Lamp " * 500)
    assert found is not None
    assert len(found) <= 80


@given(st.text(max_size=2000))
def test_no_text_makes_it_raise(text: str) -> None:
    for beginning in ("We send you this offer on behalf of ", "Your address was not passed on. Sent for "):
        found = said(f"{beginning}{text}", "Farlight")
        assert found is None or (found and len(found) <= 80)


@pytest.mark.parametrize("language", ["de", "pl", "xx", None])
def test_english_is_read_in_every_mail_and_other_languages_in_theirs(language: str | None) -> None:
    for text in ("We send you this offer on behalf of Ahorn.", "Wir senden dieses Angebot im Auftrag von Ahorn."):
        mail = advert(text=text, language=language)
        found = hosted_for(mail, "movinglantern.example", "Moving Lantern")
        assert found == (None if language == "pl" and text.startswith("Wir") else "Ahorn")
