"""Mailboxes in which the person asked senders to stop, made from a book and a seed: the same seed, the same octets."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from email import message_from_bytes
from email.header import Header
from email.utils import format_datetime, parseaddr

from tests.worlds import life
from tests.worlds.books import Book
from tests.worlds.letters import Account, Letter
from tests.worlds.rendering import rendered
from tests.worlds.town import Town
from tests.worlds_watch.places import PLACES, Place
from tests.worlds_watch.stories import STORIES, STYLES, Scene
from tests.worlds_watch.truth import Fate, Told, WatchWorld

METHODS = ("one_click", "mailto", "link", "letter")
_HABITS = ("one", "one", "plus", "catch_all")
_OBJECTIONS = {
    "en": "Objection to direct marketing", "de": "Widerspruch gegen Direktwerbung",
    "fr": "Opposition à la prospection commerciale",
}  # fmt: skip


def watch_world(book: Book, seed: int, names: Sequence[str] = (), senders: int = 9) -> WatchWorld:
    """Return the world of that seed, with so many senders, each with one of the stories `names` (all by default)."""
    chance = random.Random(f"{book.name}/{seed}/watch")
    town = Town(book, seed, chance.choice(_HABITS))
    place = PLACES[seed % len(PLACES)]
    wanted = list(names or STORIES)
    chance.shuffle(wanted)
    scenes, fates = [], []
    for number in range(senders):
        name = wanted[number % len(wanted)]
        try:
            scene = _scene(town, place, chance)
            true = STORIES[name](scene)
        except LookupError:
            break
        scenes.append(scene)
        fates.append(Fate(scene.who.domain, name, scene.method, true))
    life.friends(town)
    life.junk(town)
    own = {scene.who.domain: scene for scene in scenes}
    town.letters = [one for one in town.letters if town.begins <= one.at]
    town.letters.sort(key=lambda one: one.at)
    octets: list[tuple[datetime, bytes]] = []
    newest: dict[str, bytes] = {}
    for number, letter in enumerate(town.letters):
        scene = own.get(letter.sender.domain) if letter.sender is not None else None
        for raw in rendered(town, letter, number):
            if scene is not None and id(letter) in scene.told:
                raw = _retold(raw, *scene.told[id(letter)])
            octets.append((letter.at, raw))
            if letter.account.seed.endswith("/second"):  # some styles name a list by the domain alone
                raw = raw.replace(b"List-ID: <news.", b"List-ID: <club.", 1)
            # What the person clicks: the newest mail of the list that they leave.
            if scene is not None and letter.bulk and letter.at <= scene.asked and _on_list(letter, scene):
                newest[scene.who.domain] = raw
            for again in range(1, int(letter.values.get("again", "1"))):
                octets.append((letter.at + timedelta(days=again), _delivered(raw, letter, again)))
    told: list[Told] = []
    for scene in scenes:
        raw = newest[scene.who.domain]
        for at, method in ((scene.asked, scene.method), *((at, method) for at, method, _ in scene.more)):
            _ask(scene, at, method, raw, chance, octets, told)
    octets.sort(key=lambda pair: pair[0])
    return WatchWorld(
        name=f"{book.name}-{seed}-{place.country}{place.region}",
        place=place,
        me=(*town.person.me(), town.person.main.replace("@", "+other@")),
        server=town.person.server,
        mails=tuple(raw for _, raw in octets),
        told=tuple(told),
        fates=tuple(fates),
    )


def _scene(town: Town, place: Place, chance: random.Random) -> Scene:
    who = town.draw()
    to = town.person.address_for(who)
    asked = town.on(chance.uniform(0.3, 0.42)) + timedelta(minutes=chance.randint(0, 600))
    account = Account(chance.choice(STYLES), who.domain)
    method = chance.choice(METHODS)
    scene = Scene(town, place, who, to, asked, account, method)
    every = chance.choice((3, 7, 14, 21))
    if chance.random() < 0.7:
        town.sign_up(who, asked - timedelta(days=140), to, chance.choice(("confirmed", "welcome", "order")))
    for day in range(-120, 0, every):
        scene.advert(day)
    scene.advert(-0.2)
    return scene


def _on_list(letter: Letter, scene: Scene) -> bool:
    return letter.account == scene.account and letter.to == scene.to


def _ask(
    scene: Scene, at: datetime, method: str, raw: bytes, chance: random.Random, octets: list[tuple[datetime, bytes]],
    told: list[Told],
) -> None:  # fmt: skip
    head = message_from_bytes(raw.partition(b"\n\n")[0])
    named = (head.get("List-ID") or "").rpartition("<")[2].strip(" >").lower()
    lists = (named,) if named else ()
    streams = () if named else (parseaddr(str(head["From"]))[1].lower(),)
    domain = scene.who.domain
    if method == "mailto":
        out = str(head.get("List-Unsubscribe") or "")
        target = out.partition("mailto:")[2].partition("?")[0].partition(">")[0]
        if target:
            octets.append((at, _sent(scene, at, target, "unsubscribe", chance)))
        else:  # it offers none, so the page is taken
            told.append(Told(domain, at, "link", scene.to, lists, streams))
    elif method == "letter":
        if chance.random() < 0.5:
            subject = _OBJECTIONS.get(scene.town.language_of(scene.who), _OBJECTIONS["en"])
            octets.append((at, _sent(scene, at, f"privacy@{domain}", subject, chance)))
        else:
            told.append(Told(domain, at, "letter", scene.to))
    else:
        told.append(Told(domain, at, method, scene.to, lists, streams))


def _sent(scene: Scene, at: datetime, to: str, subject: str, chance: random.Random) -> bytes:
    text = f"{subject}.\n\n{scene.town.person.name}\n"
    return (
        f"X-Gmail-Labels: Sent\nFrom: {scene.town.person.name} <{scene.to}>\nTo: {to}\nSubject: {_encoded(subject)}\n"
        f"Date: {format_datetime(at)}\nMessage-ID: <{chance.getrandbits(64):x}@{scene.to.rpartition('@')[2]}>\n"
        f"MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{text}"
    ).encode()


def _encoded(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8").encode()


def _retold(raw: bytes, subject: str, text: str) -> bytes:
    """Return a mail with another subject and a plain text; its header and its way out stay."""
    kept, skipping = [], False
    for line in raw.partition(b"\n\n")[0].decode("ascii").split("\n"):
        if line[:1] in (" ", "\t"):
            if not skipping:
                kept.append(line)
            continue
        skipping = line.lower().startswith(("subject:", "content-type:", "content-transfer-encoding:"))
        if not skipping:
            kept.append(line)
    kept += [f"Subject: {_encoded(subject)}", "Content-Type: text/plain; charset=utf-8",
             "Content-Transfer-Encoding: 8bit"]  # fmt: skip
    return "\n".join(kept).encode("ascii") + b"\n\n" + text.encode() + b"\n"


def _delivered(raw: bytes, letter: Letter, days: int) -> bytes:
    """Return the same mail as it is delivered again days later."""
    before = format_datetime(letter.at).encode()
    return raw.replace(before, format_datetime(letter.at + timedelta(days=days)).encode(), 1)
