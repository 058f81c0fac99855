"""What the kernel's own trace of the lines says of pulses and presses, on the real board.

``python line_timing.py`` prints both as tables; the scenarios hold them to their bounds.
"""

import os
import random
import re
import select
import statistics
import time
from dataclasses import replace
from pathlib import Path

import header
import lgpio
from acupacer.boards.clock import RealClock
from acupacer.boards.loop import Loop
from acupacer.boards.pi.board import PiBoard
from acupacer.boards.pi.config import Config
from acupacer.boards.pi.header import Header
from acupacer.core import events
from acupacer.core.input.buttons import BRUSH, PRESSED, SHORT, Buttons

TRACING = Path("/sys/kernel/tracing")
PULSES = 60
PULSE_MS = 120
TONE_HZ = 2000
EARLY_MS = 20  # an edge so long before its time is the next pulse's all the same
SPARE_PIN = 26  # for the loop that does nothing else
PRESSES = 60
WORST_BOUNCE_MS = 50
SLIPPED_MS = 8
POLL_MS = 10


class Trace:
    """The kernel's trace of the lines' levels, on the monotonic clock."""

    def __init__(self):
        if not (TRACING / "trace").exists():
            os.system(f"mount -t tracefs tracefs {TRACING}")
        self._write("trace_clock", "mono")
        self._write("buffer_size_kb", "8192")
        self._write("events/gpio/gpio_value/enable", "1")
        self._base = int(next(Path("/sys/class/gpio").glob("gpiochip*/base")).read_text())

    def clear(self):
        """Forget what was."""
        self._write("trace", "")

    def edges(self, pin):
        """(seconds, level) of every change of a line's level."""
        number = self._base + pin
        pattern = re.compile(rf" (\d+\.\d+): gpio_value: {number} set (\d)")
        edges, level = [], 0
        for at, value in pattern.findall((TRACING / "trace").read_text()):
            if int(value) != level:
                level = int(value)
                edges.append((float(at), level))
        return edges

    def _write(self, name, text):
        (TRACING / name).write_text(text)


class Planned:
    """A device that orders pulses of one output at times of its own.

    ``order``: makes an effect of (1 or 0, at_ms).
    """

    def __init__(self, on_ms, order):
        self.next_ms = 0
        self.called_ms = {}  # when each edge was ordered of the pin, by its planned time
        self._order = order
        self._edges = [(at, 1) for at in on_ms] + [(at + PULSE_MS, 0) for at in on_ms]
        self._edges.sort(reverse=True)

    def step(self, now_ms, inputs):
        effects = []
        for event in inputs:
            if isinstance(event, events.EdgeApplied):
                self.called_ms[event.at_ms] = event.at_ms + event.error_us / 1000
        while self._edges and self._edges[-1][0] <= now_ms:
            at_ms, is_on = self._edges.pop()
            effects.append(self._order(is_on, at_ms))
        if not self._edges:
            effects.append(events.PowerOff())
        self.next_ms = self._edges[-1][0] if self._edges else now_ms + 1000
        return effects

    def draw(self):
        return False

    def next_window(self, max_bytes):
        return None


def plan(from_ms):
    """When pulses begin, in ms, somewhat after ``from_ms``: at no phase of anything."""
    chance, at_ms, on_ms = random.Random(1), from_ms + 300, []
    for _ in range(PULSES):
        at_ms += PULSE_MS + chance.randrange(130, 260)
        on_ms.append(at_ms)
    return on_ms


def pulses(trace):
    """{what: [(late, longer, after the call), ...] in ms} of motor, buzzer, a bare loop."""
    config = Config()
    config = replace(
        config,
        panel=replace(config.panel, controller="none"),
        device=replace(config.device, state_dir="/run/line-timing"),
    )
    clock = RealClock()
    board = PiBoard(config, clock)
    found = {
        "motor": paced(board, trace, config.motor.pin, motor),
        "buzzer": paced(board, trace, config.buzzer.pin, tone),
    }
    board.close()
    found["bare loop"] = bare_loop(trace)
    return found


def motor(is_on, at_ms):
    return events.SetMotor(100 * is_on, at_ms)


def tone(is_on, at_ms):
    return events.SetTone(TONE_HZ * is_on, at_ms)


def paced(board, trace, pin, order):
    """The errors on ``pin`` of a plan that the loop paces."""
    trace.clear()
    on_ms = plan(board.clock.now_ms())
    device = Planned(on_ms, order)
    Loop(device, board).run()
    return errors(trace.edges(pin), on_ms, start_s(board.clock), device.called_ms)


def start_s(clock):
    """The board's 0 on the monotonic clock."""
    return time.monotonic() - clock.error_us(0) / 1e6


