"""What every mail is asked: what it says of each shipped theme, so that a mark needs no second look at any mail."""

import hashlib
from functools import cache

from inboxguard import resources
from inboxguard.themes.lexicon import shipped


@cache
def edition() -> str:
    """Return a digest of the shipped packs: mail that was asked by others has to be asked anew."""
    digest = hashlib.sha256()
    for name in resources.names("themes", ".toml"):
        digest.update(resources.read(name).encode())
    return digest.hexdigest()[:16]


def asked(marked: frozenset[str]) -> frozenset[str]:
    """Return the themes that mail is asked about: every shipped one, and those of the person's own that are marked."""
    return marked | shipped()
