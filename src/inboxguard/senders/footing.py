"""Whether the footing that a sender states is its own: "you are a customer" of whom?"""

import re
import tomllib
from functools import cache

from inboxguard import resources
from inboxguard.facts.message import Message
from inboxguard.senders import stems
from inboxguard.senders.domains import organisational
from inboxguard.senders.names import alike, house, with_name

_TAIL = 3000
_SHORT_NAME = 3
_PASSING = "passing"


def borrowed(message: Message) -> bool:
    """Return whether the end of `message` rests the mailing on another company than the one in From.

    "You are a customer of Moving Lantern, who passed your address on to us" is no consent given to the sender.
    """
    text, footer = (message.text or "")[-_TAIL:], message.footer[-_TAIL:]
    if footer not in text:
        text = f"{text}\n{footer}"
    patterns, phrases = _table()
    there = phrases.found(stems.tokens(text, 2 * _TAIL))
    if there.get(_PASSING):
        return True
    if message.sender is None:
        return False
    label = (organisational(message.sender.domain) or message.sender.domain).partition(".")[0]
    own = (label, house(message.sender.name))
    return any(
        len(found.group("name")) >= _SHORT_NAME and not any(alike(found.group("name"), name) for name in own)
        for name, pattern in patterns.items()
        if there.get(name)
        for found in pattern.finditer(text)
    )


@cache
def _table() -> tuple[dict[str, re.Pattern[str]], stems.Stems]:
    """Return the expressions by their number, and the phrases of passing on and of each expression."""
    table = tomllib.loads(resources.read("senders/footing.toml"))
    patterns = {str(number): with_name(text) for number, (text, _) in enumerate(table["named"])}
    phrases = {str(number): words.split() for number, (_, words) in enumerate(table["named"])}
    return patterns, stems.stems({_PASSING: table["passing"], **phrases})
