"""A town's mail in many languages, invented, with the truth about it; read by tests and benchmarks.

A language has one file: for each scene (scenes.toml) the author, the subject and the text. In a text `[words]` is a
link, `[[words]]` a link to leave by, whose address says nothing. From these real messages are made (RFC 5322): with the
fields of the reader's own server and of a sending service, as alternatives or HTML alone, quoted-printable or base64.

Letters are counted through all languages: those with even numbers (`told`) may be looked at when word lists are
written, those with odd numbers are for measuring. One hand wrote letters and lists, so the figures say that nothing
broke and that no language was forgotten, not how well strangers' mail is told.
"""

import base64
import quopri
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from email.header import Header
from email.utils import parseaddr
from functools import cache
from html import escape
from pathlib import Path

_FOLDER = Path(__file__).parent
THOROUGH = ("en", "de", "fr", "es", "it", "nl", "pt")
OTHERS = ("pl", "sv", "da", "no", "fi", "cs", "ro", "tr", "ru", "el")
_READER = "anna@post.example"
_LINK = re.compile(r"\[\[([^\]]+)\]\]|\[([^\]]+)\]")
_ROUTES = {
    "one-click": "one-click",
    "http": "http",
    "listed": "http",
    "mailto": "mailto",
    "list": "mailto",
    "digest": "mailto",
    "body": "body-link",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the town and what it is."""

    name: str
    number: int
    language: str
    octets: bytes
    kind: str
    route: str
    organisation: str

    @property
    def told(self) -> bool:
        """Return whether word lists may be written with it in mind."""
        return self.number % 2 == 0


@cache
def letters() -> tuple[Letter, ...]:
    """Return all letters, the thorough languages first."""
    scenes = tomllib.loads((_FOLDER / "scenes.toml").read_text(encoding="utf-8"))
    made: list[Letter] = []
    for language in (*THOROUGH, *OTHERS):
        written = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
        for scene, said in written.items():
            number = len(made) + 1
            truth = scenes[scene]
            head = said.get("head", truth["head"])
            made.append(
                Letter(
                    name=f"{language}-{scene}",
                    number=number,
                    language=language,
                    octets=_octets(number, head, said),
                    kind=truth["kind"],
                    route=said.get("route", _ROUTES.get(head, "none")),
                    organisation=".".join(_host(said).split(".")[-2:]),
                )
            )
    return tuple(made)


def _host(said: Mapping[str, str]) -> str:
    return parseaddr(said["from"])[1].rpartition("@")[2]


def _octets(number: int, head: str, said: Mapping[str, str]) -> bytes:
    fields, body = _body(number, head, said)
    name, address = parseaddr(said["from"])
    written = [
        *_HEADS[head](number, _host(said)),
        f"From: {_word(name)} <{address}>",
        "To: undisclosed-recipients:;" if head == "club" else f"To: Anna <{_READER}>",
        f"Subject: {_word(said['subject'])}",
        f"Date: Mon, {number % 28 + 1} Feb 2026 09:{number % 60:02} +0100",
        f"Message-ID: <{number}.{head}@{_host(said)}>",
        "MIME-Version: 1.0",
        *fields,
    ]
    return "\r\n".join((*written, "", body)).encode("ascii")


def _word(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=70).encode(linesep="\r\n")


def _body(number: int, head: str, said: Mapping[str, str]) -> tuple[list[str], str]:
    """Return the fields of the body and the body: what people write is plain text, the rest mostly HTML."""
    text = said["text"].strip()
    site = ".".join(_host(said).split(".")[-2:])

    def plain(link: re.Match[str]) -> str:
        return f"{link[1] or link[2]}: {_address(link, site)}"

    def marked(link: re.Match[str]) -> str:
        return f'<a href="{_address(link, site)}">{link[1] or link[2]}</a>'

    words = _LINK.sub(plain, text)
    if head in ("person", "marked", "form", "club", "list", "digest", "unknown", "cold"):
        return _part("text/plain", words, number)
    rows = "".join(f"<tr><td>{_LINK.sub(marked, escape(line))}</td></tr>\n" for line in text.split("\n") if line)
    page = f"<html><head><title>{escape(said['subject'])}</title></head><body><table>\n{rows}</table></body></html>"
    if number % 3:
        return _part("text/html", page, number)
    parts = []
    for media, content in (("text/plain", words), ("text/html", page)):
        fields, body = _part(media, content, number)
        parts.append("\r\n".join(("--town", *fields, "", body)))
    return ['Content-Type: multipart/alternative; boundary="town"'], "\r\n".join((*parts, "--town--", ""))


def _address(link: re.Match[str], site: str) -> str:
    return f"https://mail.{site}/l/{len(link[0])}k{sum(map(ord, link[0])) % 9973}"


def _part(media: str, content: str, number: int) -> tuple[list[str], str]:
    octets = content.replace("\n", "\r\n").encode()
    in_base64 = number % 4 == 1
    body = base64.encodebytes(octets) if in_base64 else quopri.encodestring(octets.replace(b"\r\n", b"\n"))
    fields = [
        f"Content-Type: {media}; charset=utf-8",
        f"Content-Transfer-Encoding: {'base64' if in_base64 else 'quoted-printable'}",
    ]
    return fields, body.decode("ascii").replace("\n", "\r\n")


def _own_server(bounce: str, verdict: str, helo: str) -> list[str]:
    """Return what the reader's own server puts on top, its verdict above its own Received line or below."""
    way = f"from {helo} ({helo} [192.0.2.7]) by mx.post.example with ESMTPS id 7x"
    lines = [f"Received: {way}; Mon, 2 Feb 2026 09:00:00 +0100", f"Authentication-Results: mx.post.example; {verdict}"]
    return [f"Return-Path: <{bounce}>", f"Delivered-To: {_READER}", *(lines[::-1] if len(bounce) % 2 else lines)]


def _passed(site: str, bounce: str) -> str:
    return (
        f"dkim=pass header.d={site}; spf=pass smtp.mailfrom={bounce.rpartition('@')[2]}; dmarc=pass header.from={site}"
    )


def _service(number: int, host: str) -> list[str]:
    """Return what a sending service writes that marks bulk."""
    site = ".".join(host.split(".")[-2:])
    bounce = f"bounce-{number}77123-anna=post.example@b.postkutsche.example"
    signed = "h=from:to:subject:list-unsubscribe:list-unsubscribe-post; bh=aa==; b=bb=="
    return [
        *_own_server(bounce, _passed(site, bounce), "out7.postkutsche.example"),
        f"DKIM-Signature: v=1; a=rsa-sha256; d={site}; s=pk1; {signed}",
        f"X-Postkutsche-Job: {number}.4711",
    ]


def _one_click(number: int, host: str) -> list[str]:
    return [
        *_service(number, host),
        f"List-Unsubscribe: <https://b.postkutsche.example/o/{number}>, <mailto:o-{number}@b.postkutsche.example>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        f"List-Id: <{number}.{host}>",
        f"Feedback-ID: {number}:4711:postkutsche",
    ]


def _http(number: int, host: str) -> list[str]:
    return [*_service(number, host), f"List-Unsubscribe: <https://{host}/o/{number}>", "Precedence: bulk"]


def _mailto(number: int, host: str) -> list[str]:
    return [*_service(number, host), f"List-Unsubscribe: <mailto:leave-{number}@{host}>"]


def _text_only(number: int, host: str) -> list[str]:
    return [*_service(number, host), f"Feedback-ID: {number}:4711:postkutsche"]


def _own_system(number: int, host: str) -> list[str]:
    """Return what a house's own server writes, without any mark."""
    site = ".".join(host.split(".")[-2:])
    bounce = f"post@{site}"
    return [*_own_server(bounce, _passed(site, bounce), f"out.{site}")]


def _automatic(number: int, host: str) -> list[str]:
    return [*_own_system(number, host), "Auto-Submitted: auto-generated"]


def _listed(number: int, host: str) -> list[str]:
    return [*_service(number, host), f"List-Unsubscribe: <https://{host}/o/{number}>"]


def _person(number: int, host: str) -> list[str]:
    return [*_own_system(number, host), "User-Agent: Mozilla Thunderbird"]


def _marked(number: int, host: str) -> list[str]:
    return [*_person(number, host), f"Feedback-ID: ::1.eu.{number}:postkutsche", f"X-SES-Outgoing: 2026.02.{number}"]


def _form(number: int, host: str) -> list[str]:
    answers = f"Reply-To: Jo <jo{number}@briefe.example>"
    return [*_own_system(number, host), answers, "X-PHP-Originating-Script: 33:c.php"]


def _list(number: int, host: str) -> list[str]:
    bounce = f"garten-bounces@{host}"
    return [
        *_own_server(bounce, f"spf=pass smtp.mailfrom={host}", f"lists.{host}"),
        "Precedence: list",
        f"List-Id: Garten <garten.{host}>",
        f"List-Unsubscribe: <mailto:garten-request@{host}?subject=unsubscribe>",
        f"List-Post: <mailto:garten@{host}>",
        "X-BeenThere: garten@" + host,
        "X-Mailman-Version: 2.1.39",
        "In-Reply-To: <before@garten.example>",
    ]


def _digest(number: int, host: str) -> list[str]:
    return _list(number, host)[:-1]


def _denied(number: int, host: str) -> list[str]:
    site = ".".join(host.split(".")[-2:])
    verdict = f"dkim=none; spf=fail smtp.mailfrom={site}; dmarc=fail header.from={site}"
    return _own_server(f"root@{site}", verdict, "vps77.miete.example")


def _unknown(number: int, host: str) -> list[str]:
    return _own_server(f"m@{host}", f"dkim=none; spf=none smtp.mailfrom={host}", f"mail.{host}")


def _cold(number: int, host: str) -> list[str]:
    bounce = f"m@{host}"
    return _own_server(bounce, _passed(host, bounce), f"mail.{host}")


_HEADS = {
    "one-click": _one_click,
    "http": _http,
    "mailto": _mailto,
    "body": _text_only,
    "system": _automatic,
    "plain": _own_system,
    "listed": _listed,
    "person": _person,
    "marked": _marked,
    "form": _form,
    "club": _person,
    "list": _list,
    "digest": _digest,
    "denied": _denied,
    "unknown": _unknown,
    "cold": _cold,
}
