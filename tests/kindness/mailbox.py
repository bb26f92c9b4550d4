"""An invented mailbox in which every mail and every sender bears words of its own, so that a hit can be traced.

A word of a mail is "qx", its number, and the place where it stands: qx017su is the subject of mail 17. A word of a
sender is its invented name. Both stand in lower case in what `Box` says is set aside.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

ME = "anna@post.example"
SERVER = "mx.post.example"
NOW = datetime(2026, 11, 24, 8, 40, tzinfo=UTC)
TOKEN = re.compile(r"qx(\d{3})(su|pr|bo|al|pa|ca|li|fo|no)", re.IGNORECASE)
ADDRESS_OF_LINDWURM = "anna+k7q2m9x4@post.example"
ADDRESS_OF_BIRNENWOLKE = "anna+r3m9t6w2@post.example"

SAYS = {
    "de": "Guten Tag, wir haben für Sie die schönsten Dinge der Woche ausgesucht und freuen uns auf Ihren Besuch.",
    "en": "Hello, we have chosen the nicest things of the week for you and we are looking forward to your visit.",
    "fr": "Bonjour, nous avons choisi pour vous les plus belles choses de la semaine et nous vous attendons bientôt.",
    "es": "Hola, hemos elegido para usted las cosas más bonitas de la semana y esperamos su visita muy pronto.",
    "it": "Buongiorno, abbiamo scelto per lei le cose più belle della settimana e aspettiamo la sua visita.",
    "nl": "Goedendag, wij hebben voor u de mooiste dingen van de week uitgezocht en wij zien uw bezoek graag.",
    "pt": "Olá, escolhemos para si as coisas mais bonitas da semana e esperamos a sua visita muito em breve.",
}

BABY_DE = (
    "Babyparty und Erstausstattung",
    "Ihr Baby kommt bald",
    "Angehende Eltern aufgepasst",
    "Windeln und Strampler",
)
LOSS_EN = (
    "Jewellery for angel babies",
    "After a stillbirth: our book",
    "For babies gone too soon",
    "Miscarriage support",
)
PET_FR = (
    "Croquettes pour votre chien",
    "Tout pour votre animal de compagnie",
    "Litière pour chat",
    "Animalerie en fête",
)
FUNERAL_ES = (
    "Ataúdes y condolencias",
    "Flores para el cementerio",
    "Seguro de decesos y funeral",
    "Columbarios nuevos",
)
BABY_IT = (
    "Allattamento facile", "Baby monitor in offerta", "L'arrivo del bebè", "Pannolini e passeggini",
)  # fmt: skip
PET_NL = (
    "Hondenvoer en brokjes", "Voor baasjes: kattenvoer", "Aquariumfilters", "Alles voor uw huisdier",
)  # fmt: skip
FUNERAL_PT = (
    "Assistência funeral para todos",
    "Agência funerária de confiança",
    "Flores para o cemitério",
    "Urnas e caixões",
)
PLAIN_DE = (
    "Vorhänge und Teppiche",
    "Neue Lampen",
    "Gartenmöbel",
    "Regale nach Maß",
    "Tassen und Teller",
    "Alles für das Bad",
)


@dataclass
class Box:
    """The mails as they are written, and what of them is set aside."""

    mails: list[EmailMessage] = field(default_factory=list)
    secret_mails: set[int] = field(default_factory=set)
    secret_senders: set[str] = field(default_factory=set)
    """Words that stand in the name and domain of those of whom everything is set aside."""
    ids: dict[str, list[int]] = field(default_factory=dict)
    """The numbers of the mails of each domain."""

    def advert(
        self,
        name: str,
        domain: str,
        subject: str,
        language: str,
        days: float,
        *,
        secret: bool = False,
        to: str = ME,
        footer: str = "",
        mail_list: str = "news",
    ) -> int:
        """Add a newsletter; return its number."""
        number = len(self.mails) + 1
        word = f"qx{number:03d}".__add__
        mail = self._mail(f"{name} <news@mail.{domain}>", to, f"{subject} {word('su')}", days, domain)
        mail["List-Id"] = f"{name} {word('li')} <{word('li')}.{mail_list}.{domain}>"
        mail["List-Unsubscribe"] = f"<https://{domain}/u/{word('pa')}>, <mailto:out-{word('pa')}@{domain}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        mail["X-Campaign"] = word("ca")
        mail["Precedence"] = "bulk"
        footer = footer.format(word=word("fo"))
        text = f"{SAYS[language]} {subject} {word('bo')}\n\n{name} {word('fo')} {footer}\n"
        mail.set_content(text)
        mail.add_alternative(
            f"<html><body><span style='display:none'>{subject} {word('pr')}</span><p>{SAYS[language]}</p>"
            f"<p>{subject} {word('bo')}</p><a href='https://{domain}/{word('pa')}?utm_campaign={word('ca')}'>"
            f"<img src='https://{domain}/{word('pa')}.png' alt='{subject} {word('al')}'></a>"
            f"<p>{name} {word('fo')} {footer}</p></body></html>",
            subtype="html",
        )
        return self._keep(mail, number, domain, secret=secret)

    def receipt(self, name: str, domain: str, subject: str, text: str, days: float, to: str = ME) -> int:
        """Add a mail about an order or an account, which no words set aside."""
        number = len(self.mails) + 1
        mail = self._mail(f"{name} <service@{domain}>", to, f"{subject} qx{number:03d}su", days, domain)
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(f"{text}\n\nqx{number:03d}bo\n{name}\n")
        return self._keep(mail, number, domain, secret=False)

    def sent(self, to: str, subject: str, days: float) -> None:
        """Add a mail that the person wrote."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"Anna Beispiel <{ME}>", to, subject
        mail["Date"] = format_datetime(NOW - timedelta(days=days))
        mail["Message-ID"] = f"<sent-{len(self.mails) + 1}@post.example>"
        mail.set_content("Bitte tragen Sie mich aus.")
        self.mails.append(mail)

    def write(self, path: Path) -> None:
        """Write them as an mbox file."""
        lines = []
        for mail in self.mails:
            body = mail.as_bytes().replace(b"\nFrom ", b"\n>From ")
            lines.append(b"From - Tue Nov 24 08:00:00 2026\n" + body + b"\n")
        path.write_bytes(b"".join(lines))

    def _mail(self, sender: str, to: str, subject: str, days: float, domain: str) -> EmailMessage:
        at = format_datetime(NOW - timedelta(days=days))
        host = sender.rpartition("@")[2].strip(">")
        mail = EmailMessage()
        mail["Delivered-To"] = to
        mail["Authentication-Results"] = (
            f"{SERVER}; dkim=pass header.d={host}; spf=pass smtp.mailfrom={host}; dmarc=pass header.from={host}"
        )
        mail["Received"] = f"from mx.{domain} by {SERVER} for <{to}>; {at}"
        mail["From"], mail["To"], mail["Subject"], mail["Date"] = sender, to, subject, at
        mail["Message-ID"] = f"<qx{len(self.mails) + 1:03d}no@{domain}>"
        return mail

    def _keep(self, mail: EmailMessage, number: int, domain: str, *, secret: bool) -> int:
        self.mails.append(mail)
        self.ids.setdefault(domain, []).append(number)
        if secret:
            self.secret_mails.add(number)
        return number

    def whole(self, name: str, domain: str, word: str, subjects: tuple[str, ...], language: str, to: str = ME) -> None:
        """Add a sender of whom every mail is set aside by its words."""
        self.secret_senders.add(word)
        for at, subject in enumerate((*subjects, *subjects[:2])):
            self.advert(name, domain, subject, language, 200 - 25 * at - len(language + name), secret=True, to=to)


