"""Keeps one fault from filling the journal: equal log messages are limited per minute."""

import logging
import threading
import time
from collections.abc import Callable

WINDOW_S = 60
KEPT = 64  # different messages remembered; the one seen first is forgotten first


class RepeatFilter(logging.Filter):
    """Lets ``limit`` equal messages per minute through, then counts the rest.

    The last one let through says that others may follow unseen; the first one of a later
    minute says how many did. Equal: same level, same text, same kind of exception.
    For a handler; callable from any thread. Blocks: never; it writes nothing itself.
    """

    def __init__(self, limit: int = 5, now_s: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._limit = limit
        self._now_s = now_s
        self._lock = threading.Lock()
        self._seen: dict[tuple[object, ...], tuple[float, int]] = {}  # since, how many

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether ``record`` is to be logged; its text may get the remark added."""
        text = record.getMessage()
        kind = record.exc_info[0] if record.exc_info else None
        with self._lock:
            count, suppressed = self._count((record.levelno, text, kind))
        if count > self._limit:
            return False
        if suppressed:
            text += f" ({suppressed} more were suppressed)"
        if count == self._limit:
            text += " (more of these within a minute are suppressed)"
        record.msg, record.args = text, ()
        return True

    def _count(self, key: tuple[object, ...]) -> tuple[int, int]:
        """How many in the minute now running, and suppressed in the one before it."""
        now_s = self._now_s()
        since_s, count = self._seen.get(key, (now_s, 0))
        suppressed = 0
        if now_s - since_s >= WINDOW_S:
            suppressed = max(0, count - self._limit)
            since_s, count = now_s, 0
            self._seen.pop(key)  # to the end: it is the newest again
        self._seen[key] = (since_s, count + 1)
        if len(self._seen) > KEPT:
            self._seen.pop(next(iter(self._seen)))
        return count + 1, suppressed
