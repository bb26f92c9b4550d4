"""`shelf act` says what would happen and does it, and names nobody and no subject unless asked to."""

from tests.cli.shell import Shell

NAMES = ("sofa", "sparrow", "ninth", "corner")
SUBJECT = ("bab", "pregnan", "schwanger")


def test_what_would_happen_is_said_without_a_name_or_a_number(move: Shell) -> None:
    made = move("shelf", "keep", "--sender", "sofasparrow.example", "--sender", "ninthcorner.example").stdout
    shelf = made.split()[-1].rstrip(".")
    for act in ("unsubscribe", "ask-for-less", "object"):
        told = move("shelf", "act", shelf, act).stdout.lower()
        assert told
        assert not any(name in told for name in NAMES)
        assert not any(sign.isdigit() for sign in told)
        assert "sofasparrow.example" in move("shelf", "act", shelf, act, "--names").stdout
    assert move.lines("requests", "list") == []


def test_drafts_are_made_as_files_that_are_called_after_nobody(move: Shell) -> None:
    move("shelf", "keep", "a", "--sender", "sofasparrow.example")
    out = move.home.parent / "out"
    told = move("shelf", "act", "a", "object", "--out", out).stdout
    assert told == "The drafts are made. Nothing was sent: read them, change them, send them yourself.\n"
    assert [file.name for file in out.iterdir()] == ["letter-1.eml"]
    assert [(row["kind"], row["state"]) for row in move.lines("requests", "list")] == [("objection", "drafted")]


def test_own_words_take_the_place_of_the_subject(registry: Shell) -> None:
    told = registry("shelf", "act", "a", "ask-for-less").stdout
    assert "--topic" in told
    assert not any(word in told.lower() for word in SUBJECT)
    out = registry.home.parent / "out"
    told = registry("shelf", "act", "a", "ask-for-less", "--topic", "the children's range", "--out", out).stdout
    assert not any(word in told.lower() for word in SUBJECT)
    letters = [file.read_bytes() for file in out.iterdir()]
    assert letters
    assert all(b"range" in one for one in letters)


def test_json_holds_figures_and_names_only_when_asked(registry: Shell) -> None:
    plan = registry.json("shelf", "act", "a", "ask-for-less")
    assert plan["act"] == "ask_for_less"
    assert plan["drafts"] > 0
    assert (plan["done"], plan["made"]) == (False, 0)
    assert "senders" not in plan
    senders = registry.json("shelf", "act", "a", "ask-for-less", "--names")["senders"]
    assert sum(one["outcome"] == "draft" for one in senders) == plan["drafts"]


def test_what_cannot_be_is_refused_in_a_sentence(move: Shell) -> None:
    assert "no shelf" in move.refused("shelf", "act", "s9", "object")
    assert "nothing to do" in move("shelf", "act", "a", "object").stdout
    move("shelf", "keep", "a", "--sender", "sofasparrow.example")
    assert "No draft was made" in move.refused("shelf", "act", "a", "object", "--to-drafts")
    assert move.lines("requests", "list") == []
    for wrong in (("object", "--topic", "chairs"), ("object", "--out", "x", "--to-drafts"), ("archive",)):
        assert move("shelf", "act", "a", *wrong).exit_code == 2
