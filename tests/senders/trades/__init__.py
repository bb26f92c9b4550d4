"""Mail of many trades in nine languages, invented, with the truth about it; read by tests and benchmarks.

A letter begins with "@@ name | kinds | ways out": where people would not agree there are several kinds. Then come what
the reader's own server says (`top`), the author's fields and the body, HTML where it begins with "<".

The word lists were written with told.txt in mind. Of measured.txt only figures were looked at until they were taken (65
of 72 kinds); what it showed then was mended in general terms too, so it is blind no more. One hand wrote all of it.

`top` is `own` where the server vouches for the author, `spf` where it knows the server alone, `none` where nothing
vouches, `denied` where it denies the author, `list` where it vouches for a list, `null` for reports without a return
path; a word behind it names the service that carried the mail.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent
_READER = "anna@post.example"
_FIELD = re.compile(r"[A-Za-z-]+:")
_SERVICES = {
    "shopify": ("shopifyemail.com", "bounce@t.shopifyemail.com"),
    "sendgrid": ("sendgrid.net", "bounces+771-22aa-anna=post.example@em771.{host}"),
    "ses": ("amazonses.com", "0100018x-1-000000@amazonses.com"),
    "sfmc": ("{host}", "bounce-12_HTML-5-66-77-8@bounce.{host}"),
    "mailgun": ("mailgun.org", "bounce+1.2-anna=post.example@mg.{host}"),
    "substack": ("mg1.substack.com", "bounce+1-anna=post.example@mg1.substack.com"),
    "beehiiv": ("mail.beehiiv.com", "bounces+4-a-anna=post.example@em2003.mail.beehiiv.com"),
}
_VERDICTS = {
    "own": "{carried}dkim=pass header.d={host}; spf=pass smtp.mailfrom={bounces}; dmarc=pass header.from={host}",
    "none": "dkim=none; spf=none smtp.mailfrom={host}; dmarc=none header.from={host}",
    "spf": "dkim=none; spf=pass smtp.mailfrom={host}; dmarc=none header.from={host}",
    "denied": "dkim=fail header.d={host}; spf=fail smtp.mailfrom={host}; dmarc=fail header.from={host}",
    "list": "dkim=pass header.d=lists.{host}; spf=pass smtp.mailfrom={bounces}; dmarc=none header.from={host}",
    "null": "spf=none smtp.helo={host}; dmarc=none header.from={host}",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and what it is; where people would not agree the first of each is the likeliest."""

    name: str
    kinds: tuple[str, ...]
    routes: tuple[str, ...]
    octets: bytes


def letters(name: str) -> tuple[Letter, ...]:
    """Return the letters of one file, "told" or "measured"."""
    return tuple(_letters((_FOLDER / f"{name}.txt").read_text(encoding="utf-8")))


def _letters(text: str) -> Iterator[Letter]:
    for number, written in enumerate(text.split("@@ ")[1:], 1):
        first, _, raw = written.partition("\n")
        name, kinds, routes = (part.strip() for part in first.split("|"))
        yield Letter(name, tuple(kinds.split(",")), tuple(routes.split(",")), _octets(raw, number))


def _octets(raw: str, number: int) -> bytes:
    """Return a letter with what the reader's own server put on top."""
    lines = raw.split("\n")
    verdict, *service = lines[0].removeprefix("top: ").split()
    end = next(place for place, line in enumerate(lines) if place and not _FIELD.match(line))
    fields, body = lines[1:end], "\n".join(lines[end:]).strip("\n") + "\n"
    names = {field.partition(":")[0].lower() for field in fields}
    sender = next(field for field in fields if field.startswith("From:"))
    host = re.split(r"[> ]", sender.rpartition("@")[2])[0]
    known = _SERVICES.get(service[0] if service else "", ("", "b@{host}"))
    signer, bounce = (part.format(host=host) for part in known)
    bounces = bounce.rpartition("@")[2]
    carried = f"dkim=pass header.d={signer}; " if signer else ""
    told = _VERDICTS[verdict].format(carried=carried, host=host, bounces=bounces)
    helo = "vps7.rent.example" if verdict == "denied" else f"out.{bounces}"
    way = f"from {helo} ({helo} [192.0.2.9]) by mx.post.example with ESMTPS id 7x"
    head = [
        f"Authentication-Results: mx.post.example; {told}",
        f"Return-Path: <{'' if verdict == 'null' else bounce}>",
        f"Delivered-To: {_READER}",
        f"Received: {way}; Tue, 3 Mar 2026 09:00:00 +0100",
        *fields,
    ]
    if "to" not in names:
        head.append(f"To: Anna Reed <{_READER}>")
    if verdict == "own":
        head.append(f"DKIM-Signature: v=1; d={host}; s=s1; h=from:list-unsubscribe:list-unsubscribe-post; b=bb==")
    head += ["Date: Tue, 3 Mar 2026 08:59:00 +0100", "MIME-Version: 1.0"]
    if "message-id" not in names:
        head.append(f"Message-ID: <{number}.x@{host}>")
    if "content-type" not in names:
        head.append(f"Content-Type: text/{'html' if body.startswith('<') else 'plain'}; charset=utf-8")
    return "\n".join((*head, "", body)).encode()
