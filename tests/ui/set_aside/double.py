"""A double of the Audit's shelves for stories that no sample tells: proposals, dates, several shelves."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from inboxguard.audit.shelf_views import (
    Behaviour,
    Found,
    Mode,
    Occasion,
    Proposal,
    QuietDay,
    RareWord,
    ShelfCard,
    ShelfSettings,
    ShelfWord,
)
from inboxguard.audit.views import ShelfRow
from inboxguard.errors import Refused
from inboxguard.facts.message import MessageKey
from inboxguard.senders.sender import SenderId

MONTHS = (date(2026, 11, 1), date(2026, 10, 1), date(2026, 9, 1))


def theme(name: str, group: str = "home", marked: bool = False, **more: Any) -> Any:
    """A subject of the picker as the window is handed it."""
    plain = {"own": False, "shelf": "a" if marked else None, "helping": False}
    return SimpleNamespace(id=name, label=name.title(), group=group, marked=marked, **{**plain, **more})


class Shelves:
    """Answers for shelves out of memory and for all else by a real Audit; `calls` lists what was asked of it."""

    def __init__(self, audit: Any) -> None:
        self._audit = audit
        self.calls: list[tuple[Any, ...]] = []
        self.cards = [
            ShelfCard("a", "", 0, "plain", None),
            ShelfCard("b", "Later", 1, "green", None),
            ShelfCard("c", "Not this year", 2, "plum", date(2026, 12, 31)),
        ]
        self.rows = {
            "a": [ShelfRow(MessageKey(f"a{n}"), MONTHS[min(n // 5, 2)]) for n in range(14)],
            "b": [ShelfRow(MessageKey("b0"), MONTHS[0])],
            "c": [],
        }
        self.settings = {
            "b": ShelfSettings(
                "b", "Later", "green", words=(ShelfWord("sofa", "strong"),), lists=("news.sofa.example",)
            )
        }
        self.mode = Behaviour(Mode.NORMAL)
        self.proposed = [
            Proposal(SenderId("tinsel.example"), "Tinsel & Co", "a"),
            Proposal(SenderId("lantern.example"), "Lantern", "b", ("news.lantern.example",)),
        ]
        self.days = [QuietDay(1, 5, 5, None, 7, 7), QuietDay(2, 3, 3, None, 0, 0)]
        self.calendar = [
            Occasion("gardens/planting", "Planting day", date(2027, 3, 20), date(2027, 3, 13), date(2027, 3, 27), False)
        ]
        self.refusal = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._audit, name)

    def shelves(self) -> tuple[ShelfCard, ...]:
        return tuple(self.cards)

    def shelf(self, shelf: str | None = None) -> tuple[ShelfRow, ...]:
        return tuple(row for one, rows in self.rows.items() if shelf in (None, one) for row in rows)

    def shelf_settings(self, shelf: str) -> ShelfSettings:
        return self.settings.get(shelf, ShelfSettings(shelf))

    def keep_shelf(self, settings: ShelfSettings, tell: Any = None) -> str:
        self.calls.append(("keep_shelf", settings))
        if self.refusal:
            raise Refused(self.refusal)
        if settings.id is not None:
            at = next(n for n, card in enumerate(self.cards) if card.id == settings.id)
            self.cards[at] = replace(self.cards[at], label=settings.label, colour=settings.colour)
            return settings.id
        self.cards.append(ShelfCard("d", settings.label, len(self.cards), settings.colour, settings.until))
        self.rows["d"] = []
        return "d"

    def remove_shelf(self, shelf: str, tell: Any = None) -> None:
        self.calls.append(("remove_shelf", shelf))
        self.cards = [card for card in self.cards if card.id != shelf]

    def behaviour(self) -> Behaviour:
        return self.mode

    def behave(self, mode: Mode, until: date | None = None, tell: Any = None) -> None:
        self.calls.append(("behave", mode, until))
        self.mode = Behaviour(mode, until)

    def proposals(self) -> tuple[Proposal, ...]:
        return tuple(self.proposed)

    def accept_proposal(self, organisation: str, tell: Any = None) -> None:
        self.calls.append(("accept_proposal", organisation))
        self.proposed = [one for one in self.proposed if one.organisation != organisation]

    def decline_proposal(self, organisation: str) -> None:
        self.calls.append(("decline_proposal", organisation))
        self.proposed = [one for one in self.proposed if one.organisation != organisation]

    def quiet_days(self) -> tuple[QuietDay, ...]:
        return tuple(self.days)

    def add_quiet_day(self, month: int, day: int, year: int | None, before: int, after: int, tell: Any = None) -> int:
        self.calls.append(("add_quiet_day", month, day, year, before, after))
        self.days.append(QuietDay(9, month, day, year, before, after))
        return 9

    def remove_quiet_day(self, one: int, tell: Any = None) -> None:
        self.calls.append(("remove_quiet_day", one))
        self.days = [day for day in self.days if day.id != one]

    def occasions(self, country: str = "") -> tuple[Occasion, ...]:
        return tuple(self.calendar) if country in ("", "DE") else ()

    def keep_quiet(self, key: str, quiet: bool, tell: Any = None) -> None:
        self.calls.append(("keep_quiet", key, quiet))
        self.calendar = [replace(one, kept=quiet) if one.key == key else one for one in self.calendar]

    def rare_words(self, key: str) -> tuple[RareWord, ...]:
        return (RareWord("lantern", 3), RareWord("wick & wax", 2))

    def lists_of(self, key: str) -> tuple[str, ...]:
        return ("news.lantern.example",)

    def wrong(self, keys: Any, by: Any, tell: Any = None) -> None:
        self.calls.append(("wrong", tuple(keys), by))
        self.rows = {one: [row for row in rows if row.key not in keys] for one, rows in self.rows.items()}

    def missed(self, key: str, by: Any, words: Any, shelf: str, tell: Any = None) -> Any:
        self.calls.append(("missed", key, by, tuple(words), shelf))
        return ()

    def behind(self, keys: Any) -> Found:
        return Found((SenderId("tinsel.example"), SenderId("lantern.example")), tuple(keys))

    def set_aside_senders(self, ids: Any, tell: Any = None, shelf: str = "a") -> Any:
        self.calls.append(("set_aside_senders", tuple(ids), shelf))
        return ()

    def put_back(self, before: Any, tell: Any = None) -> None:
        self.calls.append(("put_back", before))

    def suggested(self, ids: Any) -> tuple[Any, ...]:
        return ()

    def themes(self) -> tuple[Any, ...]:
        return tuple(theme(row.id, row.group, row.id in ("pet", "baby")) for row in self._audit.themes())
