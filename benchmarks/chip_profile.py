"""What the program's time goes to, function by function, on the emulated chip.

The program is started from MicroPython's prompt with some of its functions wrapped: each
counts the microseconds spent in it and not in another wrapped one. A wrapper takes some
40 µs of its own, so functions that are called often are left alone.
"""

from chip_prompt import PATIENCE_MS, Prompt

BREAK = b"\x03"

# What is timed: what it is counted as, module, class ("" for none), function.
CORE, PICO = "acupacer.core.", "acupacer.boards.pico."
PARTS = (
    ("reading the port", PICO + "usb_link", "UsbLink", "read"),
    ("writing the port", PICO + "usb_link", "UsbLink", "flush"),
    ("waiting", PICO + "board", "PicoBoard", "wait"),
    ("frames: lines", CORE + "frames", "Reader", "feed"),
    ("frames: base64", CORE + "frames", "", "_from_base64"),
    ("frames: CRC-16", CORE + "frames", "", "crc16"),
    ("frames: reply", CORE + "frames", "", "encode"),
    ("CBOR and SMP", CORE + "cbor", "", "decode"),
    ("CBOR and SMP", CORE + "cbor", "", "encode"),
    ("CBOR and SMP", CORE + "smp", "", "parse"),
    ("link: the rest", CORE + "link", "Link", "receive"),
    ("routines: cutting", CORE + "routines", "Scanner", "feed"),
    ("routines: JSON", CORE + "routines", "", "_load"),
    ("routines: checks", CORE + "routines", "", "_read"),
    ("routines: index", CORE + "routines", "", "_entry"),
    ("flash: writes", PICO + "store", "Store", "_stage"),
    ("flash: commit", PICO + "store", "Store", "_commit"),
    ("flash: reads", PICO + "store", "Store", "_read"),
    ("history: decoding", CORE + "history", "", "decode"),
    ("history: folding", CORE + "progress", "Progress", "apply"),
    ("loader: the rest", CORE + "loader", "Loader", "_take_history"),
    ("drawing", CORE + "device", "Device", "draw"),
    ("drawing", CORE + "device", "Device", "next_window"),
    ("panel", PICO + "panel", "OledPanel", "draw"),
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
            spent[label] += took - inner[0]
            calls[label] += 1
            inner[0] = saved + took
    setattr(place, name, timed)
for label, module, kind, name in {parts}:
    __import__(module)
    place = sys.modules[module]
    wrap(getattr(place, kind) if kind else place, name, label)
def reset():
    for label in spent:
        spent[label] = calls[label] = 0
"""

START = """
from acupacer.boards.pico.start import start
reset()
start(False)
print(repr([(label, spent[label], calls[label]) for label in spent]))
"""


class Profile:
    """The program on ``chip`` (not run yet), with ``PARTS`` timed.

    ``without``: what not to time; each wrapper takes room on a stack that has
    some 40 frames in all.
    """

    def __init__(self, chip, without=()):
        self._chip = chip
        parts = tuple(part for part in PARTS if part[0] not in without)
        Prompt(chip).run(SETUP.format(parts=parts))

    def start(self):
        """Start the program; returns at once."""
        self._chip.send(START.encode() + b"\x04")

    def stop(self):
        """End the program: (what, ms, calls) of everything that was timed."""
        chip = self._chip
        chip.take()
        chip.send(BREAK)
        chip.run_until(lambda: chip.received.endswith(b"\x04>"), PATIENCE_MS, 20)
        said = chip.take().decode()
        line = next(line for line in said.splitlines() if line.startswith("[("))
        return [(label, us / 1000, calls) for label, us, calls in eval(line)]
