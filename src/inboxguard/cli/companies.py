"""`companies`: contact data that the person brings; `sender contact`: where letters to a sender go, and their word."""

from pathlib import Path

import click

from inboxguard.audit.companies import LoadedCompanies
from inboxguard.cli.command import Session, auditing, reading, telling
from inboxguard.cli.correcting import sender
from inboxguard.cli.printing import counted, print_json, print_lines, print_table, say
from inboxguard.cli.typed import given_path
from inboxguard.requests.contacts import Contact, ContactSource

_SOURCES = {
    ContactSource.OWN_ENTRY: "your own entry",
    ContactSource.COMPANY_FILE: "a company record",
    ContactSource.SENDER_MAIL: "an address of their own mail",
    ContactSource.FOOTER: "the words of their own mail",
    ContactSource.GUESS: "a guess",
}
_WAYS = {"fax": "by fax", "letter": "by letter", "email": "by mail", "webform": "by their web form"}


@click.group(short_help="Contact data of companies that you bring.")
def companies() -> None:
    """Contact data of companies that you bring: where letters go, and where accounts are deleted."""


@companies.command(short_help="Take company records in the place of those before.")
@click.argument("file", type=given_path, metavar="FILE")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def load(session: Session, file: Path, as_json: bool) -> None:
    """Take company records in the place of those before.

    FILE is a record of datarequests.org, a list of them, their folder or a zip archive of the whole, or the sites.json
    of JustDeleteMe. One record alone comes beside those that are there. Nothing is asked of anybody, and no address in
    it is opened.
    """
    with reading(session) as audit, telling() as tell:
        done = audit.load_companies(file, tell)
    if as_json:
        print_json(
            {
                "companies": done.companies,
                "senders": done.senders,
                "delete_pages": done.pages,
                "delete_page_senders": done.page_senders,
                "left_out": done.left_out,
                "unreadable": done.unreadable,
            }
        )
        return
    for sentence in _told(done):
        say(sentence)
    if done.unreadable:
        say(f"{counted(done.unreadable, 'record')} could not be read.", err=True)


@companies.command("list")
@click.option("--json", "as_json", is_flag=True, help="All of them as JSON Lines on stdout.")
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """Those who write to you and have a company record."""
    with reading(session) as audit:
        rows, there = audit.company_rows(), audit.companies_known()
    if as_json:
        print_lines(
            {
                "organisation": row.organisation,
                "name": row.name,
                "record": row.slug,
                "company": row.company,
                "quality": row.quality,
                "email": row.email or None,
                "web_form": row.web_form or None,
                "language": row.language or None,
            }
            for row in rows
        )
        return
    if not there.companies and not there.pages:
        say("No companies are known. “companies load FILE” takes their records.")
        return
    if rows:
        print_table(
            ("Organisation", "Record", "Checked", "Address"),
            ((row.organisation, row.company, row.quality, row.email or row.web_form) for row in rows),
        )
    said = f"{counted(there.companies, 'record')} and {counted(there.pages, 'page')} for deleting accounts are known"
    say(f"{said}, {len(rows)} of the records about those who write to you.")


@companies.command()
@click.pass_obj
def forget(session: Session) -> None:
    """Forget all company records; your own entries stay."""
    with auditing(session) as audit:
        there = audit.forget_companies()
    say("The company records are forgotten." if there else "No companies were known.")


@sender.command(short_help="Where letters to a sender go, or your own word for it.")
@click.argument("organisation")
@click.argument("address", required=False, metavar="[ADDRESS|none]")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def contact(session: Session, organisation: str, address: str | None, as_json: bool) -> None:
    """Show where letters to a sender go and where that is known from.

    ADDRESS is your own word for it and counts before all else; "none" takes it back.
    """
    with reading(session) as audit:
        if address is not None:
            audit.set_contact(organisation, None if address.strip().lower() == "none" else address)
        found, page = audit.contact(organisation), audit.delete_link(organisation)
    if as_json:
        print_json(
            {
                "organisation": organisation.strip().lower(),
                "address": (found.address or None) if found is not None else None,
                "source": found.source.value if found is not None else None,
                "detail": (found.detail or None) if found is not None else None,
                "language": found.language if found is not None else None,
                "web_form": found.web_form if found is not None else None,
                "transport": found.transport if found is not None else None,
                "needs_id": found.needs_id if found is not None else False,
                "required": list(found.required) if found is not None else [],
                "delete_page": None
                if page is None
                else {"url": page.url or None, "difficulty": page.difficulty, "notes": page.notes or None},
            }
        )
        return
    for sentence in sentences(found):
        say(sentence)
    if page is not None:
        say(f"An account is deleted at {page.url} ({page.difficulty})." if page.url else "No page deletes an account.")
        if page.notes:
            say(f"JustDeleteMe says: {page.notes}")


def known_from(source: str, detail: str) -> str:
    """Return where a contact is known from, as the end of a sentence."""
    named = _SOURCES[ContactSource(source)]
    return f"{named}: {detail}" if detail else named


def sentences(found: Contact | None) -> tuple[str, ...]:
    """Return to whom a letter goes and what is known of how they want to be asked, as sentences for people."""
    if found is None:
        return ("Where to write to is not known. “sender contact ORGANISATION ADDRESS” names an address.",)
    source = known_from(found.source, found.detail)
    told = [f"Letters go to {found.address} ({source})." if found.address else "No mail address is known."]
    if found.web_form:
        told.append(f"They have a web form: {found.web_form}")
    if found.transport and found.transport != "email":
        told.append(f"They prefer to be asked {_WAYS[found.transport]}.")
    if found.required:
        told.append(f"To find you they are said to need: {', '.join(found.required)}. Nothing of it is filled in.")
    if found.needs_id:
        told.append("They are known to ask for a document of identity. Send none before they say in writing why.")
    return tuple(told)


def _told(done: LoadedCompanies) -> tuple[str, ...]:
    told = []
    if done.companies:
        about = f"{done.senders} of them about those who write to you" if done.companies > 1 else _one(done.senders)
        told.append(f"{counted(done.companies, 'company record')} taken, {about}.")
    if done.pages:
        told.append(
            f"{counted(done.pages, 'page')} for deleting accounts taken, for {done.page_senders} of those who write "
            "to you."
        )
    if done.left_out:
        told.append(f"{done.left_out} left out: authorities, lists to choose from, or companies that are gone.")
    return tuple(told)


def _one(senders: int) -> str:
    return "about one who writes to you" if senders else "about nobody who writes to you"


COMMANDS = (companies,)
