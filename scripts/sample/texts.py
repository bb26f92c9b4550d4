"""The texts of the stories: plain files, one mail after the other.

A file begins with `@ key=value ...`, the options of all its mails. `=== DATE | option | ...` begins a mail; an option
is a kind (`marketing`) or `key=value`. The next line is the subject, `~ ` a preheader, `% key value` an option whose
value may hold spaces, `[[label -> /path]]` a button, everything else the body.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from .clock import instant
from .people import HERE, Owner, owner

KINDS = ("marketing", "transactional", "personal", "discussion", "spam")
BUTTON = re.compile(r"\[\[(.+?) -> (.+?)\]\]")


@dataclass(frozen=True)
class Entry:
    """One mail as its author wrote it."""

    story: str
    key: str
    at: datetime
    kind: str
    subject: str
    preheader: str
    body: tuple[str, ...]
    options: dict[str, str]

    def option(self, name: str, default: str = "") -> str:
        return self.options.get(name, default)

    @property
    def language(self) -> str:
        return self.option("lang", "en")

    @property
    def outgoing(self) -> bool:
        return self.option("from") == "me"


def _options(text: str, separator: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in filter(None, (p.strip() for p in text.split(separator))):
        name, equals, value = part.partition("=")
        if equals:
            found[name.strip()] = value.strip()
        elif part in KINDS:
            found["kind"] = part
        else:
            found[part] = "yes"
    return found


def _entry(story: str, stem: str, index: int, block: str, defaults: dict[str, str], who: Owner) -> Entry:
    head, _, rest = block.partition("\n")
    date, _, tail = head.partition("|")
    options = defaults | _options(tail, "|")
    subject, _, rest = rest.partition("\n")
    preheader, lines = "", []
    for line in rest.strip("\n").split("\n"):
        if line.startswith("~ "):
            preheader = line[2:].strip()
        elif line.startswith("% "):
            name, _, value = line[2:].partition(" ")
            options[name] = value.strip()
        else:
            lines.append(line)
    names = {"{first}": who.first, "{name}": who.name, **{f"{{{k}}}": v for k, v in who.addresses.items()}}

    def filled(text: str) -> str:
        for placeholder, value in names.items():
            text = text.replace(placeholder, value)
        return text.strip()

    key = options.get("key", f"{stem}-{index:02}")
    paragraphs = tuple(filled(p) for p in re.split(r"\n\s*\n", "\n".join(lines).strip()))
    kind = options["kind"]
    if kind not in KINDS:
        raise ValueError(f"{stem} {index}: no such kind: {kind}")
    at = instant(date, f"{story}-{key}")
    return Entry(story, key, at, kind, filled(subject), filled(preheader), paragraphs, options)


def _file(story: str, path: Path, who: Owner) -> Iterator[Entry]:
    head, *blocks = re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    defaults = _options(head.strip().removeprefix("@"), " ")
    for index, block in enumerate(blocks, 1):
        yield _entry(story, path.stem, index, block, defaults, who)


def entries(story: str) -> list[Entry]:
    """All mails of a story in the order of their arrival; its own texts and those shared by all stories."""
    who = owner(story)
    files = sorted((HERE / "stories" / "shared").glob("*.txt")) + sorted((HERE / "stories" / story).glob("*.txt"))
    found = [entry for path in files for entry in _file(story, path, who)]
    found = [e for e in found if e.option("only", story) == story]
    keys = [e.key for e in found]
    if len(keys) != len(set(keys)):
        raise ValueError(f"{story}: a key is used twice: {sorted({k for k in keys if keys.count(k) > 1})}")
    return sorted(found, key=lambda e: (e.at, e.key))
