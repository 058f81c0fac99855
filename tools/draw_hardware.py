"""Draws the schematics and breadboard pictures in hardware/pictures from the pin tables.

    python tools/draw_hardware.py        writes all of them

The pins come from the boards' own configuration, so a picture cannot name another pin
than the program drives. Needs schemdraw (in the [dev] extra).
"""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))

from hardware_breadboard import draw_breadboard
from hardware_pins import PI, PICO
from hardware_schematic import draw_schematic

PICTURES = ROOT / "hardware" / "pictures"


def pictures() -> dict[str, str]:
    """File name -> SVG text of every picture."""
    return {
        "schematic_pi.svg": draw_schematic(PI),
        "schematic_pico.svg": draw_schematic(PICO),
        "breadboard_pi.svg": draw_breadboard(PI),
        "breadboard_pico.svg": draw_breadboard(PICO),
    }


if __name__ == "__main__":
    for name, text in pictures().items():
        (PICTURES / name).write_text(text, encoding="utf-8")
        print(f"hardware/pictures/{name}")
