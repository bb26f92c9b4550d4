"""Labelled texts of themes: what each truly is about, whose half it is in, and the mail that it becomes.

A file of texts is JSON Lines: id, lang, kind, themes, sender, subject, preheader, body; `also` names themes that may be
found as well and are neither right nor wrong, `listed` says whether mail that is no advert carries a list header.
Kinds: "keyword" (the theme is named), "euphemism" (only hinted at), "hard_negative" and "negative" (on no theme),
"transactional" and "personal" (name a theme and must stay where they are).
"""

import hashlib
import html
import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

OWN = Path(__file__).parent / "themes_texts" / "own.jsonl"
ME = "anna@post.example"
SERVER = "mx.post.example"
NAMED, HINTED, HARD, PLAIN = "keyword", "euphemism", "hard_negative", "negative"
ADVERTS = (NAMED, HINTED, HARD, PLAIN)
OTHERS_THAN_ADVERTS = ("transactional", "personal")
TUNE, REPORT = "tune", "report"
_DIGITS = re.compile(r"\d+")
FOOTERS = {
    "en": "You receive this newsletter because you signed up for it. {brand} Ltd, 12 Mill Lane. Unsubscribe here:",
    "de": "Sie erhalten diesen Newsletter, weil Sie sich dafür angemeldet haben. {brand} GmbH, Mühlweg 12. Abmelden:",
    "fr": "Vous recevez cette lettre parce que vous y êtes inscrit. {brand} SARL, 12 rue du Moulin. Se désinscrire :",
    "es": "Recibes este boletín porque te suscribiste a él. {brand} SL, calle del Molino 12. Darse de baja:",
    "it": "Ricevi questa newsletter perché ti sei iscritto. {brand} Srl, via del Mulino 12. Annulla l'iscrizione:",
    "nl": "Je ontvangt deze nieuwsbrief omdat je je hebt aangemeld. {brand} BV, Molenweg 12. Uitschrijven:",
    "pt": "Recebe esta newsletter porque se inscreveu nela. {brand} Lda, Rua do Moinho 12. Cancelar a subscrição:",
}


@dataclass(frozen=True, slots=True)
class Text:
    """One labelled text."""

    id: str
    language: str
    kind: str
    themes: frozenset[str]
    also: frozenset[str]
    sender: str
    subject: str
    preheader: str
    body: str
    listed: bool
    half: str
    """TUNE or REPORT."""


def texts(path: Path) -> tuple[Text, ...]:
    """Return the texts of a file; raises KeyError for one that lacks a field.

    The project's own are parted by the SHA-256 of their ids, others by their number: even ones are for tuning.
    """
    return tuple(_text(json.loads(line), path == OWN) for line in path.read_text("utf-8").splitlines() if line.strip())


def _text(row: dict[str, object], own: bool) -> Text:
    name = str(row["id"])
    number = hashlib.sha256(name.encode()).digest()[0] if own else int("".join(_DIGITS.findall(name)))
    said = {key: str(row[key]) for key in ("kind", "sender", "subject", "preheader", "body")}
    themes, also = (frozenset(row.get(key) or ()) for key in ("themes", "also"))  # type: ignore[call-overload]
    half = REPORT if number % 2 else TUNE
    return Text(
        id=name, language=str(row["lang"]), themes=themes, also=also, listed=bool(row.get("listed", True)), half=half,
        **said,
    )  # fmt: skip


def letter(text: Text, at: datetime) -> bytes:
    """Return `text` as it lay in the mailbox: RFC 5322 octets as the person's own server stored them at `at`.

    Two of three adverts are HTML with a hidden preheader, texts of images and links; the others are plain.
    """
    advert, personal = text.kind in ADVERTS, text.kind == "personal"
    number = hashlib.sha256(text.id.encode()).digest()
    domain = "people.example" if personal else f"{_slug(text.sender)}.example"
    local = _slug(text.sender) if personal else ("news" if advert else "service")
    mail = EmailMessage()
    mail["Return-Path"] = f"<{local if personal else 'bounce-' + number.hex()[:8]}@{domain}>"
    mail["Delivered-To"] = ME
    mail["Received"] = f"from out.{domain} (out.{domain} [192.0.2.7]) by {SERVER} with ESMTPS; {format_datetime(at)}"
    mail["Authentication-Results"] = f"{SERVER}; spf=pass smtp.mailfrom={domain}; dmarc=pass header.from={domain}"
    mail["From"] = Address(text.sender, local, domain)
    mail["To"] = ME
    mail["Subject"] = text.subject
    mail["Date"] = format_datetime(at - timedelta(seconds=9))
    mail["Message-ID"] = f"<{text.id}@{domain}>"
    way_out = f"https://www.{domain}/u/{number.hex()[:16]}"
    if advert or (not personal and text.listed):
        mail["List-Unsubscribe"] = f"<{way_out}>"
    foot = FOOTERS[text.language].format(brand=text.sender) if advert else ""
    if advert and number[1] % 3:
        mail.set_content(_page(text, domain, foot, way_out), subtype="html")
    else:
        lines = [text.preheader, text.body, f"{foot} {way_out}" if foot else ""]
        mail.set_content("\n\n".join(filter(None, lines)) + "\n")
    return mail.as_bytes()


def mbox(letters: list[tuple[datetime, bytes]]) -> bytes:
    """Return mails as one mbox (mboxrd)."""
    parts = []
    for at, octets in letters:
        quoted = re.sub(rb"^(>*From )", rb">\1", octets, flags=re.MULTILINE)
        parts.append(f"From - {at:%a %b %d %H:%M:%S %Y}\n".encode() + quoted.rstrip(b"\n") + b"\n\n")
    return b"".join(parts)


def _page(text: Text, domain: str, foot: str, way_out: str) -> str:
    brand, subject, preheader, body = map(html.escape, (text.sender, text.subject, text.preheader, text.body))
    return (
        f'<html lang="{text.language}"><head><title>{brand}</title></head><body>'
        f'<div style="display:none;max-height:0;overflow:hidden">{preheader}</div>'
        f'<table><tr><td><a href="https://www.{domain}/"><img src="https://img.{domain}/l.png" alt="{brand}"></a></td>'
        f'</tr><tr><td><a href="https://www.{domain}/c/{text.id}"><img src="https://img.{domain}/h.jpg" '
        f'alt="{preheader}"></a><h1>{subject}</h1><p>{body}</p></td></tr>'
        f'<tr><td><small>{html.escape(foot)} <a href="{way_out}">{way_out}</a></small></td></tr></table></body></html>'
    )


def _slug(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "", folded) or "sender"
