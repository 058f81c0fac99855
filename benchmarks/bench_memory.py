"""How much memory the program takes on a Pico, by the real MicroPython interpreter.

That one has 64 bits; objects take about 0.52 of it on the chip, so "chip" figures are the
64-bit ones times 0.52. (Bytecode takes the same on both: the chip's truth lies between.)
The machine is the fake one of the tests; the program is what ``acupacer flash`` copies.
"""

import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests" / "system")]

from acupacer_host import connection, pico_image, routine_files
from acupacer_host.client import Client
from acupacer_host.errors import HostError
from acupacer_host.transfer import ROUTINES
from pico_rig import MICROPYTHON, FakePico

CHIP = 0.52
HOUR_MIN = 60
ROOMY = "2M"
HEAPS_KB = range(330, 600, 10)
GOALS = {"program": 80, "rest": 110, "sync": 170, "heap": 370}


def largest_file(limit_bytes=65536):
    """The built-in routines again and again under other names, as many as fit."""
    document = json.loads(routine_files.packaged())
    routines = document["routines"]
    made = []
    for number in range(64):
        source = routines[number % len(routines)]
        made.append({**source, "id": f"r{number}", "title": f"Routine {number}"})
        data = json.dumps({**document, "routines": made}, ensure_ascii=False).encode()
        if len(data) > limit_bytes:
            break
        best = data
    return best


def heaps(pico):
    return [record["heap"] for record in pico.trace() if "heap" in record]


def push(pico, data):
    client = Client(connection.open_transport(pico.port))
    try:
        client.upload(ROUTINES, data)
    finally:
        client.close()


def measure_sync(image, data, times=1):
    """The most during the largest push, in 64-bit bytes above the bare interpreter.

    From the second time on, the index of what was pushed before is there as well.
    """
    with tempfile.TemporaryDirectory() as folder:
        pico = FakePico(image, Path(folder), heap=ROOMY)
        try:
            pico.ready()
            pico.do("heap")
            for _ in range(times):
                push(pico, data)
            base, *found = heaps(pico)
            return max(found) - base
        finally:
            pico.close()


def measure_hour(image):
    """What is alive after each minute of an idle hour, above the bare interpreter."""
    with tempfile.TemporaryDirectory() as folder:
        pico = FakePico(image, Path(folder), heap=ROOMY, minutes=HOUR_MIN)
        try:
            pico.wait(600)
            base, *minutes = heaps(pico)
            return [bytes_ - base for bytes_ in minutes]
        finally:
            pico.close()


def least_heap(image, data):
    """The smallest heap (KB, 64 bits) with which the largest push works, or None."""
    for heap_kb in HEAPS_KB:
        with tempfile.TemporaryDirectory() as folder:
            pico = FakePico(image, Path(folder), heap=f"{heap_kb}K")
            try:
                pico.ready()
                push(pico, data)
                return heap_kb
            except HostError:
                continue  # out of memory: nobody answers any more
            finally:
                pico.close()
    return None


def line(what, kb, goal_kb):
    print(f"| {what} | {kb:.0f} KB | {goal_kb} KB |")


def main():
    if not MICROPYTHON.exists():
        print("memory: no MicroPython here (its wheel is for x86-64 Linux only)")
        return
    image = pico_image.build()
    data = largest_file()
    sync, again = measure_sync(image, data), measure_sync(image, data, 2)
    minutes = measure_hour(image)
    rest = minutes[0]
    print("## Memory on a Pico\n\n| what | measured | goal |\n|---|---|---|")
    line("compiled program", image.program_bytes / 1000, GOALS["program"])
    line("heap at rest, chip", rest * CHIP / 1000, GOALS["rest"])
    line(f"heap in a push of {len(data)} bytes, chip", sync * CHIP / 1000, GOALS["sync"])
    line("heap in a second such push, chip", again * CHIP / 1000, GOALS["sync"])
    growth = minutes[-1] - minutes[4]
    print(f"| growth from minute 5 to 60, 64 bits | {growth} bytes | 0 bytes |")
    line("least heap for that push, 64 bits", least_heap(image, data) or 0, GOALS["heap"])


if __name__ == "__main__":
    main()
