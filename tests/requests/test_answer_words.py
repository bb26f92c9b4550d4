"""Words of answers: what only sounds like an answer proposes nothing, and a word fits where it begins one."""

import pytest

from inboxguard.requests.answer_words import has, plain, rules
from inboxguard.requests.proposals import excuse, propose
from inboxguard.requests.replies import Nature, Sign
from inboxguard.requests.request import Excuse
from tests.requests.town import newsletter, request

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
LETTER = request()


def says(text: str, language: str) -> str | None:
    """The event that an answer with this text proposes."""
    read = newsletter(subject="Re: my letter", text=text, language=language, links=())
    found = propose(read, Nature.ANSWER, Sign.REFERENCE, LETTER)
    return found.event.value if found else None


def asks(text: str, language: str = "en", nature: Nature = Nature.ANSWER) -> Excuse | None:
    """The excuse of an answer with this text."""
    read = newsletter(subject="Re: my letter", text=text, language=language, links=())
    return excuse(read, nature, Sign.REFERENCE, LETTER)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We do not use your data for advertising."),
        ("en", "We do not store your credit card details."),
        ("en", "If we refuse your request you may complain to the authority."),
        ("en", "Sorry, we have sent you the wrong article."),
        ("en", "Please contact our data protection officer directly."),
        ("en", "Please always quote your customer number in any correspondence."),
        ("en", "We share your data with service providers such as payment processors."),
        ("en", "You can unsubscribe from our newsletter at any time."),
        ("en", "Your data will be deleted within 30 days."),
        ("en", "Once we have verified your identity we will delete your data."),
        ("en", "We regret the inconvenience. Your refund has been issued."),
        ("en", "Your account has been reactivated."),
        ("en", "We take the protection of your data seriously."),
        ("en", "Our processor Mailwright sends our newsletters on our behalf."),
        ("en", "Data are kept for as long as the law requires."),
        ("en", "You will receive our answer within one month."),
        ("en", "We can confirm that your identity has been verified and we are working on your request."),
        ("en", "Did you know that you can delete your account in the app?"),
        ("en", "We have not deleted your data."),
        ("en", "We have not yet deleted your account."),
        ("en", "Should you have further questions, please use our contact form."),
        ("en", "Please let us know whether you want us to delete your account."),
        ("en", "Do you want your data to be deleted or only to be removed from the newsletter?"),
        ("de", "Möchten Sie, dass wir Ihr Konto löschen?"),
        ("de", "Wir haben Ihre Daten noch nicht gelöscht."),
        ("de", "Ihre Daten werden gelöscht, sobald die Aufbewahrungsfrist endet."),
        ("de", "Bei weiteren Fragen nutzen Sie bitte unser Kontaktformular."),
        ("de", "Wir nehmen den Schutz Ihrer Daten ernst."),
        ("de", "Wir speichern Ihre Daten nicht länger als nötig."),
        ("de", "Bitte wenden Sie sich bei Fragen direkt an unseren Datenschutzbeauftragten."),
        ("de", "Sollten wir Ihren Antrag ablehnen, nennen wir Ihnen die Gründe."),
        ("de", "Wir speichern keine Kreditkartendaten."),
        ("de", "Leider haben wir Ihnen den falschen Artikel geschickt."),
        ("de", "Ihr Paket wird länger als geplant brauchen."),
        ("de", "Unser Auftragsverarbeiter ist die Mailwerk GmbH."),
        ("de", "Soll ich Sie vom Newsletter abmelden?"),
        ("de", "Bitte teilen Sie uns mit, welche Daten gelöscht werden sollen."),
        ("de", "Wurden Ihre Daten vielleicht von einem Partner erhoben?"),
        ("fr", "Souhaitez-vous que nous supprimions votre compte ?"),
        ("fr", "Nous n'avons pas encore supprimé vos données."),
        ("fr", "Pour toute question, utilisez notre formulaire de contact."),
        ("fr", "Nous ne stockons pas vos données bancaires."),
        ("fr", "Notre sous-traitant Routemail envoie nos lettres."),
        ("fr", "Si nous refusons votre demande, vous pouvez saisir la CNIL."),
        ("es", "¿Desea que eliminemos su cuenta?"),
        ("es", "Todavía no hemos eliminado sus datos."),
        ("es", "Si tiene preguntas, utilice nuestro formulario de contacto."),
        ("es", "No almacenamos los datos de su tarjeta."),
        ("es", "Nuestro encargado Envíamail envía los boletines."),
        ("it", "Desidera che cancelliamo il Suo account?"),
        ("it", "Non abbiamo ancora cancellato i Suoi dati."),
        ("it", "Per domande utilizzi il nostro modulo di contatto."),
        ("it", "Non conserviamo i dati della Sua carta di credito."),
        ("it", "Il nostro responsabile del trattamento Inviamail spedisce le newsletter."),
        ("nl", "Wilt u dat wij uw account verwijderen?"),
        ("nl", "Wij hebben uw gegevens nog niet verwijderd."),
        ("nl", "Gebruik voor vragen ons contactformulier."),
        ("nl", "Wij bewaren geen creditcardgegevens."),
        ("nl", "Onze verwerker Verzendmail verstuurt de nieuwsbrieven."),
        ("pt", "Deseja que eliminemos a sua conta?"),
        ("pt", "Ainda não eliminámos os seus dados."),
        ("pt", "Para perguntas utilize o nosso formulário de contacto."),
        ("pt", "Não guardamos os dados do seu cartão."),
        ("pt", "O nosso subcontratante Enviamail envia as newsletters."),
        ("en", "Thanks for your message! The blue sofa will be back in stock in March."),
        ("en", "We have received your return and refunded the amount."),
        ("en", "Your refund request has been recorded and paid out."),
        ("en", "Your email address was registered for the loyalty programme."),
        ("en", "We look into new colours every spring."),
        ("en", "If you have any questions we will get back to you within a day."),
        ("de", "Danke für Ihre Nachricht! Das blaue Sofa ist im März wieder da."),
        ("de", "Wir haben Ihre Rücksendung erhalten und den Betrag erstattet."),
        ("de", "Sie erhalten diese Nachricht, weil Sie Kundin sind."),
        ("de", "Anfragen werden bei uns nur auf Englisch bearbeitet."),
        ("de", "Anfragen per E-Mail werden nicht bearbeitet."),
        ("fr", "Merci pour votre message ! Le canapé bleu revient en mars."),
        ("fr", "Vous avez reçu ce message car vous êtes cliente."),
        ("fr", "Nous avons bien reçu votre retour et remboursé la somme."),
        ("es", "Gracias por su mensaje. El sofá azul volverá en marzo."),
        ("es", "Ha recibido este correo porque es cliente."),
        ("es", "Solo se tramitan solicitudes en inglés."),
        ("it", "Grazie per il messaggio! Il divano blu torna a marzo."),
        ("it", "Hai ricevuto questa mail perché sei cliente."),
        ("nl", "Dank voor uw bericht! De blauwe bank is er weer in maart."),
        ("nl", "U heeft deze mail ontvangen omdat u klant bent."),
        ("nl", "Wij behandelen geen vragen in het Duits."),
        ("nl", "Verzoeken in behandeling nemen wij alleen tegen betaling van 20 euro."),
        ("pt", "Obrigado pela sua mensagem! O sofá azul volta em março."),
        ("pt", "Recebeu este e-mail porque é cliente."),
        ("pt", "Recebemos a sua encomenda devolvida."),
        ("pt", "Só tratamos pedidos em inglês."),
    ],
)
def test_what_only_sounds_like_an_answer_proposes_nothing(language: str, text: str) -> None:
    assert says(text, language) is None


