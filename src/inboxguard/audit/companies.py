"""Company files that the person brings, their own word of where to write to, and where accounts are deleted.

Nothing of it is fetched: records come from a file, and pages are opened only by the person.
"""

from dataclasses import dataclass
from pathlib import Path

from inboxguard.audit import contacts, deciding, profiles
from inboxguard.audit.answers import Answers
from inboxguard.audit.progress import Tell, silent
from inboxguard.audit.sender_pages import known
from inboxguard.errors import Refused
from inboxguard.facts.addresses import address_spec
from inboxguard.mailbox import company_files
from inboxguard.requests.companies import DeletePage, domains, matching
from inboxguard.requests.contacts import Contact, barred, is_address
from inboxguard.senders.names import alike
from inboxguard.senders.sender import SenderId
from inboxguard.store import companies, findings, search
from inboxguard.store.companies import Kept

_LONGEST_FILE = 80

_BARRED = {
    "unread": "Nobody reads what comes to “{address}”. Please name an address that is answered, or none.",
    "own": "“{address}” is an address of yours, so the letter would come back to you. Please name theirs.",
    "platform": "“{address}” is that of the platform that carries the mail, which answers for nobody. Please name an "
    "address of the organisation itself.",
}


@dataclass(frozen=True, slots=True)
class LoadedCompanies:
    """What a file brought."""

    companies: int
    pages: int
    """Places where accounts are deleted (JustDeleteMe)."""
    senders: int
    """Of the person's senders, how many the company records are about; set-aside ones are not counted."""
    page_senders: int
    """The same, for places where accounts are deleted."""
    left_out: int
    unreadable: int
    replaced: bool
    """Whether what was loaded before went; one record alone comes beside it."""


@dataclass(frozen=True, slots=True)
class CompaniesKnown:
    """What is kept of company files."""

    companies: int
    pages: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """A sender and the record that is about it."""

    organisation: SenderId
    name: str
    slug: str
    company: str
    quality: str
    email: str
    web_form: str
    language: str


@dataclass(frozen=True, slots=True)
class DeleteLink:
    """Where an account is deleted; the page is opened only by the person."""

    url: str
    difficulty: str
    """ "easy", "medium", "hard", "limited" (only with a privacy law) or "impossible"."""
    notes: str


class Contacts(Answers):
    """What is known of where organisations are written to, and the acts that change it."""

    def load_companies(self, path: Path, tell: Tell = silent) -> LoadedCompanies:
        """Keep what a company file holds in the place of the one before; raises UnreadableFile, keeping what was there.

        A file of one record comes beside what is there.
        """
        file = company_files.read(path)
        name = "".join(sign for sign in path.resolve().name if sign.isprintable())[:_LONGEST_FILE]
        if file.single and len(file.companies) == 1:
            companies.add_company(self._db, file.companies[0], name)
        elif file.companies:
            companies.replace_companies(self._db, file.companies, name)
        if file.pages:
            companies.replace_pages(self._db, file.pages, name)
        brought = {one.slug for one in file.companies}
        there = {domain for page in file.pages for domain in page.domains}
        return LoadedCompanies(
            len(file.companies),
            len(file.pages),
            sum(row.slug in brought for row in self.company_rows()),
            sum(sender in there for sender in self._seen()),
            file.left_out,
            file.unreadable,
            not file.single,
        )

    def companies_known(self) -> CompaniesKnown:
        """Return how much is kept of company files, and the names of the files."""
        return CompaniesKnown(*companies.counts(self._db), companies.files(self._db))

    def company_rows(self) -> tuple[CompanyRow, ...]:
        """Return the senders that a company record is about by its web address, in order of id; no set-aside ones.

        A record that only a footer joins to its sender is found when a letter is written (`contact`).
        """
        country = profiles.profile(self._db).country.lower()
        every = companies.companies(self._db)
        by_domain: dict[str, list[Kept]] = {}
        for kept in every:
            for domain in domains(kept.company):
                by_domain.setdefault(domain, []).append(kept)
        found = []
        for sender, name in sorted(self._seen().items()):
            near = [kept.company for kept in by_domain.get(sender, ())]
            one = matching(near, sender, (name,), country=country)
            if one is not None:
                row = (sender, name, one.slug, one.name, one.quality.value, one.email, one.web_form, one.language)
                found.append(CompanyRow(*row))
        return tuple(found)

    def forget_companies(self) -> bool:
        """Forget all company files; return whether there were any. The person's own entries stay."""
        there = companies.counts(self._db) != (0, 0)
        companies.forget(self._db)
        return there

    def contact(self, organisation: str) -> Contact | None:
        """Return to whom a letter to a sender goes; raises Refused where there is no such sender."""
        return contacts.contact_for(self._db, known(self._db, organisation).id)

    def set_contact(self, organisation: str, address: str | None) -> None:
        """Keep where the person says that a sender is written to, None to forget it; raises Refused.

        An address that nobody reads, one of the person or of the platform that carries the mail is refused.
        """
        sender = known(self._db, organisation).id
        if address is None:
            if not companies.drop_own_contact(self._db, deciding.members(self._db, sender)):
                raise Refused(f"You named no address for {sender}, so there is nothing to forget.")
            return
        plain = address_spec(address.strip())
        shown = "".join(sign for sign in address.strip() if sign.isprintable())[:100]
        if not is_address(plain) or plain.lower() != address.strip().lower().removeprefix("mailto:"):
            raise Refused(f"“{shown}” is no plain mail address. Please write it like privacy@{sender}.")
        why = barred(plain, sender, contacts.person(self._db))
        if why is not None:
            raise Refused(_BARRED[why].format(address=shown))
        companies.set_own_contact(self._db, sender, plain, self._now())

    def delete_link(self, organisation: str) -> DeleteLink | None:
        """Return where an account at a sender is deleted, in the person's language where there is one, or None."""
        sender = known(self._db, organisation)
        pages = companies.pages_of(self._db, deciding.members(self._db, sender.id))
        called = (sender.name, sender.id.partition(".")[0])
        pages = tuple(sorted(pages, key=lambda page: not any(alike(page.name, one) for one in called)))
        return _link(pages[0], profiles.profile(self._db).languages) if pages else None

    def _seen(self) -> dict[SenderId, str]:
        aside = search.wholly_set_aside(self._db)
        return {one: name for one, name in findings.names(self._db).items() if one not in aside}


def _link(page: DeletePage, languages: tuple[str, ...]) -> DeleteLink:
    urls, notes = dict(page.urls), dict(page.notes_in)
    url = next((urls[one] for one in languages if one in urls), page.url)
    said = next((notes[one] for one in languages if one in notes), page.notes)
    return DeleteLink(url, page.difficulty, said)
