"""What senders do after they were asked to stop: those that stop, those that go on, and what looks like going on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.worlds.books import Organisation
from tests.worlds.letters import Account, Letter
from tests.worlds.town import Town
from tests.worlds_watch.places import Place

NOT_HONOURED, HONOURED, OPEN = "not_honoured", "honoured", "open"
STYLES = (
    "mailchimp", "klaviyo", "sendgrid", "ses", "mailgun", "sfmc", "brevo", "mailjet", "cleverreach", "inxmail",
    "activecampaign", "own", "shopbuilder",
)  # fmt: skip
NOTICES = {
    "en": ("Changes to our terms and conditions", "Important notice about your contract", "Product recall: model 7"),
    "de": ("Änderung unserer AGB", "Wichtige Information zu Ihrem Vertrag", "Rückruf: Modell 7"),
    "fr": ("Modification de nos conditions générales", "Information importante", "Rappel de produit : modèle 7"),
    "es": ("Cambios en las condiciones de uso", "Aviso importante", "Retirada de producto: modelo 7"),
    "it": ("Modifica delle condizioni generali", "Comunicazione importante", "Richiamo prodotto: modello 7"),
    "nl": ("Wijziging van onze algemene voorwaarden", "Belangrijke mededeling", "Terugroepactie: model 7"),
    "pt": ("Alterações aos termos e condições", "Aviso importante", "Recolha de produto: modelo 7"),
    "pl": ("Zmiana regulaminu", "Ważna informacja o umowie", "Wycofanie produktu: model 7"),
    "sv": ("Ändrade villkor", "Viktig information om ditt avtal", "Återkallelse: modell 7"),
    "da": ("Ændring af vilkår", "Vigtig information om din aftale", "Tilbagekaldelse: model 7"),
}
RATINGS = {
    "en": ("Rate your purchase", "How did you like it? Give it one to five stars."),
    "de": ("Ihre Bestellung bewerten", "Wie hat es Ihnen gefallen? Geben Sie einen bis fünf Sterne."),
    "fr": ("Évaluez votre commande", "Cela vous a-t-il plu ? Donnez une à cinq étoiles."),
    "es": ("Valora tu pedido", "¿Te ha gustado? Danos de una a cinco estrellas."),
}
ENTRIES = {
    "en": "Thank you for entering our prize draw", "de": "Danke für deine Teilnahme am Gewinnspiel",
    "fr": "Merci pour votre participation au concours", "es": "Gracias por participar en el sorteo",
    "it": "Grazie per aver partecipato al concorso", "nl": "Bedankt voor je deelname aan de winactie",
    "pt": "Obrigado por participar no sorteio",
}  # fmt: skip


@dataclass(slots=True)
class Scene:
    """One sender, who mailed for months until the person asked it to stop at `asked`."""

    town: Town
    place: Place
    who: Organisation
    to: str
    asked: datetime
    account: Account
    method: str
    told: dict[int, tuple[str, str]] = field(default_factory=dict)
    """By id() of a letter: subject and text that stand in place of its own."""
    more: list[tuple[datetime, str, int]] = field(default_factory=list)
    """Further opt-outs: when, by what method, and the number of the list (0: all mail)."""

    def day(self, number: float) -> datetime:
        """Return a moment of the day so long after the opt-out."""
        return self.town.near(self.asked + timedelta(days=number))

    def advert(self, number: float, to: str = "", **over: Any) -> Letter:
        """Let the sender advertise on that day on its list."""
        return self.town.advert(self.who, self.day(number), to or self.to, **({"account": self.account} | over))

    def second(self, number: float, **over: Any) -> Letter:
        """Let the sender advertise on another list of its own."""
        other = Account(self.account.style, f"{self.who.domain}/second")
        return self.advert(number, **({"account": other, "address": f"club@{self.who.domain}"} | over))

    def service(self, number: float, situation: str, **over: Any) -> Letter:
        """Let the sender write about something that the person did."""
        return self.town.write(self.who, self.day(number), situation, self.to, **over)

    def retell(self, letter: Letter, subject: str, text: str) -> None:
        """Put other words into a letter; its header and its way out stay."""
        self.told[id(letter)] = (subject, text)

    def late(self, number: int = 5, first: int | None = None) -> list[float]:
        """Return days that are surely late."""
        start = self.place.late if first is None else first
        step = self.town.random.choice((5, 9, 14, 21))
        return [start + self.town.random.randint(0, 6) + step * index for index in range(number)]

    def spoken(self, words: dict[str, Any]) -> Any:
        """Return those of `words` in the sender's language, else the English ones."""
        return words.get(self.town.language_of(self.who), words["en"])


