"""What else lies in a mailbox: shops the person knows, friends, a club, junk."""

from datetime import timedelta

from tests.worlds.letters import Account, Letter
from tests.worlds.persona import slug
from tests.worlds.rogues import rogue
from tests.worlds.town import Town

_PROVIDERS = ("fjordmail.example", "letterbox.example", "dorfpost.example")


def shops(town: Town) -> None:
    """Add the shops of which the person is a customer and knows it, with a newsletter every few weeks."""
    low, high = town.book.mail["own_shops"]
    for _ in range(town.random.randint(low, high)):
        who, to, at = town.customer(until=0.25, mails=1)
        if town.random.random() < float(town.book.mail.get("errands", 0.4)):
            errand = town.random.choice(("password", "receipt", "invoice"))
            town.write(who, town.near(at + timedelta(days=town.random.randint(20, 150))), errand, to)
        if town.random.random() < float(town.book.leak.get("harmless", 0.04)):
            town.breached(who, town.on(town.random.uniform(0, 1)))
        every = town.random.choice((14, 21, 28, 35))
        moment = at + timedelta(days=every)
        while moment < town.ends:
            town.advert(who, town.near(moment), to, footers=town.random.choice((("own", "plain"), ("plain",))))
            moment += timedelta(days=every + town.random.randint(-3, 3))


def friends(town: Town) -> None:
    """Add letters of friends, of which some are answered, and the mail of a club's list."""
    known = town.random.sample(town.book.friends, 3)
    for week in range(town.weeks):
        if town.random.random() > town.book.mail["letters_a_week"]:
            continue
        name = town.random.choice(known)
        address = f"{slug(name)}@{_PROVIDERS[sum(map(ord, name)) % len(_PROVIDERS)]}"
        at = town.near(town.begins + timedelta(weeks=week, days=town.random.randint(0, 6)))
        values = {"friend": name.split()[0]}
        plain = Account("own", address.partition("@")[2])
        town.letters.append(
            Letter(at, None, "letter", town.person.main, town.language, plain, values, name=name, address=address)
        )
        if town.random.random() < 0.4:
            later = at + timedelta(hours=town.random.randint(1, 30))
            town.letters.append(
                Letter(later, None, "letter", town.person.main, town.language, plain, values, outgoing=True,
                       name=name, address=address)
            )  # fmt: skip
    for _ in range(town.random.randint(0, 6)):
        name = town.random.choice(town.book.friends)
        address = f"{slug(name)}@{town.random.choice(_PROVIDERS)}"
        at = town.on(town.random.uniform(0.05, 0.95))
        club = Account("list", "lists.gartenkreis.example")
        town.letters.append(
            Letter(at, None, "discussion", town.person.main, town.language, club, {}, name=name, address=address)
        )


def junk(town: Town) -> None:
    """Add the junk that every old address gets."""
    low, high = town.book.mail["junk"]
    for _ in range(town.random.randint(low, high)):
        sender = rogue(town)
        signs = town.random.random() < 0.5
        at = town.on(town.random.uniform(0.1, 0.95))
        town.advert(sender, at, town.person.main, "junk", authentic=signs, footers=("plain",))
        town.fate(sender, None, "unknown", emitted=("junk",))


def gap(town: Town) -> None:
    """Leave a hole of some weeks in some mailboxes: mail kept elsewhere, a crash, a long absence."""
    if town.random.random() >= float(town.book.mail.get("gaps", 0.12)):
        return
    begins = town.on(town.random.uniform(0.2, 0.7))
    ends = begins + timedelta(weeks=town.random.randint(4, 14))
    for letter in town.letters:
        if begins < letter.at < ends:
            letter.deleted = True


def forgotten(town: Town) -> None:
    """Let the person throw away and archive as the book says: newsletters only, never what shows a relation."""
    rate = float(town.book.mail["deleted_newsletters"])
    first: set[str] = set()
    for letter in sorted(town.letters, key=lambda one: one.at):
        domain = letter.sender.domain if letter.sender else ""
        if letter.bulk and domain in first and town.random.random() < rate:
            letter.deleted = True
        first.add(domain)
