"""One Sieve script inside another: the person's own rules stay as they are, ours stand between markers.

RFC 5228 section 3.2 wants every `require` before everything else, so ours goes to the top and our rules behind the
last one of the script's own; a script may have several. Our rules come before the others, so that they see every mail;
only mail that they file stops there.
"""

import re

from inboxguard.errors import Refused
from inboxguard.themes.filters import BEGIN, END, Sieve

_GAP = r"(?:[ \t\r\n]|#[^\n]*(?:\n|\Z)|/\*.*?\*/)*+"
"""White space, in which comments count, may stand between any two tokens (RFC 5228 section 2.2)."""
_BLANK = re.compile(_GAP, re.DOTALL)
_STRING = r'"(?:\\.|[^"\\])*+"'
_REQUIRE = re.compile(
    rf"require{_GAP}(?:{_STRING}|\[{_GAP}{_STRING}(?:{_GAP},{_GAP}{_STRING})*+{_GAP}\]){_GAP};",
    re.DOTALL | re.IGNORECASE,
)
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\n]*|\r)?(?:\n|\Z)")


def merged(script: str, ours: Sieve) -> str:
    """Return `script` with our rules in it, in the place of those that it had; everything else stays letter by letter.

    Raises Refused where markers of ours stand in it that do not belong together: what lies between them is not known.
    """
    theirs = without(script)
    if not theirs.strip():
        return ours.text
    newline = "\r\n" if "\r\n" in theirs else "\n"
    at = _behind_requires(theirs)
    if at == 0:
        return ours.text.replace("\n", newline) + theirs
    head = f"{BEGIN}\n{ours.required}{END}\n".replace("\n", newline)
    rules = f"{BEGIN}\n{ours.rules}{END}\n".replace("\n", newline)
    between = "" if theirs[:at].endswith("\n") else newline
    return head + theirs[:at] + between + rules + theirs[at:]


def without(script: str) -> str:
    """Return `script` without our rules; raises Refused where our markers in it do not belong together."""
    kept: list[str] = []
    within = False
    for line in script.splitlines(keepends=True):
        said = line.strip()
        if said == (BEGIN if within else END):
            raise _torn()
        if said in (BEGIN, END):
            within = not within
        elif not within:
            kept.append(line)
    if within:
        raise _torn()
    return "".join(kept)


def holds_ours(script: str) -> bool:
    """Return whether rules of ours, or marks of theirs, stand in `script`."""
    return any(line.strip() in (BEGIN, END) for line in script.splitlines())


def same(one: str, other: str) -> bool:
    """Return whether two scripts are the same but for ends of lines, which servers and clients change."""
    return one.replace("\r\n", "\n").rstrip() == other.replace("\r\n", "\n").rstrip()


def _behind_requires(script: str) -> int:
    """Return where the last `require` of a script ends, with the rest of its line where nothing else stands there."""
    behind = 0
    at = _end(_BLANK, script, 0)
    while (end := _end(_REQUIRE, script, at)) > at:
        behind, at = end, _end(_BLANK, script, end)
    return _end(_REST_OF_LINE, script, behind) if behind else 0


def _end(pattern: re.Pattern[str], script: str, at: int) -> int:
    """Return where what `pattern` finds at `at` ends, `at` where it finds nothing."""
    found = pattern.match(script, at)
    return at if found is None else found.end()


def _torn() -> Refused:
    return Refused(
        "The script on the mail server holds markers of inboxguard that do not belong together, so it was left as it "
        f"is. Take the lines “{BEGIN}” and “{END}” out of it, with what lies between, in your provider's settings."
    )
