"""What the program's time goes to, function by function, on the emulated chip.

The program is started from MicroPython's prompt with some of its functions wrapped: each
counts the microseconds spent in it and not in another wrapped one. A wrapper takes some
40 µs of its own, so functions that are called often are left alone.
"""

import ast

from chip_prompt import PATIENCE_MS, Prompt

BREAK = b"\x03"

# What is timed: what it is counted as, module, class ("" for none), function.
CORE, PICO = "acupacer.core.", "acupacer.boards.pico."
PARTS = (
    ("reading the port", PICO + "usb_link", "UsbLink", "read"),
    ("writing the port", PICO + "usb_link", "UsbLink", "flush"),
    ("waiting", PICO + "board", "PicoBoard", "wait"),
    ("frames: lines", CORE + "link.frames", "Reader", "feed"),
    ("frames: base64", CORE + "link.frames", "", "_from_base64"),
    ("frames: CRC-16", CORE + "link.frames", "", "crc16"),
    ("frames: reply", CORE + "link.frames", "", "encode"),
    ("CBOR and SMP", CORE + "link.cbor", "", "decode"),
    ("CBOR and SMP", CORE + "link.cbor", "", "encode"),
    ("CBOR and SMP", CORE + "link.smp", "", "parse"),
    ("link: the rest", CORE + "link.link", "Link", "receive"),
    ("routines: cutting", CORE + "routine.document", "Scanner", "feed"),
    ("routines: JSON", CORE + "routine.document", "", "_load"),
    ("routines: checks", CORE + "routine.document", "", "check_routine"),
    ("routines: index", CORE + "routine.document", "", "_entry"),
    ("flash: writes", PICO + "store", "Store", "_stage"),
    ("flash: commit", PICO + "store", "Store", "_commit"),
    ("flash: reads", PICO + "store", "Store", "_read"),
    ("history: decoding", CORE + "progress.history", "", "decode"),
    ("history: folding", CORE + "progress.progress", "Progress", "apply"),
    ("loader: the rest", CORE + "store.loader", "Loader", "_take_history"),
    ("drawing", CORE + "device", "Device", "draw"),
    ("drawing", CORE + "device", "Device", "next_window"),
    ("panel", "acupacer.boards.panel", "OledPanel", "draw"),
    ("loop: inputs", "acupacer.boards.loop", "Loop", "_collect"),
)

SETUP = """
import time, sys
spent = {{}}
calls = {{}}
inner = [0]
longest = {{}}
def wrap(place, name, label):
    whole = getattr(place, name)
    now, passed = time.ticks_us, time.ticks_diff
    spent.setdefault(label, 0)
    calls.setdefault(label, 0)
    def timed(*given):
        saved = inner[0]
        inner[0] = 0
        began = now()
        try:
            return whole(*given)
        finally:
            took = passed(now(), began)
            if passed(began, since) > 0:
                spent[label] += took - inner[0]
                calls[label] += 1
                longest[label] = max(took, longest.get(label, 0))
            inner[0] = saved + took
    setattr(place, name, timed)
for label, module, kind, name in {parts}:
    __import__(module)
    place = sys.modules[module]
    wrap(getattr(place, kind) if kind else place, name, label)
since = time.ticks_add(time.ticks_us(), {after_ms} * 1000)
"""

START = """
from acupacer.boards.pico.start import start
start(False)
print(repr([(label, spent[label], calls[label], longest.get(label, 0)) for label in spent]))
"""


class Spent:
    """What went to one thing: ``ms`` in all, in so many ``calls``; the longest call took
    ``longest_ms``, what it called included."""

    def __init__(self, what, us, calls, longest_us):
        self.what = what
        self.ms = us / 1000
        self.calls = calls
        self.longest_ms = longest_us / 1000


class Profile:
    """The program on ``chip`` (not run yet), with ``parts`` of it timed.

    Each wrapper takes room on a stack that has some 40 frames in all: time as few nested
    functions as will do. Nothing counts for the first ``after_ms``.
    """

    def __init__(self, chip, parts=PARTS, after_ms=0):
        self._chip = chip
        Prompt(chip).run(SETUP.format(parts=tuple(parts), after_ms=after_ms))
        self.begins_ms = chip.now_ms + after_ms

    def start(self):
        """Start the program; returns at once."""
        self._chip.take()
        self._chip.send(START.encode() + b"\x04")

    def stop(self):
        """End the program: a ``Spent`` for everything that was timed, most first."""
        chip = self._chip
        chip.take()
        chip.send(BREAK)
        chip.run_until(lambda: chip.received.endswith(b"\x04>"), PATIENCE_MS, 20)
        said = chip.take().decode()
        line = next(line for line in said.splitlines() if line.startswith("[("))
        found = [Spent(*values) for values in ast.literal_eval(line)]
        return sorted(found, key=lambda spent: -spent.ms)


def split(title, found, total_ms):
    """A table of ``found``, the rest of ``total_ms`` included."""
    rest = Spent("everything else", 0, 0, 0)
    rest.ms = total_ms - sum(spent.ms for spent in found)
    lines = [
        f"### {title}: {total_ms / 1000:.1f} s\n",
        "| spent on | ms | calls |",
        "|---|---|---|",
    ]
    for spent in [*found, rest]:
        if spent.ms >= 1:
            lines.append(f"| {spent.what} | {spent.ms:.0f} | {spent.calls or ''} |")
    return "\n".join(lines)
