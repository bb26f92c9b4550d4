"""What the machines on the way write: return path, hops, what the person's own server attests, signatures."""

import base64
import random
from datetime import datetime, timedelta
from email.utils import format_datetime

from tests.worlds.letters import Letter
from tests.worlds.persona import Persona, slug
from tests.worlds.styles import Carriage, Headers

RELAY, SIGNER = "mx1.simplelogin.co", "simplelogin.co"
"""The alias service of people with that habit; it writes itself into From, signs, and keeps the old From in a field."""


def envelope(
    person: Persona, letter: Letter, way: Carriage, address: str, names: list[str], chance: random.Random
) -> Headers:
    """Return the fields above the author's, top first."""
    if letter.outgoing:
        return [("X-Gmail-Labels", "Sent")]
    at = letter.at
    domain = address.rpartition("@")[2]
    bounce = way.return_path if letter.authentic else f"www-data@srv{chance.randint(100, 999)}.hosting.example"
    host, ip = way.host, _ip(way.host)
    signers = way.signers
    if letter.delegated:
        signers = ((domain, "partner1"), *signers)
    if not letter.authentic:
        host, ip = f"srv{chance.randint(100, 999)}.hosting.example", _ip(bounce)
        signers = ()
    first = _hops(way, letter, host, at, chance)
    if letter.forwarded_by:
        inner = _received(host, ip, f"mx.{letter.forwarded_by}", letter.to, at - timedelta(seconds=2), chance)
        attested = _attested(f"mx.{letter.forwarded_by}", letter, signers, bounce, domain)
        seals = _arc(letter.forwarded_by, attested, at, chance)
        local, _, came_from = bounce.rpartition("@")
        srs = f"SRS0={chance.getrandbits(16):04x}={came_from}={local}@{letter.forwarded_by}"
        outer = _own(person, letter, f"out.{letter.forwarded_by}", srs, person.main, signers, domain, at, chance)
        below = [("X-Forwarded-To", person.main), ("Delivered-To", letter.to), ("Received", inner), *seals]
        return [*outer, *below, *first, *_signatures(signers, names, at, chance)]
    if person.relayed(letter.to) and letter.sender is not None:
        inner = _received(host, ip, RELAY, letter.to, at - timedelta(seconds=3), chance)
        own = ((SIGNER, "dkim"),)
        back = f"sl.{chance.getrandbits(60):015x}@{SIGNER}"
        outer = _own(person, letter, RELAY, back, person.main, own, SIGNER, at, chance)
        marks = [
            ("X-SimpleLogin-Type", "Forward"),
            ("X-SimpleLogin-EmailLog-ID", str(chance.randint(10**6, 10**7))),
            ("X-SimpleLogin-Envelope-From", bounce),
            ("X-SimpleLogin-Envelope-To", letter.to),
            ("X-SimpleLogin-Original-From", f'"{slug(letter.name or letter.sender.name)}" <{address}>'),
        ]
        return [*outer, *_signatures(own, names, at, chance), ("Received", inner), *letter.forged, *first, *marks]
    outer = _own(person, letter, host, bounce, letter.to, signers, domain, at, chance, ip)
    return [*outer, *letter.forged, *first, *_signatures(signers, names, at, chance)]


def _own(
    person: Persona, letter: Letter, host: str, bounce: str, to: str, signers: tuple[tuple[str, str], ...], domain: str,
    at: datetime, chance: random.Random, ip: str = "",
) -> Headers:  # fmt: skip
    """Return what the person's own server writes."""
    hop = _received(host, ip or _ip(host), person.server, to, at, chance)
    named = (
        [("X-Original-To", to), ("Delivered-To", person.main)]
        if person.software == "postfix"
        else [("Envelope-to", to), ("Delivery-date", format_datetime(at))]
    )
    return [
        ("Return-Path", f"<{bounce}>"),
        *named,
        ("Received", hop),
        ("Authentication-Results", _attested(person.server, letter, signers, bounce, domain)),
    ]


def _attested(server: str, letter: Letter, signers: tuple[tuple[str, str], ...], bounce: str, domain: str) -> str:
    house = ".".join(domain.split(".")[-2:])
    aligned = any(".".join(signer.split(".")[-2:]) == house for signer, _ in signers)
    lines = [server]
    lines += [f"dkim=pass header.d={signer} header.s={selector}" for signer, selector in signers] or ["dkim=none"]
    lines.append(f"spf={'pass' if letter.authentic else 'softfail'} smtp.mailfrom={bounce.rpartition('@')[2]}")
    lines.append(f"dmarc={'pass' if aligned and letter.authentic else 'fail'} (p=none) header.from={domain}")
    return ";\n\t".join(lines)


def _received(host: str, ip: str, by: str, to: str, at: datetime, chance: random.Random) -> str:
    return (
        f"from {host} ({host} [{ip}])\n\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n"
        f"\tby {by} (Postfix) with ESMTPS id {chance.getrandbits(40):010X}\n\tfor <{to}>; {format_datetime(at)}"
    )


def _hops(way: Carriage, letter: Letter, host: str, at: datetime, chance: random.Random) -> Headers:
    if letter.sender is None or not letter.authentic:
        return []
    inner = f"app{chance.randint(1, 9)}.internal"
    moment = format_datetime(at - timedelta(seconds=chance.randint(3, 50)))
    source = f"{inner} ({inner} [10.{chance.randint(1, 99)}.4.17])"
    return [("Received", f"from {source}\n\tby {host} with ESMTP id {way.ids['token']};\n\t{moment}")]


def _signatures(signers: tuple[tuple[str, str], ...], names: list[str], at: datetime, chance: random.Random) -> Headers:
    wanted = (
        "from", "to", "reply-to", "subject", "date", "message-id", "list-id", "list-unsubscribe",
        "list-unsubscribe-post", "feedback-id", "mime-version", "content-type",
    )  # fmt: skip
    covered = ":".join(name for name in wanted if name in names)
    signed = []
    for signer, selector in signers:
        seal = f"\tbh={_seal(32, chance)};\n\tb={_seal(90, chance)}"
        told = f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={signer}; s={selector};\n\tt={int(at.timestamp()) - 2};\n"
        signed.append(("DKIM-Signature", f"{told}\th={covered};\n{seal}"))
    return signed


def _arc(forwarder: str, attested: str, at: datetime, chance: random.Random) -> Headers:
    stamp = int(at.timestamp())
    seal = f"i=1; a=rsa-sha256; t={stamp}; cv=none; d={forwarder}; s=arc;\n\tb={_seal(90, chance)}"
    message = (
        f"i=1; a=rsa-sha256; c=relaxed/relaxed; d={forwarder}; s=arc; t={stamp};\n\th=from:to:subject;"
        f" bh={_seal(32, chance)};\n\tb={_seal(90, chance)}"
    )
    return [
        ("ARC-Seal", seal),
        ("ARC-Message-Signature", message),
        ("ARC-Authentication-Results", f"i=1; {attested}"),
        ("Authentication-Results", attested),
    ]


def _seal(length: int, chance: random.Random) -> str:
    return base64.b64encode(chance.randbytes(length)).decode()


def _ip(host: str) -> str:
    return f"{('203.0.113', '198.51.100', '192.0.2')[len(host) % 3]}.{2 + sum(map(ord, host)) % 250}"
