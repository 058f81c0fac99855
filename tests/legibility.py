"""How cues feel: a motor's answer to their pulses, and what sets two of them apart.

The motor is a first-order system: its speed follows the drive with one time constant
while driven and another while it coasts. What is felt is speed squared (the force of a
turning mass). All levels are shares of the steady felt level at the strength in use, so
1.0 is "full". Times are milliseconds.
"""

from __future__ import annotations

from itertools import pairwise
from math import exp

from acupacer.boards.decoder import REPETITIONS_MOST
from acupacer.core.cue import cues, trains
from acupacer.core.cue.player import LATE_MS

RISE_MS = 60  # of the typical motor; the other kinds by cues.MOTOR_SCALE_PCT
COAST_MS = 90
SOFT_START_MS = 30
PULSE_LEAST = 0.60  # every pulse is felt at least this strongly ...
VALLEY_MOST = 0.35  # ... and between two the motor is felt no more than this
TAIL_MS = 600
LONG_FROM = 2.0  # longest pulses differ when one is felt twice as long as the other
RHYTHM_MS = 200  # ... and rhythms when a pulse begins or ends this much elsewhere

Pulses = list[tuple[int, int]]


def felt(
    pulses: Pulses, kind: str, strength_pct: int = 70, slower_pct: int = 100
) -> list[float]:
    """The felt level, one value per ms, from the first pulse's start to past the last.

    ``pulses`` as ``trains.pulses`` makes them for that kind of motor. ``slower_pct``: the
    real motor's time constants in percent of those of its kind.
    """
    scale = cues.MOTOR_SCALE_PCT[kind] / 100 * slower_pct / 100
    rise, coast = exp(-1 / (RISE_MS * scale)), exp(-1 / (COAST_MS * scale))
    full = strength_pct / 100
    ramp = [full * ((ms + 1) / SOFT_START_MS) for ms in range(SOFT_START_MS)]
    drives = [0.0] * (trains.length_ms(pulses) + TAIL_MS)
    for at_ms, long_ms in pulses:
        drives[at_ms : at_ms + long_ms] = (ramp + [full] * long_ms)[:long_ms]
    speed, levels = 0.0, []
    for drive in drives:
        speed = drive + (speed - drive) * (rise if drive > speed else coast)
        levels.append((speed / full) ** 2)
    return levels


def peaks(pulses: Pulses, levels: list[float]) -> list[float]:
    """The strongest felt level of each pulse."""
    return [max(levels[at_ms : at_ms + long_ms + 1]) for at_ms, long_ms in pulses]


def valleys(pulses: Pulses, levels: list[float]) -> list[float]:
    """The weakest felt level between each pulse and the next."""
    pairs = pairwise(pulses)
    return [min(levels[at + long : after + 1]) for (at, long), (after, _) in pairs]


def decoded(levels: list[float]) -> Pulses:
    """What a person counts: pulses from their crossing of the one bar to the other."""
    found: Pulses = []
    start_ms = -1
    for at_ms, level in enumerate(levels):
        if start_ms < 0 and level >= PULSE_LEAST:
            start_ms = at_ms
        elif start_ms >= 0 and level <= VALLEY_MOST:
            found.append((start_ms, at_ms - start_ms))
            start_ms = -1
    return found


def late(pulses: Pulses) -> Pulses:
    """The same when each pulse starts as late as the player lets it without a shift."""
    return [(at_ms + LATE_MS, long_ms - LATE_MS) for at_ms, long_ms in pulses]


def early_gap(pulses: Pulses) -> Pulses:
    """The same when each pulse ends that late."""
    return [(at_ms, long_ms + LATE_MS) for at_ms, long_ms in pulses]


# --- what sets two cues apart -------------------------------------------------------------


def variants(kind: str) -> dict[str, Pulses]:
    """Every pattern a person may meet, by name; ``where_am_i`` with side and repetition."""
    scale_pct = cues.MOTOR_SCALE_PCT[kind]
    found = {}
    for cue in cues.CUES:
        if cue.name == "where_am_i":
            continue
        found[cue.name] = trains.pulses(cue.pattern, scale_pct)
        if cue.rank == cues.BOUNDARY:
            found[cue.name + "_twice"] = trains.doubled(found[cue.name])
    for side in cues.SIDE_MARKS:
        for repetition in range(REPETITIONS_MOST + 1):
            found[where_name(side, repetition)] = cues.where_am_i(side, repetition, scale_pct)
    return found


def where_name(side: str, repetition: int) -> str:
    """The name of one answer to "where am I?"."""
    return f"where_am_i_{side}_{repetition}"


def difference(one: Pulses, other: Pulses) -> str:
    """What tells two felt patterns apart: count, longest, rhythm, or "" for nothing.

    Both as ``decoded``. Rhythm: of as many pulses, one begins or ends elsewhere.
    """
    if len(one) != len(other):
        return "count"
    longest = sorted(max(long_ms for _, long_ms in pulses) for pulses in (one, other))
    if longest[1] >= LONG_FROM * longest[0]:
        return "longest"
    pairs = zip(edges(one), edges(other), strict=True)
    return "rhythm" if max(abs(a - b) for a, b in pairs) >= RHYTHM_MS else ""


def edges(pulses: Pulses) -> list[int]:
    """When each pulse begins and ends, from the first one's start."""
    first_ms = pulses[0][0]
    return [at_ms - first_ms for start, long in pulses for at_ms in (start, start + long)]


def slowest_pct(pulses: Pulses, kind: str) -> int:
    """How much slower than its kind a motor may be, in percent, before a bar is missed."""
    slower_pct = 100
    while slower_pct < 300:
        levels = felt(pulses, kind, slower_pct=slower_pct + 1)
        valley = max(valleys(pulses, levels), default=0.0)
        if min(peaks(pulses, levels)) < PULSE_LEAST or valley > VALLEY_MOST:
            break
        slower_pct += 1
    return slower_pct
