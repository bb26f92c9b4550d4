"""Our rules go into a person's script without changing a letter of it."""

import pytest

from inboxguard.errors import Refused
from inboxguard.themes.filter_merging import holds_ours, merged, same, without
from inboxguard.themes.filters import BEGIN, END, Filters, Rule, Senders, sieve
from tests.letters import letter, newsletter
from tests.servers.pigeonhole import Pigeonhole

OURS = sieve(Filters((Rule(Senders(domains=("heronbooks.example",))),)))
OTHER = sieve(Filters((Rule(Senders(domains=("kettle.example",))),), folder="Later"))

THEIRS = {
    "rules": 'require ["fileinto", "reject"];\nif header :contains "Subject" "Choir" { fileinto "Choir"; stop; }\n',
    "comments": '# rule:[choir]\n/* of\n mine */ require "fileinto";  # and\nif true { fileinto "Choir"; }\n',
    "several": 'require "fileinto";\r\nrequire\r\n ["vacation",\r\n "mailbox"];\r\nfileinto "Choir";\r\n',
    "comments in a require": 'require # all\n[ "fileinto", # to sort\n /* a "]" */ "reject" ] /* so */ ;\nkeep;\n',
    "one line": 'require "fileinto"; if true { fileinto "Choir"; }',
    "require only": 'require ["fileinto"];',
    "no require": 'if header :contains "Subject" "sale" { discard; }\n',
    "comment only": "# nothing yet\n",
    "in strings": 'require "vacation";\nvacation "Away; require \\"fileinto\\"; # inboxguard begins later";\n',
    "words like require": '# require "nonsense";\nrequire "fileinto"; # require "more";\nfileinto "Choir";\n',
}


@pytest.mark.parametrize("theirs", THEIRS.values(), ids=THEIRS.keys())
def test_a_merged_script_compiles_and_files_ours_first(pigeonhole: Pigeonhole, theirs: str) -> None:
    script = merged(theirs, OURS)
    assert pigeonhole.complaints([script]) == ""
    assert pigeonhole.run(script, newsletter()).folders == ("Set aside",)
    for mail in (newsletter("Choir sale", sender="a@choir.example"), letter("Choir sale")):
        before, after = pigeonhole.run(theirs, mail), pigeonhole.run(script, mail)
        assert before == after


@pytest.mark.parametrize("theirs", THEIRS.values(), ids=THEIRS.keys())
def test_taking_ours_out_again_leaves_theirs(theirs: str) -> None:
    script = merged(theirs, OURS)
    assert holds_ours(script)
    assert not holds_ours(theirs)
    left = without(script)
    # Where the rules had to begin on a line of their own, that end of a line is all that stays.
    assert left.replace("\r\n", "").replace("\n", "") == theirs.replace("\r\n", "").replace("\n", "")
    assert same(left, theirs) or theirs == THEIRS["one line"]
    assert without(theirs) == theirs


@pytest.mark.parametrize("theirs", [*THEIRS.values(), ""], ids=[*THEIRS.keys(), "empty"])
def test_new_rules_take_the_place_of_the_old_ones(pigeonhole: Pigeonhole, theirs: str) -> None:
    once = merged(theirs, OTHER)
    twice = merged(merged(once, OURS), OTHER)
    assert same(twice, once)
    assert "heronbooks" not in twice
    assert pigeonhole.complaints([twice]) == ""


def test_no_script_becomes_ours_alone() -> None:
    assert merged("", OURS) == merged(" \r\n", OURS) == OURS.text


def test_ends_of_lines_stay_as_they_were() -> None:
    script = merged(THEIRS["several"], OURS)
    assert script.count("\r\n") == script.count("\n")
    assert "\r" not in merged(THEIRS["rules"], OURS)


@pytest.mark.parametrize(
    "torn",
    [
        f"{BEGIN}\nkeep;\n",
        f"keep;\n{END}\n",
        f"{BEGIN}\nkeep;\n{BEGIN}\nkeep;\n{END}\n",
        f"{END}\nkeep;\n{BEGIN}\n",
        f"{BEGIN}\n{END}\n{END}\n",
    ],
)
def test_marks_that_do_not_belong_together_are_not_touched(torn: str) -> None:
    for act in (without, lambda script: merged(script, OURS)):
        with pytest.raises(Refused, match="do not belong together"):
            act(torn)


def test_scripts_are_the_same_whatever_ends_their_lines() -> None:
    assert same("keep;\r\nstop;\r\n", "keep;\nstop;")
    assert not same("keep;\nstop;", "keep; stop;")
