"""The words of a letter: a template of the book, filled; links stay marked until the body is written."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from tests.worlds.books import Language, Template
from tests.worlds.letters import Letter
from tests.worlds.town import Town

MARK = "\x01{}\x02"
"""How a link stands in the words until it is known where it leads."""
LINKS = ("unsubscribe", "preferences", "confirm")


@dataclass(frozen=True, slots=True)
class Words:
    """What a mail says."""

    subject: str
    paragraphs: tuple[str, ...]
    footers: tuple[str, ...]
    language: Language
    html: bool


def words(town: Town, letter: Letter, chance: random.Random) -> Words:
    """Return the words of a letter; what its language lacks it says in English."""
    language = town.book.languages[letter.language]
    if letter.situation not in language.mails:
        language = town.book.languages["en"]
    template = _template(letter, language, chance)
    values = _values(town, letter, language, chance)
    told = {**town.book.languages["en"].footers, **language.footers}
    spoken = [sort for sort in letter.footers if sort != "imprint"]
    if letter.bulk and ("imprint" in letter.footers or chance.random() < float(town.book.mail["imprint"])):
        spoken.append("imprint")
    # One brand keeps its wording: the same variant in all its mails.
    steady = random.Random(f"{letter.sender.domain if letter.sender else ''}/footers")
    return Words(
        subject=template.subject.format(**values),
        paragraphs=tuple(template.text.format(**values).split("\n\n")),
        footers=tuple(steady.choice(told[sort]).format(**values) for sort in spoken),
        language=language,
        html=template.html,
    )


def _template(letter: Letter, language: Language, chance: random.Random) -> Template:
    variants = language.mails[letter.situation]
    if letter.situation in ("newsletter", "advert", "letter", "junk", "discussion"):
        return chance.choice(variants)
    return random.Random(f"{letter.sender.domain if letter.sender else letter.name}/template").choice(variants)


def _values(town: Town, letter: Letter, language: Language, chance: random.Random) -> dict[str, str]:
    sender, source = letter.sender, letter.source
    trade = sender.trade if sender else "any"
    products = language.products.get(trade) or language.products["any"]
    seasons = language.words["seasons"].split(",")
    at = letter.at.date()
    due = date.fromisoformat(letter.values["due_on"]) if "due_on" in letter.values else at + timedelta(days=150)
    found = {
        "brand": sender.name if sender else letter.name,
        "domain": sender.domain if sender else letter.address.partition("@")[2],
        "person": town.person.name,
        "first": town.person.first,
        "address": letter.to,
        "source": source.name if source else "",
        "source_domain": source.domain if source else "",
        "advertised": "",
        "product": chance.choice(products),
        "amount": f"{chance.randint(6, 150)}.90",
        "number": str(chance.randint(100_000, 999_999)),
        "date": _date(at, language),
        "due": _date(due, language),
        "entity": sender.entity if sender else "",
        "street": sender.street if sender else "",
        "registration": sender.number if sender else "",
        "year": str(at.year),
        "season": seasons[(at.month // 3) % 4 - 1].strip(),
        "partners": "",
        "friend": letter.name.split()[0] if letter.name else "",
        "list": f"{town.person.first}",
    }
    links = {name: MARK.format(name) for name in LINKS}
    told = {name: value for name, value in letter.values.items() if value}
    return found | links | told


def _date(day: date, language: Language) -> str:
    shape = language.words.get("date", "{day} {month} {year}")
    return shape.format(day=day.day, month=language.months[day.month - 1], year=day.year)
