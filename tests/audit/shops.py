"""A shop's mail in files: orders, lists of wishes and adverts, imported into a home at once."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

SERVER = "mx.post.example"
ME = "anna@post.example"
START = datetime(2025, 3, 3, 10, tzinfo=UTC)
SHOP = "bathbeam.example"
SEAT = """Thank you for your order.
Order number: 4401-77
1 x Toilet seat, white £39.90
Subtotal £39.90
Delivery £4.95
Total £44.85
Delivered to 5 Mill Lane"""
OFFERS = (
    "Time for a new toilet seat?",
    "Toilet seats that close softly",
    "A toilet seat for autumn",
    "Toilet seat sale",
)
OTHERS = (
    "Towels for spring",
    "Candles and calm",
    "Our shops are open on Sunday",
    "Linen that breathes",
    "Two days only",
)


def written(day: int, subject: str, text: str, box: str, name: str = "Bath & Beam", domain: str = SHOP) -> bytes:
    """Return one mail of the shop; from `news` it is an advert with a way out, from `orders` a service mail."""
    at = START + timedelta(days=day)
    mail = EmailMessage()
    mail["Authentication-Results"] = f"{SERVER}; dkim=pass header.d={domain}; dmarc=pass header.from={domain}"
    mail["Received"] = f"from mail.{domain} by {SERVER} for <{ME}>; {format_datetime(at)}"
    mail["From"], mail["To"], mail["Subject"] = f"{name} <{box}@{domain}>", ME, subject
    mail["Date"], mail["Message-ID"] = format_datetime(at), f"<{day}-{box}-{len(subject)}@{domain}>"
    if box == "news":
        mail["List-Unsubscribe"], mail["List-Id"] = f"<https://{domain}/out>", f"<news.{domain}>"
        text = f"{text}\n\nShop now at our site. Unsubscribe here: https://{domain}/out"
    else:
        mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    return mail.as_bytes()


def unconfirmed(mail: bytes) -> bytes:
    """Return a mail of which the person's own server does not confirm that it came from whom it names."""
    return mail.replace(b"dkim=pass", b"dkim=none").replace(b"dmarc=pass", b"dmarc=none")


def adverts(offers: Sequence[str] = OFFERS, others: Sequence[str] = OTHERS, first: int = 20) -> list[bytes]:
    """Return adverts, those that offer the thing and others in between."""
    named = [written(first + 25 * at, one, "See what is new this week.", "news") for at, one in enumerate(offers)]
    return named + [written(first - 7 + 24 * at, one, "New in our shop.", "news") for at, one in enumerate(others)]


def order(subject: str = "Your order 4401-77 is confirmed", text: str = SEAT, day: int = 0) -> bytes:
    """Return the mail of an order."""
    return written(day, subject, text, "orders")


def put(folder: Path, mails: Sequence[bytes]) -> Path:
    """Write mails into files of a folder, and return it."""
    folder.mkdir(exist_ok=True)
    for at, one in enumerate(mails):
        (folder / f"{at}.eml").write_bytes(one)
    return folder
