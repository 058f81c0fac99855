"""Draws every picture that is made of the pin tables, the circuit and a recorded session.

    python tools/draw_hardware.py        writes hardware/pictures and docs/pictures

The pins come from the boards' own configuration, so a picture cannot name another pin
than the program drives. Needs schemdraw (in the [dev] extra).
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from hardware_circuit import steps
from hardware_headers import OUTLINES, draw_header
from hardware_pins import PI, PICO, Board
from hardware_plugs import draw_plugs
from hardware_steps import draw_driver, draw_step, draw_table
from hardware_ways_round import draw_ways_round
from picture_of_device import draw_device
from picture_of_session import draw_session
from svg_picture import Picture

BOARDS = {"pi": PI, "pico": PICO}


def all_pictures() -> dict[str, Picture]:
    """Path below the checkout -> what is drawn there, but for the schematics."""
    made = {outline.file: draw_header(outline) for outline in OUTLINES}
    made["driver.svg"] = draw_driver()
    made["ways_round.svg"] = draw_ways_round()
    for name, board in BOARDS.items():
        for number, step in enumerate(steps(board), start=1):
            made[f"{name}_{number}_{step.name}.svg"] = draw_step(board, number)
        made[f"breadboard_{name}.svg"] = draw_table(board)
        made[f"plugs_{name}.svg"] = draw_plugs(board)
    found = {f"hardware/pictures/{name}": picture for name, picture in made.items()}
    found["docs/pictures/session.svg"] = draw_session()
    found["docs/pictures/what_it_is.svg"] = draw_device()
    return found


def schematics() -> dict[str, Board]:
    """Path below the checkout -> the board whose schematic is there."""
    return {f"hardware/pictures/schematic_{name}.svg": board for name, board in BOARDS.items()}


def main() -> None:
    """Write them all."""
    # Tests import this module where schemdraw may be missing.
    from hardware_schematic import draw_schematic

    texts = {path: picture.svg() for path, picture in all_pictures().items()}
    texts |= {path: draw_schematic(board) for path, board in schematics().items()}
    for path, text in texts.items():
        (ROOT / path).write_text(text, encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
