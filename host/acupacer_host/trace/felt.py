"""What a person would feel: the simulator's trace, read back into cues.

Pulses come from the pins' changes; a cue is known by its pattern and its tone. That the
right name comes out proves that the right pulses went in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from acupacer.core.cue import cues

SHORT_MAX_MS = 250  # S is 96 to 180 ms with all motor kinds, L 400 to 750 ms
GROUP_MIN_MS = 230  # a longer gap separates two groups of one cue (240 ms at least) ...
CUE_GAP_MS = 550  # ... and a gap longer than this two cues


@dataclass(frozen=True)
class Felt:
    """A cue: when it began, its name ("" when unknown), its pattern in S, L and -."""

    t_ms: int
    name: str
    pattern: str


@dataclass(frozen=True)
class _Pulse:
    start_ms: int
    end_ms: int
    tone_hz: int


def cues_in(trace: Iterable[dict[str, Any]]) -> list[Felt]:
    """The cues in ``trace`` (records as docs/trace.md says), in order."""
    found = []
    cue: list[_Pulse] = []
    for pulse in _pulses(trace):
        if cue and (
            pulse.tone_hz != cue[0].tone_hz or pulse.start_ms - cue[-1].end_ms > CUE_GAP_MS
        ):
            found.append(_felt(cue))
            cue = []
        cue.append(pulse)
    return found + ([_felt(cue)] if cue else [])


def _pulses(trace: Iterable[dict[str, Any]]) -> Iterator[_Pulse]:
    """Times during which motor or buzzer was on, in order."""
    on = {"motor_pct": 0, "tone_hz": 0}
    start_ms = tone_hz = 0
    for record in trace:
        for name in on:
            if name not in record:
                continue
            was_on = any(on.values())
            on[name] = record[name]
            if not was_on:
                start_ms, tone_hz = record["t_ms"], 0
            tone_hz = tone_hz or on["tone_hz"]
            if was_on and not any(on.values()):
                yield _Pulse(start_ms, record["t_ms"], tone_hz)


def _felt(cue: list[_Pulse]) -> Felt:
    pattern = ""
    for number, pulse in enumerate(cue):
        if number and pulse.start_ms - cue[number - 1].end_ms > GROUP_MIN_MS:
            pattern += "-"
        pattern += "S" if pulse.end_ms - pulse.start_ms <= SHORT_MAX_MS else "L"
    return Felt(cue[0].start_ms, _name(pattern, cue[0].tone_hz), pattern)


def _name(pattern: str, tone_hz: int) -> str:
    for cue in cues.CUES:
        if cue.pattern == pattern and tone_hz in (0, cue.tone_hz):
            return str(cue.name)
    where = cues.BY_NAME["where_am_i"]
    return where.name if tone_hz == where.tone_hz else ""
