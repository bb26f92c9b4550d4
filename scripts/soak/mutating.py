"""How fuzzed mail is changed: by octets as any fuzzer does, and by what mail is made of, again and again."""

import base64
import binascii
import random
from collections.abc import Callable

FIELDS = (
    "From", "To", "Cc", "Reply-To", "Return-Path", "Date", "Subject", "Message-ID", "In-Reply-To", "References",
    "Received", "Authentication-Results", "ARC-Authentication-Results", "Received-SPF", "DKIM-Signature",
    "Delivered-To", "X-Original-To", "Envelope-To", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post",
    "List-Post", "Precedence", "Auto-Submitted", "Feedback-ID", "X-Mailer", "X-Spam-Flag", "Content-Type",
    "Content-Transfer-Encoding", "Content-Disposition", "X-SimpleLogin-Envelope-To",
)  # fmt: skip
PIECES = (
    "=?utf-8?q?", "=?utf-8?b?", "=?iso-2022-jp?b?", "=?utf-7?q?", "?=", "multipart/mixed; boundary=b", "\r\n--b\r\n",
    "\r\n--b--\r\n", "text/html; charset=utf-8", "text/plain; charset=utf-16", "base64", "quoted-printable",
    "message/rfc822", "charset=idna", "charset=hz", "<mailto:", "?subject=", "&body=", "%0d%0a", "<https://", "@",
    "me@post.example", "mx.post.example; dkim=pass header.d=", "spf=pass smtp.mailfrom=", "dmarc=fail header.from=",
    "from a.example (b.example [192.0.2.1]) by mx.post.example with ESMTPS for <me@post.example>; ",
    "Mon, 2 Nov 2026 10:00:00 +0000", "One-Click", "List-Unsubscribe=One-Click", "<div style='display:none'>",
    "<a href='https://", "<a href='mailto:", "</a>", "<table><tr><td>", "<p>", "<img alt='", "<style>", "<!--", "-->",
    "&#x202e;", "&nbsp;", "&#xd800;", "&#0;", "unsubscribe", "abmelden", "GmbH", "Ltd", "HRB 1", "VAT", "(", ")", '"',
    "\\", "\x00", "\x0c", "\u202e", "\u2066", "\ud800", "\ufeff", "\u00ad", "\u0130", "\u00df", "xn--", "。",
    "https://urldefense.com/v3/__", "__;*!", "safelinks.protection.outlook.com/?url=", "&u=https%3A%2F%2F", "eyJ",
    "aHR0cHM6", "?utm_source=", "Dear Anna ", "your due date is 14 December ", "34 weeks pregnant",
    "via", "order", "invoice", "100% off", "\r\n", "\r\n ", "\t", "\r", "\n\n", ",", ";", ":", "<", ">",
)  # fmt: skip
_OFTEN = (2, 3, 10, 100, 1_000, 10_000)


def dictionary() -> str:
    """Return the words of mail as libFuzzer reads them, one a line."""
    octets = [f"\r\n{field}: ".encode() for field in FIELDS] + [_octets(piece) for piece in PIECES]
    return "".join('"' + "".join(f"\\x{octet:02x}" for octet in word) + '"\n' for word in octets)


def changed(data: bytes, most: int, seed: int, otherwise: Callable[[bytes, int], bytes]) -> bytes:
    """Return other octets, at most `most`: by `otherwise` in half of the cases, else as a hostile sender would."""
    chance = random.Random(seed)
    if not data or chance.random() < 0.5:
        return otherwise(data, most)
    start = chance.randrange(len(data))
    end = min(len(data), start + chance.choice((1, 2, 5, 20, 100, 1_000)))
    piece = data[start:end]
    match chance.randrange(6):
        case 0:
            piece = piece * min(chance.choice(_OFTEN), most // len(piece) + 1)
        case 1:
            piece = _octets(chance.choice(PIECES)) * chance.choice(_OFTEN) + piece
        case 2:
            start = end = data.rfind(b"\n", 0, start) + 1
            value = _octets(chance.choice(PIECES)) * chance.choice((1, 1, 2, 50))
            piece = f"{chance.choice(FIELDS)}: ".encode() + value + b"\r\n"
        case 3:
            lines = data.splitlines(keepends=True)
            line = chance.choice(lines) * chance.choice(_OFTEN)
            start = end = data.rfind(b"\n", 0, start) + 1
            piece = line[:most]
        case 4:
            name = chance.choice(("utf-8", "utf-16", "iso-2022-jp", "x", "utf-7", "gb18030")).encode()
            piece = b"=?" + name + b"?b?" + base64.b64encode(piece) + b"?="
        case _:
            start, end = data.find(b"\n\n") + 1, len(data)
            piece = chance.choice((base64.encodebytes, binascii.b2a_qp))(data[start:])
    return (data[:start] + piece + data[end:])[:most]


def _octets(piece: str) -> bytes:
    return piece.encode("utf-8", "surrogatepass")
