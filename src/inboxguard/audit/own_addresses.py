"""The person's addresses as acts of an audit: exports taken in, new ones made, disagreements settled, words forgotten.

Each act is remembered, then everything is analysed by it.
"""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from inboxguard.audit import address_imports, address_rows, analysing, deciding, grounds
from inboxguard.audit.address_views import AddressRow, Base, Imported, NewAddress, Settlement
from inboxguard.audit.answers import Answers
from inboxguard.audit.progress import Tell, silent
from inboxguard.errors import Refused
from inboxguard.facts.person import Person, untagged
from inboxguard.mailbox.address_files.entry import site
from inboxguard.senders.sender import SenderId
from inboxguard.store import decisions, findings, own_addresses
from inboxguard.trace import canaries
from inboxguard.trace.conflicts import Conflict, Disagreement
from inboxguard.trace.naming import directory, words


class OwnAddresses(Answers):
    """Which address went to whom, and new addresses to hand out."""

    def address_rows(self) -> tuple[AddressRow, ...]:
        """Return every address of the person, sorted: given to whom, written to by whom, and what disagrees."""
        return address_rows.rows(self._db, self._now())

    def import_addresses(self, path: Path, only: bool = False, tell: Tell = silent) -> Imported:
        """Take in an export of an alias service or password manager; changes the findings at once.

        `only`: the aliases in it went to nobody else. Raises UnreadableFile for what is none, Refused for an encrypted
        one, and then nothing was kept.
        """
        before = {one.id for one in address_rows.open_conflicts(self._db, self._now())}
        taken = address_imports.bring(self._db, path, only, self._now())
        if taken.new or taken.told:
            analysing.analyse(self._db, self._now(), tell)
        rows = address_rows.rows(self._db, self._now())
        fresh = sum(one.id not in before and not one.masked for row in rows for one in row.conflicts)
        return replace(taken, conflicts=fresh)

    def address_bases(self) -> tuple[Base, ...]:
        """Return what new addresses can be made from, the best first; () where no address of the person is known."""
        came = self._came()
        ranked = [address for address, _ in came.most_common()]
        idle = {one for one in own_addresses.brought(self._db) if one not in came}
        own = Person(tuple(one for one in self._person().addresses if one not in idle))
        tagged = {untagged(one) for one in came if "+" in one.rpartition("@")[0]}
        return tuple(Base(one, one.startswith("@") or one in tagged) for one in canaries.bases(own, ranked))

    def organisation_named(self, named: str) -> SenderId:
        """Return the organisation that a domain, a web address or the name of a sender means; raises Refused."""
        known = directory(findings.senders(self._db))
        domain = site(named)
        if domain is not None:
            found: SenderId | None = known.domains.get(domain, SenderId(domain))
        else:
            found = known.names.get(words(named)) or known.resolve(named)
        if found is None:
            raise Refused(
                f"No sender is called “{named.strip()[:80]}”. Give the domain of the shop, like shop.example; it need "
                "not have written to you yet."
            )
        return SenderId(deciding.corrections(self._db).home(found))

    def new_address(
        self, organisation: str, at: str | None = None, another: bool = False, tell: Tell = silent
    ) -> NewAddress:
        """Make an unguessable address for one organisation and remember that only it has it.

        The same organisation gets the same address again unless `another`. `at` is what it is made from, see
        `address_bases`. Changes the findings at once; raises Refused where nothing can be made.
        """
        whom = self.organisation_named(organisation)
        bases = {one.address: one for one in self.address_bases()}
        if not another and (known := self._made_before(whom, at)) is not None:
            tried = bases.get(untagged(known)) or bases.get(f"@{known.rpartition('@')[2]}")
            return NewAddress(known, whom, tried is not None and tried.tried, True)
        base = self._chosen(at, bases)
        taken = {row.address for row in deciding.given(self._db)} | set(self._came())
        names = [one.name for one in own_addresses.writers(self._db)] + [whom]
        address = canaries.canary(base.address, self._person(), names, taken)
        decisions.give(self._db, address, whom, True, self._now(), made=True)
        analysing.analyse(self._db, self._now(), tell)
        return NewAddress(address, whom, base.tried)

    def settle_conflict(self, conflict: str, way: Settlement, tell: Tell = silent) -> None:
        """End a disagreement in one of its ways; changes the findings at once. Raises Refused where it is gone."""
        found = next((one for one in address_rows.open_conflicts(self._db, self._now()) if one.id == conflict), None)
        if found is None:
            raise Refused("This disagreement is settled already.")
        self._settle(found, way)
        if way is not Settlement.LEAVE:
            analysing.analyse(self._db, self._now(), tell)

    def forget_given(self, address: str, organisation: str, tell: Tell = silent) -> None:
        """Forget that an address was given to an organisation; raises Refused where that was never said."""
        where = address.strip().lower()
        if not own_addresses.ungive(self._db, where, deciding.members(self._db, organisation.strip().lower())):
            raise Refused(f"Nothing is known of {where} having been given to {organisation}.")
        analysing.analyse(self._db, self._now(), tell)

    def forget_address(self, address: str, tell: Tell = silent) -> None:
        """Forget all that was said about an address, and the address where an export brought it; raises Refused."""
        where = address.strip().lower()
        if not own_addresses.forget(self._db, where):
            raise Refused(f"Nothing was said about {where}, so there is nothing to forget.")
        analysing.analyse(self._db, self._now(), tell)

    def _settle(self, found: Conflict, way: Settlement) -> None:
        first, second = found.organisations[0], found.organisations[-1]
        if way is Settlement.LEAVE or (found.kind is Disagreement.SOURCES_DIFFER and way is Settlement.BOTH):
            own_addresses.leave(self._db, found.id)
        elif way is Settlement.BOTH:
            for one in (first, second):
                decisions.give(self._db, found.address, one, False, self._now())
        else:
            gone = first if way in (Settlement.SECOND, Settlement.FORGET) else second
            own_addresses.ungive(self._db, found.address, deciding.members(self._db, gone))

    def _made_before(self, whom: SenderId, at: str | None) -> str | None:
        made = [one for one in deciding.given(self._db) if one.made and one.organisation == whom]
        fitting = [one for one in made if at is None or _is_of(one.address, at.strip().lower())]
        return max(fitting, key=lambda one: one.at).address if fitting else None

    def _chosen(self, at: str | None, bases: dict[str, Base]) -> Base:
        if at is not None:
            wanted = at.strip().lower()
            wanted = wanted if wanted.startswith("@") else untagged(wanted)
            if wanted in bases:
                return bases[wanted]
            person = self._person()
            if person.owns(wanted):
                return Base(wanted, False)
            raise Refused(
                f"{wanted} is not known as yours. Name it with “import --me {wanted}”, or choose another with --at."
            )
        if not bases:
            raise Refused(
                "No address of yours is known yet. Read your mail first, or name one with --at after “import --me”."
            )
        return next(iter(bases.values()))

    def _person(self) -> Person:
        return grounds.with_accounts(self._db, Person(decisions.own_addresses(self._db)[0]))

    def _came(self) -> Counter[str]:
        """Return how many senders write to each address."""
        return Counter(address for one in own_addresses.writers(self._db) for address in one.recipients)


def _is_of(address: str, base: str) -> bool:
    return address.endswith(base) if base.startswith("@") else untagged(address) == untagged(base)
