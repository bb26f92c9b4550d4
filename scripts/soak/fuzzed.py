"""Usage: python -m scripts.soak.fuzzed TARGET FINDINGS [FUZZER OPTION ...] [CORPUS ...]; with FINDINGS "-" FILES again.

One run of the fuzzer, which ends its process however it likes: `scripts.soak.fuzzing` begins and watches it. With "-"
each file is read once without the fuzzer, and what goes wrong is printed: one JSON list [file, what] a line.
"""

import hashlib
import json
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

MOST_SECONDS = 1.0
"""Of the processor, for one mail: other work on the machine does not count."""
MOST_MEGABYTES = 200
"""That one mail may add to the most that the process ever held."""
_MOST_OF_A_KIND = 5
"""Findings that go wrong in the same way; the fuzzer is slower than the product, so some of the slow ones are none."""


def wrong(target: Callable[[bytes], None], octets: bytes) -> str:
    """Return in words what goes wrong with one mail, "" where nothing does."""
    began, held = time.process_time(), _megabytes()
    try:
        target(octets)
    except RecursionError:
        return "RecursionError"
    except Exception as error:  # whatever it is, it is what this looks for
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(place.filename).name} {place.name}: {str(error)[:200]}"
    seconds, megabytes = time.process_time() - began, _megabytes() - held
    if seconds > MOST_SECONDS:
        return f"slow: {seconds:.1f} s"
    return f"large: {megabytes:.0f} MB" if megabytes > MOST_MEGABYTES else ""


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Fuzz, or read files once more."""
    name, folder, *options = sys.argv[1:]
    if folder == "-":
        from scripts.soak.targets import TARGETS

        target = TARGETS[name]
        for seed in sorted((Path(__file__).parents[2] / "tests" / "fuzz" / "seeds").iterdir()):
            wrong(target, seed.read_bytes())  # resources are loaded before anything is measured
        for path in options:
            print(json.dumps([path, wrong(target, Path(path).read_bytes())]), flush=True)
        return
    import atheris

    with atheris.instrument_imports(include=["inboxguard.facts", "inboxguard.senders", "inboxguard.requests"]):
        from scripts.soak.targets import TARGETS
    from scripts.soak.mutating import changed

    target = TARGETS[name]
    known: Counter[str] = Counter()

    def one(octets: bytes) -> None:
        said = wrong(target, octets)
        if said and known[kind := said.partition(":")[0]] < _MOST_OF_A_KIND:
            known[kind] += 1
            path = Path(folder) / f"{name}-{hashlib.sha256(octets).hexdigest()[:12]}"
            path.write_bytes(octets)
            print(f"found {path.name}: {said}", file=sys.stderr, flush=True)

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        return changed(data, most, seed, atheris.Mutate)

    atheris.Setup([sys.argv[0], *options], one, custom_mutator=mutated)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
