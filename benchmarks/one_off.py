"""How much of what was bought once and is offered again is found, and how often that is said wrongly.

The mailboxes are invented (tests/senders/one_off). The rules were tuned on the files of the languages and on every
second one of messy.toml. Its others, fresh.toml (written before the rules were first run) and last.toml (written when
they were done) are for reporting only. One author wrote all: real mail is harder.

Usage: python -m benchmarks.one_off [--seen]
"""

import sys
import time
from collections.abc import Iterable

from tests.senders.mailboxes import LANGUAGES, Case, cases

from inboxguard.senders.offering import repeated


def measured(name: str, every: Iterable[Case], tell: bool = False) -> None:
    """Print recall, precision and time of some mailboxes; with `tell` also what went wrong."""
    found = wrong = wanted = adverts = adverts_found = adverts_wrong = number = 0
    spent = 0.0
    for one in every:
        number += 1
        begun = time.perf_counter()
        said = repeated(one.mailing)
        spent += time.perf_counter() - begun
        wanted += bool(one.expect)
        right = [item for item in said if item.what == one.expect]
        found += bool(right)
        wrong += len(said) - len(right)
        offers = {key for item in right for key in item.offers}
        adverts += len(one.offers) if one.expect else 0
        adverts_found += len(offers & set(one.offers))
        adverts_wrong += len(offers - set(one.offers))
        if tell and (len(right) != bool(one.expect) or len(said) != len(right)):
            print(f"  {one.name}: wanted {one.expect!r}, said {[(item.what, item.offers) for item in said]}")
    precision = found / (found + wrong) if found + wrong else 1.0
    print(
        f"{name}: {number} mailboxes, recall {found}/{wanted}, precision {precision:.2f} ({wrong} wrong), "
        f"adverts {adverts_found}/{adverts}, wrong {adverts_wrong}, {1000 * spent / max(number, 1):.1f} ms each"
    )


def main() -> None:
    """Measure the half that was looked at, or without --seen what was not."""
    messy = cases("messy")
    if "--seen" in sys.argv:
        every = [one for language in LANGUAGES for one in cases(language)]
        measured("tuned on", [*every, *messy[::2]], tell=True)
    else:
        measured("held back, fresh", cases("fresh"))
        measured("held back, messy", messy[1::2])
        measured("held back, last", cases("last"))


if __name__ == "__main__":
    main()
