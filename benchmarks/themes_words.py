"""Precision, recall and speed of one theme's words on a file of labelled texts.

Usage: python benchmarks/themes_words.py FILE [--theme baby] [--language given|guessed|unsure] [--wrong]

FILE is JSON Lines: id, lang, kind ("keyword", "euphemism", "hard_negative", "negative"), themes, sender, subject,
preheader, body. The texts are not shipped. --wrong lists the ids that were judged wrongly, never their texts.
"""

import argparse
import json
import time
from pathlib import Path

from inboxguard.facts.language import language as guess
from inboxguard.facts.message import Address, ListHeaders, Message, MessageKey, Place, Shelf
from inboxguard.themes.lexicon import Lexicon, load
from inboxguard.themes.matching import mentions

ROUNDS = 20


def message(row: dict[str, str], language: str | None) -> Message:
    """Return labelled text `row` as an opened newsletter."""
    return Message(
        key=MessageKey(row["id"]), place=Place("import", "eval"), twin=row["id"], sha256=None, shelf=Shelf.PLAIN,
        message_id=None, in_reply_to=None, references=(), sent=None, received=None,
        sender=Address(row["sender"], "news@sender.example"), reply_to=None, return_path=None, to=(),
        subject=row["subject"], lists=ListHeaders(list_id="news.sender.example"), signatures=(), trail=(), marks=(),
        bulk=True, opened=True, text=row["body"], preheader=row["preheader"], language=language,
    )  # fmt: skip


def spoken(row: dict[str, str], how: str) -> str | None:
    """Return the language that the matcher is told."""
    if how == "guessed":
        return guess(" ".join((row["subject"], row["preheader"], row["body"])))
    return row["lang"] if how == "given" else None


def named(letter: Message, lexicon: Lexicon, theme: str) -> bool:
    """Return whether `letter` names `theme`."""
    return any(mention.named for mention in mentions(letter, lexicon, frozenset({theme})))


def share(part: int, whole: int) -> str:
    """Return a ratio with its counts."""
    return f"{part / whole:.2f} ({part}/{whole})" if whole else "- (0/0)"


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("file", type=Path)
    options.add_argument("--theme", default="baby")
    options.add_argument("--language", choices=("given", "guessed", "unsure"), default="given")
    options.add_argument("--wrong", action="store_true")
    told = options.parse_args()
    rows = [json.loads(line) for line in told.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    lexicon = load()
    letters = [message(row, spoken(row, told.language)) for row in rows]
    found = [named(letter, lexicon, told.theme) for letter in letters]
    truth = [told.theme in row["themes"] for row in rows]
    right = sum(hit and true for hit, true in zip(found, truth, strict=True))
    precision, recall = right / max(1, sum(found)), right / max(1, sum(truth))
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    print(f"{told.theme}, {len(rows)} texts, {sum(truth)} on the theme, language {told.language}")
    print(f"precision {share(right, sum(found))}  recall {share(right, sum(truth))}  F1 {f1:.2f}")
    for kind in sorted({row["kind"] for row in rows}):
        of_kind = [at for at, row in enumerate(rows) if row["kind"] == kind]
        on = [at for at in of_kind if truth[at]]
        off = [at for at in of_kind if not truth[at]]
        caught, flagged = sum(found[at] for at in on), sum(found[at] for at in off)
        print(f"  {kind:14} caught {share(caught, len(on)):14} wrongly flagged {flagged}/{len(off)}")
    began = time.perf_counter()
    for _ in range(ROUNDS):
        for letter in letters:
            mentions(letter, lexicon, frozenset({told.theme}))
    print(f"speed {(time.perf_counter() - began) / ROUNDS / len(letters) * 1000:.3f} ms a text")
    long = [message(row | {"body": " ".join(other["body"] for other in rows[at : at + 40])}, row["lang"])
            for at, row in enumerate(rows[: len(rows) - 40])]  # fmt: skip
    began = time.perf_counter()
    for letter in long:
        mentions(letter, lexicon, frozenset({told.theme}))
    size = sum(len(letter.text or "") for letter in long) / len(long)
    print(f"      {(time.perf_counter() - began) / len(long) * 1000:.3f} ms a text of {size:.0f} characters")
    if told.wrong:
        wrong = (row["id"] for row, hit, true in zip(rows, found, truth, strict=True) if hit != true)
        print("wrong:", " ".join(wrong))


if __name__ == "__main__":
    main()
