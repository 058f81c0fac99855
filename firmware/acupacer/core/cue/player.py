"""Plays cues: turns them into output edges and keeps their rules of precedence.

Rules (source: design):

* ``press`` and ``release`` are never dropped. Every other cue yields: it is not
  started unless it ends 300 ms before the next boundary, and never into a cue that
  is still running.
* A press that changes phase lets a cue that has begun finish (half of ``next_point``
  would be ``press``), and the new one starts 300 ms after its last pulse. A minor cue is
  cut, and one that says a phase but has not begun is dropped. Only STOP cuts them all.
* The motor's off edge is part of every pulse, so a cue can end in no other way than
  off; a late step, or a board that applies an edge late, stretches the rest of the cue:
  neither shortens a pulse.
"""

from ..events import SetMotor, SetTone
from . import cues, trains

# An edge later than this shifts the rest of its cue: what a pulse may lose and still be
# felt with every kind of motor (see docs/developer/legibility.md).
LATE_MS = 8
FAULT_CLEAR_MS = 2000  # a fault cue keeps this far from press and release
TICK_CLEAR_MS = 2000  # a tick keeps this far from the cue before it


class Player:
    """Schedules one cue at a time. Blocks: never; ``step`` is bounded by its pulses."""

    def __init__(self) -> None:
        self.duty_pct = 100
        self.has_sound = True
        self.has_vibration = True
        self.scale_pct = 100
        self.is_gun = False
        self.started: "list[tuple[int, str]]" = []  # (at_ms, cue) since last taken
        self._edges: "list[tuple[int, int, int]]" = []  # (at_ms, duty_pct, tone_hz)
        self._duty = 0
        self._tone = 0
        self._ends_ms = self._off_ms = -trains.GROUP_GAP_MS
        self._boundary_ends_ms = -FAULT_CLEAR_MS
        # The last two cues that only STOP may cut: (from when on, until when), in ms.
        self._kept: "list[tuple[int, int]]" = []
        self._edge_ms = self._shifted_ms = 0  # the last edge, and how far it shifted the rest

    # --- asking -------------------------------------------------------------------

    @property
    def next_ms(self) -> "int | None":
        """When the next edge is due, or None."""
        return self._edges[0][0] if self._edges else None

    @property
    def is_idle(self) -> bool:
        """No cue is running or waiting to start."""
        return not self._edges

    @property
    def is_audible(self) -> bool:
        """Cues sound: by preference, or because a gun masks what is felt."""
        return self.has_sound or self.is_gun

    @property
    def is_on(self) -> bool:
        """An output is driven right now."""
        return bool(self._duty or self._tone)

    def length_ms(self, name: str) -> int:
        """How long cue ``name`` takes with today's motor and method, in ms."""
        return trains.length_ms(self._pulses(name))

    def lead_ms(self) -> int:
        """From the start of ``release`` to the next phase's cue, in ms."""
        return cues.lead_after_release_ms(self.scale_pct, self.is_gun)

    def has_room(
        self, name: str, found: "list[tuple[int, int]]", at_ms: int, boundary_ms: "int | None"
    ) -> bool:
        """Whether a lower cue with the pulses ``found`` may start at ``at_ms``."""
        if at_ms < self._free_ms(name):
            return False
        clear_ms = FAULT_CLEAR_MS if name == "fault" else trains.GROUP_GAP_MS
        ends_ms = at_ms + trains.length_ms(found)
        return boundary_ms is None or ends_ms + clear_ms <= boundary_ms

    # --- doing --------------------------------------------------------------------

    def make_way(self, now_ms: int) -> int:
        """Clear the way for a press that changes phase; when its cue may start, in ms.

        Lets finish what only STOP may cut, cuts a running minor cue now (the next ``step``
        emits its off edge) and drops what waits.
        """
        ends_ms = self._kept_ms(now_ms)
        if ends_ms <= now_ms:
            self.cut(now_ms)
            return self.way_ms(now_ms)
        self._keep_until(ends_ms)
        self._kept = [span for span in self._kept if span[1] <= ends_ms]
        self._ends_ms = ends_ms
        return ends_ms + trains.GROUP_GAP_MS

    def way_ms(self, now_ms: int) -> int:
        """When ``make_way`` would let the next cue start; changes nothing."""
        ends_ms = self._kept_ms(now_ms)
        if ends_ms > now_ms:
            return ends_ms + trains.GROUP_GAP_MS
        off_ms = now_ms if self.is_on else self._off_ms
        return max(now_ms, off_ms + trains.GROUP_GAP_MS)

    def play(self, name: str, at_ms: int) -> None:
        """Start cue ``name`` at ``at_ms``; a lower cue still running then is cut."""
        self._start(name, self._pulses(name), at_ms, True)

    def play_pulses(self, name: str, found: "list[tuple[int, int]]", at_ms: int) -> int:
        """As ``play``, for pulses made by the caller; when the next cue may start, in ms."""
        self._start(name, found, at_ms, True)
        return self._ends_ms + trains.GROUP_GAP_MS

    def offer(
        self, name: str, at_ms: int, boundary_ms: "int | None", is_felt: bool = True
    ) -> bool:
        """Start a lower cue unless it would run into another; whether it started.

        ``boundary_ms``: when the next press or release is due, or None. ``is_felt``:
        False for the tone alone.
        """
        found = self._pulses(name)
        if not self.has_room(name, found, at_ms, boundary_ms):
            return False
        self._start(name, found, at_ms, is_felt)
        return True

    def cut(self, now_ms: int) -> None:
        """Drop whatever is running or waiting; outputs go low in the next ``step``."""
        self._edges = [(now_ms, 0, 0)] if self.is_on else []
        if self.is_on:
            self._off_ms = now_ms
        self._kept = []
        self._ends_ms = self._off_ms
        self._boundary_ends_ms = now_ms

    def step(self, now_ms: int, effects: "list[object]") -> bool:
        """Append the output effects that are due to ``effects``; whether a cue was shifted."""
        is_shifted = False
        while self._edges and self._edges[0][0] <= now_ms:
            at_ms, duty_pct, tone_hz = self._edges.pop(0)
            self._edge_ms, self._shifted_ms = at_ms, 0
            if now_ms - at_ms > LATE_MS:
                self._shifted_ms = now_ms - at_ms
                self._shift(at_ms, now_ms - at_ms)
                is_shifted = True
            self._apply(at_ms, duty_pct, tone_hz, effects)
        return is_shifted

    def was_late(self, at_ms: int, late_ms: int) -> bool:
        """The board applied the edge of ``at_ms`` so late; whether that shifts the cue.

        A pulse that began late ends as much later, by more than ``LATE_MS`` at least.
        """
        missing_ms = late_ms - self._shifted_ms
        if at_ms != self._edge_ms or missing_ms <= LATE_MS or not self._edges:
            return False
        self._shift(at_ms, missing_ms)
        self._shifted_ms = late_ms
        return True

    # --- inside -------------------------------------------------------------------

    def _pulses(self, name: str) -> "list[tuple[int, int]]":
        pulses = trains.pulses(cues.BY_NAME[name].pattern, self.scale_pct)
        if self.is_gun and cues.BY_NAME[name].rank == cues.BOUNDARY:
            return trains.doubled(pulses)
        return pulses

    def _free_ms(self, name: str) -> int:
        """When a lower cue may start, given what was played before it."""
        if name == "tick":
            return self._ends_ms + TICK_CLEAR_MS
        free_ms = self._ends_ms + trains.GROUP_GAP_MS
        if name == "fault":
            return max(free_ms, self._boundary_ends_ms + FAULT_CLEAR_MS)
        return free_ms

    def _start(
        self, name: str, found: "list[tuple[int, int]]", at_ms: int, is_felt: bool
    ) -> None:
        duty_pct = self.duty_pct if self.has_vibration and is_felt else 0
        tone_hz = cues.BY_NAME[name].tone_hz if self.is_audible else 0
        self._end_before(at_ms)
        for start_ms, long_ms in found:
            self._edges.append((at_ms + start_ms, duty_pct, tone_hz))
            self._edges.append((at_ms + start_ms + long_ms, 0, 0))
        self._ends_ms = at_ms + trains.length_ms(found)
        rank = cues.BY_NAME[name].rank
        if rank == cues.BOUNDARY:
            self._boundary_ends_ms = self._ends_ms
        if rank > cues.MINOR:  # a boundary is kept before it begins, too
            from_ms = at_ms if rank < cues.BOUNDARY else 0
            self._kept = self._kept[-1:] + [(from_ms, self._ends_ms)]
        self.started.append((at_ms, name))

    def _end_before(self, at_ms: int) -> None:
        """Keep the edges before ``at_ms`` and see that they end low."""
        self._keep_until(at_ms)
        last = self._edges[-1] if self._edges else (at_ms, self._duty, self._tone)
        if last[1] or last[2]:
            self._edges.append((at_ms, 0, 0))

    def _kept_ms(self, now_ms: int) -> int:
        """Until when the cues last that only STOP may cut now; 0: there is none."""
        return max([0] + [ends_ms for from_ms, ends_ms in self._kept if from_ms <= now_ms])

    def _keep_until(self, at_ms: int) -> None:
        self._edges = [edge for edge in self._edges if edge[0] <= at_ms]

    def _shift(self, from_ms: int, by_ms: int) -> None:
        """What comes after ``from_ms`` comes so much later."""
        self._edges = [(at_ms + by_ms, duty, tone) for at_ms, duty, tone in self._edges]
        self._ends_ms += by_ms
        if self._boundary_ends_ms > from_ms:
            self._boundary_ends_ms += by_ms
        self._kept = [
            (begin_ms, ends_ms + by_ms if ends_ms > from_ms else ends_ms)
            for begin_ms, ends_ms in self._kept
        ]

    def _apply(self, at_ms: int, duty_pct: int, tone_hz: int, effects: "list[object]") -> None:
        if duty_pct != self._duty:
            effects.append(SetMotor(duty_pct, at_ms))
        if tone_hz != self._tone:
            effects.append(SetTone(tone_hz, at_ms))
        if not duty_pct and not tone_hz and self.is_on:
            self._off_ms = at_ms
        self._duty = duty_pct
        self._tone = tone_hz