@pytest.mark.parametrize(
    ("language", "text", "event"),
    [
        ("en", "Thank you for the copy of your passport. Attached you will find a copy of your data.", "answered_full"),
        ("en", "We have forwarded your request to our data protection officer.", "acknowledged"),
        (
            "de",
            "Vielen Dank für die Übersendung der Ausweiskopie. Im Anhang erhalten Sie die Auskunft über Ihre Daten.",
            "answered_full",
        ),
        ("de", "Wir haben Ihre Anfrage an den Datenschutzbeauftragten weitergeleitet.", "acknowledged"),
        ("fr", "Votre demande a été transmise à notre DPO.", "acknowledged"),
        (
            "fr",
            "Merci pour la copie de votre pièce d'identité. Vous trouverez en pièce jointe vos données.",
            "answered_full",
        ),
        ("es", "Hemos trasladado su solicitud a nuestro delegado.", "acknowledged"),
        ("it", "Abbiamo inoltrato la Sua richiesta al nostro DPO.", "acknowledged"),
        ("nl", "Wij hebben uw verzoek doorgestuurd naar onze FG.", "acknowledged"),
        ("pt", "Encaminhámos o seu pedido para o nosso encarregado.", "acknowledged"),
    ],
)
def test_what_stands_beside_does_not_hide_what_is_said(language: str, text: str, event: str) -> None:
    assert says(text, language) == event


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Please send us a copy of your passport.", Excuse.ID_COPY),
        ("de", "Bitte senden Sie uns eine Kopie Ihres Personalausweises.", Excuse.ID_COPY),
        ("fr", "Merci de nous envoyer une copie de votre pièce d'identité.", Excuse.ID_COPY),
        ("en", "Please tell us your date of birth and your postal address.", Excuse.EXTRA_DATA),
        ("nl", "Wilt u ons uw klantnummer doorgeven?", Excuse.EXTRA_DATA),
        ("en", "Please return the signed declaration by post.", Excuse.SIGNATURE),
        ("es", "La solicitud debe venir firmada; envíenosla escaneada.", Excuse.SIGNATURE),
        ("en", "Please submit your request in our privacy portal.", Excuse.WRONG_MEDIUM),
        ("en", "Requests must be sent to us by post.", Excuse.WRONG_MEDIUM),
        ("it", "La richiesta deve essere inviata solo tramite raccomandata.", Excuse.WRONG_MEDIUM),
        ("en", "For processing your request we charge 20 euro.", Excuse.FEE),
        ("de", "Für die Auskunft erheben wir eine Gebühr von 20 Euro.", Excuse.FEE),
        ("en", "Please write to us again in English.", Excuse.WRONG_LANGUAGE),
        ("en", "We must decline your request because it is excessive.", Excuse.EXCESSIVE),
        ("pt", "Consideramos o pedido manifestamente excessivo.", Excuse.EXCESSIVE),
        ("en", "We extend the period by two months.", Excuse.LATE),
    ],
)
def test_the_excuse_of_an_answer(language: str, text: str, found: Excuse) -> None:
    assert asks(text, language) is found


