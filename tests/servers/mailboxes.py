"""Invents whole mailboxes for tests and benchmarks: seeded, as much alike a person's mail as size and shape go.

45 % marketing, 30 % transactional, 20 % personal, 5 % with an attachment. Adverts are multipart/alternative with HTML
of 20 to 80 KB, the List-* fields and two signatures; their text repeats and their tokens do not, as in real ones, so
that compressing gains what it gains on real mail. All domains are reserved ones.
"""

import base64
import itertools
import os
import quopri
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

PERSON = "anna@post.example"
_BEGAN = 1_450_000_000
_TEN_YEARS = 315_000_000
_VOCABULARY = """
summer sale new collection discover your exclusive offer free delivery today only members save extra style home
garden kitchen travel weekend limited edition gift points account order update news stories week best picks you
music course learn plan subscription terms apply details privacy view support team we with for and the of in on
schöner größer für über vélo été fenêtre lampe livre thé bread coffee shoes coat chair window paper pencil
"""
_WORDS = _VOCABULARY.split()
_PEOPLE = ("Emma Jones", "Jürgen Groß", "Marie Dupont", "Łukasz Nowak", "Sofía García", "李雷", "Noah Brown")
_FIRST = ("north", "blue", "urban", "cedar", "lumen", "orbit", "terra", "velvet", "prime", "daily")
_LAST = ("mart", "wear", "books", "fit", "travel", "home")
_TOKEN = b"@@TOKEN@@"
"""Stands in a body where every copy has an identifier of its own."""

_BROKEN_TOKEN = re.compile(rb"(?:=\r\n)?".join(bytes([octet]) for octet in _TOKEN))
"""The token where quoted-printable broke the line in it."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One invented message: what it is, when it came (seconds since 1970), its bytes, whether it was read."""

    kind: str
    at: int
    raw: bytes
    seen: bool


@dataclass(frozen=True, slots=True)
class _Body:
    shop: str
    boundary: str
    octets: bytes