def bare_loop(trace):
    """The errors of the same plan in a loop that only sleeps and writes."""
    chip = lgpio.gpiochip_open(0)
    lgpio.gpio_claim_output(chip, SPARE_PIN, 0)
    trace.clear()
    begun_s = time.monotonic()
    for at_ms in plan(0):
        for edge_ms, level in ((at_ms, 1), (at_ms + PULSE_MS, 0)):
            select.select((), (), (), max(0, begun_s + edge_ms / 1000 - time.monotonic()))
            lgpio.gpio_write(chip, SPARE_PIN, level)
    lgpio.gpiochip_close(chip)
    return errors(trace.edges(SPARE_PIN), plan(0), begun_s)


def errors(edges, on_ms, zero_s, called_ms=None):
    """(late, longer, after the call) in ms of each planned pulse.

    Without those that the machine slept through.
    """
    found = []
    for at_ms, next_ms in zip(on_ms, [*on_ms[1:], on_ms[-1] + 1000], strict=True):
        ms = [((at_s - zero_s) * 1000, level) for at_s, level in edges]
        own = [(at, level) for at, level in ms if at_ms - EARLY_MS <= at < next_ms - EARLY_MS]
        rises = [at for at, level in own if level]
        falls = [at for at, level in own if not level]
        if rises and falls:  # else both edges were due by the time the loop came
            called = (called_ms or {}).get(at_ms, rises[0])
            lasts_ms = falls[-1] - rises[0]
            found.append((rises[0] - at_ms, lasts_ms - PULSE_MS, rises[0] - called))
    return found


def spread(values):
    """5th, 50th and 95th percentile."""
    ordered = sorted(values)
    place = len(ordered) // 20
    return ordered[place], statistics.median(ordered), ordered[-1 - place]


def presses():
    """[(bounce, closed for, gestures)] of presses whose both ends bounce anyhow.

    Without those that the machine drew out by more than ``SLIPPED_MS``.
    """
    chance = random.Random(2)
    board = Header()
    contacts = board.contacts([(events.START, header.BUTTONS["START"])], False)
    results = []
    for number in range(PRESSES):
        bounce_ms, closed_ms = number % (WORST_BOUNCE_MS + 1), 6
        if number % 6:
            closed_ms = bounce_ms + chance.randrange(60, 120)
        else:
            bounce_ms = 0
        edges = [
            *bounce(chance, 0, bounce_ms, "pull-down", "pull-up"),
            *bounce(chance, closed_ms, bounce_ms, "pull-up", "pull-down"),
        ]
        gestures, slipped_ms = play(contacts, edges)
        if slipped_ms <= SLIPPED_MS:
            results.append((bounce_ms, closed_ms, gestures))
    contacts.close()
    board.close()
    return results


def bounce(chance, from_ms, lasts_ms, to, back):
    """(ms, pull) of an edge that bounces for ``lasts_ms``."""
    inner = sorted(chance.uniform(0, lasts_ms) for _ in range(2 * chance.randrange(0, 4)))
    edges = [(from_ms, to)]
    for place, ms in enumerate(inner if lasts_ms else ()):
        edges.append((from_ms + ms, back if place % 2 == 0 else to))
    return edges


def play(contacts, edges):
    """What the board's contacts and the core make of ``edges``; how late the worst came."""
    buttons, gestures, told, slipped_ms = Buttons(), [], 0, 0.0
    pull = header.line(header.BUTTONS["START"]) / "pull"
    begun_s = time.monotonic()
    due = list(edges)
    while due or buttons.next_ms is not None or contacts.has_more:
        ms = (time.monotonic() - begun_s) * 1000
        while due and due[0][0] <= ms:
            slipped_ms = max(slipped_ms, ms - due[0][0])
            pull.write_text(due.pop(0)[1])
        pressed = contacts.read()
        if pressed != told:
            told = pressed
            gestures += [kind for kind, _ in buttons.change(pressed, int(ms))]
        gestures += [kind for kind, _ in buttons.step(int(ms))]
        if not contacts.has_more:
            wait_ms = due[0][0] - (time.monotonic() - begun_s) * 1000 if due else POLL_MS
            select.select((contacts.fd,), (), (), max(0, min(wait_ms, POLL_MS)) / 1000)
    return gestures, slipped_ms


def wrong(results):
    """Presses that came out as none or as more than one."""
    return [
        result for result in results if result[2] not in ([PRESSED, SHORT], [PRESSED, BRUSH])
    ]


def main():
    """The tables."""
    header.release("START")
    heads = f"{'late p50':>9}{'p95':>7}{'call p50':>9}{'p95':>7}{'length':>14}"
    print("on the line, ms".ljust(24) + heads)
    for name, found in pulses(Trace()).items():
        late, longer, after = (spread(column) for column in zip(*found, strict=True))
        print(
            f"{name}, {len(found)} of {PULSES}".ljust(24)
            + f"{late[1]:9.1f}{late[2]:7.1f}{after[1]:9.1f}{after[2]:7.1f}"
            + f"{longer[0]:+7.1f}{longer[2]:+7.1f}",
            flush=True,
        )
    results = presses()
    print(f"{len(wrong(results))} of {len(results)} bouncing presses wrong: {wrong(results)}")


if __name__ == "__main__":
    main()
