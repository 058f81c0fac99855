"""The trace: one JSON line for every change of motor, tone and screen.

docs/trace.md describes the format. Motor and tone lines come from the mock pins, so a
line proves that the pin really changed.
"""

import json
import threading
from collections.abc import Callable
from typing import Any

Sink = Callable[[dict[str, object]], None]


class Trace:
    """Turns changes into records and hands each to ``sink`` once.

    ``now_ms``: the device's clock. Records come from the pacing thread, and from the
    pulse guard's when that had to cut a pulse.
    """

    def __init__(self, now_ms: Callable[[], int], sink: Sink) -> None:
        self._now_ms = now_ms
        self._sink = sink
        self._lock = threading.Lock()
        self._last: dict[str, object] = {"motor_pct": 0, "tone_hz": 0, "panel": "found"}

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
        said = (value, more) if more else value
        with self._lock:
            if self._last.get(key) == said:
                return
            self._last[key] = said
            self._sink({"t_ms": self._now_ms(), key: value, **more})


def as_line(record: dict[str, Any]) -> str:
    """A record as one line of JSON, keys in the documented order."""
    return json.dumps(record, ensure_ascii=False)
