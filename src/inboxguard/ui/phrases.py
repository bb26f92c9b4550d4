"""Every code of the core in words of the screen, translatable; and `shown`, through which all text of others passes."""

import html
import re
import unicodedata
from datetime import date

from inboxguard import errors
from inboxguard.audit.progress import Step
from inboxguard.audit.views import Chip, RequestRow, SenderRow
from inboxguard.senders.sender import Basis
from inboxguard.trace.trail import Level, Relation
from inboxguard.ui import figures
from inboxguard.ui.words import Words

LONGEST = 400
_UNBROKEN = re.compile(r"\S{48}")

_COUNTED = frozenset({"reading", "opening", "analysing", "importing", "summing_up"})


def shown(text: str | None, longest: int = LONGEST) -> str:
    """Return text of others for a plain-text widget: one line, bounded, with invisible and turning characters visible.

    Bidirectional controls (Unicode TR 9 and 36), zero-width and other format or control characters become "⟨U+202E⟩".
    """
    if not text:
        return ""
    clipped = text[: longest + 1]
    # Most words are plain; every one of the program's own labels comes by here too.
    plain = clipped.isascii() and clipped.isprintable()
    line = " ".join((clipped if plain else "".join(_visible(char) for char in clipped)).split())
    if len(text) > longest:
        line = line[:longest].rstrip() + "…"
    return line


def shown_text(text: str, longest: int = 200_000) -> str:
    """Return a letter of several lines like `shown`, with its line ends kept."""
    body = text[:longest].replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(char if char in "\n\t" else _visible(char) for char in body)
    return kept + ("\n…" if len(text) > longest else "")


def tooltip(text: str | None) -> str:
    """Return text of others for a tooltip: as `shown`, escaped, so that Qt never takes it for markup."""
    return html.escape(shown(text))


def breakable(text: str) -> str:
    """Return `text` with places to break runs of 48 characters without a space, so that a label can wrap them."""
    return _UNBROKEN.sub(lambda run: run[0] + "\u200b", text)


def _visible(char: str) -> str:
    if char in "\t\n\r":
        return " "
    kind = unicodedata.category(char)
    if kind in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") or char in "\u115f\u1160\u3164\uffa0\u2800":
        return f"⟨U+{ord(char):04X}⟩"
    return char


_words = Words()

CONSENT_SHAPES = {
    Basis.CONFIRMED: ("disc with a tick", "accent"),
    Basis.SIGNED_UP: ("disc", "accent"),
    Basis.PURCHASE: ("square", "accent"),
    Basis.STATED: ("half disc", "muted"),
    Basis.NONE_FOUND: ("broken ring", "muted"),
}
RELATION_FAMILIES = {
    Relation.SHARE: "shared",
    Relation.BROKER: "shared",
    Relation.GROUP: "group",
    Relation.SERVICE: "service",
    Relation.HOST: "host",
    Relation.LEAK: "incident",
}


def basis(value: Basis) -> str:
    """Return the word of a footing."""
    return _words.basis()[value]


def basis_of(row: SenderRow) -> str:
    """Return the word of a sender's footing; where it is not proven who wrote, the word of that."""
    return _words.basis()["unproven" if _unproven(row) else row.basis]


def footing(row: SenderRow, searched: int) -> str:
    """Return the footing as a sentence, with how many mails were searched where none was found."""
    return _words.footing()["unproven" if _unproven(row) else row.basis].format(n=figures.number(searched))


def _unproven(row: SenderRow) -> bool:
    return row.unproven and row.basis is Basis.NONE_FOUND


def consent_mark(row: SenderRow) -> tuple[str, str, str]:
    """Return shape, tone and word of a sender's consent column; an ignored opt-out comes first."""
    if row.opt_out == "not_honoured":
        return "triangle", "amber", _words.basis()["opt_out_ignored"]
    if row.basis is Basis.NONE_FOUND and not row.markets:
        return "ring", "muted", _words.basis()["no_marketing"]
    shape, tone = footing_mark(row)
    return shape, tone, basis_of(row)


def footing_mark(row: SenderRow) -> tuple[str, str]:
    """Return shape and tone of a sender's footing."""
    return ("ring", "muted") if _unproven(row) else CONSENT_SHAPES[row.basis]


def chip(value: Chip, count: int) -> str:
    """Return the words of a filter chip with its figure."""
    return _words.chip()[value].format(n=figures.number(count))


def level(value: Level) -> str:
    """Return the word of a level."""
    return _words.level()[value]


def relation(value: Relation) -> str:
    """Return the word of a way, without its hedge."""
    return _words.relation()[value]


def relation_family(value: Relation) -> str:
    """Return the token family ("shared", "group", ...) that gives a relation its colour and shape."""
    return RELATION_FAMILIES.get(value, "unknown")


