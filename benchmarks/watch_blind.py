"""Did it stop? Single mails by other authors, put after an opt-out and judged through the real product.

    .venv/bin/python -m benchmarks.watch_blind FILE [--misses]

Each line of FILE: id, language, class, subject, body. A `notice` (also several of them, and one beside a true advert)
and adverts after a `new_footing` must never be called not honoured; adverts among themselves and beside a plain one
should be; a `farewell` is no advert and must not hide those that follow. Each scene is a sender of its own with six
adverts before. "list" mails bear the list's From and way out, "service" ones neither.
"""

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from inboxguard.audit.audit import Audit
from inboxguard.audit.views import Profile
from inboxguard.store import unsubscribing
from inboxguard.store.database import open_database
from inboxguard.store.unsubscribing import Record

SERVER, ME = "mx.post.example", "anna@post.example"
ASKED = datetime(2026, 6, 1, 9, tzinfo=UTC)
NOW = ASKED + timedelta(days=75)
BEFORE = (-60, -50, -40, -30, -20, -10)
PLAIN = {
    "en": (("20% off all lamps this weekend", "Shop now and save: our lamps are on sale until Sunday. Buy now."),
           ("New this week: chairs from $49", "Discover our new chairs. Shop the new collection and save 10%.")),
    "de": (("20 % auf alle Lampen", "Jetzt kaufen und sparen: nur bis Sonntag im Angebot. Jetzt entdecken."),
           ("Neu im Shop: Stühle ab 49 €", "Entdecken Sie neue Stühle. Jetzt shoppen und 10 % Rabatt sichern.")),
    "fr": (("-20 % sur toutes les lampes", "Profitez de nos promotions jusqu'à dimanche. Achetez maintenant."),
           ("Nouveautés : des chaises dès 49 €", "Découvrez notre nouvelle collection et profitez de 10 % de remise.")),
    "es": (("20 % de descuento en lámparas", "Compra ahora y ahorra: nuestras ofertas terminan el domingo."),
           ("Novedades: sillas desde 49 €", "Descubre la nueva colección. Compra ahora con un 10 % de descuento.")),
    "it": (("20% di sconto sulle lampade", "Acquista ora e risparmia: le nostre offerte finiscono domenica."),
           ("Novità: sedie da 49 €", "Scopri la nuova collezione. Acquista ora con il 10% di sconto.")),
    "nl": (("20% korting op alle lampen", "Koop nu en bespaar: onze aanbiedingen lopen tot zondag. Shop nu."),
           ("Nieuw: stoelen vanaf € 49", "Ontdek de nieuwe collectie. Shop nu met 10% korting.")),
    "pt": (("20% de desconto em candeeiros", "Compre agora e poupe: as nossas ofertas acabam domingo."),
           ("Novidades: cadeiras a partir de 49 €", "Descubra a nova coleção. Compre agora com 10% de desconto.")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """One sender after an opt-out."""

    one: dict[str, Any]
    name: str
    mails: tuple[tuple[float, str, str, bool], ...]
    """Day, subject, text, and whether it goes to the list."""
    guilty: bool


def scenes(every: Sequence[dict[str, Any]]) -> Iterator[Scene]:
    """Yield the scenes of all mails."""
    alike: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for one in every:
        alike[one["language"], one["class"]].append(one)
    for one in every:
        others = alike[one["language"], one["class"]]
        following = others[(others.index(one) + 1) % len(others)]
        plain = PLAIN[one["language"]]

        def put(day: float, mail: dict[str, Any] = one, on_list: bool = True) -> tuple[float, str, str, bool]:
            return day, mail["subject"], mail["body"], on_list

        def advert(*days: float, plain: Sequence[tuple[str, str]] = plain) -> tuple[tuple[float, str, str, bool], ...]:
            return tuple((day, *plain[at % 2], True) for at, day in enumerate(days))

        match one["class"]:
            case "advert":
                yield Scene(one, "two of them", (put(40), put(50, following)), True)
                yield Scene(one, "beside a plain one", (put(40), *advert(50)), True)
            case "notice":
                yield Scene(one, "two of them", (put(40), put(50, following)), False)
                yield Scene(one, "beside an advert", (put(40), *advert(50)), False)
                yield Scene(one, "service, beside an advert", (put(40, on_list=False), *advert(50)), False)
                yield Scene(one, "among adverts", (put(45), *advert(40, 50, 60)), True)
            case "new_footing":
                yield Scene(one, "on the list, adverts follow", (put(15), *advert(40, 50, 60)), False)
                yield Scene(one, "service, adverts follow", (put(15, on_list=False), *advert(40, 50, 60)), False)
                yield Scene(one, "late, adverts follow", (put(43, on_list=False), *advert(40, 50, 60)), False)
            case "farewell":
                yield Scene(one, "late, beside an advert", (put(40), *advert(50)), False)
                yield Scene(one, "at once, adverts follow", (put(0.02), *advert(40, 50, 60)), True)
                yield Scene(one, "next day, adverts follow", (put(1, on_list=False), *advert(40, 50, 60)), True)


def judged(every: Sequence[Scene], folder: Path) -> list[str]:
    """Return the state of each scene's opt-out, "none" where none is known."""
    mails = folder / "mails"
    mails.mkdir()
    database = open_database(folder / "home")
    for number, scene in enumerate(every):
        domain = f"s{number}.example"
        record = Record("one_click", domain, "", None, ME, (f"news.{domain}",), ())
        unsubscribing.add(database, domain, record, ASKED)
        before = ((day, *PLAIN[scene.one["language"]][day // 10 % 2], True) for day in BEFORE)
        for at, (day, subject, text, on_list) in enumerate((*before, *scene.mails)):
            path = mails / f"{number}-{at}.eml"
            path.write_bytes(_mail(domain, day, subject, text, on_list).as_bytes())
    database.close()
    audit = Audit.open(folder / "home", lambda: NOW)
    audit.set_profile(Profile(country="DE", region="", timezone="Europe/Berlin"))
    audit.import_files([mails], me=[ME], authserv=[SERVER])
    rows = {row["organisation"]: row["opt_out"] for row in audit.json_senders()}
    audit.close()
    return [(rows.get(f"s{number}.example") or {"state": "none"})["state"] for number in range(len(every))]


def _mail(domain: str, day: float, subject: str, text: str, on_list: bool) -> EmailMessage:
    at = ASKED + timedelta(days=day)
    box = "news" if on_list else "service"
    mail = EmailMessage()
    mail["Authentication-Results"] = f"{SERVER}; dkim=pass header.d={domain}; dmarc=pass header.from={domain}"
    mail["Received"] = f"from mail.{domain} by {SERVER} for <{ME}>; {format_datetime(at)}"
    mail["From"], mail["To"], mail["Subject"] = f"{domain} <{box}@{domain}>", ME, subject
    mail["Date"], mail["Message-ID"] = format_datetime(at), f"<{day}-{box}@{domain}>"
    if on_list:
        mail["List-Unsubscribe"], mail["List-Id"] = f"<https://{domain}/out>", f"<news.{domain}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        text = f"{text}\n\nhttps://{domain}/out"
    else:
        mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    return mail


def main() -> None:
    """Print what is said of each kind of scene."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true")
    told = parser.parse_args()
    lines = [json.loads(line) for line in told.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    every = list(scenes(lines))
    with tempfile.TemporaryDirectory() as folder:
        states = judged(every, Path(folder))
    table: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    wrong = found = guilty = 0
    for scene, state in zip(every, states, strict=True):
        table[scene.one["class"], scene.name][state] += 1
        accused = state == "not_honoured"
        wrong += accused and not scene.guilty
        guilty += scene.guilty
        found += accused and scene.guilty
        if told.misses and accused != scene.guilty:
            verdict = "ACCUSED" if accused else "missed "
            print(verdict, scene.name, "|", scene.one["id"], scene.one["subject"], "|", scene.one["body"])
    for (kind, name), counts in sorted(table.items()):
        print(f"  {kind:12} {name:28}", ", ".join(f"{state} {number}" for state, number in sorted(counts.items())))
    print(f"{told.file.name}: wrongly not honoured {wrong} of {len(every) - guilty}; found {found} of {guilty}")


if __name__ == "__main__":
    main()
