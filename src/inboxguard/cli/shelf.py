"""`shelf`: shelves of one's own, their words and senders, modes and quiet days."""

from dataclasses import replace
from datetime import date

import click

from inboxguard.audit.shelf_views import COLOURS, Missed, Mode, ShelfSettings, ShelfWord, Wrong
from inboxguard.cli.command import Session, auditing, reading, telling
from inboxguard.cli.printing import print_lines, say
from inboxguard.cli.shelf_acts import act
from inboxguard.errors import Refused
from inboxguard.senders.sender import SenderId


@click.group()
def shelf() -> None:
    """Shelves of your own; what lies there is shown nowhere else."""


@shelf.command("list")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines on stdout.")
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """The shelves by the names you gave them."""
    with auditing(session) as audit:
        cards = audit.shelves()
    if as_json:
        print_lines(
            {"id": one.id, "label": one.label, "colour": one.colour, "until": one.until and one.until.isoformat()}
            for one in cards
        )
        return
    for one in cards:
        say(f"{one.id}  {one.label or _unnamed(one.place)}{f'  until {one.until}' if one.until else ''}")


@shelf.command()
@click.argument("shelf_id", metavar="[ID]", required=False)
@click.option("--label", help="A name that says nothing to others.")
@click.option("--colour", type=click.Choice(COLOURS), help="How the window tells it from others.")
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), help="Its last day; from the next one on its mail is shown."
)
@click.option(
    "--word", "words", multiple=True, help="A word or phrase; * at its end lets it go on. May be given again."
)
@click.option("--never", "blocks", multiple=True, metavar="WORDS", help="Words that never count on this shelf.")
@click.option("--sender", "senders", multiple=True, metavar="ORGANISATION", help="All marketing of a sender.")
@click.option("--mail-list", "lists", multiple=True, metavar="LIST-ID", help="All mail of a list.")
@click.option(
    "--except",
    "exceptions",
    multiple=True,
    metavar="DOMAIN",
    help="Never here by its words: a hospital, a bank, friends.",
)
@click.option("--theme", "themes", multiple=True, metavar="ID", help="A subject of “themes list”.")
@click.pass_obj
def keep(
    session: Session,
    shelf_id: str | None,
    label: str | None,
    colour: str | None,
    until: date | None,
    words: tuple[str, ...],
    blocks: tuple[str, ...],
    senders: tuple[str, ...],
    lists: tuple[str, ...],
    exceptions: tuple[str, ...],
    themes: tuple[str, ...],
) -> None:
    """Make a shelf, or with its id change one: what is given is added, label, colour and last day are replaced."""
    with reading(session) as audit, telling() as tell:
        before = audit.shelf_settings(shelf_id) if shelf_id else ShelfSettings(None)
        told = [*(ShelfWord(word, "strong") for word in words), *(ShelfWord(word, "block") for word in blocks)]
        made = audit.keep_shelf(
            replace(
                before,
                label=before.label if label is None else label,
                colour=colour or before.colour,
                until=date(until.year, until.month, until.day) if until else before.until,
                words=(*before.words, *told),
                senders=tuple(dict.fromkeys((*before.senders, *(SenderId(one.strip().lower()) for one in senders)))),
                lists=(*before.lists, *lists),
                exceptions=(*before.exceptions, *exceptions),
                themes=tuple(dict.fromkeys((*before.themes, *themes))),
            ),
            tell,
        )
    say(f"Done. Its id is {made}.")


@shelf.command()
@click.argument("shelf_id", metavar="ID")
@click.pass_obj
def show(session: Session, shelf_id: str) -> None:
    """What you decided about a shelf, with its words and senders."""
    with reading(session) as audit:
        told = audit.shelf_settings(shelf_id)
    for word in told.words:
        say(f"{word.weight}  {word.term}")
    for what, named in (
        ("sender", told.senders),
        ("list", told.lists),
        ("except", told.exceptions),
        ("theme", told.themes),
    ):
        for one in named:
            say(f"{what}  {one}")


@shelf.command()
@click.argument("shelf_id", metavar="ID")
@click.pass_obj
def remove(session: Session, shelf_id: str) -> None:
    """Take a shelf away; its mail is shown again."""
    with reading(session) as audit, telling() as tell:
        audit.remove_shelf(shelf_id, tell)
    say("Done.")


