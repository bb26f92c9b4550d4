"""The words of addresses: to whom given, who writes, what does not agree, what an import brought."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject

from inboxguard.audit.address_views import AddressRow, ConflictRow, GivenTo, Imported, Settlement
from inboxguard.trace.conflicts import Disagreement
from inboxguard.ui import figures
from inboxguard.ui.phrases import shown

_MOST_NAMES = 4


class AddressWords(QObject):
    """The translatable words; text of others is made harmless here."""

    def line(self, row: AddressRow, today: date) -> str:
        """Return what is known of an address: whom it was given to, then who writes to it."""
        said = [self._given(one, today) for one in row.given]
        if row.shown:
            said.append(self.tr("{names} write to it").format(names=self.names(row.shown)) if len(row.shown) > 1
                        else self.tr("{name} writes to it").format(name=shown(row.shown[0], 80)))  # fmt: skip
        elif row.made:
            said.append(self.tr("no mail yet"))
        return "; ".join(said)

    def names(self, named: Sequence[str]) -> str:
        """Return a few names in one line and how many more there are."""
        first = ", ".join(shown(one, 80) for one in named[:_MOST_NAMES])
        left = len(named) - _MOST_NAMES
        return self.tr("{names} and {n} more").format(names=first, n=figures.number(left)) if left > 0 else first

    def conflict(self, address: str, one: ConflictRow) -> str:
        """Return what does not agree, in one sentence or two."""
        words = {
            Disagreement.ONLY_BUT_DEALT: self.tr(
                "You said that only {first} has {address}. Mail of {second} to it shows a sign-up, an order or an "
                "account."
            ),
            Disagreement.TWO_ONLY: self.tr(
                "You said of {first} and of {second} that only they have {address}. It can be only one of them."
            ),
            Disagreement.SOURCES_DIFFER: self.tr(
                "An alias service says that {address} was made for {first}. A password manager says that it opens an "
                "account at {second}."
            ),
            Disagreement.NEVER_SEEN: self.tr(
                "You said that {first} has {address}. No mail of {first} came to it; perhaps it was another address."
            ),
        }[one.kind]
        first, second = shown(one.names[0], 80), shown(one.names[-1], 80)
        return words.format(first=first, second=second, address=shown(address, 120))

    def way(self, one: ConflictRow, way: Settlement) -> str:
        """Return the words of a way out of a conflict."""
        first, second = shown(one.names[0], 40), shown(one.names[-1], 40)
        if way is Settlement.LEAVE:
            if one.kind is Disagreement.ONLY_BUT_DEALT:
                return self.tr("{second} did not get it from me").format(second=second)
            return self.tr("It is right as it is")
        if way is Settlement.BOTH:
            return self.tr("I gave it to both")
        if way is Settlement.FORGET:
            return self.tr("Forget it")
        return self.tr("Only to {name}").format(name=first if way is Settlement.FIRST else second)

    def imported(self, taken: Imported) -> tuple[str, ...]:
        """Return what an import brought, a sentence each."""
        addresses, entries = self._addresses, self._entries
        said = [
            self.tr("{service}: {addresses}. New to inboxguard: {n}.").format(
                service=shown(taken.service), addresses=addresses(taken.addresses), n=figures.number(taken.new)
            )
        ]
        if taken.told:
            words = self.tr("Known to have gone to {organisations}: {addresses}.")
            to = self._organisations(taken.organisations)
            said.append(words.format(organisations=to, addresses=addresses(taken.told)))
        if taken.untold:
            words = self.tr("With a label that names no organisation, or several: {addresses}. Given to nobody known.")
            said.append(words.format(addresses=addresses(taken.untold)))
        if taken.without:
            words = self.tr("Left out, since no mail address is in them: {entries}.")
            said.append(words.format(entries=entries(taken.without)))
        if taken.broken:
            words = self.tr("Left out, since they could not be read: {entries}.")
            said.append(words.format(entries=entries(taken.broken)))
        if taken.conflicts:
            words = self.tr("Not in agreement with what was said or what the mail shows: {n}. They are in the list.")
            said.append(words.format(n=figures.number(taken.conflicts)))
        said.append(self.tr("Passwords and notes were not taken. Delete the file now, if you do not need it."))
        return tuple(said)

    def _addresses(self, number: int) -> str:
        return self.tr("1 address") if number == 1 else self.tr("{n} addresses").format(n=figures.number(number))

    def _entries(self, number: int) -> str:
        return self.tr("1 entry") if number == 1 else self.tr("{n} entries").format(n=figures.number(number))

    def _organisations(self, number: int) -> str:
        words = self.tr("{n} organisations").format(n=figures.number(number))
        return self.tr("1 organisation") if number == 1 else words

    def _given(self, one: GivenTo, today: date) -> str:
        name = shown(one.name, 80)
        if one.made:
            return self.tr("made for {name}, {day}").format(name=name, day=figures.day(one.at, today))
        if one.only:
            return self.tr("given only to {name}").format(name=name)
        if one.by:
            return self.tr("given to {name}, says {service}").format(name=name, service=shown(one.by, 40))
        return self.tr("given to {name}").format(name=name)