def request_kind(code: str) -> str:
    """Return what a request asks for."""
    return _words.kind().get(code, shown(code))


def contact_source(code: str, detail: str) -> str:
    """Return where the address that a letter goes to is known from."""
    return _words.contact_source().get(code, "{detail}").format(detail=shown(detail, 160))


def request_state(code: str) -> str:
    """Return the state of a request."""
    return _words.state().get(code, shown(code))


def request_mark(row: RequestRow, today: date, honoured: bool = False) -> tuple[str, str, str]:
    """Return shape, tone and word of a request's state; `today` makes near dates short.

    `honoured`: no mail came any more after the letter, as far as the mailbox shows.
    """
    if row.state == "drafted":
        return "sheet", "muted", request_state("drafted")
    if row.follows is not None and row.state == "sent":
        return "disc", "accent", request_state("sent")
    if row.state in ("closed", "withdrawn"):
        ended = "closed_honoured" if honoured and row.state == "closed" else row.state
        return "disc with a tick", "accent", request_state(ended)
    if row.state in ("answered", "partial", "refused", "no_data", "wrong_entity"):
        words = request_state(row.state)
        tone = "accent" if row.state in ("answered", "no_data") else "muted"
        return "disc", tone, _words.dated(words, figures.day(row.settled, today)) if row.settled else words
    if row.state == "bounced":
        return "triangle", "red", request_state(row.state)
    if row.state == "overdue":
        return "triangle", "red", _words.due(row, today)
    if row.state == "escalatable":
        return "triangle", "red", request_state(row.state)
    if row.state == "identity_check":
        return "triangle", "amber", request_state(row.state)
    if row.state == "complained":
        late = row.days is not None and row.days < 0
        return ("triangle", "amber", _words.due(row, today)) if late else ("clock", "muted", request_state(row.state))
    if row.state in ("sent", "acknowledged", "extended", "reminded") and row.days is not None:
        return "clock", "muted", _words.due(row, today)
    return "clock", "muted", request_state(row.state)


def excuse(code: str) -> str:
    """Return what an organisation said instead of an answer; "" = nothing."""
    return _words.excuse().get(code, shown(code))


def request_event(code: str) -> str:
    """Return what happened to a request."""
    return _words.happened().get(code, shown(code))


def moment(code: str) -> str:
    """Return one point of a timeline in words."""
    return {**_words.happened(), **_words.moment()}.get(code) or shown(code)


def moment_detail(code: str, detail: str) -> str:
    """Return the second line of a point of a timeline."""
    if not detail:
        return ""
    return _words.moment_detail().get(code, "{detail}").format(detail=shown(detail, 120))


def said(code: str) -> str:
    """Return what the person said about a sender, in words."""
    return _words.said().get(code) or shown(code)


def route(code: str) -> str:
    """Return the way out that a sender offers."""
    return _words.route().get(code, shown(code))


def step(value: Step) -> str:
    """Return what long work does and how far it is: "Reading mail, 62 %"."""
    words = _words.step().get(value.what, shown(value.what))
    return f"{words}, {figures.percent(value.done / value.total)}" if value.total > 0 else words


def amount(value: Step) -> str:
    """Return how much is done of how much: "62,000 of 100,000 mails"; "" where nobody knows how much it is."""
    if value.total <= 0 or value.what not in _COUNTED:
        return ""
    if value.what == "importing":
        return _words.amount_of_file().format(done=figures.octets(value.done), total=figures.octets(value.total))
    return _words.amount().format(done=figures.number(value.done), total=figures.number(value.total))


def time_left(value: Step) -> str:
    """Return how long a step still takes, "" where that is not known."""
    if value.seconds_left is None:
        return ""
    if value.what == "waiting":
        return figures.pause(value.seconds_left)
    words = figures.left(value.seconds_left)
    # The mailbox is listed first and read then: the person is not to take the first for the whole.
    return _words.of_this_step().format(left=words) if value.what == "reading" else words


def error_title(error: BaseException) -> str:
    """Return the headline of an error; the error itself says what to do."""
    words = _words.error()
    return next((words[kind] for kind in type(error).__mro__ if kind in words), words[errors.InboxGuardError])


def sparkline(months: tuple[int, ...]) -> str:
    """Return twelve months for a screen reader: direction (second half against first) and the last figure."""
    half = len(months) // 2
    early, late = sum(months[:half]), sum(months[half:])
    direction = 0 if abs(late - early) * 4 <= max(late, early) else (1 if late > early else -1)
    return _words.spark(months[-1] if months else 0, direction)


def set_aside_message() -> str:
    """Return what stands in place of a mail that is set aside."""
    return _words.aside()[0]


def set_aside_sender() -> str:
    """Return what stands in place of a sender that is set aside."""
    return _words.aside()[1]
