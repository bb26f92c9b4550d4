"""What answers to letters seem to say: precision and recall of the proposals, by nature, over invented answers.

    .venv/bin/python benchmarks/replies.py [--misses]

Every text is put into mails of several manners: with a greeting and a signature, wrapped, above the quoted letter of
the person, and in one paragraph. The words of resources/requests/answers.toml were
worked on with three of the four files in sight; answers_last.toml was written after the last change, and the words
are not changed by what it shows. All have one author: real desks may write otherwise still.
"""

import sys
import textwrap
import tomllib
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from inboxguard.facts.message import ListHeaders, Message, MessageKey, Place, Shelf
from inboxguard.requests.proposals import propose
from inboxguard.requests.replies import Nature, Sign
from inboxguard.requests.request import Draft, Request, RequestKind
from inboxguard.senders.sender import SenderId

HALVES = (
    ("answers", "looked at"),
    ("answers_held_back", "held back, and looked at since"),
    ("answers_once_more", "held back once more, and seen while the words were widened"),
    ("answers_last", "held back"),
)
DATA = Path(__file__).parent / "replies_data"
GREETINGS = {
    "en": ("Dear Ms Vogt,", "Kind regards"), "de": ("Sehr geehrte Frau Vogt,", "Mit freundlichen Grüßen"),
    "fr": ("Madame,", "Cordialement"), "es": ("Estimada señora:", "Un cordial saludo"),
    "it": ("Gentile signora Vogt,", "Cordiali saluti"), "nl": ("Geachte mevrouw Vogt,", "Met vriendelijke groet"),
    "pt": ("Cara senhora Vogt,", "Com os melhores cumprimentos"),
}  # fmt: skip
FOOT = "--\nJ. Holt\nCustomer Care · Kestrel Retail Ltd\n1 Mill Lane, Ashford"
OWN = (
    "Where did you get my address from, and to whom was it passed?\n"
    "Please send me a copy of the data that you hold about me, and do not ask for more identification than you need.\n"
    "If you cannot comply with this request, please name the reason.\n"
)


def letter(language: str) -> Request:
    """Return the letter that is answered."""
    draft = Draft("privacy@kestrel.example", "mara@post.example", "My data 2026-K7Q2M4A", OWN)
    at = datetime(2026, 6, 1, 9, tzinfo=UTC)
    who = SenderId("kestrel.example")
    return Request("r1", RequestKind.ACCESS, who, "gdpr", language, draft, (), "2026-K7Q2M4A", at)


def mail(text: str, language: str | None) -> Message:
    """Return an answer with this text."""
    return Message(
        key=MessageKey("m"), place=Place("mara@post.example", "INBOX"), twin="t", sha256=None, shelf=Shelf.PLAIN,
        message_id="<m@kestrel.example>", in_reply_to=None, references=(), sent=None, received=None, sender=None,
        reply_to=None, return_path=None, to=(), subject="Re: My data 2026-K7Q2M4A", lists=ListHeaders(), signatures=(),
        trail=(), marks=(), bulk=False, opened=True, text=text, language=language,
    )  # fmt: skip


def manners(text: str, language: str) -> list[Message]:
    """Return mails of several manners that say `text`."""
    hello, bye = GREETINGS[language]
    whole = f"{hello}\n\n{text}\n\n{bye}\n{FOOT}"
    wrapped = textwrap.fill(text, 72)
    quoted = "\n".join(f"> {line}" for line in OWN.splitlines())
    return [
        mail(whole, language),
        mail(f"{hello}\n{wrapped}\n{bye}", None),
        mail(f"{hello}\n\n{wrapped}\n\n{bye}\n\n{quoted}", language),
        mail(f"{hello} {text} {bye} {OWN}", language),
    ]


def main() -> None:
    """Print the figures of both halves."""
    for name, title in HALVES:
        data = tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))
        right, proposed, there = Counter[str](), Counter[str](), Counter[str]()
        said_wrong = 0
        for language, natures in data.items():
            for nature, texts in natures.items():
                for one in (mail for text in texts for mail in manners(text, language)):
                    found = propose(one, Nature.ANSWER, Sign.REFERENCE, letter(language))
                    said = "silent" if found is None else found.event.value
                    right[nature] += said == nature
                    proposed[said] += 1
                    there[nature] += 1
                    said_wrong += said not in (nature, "silent")
                    if said != nature and name == "answers" and "--misses" in sys.argv:
                        print(language, nature, "->", said, repr(found.quote if found else one.text))
        total = sum(there.values())
        as_meant = sum(right.values()) / total
        print(f"\n{title}: {total} mails; {as_meant:.1%} proposed as meant, {said_wrong / total:.1%} as something else")
        for nature in there:
            precision = f"{right[nature] / proposed[nature]:.1%}" if proposed[nature] else "none proposed"
            print(f"  {nature:<18} precision {precision:>13}  recall {right[nature] / there[nature]:6.1%}")
        weak = [
            propose(replace(one, subject="Your order"), Nature.ANSWER, Sign.SENDER, letter(language))
            for language, natures in data.items()
            for text in natures["silent"]
            for one in manners(text, language)
        ]
        print(f"  other mail of theirs that names no letter: {sum(map(bool, weak))} of {len(weak)} proposed")


if __name__ == "__main__":
    main()
