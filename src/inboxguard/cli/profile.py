"""`profile`: who I am."""

import click

from inboxguard.audit.views import Profile
from inboxguard.cli.command import Session, auditing


@click.command()
@click.option("--name", help="Your name as it should stand under letters.")
@click.option("--country", help="Two letters, with a region where laws differ: DE, US-CA.")
@click.option("--languages", help="Two letters each, the preferred first: de,en.")
@click.option("--timezone", help="Such as Europe/Berlin.")
@click.pass_obj
def profile(
    session: Session, name: str | None, country: str | None, languages: str | None, timezone: str | None
) -> None:
    """Say who you are; decides which laws are offered and in what language letters are proposed."""
    with auditing(session) as audit:
        told = audit.profile()
        nation, _, region = (country if country is not None else told.country).partition("-")
        if country is None:
            region = told.region
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
    click.echo(f"Name: {kept.name or 'not said'}")
    click.echo(f"Country: {place or 'not said'}")
    click.echo(f"Languages: {', '.join(kept.languages)}")
    click.echo(f"Time zone: {kept.timezone}")


COMMANDS = (profile,)
