"""A mail as it lay in the mailbox: the author's headers, what the machines wrote above them, and the body."""

from dataclasses import dataclass

from .bodies import body
from .clock import at_home, mail_date
from .encoding import encoded
from .envelope import Headers, envelope
from .lists import leave_address, list_headers
from .people import brand, friend, owner
from .seeds import token
from .texts import Entry
from .voices import Voice, recipient, voice

AGENTS = {"Thunderbird": "Mozilla Thunderbird", "Apple": "Apple Mail (2.3774.600.62)", "K-9": "K-9 Mail for Android"}


@dataclass(frozen=True)
class Mail:
    """One message, finished: its octets, and what is true of it."""

    entry: Entry
    message_id: str
    voice: Voice
    raw: bytes


def message_id(entry: Entry) -> str:
    """The Message-ID of a mail, with angle brackets."""
    speaker = voice(entry)
    if entry.option("list"):
        host = friend(entry.option("from")).address.rpartition("@")[2]
    elif entry.kind == "marketing" and speaker.platform_domain:
        host = speaker.platform_domain
    else:
        host = speaker.domain
    ref = token(20, entry.story, entry.key, "id")
    return f"<{ref[:8]}.{ref[8:]}@{host}>"


def _mailbox(name: str, address: str) -> str:
    if not name:
        return address
    if not name.isascii():
        return f"{encoded(name)} <{address}>"
    plain = all(c.isalnum() or c in " -'" for c in name)
    return f"{name} <{address}>" if plain else f'"{name}" <{address}>'


def _to(entry: Entry, speaker: Voice) -> str:
    shown = entry.option("shown")
    if entry.outgoing:
        if entry.option("leaves"):
            return leave_address(entry.story, entry.option("to", "main"), brand(entry.option("leaves")))
        f = friend(entry.option("rcpt"))
        return _mailbox(f.name, f.address)
    if speaker.list:
        return speaker.list.address
    if shown == "undisclosed":
        return "undisclosed-recipients:;"
    if shown == "customers":
        return _mailbox(f"{speaker.name} customers", f"customers@{speaker.domain}")
    if shown:
        return shown
    named = entry.kind in ("transactional", "personal")
    return _mailbox(owner(entry.story).name, recipient(entry)) if named else recipient(entry)


def _thread(entry: Entry, ids: dict[str, str]) -> Headers:
    if not entry.option("re"):
        return []
    chain = [ids[key.strip()] for key in entry.option("re").split(",")]
    return [("In-Reply-To", chain[-1]), ("References", "\n ".join(chain))]


def _authored(entry: Entry, speaker: Voice, ids: dict[str, str]) -> Headers:
    at_desk = entry.outgoing or entry.kind in ("personal", "discussion")
    written = at_home(entry.at) if at_desk else entry.at
    found: Headers = [
        ("From", _mailbox(speaker.name, speaker.address)),
        ("To", _to(entry, speaker)),
    ]
    if speaker.brand and entry.kind == "marketing":
        found.append(("Reply-To", f"hello@{speaker.brand.domain}"))
    if speaker.list and speaker.list.munges:
        f = friend(entry.option("from"))
        found.append(("Reply-To", _mailbox(f.name, f.address)))
    if entry.option("answer_to"):
        found.append(("Reply-To", entry.option("answer_to")))
    subject = f"[{speaker.list.name}] {entry.subject}" if speaker.list else entry.subject
    found += [
        ("Subject", encoded(subject)),
        ("Date", mail_date(written)),
        ("Message-ID", ids[entry.key]),
        *_thread(entry, ids),
    ]
    if at_desk:
        agent = "Thunderbird" if entry.outgoing else friend(entry.option("from")).agent
        found.append(("X-Mailer" if agent == "Apple" else "User-Agent", AGENTS[agent]))
    if entry.kind == "transactional" and entry.option("auto", "yes") == "yes":
        found.append(("Auto-Submitted", "auto-generated"))
    found += list_headers(entry, speaker)
    found.append(("MIME-Version", "1.0"))
    return found


def compose(entry: Entry, ids: dict[str, str]) -> Mail:
    """The finished message of an entry; `ids` holds the Message-ID of every key of the story."""
    speaker = voice(entry)
    content = body(entry, speaker)
    authored = _authored(entry, speaker, ids)
    authored.append(("Content-Type", content.content_type.replace("; boundary", ";\n boundary")))
    if content.encoding:
        authored.append(("Content-Transfer-Encoding", content.encoding))
    headers = envelope(entry, speaker, [name for name, _ in authored]) + authored
    head = "".join(f"{name}: {value}\n" for name, value in headers)
    return Mail(entry, ids[entry.key], speaker, f"{head}\n{content.text}".encode("ascii"))
