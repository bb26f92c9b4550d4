"""Rules for a mail server, from what a person set aside: records of them, and the Sieve script that they make.

The provider can read these rules, so nothing in them says why: by default they name senders and lists only, the folder
has a neutral name, and comments are about the script itself (themes.md section 5).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from inboxguard.errors import Refused
from inboxguard.themes.filter_thinning import shortest, thinned
from inboxguard.themes.filter_words import Wording, apostrophes, cases

FOLDER = "Set aside"
"""Where mail goes unless the person names another folder."""

BEGIN, END = "# inboxguard begin", "# inboxguard end"
"""Lines around everything that is ours in a script."""

LARGEST = 1_048_576
"""Octets of a script: Dovecot takes no more unless told."""

USUAL = 65_536
"""Octets that most servers take; of a larger script the person is told."""

MOST_STRINGS = 100
"""Strings in one list; longer ones are split into several tests."""

_MOST_TESTS = 20
"""Tests joined in one condition."""
_LONGEST_FOLDER = 60
_LONGEST_STRING = 255
_UNSAFE_IN_FOLDERS = frozenset('/\\.*%"&')
"""Signs that part folders, that IMAP takes for a pattern, or that old servers write in another way."""

_LEFT = ("", "* ")
_RIGHT = ("", " *", ",*", ".*", ":*", "!*", "\\?*")
"""What stands beside a word that must stand alone, as patterns of :matches (RFC 5228 section 2.7.1)."""

_LETTERS = ("Mailing-List", "X-Mailing-List", "X-BeenThere", "List-Archive", "In-Reply-To", "Auto-Submitted")
"""Fields of groups, of answers and of what a program wrote to one reader: rules for words leave such mail alone."""

_LIST_MAIL = 'anyof (exists "List-Unsubscribe", exists "List-Id")'
"""Letters of people have neither field, so that no rule ever moves one."""


_NO_LIST = 'not header :is "Precedence" "list"'
_SENT_OUT = 'anyof (exists "List-Id", exists "List-Unsubscribe-Post", exists "Precedence")'
"""What rules for words ask for beside: a carrier adds List-Unsubscribe alone to a hospital's notice, too."""


@dataclass(frozen=True, slots=True)
class Senders:
    """Whose mail is meant: domains with everything below them, single addresses, and List-Ids (RFC 2919)."""

    domains: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    """Without angle brackets."""

    def __bool__(self) -> bool:
        """Return whether anybody is meant."""
        return bool(self.domains or self.addresses or self.lists)


