"""What the Pico's firmware image does, measured on an emulated RP2040.

    ACUPACER_UF2=image.uf2 python benchmarks/bench_chip.py [--full] [--only NAME,NAME]

Without ACUPACER_UF2 the newest dist/acupacer-pico-*.uf2 is taken (make firmware). Times are
the chip's own and the same in every run; the machine's speed makes no difference. Two
things of a real board are left out: flash takes no time to erase and program, and code runs
from it without misses of its cache.

``--full`` measures as long as the goals say (some ten minutes), else all is shorter.
"""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests" / "chip"), str(ROOT / "tests" / "portable")]

IMAGES = "acupacer-pico-*.uf2"

# What is measured: name of the figure -> (in words, before, wanted). Before: version 0.1.0,
# the packed program on a stock MicroPython 1.25.0, measured by this bench on the same
# emulator with --files; "about": as it was told of that version, measured in another way.
ROWS = {
    "modules": ("heap used with every module imported", "about 161 KB", "<= 85 KB"),
    "rest_free": ("free heap at rest", "117 KB", ">= 150 KB"),
    "session_free": (
        "least free heap in a session",
        "31 KB (68 KB after a collection)",
        ">= 110 KB",
    ),
    "push_free": (
        "least free heap in the largest push",
        "0 KB (67 KB after a collection)",
        ">= 90 KB",
    ),
    "rest_largest": ("largest free block at rest", "22 KB", ""),
    "wear_largest": ("largest free block later", "about 2 KB", ">= 16 KB"),
    "edge_worst": (
        "cue edge against plan, worst",
        "8.4 ms of 40 in 1 min, about 38 ms in 5",
        "<= 8 ms",
    ),
    "edge_median": ("cue edge against plan, median", "2.5 ms", "<= 2 ms"),
    "flood_worst": ("in a flood of requests, worst", "about 40 ms", "<= 8 ms"),
    "flood_median": ("in a flood of requests, median", "", "<= 2 ms"),
    "stop": ("STOP contact to motor off, worst", "", "<= 10 ms"),
    "lit": ("STOP check lit after power-up", "96 ms", "<= 100 ms"),
    "ready": ("program ready after power-up", "956 ms", "<= 600 ms"),
    "reply": ("reply of 1 KB, request to last byte", "246 ms", "<= 60 ms"),
    "push": ("push of 65,000 bytes", "25.9 s (70 pieces, 369 ms each)", "<= 14 s"),
    "full_start": (
        "home with 65,000 bytes of routines, 64 KB of history",
        "6.0 s",
        "<= 2 s",
    ),
    "inflate": ("inflating 65,000 bytes by deflate", "no deflate", ""),
    "collection": (
        "garbage collection, longest in a session",
        "23 ms, 59 times",
        "",
    ),
    "collection_near": ("collections within 50 ms before an edge", "0", "0"),
    "turn": ("longest pass of the loop, flood in a session", "", ""),
}


class Image:
    """An image of the firmware. ``files``: of the program, on the file system."""

    def __init__(self, uf2, folder=None):
        self.uf2 = uf2
        self.files = {}
        if folder is not None:
            for path in sorted(Path(folder).rglob("*")):
                if path.is_file():
                    self.files[path.relative_to(folder).as_posix()] = path.read_bytes()


def newest_image():
    """The image to measure, or None."""
    named = os.environ.get("ACUPACER_UF2")
    if named:
        return named
    found = sorted((ROOT / "dist").glob(IMAGES), key=lambda path: path.stat().st_mtime)
    return str(found[-1]) if found else None


def options():
    parser = argparse.ArgumentParser(description="Measure the Pico's firmware image.")
    parser.add_argument("--full", action="store_true", help="as long as the goals say")
    parser.add_argument("--minutes", type=int, help="of a session")
    parser.add_argument("--stops", type=int, help="presses of STOP")
    parser.add_argument("--sessions", type=int, help="before the heap is looked at")
    parser.add_argument("--pushes", type=int, help="before the heap is looked at")
    parser.add_argument("--only", default="", help="measurements, by name, with commas")
    parser.add_argument("--files", help="folder of a program that is not in the image")
    given = parser.parse_args()
    usual = (5, 500, 50, 20) if given.full else (1, 100, 3, 2)
    for name, value in zip(("minutes", "stops", "sessions", "pushes"), usual, strict=True):
        if getattr(given, name) is None:
            setattr(given, name, value)
    return given


def main():
    given = options()
    uf2 = newest_image()
    if uf2 is None:
        print("chip: no image to measure; make firmware, or name one by ACUPACER_UF2")
        return
    from chip_measures import MEASURES

    names = given.only.split(",") if given.only else list(MEASURES)
    image = Image(uf2, given.files)
    found = {}
    with ProcessPoolExecutor() as pool:
        waiting = {pool.submit(MEASURES[name], image, given): name for name in names}
        for result in as_completed(waiting):
            try:
                figures = result.result()
            except Exception as error:  # one that fails hides no other figure
                figures = {}
                print(f"{waiting[result]}: {type(error).__name__}: {error}", file=sys.stderr)
            found.update(figures)
            for name, figure in figures.items():
                print(f"{name}: {figure}", file=sys.stderr, flush=True)
    print("## On an emulated RP2040\n")
    print("| what | before | now | wanted |\n|---|---|---|---|")
    for name, (what, before, wanted) in ROWS.items():
        if name in found:
            print(f"| {what} | {before} | {found[name]} | {wanted} |")
    for name in found.keys() - ROWS.keys():
        print(f"\n{found[name]}")


if __name__ == "__main__":
    main()
