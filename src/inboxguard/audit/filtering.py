"""Rules for the mail server, as acts of an audit: written into a file, put on the server, taken off again."""

from dataclasses import dataclass, replace
from pathlib import Path

from inboxguard.audit import accounts, filter_rules
from inboxguard.audit.answers import Answers
from inboxguard.audit.profiles import profile
from inboxguard.audit.progress import Step, Tell, silent
from inboxguard.errors import PasswordMissing, Refused
from inboxguard.exports import files
from inboxguard.mailbox import moving, secrets, sieve_scripts
from inboxguard.mailbox.account import Account
from inboxguard.mailbox.sieve_scripts import Changed
from inboxguard.store import accounts as stored
from inboxguard.store import decisions
from inboxguard.store.records import packed, unpacked
from inboxguard.themes.filter_gmail import gmail
from inboxguard.themes.filters import FOLDER, USUAL, checked_folder, sieve

FORMATS = ("sieve", "gmail")

_KEPT = "server_rules."
"""Begins the setting that keeps what was done to the script of an address, with the script as it was before."""


@dataclass(frozen=True, slots=True)
class Written:
    """What writing rules into a file did."""

    left_out: int
    """Rules that cannot be said there, because they hold on certain days only."""
    is_large: bool
    """Whether some mail servers take no script of this size."""


@dataclass(frozen=True, slots=True)
class Uploaded:
    """What putting rules on a server did: the script that holds them, and where the person's own was put aside."""

    host: str
    script: str
    copy: str
    """ "" where there was no script of the person's own."""
    left_out: int
    """Rules that the server cannot carry out, because it knows no dates."""
    changed: bool
    """False where the same rules were there already."""


@dataclass(frozen=True, slots=True)
class _Done:
    """On which server something was done, and what of it can be undone."""

    host: str
    port: int
    changed: Changed | None


class Filtering(Answers):
    """Rules for the mail server."""

    _passwords: dict[str, str]

    def filters_to_file(self, path: Path, kind: str, words: bool = False, folder: str = FOLDER) -> Written:
        """Write the rules as "sieve" or "gmail" into a file.

        They name whole senders and lists; subject phrases only with `words`, since the provider can read them. Raises
        Refused where there is nothing to file, too much, or no such format; InboxGuardError where it cannot be written.
        """
        if kind not in FORMATS:
            raise Refused(f"There are no rules as {kind}. Choose {' or '.join(FORMATS)}.")
        rules = filter_rules.filters(self._db, self._now(), folder, words)
        if kind == "gmail":
            feed = gmail(rules, profile(self._db).languages[0], self._now())
            files.write(path, feed.text)
            return Written(feed.left_out, is_large=False)
        script = sieve(rules)
        files.write(path, script.text)
        return Written(script.left_out, script.size > USUAL)

    def filters_upload(
        self,
        address: str,
        host: str | None = None,
        port: int | None = None,
        words: bool = False,
        folder: str = FOLDER,
        password: str | None = None,
        tell: Tell = silent,
    ) -> Uploaded:
        """Put the rules on the server of a mailbox, among those that are there; see `filters_undo`.

        The folder is made when it is needed. The script that is in force stays in force: our rules go between
        markers, and it is kept as it was here and on the server. Raises Refused where there is nothing to file or the
        server takes no such rules, MailboxError kinds and KeyringMissing; nothing is changed then.
        """
        rules = filter_rules.filters(self._db, self._now(), checked_folder(folder), words)
        sieve(rules, frozenset(("fileinto", "date", "relational")))  # refused before anybody is asked
        account, secret = self._account(address, password)
        tell(Step("connecting"))
        opened = accounts.opener(self._db, account, secret)
        with opened() as connection:
            if connection.offers("X-GM-EXT-1"):
                raise Refused(
                    "Gmail takes no rules from programs. Make a file: inboxguard filters --format gmail --out FILE"
                )
            rules = replace(rules, path=moving.prefix(connection) + rules.folder)
        from inboxguard.mailbox import managesieve  # loaded for those who ask for it only

        server = managesieve.beside(account, host, port)
        with managesieve.connect(server, secret) as scripts:
            script = sieve(rules, scripts.extensions)
            if "mailbox" not in scripts.extensions:  # then no rule makes the folder
                with opened() as connection:
                    moving.folder(connection, rules.folder)
            done = sieve_scripts.put(scripts, script, lambda changed: self._keep(server, changed))
            name = scripts.listing().active or ""
        return Uploaded(server.host, name, "" if done is None else done.copy, script.left_out, changed=done is not None)

    def filters_remove(
        self,
        address: str,
        host: str | None = None,
        port: int | None = None,
        password: str | None = None,
        tell: Tell = silent,
    ) -> None:
        """Take our rules out of the script on the server and leave everything else; raises as `filters_upload` does."""
        account, secret = self._account(address, password)
        before = self._kept(account.address)
        tell(Step("connecting"))
        from inboxguard.mailbox import managesieve

        where = (before.host, before.port) if before is not None and host is None else (host, port)
        server = managesieve.beside(account, where[0], port or where[1])
        with managesieve.connect(server, secret) as scripts:
            sieve_scripts.remove(scripts, lambda changed: self._keep(server, changed))

    def filters_undo(self, address: str, password: str | None = None, tell: Tell = silent) -> None:
        """Put the scripts back as they were before the last `filters_upload` or `filters_remove`.

        Raises Refused where nothing was done or the script was changed since, else as `filters_upload` does.
        """
        account, secret = self._account(address, password)
        before = self._kept(account.address)
        if before is None or before.changed is None:
            raise Refused(f"Nothing was done to the rules of {account.address} that could be undone.")
        tell(Step("connecting"))
        from inboxguard.mailbox import managesieve

        server = managesieve.beside(account, before.host, before.port)
        with managesieve.connect(server, secret) as scripts:
            sieve_scripts.undo(scripts, before.changed)
        self._keep(server, None)

    def _account(self, address: str, password: str | None) -> tuple[Account, str]:
        """Return the account and its password; raises Refused for one that has none."""
        (account,) = accounts.chosen(self._db, address)
        how = next(one for one in stored.accounts(self._db) if one.address == account.address)
        if how.sign_in != stored.PASSWORD:
            raise Refused(
                f"{account.address} signs in with the browser, and its provider takes no rules from mail programs. "
                "For Gmail there is: inboxguard filters --format gmail --out FILE"
            )
        secret = password or self._passwords.get(account.address) or secrets.recall(account.address)
        if secret is None:
            raise PasswordMissing(
                f"The password of {account.address} is not in the keyring. Give it with --password-stdin, or add the "
                "account again."
            )
        return account, secret

    def _keep(self, server: Account, changed: Changed | None) -> None:
        done = _Done(server.host, server.port, changed)
        decisions.set_setting(self._db, _KEPT + server.address, packed(done).decode())

    def _kept(self, address: str) -> _Done | None:
        told = decisions.setting(self._db, _KEPT + address)
        return unpacked(told.encode(), _Done) if told else None
