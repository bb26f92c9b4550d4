"""Passwords are kept by a real keyring, or the person is told that there is none; never in a readable file."""

import keyring as keyring_library
import pytest
from keyring.backend import KeyringBackend

from inboxguard.errors import KeyringMissing
from inboxguard.mailbox import secrets
from tests.servers.keyring import Run

SET_GET_DELETE = """
from inboxguard.mailbox import secrets
print(secrets.recall("mara@post.example"))
secrets.remember("mara@post.example", "Wä\\"7 k")
secrets.remember("other@post.example", "other")
print(secrets.recall("mara@post.example"))
secrets.remember("mara@post.example", "changed")
print(secrets.recall("mara@post.example"))
secrets.forget("mara@post.example")
print(secrets.recall("mara@post.example"))
secrets.forget("mara@post.example")
print(secrets.recall("other@post.example"))
"""


def test_a_real_keyring_keeps_gives_and_forgets(keyring: Run) -> None:
    assert keyring(SET_GET_DELETE).split("\n") == ["None", 'Wä"7 k', "changed", "None", "other", ""]


def test_the_password_survives_the_program(keyring: Run) -> None:
    keyring("from inboxguard.mailbox import secrets; secrets.remember('lena@post.example', 'stays')")
    assert keyring("from inboxguard.mailbox import secrets; print(secrets.recall('lena@post.example'))") == "stays\n"


def test_without_a_keyring_the_person_is_told(without_keyring: Run) -> None:
    told = without_keyring("""
from inboxguard.errors import KeyringMissing
from inboxguard.mailbox import secrets
for ask in (lambda: secrets.remember("a@post.example", "geheim"), lambda: secrets.recall("a@post.example"),
            lambda: secrets.forget("a@post.example")):
    try:
        ask()
    except KeyringMissing as missing:
        print(missing)
""")
    sentences = told.splitlines()
    assert len(sentences) == 3
    assert all("--password-stdin" in sentence and "geheim" not in sentence for sentence in sentences)


def test_the_keyring_is_loaded_only_when_asked(without_keyring: Run) -> None:
    assert (
        without_keyring("""
import sys
from inboxguard.mailbox import secrets
print("keyring" in sys.modules)
""")
        == "False\n"
    )


def backend(module: str, fails: bool = False) -> KeyringBackend:
    """Return a keyring in memory that says it comes from `module`."""

    class Memory(KeyringBackend):
        priority = 1

        def __init__(self) -> None:
            super().__init__()
            self.kept: dict[tuple[str, str], str] = {}

        def get_password(self, service: str, username: str) -> str | None:
            return self.kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            if fails:
                raise OSError(f"cannot keep {password}")
            self.kept[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            del self.kept[service, username]

    Memory.__module__ = module
    return Memory()


@pytest.mark.parametrize(
    "module", ["keyrings.alt.file", "keyrings.alt.Gnome", "keyring.backends.fail", "keyring.backends.null"]
)
def test_keyrings_that_keep_nothing_safe_are_refused(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    readable = backend(module)
    monkeypatch.setattr(keyring_library, "get_keyring", lambda: readable)
    with pytest.raises(KeyringMissing):
        secrets.remember("mara@post.example", "geheim")
    assert readable.kept == {}


def test_a_chain_never_falls_through_to_a_readable_file(monkeypatch: pytest.MonkeyPatch) -> None:
    from keyring.backends.chainer import ChainerBackend

    readable, fit = backend("keyrings.alt.file"), backend("keyring.backends.SecretService", fails=True)
    monkeypatch.setattr(ChainerBackend, "backends", [readable, fit])
    monkeypatch.setattr(keyring_library, "get_keyring", lambda: object.__new__(ChainerBackend))
    with pytest.raises(KeyringMissing):
        secrets.remember("mara@post.example", "geheim")
    assert readable.kept == fit.kept == {}


def test_errors_of_a_keyring_never_carry_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring_library, "get_keyring", lambda: backend("keyring.backends.kwallet", fails=True))
    with pytest.raises(KeyringMissing) as missing:
        secrets.remember("mara@post.example", "geheim")
    assert "geheim" not in str(missing.value)
    assert missing.value.__cause__ is None
    assert missing.value.__suppress_context__
