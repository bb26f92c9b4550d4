"""What the own server attested is believed; what a sender writes is not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboxguard.facts.authentication import attest, valid_signers
from inboxguard.facts.message import Authentication
from tests.facts.letters import BORDER, letter
from tests.facts.test_sightings import inbox, learn

OWN = ("mx.post.example",)
PASS = "Authentication-Results: mx.post.example; dkim=pass header.d=shop.example; dmarc=pass header.from=shop.example"

FAIL = "Authentication-Results: mx.post.example; dkim=fail header.d=bank.example; spf=fail smtp.mailfrom=x@evil.example"
MICROSOFT = (
    "Received: from out.shop.example (198.51.100.7) by A.mail.protection.outlook.com (10.1.1.1)"
    " with Microsoft SMTP Server; x"
)


def attested(head: str, own: tuple[str, ...] = OWN, imported: bool = False) -> Authentication:
    return attest(letter(head), own, imported)


def test_the_own_server_speaks_for_the_sender() -> None:
    found = attested(f"{PASS}\n        {BORDER}\n        From: Shop <news@mail.shop.example>")
    assert found == Authentication("server", "mx.post.example", (("dkim", "shop.example"),), (), True, True)
    assert attested(f"{PASS}\n{BORDER}\nFrom: news@shop.example", imported=True).attested == "imported"


def test_fields_below_the_own_border_line_count_where_the_server_writes_them_there() -> None:
    found = attested(f"{BORDER}\n        {PASS}\n        From: news@shop.example")
    assert found.aligned is True


def test_a_pass_of_the_carrier_alone_does_not_speak_for_the_brand() -> None:
    found = attested(f"""
        Authentication-Results: mx.post.example; dkim=pass header.d=fern.example; spf=pass smtp.mailfrom=b@fern.example
        {BORDER}
        From: news@shop.example
    """)
    assert found.attested == "server"
    assert found.aligned is False
    assert found.passed == (("dkim", "fern.example"), ("spf", "fern.example"))


def test_forged_reports_are_ignored() -> None:
    forged = (
        "Authentication-Results: mx.post.example; dkim=pass header.d=bank.example; dmarc=pass header.from=bank.example"
    )
    real = FAIL
    sender_line = "Received: from evil by out7.mailfern.example; Mon, 2 Nov 2026 10:00:00 +0000"
    tail = "From: boss@bank.example"
    below = attested(f"{real}\n{BORDER}\n{sender_line}\n{forged}\n{tail}")
    assert (below.aligned, below.dmarc) == (False, None)
    assert attested(f"{BORDER}\n{sender_line}\n{forged}\n{tail}").attested is None
    assert (
        attested(f"Authentication-Results: mx.evil.example; dkim=pass header.d=bank.example\n{BORDER}\n{tail}").attested
        is None
    )
    inside = attested(f"{BORDER}\nReceived: from x by mx.post.example; x\n{forged}\n{tail}")
    assert inside.attested is None
    above_real = attested(f"{BORDER}\n{real}\n{forged}\n{tail}")
    assert ("dkim", "bank.example") not in above_real.passed
    apart = attested(f"{BORDER}\nAuthentication-Results: mx.post.example; spf=none\nX-A: b\n{forged}\n{tail}")
    assert apart.passed == ()
    assert apart.aligned is False


def test_several_filters_of_one_server_are_read_together() -> None:
    found = attested(f"""
        Authentication-Results: mx.post.example; dmarc=pass header.from=shop.example
        Authentication-Results: mx.post.example; dkim=pass header.d=shop.example
        Authentication-Results: mx.post.example; spf=softfail smtp.mailfrom=b@mailfern.example
        {BORDER}
        From: news@shop.example
    """)
    assert found.dmarc is True
    assert found.passed == (("dkim", "shop.example"),)
    assert found.failed == (("spf", "mailfern.example"),)


def test_silence_is_no_judgement() -> None:
    assert attested(f"{BORDER}\nFrom: news@shop.example") == Authentication()
    assert (
        attested(
            f"Authentication-Results: mx.post.example; auth=pass smtp.auth=me\n{BORDER}\nFrom: a@b.example"
        ).attested
        is None
    )
    assert attested(f"{PASS}\n{BORDER}\nFrom: news@shop.example", own=()) == Authentication()


def test_two_senders_or_a_failed_policy_align_with_nobody() -> None:
    assert attested(f"{PASS}\n{BORDER}\nFrom: a@shop.example\nFrom: b@bank.example").aligned is False
    failed = (
        "Authentication-Results: mx.post.example; dkim=pass header.d=shop.example; dmarc=fail header.from=shop.example"
    )
    assert attested(f"{failed}\n{BORDER}\nFrom: a@shop.example").aligned is False


def test_microsoft_leaves_its_id_out_and_only_microsoft_may() -> None:
    bare = (
        "Authentication-Results: spf=pass (sender IP is 1.2.3.4) smtp.mailfrom=shop.example; dkim=pass (signature was"
        " verified) header.d=shop.example;dmarc=pass action=none header.from=shop.example"
    )
    inner = (
        "Received: from A.eop.prod.protection.outlook.com (2603:10a6::1) by B.outlook.office365.com (2603:10a6::9)"
        " with Microsoft SMTP Server; x"
    )
    tail = "From: news@shop.example"
    assert attested(f"{inner}\n{bare}\n{MICROSOFT}\n{tail}", ("outlook.com",)).aligned is True
    assert attested(f"{bare}\n{BORDER}\n{tail}").attested is None


@given(st.text('dkim=pas;header.()"\\ x', max_size=200))
def test_nothing_below_the_border_makes_a_failed_mail_pass(noise: str) -> None:
    real = FAIL
    head = f"{BORDER}\n{real}\nAuthentication-Results: mx.post.example; {noise.strip()}\nFrom: boss@bank.example"
    assert attested(head).passed == ()


SIGNED = "DKIM-Signature: v=1; d=shop.example; s=k1; h=from:to; b=x"
STRANGER = "Received: from app.shop.example by out7.mailfern.example; Mon, 2 Nov 2026 10:00:00 +0000"


@pytest.mark.parametrize(
    ("own", "head"),
    [
        ("mx.post.example", f"{BORDER}\n{PASS}\n{SIGNED}\n{STRANGER}"),
        ("mx.post.example", f"{PASS}\n{BORDER}\n{STRANGER}\n{SIGNED}"),
        ("mx.post.example", f"X-Original-To: me@post.example\n{BORDER}\n{PASS}\nX-Spam: no\n{STRANGER}\n{SIGNED}"),
        (
            "mx.google.com",
            (
                "Delivered-To: me@gmail.com\nReceived: by 2002:a05:7300:1:b0:1 with SMTP id a1; x\nX-Received: by x\n"
                "Return-Path: <b@shop.example>\n"
                "Received: from out7.mailfern.example (out7.mailfern.example. [198.51.100.7]) by mx.google.com with"
                " ESMTPS for <me@gmail.com>; x\nReceived-SPF: pass\nAuthentication-Results: mx.google.com; dkim=pass"
                f" header.i=@shop.example; dmarc=pass header.from=shop.example\n{SIGNED}"
            ),
        ),
        (
            "gmx.net",
            (
                "Return-Path: <b@shop.example>\nAuthentication-Results: gmx.net; dkim=pass header.i=@shop.example\n"
                f"Received: from out7.mailfern.example ([198.51.100.7]) by mx-ha.gmx.net with ESMTPS; x\n{SIGNED}"
            ),
        ),
        (
            "posteo.de",
            (
                "Delivered-To: me@posteo.de\nReceived: from proxy02.posteo.name ([127.0.0.1]) by dovecot16.posteo.name"
                " (Dovecot) with LMTP id a for <me@posteo.de>; x\nReceived: from proxy02.posteo.de ([127.0.0.1]) by"
                " proxy02.posteo.name (Dovecot) with LMTP id b; x\nReceived: from mailin02.posteo.de (unknown"
                " [10.0.0.62]) by proxy02.posteo.de (Postfix) with ESMTPS id c; x\nReceived: from mx03.posteo.de"
                " (mailin02.posteo.de [127.0.0.1]) by mailin02.posteo.de (Postfix) with ESMTPS id d; x\n"
                "Authentication-Results: posteo.de; dmarc=none (p=none dis=none) header.from=shop.example\n"
                "Authentication-Results: posteo.de; spf=pass smtp.mailfrom=mailfern.example\n"
                "Authentication-Results: posteo.de; dkim=pass (2048-bit key) header.d=shop.example\n"
                "Received: from out7.mailfern.example (out7.mailfern.example [198.51.100.7]) by mx03.posteo.de"
                f" (Postfix) with ESMTPS id e for <me@posteo.de>; x\n{SIGNED}"
            ),
        ),
        (
            "mail.messagingengine.com",
            (
                "Received: from mx1 ([10.202.2.200]) by compute1.internal (LMTPProxy); x\n"
                "Authentication-Results: mx1.mail.messagingengine.com; dkim=pass header.d=shop.example\n"
                "Received: from out7.mailfern.example (out7.mailfern.example [198.51.100.7]) by"
                f" mx1.mail.messagingengine.com (Postfix) with ESMTPS; x\n{SIGNED}"
            ),
        ),
        (
            "outlook.com",
            (
                "Received: from A.eop.prod.protection.outlook.com (2603:10a6::1) by B.outlook.office365.com (::9)"
                " with Microsoft SMTP Server; x\nAuthentication-Results: spf=pass smtp.mailfrom=shop.example; dkim=pass"
                f" header.d=shop.example;dmarc=pass header.from=shop.example\n{MICROSOFT}\n{SIGNED}"
            ),
        ),
    ],
)
def test_reports_are_believed_where_servers_write_them(own: str, head: str) -> None:
    found = attested(f"{head}\nFrom: news@shop.example\nSubject: x", (own,))
    assert (found.attested, found.aligned) == ("server", True)


@pytest.mark.parametrize(
    "author", ["From: a@bank.example", "Subject: x", "Date: x", "To: me", "Message-ID: <1@b>", SIGNED]
)
def test_a_report_below_the_authors_fields_is_the_authors(author: str) -> None:
    forged = "Authentication-Results: mx.post.example; dkim=pass header.d=bank.example"
    assert attested(f"{BORDER}\n{author}\n{forged}\nFrom: a@bank.example").attested is None
    assert learn(inbox(f"{BORDER}\n{author}\n{forged}", 5)) == ()
    bare = "Authentication-Results: dkim=pass header.d=bank.example"
    assert attested(f"{MICROSOFT}\n{author}\n{bare}\nFrom: a@bank.example", ("outlook.com",)).attested is None


def test_a_report_below_the_authors_fields_adds_nothing_to_the_servers_own() -> None:
    forged = (
        "Authentication-Results: mx.post.example; dkim=pass header.d=bank.example; dmarc=pass header.from=bank.example"
    )
    own = "Authentication-Results: mx.post.example; spf=pass smtp.mailfrom=evil.example"
    found = attested(f"{BORDER}\n{own}\nFrom: a@bank.example\n{forged}")
    assert (found.passed, found.dmarc, found.aligned) == ((("spf", "evil.example"),), None, False)


GMAIL = (
    "Delivered-To: me@gmail.com\nReceived: by 2002:a05:7300:1:b0:1 with SMTP id a1; x\nReceived: from"
    " out7.mailfern.example (out7.mailfern.example. [198.51.100.7]) by mx.google.com with ESMTPS; x\nReceived-SPF: x"
)


def test_a_service_that_reports_once_has_nothing_to_do_with_the_field_below() -> None:
    own = "Authentication-Results: mx.google.com; spf=pass smtp.mailfrom=evil.example"
    forged = f"{own.replace('spf=pass smtp.mailfrom=evil', 'dkim=pass header.d=bank')}; dmarc=pass"
    found = attested(f"{GMAIL}\n{own}\n{forged}\nFrom: a@bank.example", ("mx.google.com",))
    assert (found.passed, found.dmarc, found.aligned) == ((("spf", "evil.example"),), None, False)


def test_under_the_line_of_one_own_server_another_own_server_has_no_say() -> None:
    both = ("mx.post.example", "mx.google.com")
    forged = "Authentication-Results: mx.google.com; dkim=pass header.d=bank.example"
    assert attested(f"{BORDER}\n{forged}\nFrom: a@bank.example", both).attested is None
    assert attested(f"{PASS}\n{BORDER}\n{forged}\nFrom: a@shop.example", both).passed == (("dkim", "shop.example"),)
    mine = "Authentication-Results: mx.post.example; dkim=pass header.d=shop.example"
    assert attested(f"{GMAIL}\n{mine}\nFrom: a@shop.example", both).attested is None


FORWARDED = """
    Authentication-Results: mx.post.example; {outer}
    Received: from mx.alt.example (mx.alt.example [203.0.113.4]) by mx.post.example with ESMTPS; x
    Authentication-Results: mx.alt.example; {inner}
    Received: from out.shop.example (out.shop.example [198.51.100.7]) by mx.alt.example with ESMTPS; x
    From: news@shop.example
