"""The trace: one JSON line for every change of motor, tone and screen.

docs/developer/trace.md describes the format. Motor and tone lines come from the mock pins, so a
line proves that the pin really changed.
"""

import json
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

Sink = Callable[[dict[str, object]], None]


class Trace:
    """Turns changes into records and hands each to ``sink`` once.

    ``now_ms``: the device's clock. Records come from the pacing thread, from the pulse
    guard's when that has to cut a pulse, and from a signal handler in the middle of
    either: so they are queued, and whoever is handing them on takes them all.
    """

    def __init__(self, now_ms: Callable[[], int], sink: Sink) -> None:
        self._now_ms = now_ms
        self._sink = sink
        self._queue: deque[tuple[int, str, object, dict[str, object]]] = deque()
        self._handing_on = threading.Lock()
        start = {"motor_pct": 0, "tone_hz": 0, "panel": "found"}
        self._last: dict[str, object] = {key: (value, {}) for key, value in start.items()}

    def motor(self, level_pct: int) -> None:
        """The motor's pin changed; percent of full strength, 0 off."""
        self._put("motor_pct", level_pct)

    def tone(self, freq_hz: int) -> None:
        """The buzzer's pin changed; Hz, 0 silent."""
        self._put("tone_hz", freq_hz)

    def screen(self, name: str, words: list[str]) -> None:
        """The screen ``name`` says ``words``."""
        self._put("screen", name, words=words)

    def panel(self, is_found: bool) -> None:
        """The panel stopped answering, or answers again."""
        self._put("panel", "found" if is_found else "lost")

    def _put(self, key: str, value: object, **more: object) -> None:
        self._queue.append((self._now_ms(), key, value, more))
        while self._queue and self._handing_on.acquire(blocking=False):
            try:
                self._hand_on()
            finally:
                self._handing_on.release()

    def _hand_on(self) -> None:
        while self._queue:
            t_ms, key, value, more = self._queue.popleft()
            if self._last.get(key) != (value, more):
                self._last[key] = (value, more)
                self._sink({"t_ms": t_ms, key: value, **more})


def as_line(record: dict[str, Any]) -> str:
    """A record as one line of JSON, keys in the documented order."""
    return json.dumps(record, ensure_ascii=False)
