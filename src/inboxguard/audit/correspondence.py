"""Letters to one sender: written into the ledger, put where the person wants them, and what became of them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from inboxguard.audit import accounts, asking, batches, cases, following_up, letter_offers, reporting, waiting_drafts
from inboxguard.audit.answers import Answers
from inboxguard.audit.asking import Composed
from inboxguard.audit.batches import Drafted
from inboxguard.audit.following_up import Regulator
from inboxguard.audit.particulars import NO_PARTICULARS, Offer, Particulars, Preview
from inboxguard.audit.progress import Tell, silent
from inboxguard.audit.views import RequestDetail
from inboxguard.requests.request import Excuse, RequestKind


class Correspondence(Answers):
    """What the person writes to one organisation after another; nothing is sent."""

    _passwords: dict[str, str]

    def letter_offers(self, organisation: str) -> tuple[Offer, ...]:
        """Return which letters may be written to a sender, and on which laws; raises Refused for an unknown one."""
        return letter_offers.offers(self._db, organisation)

    def letter_preview(
        self,
        kind: str,
        organisation: str,
        law: str | None = None,
        language: str | None = None,
        own: Particulars = NO_PARTICULARS,
    ) -> Preview:
        """Return the letter that `draft` would write; nothing is kept. Raises Refused with a sentence."""
        return asking.preview(self._db, kind, organisation, law, language, self._now(), own)

    def draft(
        self,
        kind: str,
        organisation: str,
        law: str | None = None,
        language: str | None = None,
        own: Particulars = NO_PARTICULARS,
    ) -> RequestDetail:
        """Write one letter into the ledger; raises Refused with a sentence."""
        return asking.draft(self._db, kind, organisation, law, language, self._now(), own)

    def reminder_preview(self, request: str, excuse: Excuse | None = None, language: str | None = None) -> Preview:
        """Return the reminder of a letter, which may answer an excuse; nothing is kept. Raises Refused."""
        first = following_up.followed(self._db, RequestKind.REMINDER, None, request, self._now())
        return following_up.shown(
            self._db, following_up.reminding(self._db, first, excuse, language, self._now()), first
        )

    def remind(
        self,
        request: str | None,
        excuse: Excuse | None = None,
        language: str | None = None,
        own: Particulars = NO_PARTICULARS,
        organisation: str | None = None,
    ) -> RequestDetail:
        """Write a reminder into the ledger: of one letter, or of the last to an organisation; raises Refused."""
        first = following_up.followed(self._db, RequestKind.REMINDER, organisation, request, self._now())
        one = following_up.reminding(self._db, first, excuse, language, self._now(), own)
        return following_up.kept(self._db, one, self._now())

    def regulators(self, request: str) -> tuple[Regulator, ...]:
        """Return to whom a complaint about a letter may go, the one to propose first."""
        first = following_up.followed(self._db, RequestKind.COMPLAINT, None, request, self._now())
        return following_up.regulators(self._db, first)

    def complaint_preview(
        self, request: str, regulator: str | None = None, language: str | None = None, checked: bool = False
    ) -> Preview:
        """Return the complaint about a letter; nothing is kept. Raises Refused where there may be none yet.

        `checked`: the person looked up a time to answer that is only about right.
        """
        first = following_up.followed(self._db, RequestKind.COMPLAINT, None, request, self._now())
        one = following_up.complaining(self._db, first, regulator, language, self._now(), checked)
        return following_up.shown(self._db, one, first)

    def complain(
        self,
        request: str | None,
        regulator: str | None = None,
        language: str | None = None,
        checked: bool = False,
        own: Particulars = NO_PARTICULARS,
        organisation: str | None = None,
    ) -> RequestDetail:
        """Write a complaint into the ledger: about one letter, or the last to an organisation; raises Refused."""
        first = following_up.followed(self._db, RequestKind.COMPLAINT, organisation, request, self._now())
        one = following_up.complaining(self._db, first, regulator, language, self._now(), checked, own)
        return following_up.kept(self._db, one, self._now())

    def unsubscribe_draft(self, organisation: str, confirmed: bool = False) -> RequestDetail:
        """Write the sender's own unsubscribe mail as a draft; raises Refused where it offers none that is safe.

        `confirmed`: it may go to an address of another company, which the person looked at.
        """
        return asking.unsubscribe(self._db, organisation, self._now(), confirmed)

    def unsubscribe_drafts(
        self, organisations: Sequence[str], folder: Path | None, password: str | None = None, tell: Tell = silent
    ) -> tuple[Drafted, ...]:
        """Make the unsubscribe mail of each sender, as files in `folder`, or in the Drafts of its mailbox for None."""
        put = self._into_drafts(password) if folder is None else batches.into_folder(folder)
        return batches.drafts(self._db, organisations, put, self._now(), tell)

    def put_in_drafts(self, request: str, password: str | None = None) -> str:
        """Put a letter into the Drafts folder of the mailbox it concerns; return the folder's name."""
        return self._into_drafts(password)("", asking.composed(self._db, request, self._now()))

    def save_eml(self, request: str, path: Path) -> None:
        """Write a letter as an .eml file that mail programs open as a draft."""
        reporting.save_eml(path, asking.composed(self._db, request, self._now()).content)

    def mark(self, request: str, event: str, at: datetime | None = None, note: str | None = None) -> None:
        """Record what became of a request; raises Refused for an event that cannot follow."""
        cases.mark(self._db, request, event, at or self._now(), note, self._now())

    def _into_drafts(self, password: str | None) -> Callable[[str, Composed], str]:
        def put(_: str, draft: Composed) -> str:
            account = accounts.for_address(self._db, draft.from_alias)
            opened = accounts.opener(self._db, account, password or self._passwords.get(account.address))
            return waiting_drafts.put(self._db, account.address, opened, draft.content, self._now())

        return put