"""
CHAIN = ("mx.post.example", "mx.alt.example")


def test_of_two_own_mailboxes_the_one_that_took_the_mail_from_outside_knows_best() -> None:
    outer = "dkim=fail header.d=shop.example; spf=pass smtp.mailfrom=alt.example"
    inner = "dkim=pass header.d=shop.example; dmarc=pass header.from=shop.example"
    found = attested(FORWARDED.format(outer=outer, inner=inner), CHAIN)
    assert (found.authserv_id, found.aligned, found.passed) == ("mx.alt.example", True, (("dkim", "shop.example"),))
    back = attested(FORWARDED.format(outer=inner, inner=outer), CHAIN)
    assert (back.authserv_id, back.aligned) == ("mx.alt.example", False)


def test_where_only_the_outer_mailbox_is_known_the_inner_ones_word_is_a_strangers() -> None:
    outer = "dkim=fail header.d=shop.example; spf=pass smtp.mailfrom=alt.example"
    inner = "dkim=pass header.d=shop.example; dmarc=pass header.from=shop.example"
    found = attested(FORWARDED.format(outer=outer, inner=inner))
    assert (found.authserv_id, found.aligned) == ("mx.post.example", False)


def test_the_outer_mailbox_speaks_where_the_inner_one_is_silent() -> None:
    head = FORWARDED.format(outer="dkim=pass header.d=shop.example", inner="x").replace(
        "    Authentication-Results: mx.alt.example; x\n", ""
    )
    assert attested(head, CHAIN).passed == (("dkim", "shop.example"),)


def test_arc_is_never_the_own_servers_word() -> None:
    arc = PASS.replace("Authentication-Results:", "ARC-Authentication-Results: i=1;")
    assert attested(f"{arc}\n{BORDER}\nFrom: a@shop.example").attested is None
    assert learn(inbox(f"{arc}\n{BORDER}", 5)) == ()


def test_a_checked_signature_joins_those_that_the_server_attested() -> None:
    mail = letter("From: a@news.shop.example\nSubject: x")
    own = Authentication("server", "mx.post.example", (("dkim", "fern.example"), ("spf", "x.example")), aligned=True)
    checked = (("shop.example", "pass"), ("other.example", "pass"), ("news.shop.example", "fail"))
    assert valid_signers(replace(mail, authentication=own)) == {"fern.example"}
    assert valid_signers(replace(mail, authentication=own, verified=checked)) == {"fern.example", "shop.example"}
    assert valid_signers(replace(mail, verified=checked)) == {"shop.example"}
    refused = Authentication("server", "mx.post.example", (), (("dkim", "shop.example"),), aligned=None)
    assert valid_signers(replace(mail, authentication=refused, verified=checked)) == set()


def test_where_all_own_machines_have_inner_names_only_the_top_is_theirs() -> None:
    hidden = "Received: from 198.51.100.7 (EHLO out7.mailfern.example) by 10.253.4.5 with SMTPs; x"
    assert attested(f"{PASS}\n{hidden}\n{STRANGER}\nFrom: news@shop.example").aligned is True
    assert attested(f"{hidden}\n{PASS}\n{STRANGER}\nFrom: news@shop.example").attested is None
    assert attested(f"{PASS}\nFrom: news@shop.example").attested is None


def test_the_verdict_of_all_that_the_own_server_knows_is_told_and_a_strangers_is_not() -> None:
    def composite(said: str) -> bool | None:
        return attested(f"{PASS}; {said}\n{BORDER}\nFrom: a@shop.example").composite

    assert composite("compauth=fail reason=001") is False
    assert composite("compauth=pass reason=100") is True
    assert composite("compauth=none") is composite("spf=none (compauth=fail)") is None
    strange = "Authentication-Results: mx.evil.example; spf=none; compauth=fail"
    assert attested(f"{PASS}\n{BORDER}\n{strange}\nFrom: a@shop.example").composite is None
    alone = "Authentication-Results: mx.post.example; compauth=fail"
    assert attested(f"{alone}\n{BORDER}\nFrom: a@shop.example") == Authentication()


def said(results: str) -> Authentication:
    return attested(f"Authentication-Results: mx.post.example; {results}\n{BORDER}\nFrom: news@shop.example")


@pytest.mark.parametrize(
    "results",
    [
        "dmarc=fail header.from=shop.example",
        "spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=evil.example; dmarc=fail header.from=shop.example",
        "spf=fail smtp.mailfrom=shop.example",
        "spf=fail smtp.mailfrom=shop.example; dkim=none",
        "dkim=fail header.d=shop.example; spf=softfail smtp.mailfrom=shop.example",
        "dmarc=fail header.from=shop.example; arc=fail",
        "dmarc=fail header.from=shop.example; arc=none",
    ],
)
def test_the_server_denies_the_sender(results: str) -> None:
    found = said(results)
    assert (found.denied, found.aligned) == (True, False)


@pytest.mark.parametrize(
    "results",
    [
        "dkim=fail header.d=shop.example",
        "dkim=policy header.d=shop.example",
        "dkim=neutral header.d=shop.example; spf=none smtp.mailfrom=shop.example",
        "spf=softfail smtp.mailfrom=shop.example",
        "spf=softfail smtp.mailfrom=shop.example; dmarc=none header.from=shop.example",
        "spf=neutral smtp.mailfrom=shop.example",
        "dkim=none; spf=none smtp.mailfrom=evil.example; dmarc=none header.from=shop.example",
        "dkim=fail; spf=pass smtp.mailfrom=old.example; dmarc=fail header.from=shop.example; arc=pass",
        "spf=fail smtp.mailfrom=shop.example; dkim=pass header.d=fern.example",
    ],
)
def test_that_nothing_shows_the_sender_is_no_denial(results: str) -> None:
    found = said(results)
    assert (found.denied, found.aligned) == (False, False)


@pytest.mark.parametrize(
    "results",
    [
        "dmarc=temperror header.from=shop.example",
        "dkim=temperror header.d=shop.example; spf=temperror smtp.mailfrom=shop.example; dmarc=temperror",
        "dkim=permerror header.d=shop.example",
        "spf=permerror smtp.mailfrom=shop.example; dmarc=permerror header.from=shop.example",
    ],
)
def test_a_server_that_could_check_nothing_says_nothing_of_the_sender(results: str) -> None:
    found = said(results)
    assert (found.denied, found.aligned, found.dmarc) == (False, None, None)


def test_a_chain_of_forwarders_vouches_for_nobody() -> None:
    assert said("arc=pass") == Authentication()
    assert said("dmarc=fail header.from=shop.example; arc=pass").aligned is False
    assert said("dmarc=pass header.from=shop.example; arc=fail").aligned is True


def test_dmarc_that_passed_for_another_from_vouches_for_nobody() -> None:
    other = said("dkim=pass header.d=evil.example; dmarc=pass header.from=evil.example")
    assert (other.dmarc, other.aligned, other.denied) == (None, False, False)
    for own in ("shop.example", "mail.shop.example"):
        found = said(f"dkim=pass header.d=fern.example; dmarc=pass header.from={own}")
        assert (found.dmarc, found.aligned) == (True, True)
    assert said("dkim=pass header.d=fern.example; dmarc=pass").aligned is True
    assert said("dkim=pass header.d=shop.example; dmarc=pass header.from=evil.example").aligned is True
