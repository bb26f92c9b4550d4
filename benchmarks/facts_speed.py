"""What reading one message costs, beside the usual way with the email package and Beautiful Soup.

Usage: python benchmarks/facts_speed.py [--messages N] [--rounds N]

Invents newsletters (a header of about 4 kB, a page of about 40 kB) and letters, and prints the CPU time a message of
the first look at a few header fields, of reading a newsletter of which the header and the HTML part were fetched, of
reading the header of a letter, and of the usual way over the same newsletter. Times are the least of all rounds, taken
in turns, because other programs share the machine; the ratio says more than the times.
"""

import argparse
import base64
import email
import email.policy
import email.utils
import quopri
import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bs4 import BeautifulSoup

from inboxguard.facts.message import Part, Place, RawMessage
from inboxguard.facts.parsing import Reading, look, read

T = TypeVar("T")
LIMITS = {"look": 60, "newsletter": 400, "letter": 100}
"""Microseconds a message on an idle core of this decade."""
FEWER = 10
"""So many times less than the usual way a newsletter must cost at least."""
FIELDS = frozenset({
    b"from", b"to", b"reply-to", b"return-path", b"subject", b"date", b"message-id", b"in-reply-to", b"references",
    b"delivered-to", b"x-original-to", b"list-unsubscribe", b"list-id", b"precedence", b"auto-submitted",
    b"feedback-id",
})  # fmt: skip
_FIELD = re.compile(rb"[^\r\n]+(?:\r\n[ \t][^\r\n]*)*\r\n")
TOKEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"
WORDS = """
the and you your for with this that are from have our more can all now here only new summer sale collection discover
exclusive offer free delivery today members save extra style home garden kitchen travel weekend limited edition gift
points account order update news stories week best picks music course learn plan subscription terms apply details view
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """An invented message: as its first look, as it is fetched in parts, and whole."""

    few: RawMessage
    parts: RawMessage
    whole: bytes


class Town:
    """Invents mail of six shops and nine people."""

    def __init__(self, seed: int = 1) -> None:
        self._random = random.Random(seed)
        self._vocabulary = WORDS.split()

    def newsletter(self, number: int) -> Letter:
        """Return a newsletter: text and HTML, tables in tables, links that count clicks, a footer."""
        shop = self._random.choice(("northmart", "bluefit", "urbanbooks", "cedarhome", "lumenshop", "orbitfood"))
        domain = f"mail.{shop}.example"
        seals = "".join(
            f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={signer}; s=s1;\r\n\th=From:To:Subject:Date:"
            f"Message-ID:List-Unsubscribe; bh={self._token(44)};\r\n\tb={self._token(340)}\r\n"
            for signer in (domain, "mailfern.example")
        )
        head = (
            self._delivered(domain)
            + f"ARC-Seal: i=1; a=rsa-sha256; cv=none; d=post.example; b={self._token(340)}\r\n"
            + f"ARC-Message-Signature: i=1; a=rsa-sha256; d=post.example; b={self._token(600)}\r\n"
            + seals
            + f"From: =?utf-8?q?{shop.capitalize()}_caf=C3=A9?= <news@{domain}>\r\n"
            + self._addressed(number, domain)
            + f"Reply-To: hello@{shop}.example\r\nList-Id: <{shop}.list.example>\r\n"
            + f"List-Unsubscribe: <https://click.{shop}.example/unsub/{self._token(100)}>,\r\n"
            + f" <mailto:leave@{shop}.example?subject=unsubscribe>\r\n"
            + "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nPrecedence: bulk\r\nX-Mailer: Mailfern 4\r\n"
            + f"Feedback-ID: {number}:{shop}:news:mailfern\r\nX-Campaign: {self._token(30)}\r\n"
            + "".join(f"X-Mailfern-{name}: {self._token(60)}\r\n" for name in ("Id", "Job", "List", "Batch"))
            + "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b0\r\n"
        ).encode()
        page = self._page(shop).encode()
        if number % 4:
            encoding, content = "quoted-printable", quopri.encodestring(page)
        else:
            encoding, content = "base64", base64.encodebytes(page)
        plain = "\n".join(self._words(14) for _ in range(60)).encode()
        body = (
            b"--b0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + plain
            + b"\r\n--b0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: "
            + encoding.encode() + b"\r\n\r\n" + content + b"\r\n--b0--\r\n"
        )  # fmt: skip
        return self._letter(head, (Part("text/html", encoding, "utf-8", content),), head + b"\r\n" + body, number)

    def letter(self, number: int) -> Letter:
        """Return a letter from a person."""
        domain = "people.example"
        head = (
            self._delivered(domain)
            + f"DKIM-Signature: v=1; a=rsa-sha256; d={domain}; s=s1; h=From:To:Subject; b={self._token(340)}\r\n"
            + f"From: Emma Jones <emma{number % 9}@{domain}>\r\n"
            + self._addressed(number, domain)
            + "User-Agent: Mozilla Thunderbird\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        ).encode()
        return self._letter(head, None, head + b"\r\nDear Anna", number)

    def _letter(self, head: bytes, parts: tuple[Part, ...] | None, whole: bytes, number: int) -> Letter:
        fetched = RawMessage(Place("anna@post.example", "INBOX", 1, number + 1), None, head, parts=parts)
        few = b"".join(one for one in _FIELD.findall(head) if one.partition(b":")[0].lower() in FIELDS)
        return Letter(replace(fetched, head=few, parts=None), fetched, whole)

    def _delivered(self, domain: str) -> str:
        when = email.utils.formatdate(1_700_000_000)
        hops = "".join(
            f"Received: from {peer} ({peer} [198.51.100.{self._random.randint(1, 254)}])\r\n\tby {host} with ESMTPS id"
            f" {self._token(20)}\r\n\tfor <anna@post.example>; {when}\r\n"
            for host, peer in (("mx.post.example", f"out.{domain}"), (f"out.{domain}", f"app.{domain}"))
        )
        return (
            f"Return-Path: <bounce-{self._token(24)}@{domain}>\r\nDelivered-To: anna@post.example\r\n{hops}"
            f"Authentication-Results: mx.post.example;\r\n\tdkim=pass header.d={domain} header.s=s1;\r\n"
            f"\tspf=pass smtp.mailfrom=bounce@{domain}; dmarc=pass header.from={domain}\r\n"
        )

    def _addressed(self, number: int, domain: str) -> str:
        return (
            f"To: Anna Berg <anna@post.example>\r\nSubject: {self._words(7)}\r\n"
            f"Date: Mon, 2 Nov 2026 10:{number % 60:02}:00 +0100\r\n"
            f"Message-ID: <{number}.{self._token(20)}@{domain}>\r\n"
        )

    def _page(self, shop: str) -> str:
        page = ["<html><head><style>", "td{font:16px Arial;padding:10px 20px}" * 350, "</style></head><body>"]
        page.append(f'<div style="display:none">{self._words(8)}</div>')
        for _ in range(20):
            first, second = (f"https://click.{shop}.example/ls/click?upn={self._token(180)}" for _ in range(2))
            page.append(
                '<table width="600" cellpadding="0" style="border-collapse:collapse"><tr><td align="center" style="'
                f'padding:{self._random.randint(1, 30)}px 20px;color:#1a1a1a"><a href="{first}" style="color:#fff">'
                f'<img src="https://cdn.{shop}.example/{self._token(24)}.jpg" alt="{self._words(4)}" width="600"></a>'
                f'</td></tr></table>\n<table width="600"><tr><td><p style="margin:0">{self._words(30)} \u2013 '
                f'caf\u00e9</p><a href="{second}" style="padding:12px 24px">{self._words(2)}</a></td></tr></table>\n'
            )
        page.append(
            f"<p>You receive this email because you are a customer of {shop.capitalize()} Ltd, 12 Row, Hampton. "
            f'<a href="https://click.{shop}.example/u?x={self._token(120)}">Unsubscribe</a></p></body></html>'
        )
        return "".join(page)

    def _words(self, number: int) -> str:
        return " ".join(self._random.choices(self._vocabulary, k=number)).capitalize()

    def _token(self, length: int) -> str:
        return "".join(self._random.choices(TOKEN, k=length))


def usual(whole: bytes) -> tuple[str, list[tuple[str, str]]]:
    """Return text and links of a message as most programs read them."""
    message = email.message_from_bytes(whole, policy=email.policy.default)
    for name in ("from", "to", "subject", "date", "message-id", "list-unsubscribe"):
        str(message[name])
    part = message.get_body(("html", "plain"))
    soup = BeautifulSoup(part.get_content() if part is not None else "", "html.parser")
    for hidden in soup(["script", "style", "head"]):
        hidden.decompose()
    return soup.get_text("\n", strip=True), [(str(a["href"]), a.get_text(" ")) for a in soup.find_all("a", href=True)]


def cost(work: Callable[[T], object], on: Sequence[T]) -> float:
    """Return the CPU microseconds an item."""
    started = time.process_time()
    for one in on:
        work(one)
    return (time.process_time() - started) / len(on) * 1e6


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--messages", type=int, default=100)
    options.add_argument("--rounds", type=int, default=12)
    told = options.parse_args()
    town = Town()
    news = [town.newsletter(number) for number in range(told.messages)]
    letters = [town.letter(number) for number in range(told.messages)]
    wrong = [one for one in news if look(one.few).reading is not Reading.OPEN or not read(one.parts).links]
    if wrong or any(read(one.parts).bulk for one in letters):
        raise SystemExit("The invented mail is not read as what it is; the times would say nothing.")
    best: dict[str, float] = {}
    for _ in range(told.rounds):
        for name, spent in (
            ("look", cost(look, [one.few for one in news])),
            ("newsletter", cost(read, [one.parts for one in news])),
            ("letter", cost(read, [one.parts for one in letters])),
            ("usual", cost(usual, [one.whole for one in news[:10]])),
        ):
            best[name] = min(spent, best.get(name, spent))
    sizes = [(len(one.parts.head), len(part.content)) for one in news for part in one.parts.parts or ()]
    header, page = (sum(size) / len(sizes) / 1000 for size in zip(*sizes, strict=True))
    print(f"newsletters: header {header:.1f} kB, encoded HTML {page:.0f} kB; CPU a message, least of all rounds")
    for name, what in (
        ("look", "first look at 16 fields"),
        ("newsletter", "newsletter, header and HTML part"),
        ("letter", "letter, header only"),
    ):
        print(f"{what:34} {best[name]:8.0f} us   (limit {LIMITS[name]} us)")
    print(f"{'usual way, whole newsletter':34} {best['usual']:8.0f} us")
    print(f"the usual way costs {best['usual'] / best['newsletter']:.1f} times as much (limit {FEWER})")


if __name__ == "__main__":
    main()
