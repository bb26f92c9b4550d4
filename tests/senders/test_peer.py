import random
import time

import pytest

from inboxguard.senders.peer import peer

TOOK = "from hello (mail7.carrier.example [198.51.100.7]) by mx.post.example with ESMTPS id 1; Sun"


def trail(*lines: str) -> tuple[tuple[str, str], ...]:
    return tuple(("received", line) for line in lines)


@pytest.mark.parametrize(
    "line",
    [
        TOOK,
        "from hello (mail7.carrier.example. [198.51.100.7]) by mx.post.example with ESMTPS id 1; Sun",
        "from hello (mail7.carrier.example    [198.51.100.7])    by mx.post.example (8.11.6/8.11.6) with SMTP; Sun",
        "from hello (root@Mail7.Carrier.example [198.51.100.7]) by mx.post.example; Sun",
        "from hello (mail7.carrier.example [IPv6:2001:db8::7]) by mx.post.example with ESMTPS; Sun",
        "from hello (mail7.carrier.example [::ffff:198.51.100.7]) (TLS: 256bits) by mx.post.example; Sun",
        "from mail7.carrier.example ([198.51.100.7] helo=hello) by mx.post.example with esmtp (Exim 4.96); Sun",
        "from mail7.carrier.example ([198.51.100.7]:2525 helo=hello) by mx.post.example with esmtp (Exim 4.96); Sun",
        "from hello (mail7.carrier.example [198.51.100.7]) by localhost (Postfix) with ESMTP id 1; Sun",
    ],
)
def test_the_name_that_the_own_server_looked_up(line: str) -> None:
    assert peer(trail(line)) == "mail7.carrier.example"


@pytest.mark.parametrize(
    "line",
    [
        "from mail7.carrier.example (unknown [198.51.100.7]) by mx.post.example; Sun",
        "from mail7.carrier.example ([198.51.100.7]) by mx.post.example with SMTP; Sun",
        "from mail7.carrier.example (198.51.100.7) by mx.post.example with Microsoft SMTP Server; Sun",
        "from mail7.carrier.example (198.51.100.7) by mx.post.example with SMTP; Sun",
        "from unknown (HELO mail7.carrier.example) (198.51.100.7) by mx.post.example with SMTP; Sun",
        "from [198.51.100.7] (helo=mail7.carrier.example) by mx.post.example with esmtp; Sun",
        "from [198.51.100.7] (port=25 helo=mail7.carrier.example) by mx.post.example with esmtp; Sun",
        "from 198.51.100.7 (EHLO mail7.carrier.example) (198.51.100.7) by 10.1.1.1 with SMTPs; Sun",
        "from hello (mail7.carrier.example [198.51.100.7] (may be forged)) by mx.post.example; Sun",
        "from mail7.carrier.example by mx.post.example with SMTP; Sun",
        "from localhost (198.51.100.7) by mx.post.example with SMTP; Sun",
        "from x(mail7.carrier.example[1.2.3.4])by (unknown [198.51.100.7]) by mx.post.example; Sun",
        "",
        "from ",
        "by mx.post.example",
    ],
)
def test_a_greeting_and_what_stands_below_it_is_the_senders_word(line: str) -> None:
    assert peer(trail(line)) is None
    if line.startswith("from "):
        assert peer(trail(line, TOOK)) is None


def test_the_way_through_the_own_servers_is_followed() -> None:
    way = trail(
        "from localhost (localhost [127.0.0.1]) by desk.home.example (Postfix) with ESMTP id 2; Sun",
        "from store [127.0.0.1] by localhost with IMAP (fetchmail-5.9.0) for anna@localhost (single-drop); Sun",
        "from filter (filter.internal [10.1.1.1]) by store.post.example with LMTP; Sun",
        "by filter.post.example (Postfix, from userid 5) id 3; Sun",
        "from mx (mx.post.example [198.51.100.2]) by filter.post.example with ESMTP; Sun",
        TOOK,
        "from forged (mail7.other.example [198.51.100.9]) by mx.post.example; Sun",
    )
    assert peer(way) == "mail7.carrier.example"


def test_a_mailbox_that_is_fetched_from_outside_is_read_from_its_own_top() -> None:
    fetched = "from pop.post.example (pop.post.example [198.51.100.3]) by desk.home.example with POP3 (fetchmail); Sun"
    assert peer(trail(fetched, TOOK)) == "mail7.carrier.example"


@pytest.mark.parametrize(
    "way",
    [
        # below the line that took the mail from outside everything is the sender's word
        ("from x (host.stranger.example [198.51.100.8]) by mx.post.example; Sun", TOOK),
        # a line by another house right below an own one was not written by an own server
        (
            "from x (mx.post.example [198.51.100.2]) by store.post.example; Sun",
            "from x (mail7.carrier.example [198.51.100.7]) by relay.elsewhere.example; Sun",
        ),
        # the own program took it from a person who signed in, and the rest came with it
        ("from laptop ([198.51.100.8]) by smtp.post.example with ESMTPSA id 1; Sun", TOOK),
        ("from x (mx.post.example [198.51.100.2]) by store.post.example; Sun",) * 20 + (TOOK,),
    ],
)
def test_a_forged_line_below_the_border_says_nothing(way: tuple[str, ...]) -> None:
    assert peer(trail(*way)) in (None, "host.stranger.example")


def test_odd_lines_neither_raise_nor_take_long() -> None:
    rng = random.Random(4)
    pieces = ["from ", "(", "[", "]", ")", " by ", "127.0.0.1", "a" * 300, ".", ":", " ", "\t", "helo=", "with IMAP"]
    lines = ["".join(rng.choices(pieces, k=rng.randint(1, 400))) for _ in range(300)]
    lines += [piece * 5000 for piece in pieces] + ["from " + piece * 5000 for piece in pieces]
    for line in lines:
        begun = time.perf_counter()
        peer(trail(line, TOOK))
        assert time.perf_counter() - begun < 0.05
