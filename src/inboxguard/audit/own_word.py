"""The person's own word about a trail: said, kept, and taken back. Each act returns what it replaced."""

from inboxguard.audit import analysing, deciding, sender_pages
from inboxguard.audit.corrections_said import CorrectionsSaid
from inboxguard.audit.progress import Tell, silent
from inboxguard.store import decisions, own_word
from inboxguard.store.own_word import Before

__all__ = ["Before", "OwnWord"]


class OwnWord(CorrectionsSaid):
    """Own sign-ups and addresses given out; the findings follow at once."""

    def signed_up_myself(self, organisation: str, tell: Tell = silent) -> Before:
        """Remember that the person signed up there themselves; return what was said before, for `unsay`."""
        one = sender_pages.known(self._db, organisation).id
        before = own_word.before(self._db, (one,), "")
        decisions.say_mine(self._db, one, self._now())
        self._follow(tell)
        return before

    def given(self, address: str, organisation: str, only: bool = False, tell: Tell = silent) -> Before:
        """Remember to whom an address was given; return what was said of it before, for `unsay`."""
        where, whom = address.strip().lower(), organisation.strip().lower()
        before = own_word.before(self._db, (whom,), where)
        decisions.give(self._db, where, whom, only, self._now())
        self._follow(tell)
        return before

    def given_only(self, address: str, organisation: str, tell: Tell = silent) -> Before:
        """Remember that an address was given to one organisation only; see `given`."""
        return self.given(address, organisation, True, tell)

    def unsay(self, before: Before, tell: Tell = silent) -> None:
        """Let stand again what was said before: `before` is what the act returned that is undone."""
        own_word.put_back(self._db, before)
        self._follow(tell)

    def unsettle(self, organisation: str, tell: Tell = silent) -> Before:
        """Forget own sign-up and addresses given of one organisation, not what is set aside; return what was said."""
        members = deciding.members(self._db, organisation.strip().lower())
        before = own_word.before(self._db, members)
        own_word.forget(self._db, members)
        self._follow(tell)
        return before

    def take_back(self, organisation: str, tell: Tell = silent) -> None:
        """Forget what the person said about one organisation: own sign-up, addresses given, set aside or kept."""
        for one in deciding.members(self._db, organisation.strip().lower()):
            decisions.unsay(self._db, one)
        self._follow(tell)

    def _follow(self, tell: Tell) -> None:
        """Let the findings follow from what was said."""
        analysing.analyse(self._db, self._now(), tell)
