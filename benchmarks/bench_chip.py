"""How long each thing the Pico does takes, on an emulated RP2040 with real MicroPython.

Needs a MicroPython image for the Pico: ACUPACER_RP2_UF2=pico.uf2. The program is the one
``acupacer flash`` copies, with a spare pin toggled around each kind of work; the emulator
counts cycles, so the times are the chip's (a toggle adds some 0.05 ms) and the same in
every run.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests" / "system"), str(ROOT / "tests" / "portable")]

from acupacer_host import pico_image

UF2 = os.environ.get("ACUPACER_RP2_UF2")
FIRMWARE = ROOT / "firmware" / "acupacer"
SESSION_MS = 17_000  # get ready, a hold, its release and some rest
END_MS = 3000  # the silence after STOP and what comes after it
STEP_GOAL_MS = 10
READY_GOAL_MS = 300
MARK = "Pin({pin}, Pin.OUT).toggle()"

# What is timed: name, spare pin, the file it is in, the line (or lines) around which.
WORK = (
    ("step of the core", 18, "boards/loop.py", "effects = self.device.step(now_ms, inputs)"),
    ("inputs: contacts, link, store", 19, "boards/loop.py", "inputs = self._collect(now_ms)"),
    ("piece of drawing", 20, "boards/loop.py", "is_left = self.device.draw()"),
    ("window for the panel", 21, "boards/loop.py", "panel.draw(window)"),
    ("garbage collection", 22, "boards/pico/board.py", "gc.collect()"),
)
FIRST_IMPORT = {
    "boards/loop.py": "from ..core import events\n",
    "boards/pico/board.py": "import gc\n",
}


def marked(folder):
    """The program's image with the pins toggled."""
    root = Path(shutil.copytree(FIRMWARE, Path(folder) / "acupacer"))
    for name, line in FIRST_IMPORT.items():
        _replace(root / name, line, "from machine import Pin\n" + line)
    _replace(
        root / "boards/loop.py",
        "            if self.device.draw():\n",
        "            is_left = self.device.draw()\n            if is_left:\n",
    )
    for _, pin, name, line in WORK:
        _surround(root / name, line, MARK.format(pin=pin))
    files = dict(pico_image.build().files)
    return {**files, **pico_image.packed(root)}


def _replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} has no longer one {old!r}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def _surround(path, line, mark):
    text = path.read_text(encoding="utf-8")
    (found,) = [row for row in text.split("\n") if row.strip() == line]
    indent = found[: len(found) - len(line)]
    _replace(path, found + "\n", f"{indent}{mark}\n{found}\n{indent}{mark}\n")


class Run:
    """A new device up to its first session, that session, and its end by STOP.

    ``ready_ms``: when the STOP check was lit. ``times``: kind of work -> (when, how long)
    in ms, in order. ``session_ms``: when START and STOP were pressed.
    """

    def __init__(self, files):
        from rp2040_rig import Rp2040
        from rp2040_twin import PINS, Twin

        chip = Rp2040(UF2, files)
        edges = {kind: chip.watch(pin) for kind, pin, _, _ in WORK}
        chip.run_until(lambda: chip.panel.chip.is_on)
        self.ready_ms = chip.now_ms
        chip.settle()
        twin = Twin(chip, {"factory.json": files["factory.json"]})
        twin.open_session()
        began_ms = chip.now_ms
        twin.tap("START")
        twin.wait(SESSION_MS)
        chip.press(PINS["STOP"])
        chip.run(END_MS)
        self.session_ms = (began_ms, chip.now_ms)
        self.times = {kind: _spans(found) for kind, found in edges.items()}


def _spans(edges):
    """(when, how long) of each time a pin was high."""
    found, began_ms = [], None
    for at_ms, is_high in edges:
        if is_high:
            began_ms = at_ms
        elif began_ms is not None:
            found.append((began_ms, at_ms - began_ms))
    return found


def main():
    if not UF2:
        print("chip: ACUPACER_RP2_UF2 names no MicroPython image for the Pico")
        return
    with tempfile.TemporaryDirectory() as folder:
        run = Run(marked(folder))
    began_ms, ended_ms = run.session_ms
    print("## On an emulated RP2040\n")
    print(f"STOP check lit: {run.ready_ms:.0f} ms after power-up (goal {READY_GOAL_MS} ms)\n")
    print("| in a session | times | median | longest | goal |\n|---|---|---|---|---|")
    for kind, spans in run.times.items():
        inside = sorted(ms for at_ms, ms in spans if began_ms <= at_ms <= ended_ms)
        goal = "" if kind == "garbage collection" else f"{STEP_GOAL_MS} ms"
        middle = inside[len(inside) // 2]
        print(f"| {kind} | {len(inside)} | {middle:.1f} ms | {inside[-1]:.1f} ms | {goal} |")


if __name__ == "__main__":
    main()
