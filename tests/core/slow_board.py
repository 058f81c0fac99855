"""A board as slow as the slowest, on a fake clock, and a host that never pauses.

What the link's work costs is counted, not measured: the calls it makes, and 1 ms a step. So
a run repeats exactly.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from acupacer.core import events
from acupacer.core.link import frames
from rig import Rig

LINK_BYTES = 256  # taken in one pass, as a Pico does
LINK_GUARD_MS = 40  # and only with no edge so near
POLL_MS = 10
STEP_MS = 1
LINK = str(Path(frames.__file__).parent)


class SlowBoard(Rig):
    """``calls_per_ms``: how many calls the link makes in a millisecond.

    ``ask``: None, or makes a host's next request, which is sent as soon as the one before
    was answered. ``pulses``: (ms it began, ms it lasted) of the motor. ``replies``: how many.
    """

    calls_per_ms = 0
    ask: Callable[[], bytes] | None = None

    def slow_down(self, calls_per_ms: int) -> None:
        self.calls_per_ms = calls_per_ms
        self.pulses: list[tuple[int, int]] = []
        self.replies = 0
        self._on_ms = 0
        self._wire = b""
        self._reader = frames.Reader(70_000)

    def step(self) -> None:
        if not self.calls_per_ms:
            super().step()
            return
        if self.ask and not self._wire and not self.replies:
            self._wire = self.ask()
        if self._wire and self.device.next_ms - self.at_ms() > LINK_GUARD_MS:
            self.inputs.append(events.BytesReceived(self._wire[:LINK_BYTES]))
            self._wire = self._wire[LINK_BYTES:]
        inputs, self.inputs = self.inputs, []
        effects, calls = counted(lambda: self.device.step(self.at_ms(), inputs))
        took_ms = STEP_MS + calls // self.calls_per_ms
        self.now_ms += took_ms
        for effect in effects:
            self.apply(effect)
        self.device.took(took_ms)

    def wait(self, ms: int) -> None:
        until_ms = self.now_ms + ms
        while self.calls_per_ms and self.now_ms < until_ms:
            self.step()
            if not self.inputs:
                due_ms = min(self.due_ms(), self.now_ms + POLL_MS)
                self.now_ms = min(until_ms, max(self.now_ms, due_ms))
        if not self.calls_per_ms:
            super().wait(ms)

    def settle(self) -> None:
        if not self.calls_per_ms:
            super().settle()

    def apply(self, effect: object) -> None:
        super().apply(effect)
        if not self.calls_per_ms:
            return
        if isinstance(effect, events.SetMotor):
            if effect.duty_pct:
                self._on_ms = self.now_ms
            else:
                self.pulses.append((self._on_ms, self.now_ms - self._on_ms))
        if isinstance(effect, events.Send):
            self.replies += len(self._reader.feed(effect.data))
            self._wire = self.ask() if self.ask else b""


def counted(call: Callable[[], list[object]]) -> tuple[list[object], int]:
    """What ``call`` returns, and how many calls the link makes meanwhile."""
    calls = depth = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal calls, depth
        if event == "call" and (depth or LINK in frame.f_code.co_filename):
            depth += 1
        elif event == "return" and depth:
            depth -= 1
        calls += depth > 0 and event in ("call", "c_call")

    sys.setprofile(note)
    try:
        value = call()
    finally:
        sys.setprofile(None)
    return value, calls
