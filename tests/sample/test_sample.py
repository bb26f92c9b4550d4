"""The shipped sample mailboxes are what their generator writes, name no real host and agree with their truth."""

import email
import ipaddress
import json
import re
import tomllib
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from scripts.sample.__main__ import DEMO, STORIES, files, mails
from scripts.sample.lists import leave_address
from scripts.sample.people import HERE, brand
from scripts.sample.texts import KINDS

SEPARATOR = re.compile(rb"^From \S+ \w{3} \w{3} [ \d]\d \d\d:\d\d:\d\d \d{4}\n", re.MULTILINE)
HOST = re.compile(r"(?:https?://|@)([\w.-]+\.[a-z]+)|\b(?:header\.d|header\.from|smtp\.mailfrom|d)=([\w.-]+\.[a-z]+)")
NETWORKS = [ipaddress.ip_network(n) for n in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "10.0.0.0/8",
                                              "192.168.0.0/16")]
LARGEST = 1_500_000
AT_MOST = 350


def messages(story: str) -> list[EmailMessage]:
    data = (DEMO / f"{story}.mbox").read_bytes()
    parts = SEPARATOR.split(data)[1:]
    return [email.message_from_bytes(re.sub(rb"(?m)^>(>*From )", rb"\1", p), policy=default) for p in parts]


def truth(story: str) -> dict[str, Any]:
    return json.loads((DEMO / f"{story}.truth.json").read_text(encoding="utf-8"))


