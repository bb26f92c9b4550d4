"""What happens to mail on its way and in the mailbox: forwarding, lost beginnings, copies, wrong clocks."""

from dataclasses import replace
from datetime import timedelta

from tests.worlds.confounders.switch import ALIASES, Switch
from tests.worlds.town import Town


def forwarded_old_mailbox(town: Town) -> None:
    """Firms to which the person gave an old address long ago still write there; its provider forwards."""
    town.person.old_used = True
    host = town.person.old.partition("@")[2]
    for _ in range(town.random.randint(1, 2)):
        who = town.draw()
        start = town.on(town.random.uniform(0.1, 0.7))
        town.adverts(who, start, town.person.old, forwarded_by=host, footers=("plain",))
        town.fate(who, None, "own", confounders=("forwarded_old_mailbox",), emitted=("forwarded",))


def relay_disabled(town: Town) -> None:
    """The person switches the alias of a shop off and gives it the main address; what came to the alias ends there."""
    who, to, _ = town.customer(("alias",), until=0.3, mails=4)
    off = town.on(0.5)
    town.letters = [letter for letter in town.letters if letter.to != to or letter.at <= off]
    town.sign_up(who, town.near(off + timedelta(days=2)), town.person.main, "confirmed")
    town.adverts(who, town.near(off + timedelta(days=9)), town.person.main, 3, footers=("plain",))
    town.fates[who.domain] = replace(town.fates[who.domain], confounders=("relay_disabled",))


def partial_history(town: Town) -> None:
    """The mailbox begins late, as where only some months were synchronised or the rest was archived elsewhere."""
    cut = town.on(town.random.uniform(0.25, 0.5))
    for letter in town.letters:
        if letter.at < cut:
            letter.deleted = True


def duplicates(town: Town) -> None:
    """Some mail lies there twice, as after moving between programs."""
    for letter in town.letters:
        if town.random.random() < 0.08:
            letter.copies = 2


def clock_skew(town: Town) -> None:
    """Some senders' clocks are wrong by hours, days or a year."""
    wrong = {who for who in town.fates if town.random.random() < 0.2}
    for letter in town.letters:
        if letter.sender is not None and letter.sender.domain in wrong:
            days = (0, 0, 2, -3, 365, -365)[sum(map(ord, letter.sender.domain)) % 6]
            letter.skew = timedelta(days=days, hours=5)


SWITCHES = (
    Switch("forwarded_old_mailbox", forwarded_old_mailbox),
    Switch("relay_disabled", relay_disabled, ALIASES),
    Switch("partial_history", partial_history, last=True),
    Switch("duplicates", duplicates, last=True),
    Switch("clock_skew", clock_skew, last=True),
)
