"""Whatever a server does, in whatever order it is read: nothing is lost, twice, or asked for again."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlite_utils import Database

from inboxguard.facts.message import Place, Shelf
from inboxguard.store import folders, messages
from inboxguard.store.folders import StagedHead, State
from inboxguard.store.messages import Row
from inboxguard.store.migrations import migrations
from tests.store.messages import message

ACCOUNTS = ("anna@post.example", "anna@work.example")
FOLDERS = (
    (ACCOUNTS[0], "INBOX", Shelf.PLAIN), (ACCOUNTS[0], "Junk", Shelf.JUNK), (ACCOUNTS[1], "INBOX", Shelf.PLAIN),
)  # fmt: skip
AT = datetime(2026, 11, 3, 8, tzinfo=UTC)
MAILS = st.integers(1, 6)
WHERE = st.sampled_from(range(len(FOLDERS)))
UIDS = st.lists(st.integers(1, 8), unique=True, max_size=5)


@cache
def row(number: int, file: bool) -> Row:
    return messages.row(message(number, file=file))


class Mailbox(RuleBasedStateMachine):
    """Two accounts, three folders and a mail file; the model is what any reader would expect of the store."""

    def __init__(self) -> None:
        super().__init__()
        self.db = Database(memory=True)
        migrations.apply(self.db)
        self.generation = [1] * len(FOLDERS)
        self.mail: dict[tuple[int, int, int], int] = {}
        """What the servers hold: a UID of a UIDVALIDITY is one mail for ever."""
        self.staged: dict[int, tuple[int, set[int]]] = {}
        self.settled: dict[tuple[int, int, int], int] = {}
        self.refused: set[tuple[int, int, int]] = set()
        self.filed: dict[int, int] = {}
        self.kept: set[int] = set()
        """Every mail that was ever stored."""
        self.homes: dict[str, Place] = {}

    def teardown(self) -> None:
        self.db.close()

    @initialize()
    def folders_are_listed(self) -> None:
        self.ids = [folders.folder(self.db, account, name, name, shelf).id for account, name, shelf in FOLDERS]

    def number(self, where: int, uid: int, wanted: int) -> int:
        return self.mail.setdefault((where, self.generation[where], uid), wanted)

    @rule(where=WHERE, uids=UIDS)
    def stage(self, where: int, uids: list[int]) -> None:
        now = self.generation[where]
        folders.stage(self.db, self.ids[where], now, [StagedHead(uid, AT, 9, b"", b"", b"%d" % uid) for uid in uids])
        before, waiting = self.staged.get(where, (now, set()))
        self.staged[where] = (now, (waiting if before == now else set()) | set(uids))

    @rule(
        where=WHERE,
        uids=UIDS,
        wanted=st.lists(MAILS, min_size=5, max_size=5),
        how=st.lists(st.integers(0, 2), min_size=5, max_size=5),
    )
    def settle(self, where: int, uids: list[int], wanted: list[int], how: list[int]) -> None:
        """Read some of the mail; where it is known already, half of it is only given its place."""
        now, account = self.generation[where], FOLDERS[where][0]
        rows, again, lost = [], [], []
        for uid, one, way in zip(uids, wanted, how, strict=False):
            number = self.number(where, uid, one)
            new = replace(
                row(number, file=False), place=Place(account, FOLDERS[where][1], now, uid), shelf=FOLDERS[where][2]
            )
            (key,) = messages.known(self.db, [(new.key, new.twin)])
            assert (key is not None) == (number in self.kept)
            if way == 0:
                lost.append(uid)
                if (where, now, uid) not in self.settled:
                    self.refused.add((where, now, uid))
            else:
                if way == 1 and key is not None:
                    again.append((uid, key))
                else:
                    rows.append(new)
                self.settled[where, now, uid] = number
                self.refused.discard((where, now, uid))
        new_ones = {self.mail[where, now, one.place.uid] for one in rows} - self.kept
        assert folders.settle(self.db, self.ids[where], now, rows, again, lost) == len(new_ones)
        self.kept |= new_ones
        if where in self.staged and self.staged[where][0] == now:
            self.staged[where][1].difference_update(uids)

    @rule(where=WHERE)
    def a_key_that_is_gone_is_read_again(self, where: int) -> None:
        now = self.generation[where]
        folders.stage(self.db, self.ids[where], now, [StagedHead(9, AT, 9, b"", b"", b"")])
        folders.settle(self.db, self.ids[where], now, [], [(9, "nothing is stored here")])
        assert folders.staged(self.db, self.ids[where], 1)[0].uid == 9
        assert folders.vanished(self.db, self.ids[where], now, [9]) == 1
        if where in self.staged and self.staged[where][0] != now:
            del self.staged[where]

    @rule(where=WHERE, uids=UIDS)
    def vanish(self, where: int, uids: list[int]) -> None:
        now = self.generation[where]
        waiting = self.staged[where][1] if self.staged.get(where, (0,))[0] == now else set()
        places = [uid for uid in uids if self.settled.pop((where, now, uid), None)]
        heads = [uid for uid in uids if uid in waiting]
        waiting.difference_update(uids)
        self.refused -= {(where, now, uid) for uid in uids}
        assert folders.vanished(self.db, self.ids[where], now, uids) == len(places) + len(heads)

    @rule(where=WHERE)
    def the_server_numbers_anew(self, where: int) -> None:
        self.generation[where] += 1

    @rule(where=WHERE)
    def complete(self, where: int) -> None:
        now = self.generation[where]
        folders.complete(self.db, self.ids[where], State(now, 9, 8, 0))
        self.settled = {at: one for at, one in self.settled.items() if at[0] != where or at[1] == now}
        self.refused = {at for at in self.refused if at[0] != where or at[1] == now}
        if where in self.staged and self.staged[where][0] != now:
            del self.staged[where]

    @rule(position=st.integers(0, 5), number=MAILS)
    def import_a_file(self, position: int, number: int) -> None:
        one = replace(row(number, file=True), place=Place("import", "town.mbox", 0, position))
        assert messages.add(self.db, [one]) == (number not in self.kept)
        self.kept.add(number)
        self.filed[position] = number

    @rule(kept=st.sets(st.sampled_from(["INBOX", "Junk"])))
    def folders_go(self, kept: set[str]) -> None:
        folders.drop_folders(self.db, ACCOUNTS[0], kept)
        gone = [where for where in (0, 1) if FOLDERS[where][1] not in kept]
        self.settled = {at: one for at, one in self.settled.items() if at[0] not in gone}
        self.refused = {at for at in self.refused if at[0] not in gone}
        for where in gone:
            self.staged.pop(where, None)

    @precondition(lambda self: self.kept)
    @rule(which=st.sampled_from((0, 1)))
    def forget_an_account(self, which: int) -> None:
        own = [where for where in range(len(FOLDERS)) if FOLDERS[where][0] == ACCOUNTS[which]]
        theirs = {key for key, home in self.homes.items() if home.account == ACCOUNTS[which]}
        messages.forget_account(self.db, ACCOUNTS[which])
        self.settled = {at: one for at, one in self.settled.items() if at[0] not in own}
        self.refused = {at for at in self.refused if at[0] not in own}
        lying = set(self.settled.values()) | set(self.filed.values())
        self.kept = {one for one in self.kept if one in lying or self.key(one) not in theirs}
        for where in own:
            self.staged.pop(where, None)
            account, name, shelf = FOLDERS[where]
            self.ids[where] = folders.folder(self.db, account, name, name, shelf).id
        self.homes = {}

    def key(self, number: int) -> str:
        keys = {row(number, True).key, row(number, False).key} & set(self.homes)
        assert len(keys) <= 1
        return next(iter(keys), "")

    @invariant()
    def what_is_known_need_not_be_asked_for(self) -> None:
        for where in range(len(FOLDERS)):
            for now in range(1, self.generation[where] + 1):
                at = {uid for (folder, of, uid) in self.settled.keys() | self.refused if (folder, of) == (where, now)}
                waiting = self.staged[where][1] if self.staged.get(where, (0,))[0] == now else set()
                assert folders.known_uids(self.db, self.ids[where], now) == at | waiting
            waiting = self.staged.get(where, (0, set()))[1]
            found = [one.uid for one in folders.staged(self.db, self.ids[where], 100)]
            assert found == sorted(waiting, reverse=True)
            assert folders.staged_count(self.db, self.ids[where]) == len(waiting)

    @invariant()
    def nothing_is_lost_and_nothing_is_twice(self) -> None:
        stored = list(messages.each(self.db))
        assert len(stored) == messages.count(self.db) == len(self.kept)
        names = {row(number, False).message_id for number in self.kept}
        assert {one.message_id for one in stored} == names
        for account in ACCOUNTS:
            lying = {number for (where, _, _), number in self.settled.items() if FOLDERS[where][0] == account}
            assert messages.count(self.db, account) == len(lying)

    @invariant()
    def mail_is_at_home_where_it_lies_and_stays_when_it_has_vanished(self) -> None:
        lying: dict[str | None, set[tuple[str, str]]] = {}
        for (where, _, _), number in self.settled.items():
            lying.setdefault(row(number, False).message_id, set()).add(FOLDERS[where][:2])
        for number in self.filed.values():
            lying.setdefault(row(number, False).message_id, set()).add(("import", "town.mbox"))
        homes = {one.key: one.place for one in messages.each(self.db, texts=False)}
        for one in messages.each(self.db, texts=False):
            home = (one.place.account, one.place.folder)
            before = self.homes.get(one.key)
            if one.message_id in lying:
                assert home in lying[one.message_id]
                if before is not None and (before.account, before.folder) in lying[one.message_id]:
                    assert home == (before.account, before.folder)
            elif before is not None:
                assert home == (before.account, before.folder)
            if one.place.account != "import":
                assert one.shelf == next(shelf for account, name, shelf in FOLDERS if (account, name) == home)
        self.homes = homes


Mailbox.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestMailbox = Mailbox.TestCase
