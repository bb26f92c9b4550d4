import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.message import Message
from inboxguard.senders.attribution import Legal
from inboxguard.senders.legal import legal

from .letters import advert


def read(footer: str, organisation: str = "shop.example", name: str = "Shop") -> Legal:
    return legal(advert(text=f"Lamps for all.\n{footer}"), organisation, name)


@pytest.mark.parametrize(
    ("footer", "entity", "number", "address"),
    [
        (
            "Hearth & Heron Retail Group Ltd, 4 Quay Street, Saltmouth SM1 4HH. Company no. 0123456.",
            "Hearth & Heron Retail Group Ltd",
            "COMPANY 0123456",
            "4 Quay Street, Saltmouth SM1 4HH",
        ),
        (
            "Quillfern Books Ltd, 17 Inkwell Passage. Company no.\n0718822",
            "Quillfern Books Ltd",
            "COMPANY 0718822",
            None,
        ),
        (
            "Sonnwerk Solar GmbH | Am Südhang 14 | 90999 Neuenfelde | HRB 4711 | USt-IdNr.: DE 999 000 417",
            "Sonnwerk Solar GmbH",
            "VAT DE999000417",
            "Am Südhang 14, 90999 Neuenfelde",
        ),
        (
            "Impressum: Laternen Umzug GmbH & Co. KG, Lampenweg 3, 20999 Nordhafen, Amtsgericht Nordhafen HRA 123",
            "Laternen Umzug GmbH & Co. KG",
            "HR HRA123",
            "Lampenweg 3, 20999 Nordhafen",
        ),
        (
            "Ahornblatt Versicherungs-AG, Lindenring 77, 90999 Neuenfelde. HRB 10446",
            "Ahornblatt Versicherungs-AG",
            "HR HRB10446",
            "Lindenring 77, 90999 Neuenfelde",
        ),
        (
            "© 2026 Lamp Works, Inc. 123 Main Street, Suite 4, Springfield, IL 62701",
            "Lamp Works Inc",
            None,
            "123 Main Street, Suite 4, Springfield, IL 62701",
        ),
        (
            "Lanterne SARL, 12 rue des Lampes, 75001 Paris, RCS Paris 123 456 789",
            "Lanterne SARL",
            "SIREN 123456789",
            "12 rue des Lampes, 75001 Paris",
        ),
        (
            "Lanterna S.r.l., Via Roma 12, 20121 Milano, P.IVA 01234567890",
            "Lanterna S.r.l.",
            "VAT 01234567890",
            "Via Roma 12, 20121 Milano",
        ),
        (
            "Lantaarn B.V., Lampstraat 3, 1012 AB Amsterdam, KvK 12345678",
            "Lantaarn B.V.",
            "KVK 12345678",
            "Lampstraat 3, 1012 AB Amsterdam",
        ),
        (
            "Farol S.L., Calle Mayor 5, 28013 Madrid, CIF B12345678",
            "Farol S.L.",
            "VAT B12345678",
            "Calle Mayor 5, 28013 Madrid",
        ),
        (
            "Lampenfreund e.U., Lampengasse 3/2, 1070 Wien, FN 123456 a",
            "Lampenfreund e.U.",
            "FN 123456A",
            "Lampengasse 3/2, 1070 Wien",
        ),
        (
            "Lampen Haus GmbH, Postfach 12 34, 90999 Neuenfelde, UID CHE-123.456.789",
            "Lampen Haus GmbH",
            "UID CHE123456789",
            "Postfach 12 34, 90999 Neuenfelde",
        ),
        (
            "Lanterne SASU, 3 bis avenue des Lampes, 69002 Lyon, SIRET 123 456 789 00012",
            "Lanterne SASU",
            "SIREN 123456789",
            "3 bis avenue des Lampes, 69002 Lyon",
        ),
        (
            "Lanterna S.n.c., Piazza Verdi 4, 10121 Torino, Partita IVA 01234567890",
            "Lanterna S.n.c.",
            "VAT 01234567890",
            "Piazza Verdi 4, 10121 Torino",
        ),
        (
            "Farol S.A.U., Avenida de la Luz 5, 28013 Madrid, NIF A12345678",
            "Farol S.A.U.",
            "VAT A12345678",
            "Avenida de la Luz 5, 28013 Madrid",
        ),
        (
            "Lanterna Comércio Ltda, Rua das Luzes 77, Centro, São Paulo - SP, 01234-567, CNPJ 12.345.678/0001-90",
            "Lanterna Comércio Ltda",
            "CNPJ 12345678000190",
            "Rua das Luzes 77, Centro, São Paulo - SP, 01234-567",
        ),
        (
            "Farol Unipessoal Lda, Rua da Luz 9, 1200-109 Lisboa, NIPC 500000000",
            "Farol Unipessoal Lda",
            "VAT 500000000",
            "Rua da Luz 9, 1200-109 Lisboa",
        ),
        (
            "Lantaarn V.O.F., Postbus 123, 1012 AB Amsterdam, KvK 12345678",
            "Lantaarn V.O.F.",
            "KVK 12345678",
            "Postbus 123, 1012 AB Amsterdam",
        ),
        (
            "Lampa Sp. z o.o., Prosta 1, 00-123 Warszawa, NIP 123-456-78-90",
            "Lampa Sp. z o.o.",
            "NIP 1234567890",
            "Prosta 1, 00-123 Warszawa",
        ),
        (
            "Lampan AB, Storgatan 1, 111 22 Stockholm, Org.nr 556000-1234",
            "Lampan AB",
            "ORG 5560001234",
            "Storgatan 1, 111 22 Stockholm",
        ),
        (
            "Lampen ApS, Lampevej 3, 8000 Aarhus, CVR-nr. 12345678",
            "Lampen ApS",
            "CVR 12345678",
            "Lampevej 3, 8000 Aarhus",
        ),
        (
            "Lamp Works Inc., 200 King Street West, Suite 9, Toronto, ON M5H 1J9",
            "Lamp Works Inc",
            None,
            "200 King Street West, Suite 9, Toronto, ON M5H 1J9",
        ),
        (
            "Lamp Works Pty Ltd, 100 Harris Street, Pyrmont NSW 2009, ABN 12 345 678 901",
            "Lamp Works Pty Ltd",
            "ABN 12345678901",
            "100 Harris Street, Pyrmont NSW 2009",
        ),
        (
            "Lamp Works Limited, 1 Grand Canal Quay, Dublin 2, D02 X285",
            "Lamp Works Limited",
            None,
            "1 Grand Canal Quay, Dublin 2, D02 X285",
        ),
        (
            "Lamp Works LLC, PO Box 123, Springfield, IL 62701, EIN 12-3456789",
            "Lamp Works LLC",
            "EIN 123456789",
            "PO Box 123, Springfield, IL 62701",
        ),
        ("Heron Outlet is a trading name of Hearth & Heron Ltd.", "Hearth & Heron Ltd", None, None),
    ],
)
def test_an_imprint_is_read(footer: str, entity: str, number: str | None, address: str | None) -> None:
    assert read(footer) == Legal(entity, number, address)


