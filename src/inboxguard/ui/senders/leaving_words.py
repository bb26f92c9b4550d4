"""The words of leaving many senders at once."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from inboxguard.audit.batches import Drafted
from inboxguard.audit.leaving import Left
from inboxguard.audit.progress import Step
from inboxguard.ui import figures, phrases
from inboxguard.ui.phrases import shown
from inboxguard.ui.senders.way_words import way_words


class LeavingWords(QObject):
    """The translatable words; text of others is made harmless here."""

    def line(self, resumes: bool) -> str:
        """Return what stands under the title."""
        if resumes:
            return self.tr("You had said yes to each of these. Nothing is sent until you go on.")
        return self.tr(
            "Nothing happens until you press a button, and then only to those that are ticked. Requests go one after "
            "another, and you can stop in between."
        )

    def resume_title(self) -> str:
        """Return the title of what an earlier time left open."""
        return self.tr("Go on unsubscribing")

    def plan(self, kind: str, host: str, reason: str) -> str:
        """Return what would happen to one sender."""
        words = {
            "click": self.tr("One request to {host}"),
            "draft": self.tr("A draft to {host}; you send it"),
            "link": self.tr("You open their page at {host}"),
            "waits": self.tr("One request to {host}, not sent yet") if host else self.tr("One request, not sent yet"),
        }.get(kind, self.tr("Nothing: {reason}"))
        return words.format(host=shown(host, 120), reason=shown(reason, 300))

    def came(self, left: Left) -> str:
        """Return what came of one request."""
        return way_words.came(left)

    def mark(self, left: Left) -> tuple[str, str]:
        """Return shape and tone of the mark of a result."""
        return way_words.result(left)[:2]

    def made(self, made: Drafted) -> str:
        """Return what came of one draft."""
        words = self.tr("Draft made: {what}") if made.made else self.tr("No draft: {what}")
        return words.format(what=shown(made.words, 200))

    def there(self) -> str:
        """Return what stands at a sender that the person left on its page."""
        return self.tr("You left it on its page")

    def send(self, number: int) -> str:
        """Return what the button says that sends requests."""
        if number == 1:
            return self.tr("Send one request")
        return self.tr("Send {n} requests").format(n=figures.number(number)) if number else self.tr("Send requests")

    def go_on(self) -> str:
        """Return what the button says that goes on; without a number, as set-aside senders may be among them."""
        return self.tr("Go on")

    def put(self, number: int) -> str:
        """Return what the button says that puts drafts into the mailbox."""
        if number == 1:
            return self.tr("Put one draft in Drafts")
        return self.tr("Put {n} drafts in Drafts").format(n=figures.number(number))

    def save(self, number: int) -> str:
        """Return what the button says that saves drafts."""
        if number == 1:
            return self.tr("Save one draft as a file...")
        return self.tr("Save {n} drafts as files...").format(n=figures.number(number))

    def sum(self, count: Mapping[str, int]) -> str:
        """Return how many senders can be left in which way."""
        return self.tr(
            "{clicks} by one request, {drafts} by a draft, {links} on a page that you open, {none} left as they are."
        ).format(
            clicks=figures.number(count["click"]),
            drafts=figures.number(count["draft"]),
            links=figures.number(count["link"]),
            none=figures.number(count["held"] + count["refused"]),
        )

    def waits(self) -> str:
        """Return what is open."""
        return self.tr("What was on its way when it broke off is not sent again; its result is that nobody can say.")

    def nothing_waits(self) -> str:
        """Return that nothing is open."""
        return self.tr("Nothing waits any more.")

    def results(self, lefts: Sequence[Left]) -> str:
        """Return what came of all requests, and what an unclear answer means."""
        count = {state: sum(one.state == state for one in lefts) for state in {one.state for one in lefts}}
        known = (
            ("accepted", self.tr("{n} taken")),
            ("refused", self.tr("{n} not taken")),
            ("unreached", self.tr("{n} not reached, so nothing was asked")),
            ("unknown", self.tr("{n} without a clear answer")),
            ("not_asked", self.tr("{n} not asked")),
        )
        said = ", ".join(words.format(n=figures.number(count[state])) for state, words in known if count.get(state))
        lines = [f"{said}."] if said else []
        if count.get("unknown"):
            lines.append(
                self.tr("Without a clear answer the request may count or not, so it is not sent again by itself.")
            )
        waiting = count.get("waiting", 0) + count.get("leaving", 0)
        if waiting:
            lines.append(self.tr("Stopped: {n} wait, and nothing was sent to them.").format(n=figures.number(waiting)))
        return " ".join(lines)

    def drafted(self, made: int, all_: int) -> str:
        """Return what came of drafts."""
        words = self.tr("{n} drafts made, {rest} not. Nothing was sent: please read and send them yourself.")
        return words.format(n=figures.number(made), rest=figures.number(all_ - made))

    def step(self, step: Step) -> str:
        """Return how far it is: requests are counted, all else is a share."""
        if step.what != "unsubscribing" or not step.total:
            return phrases.step(step)
        return self.tr("Sending requests: {done} of {total} have ended.").format(
            done=figures.number(step.done), total=figures.number(step.total)
        )


leaving_words = LeavingWords()
"""The one set of words that the page uses."""
