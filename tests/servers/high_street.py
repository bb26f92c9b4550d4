"""A street of shops, each with an advert that offers one-click, and one server on loopback that stands for them all."""

import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from tests.servers.https import Answer, Authority, Https, page

ME = "anna@post.example"
SERVER = "mx.post.example"
START = datetime(2026, 10, 1, 10, tzinfo=UTC)


def domain(number: int) -> str:
    """The shop of that number."""
    return f"shop{number:03}.example"


def place(number: int) -> str:
    """Host and path at which its list is left."""
    return f"out.{domain(number)}/u/token-{number:03}"


def advert(number: int, day: int = 0, offer: str = "one_click", token: str = "") -> bytes:
    """One advert of a shop; `offer` is "one_click", "mailto", "link", "none" or "unsigned"."""
    own, at = domain(number), START + timedelta(days=day)
    mail = EmailMessage()
    mail["Authentication-Results"] = f"{SERVER}; dkim=pass header.d={own}; dmarc=pass header.from={own}"
    mail["Received"] = f"from mail.{own} by {SERVER} for <{ME}>; {format_datetime(at)}"
    if offer != "unsigned":
        mail["DKIM-Signature"] = (
            f"v=1; a=rsa-sha256; d={own}; s=s; h=from:list-unsubscribe:list-unsubscribe-post; bh=AAAA; b=AAAA"
        )
    mail["From"], mail["To"], mail["Subject"] = f"Shop {number:03} <news@{own}>", ME, f"20% off everything, week {day}"
    mail["Date"], mail["Message-ID"] = format_datetime(at), f"<{day}-{number}@{own}>"
    url = f"https://{place(number)}{token}"
    if offer in ("one_click", "unsigned"):
        mail["List-Unsubscribe"], mail["List-Unsubscribe-Post"] = f"<{url}>", "List-Unsubscribe=One-Click"
    elif offer == "mailto":
        mail["List-Unsubscribe"] = f"<mailto:leave@{own}>"
    elif offer == "link":
        mail["List-Unsubscribe"] = f"<{url}>"
    mail["List-Id"] = f"<news.{own}>"
    mail.set_content("Shop now, our sale ends today. Visit our shop for more offers.")
    return mail.as_bytes()


def mailbox(where: Path, mails: Sequence[bytes]) -> Path:
    """Write mails into one mbox file."""
    path = where / "street.mbox"
    path.write_bytes(b"".join(b"From - Thu Oct  1 10:00:00 2026\n" + mail + b"\n" for mail in mails))
    return path


class Street:
    """The server of every shop; it counts what it was asked."""

    def __init__(self, where: Path, shops: int, answers: Mapping[int, Answer] | None = None) -> None:
        """Answer for `shops` shops, by default with yes."""
        self.authority = Authority(where)
        names = [f"out.{domain(number)}" for number in range(shops)]
        self.https = Https(self.authority.certificate(names), {})
        self.https.pages = {place(number): page(b"Good-bye.") for number in range(shops)}
        self.https.pages |= {place(number): answer for number, answer in (answers or {}).items()}

    @property
    def switch(self) -> tuple[str, str, str]:
        """The words of the command line that let it stand for every sender."""
        return "--trust-local-server", str(self.https.port), str(self.authority.where / "ca.pem")

    @property
    def asked(self) -> Counter[str]:
        """How often each place was asked to stop; anything but a whole one-click request counts as "odd"."""
        found: Counter[str] = Counter()
        for request in list(self.https.requests):
            head, _, body = request.partition("\r\n\r\n")
            lines = head.split("\r\n")
            host = next((line[6:] for line in lines if line.lower().startswith("host: ")), "")
            whole = lines[0].startswith("POST ") and body == "List-Unsubscribe=One-Click"
            found[host + lines[0].split(" ")[1] if whole else "odd"] += 1
        return found

    def close(self) -> None:
        """Stop."""
        self.https.close()


class Overlap:
    """An answer that notes how many are being answered at the same time."""

    def __init__(self, answer: Answer) -> None:
        self.most = 0
        self._now = 0
        self._lock = threading.Lock()
        self._answer = answer

    def __call__(self, wire: object) -> None:
        """Answer."""
        with self._lock:
            self._now += 1
            self.most = max(self.most, self._now)
        try:
            self._answer(wire)  # type: ignore[arg-type]  # a socket
        finally:
            with self._lock:
                self._now -= 1
