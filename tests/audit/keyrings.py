"""A keyring in memory, for stories that are not about keyrings; `broken` makes it answer nobody."""

from keyring.backend import KeyringBackend
from keyring.compat import properties


class Memory(KeyringBackend):
    """Keeps secrets by name; the service is always ours."""

    @properties.classproperty
    def priority(self) -> float:
        """Never found by itself: every class of this kind that is imported counts as a keyring of the system."""
        raise RuntimeError("only for tests that ask for it")

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, str] = {}
        self.broken = False

    def get_password(self, service: str, username: str) -> str | None:
        """Return a secret."""
        self._answer()
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret."""
        self._answer()
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget a secret."""
        self._answer()
        del self.kept[username]

    def _answer(self) -> None:
        if self.broken:
            raise OSError("no keyring answers")
