"""A secret longer than a keyring's entry is kept in pieces; pulling the plug leaves the old one or the new one."""

import keyring as keyring_library
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keyring.backend import KeyringBackend

from inboxguard.errors import KeyringMissing
from inboxguard.mailbox import secrets
from tests.servers.keyring import Run

MARA = "mara@post.example"


class Unplugged(BaseException):
    """The computer went dark."""


class LikeWindows(KeyringBackend):
    """Keeps entries of 2,560 octets of UTF-16, as the Credential Manager does; goes dark after `steps` changes."""

    priority = 1

    def __init__(self, steps: int | None = None) -> None:
        super().__init__()
        self.kept: dict[str, str] = {}
        self.steps = steps

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        if len(password.encode("utf-16-le")) > 2560:
            raise OSError(1783, "The stub received bad data")
        self._step()
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._step()
        del self.kept[username]

    def _step(self) -> None:
        if self.steps is not None:
            if self.steps == 0:
                raise Unplugged
            self.steps -= 1


def using(ring: LikeWindows) -> pytest.MonkeyPatch:
    patch = pytest.MonkeyPatch()
    patch.setattr(keyring_library, "get_keyring", lambda: ring)
    return patch


@settings(deadline=None)
@given(st.lists(st.one_of(st.text("ab-._~", max_size=5_000), st.integers(0, 9_000).map("x".__mul__)), max_size=4))
def test_what_was_kept_last_comes_back_and_nothing_else_stays(values: list[str]) -> None:
    ring = LikeWindows()
    patch = using(ring)
    try:
        for value in values:
            secrets.remember(MARA, value)
            assert secrets.recall(MARA) == value
            assert len(ring.kept) == 1 + (-(-len(value) // secrets.PIECE) if len(value) > secrets.PIECE else 0)
        secrets.forget(MARA)
        assert secrets.recall(MARA) is None
        assert ring.kept == {}
    finally:
        patch.undo()


@pytest.mark.parametrize("new", ["short", "n" * 3_000])
@pytest.mark.parametrize("old", ["before", "o" * 3_000])
@pytest.mark.parametrize("steps", range(8))
def test_the_plug_is_pulled(old: str, new: str, steps: int) -> None:
    ring = LikeWindows()
    patch = using(ring)
    try:
        secrets.remember(MARA, old)
        ring.steps = steps
        try:
            secrets.remember(MARA, new)
        except Unplugged:
            ring.steps = None
            assert secrets.recall(MARA) in (old, new)
        else:
            ring.steps = None
            assert secrets.recall(MARA) == new
    finally:
        patch.undo()


def test_a_lost_or_changed_piece_is_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = LikeWindows()
    monkeypatch.setattr(keyring_library, "get_keyring", lambda: ring)
    for harm in (dict.popitem, lambda kept: kept.update({max(kept): "evil"})):
        ring.kept.clear()
        secrets.remember(MARA, "s" * 3_000)
        main = ring.kept.pop(MARA)
        harm(ring.kept)
        ring.kept[MARA] = main
        assert secrets.recall(MARA) is None
        secrets.forget(MARA)
        assert MARA not in ring.kept


def test_a_password_that_looks_like_a_table_of_pieces_is_still_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = LikeWindows()
    monkeypatch.setattr(keyring_library, "get_keyring", lambda: ring)
    odd = f"inboxguard-pieces:3:{'a' * 64}"
    secrets.remember(MARA, odd)
    assert secrets.recall(MARA) == odd


def test_an_entry_too_long_for_one_is_said_without_the_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    ring = LikeWindows()
    monkeypatch.setattr(keyring_library, "get_keyring", lambda: ring)
    monkeypatch.setattr(secrets, "PIECE", 10_000)
    with pytest.raises(KeyringMissing) as missing:
        secrets.remember(MARA, "geheim" * 1_000)
    assert "geheim" not in str(missing.value)


def test_a_real_keyring_keeps_a_long_token(keyring: Run) -> None:
    token = "t-" + "0123456789" * 400
    keyring(f"from inboxguard.mailbox import secrets; secrets.remember({MARA!r}, {token!r})")
    assert keyring(f"from inboxguard.mailbox import secrets; print(secrets.recall({MARA!r}))").strip() == token
    keyring(f"from inboxguard.mailbox import secrets; secrets.forget({MARA!r})")
    assert keyring(f"from inboxguard.mailbox import secrets; print(secrets.recall({MARA!r}))").strip() == "None"
