"""Processor time of work that hostile mail must not make long, measured so that only the work itself counts."""

import gc
import time
from collections.abc import Callable


def quickest(work: Callable[[], object], enough: float) -> float:
    """Return the seconds of processor time that `work` takes: the least of three runs, or the first under `enough`.

    Only this thread counts, and no garbage collection: how long that takes hangs on what other tests left behind. What
    is slow by itself, such as work that is quadratic in a long input, is slow in each of the runs.
    """
    gc.collect()
    gc.disable()
    try:
        least = float("inf")
        for _ in range(3):
            began = time.thread_time()
            work()
            least = min(least, time.thread_time() - began)
            if least < enough:
                break
        return least
    finally:
        gc.enable()
