"""What a routine feels like from start to end: its phases and cues, on a fake clock.

Nothing is worked out here: the device's own session and player run, with nobody
pressing anything but START at the prompts.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from acupacer.boards.pulse_log import PulseLog
from acupacer.core.cue.player import Player
from acupacer.core.events import SetMotor
from acupacer.core.input.gestures import START
from acupacer.core.progress.prescriptions import Prescription
from acupacer.core.routine.model import Routine
from acupacer.core.session import course
from acupacer.core.session.session import Session

FOREVER_MS = 10**9


@dataclass(frozen=True)
class Span:
    """A phase. ``kind``: a session state; ``step`` and ``repetition`` count from 1.

    ``place``: point's code or area's text; ``side``: left, right or both; ``arm``: left,
    right or "". Times in ms from START at home.
    """

    kind: str
    step: int
    place: str
    side: str
    arm: str
    repetition: int
    start_ms: int
    end_ms: int


@dataclass
class Timeline:
    """``spans`` in order; ``cues`` as (ms, name); ``pulses`` of the motor as (ms, ms long)."""

    spans: list[Span] = field(default_factory=list)
    cues: list[tuple[int, str]] = field(default_factory=list)
    pulses: list[tuple[int, int]] = field(default_factory=list)

    @property
    def total_ms(self) -> int:
        """When the session is done; what its cue takes is not counted."""
        return self.spans[-1].end_ms if self.spans else 0

    def cues_in(self, span: Span) -> list[str]:
        """The cues that start within ``span``, in order."""
        return [name for at_ms, name in self.cues if span.start_ms <= at_ms < span.end_ms]

    def cues_between(self) -> list[tuple[int, str]]:
        """(ms, name) of the cues outside every phase: at prompts, at ends, when done."""
        return [
            (at_ms, name)
            for at_ms, name in self.cues
            if not any(span.start_ms <= at_ms < span.end_ms for span in self.spans)
        ]


def play(
    routine: Routine, prescriptions: list[Prescription], has_ticks: bool = False
) -> Timeline:
    """Run a session of ``routine`` to its end.

    ``prescriptions``: one per step. Blocks: some milliseconds.
    """
    player = Player()
    session = Session(routine, prescriptions, player, 0, has_ticks)
    timeline, log = Timeline(), PulseLog()
    now_ms = 0
    while session.state != "done":
        course.advance(session, now_ms)
        _take_outputs(player, now_ms, log)
        if session.state == "prompt" and now_ms >= session.start_ms and player.is_idle:
            course.happen(session, START, now_ms)
        _take_span(session, now_ms, timeline)
        due_ms = player.next_ms if player.next_ms is not None else FOREVER_MS
        now_ms = max(now_ms + 1, min(session.next_ms(now_ms), due_ms))
    _take_rest(player, log)  # the last release goes on into done
    while "session_done" not in [name for _, name in player.started]:
        now_ms = session.next_ms(now_ms)
        course.advance(session, now_ms)
        _take_rest(player, log)
    timeline.cues = list(player.started)
    timeline.pulses = [(pulse.start_ms, pulse.end_ms - pulse.start_ms) for pulse in log.pulses]
    return timeline


def _take_rest(player: Player, log: PulseLog) -> None:
    """Let the player finish what it was told to play."""
    while player.next_ms is not None:
        _take_outputs(player, player.next_ms, log)


def _take_span(session: Session, now_ms: int, timeline: Timeline) -> None:
    """Add the present phase unless it is the one added last."""
    if session.state in ("prompt", "done"):
        return
    phase = session.phase
    kind = session.state
    repetition = session.repetition(now_ms) if kind == "hold" else phase.repetition
    start_ms, end_ms = session.start_ms, session.start_ms + session.length_ms
    if timeline.spans and timeline.spans[-1].start_ms == start_ms:
        return
    place = session.step.place_id
    what = (phase.step + 1, place, phase.side, phase.arm, repetition)
    timeline.spans.append(Span(kind, *what, start_ms, end_ms))


def _take_outputs(player: Player, now_ms: int, log: PulseLog) -> None:
    effects: list[object] = []
    player.step(now_ms, effects)
    for effect in effects:
        if isinstance(effect, SetMotor):
            log.motor(effect.at_ms, effect.duty_pct)
