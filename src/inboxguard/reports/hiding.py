"""Hides the person in a report: own addresses become "address 1", names, numbers and tokens become blanks."""

import re
from collections.abc import Sequence

PARTS = frozenset({"addresses", "names", "orders"})
"""What a person may choose to reveal."""

_ADDRESS = re.compile(r"[^\s@<>\"'(),;:\[\]]{1,64}@[^\s@<>\"'(),;:\[\]]{1,255}")
_URL = re.compile(r"\b(https?)://([^\s/?#<>\"')]{1,255})[^\s<>\"')]{0,2000}", re.IGNORECASE)
# Order, customer and tracking numbers: six or more characters with at least two digits in them.
_NUMBER = re.compile(r"(?<![\w@.])(?=[A-Za-z/-]{0,20}\d)[A-Za-z0-9][A-Za-z0-9/-]{5,39}(?![\w@])")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_SHORT = 2
"""Words of a name up to this length ("de", "Li") would hide half of a text; they go only with the whole name."""


class Hiding:
    """Replaces what identifies the person, the same thing always by the same words within one report."""

    def __init__(self, own: Sequence[str], names: Sequence[str], reveal: frozenset[str]) -> None:
        """Take the person's own addresses and what they are called, and which PARTS stay as they are."""
        self._reveal = reveal
        self._numbers = {address.lower(): number for number, address in enumerate(own, start=1)}
        whole = [name.strip() for name in names if name.strip()]
        words = [word for name in whole for word in re.split(r"[\s,.;\"'<>()]+", name) if len(word) > _SHORT]
        longest = sorted({*whole, *words}, key=lambda name: (-len(name), name))
        self._names = (
            re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest), re.IGNORECASE)
            if longest
            else None
        )

    def address(self, address: str) -> str:
        """Return "address n" for an address; one that is not among the person's own gets the next number."""
        if "addresses" in self._reveal:
            return address
        number = self._numbers.setdefault(address.lower(), len(self._numbers) + 1)
        return f"address {number}"

    def text(self, text: str) -> str:
        """Return `text` without addresses, names, numbers and link tokens, as far as they are not to be revealed."""
        text = _URL.sub(lambda found: f"{found[1].lower()}://{found[2].lower()}/…", text)
        if "addresses" not in self._reveal:
            text = _ADDRESS.sub(self._hidden_address, text)
        if self._names is not None and "names" not in self._reveal:
            text = self._names.sub("[name]", text)
        if "orders" not in self._reveal:
            text = _NUMBER.sub(lambda found: "[number]" if _identifies(found[0]) else found[0], text)
        return text

    def _hidden_address(self, found: re.Match[str]) -> str:
        written = found[0].rstrip(".")
        number = self._numbers.get(written.lower())
        return f"[address {number}]" if number is not None else "[address]"


def _identifies(written: str) -> bool:
    """Whether a run of letters and digits may be an order or customer number: four digits or more, and no date."""
    return sum(letter.isdigit() for letter in written) > 3 and _DAY.fullmatch(written) is None
