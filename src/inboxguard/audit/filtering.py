"""Rules for the mail server, as acts of an audit: written into a file, put on the server, taken off again."""

from pathlib import Path

from inboxguard.audit import filter_rules
from inboxguard.audit.answers import Answers
from inboxguard.audit.profiles import profile
from inboxguard.errors import Refused
from inboxguard.exports import files
from inboxguard.themes.filter_gmail import gmail
from inboxguard.themes.filters import FOLDER, sieve

FORMATS = ("sieve", "gmail")


class Filtering(Answers):
    """Rules for the mail server."""

    def filters_to_file(self, path: Path, kind: str, words: bool = False, folder: str = FOLDER) -> int:
        """Write the rules as "sieve" or "gmail" into a file; return how many had to be left out for want of dates.

        They name whole senders and lists; subject phrases only with `words`, since the provider can read them. Raises
        Refused where there is nothing to file, too much, or no such format; InboxGuardError where it cannot be written.
        """
        if kind not in FORMATS:
            raise Refused(f"There are no rules as {kind}. Choose {' or '.join(FORMATS)}.")
        rules = filter_rules.filters(self._db, self._now(), folder, words)
        if kind == "gmail":
            feed = gmail(rules, profile(self._db).languages[0], self._now())
            files.write(path, feed.text)
            return feed.left_out
        script = sieve(rules)
        files.write(path, script.text)
        return script.left_out