def made() -> Box:
    """Return the mailbox of the walk; the marked subjects are baby, loss, pet and funeral."""
    box = Box()
    box.receipt(
        "Lindwurm Kaufhaus", "lindwurm.example", "Willkommen bei Lindwurm, bitte bestätigen",
        "Sie haben sich bei Lindwurm Kaufhaus angemeldet. Ihr Kundenkonto ist nun eröffnet.", 320, ADDRESS_OF_LINDWURM,
    )  # fmt: skip
    for at, subject in enumerate(PLAIN_DE):
        box.advert("Lindwurm Kaufhaus", "lindwurm.example", subject, "de", 300 - 40 * at, to=ADDRESS_OF_LINDWURM)
    box.advert(
        "Lindwurm Kaufhaus", "lindwurm.example", "Babyausstattung und Kinderwagen", "de", 40,
        secret=True, to=ADDRESS_OF_LINDWURM,
    )  # fmt: skip
    box.receipt(
        "Lindwurm Kaufhaus", "lindwurm.example", "Ihre Bestellung: Hundefutter und Katzenstreu",
        "Vielen Dank für Ihre Bestellung Nr. 48151. Hundefutter 3 kg, 12,90 EUR. Ihre Rechnung liegt bei.", 35,
        ADDRESS_OF_LINDWURM,
    )  # fmt: skip
    # A stranger on Lindwurm's address, of whom everything is set aside: a trail whose recipient is masked.
    footer = "Sie erhalten diese Mail, weil Lindwurm Kaufhaus uns Ihre Adresse gegeben hat ({word})."
    box.secret_senders.add("zwiebelkrone")
    for at, subject in enumerate((*BABY_DE, *BABY_DE[:3])):
        box.advert(
            "Zwiebelkrone Babymarkt", "zwiebelkrone-babymarkt.example", subject, "de", 150 - 20 * at,
            secret=True, to=ADDRESS_OF_LINDWURM, footer=footer,
        )  # fmt: skip
    box.whole("Quillfeather Memory Keeping", "quillfeather.example", "quillfeather", LOSS_EN, "en")
    box.whole("Museaudoux Animalerie", "museaudoux.example", "museaudoux", PET_FR, "fr")
    box.whole("Sombragris Funerales", "sombragris.example", "sombragris", FUNERAL_ES, "es")
    box.whole("Culladoro Bimbi", "culladoro.example", "culladoro", BABY_IT, "it")
    box.whole("Snuffelpoot Dierenwinkel", "snuffelpoot.example", "snuffelpoot", PET_NL, "nl")
    box.whole("Saudadeluz Funerária", "saudadeluz.example", "saudadeluz", FUNERAL_PT, "pt")
    # One with a receipt that stays: the name is seen among the senders, its adverts are not.
    box.receipt(
        "Birnenwolke", "birnenwolke.example", "Ihre Rechnung", "Danke für Ihre Bestellung Nr. 4711. Betrag 12,00 EUR.",
        220, ADDRESS_OF_BIRNENWOLKE,
    )  # fmt: skip
    for at, subject in enumerate(BABY_DE):
        box.advert(
            "Birnenwolke", "birnenwolke.example", subject, "de", 210 - 20 * at, secret=True, to=ADDRESS_OF_BIRNENWOLKE
        )
    # A trail whose source is Birnenwolke.
    for at, subject in enumerate(PLAIN_DE[:5]):
        box.advert("Distelfink Reisen", "distelfink.example", subject, "de", 120 - 15 * at, to=ADDRESS_OF_BIRNENWOLKE)
    box.advert(
        "Distelfink Reisen", "distelfink.example", "Babyparty und Erstausstattung", "de", 30,
        secret=True, to=ADDRESS_OF_BIRNENWOLKE, footer=footer.replace("Lindwurm Kaufhaus", "Birnenwolke"),
    )  # fmt: skip
    # An opt-out, and the mail that asks the person back.
    for at, subject in enumerate(PLAIN_DE[:4]):
        box.advert("Kranichfeder", "kranichfeder.example", subject, "de", 90 - 10 * at)
    box.sent("out@kranichfeder.example", "unsubscribe", 30)
    box.advert(
        "Kranichfeder", "kranichfeder.example", "Schade, dass Sie gehen: 20 % Rabatt, wenn Sie bleiben", "de", 25,
        secret=True,
    )  # fmt: skip
    # A whole sender that the person set aside, and a word of a shelf of one's own.
    box.secret_senders.add("eulengarten")
    for at, subject in enumerate(PLAIN_DE[:4]):
        box.advert("Eulengarten", "eulengarten.example", subject, "de", 80 - 10 * at, secret=True)
    for at, subject in enumerate(PLAIN_DE[:4]):
        box.advert("Amselgrund", "amselgrund.example", subject, "de", 70 - 10 * at)
    box.advert("Amselgrund", "amselgrund.example", "Trompetenlack in allen Farben", "de", 20, secret=True)
    # One whose mail often only hints: it is proposed, and named when the person looks.
    for at, subject in enumerate((*BABY_DE, *BABY_DE[:2])):
        box.advert("Muckelmaus", "muckelmaus.example", subject, "de", 100 - 12 * at, secret=True)
    for at, subject in enumerate(("Zehn kleine Zehen", "Das Nest ist bereit", "Endlich zu dritt")):
        box.advert("Muckelmaus", "muckelmaus.example", subject, "de", 98 - 12 * at)
    return box
