"""`repeated`: one sentence for each thing, and nothing that is set aside."""

from pathlib import Path

import pytest

from tests.audit.shops import ME, SHOP, adverts, order, put, written
from tests.cli.shell import Shell, assert_harmless


@pytest.fixture
def shop(empty: Shell, tmp_path: Path) -> Shell:
    folder = put(tmp_path / "mail", [order(), *adverts()])
    assert empty("import", folder, "--me", ME).exit_code == 0
    return empty


def test_a_thing_is_said_in_one_sentence(shop: Shell) -> None:
    done = shop("repeated", "bath & beam")
    assert done.exit_code == 0
    name, sentence, *lines, ask = done.stdout.splitlines()
    assert name == f"Bath & Beam ({SHOP})"
    assert sentence == (
        "  You bought “Toilet seat, white” once, on 3 March 2025. 4 of their adverts since then name it."
    )
    assert lines[0] == "    2025-06-06  Toilet seat sale"
    assert ask.endswith(f"requests draft ask_for_less --sender {SHOP} --product 'Toilet seat, white'")
    assert_harmless(done.stdout)
    assert shop("repeated").stdout == done.stdout


def test_json_names_the_mails_as_messages_does(shop: Shell) -> None:
    (row,) = shop.lines("repeated")
    assert (row["organisation"], row["what"], row["source"], row["on"]) == (
        SHOP,
        "Toilet seat, white",
        "order",
        "2025-03-03",
    )
    known = {one["id"]: one for one in shop.lines("messages")}
    assert known[row["id"]]["kind"] == "transactional"
    assert [known[key]["kind"] for key in row["offers"]] == ["marketing"] * 4
    assert row["since"] < row["last"]


def test_a_deleted_list_has_its_own_sentence(empty: Shell, tmp_path: Path) -> None:
    gone = "Hello Anna,\nas you asked, the list was deleted. It held:\n- Ironing board\n- Bread bin\nGoodbye."
    offers = ("An ironing board for you", "Ironing boards that fold", "The ironing board is back")
    mails = [written(0, "Your wish list was deleted", gone, "orders"), *adverts(offers)]
    empty("import", put(tmp_path / "mail", mails), "--me", ME)
    assert (
        "The list that you deleted on 3 March 2025 held “Ironing board”. 3 of their adverts since then name it."
        in empty("repeated", SHOP).stdout
    )


def test_nothing_found_is_said_plainly(move: Shell) -> None:
    done = move("repeated", "sofasparrow.example")
    assert done.exit_code == 0
    assert done.stdout == "Nothing was found that you bought once and that their adverts kept naming.\n"
    assert move("repeated", "sofasparrow.example", "--json").stdout == ""


def test_who_is_unknown_is_refused(move: Shell) -> None:
    done = move("repeated", "nobody.example")
    assert done.exit_code == 1
    assert "Traceback" not in done.stderr


def test_what_is_set_aside_is_not_named(shop: Shell) -> None:
    shop("themes", "accept", SHOP)
    assert "Toilet" not in shop("repeated").stdout
