"""Mail that runs after who has left a list, and mail that only uses the same words."""

import pytest

from inboxguard.themes.leaving import _table, asks_back


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Why are you leaving?"),
        ("en", "We miss you, Anna"),
        ("en", "We’ve missed you!"),
        ("en", "Sorry to see you go"),
        ("en", "We're sad to see you go..."),
        ("en", "Was it something we said?"),
        ("en", "Please come back"),
        ("en", "Did you mean to unsubscribe?"),
        ("en", "Is this goodbye?"),
        ("en", "We want you back – here's 20% off"),
        ("en", "It's been a while..."),
        ("de", "Warum verlassen Sie uns?"),
        ("de", "Wir vermissen dich!"),
        ("de", "Du fehlst uns"),
        ("de", "Schade, dass Sie gehen"),
        ("de", "Haben wir etwas falsch gemacht?"),
        ("de", "Komm zurück, Anna"),
        ("de", "Aus Versehen abgemeldet?"),
        ("fr", "Pourquoi nous quittez-vous ?"),
        ("fr", "Vous nous manquez"),
        ("fr", "Désolés de vous voir partir"),
        ("fr", "Avons-nous fait quelque chose de mal ?"),
        ("fr", "Revenez-nous !"),
        ("es", "¿Por qué te vas?"),
        ("es", "Te echamos de menos"),
        ("es", "Lamentamos que te vayas"),
        ("es", "¿Hicimos algo mal?"),
        ("es", "Vuelve con nosotros"),
        ("it", "Perché ci lasci?"),
        ("it", "Ci manchi!"),
        ("it", "Ci dispiace vederti andare"),
        ("it", "Abbiamo sbagliato qualcosa?"),
        ("it", "Torna da noi"),
        ("nl", "Waarom verlaat je ons?"),
        ("nl", "We missen je"),
        ("nl", "Jammer dat je gaat"),
        ("nl", "Hebben we iets verkeerd gedaan?"),
        ("nl", "Kom terug!"),
        ("pt", "Por que você está saindo?"),
        ("pt", "Sentimos sua falta"),
        ("pt", "Que pena que você está saindo"),
        ("pt", "Fizemos algo errado?"),
        ("pt", "Volte para nós"),
        ("en", "Help us understand why you unsubscribed"),
        ("en", "It's not the same without you"),
        ("en", "You're leaving us already?"),
        ("de", "Deine Abmeldung: Was können wir besser machen?"),
        ("de", "Sie haben sich abgemeldet – dürfen wir fragen, warum?"),
        ("fr", "Pourquoi avez-vous quitté notre liste ?"),
        ("es", "Nos apena tu baja"),
        ("it", "Ci dispiace che tu te ne vada"),
        ("nl", "Ga je ons verlaten?"),
        ("pt", "Por que quer sair da nossa lista?"),
        (None, "Wir vermissen Sie"),
        ("sv", "We miss you"),
    ],
)
def test_mail_that_runs_after_who_has_left(language: str | None, subject: str) -> None:
    assert asks_back(subject, "", None, language)