Make = Callable[[Scene], str]


def honours_at_once(scene: Scene) -> str:
    return HONOURED


def honours_in_time(scene: Scene) -> str:
    for day in range(1, scene.place.early, scene.town.random.choice((1, 2, 4))):
        scene.advert(day)
    return HONOURED


def keeps_sending(scene: Scene) -> str:
    scene.advert(2)
    for day in scene.late(scene.town.random.randint(3, 9)):
        scene.advert(day)
    return NOT_HONOURED


def writes_twice_more(scene: Scene) -> str:
    for day in scene.late(2):
        scene.advert(day)
    return NOT_HONOURED


def resumes_months_later(scene: Scene) -> str:
    scene.advert(3)
    for day in scene.late(3, 150):
        scene.advert(day)
    return NOT_HONOURED


def one_straggler(scene: Scene) -> str:
    scene.advert(scene.late(1)[0])
    return OPEN


def two_on_one_day(scene: Scene) -> str:
    day = scene.late(1)[0]
    first = scene.advert(day)
    scene.advert(day).at = first.at + timedelta(hours=1)
    return OPEN


def puts_on_another_list(scene: Scene) -> str:
    """Not covered by leaving a list; an objection to all mail covers it."""
    for day in (*scene.late(6), -40, -20):
        scene.second(day)
    return NOT_HONOURED if scene.method == "letter" else OPEN


def starts_a_list(scene: Scene) -> str:
    for day in scene.late(5):
        scene.second(day)
    return NOT_HONOURED if scene.method == "letter" else OPEN


def list_first_then_all(scene: Scene) -> str:
    """One list is left and ends; then all mail is objected to, and the other list goes on."""
    scene.method = "one_click"
    for day in (-50, -30, 10, 25):
        scene.second(day)
    scene.more.append((scene.day(30), "letter", 0))
    for day in scene.late(4, 30 + scene.place.late):
        scene.second(day)
    return NOT_HONOURED


def list_first_then_all_honoured(scene: Scene) -> str:
    scene.method = "link"
    for day in (-50, -30, 10, 25, 32):
        scene.second(day)
    scene.more.append((scene.day(30), "letter", 0))
    return HONOURED


def receipts_after(scene: Scene) -> str:
    for day in scene.late(3):
        scene.service(day, "invoice")
        scene.service(day + 1, "password")
        scene.service(day + 2, "shipped", values={"number": "48213"})
    return HONOURED


def orders_and_parcels_after(scene: Scene) -> str:
    """What was ordered before is delivered after: no new footing, no breach."""
    scene.service(-1, "order", values={"number": "48213", "amount": "39.90"})
    scene.service(1, "shipped", values={"number": "48213"})
    return HONOURED


def parcel_hides_nothing(scene: Scene) -> str:
    scene.service(-1, "order", values={"number": "48213", "amount": "39.90"})
    scene.service(1, "shipped", values={"number": "48213"})
    for day in scene.late(5):
        scene.advert(day)
    return NOT_HONOURED


def notices_after(scene: Scene) -> str:
    """Notices that are owed, sent over the list's own platform with its way out."""
    for day, subject in zip(scene.late(3), scene.spoken(NOTICES), strict=True):
        letter = scene.advert(day)
        scene.retell(letter, subject, f"{subject}.\n\n{scene.who.name}\n{scene.who.street}")
    return HONOURED


def farewell(scene: Scene) -> str:
    letter = scene.advert(0.1)
    scene.retell(letter, "You have been unsubscribed", "You will no longer receive our newsletter.")
    return HONOURED


def bought_again(scene: Scene) -> str:
    """Some laws want an express word; it may have been given with the order, which no mailbox shows."""
    scene.service(15, "order", values={"number": "77120", "amount": "24.90"})
    for day in scene.late(5):
        scene.advert(day)
    return OPEN


def signed_up_again(scene: Scene) -> str:
    scene.service(15, "confirm")
    scene.service(15.02, "confirmed")
    for day in scene.late(5):
        scene.advert(day)
    return OPEN


def took_part_in_a_draw(scene: Scene) -> str:
    letter = scene.service(16, "welcome")
    subject = scene.spoken(ENTRIES)
    scene.retell(letter, subject, f"{subject}.\n\n{scene.who.name}")
    for day in scene.late(5):
        scene.advert(day)
    return OPEN


