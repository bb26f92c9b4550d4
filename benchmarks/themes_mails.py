"""Mails of invented mailboxes of themes, as octets that the person's own server stored."""

import html
import random
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from benchmarks.themes_labelled import FOOTERS, ME, SERVER
from benchmarks.themes_truth import LETTER, ORDER, Sender


@dataclass(frozen=True, slots=True)
class Draft:
    """What a mail says: subject, sentences, how it speaks of which theme, by which list, and where its links lead."""

    subject: str
    body: tuple[str, ...]
    how: str
    theme: str | None = None
    list_id: str | None = None
    path: str = ""


def rendered(draft: Draft, sender: Sender | str, name: str, at: datetime, chance: random.Random) -> bytes:
    """Return the octets of a mail named `name`; `sender` is the name of a person where it is a letter."""
    if isinstance(sender, str):
        domain, called, local = "people.example", sender, slug(sender)
    else:
        domain, called, local = sender.organisation, sender.name, "orders" if draft.how == ORDER else "news"
    token = f"{chance.getrandbits(64):016x}"
    advert = draft.how not in (ORDER, LETTER)
    mail = EmailMessage()
    mail["Return-Path"] = f"<{local if draft.how == LETTER else token}@{domain}>"
    mail["Delivered-To"] = ME
    mail["Received"] = f"from out.{domain} (out.{domain} [192.0.2.7]) by {SERVER} with ESMTPS; {format_datetime(at)}"
    mail["Authentication-Results"] = f"{SERVER}; spf=pass smtp.mailfrom={domain}; dmarc=pass header.from={domain}"
    mail["From"] = Address(called, local, domain)
    mail["To"] = ME
    mail["Subject"] = draft.subject
    mail["Date"] = format_datetime(at - timedelta(seconds=9))
    mail["Message-ID"] = f"<{name}@{domain}>"
    way_out = f"https://www.{domain}/u/{token}"
    if advert or (draft.how == ORDER and chance.random() < 0.2):
        mail["List-Unsubscribe"] = f"<{way_out}>"
    if advert:
        list_id = draft.list_id or f"news.{domain}"
        if draft.list_id or sum(map(ord, domain)) % 3:
            mail["List-Id"] = f"<{list_id}>"
    if not advert or isinstance(sender, str):
        mail.set_content("\n\n".join(draft.body) + "\n")
        return mail.as_bytes()
    foot = FOOTERS[sender.language].format(brand=called)
    if chance.random() < 0.7:
        mail.set_content(_page(draft, sender, foot, way_out, token), subtype="html")
    else:
        link = f"https://www.{domain}/{draft.path or 'p'}/{token[:6]}"
        mail.set_content("\n\n".join((*draft.body, link, f"{foot} {way_out}")) + "\n")
    return mail.as_bytes()


def _page(draft: Draft, sender: Sender, foot: str, way_out: str, token: str) -> str:
    domain = sender.organisation
    target = f"https://www.{domain}/{draft.path or 'p'}/{token[:6]}?utm_medium=email"
    lines = "".join(f"<p>{html.escape(line)}</p>" for line in draft.body)
    brand = html.escape(sender.name)
    return (
        f'<html lang="{sender.language}"><body><table><tr><td><a href="https://www.{domain}/">'
        f'<img src="https://img.{domain}/l.png" alt="{brand}"></a></td></tr><tr><td>'
        f'<h1>{html.escape(draft.subject)}</h1>{lines}<a href="{target}">{brand}</a></td></tr>'
        f'<tr><td><small>{html.escape(foot)} <a href="{way_out}">{way_out}</a></small></td></tr></table></body></html>'
    )


def slug(name: str, between: str = "") -> str:
    """Return a name as domains and paths write it."""
    folded = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", between, folded).strip("-") or "sender"
