"""The language of a text, or silence."""

import pytest

from inboxguard.facts.language import language, plausible


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "Thank you for your order. We will let you know when it is on the way to your house."),
        ("de", "Vielen Dank für Ihre Bestellung. Wir sagen Ihnen, wenn sie auf dem Weg zu Ihnen ist."),
        ("fr", "Merci pour votre commande. Nous vous dirons quand elle est en route vers vous avec le colis."),
        (
            "es",
            "Gracias por tu pedido. Te avisaremos cuando esté en camino y puedes ver los datos con tu cuenta.",
        ),
        ("it", "Grazie per il tuo ordine. Ti diremo quando è in viaggio e puoi vedere tutti i dati qui nella pagina."),
        (
            "nl",
            "Bedankt voor je bestelling. Wij laten je weten wanneer het onderweg is en je kunt alles hier zien.",
        ),
        (
            "pt",
            "Obrigado pela sua encomenda. Avisamos quando estiver a caminho e você tem os dados aqui na sua conta.",
        ),
        (
            "pl",
            "Dziękujemy za zamówienie. Możesz sprawdzić wszystkie dane na stronie oraz w aplikacji, ale nie tylko tam.",
        ),
        (
            "sv",
            "Tack för din beställning. Vi meddelar när den är på väg och du kan även se alla uppgifter här.",
        ),
        (
            "da",
            "Tak for din bestilling. Vi giver besked, når den er på vej, og du kan se alle oplysninger her hos os, så.",
        ),
        ("no", "Takk for bestillingen. Vi gir deg beskjed når den er på vei, og du kan se alle opplysninger her."),
        ("fi", "Kiitos tilauksestasi. Kerromme, kun se on matkalla, ja voit nähdä kaikki tiedot täällä."),
        ("cs", "Děkujeme za vaši objednávku. Dáme vám vědět, až bude na cestě, a vše najdete také zde."),
        ("sk", "Ďakujeme za vašu objednávku. Dáme vám vedieť, keď bude na ceste, a všetky údaje nájdete aj tu."),
        ("hu", "Köszönjük a rendelést. Értesítjük, amint a csomag elindul, és minden adatot itt is megtalál."),
        ("ro", "Îți mulțumim pentru comandă. Te anunțăm când este pe drum și poți vedea toate datele aici."),
        ("tr", "Siparişiniz için teşekkür ederiz. Yola çıktığında size haber vereceğiz, hepsi burada."),
        ("hr", "Hvala vam na narudžbi. Javit ćemo vam kada bude na putu, a sve podatke možete vidjeti ovdje."),
        ("ca", "Gràcies per la teva comanda. T'avisarem quan estigui de camí i pots veure totes les dades aquí."),
        ("ru", "Спасибо за ваш заказ. Мы сообщим вам, когда он будет в пути, и все данные можно посмотреть здесь."),
        ("uk", "Дякуємо за ваше замовлення. Ми повідомимо вас, коли воно буде в дорозі, всі дані можна побачити тут."),
        ("bg", "Благодарим за поръчката. Ще ви съобщим, когато е на път, и всички данни можете да видите тук."),
        ("el", "Ευχαριστούμε για την παραγγελία σου. Θα σε ενημερώσουμε όταν είναι στον δρόμο."),
        ("ja", "ご注文ありがとうございます。発送しましたらお知らせします。"),
        ("ko", "주문해 주셔서 감사합니다. 배송이 시작되면 알려 드리겠습니다."),
        ("he", "תודה על ההזמנה שלך. נודיע לך כשהיא בדרך."),
    ],
)
def test_an_order_in_many_languages(code: str, text: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    ("code", "subject"),
    [
        ("en", "Your order is on its way"),
        ("de", "Ihre Bestellung ist unterwegs"),
        ("fr", "Votre commande est en route"),
        ("es", "Hemos recibido tu pedido"),
        ("nl", "Je bestelling is onderweg"),
        ("pl", "Twoje zamówienie jest już w drodze"),
        ("fi", "Kiitos tilauksestasi, se on matkalla"),
        ("cs", "Vaše objednávka je na cestě"),
        ("tr", "Siparişiniz yola çıktı, kargo bedava"),
    ],
)
def test_a_subject_of_a_few_words(code: str, subject: str) -> None:
    assert language(subject) == code


@pytest.mark.parametrize("subject", ["Newsletter 41", "Re: Anna", "Black Friday", "Rosé 2024", "Café Malmö", "info"])
def test_names_and_words_of_everywhere_are_no_language(subject: str) -> None:
    assert language(subject) is None


@pytest.mark.parametrize("text", [None, "", "SALE", "Nike Air Max 90 49,99", "the", "xx yy zz " * 50, "中文邮件" * 20])
def test_silence_when_unsure(text: str | None) -> None:
    assert language(text) is None


def test_half_and_half_is_no_language() -> None:
    assert language("the and you your for with this that " * 5 + "der die das und sie ihr mit für ist " * 5) is None


def test_a_long_mail_in_two_languages_has_none_and_one_with_a_foreign_quotation_in_the_middle_has_one() -> None:
    english, german = "the and you your for with this that " * 60, "der die das und sie ihr mit für ist " * 60
    assert language(english + german) is None
    assert language(english + english) == "en"
    assert language(english + german[:500] + english) == "en"


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("Babyphone im Angebot", {"de"}),
        ("Kinderwagen", set()),
        ("Das ist die beste Wahl und nicht teuer", {"de", "nl", "da", "no", "sv"}),
        ("", set()),
    ],
)
def test_languages_that_a_short_text_may_be_in(text: str, likely: set[str]) -> None:
    found = plausible(text)
    assert found <= likely if likely else found == frozenset()
    assert bool(found) is bool(likely)
