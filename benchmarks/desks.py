"""What mails of desks, agents and ticket systems seem to say: figures over invented answers in seven languages.

    .venv/bin/python benchmarks/desks.py [final | last] [--misses]

The mails of replies_data/desks were written before the words of resources/requests/answers.toml were changed for them.
A hash of each text splits them into halves: the words were worked on with the half to tune on in sight, `final` is the
other one. It was read twice: once before the words of receipts were made stricter for other reasons, once after. The
mails of replies_data/desks_last (`last`) were written after the last change of the words and read once; the words are
not changed by what they show. `{quote}` and `{below}` stand for the person's own letter, as inboxguard writes it: with
marks, and below a block of fields. Each mail is also read with the letter run together below it, where it has none.

The languages share their scenes, so that what was learned of one in German may help another in Dutch in the other half;
and all have one author. Real desks may write otherwise still.
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from inboxguard.facts.message import ListHeaders, Message, MessageKey, Place, Shelf
from inboxguard.requests import answer_names, proposals
from inboxguard.requests.letters import Grounds, letter
from inboxguard.requests.replies import Nature, Sign
from inboxguard.requests.request import Request, RequestKind
from inboxguard.senders.sender import Basis, Consent, Sender, SenderId

DATA = Path(__file__).parent / "replies_data"
KESTREL = SenderId("kestrel.example")
REFERENCE = "2026-K7Q2M4A"
MARA = "mara@post.example"
HEADINGS = {
    "en": ("On Wed, 3 Jun 2026 at 10:11, Mara Vogt <mara@post.example> wrote:", "From", "Sent", "To", "Subject"),
    "de": ("Am 03.06.2026 um 10:11 schrieb Mara Vogt:", "Von", "Gesendet", "An", "Betreff"),
    "fr": ("Le mer. 3 juin 2026 à 10:11, Mara Vogt <mara@post.example> a écrit :", "De", "Envoyé", "À", "Objet"),
    "es": ("El mié, 3 jun 2026 a las 10:11, Mara Vogt (<mara@post.example>) escribió:",
           "De", "Enviado", "Para", "Asunto"),
    "it": ("Il giorno mer 3 giu 2026 alle ore 10:11 Mara Vogt <mara@post.example> ha scritto:",
           "Da", "Inviato", "A", "Oggetto"),
    "nl": ("Op wo 3 jun 2026 om 10:11 schreef Mara Vogt <mara@post.example>:", "Van", "Verzonden", "Aan", "Onderwerp"),
    "pt": ("Mara Vogt <mara@post.example> escreveu no dia quarta, 3/06/2026 à(s) 10:11:",
           "De", "Enviada", "Para", "Assunto"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """One invented answer and what it means."""

    language: str
    event: str
    excuse: str
    names: frozenset[str]
    text: str

    @property
    def final(self) -> bool:
        """Return whether it belongs to the half that is looked at only for the last figure."""
        return hashlib.sha256(f"{self.language}{self.text}".encode()).digest()[0] % 2 == 1


def desks(folder: str) -> Iterator[Desk]:
    """Yield all answers of a folder."""
    for path in sorted((DATA / folder).glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("=== ")[1:]:
            head, _, text = block.partition("\n")
            event, _, excuse = head.partition(" ")
            names: frozenset[str] = frozenset()
            if text.startswith("names: "):
                line, _, text = text.partition("\n")
                names = frozenset(line.removeprefix("names: ").split(", "))
            yield Desk(path.stem, event, excuse.strip(), names, text.strip())


def asked(language: str, kind: RequestKind) -> Request:
    """Return a letter of the person's in this language."""
    desk = Sender(KESTREL, "Kestrel", (KESTREL,), None, (), (MARA,), (), None, None, (), Consent(Basis.NONE_FOUND))
    grounds = Grounds(MARA, first_mail=date(2026, 5, 20), lists=("news.kestrel.example",))
    draft = letter(kind, desk, None, grounds, "gdpr", language, REFERENCE, date(2026, 6, 3))
    at = datetime(2026, 6, 3, 8, tzinfo=UTC)
    return Request("r1", kind, KESTREL, "gdpr", language, draft, (), REFERENCE, at)