def forged_after(scene: Scene) -> str:
    for day in scene.late(6):
        scene.advert(day, authentic=False)
    return HONOURED


def lay_in_a_queue(scene: Scene) -> str:
    """Written within the time and delivered long after it."""
    for day in scene.late(3):
        scene.advert(day, skew=timedelta(days=scene.place.early - 3 - day))
    return OPEN


def dates_of_the_future(scene: Scene) -> str:
    for day in range(1, scene.place.early, 4):
        scene.advert(day, skew=timedelta(days=90))
    return HONOURED


def delivered_again(scene: Scene) -> str:
    """One mail that a broken server delivers on three days."""
    day = scene.late(1)[0]
    letter = scene.advert(day)
    letter.values["again"] = "3"
    return OPEN


def another_address(scene: Scene) -> str:
    """The person left at one address, and another gets the list still."""
    other = scene.town.person.main.replace("@", "+other@")
    for day in (-70, -45, -20, *scene.late(6)):
        scene.advert(day, to=other)
    return HONOURED


def sister_writes(scene: Scene) -> str:
    try:
        sister = scene.town.draw(grouped=None)
    except LookupError:
        return HONOURED
    for day in (-60, -30, *scene.late(6)):
        scene.town.advert(sister, scene.day(day), scene.to, account=scene.account)
    return HONOURED


def mixed_only(scene: Scene) -> str:
    """Receipts with some advertising in them."""
    for day in scene.late(4):
        letter = scene.service(day, "shipped", values={"number": "48213"}, bulk=True, account=scene.account)
        assert letter.bulk
    return OPEN


def receipts_on_the_list(scene: Scene) -> str:
    """Bills and codes that go over the platform of the newsletter, with its way out."""
    for day, what in zip(scene.late(4), ("invoice", "password", "invoice", "password"), strict=True):
        scene.service(day, what, bulk=True, account=scene.account)
    return HONOURED


def ratings_after(scene: Scene) -> str:
    """How was it: about an order of before, over the list."""
    for day in scene.late(3):
        letter = scene.advert(day)
        scene.retell(letter, *scene.spoken(RATINGS))
    return OPEN


def left_twice(scene: Scene) -> str:
    scene.advert(2)
    scene.more.append((scene.day(3), "one_click", 0))
    return HONOURED


def left_twice_in_vain(scene: Scene) -> str:
    scene.more.append((scene.day(scene.place.late + 12), "one_click", 0))
    for day in scene.late(6):
        scene.advert(day)
    return NOT_HONOURED


def moved_the_mailbox(scene: Scene) -> str:
    """Old mail that was copied to another server months later bears the time of the copy."""
    for day in range(1, scene.place.early, 5):
        letter = scene.advert(scene.place.late + 60 + day)
        letter.skew = timedelta(days=-scene.place.late - 60)
    return HONOURED


def one_advert_among_receipts(scene: Scene) -> str:
    first, *others = scene.late(4)
    scene.advert(first)
    for day in others:
        scene.service(day, "invoice", bulk=True, account=scene.account)
    return OPEN


def platform_neighbour(scene: Scene) -> str:
    """Another brand on the same platform, with the same sort of list, to the same address."""
    other = scene.town.draw()
    for day in (-60, -30, *scene.late(6)):
        scene.town.advert(other, scene.day(day), scene.to, account=Account(scene.account.style, other.domain))
    return HONOURED


def to_the_last_day(scene: Scene) -> str:
    for day in range(scene.place.early - 4, scene.place.early + 1):
        scene.advert(day)
    return HONOURED


STORIES: dict[str, Make] = {
    make.__name__: make
    for make in (
        honours_at_once, honours_in_time, keeps_sending, writes_twice_more, resumes_months_later, one_straggler,
        two_on_one_day, puts_on_another_list, starts_a_list, list_first_then_all, list_first_then_all_honoured,
        receipts_after, orders_and_parcels_after, parcel_hides_nothing, notices_after, farewell, bought_again,
        signed_up_again, took_part_in_a_draw, forged_after, lay_in_a_queue, dates_of_the_future, delivered_again,
        another_address, sister_writes, mixed_only, to_the_last_day, receipts_on_the_list, ratings_after, left_twice,
        left_twice_in_vain, moved_the_mailbox, one_advert_among_receipts, platform_neighbour,
    )
}  # fmt: skip
