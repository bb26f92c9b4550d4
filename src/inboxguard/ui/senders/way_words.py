"""The words of ways out: what each is, what it tells whom, and what came of it."""

from datetime import date
from urllib.parse import urlsplit

from PySide6.QtCore import QObject

from inboxguard.audit.leaving import Left
from inboxguard.requests.unsubscribe import Reason, Route, Way
from inboxguard.ui import figures
from inboxguard.ui.phrases import shown

LONGEST_ADDRESS = 4000

SPAM = frozenset((Reason.SPAM, Reason.JUNK, Reason.FORGED, Reason.UNATTESTED))
"""Nothing may be said to such a sender: that would tell it that the address lives, or nobody knows who it is."""


class WayWords(QObject):
    """The translatable words; text of others is made harmless here."""

    def title(self, way: Way) -> str:
        """Return what a way is called."""
        return {
            Route.ONE_CLICK: self.tr("One-click"),
            Route.MAILTO: self.tr("Draft a mail"),
            Route.LINK: self.tr("Open their page in the browser"),
            Route.NONE: self.tr("No way out"),
        }[way.route]

    def under(self, way: Way) -> str:
        """Return the line under the name of a way that may be gone."""
        host = shown(way.host, 120)
        if way.route is Route.ONE_CLICK:
            return self.tr("Announced in the mail’s header and covered by its signature.")
        if way.route is Route.MAILTO:
            return self.tr("To {address}. It waits in your Drafts.").format(address=self.address(way))
        if way.code is Reason.SETTINGS:
            return self.tr("{host}. A page of settings, where you choose what stops.").format(host=host)
        return self.tr("{host}. They may ask for more than they need.").format(host=host)

    def address(self, way: Way) -> str:
        """Return the address that an unsubscribe mail goes to, without what is to stand in the mail."""
        return shown((way.url or "").partition(":")[2].partition("?")[0], 160) or shown(way.host, 120)

    def goes_to(self, way: Way) -> str:
        """Return who hears of it."""
        return self.address(way) if way.route is Route.MAILTO else shown(way.host, 200)

    def method(self, way: Way) -> str:
        """Return what is done."""
        return {
            Route.ONE_CLICK: self.tr("one POST request over HTTPS, no cookies, no page opened"),
            Route.MAILTO: self.tr("a mail, which waits until you send it yourself"),
            Route.LINK: self.tr("a page, opened in your browser"),
            Route.NONE: "",
        }[way.route]

    def tells(self, way: Way) -> str:
        """Return what its reader learns."""
        return {
            Route.ONE_CLICK: self.tr("that this address wants no more mail, and your network address"),
            Route.MAILTO: self.tr("that this address wants no more mail"),
            Route.LINK: self.tr("that you read their mail, your network address, and what your browser tells"),
            Route.NONE: "",
        }[way.route]

    def button(self, route: Route) -> str:
        """Return what the button says that goes a way."""
        return {
            Route.ONE_CLICK: self.tr("Send one request"),
            Route.MAILTO: self.tr("Make the draft..."),
            Route.LINK: self.tr("Open the page"),
            Route.NONE: self.tr("Close"),
        }[route]

    def found(self, number: int) -> str:
        """Return how many ways there are."""
        if number == 1:
            return self.tr("One way was found in their newest mail. Nothing happens until you choose.")
        words = self.tr("{n} ways were found in their newest mail. Nothing happens until you choose.")
        names = {2: self.tr("Two"), 3: self.tr("Three"), 4: self.tr("Four"), 5: self.tr("Five"), 6: self.tr("Six")}
        return words.format(n=names.get(number, figures.number(number)))

    def afterwards(self, way: Way, until: date) -> str:
        """Return what follows once a way is gone."""
        day = figures.full(until)
        if way.route is Route.MAILTO:
            return self.tr(
                "Once it lies in your Sent folder, inboxguard watches. Sent today, they have until {date}; if mail "
                "goes on after that, it says so at this sender."
            ).format(date=day)
        return self.tr(
            "Afterwards inboxguard watches. They have until {date}; if mail goes on after that, it says so at this "
            "sender."
        ).format(date=day)

    def oddities(self, url: str) -> tuple[str, ...]:
        """Return what is odd about an address, a sentence each; () for a plain one."""
        said = []
        if shown(url, LONGEST_ADDRESS) != " ".join(url.split())[:LONGEST_ADDRESS]:
            said.append(self.tr("Signs that cannot be seen stand in this address; here they show as ⟨U+...⟩."))
        try:
            parts = urlsplit(url)
            host, before = parts.hostname or "", parts.netloc.rpartition("@")[0]
        except ValueError:
            return (*said, self.tr("This is not a whole address."))
        if parts.scheme != "mailto" and before:
            said.append(
                self.tr("What stands before the @ only looks like a name; it leads to {host}.").format(
                    host=shown(host, 200)
                )
            )
        if any(part.startswith("xn--") for part in host.split(".")) or not host.isascii():
            said.append(self.tr("The name has letters of another alphabet, which can look like another name."))
        if parts.scheme == "http":
            said.append(self.tr("It is not encrypted, so others could read along."))
        return tuple(said)

    def instead(self, way: Way) -> str:
        """Return what can be done where no way may be gone."""
        if way.code in SPAM:
            return self.tr("You can set the sender aside: its mail leaves your lists, and nobody is told.")
        if way.code is Reason.NO_MARKETING:
            return ""
        return self.tr("A letter that objects to marketing is what is left. You see it before it goes anywhere.")

    def result(self, left: Left) -> tuple[str, str, str]:
        """Return shape and tone of the mark of what came of a request, and its words."""
        return {
            "accepted": ("disc with a tick", "accent", self.tr("Taken")),
            "refused": ("triangle", "amber", self.tr("Not taken")),
            "unreached": ("ring", "muted", self.tr("Nothing was asked")),
            "unknown": ("half disc", "muted", self.tr("No clear answer")),
            "not_asked": ("ring", "muted", self.tr("Not asked")),
            "waiting": ("clock", "muted", self.tr("Waits")),
            "leaving": ("clock", "muted", self.tr("On its way")),
        }.get(left.state, ("ring", "muted", shown(left.state, 40)))

    def came(self, left: Left) -> str:
        """Return what came of a request in a line."""
        words = self.result(left)[2]
        return self.tr("{what}: {why}").format(what=words, why=shown(left.words, 400)) if left.words else words

    def before(self, state: str) -> tuple[str, str, str]:
        """Return shape, tone and headline of an earlier opt-out."""
        return {
            "watching": ("clock", "muted", self.tr("You asked them already")),
            "honoured": ("disc with a tick", "accent", self.tr("They stopped after you asked")),
            "not_honoured": ("triangle", "amber", self.tr("Opt-out ignored")),
        }.get(state, ("half disc", "muted", self.tr("You asked, and no answer came")))


way_words = WayWords()
"""The one set of words that the page uses."""
