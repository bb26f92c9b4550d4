"""What an audit of the story may and may not find, for tests and evaluation."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from .envelope import MX
from .mails import Mail
from .people import brand, owner, truths
from .voices import recipient

ROUTES = {"link_body": "link"}
THEMES = {"baby": "theme", "mothers_day": "theme2"}


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def _speaker(mail: Mail) -> str | None:
    named = mail.entry.option("advert") or mail.entry.option("org")
    return brand(named).domain if named else None


def _authenticated(mail: Mail) -> bool | None:
    if mail.entry.outgoing or mail.entry.kind == "discussion":
        return None
    return mail.voice.outcome == "pass"


def _unsubscribe(mails: Sequence[Mail]) -> dict[str, str]:
    found = {}
    for mail in mails:
        if mail.voice.brand and mail.entry.kind == "marketing":
            route = mail.voice.brand.route
            found[mail.voice.brand.domain] = ROUTES.get(route, route)
    return dict(sorted(found.items()))


def _themes(mails: Sequence[Mail]) -> dict[str, dict[str, list[str]]]:
    found = {}
    for theme in THEMES:
        marked: dict[str, list[str]] = {"set_aside": [], "hinted": [], "never": []}
        for mail in mails:
            said = mail.entry.option(THEMES[theme])
            place = {theme: "set_aside", f"{theme}?": "hinted"}.get(said, "never")
            marked[place].append(mail.message_id)
        found[theme] = marked
    return found


def truth(story: str, mails: Sequence[Mail]) -> dict[str, Any]:
    """The truth file of a story."""
    who, told = owner(story), truths(story)
    ids = {mail.entry.key: mail.message_id for mail in mails}
    hosted = {m.message_id: [brand(m.entry.option("org")).domain] for m in mails if m.entry.option("advert")}
    return {
        "story": story,
        "me": sorted({who.mailbox, *(a for a in who.addresses.values() if "+" not in a)}),
        "authserv": MX,
        "messages": len(mails),
        "first": _instant(mails[0].entry.at),
        "last": _instant(mails[-1].entry.at),
        "kinds": {mail.message_id: mail.entry.kind for mail in mails},
        "recipients": {m.message_id: None if m.entry.outgoing else recipient(m.entry) for m in mails},
        "organisations": {mail.message_id: _speaker(mail) for mail in mails},
        "organisations_also": hosted,
        "authenticated": {m.message_id: _authenticated(m) for m in mails},
        "trails": [trail | {"source": trail["source"] or None} for trail in told["trail"]],
        "never": told["never"],
        "groups": told["groups"],
        "consent": told["consent"],
        "opt_out": {org: state["state"] for org, state in told["opt_out"].items()},
        "opt_out_requests": {org: ids[state["mail"]] for org, state in told["opt_out"].items()},
        "unsubscribe": _unsubscribe(mails),
        "themes": _themes(mails),
    }
