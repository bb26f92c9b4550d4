"""No mail makes a reader raise, take a second or 200 MB: invented mail, and seconds of what the fuzzer makes of it."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from scripts.soak.fuzzed import wrong
from scripts.soak.fuzzing import NAMES, SEEDS, again, fuzzed
from scripts.soak.mutating import changed, dictionary
from scripts.soak.targets import TARGETS

MAIL = sorted(SEEDS.iterdir())


@pytest.mark.parametrize("name", TARGETS)
def test_invented_mail_is_read(name: str) -> None:
    assert {path.name: wrong(TARGETS[name], path.read_bytes()) for path in MAIL} == {path.name: "" for path in MAIL}


@pytest.mark.parametrize("name", TARGETS)
def test_invented_mail_is_read_however_it_is_broken(name: str) -> None:
    def shuffled(data: bytes, most: int) -> bytes:
        half = len(data) // 2
        return (data[half:] + data[:half])[:most]

    for seed in range(60):
        octets = changed(MAIL[seed % len(MAIL)].read_bytes(), 20_000, seed, shuffled)
        assert not wrong(TARGETS[name], octets), seed


@pytest.mark.skipif(find_spec("atheris") is None, reason="atheris is built for Linux on x86_64 only")
@pytest.mark.parametrize("name", NAMES)
def test_a_few_seconds_of_fuzzing_find_nothing(name: str, tmp_path: Path) -> None:
    said: list[str] = []
    figures = fuzzed(name, 2, 1, tmp_path, tell=said.append)
    assert not figures.faults
    assert figures.executions > len(MAIL)
    assert figures.features > 500


def test_what_goes_wrong_is_told(tmp_path: Path) -> None:
    def raising(octets: bytes) -> None:
        raise ValueError(octets)

    assert wrong(raising, b"x") == "ValueError in test_targets.py raising: b'x'"
    assert not wrong(len, b"x")
    (tmp_path / "a").write_bytes(b"From: a@b.example\r\n\r\n")
    assert not again("headers", [tmp_path / "a"])


def test_the_words_of_mail_are_written_as_the_fuzzer_reads_them() -> None:
    lines = dictionary().splitlines()
    assert len(lines) > 50
    assert all(line.startswith('"\\x') and line.endswith('"') for line in lines)
