"""Senders of junk: made-up names and throw-away domains that no book lists."""

from tests.worlds.books import Organisation
from tests.worlds.letters import Account
from tests.worlds.town import Town

_HEADS = ("prime", "mega", "swift", "gold", "vital", "crypto", "lucky", "ultra", "fresh", "smart")
_TAILS = ("deals", "wins", "trim", "coin", "keto", "loans", "vault", "prize", "pills", "boost")


def rogue(town: Town) -> Organisation:
    """Return a new sender of junk; it signs for its own throw-away domain, as such senders do."""
    head, tail = town.random.choice(_HEADS), town.random.choice(_TAILS)
    domain = f"{head}-{tail}{town.random.randint(10, 99_999)}.example"
    town.accounts[domain] = Account(town.random.choice(("own", "own", "unseen")), domain)
    return Organisation("rogue", f"{head.title()} {tail.title()}", domain, "junk", "", "", "")