@pytest.mark.parametrize(
    "footer",
    [
        "",
        "Unsubscribe",
        "We love lamps as much as you do",
        "NEW IN AS SEEN ON TV",
        "Unlimited returns. Limited offer.",
        "Powered by Mailfern Ltd",
        "Sent with love by The Rocket Science Group LLC, 675 Ponce de Leon Ave",
        "Brevo GmbH, Köpenicker Straße 126, 10179 Berlin",
        "Lamp is a registered trademark of Glow Corp.",
        "Your parcel is carried by Hopper Ltd. Payment service: Coin Ltd.",
        "Ihr Partner Ahornblatt GmbH",
        "ALL YOU WANT TO KNOW IN OG STYLE",
        "He said: Private Limited offers only",
        "Besuchen Sie uns in 90999 Neuenfelde, Am Südhang 14",
        "Order no. 4711-22, 3 lamps, 100 Harris Street",
    ],
)
def test_no_company_is_read_where_none_speaks(footer: str) -> None:
    assert read(footer).entity is None


@pytest.mark.parametrize(
    "footer",
    [
        "Rechnungskauf mit Ahornbank AB, Sveavägen 46, 111 34 Stockholm, Org. 556737-0431.",
        "Zertifiziert durch Ahorn Siegel SE, Lindenring 15, 50823 Köln, HRB 123",
        "Datenschutzbeauftragter: Datenahorn GmbH, Weg 9, 80331 München, HRB 4455",
        "Versicherer: Ahornblatt Versicherung AG, Platz 1, 50667 Köln, HRB 5566",
        "Versand über Mailahorn GmbH & Co. KG, Weg 3, 20095 Hamburg, HRB 99887",
        "Unser Versanddienstleister ist die Mailahorn GmbH, Weg 3, 20095 Hamburg (HRB 99887).",
        "Sent by Maple Mailer Inc, 675 Ponce Avenue, Atlanta, GA 30308",
        "Envoyé par Courrier Érable SAS, 3 rue du Pont, 75001 Paris, SIRET 123 456 789 00012",
        "Payments are processed by Maple Pay Ltd, company number 01234567, 1 River Road, London.",
        "Sie finden uns auf der Messe der Messe Neuenfelde GmbH, Messedamm 22, 14055 Berlin, HRB 5484",
        "c/o Ahorn Hub GmbH, Lindenring 28a, 12053 Berlin",
        "Member of Maple Seal GmbH, Lindenring 15, 50823 Köln, HRB 123",
        "For parcels contact Maple Parcels Ltd, 1 River Road, London",
        "A competition run by Maple Prizes Ltd, 1 River Road, London",
        "Delivery is operated by Maple Parcels Ltd, 1 River Road, London",
    ],
)
def test_who_only_does_something_for_the_brand_is_not_the_company_behind_it(footer: str) -> None:
    assert read(footer) == Legal()


