"""OLED controllers on Adafruit's SSD1306 driver, writing changed windows only.

The stock ``show()`` sends 1,024 bytes for every change (9,410 bus bits); a window
costs its own bytes and about 90 bits:

    SSD1306   00 21 x0 x1 22 page0 page1 · 40 data          (one area, any pages)
    SH1106    per page: 00 B0+page 00+low 10+high · 40 data (page mode is all it has)

where each line is two bus transactions, the first commands (control byte 00), the
second data (40). Everything here may raise OSError when the panel does not answer.
"""

import fcntl
import os
from typing import Any

# Blinka looks for GPIO libraries at import and would stop or ask to install some; the
# bus below is our own, so nothing it looks for is needed.
os.environ.setdefault("BLINKA_SKIP_DEPENDENCY_CHECK", "1")

from adafruit_ssd1306 import SSD1306_I2C

WIDTH = 128
PAGES = 8
_I2C_SLAVE = 0x0703  # <linux/i2c-dev.h>
# A broken transfer can leave the controller waiting for up to two arguments of a
# command: two no-operations are taken as those, or as what they are.
_RESYNC = b"\x00\xe3\xe3"


class LinuxI2C:
    """The bus /dev/i2c-N with the few names Adafruit's drivers ask for.

    Speed is the kernel's business (dtparam=i2c_arm_baudrate). Raises OSError when the
    bus is missing or nothing answers; a call blocks for the length of its transfer.
    """

    def __init__(self, bus: int) -> None:
        self._fd = os.open(f"/dev/i2c-{bus}", os.O_RDWR | os.O_CLOEXEC)
        self._address = -1

    def try_lock(self) -> bool:
        """Always True: one thread uses the bus."""
        return True

    def unlock(self) -> None:
        """Nothing to do, see ``try_lock``."""

    def writeto(
        self, address: int, buffer: bytes, *, start: int = 0, end: int | None = None
    ) -> None:
        """One write transaction of ``buffer[start:end]`` to ``address``.

        An empty one (Adafruit's probe) goes out as a lone control byte, which changes
        nothing: not every adapter does empty transactions.
        """
        if address != self._address:
            fcntl.ioctl(self._fd, _I2C_SLAVE, address)
            self._address = address
        os.write(self._fd, memoryview(buffer)[start:end] or b"\x00")

    def readfrom_into(
        self, address: int, buffer: bytearray, *, start: int = 0, end: int | None = None
    ) -> None:
        """Refused: panels are only ever written; Adafruit's probe takes this as absent."""
        raise OSError("the panel is only ever written")

    def close(self) -> None:
        """Give the bus back."""
        os.close(self._fd)


class WindowedSSD1306(SSD1306_I2C):  # type: ignore[misc]
    """A 128 x 64 SSD1306 that takes windows of changed bytes.

    Raises ValueError from the constructor when nothing answers at ``address``.
    """

    page_mode = False
    # Clock · 64 lines · offset, start line 0 · COM pins · precharge · VCOM · IREF · pump on ·
    # horizontal addressing · show RAM, not inverted: as Adafruit's start-up sets them.
    _SET_UP = bytes.fromhex("00 D580 A83F D300 40 DA12 D9F1 DB30 AD30 8D14 2000 A4A6")

    def __init__(
        self, i2c: Any, address: int = 0x3C, column_offset: int = 0, rotate_180: bool = False
    ) -> None:
        self._offset = column_offset
        self._rotate_180 = rotate_180
        super().__init__(WIDTH, 8 * PAGES, i2c, addr=address, page_addressing=self.page_mode)

    def init_display(self) -> None:
        """Adafruit's start-up sequence and our orientation; clears the panel."""
        super().init_display()
        if self._rotate_180:
            self.rotate(False)  # Adafruit's word for the mirrored scan directions

    def set_up(self) -> None:
        """All that pictures rely on, anew; what is seen stays as it is."""
        self.transfer(self._SET_UP + (b"\xa0\xc0" if self._rotate_180 else b"\xa1\xc8"))

    def show(self) -> None:
        """Send the driver's whole frame buffer: start-up uses it to clear the panel."""
        self.write_window(0, WIDTH - 1, 0, PAGES - 1, bytes(self.buffer[1:]))

    def write_window(self, x0: int, x1: int, page0: int, page1: int, data: bytes) -> None:
        """Put ``data`` (page by page, left to right) into the given area, inclusive."""
        at = self._offset
        self.transfer(bytes((0x00, 0x21, x0 + at, x1 + at, 0x22, page0, page1)))
        self.transfer(b"\x40" + data)

    def light(self, contrast_pct: int) -> None:
        """Switch on at a brightness of 1-100 percent; 0 switches off, RAM is kept."""
        if contrast_pct == 0:
            self.poweroff()
            return
        self.contrast(contrast_pct * 255 // 100)
        self.poweron()

    def resync(self) -> None:
        """After a transfer that failed: have the controller expect a command again."""
        self.transfer(_RESYNC)

    def transfer(self, data: bytes) -> None:
        """One bus transaction."""
        with self.i2c_device:
            self.i2c_device.write(data)


class WindowedSH1106(WindowedSSD1306):
    """A 128 x 64 SH1106: 132 columns of RAM, page mode only, its own power circuit."""

    page_mode = True
    # Clock · 64 lines · offset, start line 0 · DC-DC on · COM pins · precharge · VCOM ·
    # show RAM, not inverted (data sheet).
    _SET_UP = bytes.fromhex("00 D580 A83F D300 40 AD8B DA12 D922 DB35 A4A6")

    def init_display(self) -> None:
        """Start the panel, clear all it shows, then switch it on."""
        self.transfer(b"\x00\xae")
        self.set_up()
        self.contrast(255)
        self.show()
        self.transfer(b"\x00\xaf")

    def write_window(self, x0: int, x1: int, page0: int, page1: int, data: bytes) -> None:
        """Put ``data`` (page by page, left to right) into the given area, inclusive."""
        width = x1 - x0 + 1
        column = x0 + self._offset
        for page in range(page0, page1 + 1):
            low, high = 0x00 | column & 0x0F, 0x10 | column >> 4
            self.transfer(bytes((0x00, 0xB0 + page, low, high)))
            at = (page - page0) * width
            self.transfer(b"\x40" + data[at : at + width])


DRIVERS = {"ssd1306": WindowedSSD1306, "sh1106": WindowedSH1106}
DEFAULT_OFFSETS = {"ssd1306": 0, "sh1106": 2}


def open_driver(
    controller: str, i2c: Any, address: int, column_offset: int = -1, rotate_180: bool = False
) -> WindowedSSD1306:
    """A started, cleared panel of kind ``controller`` (a key of ``DRIVERS``).

    ``column_offset`` -1: the usual one of that controller. Raises OSError when nothing
    answers. Blocks: as long as clearing takes (24 ms at 400 kHz, 94 ms at 100 kHz).
    """
    if column_offset < 0:
        column_offset = DEFAULT_OFFSETS[controller]
    try:
        return DRIVERS[controller](i2c, address, column_offset, rotate_180)
    except ValueError as error:  # Adafruit's way of saying that nothing answered
        raise OSError(str(error)) from error
