"""Finds in any text what must not stand there: marked mail, senders that are wholly set aside, names of subjects."""

import re
import tomllib
from collections.abc import Iterable

from inboxguard import resources
from tests.kindness.mailbox import TOKEN, Box

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")
UNKIND = (
    "painful", "trigger", "sensitive", "victim", "recover", "congratulation", "sorry for your loss",
    "schmerzhaft", "opfer", "herzlichen glückwunsch", "herzliches beileid", "sensible themen",
)  # fmt: skip
"""Words that no screen and no letter says (themes.md section 4), with their German kin."""
_LEMMAS = ("pet", "baby", "babys", "loss", "funeral")


def themes() -> dict[str, dict[str, str]]:
    """Return by id of every shipped theme its names by language."""
    packs = (tomllib.loads(resources.read(name)) for name in resources.names("themes", ".toml"))
    return {pack["id"]: pack["label"] for pack in packs}


class Reader:
    """Tells what is wrong in a text; "" for what may be read by anybody."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self._names = {
            name.casefold(): theme for theme, spoken in themes().items() for name in (*spoken.values(), *_LEMMAS)
        }
        words = "|".join(re.escape(name) for name in sorted(self._names, key=len, reverse=True))
        self._named = re.compile(rf"(?<![\w.-])(?:{words})(?![\w-])", re.IGNORECASE)
        self._unkind = re.compile("|".join(map(re.escape, UNKIND)), re.IGNORECASE)
        self.seen: set[int] = set()
        """Numbers of mails whose words were met, set aside or not: shows that the walk reads."""

    def wrong(
        self, text: str, *, more: Iterable[str] = (), named: bool = True, but: Iterable[str] = ()
    ) -> tuple[str, ...]:
        """Return what must not stand in `text`.

        `more` are words of senders that are hidden here only, `but` words that may be read here; without `named`
        names of subjects are not looked for.
        """
        # Lines are broken by invisible signs where a run is long.
        plain = text.replace("\u200b", "").casefold()
        allowed = {one.casefold() for one in but}
        found = []
        for hit in TOKEN.finditer(plain):
            self.seen.add(int(hit[1]))
            if int(hit[1]) in self._box.secret_mails and hit[0] not in allowed:
                found.append(f"mail {hit[0]}")
        hidden = (self._box.secret_senders | set(more)) - allowed
        found += [f"sender {word}" for word in sorted(hidden) if word in plain]
        if named:
            found += [f"name of a subject: {hit[0]}" for hit in self._named.finditer(plain) if hit[0] not in allowed]
        found += [f"unkind: {hit[0]}" for hit in self._unkind.finditer(plain)]
        return tuple(found)
