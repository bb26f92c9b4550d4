"""Platform styles: how a platform's ids, hosts and headers look in a mail (styles.toml)."""

import base64
import json
import random
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

from tests.worlds.letters import Account

Headers = list[tuple[str, str]]


@cache
def styles() -> dict[str, dict[str, Any]]:
    """Return the table of styles by name."""
    return tomllib.loads((Path(__file__).parent / "styles.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Carriage:
    """What the platform makes of one mail."""

    host: str
    return_path: str
    message_id: str
    from_host: str
    signers: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    unsubscribe: str
    pixel: str
    one_click: bool
    in_body_only: bool
    ids: dict[str, str]
    click: str

    def wrapped(self, url: str, chance: random.Random) -> str:
        """Return a link as it stands in the mail, wrapped for counting where the platform does that."""
        fresh = {"token": f"{chance.getrandbits(48):012x}", "url": url, "quoted": quote(url, safe="")}
        return self.click.format(**(self.ids | fresh))


def carriage(account: Account, domain: str, recipient: str, at: datetime, chance: random.Random) -> Carriage:
    """Return how a mail of `domain` to `recipient` looks that goes through this account."""
    style = styles()[account.style]
    ids = _ids(account, domain, recipient, at, chance)

    def filled(shape: str) -> str:
        return shape.format(**ids)

    headers: Headers = [(name, filled(value)) for name, value in style["headers"]]
    if style["list_id"]:
        headers.append(("List-ID", filled(style["list_id"])))
    if style["feedback_id"]:
        headers.append(("Feedback-ID", filled(style["feedback_id"])))
    return Carriage(
        host=filled(style["host"]),
        return_path=filled(style["return_path"]),
        message_id=filled(style["message_id"]),
        from_host=filled(style.get("from_host", "{domain}")),
        signers=tuple((filled(signer), filled(selector)) for signer, selector in style["signers"]),
        headers=tuple(headers),
        unsubscribe=filled(style["unsubscribe"]),
        pixel=filled(style["pixel"]),
        one_click=style["one_click"],
        in_body_only=style.get("in_body_only", False),
        ids=ids,
        click=style["click"],
    )


def _ids(account: Account, domain: str, recipient: str, at: datetime, chance: random.Random) -> dict[str, str]:
    owner = random.Random(f"{account.style}/{account.seed}")
    pool = random.Random(account.style)
    account6 = f"{owner.getrandbits(24):06x}"
    bits = chance.getrandbits(128)
    sid = json.dumps([f"{bits & 0xFFFFF:05x}", recipient, account6]).encode()
    return {
        "domain": domain,
        "slug": domain.partition(".")[0],
        "n": str(owner.randint(1, 20)),
        "number": str(owner.randint(1_000_000, 9_999_999)),
        "hex": f"{owner.getrandbits(100):025x}",
        "word": "".join(owner.choices("abcdefghjkmnpqrstuvwxyz23456789", k=6)),
        "base44": base64.b64encode(owner.randbytes(32)).decode(),
        "account6": account6,
        "pool": str(pool.randint(1_000_000, 9_999_999)),
        "campaign": str(chance.randint(100_000, 999_999)),
        "list": str(owner.randint(1_000, 9_999)),
        "token": f"{chance.getrandbits(48):012x}",
        "short": f"{bits & 0xFFFF:04x}",
        "short6": f"{bits & 0xFFFFFF:06x}",
        "uuid": str(UUID(int=bits, version=4)),
        "sid": base64.b64encode(sid).decode(),
        "serial": str(chance.randint(1, 10**6)),
        "recipient": recipient,
        "verp": recipient.replace("@", "="),
        "stamp": str(int(at.timestamp())),
        "date_dots": f"{at:%Y.%m.%d}",
    }