@pytest.mark.parametrize(
    "text",
    [
        "We obtained your address from Larkspur Data.",
        "We do not hold any personal data about you.",
        "There is no need to send us a copy of your passport.",
        "The information is free of charge.",
        "Our letters are available in English and German.",
        "We have received your request.",
        "Please send us proof that it is you.",
        "Your data have been deleted. We must keep invoices for ten years under tax law.",
        "Please pay the delivery charge of 5 euro for your order; a copy of the invoice is below.",
        "",
    ],
)
def test_an_answer_without_an_excuse_has_none(text: str) -> None:
    assert asks(text) is None


def test_a_report_has_no_excuse_and_a_machine_may_have_one() -> None:
    assert asks("Please send us a copy of your passport.", nature=Nature.BOUNCE) is None
    assert asks("Please send us a copy of your passport.", nature=Nature.RECEIPT) is Excuse.ID_COPY


def test_a_word_fits_where_it_begins_one_and_a_blank_ends_it() -> None:
    assert plain("We're  SORRY -- again!") == " we re sorry again "
    assert has(plain("they deleted it"), (" delet",))
    assert not has(plain("undeleted"), (" delet",))
    assert not has(plain("you used it"), (" us ",))


def test_every_event_and_excuse_has_words_in_every_language() -> None:
    spoken = {name: {rule.language for rule in several} for name, several in rules().events.items()}
    assert {name: set(LANGUAGES) - languages for name, languages in spoken.items() if set(LANGUAGES) - languages} == {}
    assert rules().languages == set(LANGUAGES)
    assert not set(rules().excuses) - set(Excuse)


def test_no_rule_has_an_empty_word_that_would_fit_anything() -> None:
    for several in rules().events.values():
        for rule in several:
            assert all(group and all(word.strip() for word in group) for group in rule.every)
            assert all(word.strip() for word in rule.but)