@pytest.fixture(params=STORIES)
def story(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_writing_them_again_gives_the_same_bytes(story: str) -> None:
    for name, content in files(story).items():
        assert content == (DEMO / name).read_bytes(), f"{name}: run python -m scripts.sample"


def test_every_domain_is_reserved_and_every_address_is_for_documentation(story: str) -> None:
    for mail in mails(story):
        text = mail.raw.decode().partition("\n\n")[0]
        parsed = email.message_from_bytes(mail.raw, policy=default)
        text += "".join(p.get_content() for p in parsed.walk() if not p.is_multipart())
        for found in HOST.finditer(text):
            host = (found[1] or found[2]).rstrip(".")
            assert host.endswith(".example"), (mail.entry.key, host)
        for number in re.findall(r"\[(\d+\.\d+\.\d+\.\d+)\]", text):
            assert any(ipaddress.ip_address(number) in n for n in NETWORKS), (mail.entry.key, number)


def test_the_mbox_reads_back_as_the_mails_that_were_written(story: str) -> None:
    read = messages(story)
    assert [m["Message-ID"] for m in read] == [m.message_id for m in mails(story)]
    for message in read:
        assert not message.defects
        for part in message.walk():
            assert not part.defects
            if not part.is_multipart():
                assert part.get_content().strip()


def test_size_and_counts(story: str) -> None:
    told = truth(story)
    kinds = Counter(told["kinds"].values())
    assert (DEMO / f"{story}.mbox").stat().st_size < LARGEST
    assert 150 <= told["messages"] <= 300
    assert set(kinds) == set(KINDS)
    assert kinds["marketing"] >= 100
    assert kinds["transactional"] >= 40
    assert kinds["personal"] >= 20
    assert kinds["discussion"] >= 20
    assert kinds["spam"] >= 15


def test_truth_speaks_of_messages_that_exist(story: str) -> None:
    told = truth(story)
    ids = {m["Message-ID"] for m in messages(story)}
    assert len(ids) == told["messages"]
    for key in ("kinds", "recipients", "organisations", "authenticated"):
        assert set(told[key]) == ids
    assert set(told["organisations_also"]) <= ids
    assert set(told["opt_out_requests"].values()) <= ids
    for theme in told["themes"].values():
        assert set().union(*theme.values()) == ids
        assert sum(map(len, theme.values())) == len(ids)


def test_truth_names_every_organisation_that_advertises(story: str) -> None:
    told = truth(story)
    advertise = {o for i, o in told["organisations"].items() if told["kinds"][i] == "marketing"}
    assert {t["recipient"] for t in told["trails"]} == advertise
    assert {t["source"] for t in told["trails"]} <= advertise | {None}
    assert all(told["consent"].keys() & pair for pair in map(set, told["groups"]))
    assert set(told["opt_out"]) <= advertise


def test_the_alias_was_given_to_one_firm_before_anybody_else_wrote_to_it(story: str) -> None:
    told = truth(story)
    alias = next(a for a in told["me"] if "-" in a)
    order = [m.message_id for m in mails(story)]
    on_alias = [told["organisations"][i] for i in order if told["recipients"][i] == alias]
    source = next(t["source"] for t in told["trails"] if t["levels"] == ["strong"])
    first_stranger = next(o for o in on_alias if o not in (source, *_hosted(told)))
    assert on_alias[0] == source
    assert next(t for t in told["trails"] if t["recipient"] == first_stranger)["levels"] == ["strong"]
    words = alias.partition("@")[0]
    assert not any(part in words for b in on_alias if b for part in [b.partition(".")[0]])


def _hosted(told: dict[str, Any]) -> set[str]:
    return {told["organisations"][i] for i in told["organisations_also"]}


def test_recipients_stand_where_the_own_server_wrote_them(story: str) -> None:
    told = truth(story)
    for message in messages(story):
        expected = told["recipients"][message["Message-ID"]]
        if expected is None:
            assert message["Received"] is None
            assert message["X-Gmail-Labels"] == "Sent"
            continue
        names = [n.lower() for n in message.keys()]  # noqa: SIM118 - iterating a message gives the same, unclearly
        assert message["X-Original-To"] == expected
        assert f"for <{expected}>" in message.get_all("Received")[0]
        assert names.index("x-original-to") < names.index("received")
        assert message["Authentication-Results"].startswith(told["authserv"])


def test_opt_outs_went_to_the_address_that_the_brand_names_and_were_kept_or_not(story: str) -> None:
    told = truth(story)
    told_by_key = tomllib.loads((HERE / f"truth_{story}.toml").read_text(encoding="utf-8"))["opt_out"]
    made = mails(story)
    for organisation, state in told["opt_out"].items():
        asked = next(m for m in made if m.entry.key == told_by_key[organisation]["mail"])
        id_ = asked.entry.option("leaves")
        parsed = email.message_from_bytes(asked.raw, policy=default)
        assert parsed["To"] == leave_address(story, asked.entry.option("to", "main"), brand(id_))
        grace = asked.entry.at + timedelta(days=31)
        later = [m for m in made if m.entry.option("org") == id_ and m.entry.at > asked.entry.at]
        late = [m for m in later if m.entry.at > grace and m.entry.kind == "marketing"]
        assert (len(late) >= 6) if state == "not_honoured" else not later
        assert grace < datetime(2026, 11, 22, tzinfo=UTC)


def test_most_weeks_hold_mail(story: str) -> None:
    instants = [m.entry.at for m in mails(story)]
    weeks = {(at - instants[0]).days // 7 for at in instants}
    assert len(weeks) >= 0.85 * (max(weeks) + 1)


def test_a_signature_covers_one_click_wherever_it_is_promised(story: str) -> None:
    told = truth(story)
    for message in messages(story):
        organisation = told["organisations"][message["Message-ID"]]
        if message["List-Unsubscribe-Post"] and organisation:
            signed = message.get_all("DKIM-Signature")
            assert signed
            assert all("list-unsubscribe:" in s.replace("\n", "").replace(" ", "") for s in signed)
            assert all("list-unsubscribe-post" in s for s in signed)
            assert message["List-Unsubscribe"].count("https://") == 1


def test_modules_are_short() -> None:
    for path in Path(HERE).glob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= AT_MOST, path.name