@shelf.command()
@click.argument("message", metavar="MESSAGE")
@click.option(
    "--by",
    type=click.Choice([one.value for one in Missed]),
    default="mail",
    show_default=True,
    help="What else comes there from now on: mail of its list (or sender), or mail with the words of --word.",
)
@click.option("--word", "words", multiple=True, help="With --by words: a word or phrase, as --word of “shelf keep”.")
@click.option("--shelf", "shelf_id", default="a", show_default=True, help="The shelf it comes to (see “shelf list”).")
@click.pass_obj
def put(session: Session, message: str, by: str, words: tuple[str, ...], shelf_id: str) -> None:
    """Set a message aside that was missed: it alone, its list, or mail with such words."""
    with reading(session) as audit, telling() as tell:
        audit.missed(message, Missed(by), words, shelf_id, tell)
    say("Done.")


@shelf.command("not-here")
@click.argument("messages", nargs=-1, required=True, metavar="MESSAGE...")
@click.option(
    "--by",
    type=click.Choice([one.value for one in Wrong]),
    default="mail",
    show_default=True,
    help="What else never comes there again: what has these words, or what these senders write.",
)
@click.pass_obj
def not_here(session: Session, messages: tuple[str, ...], by: str) -> None:
    """Take messages off their shelf: these, all mail with these words, or all of their senders."""
    with reading(session) as audit, telling() as tell:
        audit.wrong(messages, Wrong(by), tell)
    say("Done.")


@shelf.command("rare-words")
@click.argument("message", metavar="MESSAGE")
@click.pass_obj
def rare_words(session: Session, message: str) -> None:
    """Words of a message that few other mails have, to choose from for “shelf put --by words”."""
    with reading(session) as audit:
        rows = audit.rare_words(message)
    for row in rows:
        say(row.term)


@shelf.command()
@click.argument("mode", type=click.Choice([one.value for one in Mode]))
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day of a rest.")
@click.pass_obj
def mode(session: Session, mode: str, until: date | None) -> None:
    """How the window behaves: normal, quiet (the shelves leave the sidebar) or rest (no marketing until a day)."""
    if until is not None and mode != Mode.REST:
        raise Refused("Only a rest has a last day. Leave --until out, or choose rest.")
    with reading(session) as audit, telling() as tell:
        audit.behave(Mode(mode), date(until.year, until.month, until.day) if until else None, tell)
    say("Done.")


@shelf.group()
def dates() -> None:
    """Days around which no marketing, or none that comes close to a subject, is shown."""


@dates.command("list")
@click.option("--country", default="", help="Two letters; otherwise your own.")
@click.pass_obj
def list_dates(session: Session, country: str) -> None:
    """Your own quiet days, and the days ahead that what you set aside is advertised for."""
    with reading(session) as audit:
        own, ahead = audit.quiet_days(), audit.occasions(country.upper())
    for one in own:
        day = f"{one.month:02}-{one.day:02}" if one.year is None else f"{one.year}-{one.month:02}-{one.day:02}"
        say(f"{one.id}  {day}  {one.before} days before, {one.after} after")
    for each in ahead:
        say(f"{'kept  ' if each.kept else '      '}{each.key}  {each.day}  from {each.first} to {each.last}")


@dates.command("add")
@click.argument("day", metavar="[YYYY-]MM-DD")
@click.option("--before", default=3, show_default=True, help="Days before it that are quiet as well.")
@click.option("--after", default=3, show_default=True, help="Days after it that are quiet as well.")
@click.pass_obj
def add_date(session: Session, day: str, before: int, after: int) -> None:
    """Show no marketing on a day, every year or once, and around it."""
    parts = day.split("-")
    if len(parts) not in (2, 3) or not all(part.isascii() and part.isdigit() for part in parts):
        raise Refused(f"“{day[:40]}” is no day. Write it like 05-31, or 2027-05-31 for one year only.")
    year = int(parts[0]) if len(parts) > 2 else None
    with reading(session) as audit, telling() as tell:
        made = audit.add_quiet_day(int(parts[-2]), int(parts[-1]), year, before, after, tell)
    say(f"Done. Its number is {made}.")


@dates.command("remove")
@click.argument("number", type=int)
@click.pass_obj
def remove_date(session: Session, number: int) -> None:
    """Forget a quiet day."""
    with reading(session) as audit, telling() as tell:
        audit.remove_quiet_day(number, tell)
    say("Done.")


@dates.command("quiet")
@click.argument("key", metavar="THEME/NAME")
@click.option("--no-longer", is_flag=True, help="Keep it quiet no longer.")
@click.pass_obj
def quiet(session: Session, key: str, no_longer: bool) -> None:
    """Keep the time around a day of “shelf dates list” quiet, every year."""
    with reading(session) as audit, telling() as tell:
        audit.keep_quiet(key, not no_longer, tell)
    say("Done.")


def _unnamed(place: int) -> str:
    return f"Shelf {chr(ord('A') + place)}"


shelf.add_command(act)
COMMANDS = (shelf,)
