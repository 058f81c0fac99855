"""The panel on the bus, and reading it as a person does."""

import sys
import threading
import time

sys.path.insert(1, "/srv/acupacer")

from acupacer.boards.sim.panel import SSD1306
from acupacer.boards.sim.pixels import half_blocks
from acupacer.core.screen import font
from i2c_usb import Bus

ADDRESS = 0x3C
FONTS = (font.SMALL, font.TALL, font.MEDIUM)
SETTLED_S = 0.02  # nothing drawn for so long: the page is whole


class Panel:
    """An emulated SSD1306 at /dev/i2c-1, behind a real bus; ``bus`` has the faults."""

    def __init__(self):
        self.chip = SSD1306()
        self._drawn = threading.Event()
        Bus(0).wait_until_there()  # nobody is on it: the header's bus is number 1
        self.bus = Bus(1, self, ADDRESS)
        self.bus.wait_until_there()

    def transaction(self, data):
        """One write from the bus."""
        self.chip.transaction(data)
        self._drawn.set()

    def see(self, words, within_s):
        """Whether it shows ``words`` within that time, drawn to the end."""
        end_s = time.monotonic() + within_s
        while True:
            self._drawn.clear()
            if self.shows(words):
                return True
            if not self._drawn.wait(max(0, end_s - time.monotonic())):
                return False
            while self._is_drawing():
                pass

    def _is_drawing(self):
        self._drawn.clear()
        return self._drawn.wait(SETTLED_S)

    def shows(self, words):
        """Whether each word of ``words`` is on the panel, in any of its fonts."""
        page = self.chip.page_buffer()
        return self.chip.is_on and all(_is_on(page, word) for word in words.split())

    def rows(self):
        """64 rows of 128 pixels."""
        return self.chip.rows()

    def art(self):
        """The picture as text."""
        return "\n".join(half_blocks(self.rows()))

    def unplug(self):
        """Pull it off the bus: nothing answers, and it forgets everything."""
        self.bus.is_plugged = False
        self.chip.__init__()

    def plug(self):
        """Put it back."""
        self.bus.is_plugged = True


def _is_on(page, word):
    return any(_is_drawn(page, typeface.line(word)) for typeface in FONTS)


def _is_drawn(page, drawn):
    """Whether the drawn rows are somewhere in the page buffer, one under the other."""
    rows = [bytes(page[at : at + 128]) for at in range(0, len(page), 128)]
    for top in range(8 - len(drawn) + 1):
        at = rows[top].find(drawn[0])
        while at >= 0:
            below = enumerate(drawn[1:], top + 1)
            if all(rows[row][at : at + len(part)] == part for row, part in below):
                return True
            at = rows[top].find(drawn[0], at + 1)
    return False