@pytest.mark.parametrize(
    "footer",
    [
        "You get this mail because you signed up. Heron Group Ltd, 4 Quay Street",
        "Shop, Heron Group Ltd, 4 Quay Street",
        "Shop is operated by Heron Group Ltd, 4 Quay Street",
        "© 2024-2026 Heron Group Ltd. All rights reserved.",
        "Herausgeber: Heron Group Ltd, 4 Quay Street",
    ],
)
def test_a_company_of_another_name_speaks_where_it_is_called_the_one_behind_the_brand(footer: str) -> None:
    assert read(footer).entity == "Heron Group Ltd"


def test_of_several_companies_the_one_that_is_named_like_the_brand_speaks() -> None:
    footer = "Shop Lights Ltd, 1 Elm Row.\nCarried out by Hopper Parcels Ltd, 2 Oak Row."
    assert read(footer).entity == "Shop Lights Ltd"
    assert read(footer, "other.example", "Other") == Legal()


def test_the_footer_of_an_unread_mail_is_empty() -> None:
    assert legal(advert(text=None), "shop.example", "Shop") == Legal()


@given(st.text(max_size=3000))
def test_no_text_makes_it_raise(text: str) -> None:
    found = read(text + " Shop GmbH " + text)
    assert found.entity is None or len(found.entity) <= 80


@pytest.mark.parametrize(
    "piece", ["A ", "1 ", "Aa-", "GmbH ", "AG, ", "1 Aa ", "12345 ", "rue 1 ", "Company no ", "VAT ", "\n|"]
)
def test_hostile_footers_take_no_time(piece: str) -> None:
    message: Message = advert(text=piece * 3000, footer=piece * 3000)
    begun = time.perf_counter()
    legal(message, "shop.example", "Shop")
    assert time.perf_counter() - begun < 2
