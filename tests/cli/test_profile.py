"""Who I am is kept, changed a part at a time, and refused where it is nonsense."""

import pytest

from tests.cli.shell import Shell


def test_at_first_nothing_is_known(empty: Shell) -> None:
    assert empty.json("profile") == {"name": "", "country": "", "languages": ["en"], "timezone": "UTC"}
    assert "Country: not said" in empty("profile").stdout


def test_what_was_said_stays_until_it_is_said_anew(empty: Shell) -> None:
    told = ("--name", "Anna Brandt", "--country", "us-ca", "--languages", "de, EN", "--timezone", "America/Los_Angeles")
    assert empty("profile", *told).exit_code == 0
    kept = {
        "name": "Anna Brandt",
        "country": "US-CA",
        "languages": ["de", "en"],
        "timezone": "America/Los_Angeles",
    }
    assert empty.json("profile") == kept
    assert empty.json("profile", "--name", "Anna B.") == kept | {"name": "Anna B."}
    assert empty.json("profile", "--country", "DE") == kept | {"name": "Anna B.", "country": "DE"}
    assert empty("profile").stdout.splitlines() == [
        "Name: Anna B.",
        "Country: DE",
        "Languages: de, en",
        "Time zone: America/Los_Angeles",
    ]


def test_what_was_said_can_be_unsaid(empty: Shell) -> None:
    empty("profile", "--name", "Anna", "--country", "DE", "--languages", "de")
    kept = empty.json("profile", "--name", "", "--country", "", "--languages", "")
    assert (kept["name"], kept["country"], kept["languages"]) == ("", "", ["en"])


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--country", "Germany"),
        ("--country", "D1"),
        ("--languages", "german"),
        ("--languages", "de,x"),
        ("--timezone", "Berlin"),
        ("--timezone", "../../etc/passwd"),
        ("--timezone", ""),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(empty: Shell, option: str, value: str) -> None:
    empty("profile", "--country", "DE", "--languages", "de", "--timezone", "Europe/Berlin")
    before = empty.json("profile")
    empty.refused("profile", "--name", "Somebody", option, value)
    assert empty.json("profile") == before


def test_the_country_decides_which_law_a_letter_names(move: Shell) -> None:
    assert move.json("requests", "draft", "erasure", "--sender", "ninthcorner.example")["law"] == "gdpr"
    move("profile", "--country", "US-CA")
    assert move.json("requests", "draft", "erasure", "--sender", "quillfern.example")["law"] == "us-ca-ccpa"
    move("profile", "--country", "AT")
    assert move.json("requests", "draft", "erasure", "--sender", "sofasparrow.example")["law"] == "gdpr"
