"""Answers in many words are known by the ideas that they are made of; mail that only has such words says nothing."""

import pytest

from inboxguard.requests.answer_words import Rule, plain, rules
from inboxguard.requests.proposals import propose
from inboxguard.requests.replies import Nature, Sign
from tests.requests.test_answer_words import LANGUAGES, says
from tests.requests.town import newsletter, request


@pytest.mark.parametrize(
    ("language", "event", "text"),
    [
        ("en", "no_data", "As you have never shopped with us, we don't have a profile for you."),
        ("en", "no_data", "Regrettably we were unable to match the details you gave to any person on our books."),
        ("de", "no_data", "Zu Ihrer E-Mail-Adresse liegt bei uns kein einziger Datensatz vor."),
        ("de", "no_data", "Sie sind in unserer Kundenkartei nicht zu finden."),
        ("de", "no_data", "Wir haben keinerlei Angaben über Sie in unseren Beständen."),
        ("fr", "no_data", "Vous n'apparaissez dans aucune de nos bases."),
        ("fr", "no_data", "Aucun compte n'est rattaché à cette adresse chez nous."),
        ("es", "no_data", "Su nombre no aparece en ninguno de nuestros ficheros."),
        ("es", "no_data", "No disponemos de ningún dato suyo."),
        ("it", "no_data", "Il Suo nominativo non è presente nei nostri archivi."),
        ("it", "no_data", "Non abbiamo alcuna informazione su di Lei."),
        ("nl", "no_data", "U komt in onze bestanden niet voor."),
        ("nl", "no_data", "Wij beschikken niet over gegevens van u."),
        ("pt", "no_data", "O seu nome não aparece em nenhum dos nossos ficheiros."),
        ("pt", "no_data", "Não temos quaisquer dados sobre si."),
        (
            "en",
            "wrong_entity",
            "That mailing wasn't ours: it went out from Larch Media, who bought the title in spring.",
        ),
        ("en", "wrong_entity", "We merely print the magazine; please take it up with the publisher, Larch Media Ltd."),
        (
            "de",
            "wrong_entity",
            "Die Mails, von denen Sie schreiben, kommen nicht von uns, sondern von der Lärche Medien GmbH.",
        ),
        (
            "de",
            "wrong_entity",
            "Verantwortlich für den Versand ist allein die Lärche Medien GmbH, bitte richten Sie Ihr Anliegen dorthin.",
        ),
        ("fr", "wrong_entity", "Ce courriel ne vient pas de chez nous ; l'expéditeur est la société Mélèze Médias."),
        (
            "fr",
            "wrong_entity",
            "Cette enseigne a été rachetée par Mélèze Médias, à qui il convient d'adresser votre demande.",
        ),
        ("es", "wrong_entity", "Nosotros solo alojamos la página; los envíos los hace Alerce Medios, S.L."),
        ("es", "wrong_entity", "Se ha equivocado de empresa: nosotros vendemos muebles."),
        ("it", "wrong_entity", "Quella newsletter la spedisce Larice Media srl, una società diversa dalla nostra."),
        ("it", "wrong_entity", "Noi siamo solo il tipografo: per i dati si rivolga direttamente all'editore."),
        ("nl", "wrong_entity", "Die nieuwsbrief komt niet bij ons vandaan maar bij Lariks Media B.V."),
        ("nl", "wrong_entity", "Wij zijn enkel de drukker; u kunt zich beter tot de uitgever wenden."),
        ("pt", "wrong_entity", "Essa newsletter não é nossa, é da Lariço Media, Lda."),
        (
            "pt",
            "wrong_entity",
            "A loja mudou de dono em março; contacte diretamente a nova proprietária, a Lariço Media, Lda.",
        ),
        ("de", "answered_full", "Ihr Datensatz ist seit heute Morgen unwiderruflich gelöscht."),
        ("fr", "answered_full", "Votre fiche a été effacée ce matin."),
        ("es", "answered_full", "Ya no queda ningún dato suyo: lo hemos borrado todo esta mañana."),
        ("it", "answered_full", "La Sua scheda è stata eliminata questa mattina."),
        ("nl", "answered_full", "Uw dossier is vanochtend gewist."),
        ("pt", "answered_full", "A sua ficha foi apagada esta manhã."),
        ("en", "acknowledged", "Your letter is on my desk and I will write again next week."),
        ("de", "acknowledged", "Ihr Brief liegt auf meinem Tisch, ich schreibe Ihnen nächste Woche."),
        ("fr", "acknowledged", "Votre lettre est bien arrivée, nous vous écrirons la semaine prochaine."),
        ("es", "acknowledged", "Su carta nos ha llegado; le escribiremos la próxima semana."),
        ("it", "acknowledged", "La Sua lettera è arrivata, Le scriveremo la prossima settimana."),
        ("nl", "acknowledged", "Uw brief is aangekomen, wij schrijven u volgende week."),
        ("pt", "acknowledged", "A sua carta chegou; escreveremos na próxima semana."),
        (
            "en",
            "refused",
            "Having weighed everything, we shall go on using your address for offers; our interest outweighs yours.",
        ),
        ("de", "refused", "Ihrem Wunsch nach Löschung folgen wir nicht."),
        ("fr", "refused", "Nous n'entendons pas effacer vos données tant que le contrat court."),
        ("es", "refused", "No vamos a borrar sus datos mientras dure el contrato."),
        ("it", "refused", "Non intendiamo cancellare i Suoi dati."),
        ("nl", "refused", "Wij zullen uw gegevens niet wissen."),
        ("pt", "refused", "Não vamos apagar os seus dados."),
        ("en", "identity_asked", "To be on the safe side, kindly mail us a picture of your driving licence."),
        ("de", "identity_asked", "Zur Sicherheit bräuchten wir noch ein Foto Ihres Führerscheins."),
        ("fr", "identity_asked", "Par sécurité, joignez une photo de votre permis de conduire."),
        ("es", "identity_asked", "Por seguridad, mándenos una foto de su carné de conducir."),
        ("it", "identity_asked", "Per sicurezza ci mandi una foto della Sua patente."),
        ("nl", "identity_asked", "Stuur ons voor de zekerheid een foto van uw rijbewijs."),
        ("pt", "identity_asked", "Por segurança, mande-nos uma foto da sua carta de condução."),
        ("en", "extended", "We are still gathering the papers and will need until the end of March."),
        ("de", "extended", "Wir tragen die Unterlagen noch zusammen und brauchen dafür bis Ende März."),
        ("fr", "extended", "Il nous faut deux mois supplémentaires pour rassembler les pièces."),
        ("es", "extended", "Nos hacen falta otros dos meses para reunirlo todo."),
        ("it", "extended", "Ci servono altri due mesi per raccogliere tutto."),
        ("nl", "extended", "Wij hebben nog twee maanden nodig om alles te verzamelen."),
        ("pt", "extended", "Precisamos de mais dois meses para reunir tudo."),
        ("en", "answered_full", "Brightlist Data Ltd rented us your address in May."),
        ("de", "answered_full", "Ihre Anschrift haben wir im Mai von der Lärche Daten GmbH gemietet."),
        ("fr", "answered_full", "Nous avons loué votre adresse en mai à Mélèze Données."),
        ("es", "answered_full", "Alquilamos su dirección en mayo a Alerce Datos."),
        ("it", "answered_full", "Abbiamo noleggiato il Suo indirizzo a maggio da Larice Dati."),
        ("nl", "answered_full", "Wij huurden uw adres in mei van Lariks Data."),
        ("pt", "answered_full", "Alugámos o seu endereço em maio à Lariço Dados."),
        (
            "en",
            "acknowledged",
            "We've logged your request under PR-118 and someone from the privacy office will be in contact.",
        ),
        (
            "de",
            "acknowledged",
            "Ihre Nachricht haben wir dankend erhalten und an die zuständige Kollegin weitergereicht.",
        ),
        (
            "de",
            "acknowledged",
            "Wir haben Ihr Anliegen unter der Nummer 4711 aufgenommen und melden uns unaufgefordert.",
        ),
        ("fr", "acknowledged", "Votre courrier nous est bien parvenu et sera traité par notre service juridique."),
        ("fr", "acknowledged", "Nous avons pris bonne note de votre demande et vous répondrons sous un mois."),
        ("es", "acknowledged", "Hemos tomado nota de su petición y la hemos pasado al departamento jurídico."),
        ("it", "acknowledged", "Abbiamo preso nota della Sua richiesta, che è ora al vaglio dell'ufficio legale."),
        ("nl", "acknowledged", "Uw verzoek is in goede orde bij ons binnengekomen en ligt nu bij de jurist."),
        ("pt", "acknowledged", "Tomámos nota do seu pedido, que foi remetido ao nosso departamento jurídico."),
        ("en", "identity_asked", "Kindly click the link we texted to your phone so that we know it's really you."),
        (
            "de",
            "identity_asked",
            "Damit kein Unbefugter Ihre Daten erhält, senden Sie uns bitte vorab eine geschwärzte Ausweiskopie.",
        ),
        ("fr", "identity_asked", "Pour nous assurer que c'est bien vous, indiquez-nous votre date de naissance."),
        ("es", "identity_asked", "Antes de seguir necesitamos comprobar que es usted: díganos su fecha de nacimiento."),
        ("it", "identity_asked", "Prima di procedere dobbiamo accertarci che sia Lei: ci indichi la data di nascita."),
        ("nl", "identity_asked", "Om zeker te weten dat u het bent, ontvangen wij graag uw geboortedatum."),
        ("pt", "identity_asked", "Para termos a certeza de que é o titular, indique-nos a data de nascimento."),
        ("en", "answered_full", "We bought your details last May from Brightlist, a list broker in Leeds."),
        (
            "de",
            "answered_full",
            "Ihre Adresse steht ab sofort auf unserer Sperrliste, Werbung erhalten Sie keine mehr.",
        ),
        ("de", "answered_full", "Beiliegend erhalten Sie sämtliche Angaben, die wir über Sie führen."),
        (
            "fr",
            "answered_full",
            "Votre adresse est désormais inscrite sur notre liste rouge et vous ne recevrez plus rien.",
        ),
        ("fr", "answered_full", "Vous trouverez en pièce jointe toutes les informations que nous détenons sur vous."),
        ("es", "answered_full", "Su dirección ha pasado a nuestra lista de exclusión y no recibirá más publicidad."),
        ("es", "answered_full", "Adjunto encontrará todos los datos que tenemos sobre usted."),
        (
            "it",
            "answered_full",
            "Il Suo indirizzo è stato inserito nella lista di esclusione: non riceverà più pubblicità.",
        ),
        ("it", "answered_full", "In allegato trova tutti i dati che abbiamo su di Lei."),
        ("nl", "answered_full", "Uw adres staat vanaf nu op onze blokkeerlijst; u krijgt geen reclame meer."),
        ("nl", "answered_full", "In de bijlage vindt u alle gegevens die wij van u hebben."),
        ("pt", "answered_full", "O seu endereço passou para a lista de exclusão e não receberá mais publicidade."),
        ("pt", "answered_full", "Em anexo encontra todos os dados que temos sobre si."),
        ("en", "refused", "After careful review we have decided not to grant your request."),
        ("en", "refused", "You are not entitled to this information, so we will not supply it."),
        ("de", "refused", "Nach Prüfung sind wir zu dem Ergebnis gekommen, dass Ihnen kein Auskunftsanspruch zusteht."),
        ("de", "refused", "Eine Löschung kommt derzeit nicht in Betracht, da ein laufender Vertrag besteht."),
        ("fr", "refused", "Après examen, nous avons décidé de ne pas faire droit à votre demande."),
        ("es", "refused", "Tras estudiar su caso hemos decidido no acceder a lo solicitado."),
        ("it", "refused", "Dopo attento esame abbiamo deciso di non accogliere quanto richiesto."),
        ("nl", "refused", "Na beoordeling hebben wij besloten niet aan uw verzoek te voldoen."),
        ("pt", "refused", "Após análise decidimos não dar provimento ao seu pedido."),
        (
            "en",
            "extended",
            "Your case is complicated; the law lets us take up to two extra months, and we will use them.",
        ),
        (
            "de",
            "extended",
            "Wegen des Umfangs nehmen wir die gesetzlich mögliche Verlängerung um zwei Monate in Anspruch.",
        ),
        ("fr", "extended", "Compte tenu de la complexité, le délai est porté à trois mois."),
        ("es", "extended", "Dada la complejidad, el plazo se amplía en dos meses."),
        ("it", "extended", "Vista la complessità, il termine è prolungato di due mesi."),
        ("nl", "extended", "Vanwege de complexiteit hebben wij twee maanden extra nodig."),
        ("pt", "extended", "Dada a complexidade, o prazo é alargado por dois meses."),
    ],
)
def test_what_is_said_in_many_words(language: str, event: str, text: str) -> None:
    assert says(text, language) == event


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Our records show that you have not opened our emails for a year. Would you like to stay?"),
        ("en", "We have no information yet on when the lamp will be back in our shop."),
        ("en", "The newsletter is sent by our marketing team every Friday."),
        ("de", "Der Newsletter wird von unserer Marketingabteilung jeden Freitag verschickt."),
        ("de", "Zu Ihrer Bestellung liegen uns noch keine Versanddaten vor."),
        ("de", "Unsere Filiale in Ulm wird ab Mai von Frau Berg geleitet."),
        ("fr", "Nous n'avons pas encore d'information sur la livraison de votre lampe."),
        ("fr", "Notre boutique de Lyon est gérée par Mme Blanc."),
        ("es", "Todavía no tenemos información sobre el envío de su lámpara."),
        ("es", "La tienda de Vigo está gestionada por nuestro equipo local."),
        ("it", "Non abbiamo ancora notizie sulla spedizione della Sua lampada."),
        ("it", "Il negozio di Parma è gestito dal nostro team locale."),
        ("nl", "Wij hebben nog geen informatie over de levering van uw lamp."),
        ("nl", "De winkel in Breda wordt beheerd door ons eigen team."),
        ("pt", "Ainda não temos informação sobre a entrega do seu candeeiro."),
        ("pt", "A loja de Braga é gerida pela nossa equipa local."),
        ("en", "Can you tell me which list you mean? Then I can look."),
        ("de", "Welchen Newsletter meinen Sie genau?"),
        ("en", "Thank you for being a customer. Your account gives you free delivery."),
        ("en", "Thank you for your patience. We have changed the delivery address of your subscription."),
        ("en", "Could you let us know which of our websites you used?"),
        ("en", "We are sorry to hear that you no longer wish to hear from us. Please click the link below to confirm."),
        ("en", "Your data are safe with us and are never sold."),
        ("en", "Please contact the manufacturer directly for spare parts; the manufacturer is Larch Ltd."),
        ("en", "Our newsletter list was not affected by the incident."),
        ("en", "Attached you will find our current catalogue."),
        ("en", "I have attached our price list and the information you wanted about the blue lamp."),
        ("en", "Your account balance is zero and nothing is owed."),
        ("de", "Anbei finden Sie unseren aktuellen Katalog."),
        ("de", "Ihr Guthaben wurde gelöscht, weil der Gutschein abgelaufen ist."),
        ("de", "Wir geben Ihre Daten nicht an andere Firmen weiter."),
        ("de", "Unser Werk in Linz wurde von der Lärche AG übernommen."),
        ("de", "Bitte wenden Sie sich wegen der Reparatur direkt an den Hersteller."),
        ("de", "Welche unserer Adressen hat Ihnen geschrieben?"),
        ("de", "Ihre Sperrung der Karte ist vermerkt."),
        ("fr", "Veuillez trouver ci-joint notre catalogue."),
        ("fr", "Pour les pièces détachées, adressez-vous directement au fabricant."),
        ("fr", "Nous ne vendons pas vos données à d'autres sociétés."),
        ("fr", "De quelle lettre d'information s'agit-il ?"),
        ("es", "Adjuntamos nuestro catálogo actual."),
        ("es", "Para las piezas diríjase directamente al fabricante."),
        ("es", "No cedemos sus datos a otras empresas."),
        ("es", "¿De qué boletín se trata?"),
        ("it", "In allegato trova il nostro catalogo aggiornato."),
        ("it", "Per i pezzi di ricambio si rivolga direttamente al produttore."),
        ("it", "Non cediamo i Suoi dati ad altre società."),
        ("it", "Di quale newsletter si tratta?"),
        ("nl", "Bijgevoegd vindt u onze nieuwe catalogus."),
        ("nl", "Voor onderdelen kunt u rechtstreeks contact opnemen met de fabrikant."),
        ("nl", "Wij verkopen uw gegevens niet aan andere bedrijven."),
        ("nl", "Om welke nieuwsbrief gaat het?"),
        ("pt", "Em anexo segue o nosso catálogo atual."),
        ("pt", "Para peças contacte diretamente o fabricante."),
        ("pt", "Não cedemos os seus dados a outras empresas."),
        ("pt", "De que newsletter se trata?"),
        ("en", "The shop at Mill Lane will be closed on Monday for stocktaking."),
        ("en", "Your order has been received and will be sent tomorrow."),
        ("en", "We have updated the payment details in your account."),
        ("de", "Ihre Bestellung ist bei uns eingegangen und wird morgen versandt."),
        ("de", "Wir haben Ihre Zahlung dankend erhalten."),
        ("de", "Für die Probefahrt bringen Sie bitte Ihren Führerschein mit."),
        ("fr", "Votre paiement a bien été reçu."),
        ("fr", "Votre rendez-vous est confirmé pour mardi, merci d'apporter votre carte d'identité."),
        ("es", "Hemos recibido su pago y enviaremos el paquete mañana."),
        ("it", "Abbiamo ricevuto il Suo pagamento e spediremo domani."),
        ("nl", "Wij hebben uw betaling ontvangen en versturen het pakket morgen."),
        ("pt", "Recebemos o seu pagamento e enviaremos a encomenda amanhã."),
    ],
)
def test_what_only_has_such_words_says_nothing(language: str, text: str) -> None:
    assert says(text, language) is None


def test_the_address_of_the_letter_stands_for_the_person() -> None:
    letter = request()
    own, other = letter.draft.from_alias, "desk@kestrel.example"
    for address, found in ((own, "no_data"), (other, None)):
        read = newsletter(subject="Re: my letter", text=f"{address} kommt nirgends vor.", language="de", links=())
        said = propose(read, Nature.ANSWER, Sign.REFERENCE, letter)
        assert (said.event.value if said else None) == found


def test_words_must_stand_near_each_other() -> None:
    rule = Rule("en", ((" no",), (" data",)), (), 4)
    assert rule.fits(plain("There are no such data."))
    assert not rule.fits(plain("No, the parcel came late, and data were read."))
    assert Rule("en", rule.every, ()).fits(plain("No, the parcel came late, and data were read."))


def test_money_is_a_word() -> None:
    assert plain("£10 or 12 €, $5") == " pound 10 or 12 euro dollar 5 "


def test_every_idea_has_words_in_every_language() -> None:
    made = {(rule.language, name) for name, several in rules().events.items() for rule in several if rule.within}
    assert {language for language, _ in made} == set(LANGUAGES)
    assert {name for _, name in made} == {"no_data", "wrong_entity"}
