"""The pages of the window: their keys, icons, titles and where each is made."""

from dataclasses import dataclass
from importlib import import_module

from PySide6.QtCore import QObject

from inboxguard.ui.page import Desk, Page
from inboxguard.ui.sidebar import Item


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the sidebar: key, icon and where its class is found."""

    key: str
    icon: str
    target: str

    def page(self, desk: Desk) -> Page:
        """Return the page, made now; its module is loaded with it."""
        module, _, name = self.target.partition(":")
        made: Page = getattr(import_module(module), name)(desk)
        return made


PLACES = (
    Place("overview", "overview", "inboxguard.ui.overview.page:OverviewPage"),
    Place("senders", "senders", "inboxguard.ui.senders.page:SendersPage"),
    Place("sharing", "sharing", "inboxguard.ui.sharing.page:SharingPage"),
    Place("requests", "requests", "inboxguard.ui.requests.page:RequestsPage"),
    Place("reports", "reports", "inboxguard.ui.reports.page:ReportsPage"),
    Place("set_aside", "set-aside", "inboxguard.ui.set_aside.page:SetAsidePage"),
    Place("settings", "settings", "inboxguard.ui.settings.page:SettingsPage"),
)


class _Words(QObject):
    """The translatable words of this module."""

    def titles(self) -> dict[str, str]:
        return {
            "overview": self.tr("Overview"),
            "senders": self.tr("Senders"),
            "sharing": self.tr("Sharing"),
            "requests": self.tr("Requests"),
            "reports": self.tr("Reports"),
            "set_aside": self.tr("Set aside"),
            "settings": self.tr("Settings"),
        }


_words = _Words()


def keys(quiet: bool) -> tuple[str, ...]:
    """Return the keys of the pages that the sidebar shows, in their order."""
    return tuple(place.key for place in PLACES if not (quiet and place.key == "set_aside"))


def items(quiet: bool) -> list[Item]:
    """Return the words of the sidebar in their groups; in quiet mode "Set aside" is not one of them."""
    titles, shown = _words.titles(), keys(quiet)
    found: list[Item] = []
    for place in PLACES:
        if place.key not in shown:
            continue
        if place.key in ("set_aside", "settings"):
            found.append(Item(""))
        found.append(Item(place.key, titles[place.key], place.icon))
    return found
