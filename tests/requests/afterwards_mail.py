"""Mail around an opt-out, built by hand: adverts of the Shop to Anna on one list."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from inboxguard.facts.message import MessageKey
from inboxguard.requests.regimes import regime
from inboxguard.requests.turning import Written
from inboxguard.requests.watch import OptOut, Terms, watch
from inboxguard.senders.attribution import Attribution, Kind, Legal
from inboxguard.senders.optout import Asked

ASKED = datetime(2026, 6, 1, 9, tzinfo=UTC)
ME = "anna@post.example"
LIST = "news.shop.example"
GDPR = Terms(regime("gdpr"), "Europe/Berlin")
_ADVERT = Attribution(
    MessageKey("k"), None, ASKED, "New this week", Kind.MARKETING, ("way_out_header", "marketing_text"), "shop.example",
    "Shop", "news@shop.example", True, "server", ME, False, None, None, LIST, ("shop.example",), ("shop.example",),
    True, None, Legal(), "en",
)  # fmt: skip


def advert(day: float, **said: Any) -> Attribution:
    """Return an advert `day` days after the opt-out."""
    return replace(_ADVERT, **({"message": MessageKey(f"k{day}"), "at": ASKED + timedelta(days=day)} | said))


def adverts(*days: float, **said: Any) -> list[Attribution]:
    return [replace(advert(day, **said), message=MessageKey(f"k{number}-{day}")) for number, day in enumerate(days)]


def asked(method: str = "one_click", **said: Any) -> Asked:
    return replace(Asked(ASKED, method, ME, None, (LIST,)), **said)


def seen(
    mails: Sequence[Attribution],
    now: float = 300,
    one: Asked | None = None,
    terms: Terms = GDPR,
    failed: bool = False,
    dates: Mapping[MessageKey, datetime | None] | None = None,
    to: Mapping[MessageKey, tuple[str, ...]] | None = None,
    texts: Mapping[MessageKey, str] | None = None,
) -> OptOut:
    """Return the watch at `now` days after the opt-out; mail was written when it came, to her, where not said."""
    times = {mail.message: mail.at for mail in mails} | dict(dates or {})
    written = {key: Written(at, (to or {}).get(key, (ME,)), (texts or {}).get(key, "")) for key, at in times.items()}
    return watch(one or asked(), mails, ASKED + timedelta(days=now), terms, lambda keys: written, failed)
