"""`profile`: who I am."""

import click

from inboxguard.audit.views import Profile
from inboxguard.cli.command import Session, auditing
from inboxguard.cli.printing import print_json, say


@click.command(short_help="Say who you are, which decides law and language.")
@click.option("--name", help="Your name as it should stand under letters.")
@click.option("--country", help="Two letters, with a region where laws differ: DE, US-CA.")
@click.option("--languages", help="Two letters each, the preferred first: de,en.")
@click.option("--timezone", help="Such as Europe/Berlin.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def profile(
    session: Session,
    name: str | None,
    country: str | None,
    languages: str | None,
    timezone: str | None,
    as_json: bool,
) -> None:
    """Say who you are; decides which laws are offered and in what language letters are proposed."""
    with auditing(session) as audit:
        told = audit.profile()
        nation, region = told.country, told.region
        if country is not None:
            nation, _, region = country.partition("-")
        new = Profile(
            name=told.name if name is None else name,
            country=nation,
            region=region,
            languages=told.languages if languages is None else tuple(languages.split(",")),
            timezone=told.timezone if timezone is None else timezone,
        )
        if new != told:
            audit.set_profile(new)
        kept = audit.profile()
    place = f"{kept.country}-{kept.region}" if kept.region else kept.country
    if as_json:
        print_json({"name": kept.name, "country": place, "languages": list(kept.languages), "timezone": kept.timezone})
        return
    say(f"Name: {kept.name or 'not said'}")
    say(f"Country: {place or 'not said'}")
    say(f"Languages: {', '.join(kept.languages)}")
    say(f"Time zone: {kept.timezone}")


COMMANDS = (profile,)
