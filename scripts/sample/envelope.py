"""What the machines on the way write above a mail: return path, hops, attestation, signatures."""

from datetime import timedelta

from .clock import at_home, mail_date
from .people import owner
from .seeds import base64_text, number, token
from .texts import Entry
from .voices import OUTCOMES, Voice, recipient

MX = "mx.post.example"
Headers = list[tuple[str, str]]


def _queue(*parts: str) -> str:
    return token(10, *parts).upper()


def _delivery(entry: Entry, speaker: Voice) -> Headers:
    arrived = mail_date(at_home(entry.at))
    hello = speaker.host
    hop = (
        f"from {hello} ({hello} [{speaker.ip}])\n"
        f"\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\n"
        f"\tby {MX} (Postfix) with ESMTPS id {_queue(entry.story, entry.key, 'mx')}\n"
        f"\tfor <{recipient(entry)}>; {arrived}"
    )
    return [
        ("Return-Path", f"<{speaker.return_path}>"),
        ("X-Original-To", recipient(entry)),
        ("Delivered-To", owner(entry.story).mailbox),
        ("Received", hop),
        ("Authentication-Results", _attestation(speaker)),
    ]


def _attestation(speaker: Voice) -> str:
    dkim, spf, dmarc = OUTCOMES[speaker.outcome]
    lines = [MX]
    if speaker.signers:
        lines += [f"dkim={dkim} header.d={d} header.s={s}" for d, s in speaker.signers]
    else:
        lines.append(f"dkim={dkim}")
    if speaker.outcome == "list":
        lines.append(f"dkim=fail (body hash did not verify) header.d={speaker.domain} header.s=mail")
    lines.append(f"spf={spf} smtp.mailfrom={speaker.return_path.rpartition('@')[2]}")
    policy = "" if dmarc == "none" else f" (p={speaker.policy})"
    lines.append(f"dmarc={dmarc}{policy} header.from={speaker.domain}")
    return ";\n\t".join(lines)


def _earlier_hop(entry: Entry, speaker: Voice) -> Headers:
    moment = mail_date(entry.at - timedelta(seconds=1 + number(4, entry.key, "hop")))
    queue = token(16, entry.story, entry.key, "hop")
    if speaker.list or speaker.brand or speaker.outcome == "platform":
        inner = f"app{1 + number(9, speaker.host)}.internal.{speaker.host.partition('.')[2]}"
        source = f"{inner} (unknown [10.{number(99, inner)}.4.17])"
        return [("Received", f"from {source}\n\tby {speaker.host} with ESMTP id {queue};\n\t{moment}")]
    if speaker.outcome in ("none", "fail", "softfail"):
        return []
    source = f"[192.168.1.{2 + number(90, speaker.address)}] (unknown)"
    return [("Received", f"from {source}\n\tby {speaker.host} with ESMTPSA id {queue};\n\t{moment}")]


def _signatures(entry: Entry, speaker: Voice, names: list[str]) -> Headers:
    wanted = ("from", "to", "reply-to", "subject", "date", "message-id", "list-id", "list-unsubscribe",
              "list-unsubscribe-post", "feedback-id", "mime-version", "content-type")
    present = {n.lower() for n in names}
    covered = ":".join(n for n in wanted if n in present)
    signed = []
    for domain, selector in speaker.signers:
        parts = (entry.story, entry.key, domain)
        body_hash, seal = base64_text(32, *parts[:2], "bh"), base64_text(128, *parts, "b")
        lines = "\n\t ".join(seal[i : i + 70] for i in range(0, len(seal), 70))
        half = covered.find(":", len(covered) // 2) + 1
        signature = (
            f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s={selector};\n"
            f"\tt={int(entry.at.timestamp()) - 2}; h={covered[:half]}\n\t {covered[half:]};\n"
            f"\tbh={body_hash};\n\tb={lines}"
        )
        signed.append(("DKIM-Signature", signature))
    return signed


def envelope(entry: Entry, speaker: Voice, names: list[str]) -> Headers:
    """The headers above those of the author, top first; the signatures cover some of the author's `names`."""
    marks: Headers = []
    if entry.outgoing:
        return [("X-Gmail-Labels", "Sent")]
    if entry.option("label"):
        marks.append(("X-Gmail-Labels", entry.option("label")))
    if entry.option("flagged"):
        marks.append(("X-Spam-Flag", "YES"))
    return marks + _delivery(entry, speaker) + _earlier_hop(entry, speaker) + _signatures(entry, speaker, names)
