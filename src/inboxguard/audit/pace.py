"""How far long work is and, from its own speed, how long it still takes; and waiting that can be stopped."""

import time

from inboxguard.audit.progress import Step, Tell

_NAP = 0.2
_EVERY = 0.05


class Pace:
    """Tells the steps of one piece of work, at most twenty a second; `total` 0 = unknown."""

    def __init__(self, what: str, total: int, tell: Tell) -> None:
        """Begin the work `what` (a code of ui/phrases)."""
        self._what, self._total, self._tell = what, total, tell
        self._done = 0
        self._began = self._last = time.monotonic()
        tell(Step(what, 0, total))

    def on(self, more: int) -> None:
        """Tell that so much more is done."""
        self.at(self._done + more, self._total)

    def at(self, done: int, total: int) -> None:
        """Tell that so much of so much is done."""
        self._done, self._total = done, total
        now = time.monotonic()
        if now - self._last < _EVERY and done < total:
            return
        self._last = now
        spent = now - self._began
        left = spent / done * max(total - done, 0) if done and total and spent > 2 else None
        self._tell(Step(self._what, min(done, total) if total else done, total, left))


class Beating:
    """Tells steps, and the last one again while there is no news, five times a second, so that Stop is noticed."""

    def __init__(self, tell: Tell) -> None:
        """Tell them to `tell`."""
        self._tell = tell
        self._step = Step("connecting")
        self._last = 0.0

    def __call__(self, step: Step) -> None:
        """Tell a step; raises what `tell` raises."""
        self._step, self._last = step, time.monotonic()
        self._tell(step)

    def beat(self) -> None:
        """Tell the last step again where it is a while ago; raises what `tell` raises."""
        if time.monotonic() - self._last >= _NAP:
            self(self._step)


def paused(seconds: float, tell: Tell) -> None:
    """Wait so many seconds, telling how long it still takes; what `tell` raises ends it."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        tell(Step("waiting", seconds_left=left))
        time.sleep(min(_NAP, left))
