"""The themes as the picker names them: the heads of packs only, since their words are long to read."""

import tomllib
from dataclasses import dataclass
from functools import cache

from inboxguard import resources
from inboxguard.errors import Refused
from inboxguard.themes.lexicon import parse
from inboxguard.themes.own import Own

GROUPS = ("family", "goodbyes", "relationships", "dates", "health", "habits", "money", "identity")
"""In the order of the picker; a group that is none of them comes last."""

_WORDS = "\n[terms."


@dataclass(frozen=True, slots=True)
class Choice:
    """One theme of the picker."""

    id: str
    group: str
    labels: tuple[tuple[str, str], ...]
    suggests: tuple[str, ...]
    """Themes to offer along with it; never switched on."""
    art9: bool
    """Whether the choice itself reveals special-category data (GDPR Art. 9)."""
    own: bool = False
    """Whether the person added it."""

    def label(self, language: str) -> str:
        """Return its plain name in `language`, else in English, else its id."""
        names = dict(self.labels)
        return names.get(language) or names.get("en") or self.id


@cache
def shipped() -> tuple[Choice, ...]:
    """Return the shipped themes, group by group."""
    return tuple(sorted((_head(resources.read(name)) for name in resources.names("themes", ".toml")), key=_place))


def choices(own: Own) -> tuple[Choice, ...]:
    """Return the shipped themes and those of the person's own files; own ones replace shipped ones of the same id."""
    added = {}
    for name, text in own.files:
        try:
            theme = parse(text, checked=True)
        except Refused:
            continue
        added[name] = Choice(name, theme.group or "own", theme.labels, theme.suggest_with, theme.art9, own=True)
    return tuple(sorted({one.id: one for one in (*shipped(), *added.values())}.values(), key=_place))


def suggested(own: Own, marked: frozenset[str], asked: frozenset[str]) -> tuple[Choice, ...]:
    """Return the themes that those of `asked` suggest and that are not marked, in the order of the picker."""
    every = choices(own)
    wanted = {other for one in every if one.id in asked for other in one.suggests} - marked
    return tuple(one for one in every if one.id in wanted)


def _head(text: str) -> Choice:
    pack = tomllib.loads(text.partition(_WORDS)[0])
    return Choice(
        pack["id"],
        pack.get("group", ""),
        tuple(pack.get("label", {}).items()),
        tuple(pack.get("suggest_with", ())),
        pack.get("art9") is True,
    )


def _place(one: Choice) -> tuple[int, str]:
    return GROUPS.index(one.group) if one.group in GROUPS else len(GROUPS), one.id
