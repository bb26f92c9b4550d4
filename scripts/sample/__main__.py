"""Writes the sample mailboxes: `python -m scripts.sample [--story STORY] [--out FOLDER]`."""

import argparse
import json
import sys
from pathlib import Path

if __package__ in (None, ""):  # started as a file
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scripts.sample.mails import Mail, compose, message_id
from scripts.sample.mbox import mbox
from scripts.sample.texts import entries
from scripts.sample.truth import truth

STORIES = ("move", "registry")
DEMO = Path(__file__).resolve().parents[2] / "resources" / "demo"


def mails(story: str) -> list[Mail]:
    """All mails of a story, oldest first."""
    written = entries(story)
    ids = {entry.key: message_id(entry) for entry in written}
    return [compose(entry, ids) for entry in written]


def files(story: str) -> dict[str, bytes]:
    """The files of a story by name."""
    made = mails(story)
    told = json.dumps(truth(story, made), indent=1, ensure_ascii=False) + "\n"
    return {f"{story}.mbox": mbox(made), f"{story}.truth.json": told.encode()}


def main() -> None:
    """Write the files and say how large they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--story", action="append", choices=STORIES, help="only this story; may be given again")
    parser.add_argument("--out", type=Path, default=DEMO)
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    for story in chosen.story or STORIES:
        for name, content in files(story).items():
            (chosen.out / name).write_bytes(content)
            print(f"{name}: {len(content)} bytes")


if __name__ == "__main__":
    main()