@dataclass(frozen=True, slots=True)
class Rule:
    """What goes together into the folder: mail of some senders, or mail whose subject holds certain words.

    Mail of the `kept` stays, and so does mail whose subject holds one of `blocks`. `windows` are the days (first, last;
    None = open) on which the rule holds, () = always.
    """

    senders: Senders = Senders()
    words: tuple[Wording, ...] = ()
    blocks: tuple[Wording, ...] = ()
    kept: Senders = Senders()
    windows: tuple[tuple[date | None, date | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """All rules of one person and the folder that they fill; `body` asks to look for words in texts as well.

    `path` is the folder as the server calls it, where that is known: below a prefix such as "INBOX.".
    """

    rules: tuple[Rule, ...]
    folder: str = FOLDER
    body: bool = False
    path: str = ""
    spared: tuple[str, ...] = ()
    """Words of subjects of orders, appointments and the like: such mail stays, as does that of groups one writes to."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """A script in two parts, for it may have to go into another: what it requires, and its rules between markers."""

    extensions: tuple[str, ...]
    rules: str
    left_out: int = 0
    """Rules that the server cannot carry out, because it knows no dates."""

    @property
    def required(self) -> str:
        """Return the `require` statement."""
        return f"require {_strings(self.extensions)};\n"

    @property
    def text(self) -> str:
        """Return the whole script as one of its own."""
        return f"{BEGIN}\n{self.required}{self.rules}{END}\n"

    @property
    def size(self) -> int:
        """Return the octets of the whole script."""
        return len(self.text.encode())


def checked_folder(name: str) -> str:
    """Return the name of a folder without blanks around it; raises Refused for one that servers take for a path."""
    folder = " ".join(name.split())
    if not folder or len(folder) > _LONGEST_FOLDER or not folder.isprintable():
        raise Refused(f"A folder needs a name of 1 to {_LONGEST_FOLDER} letters. Choose another with --folder.")
    if unsafe := sorted(_UNSAFE_IN_FOLDERS.intersection(folder)):
        raise Refused(
            f"The name of the folder holds “{unsafe[0]}”, which mail servers take for something else. "
            "Choose a name of letters, digits and blanks."
        )
    if folder.upper() == "INBOX":
        raise Refused("Mail that is set aside cannot go into the inbox. Choose another name for the folder.")
    return folder


def sieve(filters: Filters, offered: frozenset[str] | None = None) -> Sieve:
    """Return the Sieve script (RFC 5228) of `filters`, for a server that knows the extensions `offered`.

    None = not known: then what nearly all servers know is taken for granted, and bodies are not searched. Senders and
    lists come first. Mail is filed and marked as read, never discarded, and what comes behind in the person's own
    script is not run for it. Raises Refused where there is nothing to file, where the server cannot file, or where the
    script would be larger than servers take.
    """
    if not filters.rules:
        raise Refused(
            "There is nothing to make rules of: no sender and no list is set aside as a whole. "
            "Set one aside first, or add rules for words with --words."
        )
    writer = _Writer(filters, offered)
    if not writer.knows("fileinto"):
        raise Refused("This mail server cannot put mail into folders by a rule, so nothing was changed.")
    whole = "".join(one for rule in filters.rules if not rule.words for one in writer.blocks(rule))
    by_words = "".join(one for rule in filters.rules if rule.words for one in writer.blocks(rule))
    if not whole and not by_words:
        raise Refused("All of these rules hold on certain days, and this mail server knows no dates.")
    comment = "# Mail that is meant here goes into a folder; nothing is deleted.\n"
    if by_words:
        no_letter = (f"not exists {quoted(field)}" for field in _LETTERS)
        by_words = f"if allof ({_joined((*no_letter, _NO_LIST, _SENT_OUT))}) {{\n{by_words}}}\n"
    rules = whole + by_words
    if filters.spared:
        apart = f'not exists "List-Post", not header :contains "Subject" {_strings(filters.spared)}'
        rules = f"if allof ({apart}) {{\n{rules}}}\n"
    script = Sieve(tuple(sorted(writer.used)), comment + rules, writer.left_out)
    if script.size > LARGEST:
        raise Refused(
            f"These rules would take {script.size // 1024} KB, and no mail server takes more than {LARGEST // 1024}. "
            "Leave out --words, or set fewer subjects aside; whole senders need little room."
        )
    return script


def quoted(text: str) -> str:
    """Return text as a quoted string (RFC 5228 section 2.4.2), in one line and of a length that servers take."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return '"' + shown[:_LONGEST_STRING].replace("\\", "\\\\").replace('"', '\\"') + '"'


def inside(words: Iterable[Wording]) -> tuple[str, ...]:
    """Return the forms that may be looked for anywhere in a text, as `:contains` takes them."""
    return _spelled(form for form, edges in thinned(words) if all(edges))


def alone(words: Iterable[Wording]) -> tuple[str, ...]:
    """Return patterns of `:matches` for the other forms, with a gap where they must not be part of a longer word."""
    found: list[str] = []
    for form, (before, behind) in thinned(words):
        if before and behind:
            continue
        lefts, rights = ("*",) if before else _LEFT, ("*",) if behind else _RIGHT
        for written in map(_escaped, _spelled((form,))):
            found.extend(f"{left}{written}{right}" for left in lefts for right in rights)
    return tuple(dict.fromkeys(found))


def _escaped(text: str) -> str:
    """Return text of which `:matches` takes no letter for a pattern."""
    return text.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?")


def _spelled(forms: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(every for form in forms for one in apostrophes(form) for every in cases(one)))


class _Writer:
    """Writes rules for one server and notes which extensions they use."""

    def __init__(self, filters: Filters, offered: frozenset[str] | None) -> None:
        self._offered = offered
        self._body = filters.body and offered is not None and "body" in offered
        self.used: set[str] = {"fileinto"}
        self.left_out = 0
        self._action = self._filed(filters.path or checked_folder(filters.folder))

    def knows(self, *extensions: str) -> bool:
        return self._offered is None or self._offered.issuperset(extensions)

    def blocks(self, rule: Rule) -> Iterator[str]:
        """Yield the `if` statements of a rule; none where it holds on certain days and the server knows no dates."""
        if rule.windows and not self.knows("date", "relational"):
            self.left_out += 1
            return
        beside = [*self._on_days(rule.windows), *self._but(rule)]
        tests = [*_of(rule.senders), *self._of_words(rule.words)]
        for at in range(0, len(tests), _MOST_TESTS):
            every = [_LIST_MAIL, *beside, _any(tests[at : at + _MOST_TESTS])]
            yield f"if allof ({_joined(every)}) {{\n{self._action}}}\n"

    def _filed(self, folder: str) -> str:
        lines = []
        if self.knows("imap4flags"):
            self.used.add("imap4flags")
            lines.append('addflag "\\\\Seen";')
        create = ""
        if self.knows("mailbox"):
            self.used.add("mailbox")
            create = ":create "
        lines += [f"fileinto {create}{quoted(folder)};", "stop;"]
        return "".join(f"    {line}\n" for line in lines)

    def _on_days(self, windows: Sequence[tuple[date | None, date | None]]) -> list[str]:
        if not windows:
            return []
        self.used.update(("date", "relational"))
        tests = []
        for first, last in windows:
            ends = [
                f'currentdate :value "{relation}" "date" "{day.isoformat()}"'
                for relation, day in (("ge", first), ("le", last))
                if day is not None
            ]
            tests.append(f"allof ({', '.join(ends)})" if len(ends) > 1 else ends[0])
        return [_any(tests)]

    def _but(self, rule: Rule) -> list[str]:
        """Return what keeps mail where it is: a `stop` for it would keep the person's own rules from running."""
        tests = _of(rule.kept)
        for some in _lists(_spelled(shortest(form for one in rule.blocks for form in one.forms))):
            tests.append(f'header :contains "Subject" {some}')
            if self._body:
                tests.append(f"body :text :contains {some}")
        return [f"not {_any(tests)}"] if tests else []

    def _of_words(self, words: tuple[Wording, ...]) -> list[str]:
        tests = [f'header :contains "Subject" {some}' for some in _lists(inside(words))]
        tests += [f'header :matches "Subject" {some}' for some in _lists(alone(words))]
        if self._body and words:
            self.used.add("body")
            tests += [f"body :text :contains {some}" for some in _lists(inside(words))]
        return tests


def _of(senders: Senders) -> list[str]:
    tests = [f'header :contains "List-Id" {some}' for some in _lists(f"<{one}>" for one in senders.lists)]
    tests += [f'header :is "List-Id" {some}' for some in _lists(senders.lists)]  # some lists leave the brackets out
    tests += [f'address :domain :is "From" {some}' for some in _lists(senders.domains)]
    below = (f"*.{_escaped(one)}" for one in senders.domains)
    tests += [f'address :domain :matches "From" {some}' for some in _lists(below)]
    return [*tests, *(f'address :is "From" {some}' for some in _lists(senders.addresses))]


def _lists(strings: Iterable[str]) -> Iterator[str]:
    every = tuple(dict.fromkeys(one for one in strings if one))
    for at in range(0, len(every), MOST_STRINGS):
        yield _strings(every[at : at + MOST_STRINGS])


def _strings(strings: Sequence[str]) -> str:
    return f"[{', '.join(map(quoted, strings))}]"


def _any(tests: Sequence[str]) -> str:
    return tests[0] if len(tests) == 1 else f"anyof ({_joined(tests)})"


def _joined(tests: Iterable[str]) -> str:
    return ",\n    ".join(tests)
