"""The safest way out, typed: nothing leaves without --yes, and a refusal is a sentence."""

import json
from pathlib import Path

from tests.cli.shell import TRUTH, Shell
from tests.cli.test_asking import parsed


def test_the_ways_out_of_the_sample(move: Shell) -> None:
    for organisation, route in TRUTH["unsubscribe"].items():
        done = move("unsubscribe", organisation, "--json")
        found = json.loads(done.stdout)
        assert (found["organisation"], found["route"]) == (organisation, route)
        assert found["done"] is False
        assert found["status"] is None
        assert done.exit_code == (0 if found["allowed"] else 1)
        assert done.stderr == ("" if found["allowed"] else f"{found['reason']}\n")
        if route == "none":
            assert (found["url"], found["host"], found["method"], found["allowed"]) == (None, None, None, False)


def test_a_mailto_becomes_a_draft_only_when_asked(move: Shell, tmp_path: Path) -> None:
    plan = move.json("unsubscribe", "quillfern.example", "--dry-run")
    assert (plan["route"], plan["method"], plan["done"], plan["draft"]) == ("mailto", "draft", False, None)
    file = tmp_path / "leave.eml"
    done = move.json("unsubscribe", "QuillFern.example", "--yes", "--eml", file)
    assert done["done"] is True
    assert done["organisation"] == "quillfern.example"
    assert done["draft"]["to"] in plan["url"]
    assert done["eml"] == str(file)
    assert parsed(file.read_bytes())["To"] == done["draft"]["to"]
    printed = move("unsubscribe", "quillfern.example", "--yes").stdout
    assert f"To: {done['draft']['to']}" in printed
    assert move.lines("requests", "list") == []


def test_a_link_is_printed_and_not_followed(move: Shell) -> None:
    done = move("unsubscribe", "curtaincrow.example", "--yes")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1].startswith("https://")


def test_one_click_says_that_it_comes_later(move: Shell) -> None:
    assert move("unsubscribe", "hearthheron.example").exit_code == 0
    done = move("unsubscribe", "hearthheron.example", "--yes")
    assert done.exit_code == 1
    assert "later version" in done.stderr
    assert done.stdout.splitlines()[-1].startswith("https://")


def test_a_refusal_for_people_is_said_once(move: Shell) -> None:
    done = move("unsubscribe", "pillarplum.example", "--yes")
    assert done.exit_code == 1
    assert not done.stdout
    assert "offers no way" in done.stderr


def test_an_unknown_sender(move: Shell) -> None:
    for words in ((), ("--json",), ("--yes",)):
        assert "No sender" in move.refused("unsubscribe", "nobody.example", *words)


def letter_to_a_stranger(folder: Path) -> Path:
    """Write an advert whose unsubscribe mail would go to somebody else."""
    mail = folder / "advert.eml"
    mail.write_text(
        "Authentication-Results: mx.post.example; dkim=pass header.d=quince.example\n"
        "Received: from out.quince.example (out.quince.example [198.51.100.7]) by mx.post.example with ESMTPS;"
        " Mon, 2 Nov 2026 10:00:02 +0000\nFrom: Quince <news@quince.example>\nTo: me@post.example\n"
        "Message-ID: <1@quince.example>\nDate: Mon, 2 Nov 2026 10:00:00 +0000\nSubject: 20% off everything\n"
        "List-Unsubscribe: <mailto:leave@stranger.example>\nList-Id: <news.quince.example>\n\n"
        "Shop now, our sale ends today.\n"
    )
    return mail


def test_a_mail_to_another_company_takes_the_persons_word(empty: Shell, tmp_path: Path) -> None:
    assert empty("import", letter_to_a_stranger(tmp_path), "--me", "me@post.example").exit_code == 0
    assert "somebody else" in empty.refused("unsubscribe", "quince.example", "--yes")
    assert empty.refused("unsubscribe", "quince.example")
    assert empty("unsubscribe", "quince.example", "--third-party").exit_code == 2
    done = empty.json("unsubscribe", "quince.example", "--yes", "--third-party")
    assert (done["draft"]["to"], done["done"]) == ("leave@stranger.example", True)