class Town:
    """Invents mail. `size` shrinks the bodies, for tests that want many small messages."""

    def __init__(self, seed: int = 1, size: float = 1.0) -> None:
        self._random = random.Random(seed)
        self._size = size
        shops = [first + last for first in _FIRST for last in _LAST]
        variety = 300 if size >= 1 else 40
        self._adverts = [self._page(shops[n % len(shops)], 20_000, 80_000, 34_000) for n in range(variety)]
        self._receipts = [self._page(shops[n % len(shops)], 4_000, 22_000, 8_000) for n in range(variety // 2)]
        self._files = [self._file() for _ in range(20)]

    def mails(self, number: int) -> Iterator[Mail]:
        """Yield `number` messages, oldest first, over ten years."""
        for one in range(number):
            yield self.mail(one, _BEGAN + one * _TEN_YEARS // number)

    def mail(self, number: int, at: int) -> Mail:
        """Return message `number`, sent at `at`."""
        draw = self._random.random()
        seen = self._random.random() < 0.7
        if draw < 0.45:
            return Mail("marketing", at, self._advert(number, at), seen)
        if draw < 0.75:
            return Mail("transactional", at, self._receipt(number, at), seen)
        if draw < 0.95:
            return Mail("personal", at, self._letter(number, at), seen)
        return Mail("attachment", at, self._letter(number, at, self._random.choice(self._files)), seen)

    def _advert(self, number: int, at: int) -> bytes:
        body = self._random.choice(self._adverts)
        domain = f"mail.{body.shop}.example"
        head = self._head(number, at, f"{body.shop.capitalize()} <news@{domain}>", domain, self._said(6))
        head += (
            f"{self._signature('sender.example')}"
            f"List-Unsubscribe: <mailto:leave-{self._token(50)}@{domain}>,\r\n"
            f" <https://click.{body.shop}.example/leave/{self._token(110)}>\r\n"
            f"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\nList-Id: <{body.shop}.list.example>\r\n"
            f"Feedback-ID: {number % 97}:{body.shop}:news:sender\r\nPrecedence: bulk\r\n"
            f"X-Campaign: {self._random.randrange(10**9)}\r\nX-Trace: {self._token(200)}\r\n X-{self._token(180)}\r\n"
            f'Content-Type: multipart/alternative; boundary="{body.boundary}"\r\n\r\n'
        )
        return head.encode() + body.octets.replace(_TOKEN, self._token(40).encode())

    def _receipt(self, number: int, at: int) -> bytes:
        body = self._random.choice(self._receipts)
        domain = f"{body.shop}.example"
        head = self._head(number, at, f"{body.shop.capitalize()} <orders@{domain}>", domain, f"Your order {number}")
        head += f'Auto-Submitted: auto-generated\r\nContent-Type: multipart/alternative; boundary="{body.boundary}"\r\n'
        return head.encode() + b"\r\n" + body.octets.replace(_TOKEN, self._token(40).encode())

    def _letter(self, number: int, at: int, file: bytes = b"") -> bytes:
        name = self._random.choice(_PEOPLE)
        writer = f"{_encoded(name)} <p{_PEOPLE.index(name)}@people.example>"
        head = self._head(number, at, writer, "people.example", f"Re: {self._said(4)}")
        head += f"In-Reply-To: <{self._token(20)}@post.example>\r\nReferences: <{self._token(20)}@post.example>\r\n"
        words = self._text(int(self._random.triangular(200, 9_000, 1_500) * self._size))
        text = f"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{words}"
        if not file:
            return (head + text).encode()
        boundary = f"=_mixed_{self._token(16)}"
        return (
            f'{head}Content-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n'
            f"--{boundary}\r\n{text}\r\n--{boundary}\r\n"
            f'Content-Type: application/pdf; name="scan{number}.pdf"\r\nContent-Transfer-Encoding: base64\r\n'
            f'Content-Disposition: attachment; filename="scan{number}.pdf"\r\n\r\n'
        ).encode() + b"".join((file, f"\r\n--{boundary}--\r\n".encode()))

    def _head(self, number: int, at: int, writer: str, domain: str, subject: str) -> str:
        """Return the fields that servers and writers add, about 3 KB, without the empty line."""
        when = formatdate(at)
        hops = "".join(
            f"Received: from out{hop}.{domain} (out{hop}.{domain} [192.0.2.{self._random.randint(1, 254)}])\r\n"
            f" by mx{hop}.post.example with ESMTPS id {self._token(18)}\r\n"
            f" for <{PERSON}>; {when}\r\n"
            for hop in range(self._random.randint(2, 4))
        )
        return (
            f"Return-Path: <bounce+{self._token(30)}@{domain}>\r\nDelivered-To: {PERSON}\r\n{hops}"
            f"Authentication-Results: mx.post.example; dkim=pass header.d={domain};\r\n"
            f" spf=pass smtp.mailfrom={domain}; dmarc=pass header.from={domain}\r\n"
            f"ARC-Seal: i=1; a=rsa-sha256; t={at}; cv=none; d=post.example; s=arc;\r\n b={self._token(340)}\r\n"
            f"{self._signature(domain)}"
            f"Date: {when}\r\nFrom: {writer}\r\nTo: {PERSON}\r\nSubject: {_encoded(subject)}\r\n"
            f"Message-ID: <{number}.{self._token(24)}@{domain}>\r\nMIME-Version: 1.0\r\n"
        )

    def _signature(self, domain: str) -> str:
        lines = "\r\n ".join(self._token(72) for _ in range(5))
        return (
            f"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=s1;\r\n"
            f" h=From:To:Subject:Date:Message-ID:List-Unsubscribe; bh={self._token(43)}=;\r\n b={lines}\r\n"
        )

    def _page(self, shop: str, least: int, most: int, usual: int) -> _Body:
        """Return the body of an advert or receipt: its text, then HTML of tables, styles, counted links, a footer."""
        wanted = int(self._random.triangular(least, most, usual) * self._size)
        style = "td{font:16px Arial;padding:10px 20px}"
        page = [f"<html><head><title>{self._said(4)}</title><style>{style}</style></head>\r\n"]
        size = 0
        while size < wanted or len(page) < 2:
            link = f"https://click.{shop}.example/ls/click?upn={self._token(200)}&amp;m={_TOKEN.decode()}"
            page.append(
                '<table width="600" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;'
                'background-color:#ffffff"><tr><td align="center" valign="top" style="padding:20px 30px">\r\n'
                f'<a href="{link}" target="_blank"><img src="https://cdn.{shop}.example/{self._token(24)}.jpg" '
                f'width="540" alt="{self._said(4)}" style="display:block;border:0"></a>\r\n'
                f'<p style="margin:0 0 12px 0;font:16px/24px Arial;color:#333333">{self._said(24)}.</p>\r\n'
                f'<a href="{link}" style="color:#ffffff;background:#aa3355;padding:12px 24px">{self._said(2)}</a>\r\n'
                "</td></tr></table>\r\n"
            )
            size += len(page[-1])
        page.append(
            f"<p>You receive this email because you are a customer of {shop.capitalize()} Ltd, 12 Row, Hampton.\r\n"
            f'<a href="https://click.{shop}.example/leave?u={_TOKEN.decode()}">Unsubscribe</a></p></body></html>\r\n'
        )
        html = "".join(page).encode()
        boundary = f"=_part_{self._token(20)}"
        # A token in base64 could not be told apart afterwards, so that quarter of the adverts shares its links.
        if self._random.random() < 0.25:
            how, body = "base64", base64.encodebytes(html).replace(b"\n", b"\r\n")
        else:
            how, body = "quoted-printable", _BROKEN_TOKEN.sub(_TOKEN, quopri.encodestring(html))
        plain = quopri.encodestring(self._text(int(self._random.randint(500, 4_000) * self._size)).encode())
        return _Body(
            shop,
            boundary,
            b"".join((
                f"--{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\n"
                f"Content-Transfer-Encoding: quoted-printable\r\n\r\n".encode(),
                plain,
                f"\r\n--{boundary}\r\nContent-Type: text/html; charset=utf-8\r\n"
                f"Content-Transfer-Encoding: {how}\r\n\r\n".encode(),
                body,
                f"\r\n--{boundary}--\r\n".encode(),
            )),
        )  # fmt: skip

    def _file(self) -> bytes:
        octets = self._random.randbytes(int(self._random.triangular(150_000, 1_300_000, 300_000) * self._size))
        return base64.encodebytes(octets).replace(b"\n", b"\r\n")

    def _text(self, octets: int) -> str:
        lines: list[str] = []
        size = 0
        while size < octets or not lines:
            lines.append(self._said(11) + ".")
            size += len(lines[-1])
        return "\r\n".join(lines) + "\r\n"

    def _said(self, words: int) -> str:
        return " ".join(self._random.choices(_WORDS, k=words)).capitalize()

    def _token(self, length: int) -> str:
        return base64.urlsafe_b64encode(self._random.randbytes(length * 3 // 4 + 1)).decode()[:length]


def _encoded(words: str) -> str:
    if words.isascii():
        return words
    return f"=?utf-8?B?{base64.b64encode(words.encode()).decode()}?="


_NUMBERS = itertools.count()
"""Two files of one name would be one message."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written into a Maildir: messages of each kind, and all their bytes."""

    kinds: Counter[str]
    octets: int


def maildir(folder: Path, mails: Iterable[Mail], owner: int | None = None) -> Written:
    """Write mail into a Maildir, made if it is missing, belonging to the user and group `owner`.

    The names carry sizes, which spares a server reading the files, and the file's time is the time of arrival. Into
    a folder that a server has opened already the mail comes as new.
    """
    for part in (folder, folder / "cur", folder / "new", folder / "tmp"):
        part.mkdir(parents=True, exist_ok=True)
        if owner is not None:
            os.chown(part, owner, owner)
    opened = (folder / "dovecot-uidlist").exists()
    kinds: Counter[str] = Counter()
    octets = 0
    for mail in mails:
        size = len(mail.raw)  # every line ends in CRLF: both sizes are the same
        name = f"{mail.at}.M{next(_NUMBERS):07d}P{os.getpid()}.town,S={size},W={size}"
        path = folder / "new" / name if opened else folder / "cur" / f"{name}:2,{'S' * mail.seen}"
        path.write_bytes(mail.raw)
        os.utime(path, (mail.at, mail.at))
        if owner is not None:
            os.chown(path, owner, owner)
        kinds[mail.kind] += 1
        octets += size
    return Written(kinds, octets)
