"""From the contact of STOP closing to the motor's pin low, at random instants of a session.

At each instant the process forks: the child presses STOP and measures, the parent goes on
as if nothing had happened. So hundreds of presses cost one session.
"""

import os
import random
import struct

from rp2040_twin import MOTOR, PINS

PER_PULSE = 8
PULSE_MS = 110  # within it STOP is pressed; where the motor is off again nothing counts
APART_MS = 40  # edges closer than this are of one pulse: the motor's PWM
WATCHED_MS = 80
PATIENCE_MS = 60_000
RESULT = struct.Struct("d")


def latencies_ms(chip, count, seed=1):
    """``count`` of them; ``chip``: a session runs on it."""
    chance = random.Random(seed)
    found = []
    while len(found) < count:
        _await_pulse(chip)
        began_ms = chip.now_ms
        for at_ms in sorted(chance.uniform(0, PULSE_MS) for _ in range(PER_PULSE)):
            chip.run(max(0.001, began_ms + at_ms - chip.now_ms))
            latency_ms = _in_child(lambda: _press(chip)) if _is_on(chip) else 0
            if latency_ms > 0:  # else the pulse was over by itself
                found.append(latency_ms)
    return found[:count]


def _await_pulse(chip):
    edges = chip.edges[MOTOR]
    chip.run_until(lambda: not _is_on(chip), PATIENCE_MS, 1)
    before = len(edges)
    chip.run_until(lambda: len(edges) > before, PATIENCE_MS, 1)


def _is_on(chip):
    """The motor's pin is high, or was just now."""
    edges = chip.edges[MOTOR]
    return bool(edges) and (edges[-1][1] or chip.now_ms - edges[-1][0] < APART_MS)


def _press(chip):
    """Press STOP; ms until the motor's pin is low and stays so for a while."""
    began_ms = chip.now_ms
    edges = chip.edges[MOTOR]
    first = len(edges)
    chip.mcu.gpio[PINS["STOP"]].set_input_value(False)
    chip.run(WATCHED_MS)
    off_ms = began_ms
    for at_ms, is_high in edges[first:]:
        if is_high and at_ms - off_ms > APART_MS:
            break  # what follows is an answer that is felt
        off_ms = at_ms
    return off_ms - began_ms


def _in_child(measure):
    """What ``measure`` gives in a copy of this process."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(writing, RESULT.pack(measure()))
        os._exit(0)
    os.close(writing)
    data = os.read(reading, RESULT.size)
    os.close(reading)
    os.waitpid(child, 0)
    return RESULT.unpack(data)[0]
