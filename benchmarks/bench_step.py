"""What a step of the device costs, from power-up to the end of a session.

The device runs on the virtual board, so every run makes the same steps; of each step the
fastest run counts. What the board does with a step's effects is counted in.
"""

import statistics
import time
from collections import defaultdict

from acupacer.boards.virtual import VirtualBoard
from acupacer.core import events
from acupacer_host.content import routine_files
from acupacer_host.pictures import film

RUNS = 9


class TimedBoard(VirtualBoard):
    """``steps``: (state, microseconds) of each step."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, float]] = []
        super().__init__({events.ROUTINES_FILE: routine_files.packaged()})

    def step(self) -> None:
        begun_ns = time.perf_counter_ns()
        super().step()
        took_us = (time.perf_counter_ns() - begun_ns) / 1000
        self.steps.append((self.device.state, took_us))


def session() -> list[tuple[str, float]]:
    board = TimedBoard()
    film.go_home(board)
    film.play_routine(board)
    return board.steps


def row(label: str, times_us: list[float]) -> None:
    ordered = sorted(times_us)
    figures = (statistics.median(ordered), ordered[len(ordered) * 99 // 100], ordered[-1])
    cells = "".join(f"{figure:12.1f}" for figure in figures)
    print(f"{label:32}{len(ordered):12}{cells}")


def main() -> None:
    runs = [session() for _ in range(RUNS)]
    by_state: dict[str, list[float]] = defaultdict(list)
    for same in zip(*runs, strict=True):
        by_state[same[0][0]].append(min(took_us for _, took_us in same))
    heads = "".join(f"{head:>12}" for head in ("steps", "median us", "99 % us", "worst us"))
    print(f"{'a step of the device':32}{heads}")
    row("all", [took_us for times_us in by_state.values() for took_us in times_us])
    for state, times_us in by_state.items():
        row(f"  {state}", times_us)


if __name__ == "__main__":
    main()