@pytest.mark.parametrize(
    ("language", "subject", "preheader", "text"),
    [
        ("en", "Before you go", "You have unsubscribed from our newsletter", ""),
        ("en", "Your preferences", "", "You unsubscribed from our emails. Would you like fewer instead?"),
        ("en", "A quick question", "", "We saw that you have unsubscribed. Could you tell us why?"),
        ("en", "Hello Anna", "Sorry to see you go", ""),
        ("de", "Ihre Meinung", "", "Sie haben sich von unserem Newsletter abgemeldet. Sagen Sie uns, warum?"),
        ("fr", "Avant de partir", "Vous vous êtes désabonné de notre newsletter", ""),
        ("es", "Tus preferencias", "", "Te has dado de baja de nuestro boletín."),
        ("it", "Le tue preferenze", "", "Ti sei cancellato dalla nostra newsletter."),
        ("nl", "Je voorkeuren", "", "Je hebt je afgemeld voor onze nieuwsbrief."),
        ("pt", "Suas preferências", "", "Você cancelou a inscrição na nossa newsletter."),
    ],
)
def test_what_the_subject_only_hints_at(language: str, subject: str, preheader: str, text: str) -> None:
    assert asks_back(subject, preheader, text, language)


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("en", "Your return: we are sorry to see it go"),
        ("en", "Sorry we missed you: your parcel is with a neighbour"),
        ("en", "We missed you at the webinar"),
        ("en", "We are leaving the EU"),
        ("en", "Why are nurses leaving? People are leaving the wards"),
        ("en", "Leave a review of your new kettle"),
        ("en", "Farewell sale: everything must go"),
        ("en", "Come back to Lisbon this spring"),
        ("en", "Leaving on a jet plane? Travel insurance"),
        ("en", "Maternity leave: what you should know"),
        ("en", "Don't miss this"),
        ("en", "A leaving gift for Tom"),
        ("en", "Miss You – the new single is out"),
        ("en", "Your order is on its way"),
        ("en", "Goodbye summer, hello wool"),
        ("de", "Ihre Rücksendung ist eingetroffen"),
        ("de", "Schade, wir haben Sie nicht angetroffen"),
        ("de", "Räumungsverkauf: Wir schließen"),
        ("de", "Abschiedsgeschenke für Kollegen"),
        ("de", "Spieler verlassen den Verein"),
        ("de", "Zurück auf Lager: Ihr Lieblingspulli"),
        ("fr", "Votre retour a bien été reçu"),
        ("fr", "Avant de partir en vacances"),
        ("fr", "Pot de départ : nos idées"),
        ("fr", "De retour en stock"),
        ("es", "Tu devolución está en camino"),
        ("es", "Vuelve el frío"),
        ("es", "Regalos de despedida"),
        ("es", "Baja por maternidad: lo que debes saber"),
        ("it", "Il tuo reso è arrivato"),
        ("it", "Ci manca poco: ultimi giorni"),
        ("it", "Addio al nubilato: idee"),
        ("it", "Torna il freddo"),
        ("nl", "Je retour is ontvangen"),
        ("nl", "Mis het niet"),
        ("nl", "Afscheidscadeau voor een collega"),
        ("nl", "Terug op voorraad"),
        ("pt", "Sua devolução foi recebida"),
        ("pt", "Não perca"),
        ("pt", "Presente de despedida para um colega"),
        ("pt", "Volta às aulas"),
        ("en", "Stay with us from 89 a night"),
        ("en", "Where did you go on holiday last year?"),
        ("en", "It's been a while since your last eye test"),
        ("en", "Please don't go in the water this weekend"),
        ("en", "You'll love our new boots"),
        ("de", "Unsere Bestseller für dich"),
        ("de", "Verpassen Sie nicht unser Sommerfest"),
        ("fr", "Vous allez adorer"),
        ("es", "Quédate en casa"),
        ("es", "Nuestra nueva colección"),
        ("it", "Resta con noi per la diretta"),
        ("nl", "We hebben iets moois voor je"),
        ("pt", "Conheça os nossos vinhos"),
        (None, ""),
    ],
)
def test_the_same_words_about_something_else(language: str | None, subject: str) -> None:
    assert not asks_back(subject, "", "", language)


@pytest.mark.parametrize(
    ("subject", "preheader", "text"),
    [
        ("Spring is here", "New arrivals", "Linen and light. " * 60 + "Unsubscribe from our newsletter"),
        ("Come back", "", "Linen and light. " * 60 + "Unsubscribe from our newsletter"),
        ("Your preferences", "", "Thank you, your cookie preferences are saved. Our newsletter tells you more."),
        ("Your newsletter for May", "Ten things to do", "Gardens, walks and soup."),
        ("Feedback on your stay", "", "How was it? Subscribe to our newsletter."),
        ("Tell us why you are returning it", "", "Your return is on its way. You get our newsletter."),
        ("Hello", "We missed you at the event", ""),
        ("Still interested?", "", "Your basket is waiting."),
    ],
)
def test_newsletters_and_receipts_with_a_way_out_are_none(subject: str, preheader: str, text: str) -> None:
    assert not asks_back(subject, preheader, text, "en")


def test_every_language_has_its_own_words() -> None:
    assert set(_table()) == {"en", "de", "fr", "es", "it", "nl", "pt"}
    assert all(
        set(lists) == {"asks", "short", "losing", "us", "hints", "lists", "never"} for lists in _table().values()
    )
