"""The person whose mailbox it is: name, addresses and the habit of giving them out."""

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.worlds.books import Book, Organisation

HABITS = ("one", "plus", "catch_all", "relay", "alias", "mixed")

_PROVIDERS = ("post.example", "briefkasten.example", "letterbox.example", "correo.example", "kantine-mail.example")
_OLD = ("oldmail.example", "campus-alumni.example")
_WORDS = (
    "kestrel", "juniper", "marble", "lichen", "thistle", "copper", "harbour", "saffron", "quartz", "bramble", "willow",
    "amber", "falcon", "meadow", "cinder", "velvet",
)  # fmt: skip


_PLAIN = {ord("ø"): "o", ord("ł"): "l", ord("ß"): "ss", ord("æ"): "ae"}


def slug(text: str) -> str:
    """Return a name as it stands in an address: lower case, letters and digits only."""
    plain = text.lower().translate(_PLAIN)
    folded = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in folded if letter.isascii() and letter.isalnum())


@dataclass(slots=True)
class Persona:
    """The person; addresses made so far are remembered with who was given them."""

    name: str
    main: str
    habit: str
    server: str
    """The authserv-id and host of the person's own receiving server."""
    domain: str
    """The domain of made-up addresses: the provider's, or an own one for relays and catch-alls."""
    old: str
    """An older address whose provider forwards."""
    random: random.Random
    software: str
    """"postfix" or "exim": which fields the own server writes."""
    made: dict[str, str] = field(default_factory=dict)
    """Address -> the domain of whom it was made for."""
    old_used: bool = False

    @property
    def first(self) -> str:
        """Return the given name."""
        return self.name.split()[0]

    def can(self, kinds: Sequence[str]) -> bool:
        """Return whether the person makes addresses of one of these kinds: "any", "alias", "plus", "catch_all"."""
        makes = {
            "plus": ("plus",),
            "catch_all": ("catch_all",),
            "relay": ("alias", "relay"),
            "alias": ("alias",),
            "mixed": ("alias", "plus"),
        }
        return "any" in kinds or bool(set(kinds) & set(makes.get(self.habit, ())))

    def address_for(self, organisation: Organisation, kinds: Sequence[str] = ("any",)) -> str:
        """Return the address that the person gives an organisation, one of these kinds where they make such."""
        kind = self._kind(kinds)
        if kind == "plus":
            return self._remember(self.main.replace("@", f"+{slug(organisation.name)}@"), organisation)
        if kind == "catch_all":
            return self._remember(f"{slug(organisation.name)}@{self.domain}", organisation)
        if kind == "alias":
            return self._remember(f"{self._drawn()}@{self.domain}", organisation)
        return self.main

    def me(self) -> tuple[str, ...]:
        """Return the own addresses as the person would name them."""
        first = (f"@{self.domain}",) if self.habit == "catch_all" else (self.main,)
        aliases = tuple(address for address in self.made if "+" not in address and not self._catches(address))
        return (*first, *aliases, *((self.old,) if self.old_used else ()))

    def relayed(self, address: str) -> bool:
        """Return whether mail to an address comes through the alias service."""
        return self.habit == "relay" and address.endswith(f"@{self.domain}")

    def _drawn(self) -> str:
        """Return the local part of an address drawn by lot, as alias services and people with a generator make them."""
        word = self.random.choice(_WORDS)
        if self.habit == "relay":
            shape = self.random.choices(("word_hex", "signs", "words"), (4, 3, 3))[0]
        else:
            shape = self.random.choices(("word_hex", "signs"), (7, 3))[0]
        if shape == "signs":
            return "".join(self.random.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=9))
        if shape == "words":
            return f"{word}_{self.random.choice(_WORDS)}{self.random.randint(100, 999)}"
        return f"{word}{'.' if self.habit == 'relay' else '-'}{self.random.getrandbits(24):06x}"

    def _catches(self, address: str) -> bool:
        return self.habit == "catch_all" and address.endswith(f"@{self.domain}")

    def _remember(self, address: str, organisation: Organisation) -> str:
        self.made[address] = organisation.domain
        return address

    def _kind(self, kinds: Sequence[str]) -> str:
        habits = {
            "one": ("one",),
            "plus": ("plus", "plus", "plus", "plus", "one"),  # now and then forgotten
            "catch_all": ("catch_all",),
            "relay": ("alias", "alias", "alias", "alias", "one"),
            "alias": ("alias", "alias", "alias", "one"),
            "mixed": ("one", "one", "plus", "alias"),
        }[self.habit]
        wanted = [kind for kind in habits if "any" in kinds or kind in kinds]
        return self.random.choice(wanted or ["one"])


def persona(book: Book, chance: random.Random, habit: str | None = None) -> Persona:
    """Return a person; `habit` overrides the draw."""
    drawn = chance.choices(list(book.habits), list(book.habits.values()))[0]
    kept = habit or drawn
    name = chance.choice(book.persons)
    first, _, last = name.partition(" ")
    provider = chance.choice(_PROVIDERS)
    local = chance.choice((f"{slug(first)}.{slug(last)}", f"{slug(first)}{chance.randint(2, 99)}", slug(first + last)))
    own = f"{slug(last)}-{chance.choice(_WORDS)}.example"
    return Persona(
        name=name,
        main=f"{slug(first)}@{own}" if kept == "catch_all" else f"{local}@{provider}",
        habit=kept,
        server=f"mx{chance.randint(1, 4)}.{provider}",
        domain=own if kept in ("catch_all", "relay") else provider,
        old=f"{slug(first)}{slug(last)[:3]}@{chance.choice(_OLD)}",
        random=chance,
        software=chance.choice(("postfix", "postfix", "exim")),
    )
