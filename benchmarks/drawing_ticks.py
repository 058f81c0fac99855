"""Countdown ticks under either interpreter: ``python drawing_ticks.py FIRMWARE_DIR``.

Prints one JSON object: what a tick of the ``hold`` screen takes to draw and to compare
(median, and 95 % below, in microseconds), and what its windows are on the bus.
"""

import json
import sys
import time

sys.path.insert(0, sys.argv[1])

from acupacer.core.routine.places import built_in
from acupacer.core.screen.countdown_screens import HoldView
from acupacer.core.screen.ending_screens import SilenceView
from acupacer.core.screen.painter import Painter
from acupacer.core.screen.raster import BYTE_BITS, WINDOW_BITS
from acupacer.core.screen.whereabouts import Whereabouts

ROUNDS = 20
LENGTHS_S = (10, 15, 20, 30, 45, 60, 120)


def now_us():
    if hasattr(time, "perf_counter_ns"):
        return time.perf_counter_ns() / 1000
    return time.ticks_us()


def view(left_s, total_s):
    where = Whereabouts("hands", built_in("LI4"), "left", 2, 3, 1, 2, "")
    return HoldView(where, left_s, total_s, firm=True)


def drain(painter):
    """Take every window; returns bus bits."""
    bits = 0
    while True:
        window = painter.next_window(1024)
        if window is None:
            return bits
        bits += WINDOW_BITS + BYTE_BITS * len(window[4])


def hold(painter, total_s, times_us, bits, floors):
    painter.show(view(total_s, total_s))
    drain(painter)
    for left_s in range(total_s - 1, 0, -1):
        shown = view(left_s, total_s)
        before = bytes(painter.page)
        start_us = now_us()
        painter.show(shown)
        spent = drain(painter)
        times_us.append(now_us() - start_us)
        bits.append(spent)
        page = painter.page
        floors.append(BYTE_BITS * sum([before[at] != page[at] for at in range(1024)]))


def screens(painter):
    """Microseconds to draw a whole new screen and find its windows."""
    found = []
    for _ in range(30):
        for shown in (SilenceView(), view(10, 10)):
            start_us = now_us()
            painter.show(shown)
            drain(painter)
            found.append(now_us() - start_us)
    return found


def at(values, percent):
    ordered = sorted(values)
    return ordered[len(ordered) * percent // 100]


def main():
    painter = Painter()
    times_us, bits, floors = [], [], []
    for _ in range(ROUNDS):
        for total_s in LENGTHS_S:
            hold(painter, total_s, times_us, bits, floors)
    ratios = [bits[index] / floors[index] for index in range(len(bits))]
    print(json.dumps({
        "ticks": len(bits), "median_us": at(times_us, 50), "p95_us": at(times_us, 95),
        "bits": at(bits, 50), "worst_bits": max(bits), "ratio": at(ratios, 50),
        "all_bits": sum(bits) / len(bits), "all_ratio": sum(bits) / sum(floors),
        "screen_us": at(screens(painter), 50),
    }))  # fmt: skip


main()
