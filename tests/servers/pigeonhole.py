"""Pigeonhole, the Sieve of Dovecot: compiles scripts and runs them on mail, without a server.

A machine without it fails the tests rather than skipping them.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

_MAIL_UID = 5000
_STORED = re.compile(r"\* store message in folder: (.+)")
_KEPT = "INBOX"


@dataclass(frozen=True)
class Filed:
    """What a script did with a message: into which folders, whether as read, and whether it threw anything away."""

    folders: tuple[str, ...]
    seen: bool
    discarded: bool


class Pigeonhole:
    """Runs `sievec` and `sieve-test` in a folder of its own."""

    def __init__(self, where: Path) -> None:
        self._where = where
        root = os.getuid() == 0
        uid, gid = (_MAIL_UID, _MAIL_UID) if root else (os.getuid(), os.getgid())
        self._configuration = where / "dovecot.conf"
        self._configuration.write_text(
            f"mail_uid = {uid}\nmail_gid = {gid}\nfirst_valid_uid = 1\nfirst_valid_gid = 1\nmail_home = {where}\n"
            f"base_dir = {where}/run\nlog_path = /dev/stderr\nssl = no\nprotocols =\n"
            f"mail_location = maildir:{where}/mail\n"
        )

    def complaints(self, scripts: Sequence[str]) -> str:
        """Compile all scripts at once; return what the compiler complains of, "" where all are well."""
        folder = Path(tempfile.mkdtemp(dir=self._where))
        for number, script in enumerate(scripts):
            (folder / f"{number}.sieve").write_text(script, encoding="utf-8", newline="")
        done = subprocess.run(
            ["sievec", "-c", self._configuration, folder], check=False, capture_output=True, timeout=60
        )
        compiled = len(list(folder.glob("*.svbin")))
        said = (done.stdout + done.stderr).decode("utf-8", "replace")
        shutil.rmtree(folder)
        return "" if compiled == len(scripts) and done.returncode == 0 else said or f"{compiled} of {len(scripts)}"

    def run(self, script: str, mail: bytes, extensions: str = "") -> Filed:
        """Return what `script` does with a message; `extensions` as "+body" where others than the usual are known."""
        folder = Path(tempfile.mkdtemp(dir=self._where))
        folder.chmod(0o755)
        (folder / "script.sieve").write_text(script, encoding="utf-8", newline="")
        (folder / "mail.eml").write_bytes(mail)
        done = subprocess.run(
            ["sieve-test", "-c", self._configuration, *(("-x", extensions) if extensions else ()),
             folder / "script.sieve", folder / "mail.eml"],
            check=False, capture_output=True, timeout=60, text=True,
        )  # fmt: skip
        shutil.rmtree(folder)
        assert done.returncode == 0, done.stderr
        folders = tuple(one.strip() for one in _STORED.findall(done.stdout))
        performed = done.stdout.partition("Implicit keep:")[0]
        return Filed(folders or (_KEPT,), "\\seen" in performed.lower(), "discard" in performed.lower())


@pytest.fixture(scope="session")
def pigeonhole() -> Iterator[Pigeonhole]:
    """Give the Sieve compiler; a machine without it fails the test rather than skipping it."""
    for program in ("sievec", "sieve-test"):
        if shutil.which(program) is None:
            pytest.fail(f"These tests need a real {program}: apt-get install dovecot-sieve", pytrace=False)
    where = Path(tempfile.mkdtemp(prefix="inboxguard-sieve-"))
    where.chmod(0o755)
    yield Pigeonhole(where)
    shutil.rmtree(where, ignore_errors=True)
