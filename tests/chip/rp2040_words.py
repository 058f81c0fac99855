"""Reads what MicroPython's own font (8 x 8) writes on the emulated panel."""

import json

from raw_repl import RawRepl
from rp2040_rig import Rp2040
from rp2040_twin import PINS

COLUMNS, ROWS, CELL = 16, 8, 8
DRAW_FONT = """
import framebuf, json
page = bytearray(8)
cell = framebuf.FrameBuffer(page, 8, 8, framebuf.MONO_VLSB)
for code in range(32, 127):
    cell.fill(0)
    cell.text(chr(code), 0, 0)
    print(json.dumps(list(page)))
"""


class Words:
    """Made from the font that the image has."""

    def __init__(self, image_path):
        said = RawRepl(Rp2040(image_path, held=(PINS["START"],))).run(DRAW_FONT)
        cells = [bytes(json.loads(line)) for line in said.splitlines()]
        self._letters = {cell: chr(32 + number) for number, cell in enumerate(cells)}

    def lines(self, chip):
        """The panel's eight lines, what is no letter as "?", without blanks at the end."""
        page = chip.panel.chip.page_buffer()
        width = COLUMNS * CELL
        return [
            "".join(
                self._letters.get(page[row * width + at : row * width + at + CELL], "?")
                for at in range(0, width, CELL)
            ).rstrip()
            for row in range(ROWS)
        ]
