"""A card that is slow, refuses, tears what it writes; power takes what is under way."""

from __future__ import annotations

from random import Random
from typing import Any

from acupacer.boards.virtual import MemoryStore
from acupacer.core import events

REASONS = ("io", "io", "full", "read_only")


class TearingStore(MemoryStore):
    """Answers in order, ``slow_ms`` after each order at most; reads at once.

    ``trouble``: "" or why writes fail: a reason, or "torn", when a part of what is appended
    stands there first. ``now_ms``: set by its board before anything else is asked.
    ``failed_ms``: when a write failed last; ``failures``: how many did. ``stored``: lines it
    called safe since power-up.
    """

    def __init__(self, files: dict[str, bytes], chance: Random) -> None:
        super().__init__(files)
        self.now_ms = 0
        self.slow_ms = 0
        self.trouble = ""
        self.failed_ms = -1_000_000
        self.failures = 0
        self.stored = b""
        self._chance = chance
        self._queue: list[tuple[int, Any]] = []

    @property
    def due_ms(self) -> int | None:
        """When the next order is carried out, or None."""
        return self._queue[0][0] if self._queue else None

    def submit(self, effect: Any) -> None:
        delay_ms = self._chance.randint(0, self.slow_ms) if self.slow_ms else 0
        last_ms = self._queue[-1][0] if self._queue else 0
        self._queue.append((max(self.now_ms + delay_ms, last_ms), effect))
        self.work()

    def work(self) -> None:
        """Carry out what is due."""
        while self._queue and self._queue[0][0] <= self.now_ms:
            self.answer(self.perform(self._queue.pop(0)[1]))

    def finish(self) -> None:
        """Carry out all that waits now."""
        while self._queue:
            self.answer(self.perform(self._queue.pop(0)[1]))

    def lose_power(self) -> None:
        """Some of what is under way is done, the next is torn, the rest is lost."""
        queue, self._queue = self._queue, []
        done = self._chance.randint(0, len(queue))
        for _, effect in queue[:done]:
            self.perform(effect)
        if queue[done:] and not self.trouble:
            self._tear(queue[done][1])
        super().lose_power()

    def perform(self, effect: Any) -> object:
        if isinstance(effect, events.Read) or not self.trouble:
            if isinstance(effect, events.Append):
                self.stored += effect.data
            return super().perform(effect)
        self.failed_ms = self.now_ms
        self.failures += 1
        if self.trouble == "torn":
            self._tear(effect)
        reason = "io" if self.trouble == "torn" else self.trouble
        return events.StoreFailed(effect.ticket, reason)

    def _tear(self, effect: Any) -> None:
        """A part of it stands there: now and then all but its newline, or all."""
        if isinstance(effect, events.Append):
            size = len(effect.data)
            part = self._chance.choice((size - 1, size, self._chance.randint(0, size)))
            self.files[effect.name] = self.files.get(effect.name, b"") + effect.data[:part]