def mail(one: Desk, own: Request, sign: Sign, *, below: bool) -> Message:
    """Return an answer as it arrives, with the letter in it; `below` puts it there where it is not."""
    body, heading = own.draft.body, HEADINGS[one.language]
    marked = f"{heading[0]}\n\n" + "\n".join(f"> {line}" for line in body.splitlines())
    labels = (MARA, "Mittwoch, 3. Juni 2026 10:11", own.draft.to, own.draft.subject)
    outlook = "\n".join(f"{label}: {value}" for label, value in zip(heading[1:], labels, strict=True)) + f"\n\n{body}"
    text = one.text.replace("{quote}", marked).replace("{below}", outlook)
    if below and text == one.text:
        text = f"{text}\n\n{' '.join(body.split())}"
    subject = f"Re: {own.draft.subject}" if sign is Sign.REFERENCE else "Kestrel"
    return Message(
        key=MessageKey("m"), place=Place(MARA, "INBOX"), twin="t", sha256=None, shelf=Shelf.PLAIN,
        message_id="<m@kestrel.example>", in_reply_to=None, references=(), sent=None, received=None, sender=None,
        reply_to=None, return_path=None, to=(), subject=subject, lists=ListHeaders(), signatures=(),
        trail=(), marks=(), bulk=False, opened=True, text=text, language=one.language,
    )  # fmt: skip


def main() -> None:
    """Print the figures of one half, or of the last mails; misses only of the half that was tuned on."""
    final, last = "final" in sys.argv, "last" in sys.argv
    misses = "--misses" in sys.argv and not final and not last
    right, proposed, there, wrong = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    excuses, names, weak, count = Counter[str](), Counter[str](), 0, 0
    every = desks("desks_last") if last else (one for one in desks("desks") if one.final == final)
    for one in every:
        own = asked(one.language, RequestKind.ACCESS if len(one.text) % 2 else RequestKind.ERASURE)
        for below in (False, True):
            read = mail(one, own, Sign.REFERENCE, below=below)
            found = proposals.propose(read, Nature.ANSWER, Sign.REFERENCE, own)
            said = "silent" if found is None else found.event.value
            count += 1
            there[one.event] += 1
            proposed[said] += 1
            right[one.event] += said == one.event
            wrong[one.event] += said not in (one.event, "silent")
            if misses and below and said != one.event:
                print(one.language, one.event, "->", said, repr(found.quote if found else one.text))
            excuse = proposals.excuse(read, Nature.ANSWER, Sign.REFERENCE, own)
            excuses["there"] += bool(one.excuse)
            excuses["said"] += excuse is not None
            excuses["right"] += bool(one.excuse) and excuse == one.excuse
            if misses and below and (excuse or "") != one.excuse:
                print(one.language, "excuse", one.excuse or "none", "->", excuse, repr(one.text))
            if one.names:
                offered = {who.name for who in answer_names.candidates(read, own, {}, ["post.example"])}
                offered |= {who.name for who in answer_names.companies(read, own, ())}
                hit = {name for name in one.names if any(name.split()[0].lower() in who.lower() for who in offered)}
                names["there"] += len(one.names)
                names["found"] += len(hit)
                names["offered"] += len(offered)
                if misses and below and (hit != one.names or len(offered) > len(hit)):
                    print(one.language, "names", one.names, "->", offered)
        if one.event == "silent":
            theirs = mail(one, own, Sign.SENDER, below=False)
            weak += proposals.propose(theirs, Nature.ANSWER, Sign.SENDER, own) is not None
    total, amiss = sum(right.values()) / count, sum(wrong.values()) / count
    title = "last" if last else "final" if final else "tuned on"
    print(f"{title}: {count} mails; {total:.1%} as meant, {amiss:.1%} wrong")
    for event in sorted(there):
        precision = f"{right[event] / proposed[event]:.1%}" if proposed[event] else "none proposed"
        print(f"  {event:<18} precision {precision:>13}  recall {right[event] / there[event]:6.1%}  of {there[event]}")
    spoken = count - proposed["silent"]
    hits = sum(number for event, number in right.items() if event != "silent")
    print(f"  any proposal       precision {hits / spoken:.1%}  recall {hits / (count - there['silent']):.1%}")
    print(f"  silent ones that name no letter: {weak} proposed")
    exact, found_again = excuses["right"] / max(1, excuses["said"]), excuses["right"] / excuses["there"]
    print(f"  excuses            precision {exact:.1%}  recall {found_again:.1%}")
    print(f"  names              {names['found']} of {names['there']} found; {names['offered']} offered")


if __name__ == "__main__":
    main()
