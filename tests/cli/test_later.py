"""What a later version brings says so, whatever is typed behind it."""

import pytest

from tests.cli.shell import Shell

LATER = ("verify bundle.zip",)


@pytest.mark.parametrize("typed", LATER)
def test_it_is_named_and_ends_with_status_1(empty: Shell, typed: str) -> None:
    said = empty.refused(*typed.split())
    words = typed.split(" -")[0].split()
    named = said.partition("“")[2].partition("”")[0]
    assert words[: len(named.split())] == named.split()
    assert "later version" in said
    assert not empty.home.exists()


@pytest.mark.parametrize("typed", LATER)
def test_its_help_says_so_too(empty: Shell, typed: str) -> None:
    name = empty.refused(*typed.split()).partition("“")[2].partition("”")[0]
    done = empty(*name.split(), "--help")
    assert done.exit_code == 0
    assert "later version" in done.stdout
