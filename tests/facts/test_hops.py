"""Whose servers wrote the upper part of a header."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.hops import Stretch, delivering_host, hop, nearest, private, stretch
from tests.facts.letters import BORDER, letter

OWN = ("mx.post.example",)


def reach(head: str, servers: tuple[str, ...] = OWN) -> Stretch:
    return stretch(letter(head).trail, servers)


def test_what_postfix_exim_gmail_microsoft_and_qmail_write() -> None:
    postfix = hop(BORDER.partition(": ")[2])
    assert (postfix.by, postfix.peer, postfix.peer_ip) == ("mx.post.example", "out7.mailfern.example", "198.51.100.7")
    assert (postfix.protocol, postfix.recipient) == ("ESMTPS", "me+shop@post.example")
    forged = hop("from mx.post.example (unknown [198.51.100.9]) by mx.post.example (Postfix) with ESMTP id 1; x")
    assert forged.peer == "unknown"
    exim = hop(
        "from [198.51.100.9] (helo=mx.post.example) by mx.post.example with esmtp (Exim 4.9) id 1 for a@b.example; x"
    )
    assert (exim.peer, exim.recipient) == ("unknown", "a@b.example")
    gmail = hop("by 2002:a05:6a10:1 with SMTP id x1csp1; Mon, 2 Nov 2026 02:00:00 -0800 (PST)")
    assert (gmail.by, gmail.peer) == ("2002:a05:6a10:1", "")
    microsoft = hop(
        "from out.shop.example (198.51.100.7) by A.mail.protection.outlook.com (10.1.1.1) with Microsoft SMTP Server; x"
    )
    assert (microsoft.by, microsoft.peer) == ("a.mail.protection.outlook.com", "out.shop.example")
    masked = hop("from a.example (192.0.2.7) by PRAP250MB0467masked@x12.prod.outlook.com (192.0.2.8) with HTTPS; x")
    assert masked.by == "x12.prod.outlook.com"
    qmail = hop("from unknown (HELO mx.post.example) (198.51.100.7) by mx.post.example with SMTP; x")
    assert (qmail.peer, qmail.peer_ip) == ("unknown", "198.51.100.7")


def test_the_stretch_ends_where_a_stranger_handed_the_mail_over() -> None:
    found = reach(f"""
        Delivered-To: me@post.example
        Received: from mx.post.example ([127.0.0.1]) by store.post.example with LMTP id 1; x
        {BORDER}
        Authentication-Results: mx.post.example; spf=none
        Received: from app by out7.mailfern.example; Mon, 2 Nov 2026 10:00:00 +0000
        Delivered-To: someone@mailfern.example
    """)
    assert [step.by for step in found.hops] == ["store.post.example", "mx.post.example"]
    assert (found.border, found.end) == (3, 4)


def test_a_line_that_claims_to_be_ours_below_the_border_is_not_ours() -> None:
    found = reach(f"""
        {BORDER}
        Received: from x.example (x.example [198.51.100.8]) by mx.post.example with ESMTP for <me+bank@post.example>; x
    """)
    assert [step.recipient for step in found.hops] == ["me+shop@post.example"]


def test_inner_machines_without_telling_names_are_walked_through() -> None:
    found = reach(f"""
        Received: from scanner (localhost [127.0.0.1]) by localhost (mx.post.example [127.0.0.1]) (amavisd-new); x
        Received: from mx1.post.example (mx1.post.example [10.0.0.2]) by mailstore17 (Cyrus) with LMTPA; x
        {BORDER}
    """)
    assert found.hops[-1].by == "mx.post.example"
    assert found.border == 3


def test_nothing_is_ours_when_another_house_delivered() -> None:
    assert reach("Received: from a.example by mx.other.example; x\n") == Stretch((), 0, 0)
    assert reach(BORDER, ()) == Stretch((), 0, 0)
    assert reach("Subject: x") == Stretch((), 0, 0)


def test_a_service_of_several_domains_is_one_house() -> None:
    found = reach(
        """
        Received: from B.eop.protection.outlook.com (2603::6d) by A.outlook.office365.com (::9) with Microsoft; x
        Received: from out.shop.example (198.51.100.7) by C.mail.protection.outlook.com (10.1.1.1) with Microsoft; x
        Received: from evil by D.outlook.com; x
        """,
        ("outlook.com",),
    )
    assert (found.border, found.end) == (2, 2)


def test_an_id_that_names_no_domain_stands_for_the_machine_that_delivered() -> None:
    assert reach(BORDER, ("mailserver",)).border == 1


def test_who_delivered() -> None:
    assert delivering_host(letter("Received: from a by localhost; x\n        " + BORDER).trail) == "mx.post.example"
    assert delivering_host(letter("Subject: x").trail) == ""


def test_rough_organisational_domains() -> None:
    assert nearest("mx.post.example") == "post.example"
    assert nearest("a.shop.co.uk") == "shop.co.uk"
    assert nearest("localhost") is None
    assert nearest("10.0.0.1") is None


def test_private_names_and_addresses() -> None:
    assert all(
        private(host) for host in ("localhost", "mail1", "db.internal", "10.1.2.3", "127.0.0.1", "::1", "fd00::1")
    )
    assert not any(private(host) for host in ("", "unknown", "198.51.100.7", "mx.post.example", "2603:10a6::1"))


@given(st.text(max_size=300), st.lists(st.tuples(st.sampled_from(["received", "delivered-to"]), st.text(max_size=80))))
def test_any_trail_gives_a_stretch_inside_it(value: str, trail: list[tuple[str, str]]) -> None:
    hop(value)
    found = stretch(tuple(trail), OWN)
    assert 0 <= found.border <= found.end <= len(trail)


def test_hostile_lines_cost_little_time() -> None:
    for value in (
        "from a " + "(" * 4000,
        "from " + "a." * 2000,
        "by " * 1300,
        "from a (" + "(x)" * 1300,
        "1:" * 2000,
        "for <" + "@" * 4000,
    ):
        started = time.perf_counter()
        hop(value)
        assert time.perf_counter() - started < 1


@pytest.mark.parametrize("word", ["EHLO", "HELO"])
def test_a_greeting_in_the_comment_is_the_peers_own_word(word: str) -> None:
    taken = hop(f"from 198.51.100.7 ({word} mail.bank.example) by 10.217.136.93 with SMTPs; x")
    assert (taken.peer, taken.peer_ip) == ("unknown", "198.51.100.7")
