"""SSD1306 and SH1106 panels on I2C, written in windows of changed bytes.

    SSD1306   00 21 x0 x1 22 page0 page1 · 40 data          (one area, any pages)
    SH1106    per page: 00 B0+page 00+low 10+high · 40 data (page mode is all it has)

Each part is one bus transaction: control byte 00 and commands, or 40 and data. Commands
and start-up values: the chips' data sheets. Every method may raise OSError when nothing
answers, and blocks for the length of its transfer (23 us a byte at 400 kHz).
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .config import Config

    Data = bytes | bytearray

_OFF = b"\x00\xae"
# Clock · 64 lines · offset, start line 0 · COM pins · show RAM, not inverted.
_SET_UP = b"\x00\xd5\x80\xa8\x3f\xd3\x00\x40\xda\x12\xa4\xa6"
# precharge · VCOM · charge pump on · horizontal addressing
_SSD1306 = b"\xd9\xf1\xdb\x30\x8d\x14\x20\x00"
# precharge · VCOM · DC-DC converter on
_SH1106 = b"\xd9\x22\xdb\x35\xad\x8b"
_UPRIGHT = b"\xa1\xc8"
_ROTATED = b"\xa0\xc0"
# A broken transfer can leave the chip waiting for up to two arguments of a command: two
# no-operations are taken as those, or as what they are.
_RESYNC = b"\x00\xe3\xe3"
_DATA = b"\x40"


class Oled:
    """A 128 x 64 panel. ``bus``: has ``writeto`` and ``writevto`` as ``machine.I2C``."""

    def __init__(self, bus: "Any", config: "Config") -> None:
        self._bus = bus
        self._address = config.address
        self._is_sh1106 = config.panel == "sh1106"
        offset = config.column_offset
        self._offset = (2 if self._is_sh1106 else 0) if offset < 0 else offset
        self._turn = _ROTATED if config.rotate_180 else _UPRIGHT
        self._area = bytearray(b"\x00\x21\x00\x00\x22\x00\x00")

    def start(self) -> None:
        """Have the panel ready for windows and dark; what it holds is unknown."""
        self.resync()
        self._bus.writeto(self._address, _OFF)
        self.set_up()

    def set_up(self) -> None:
        """All that pictures rely on; what is seen stays as it is."""
        own = _SH1106 if self._is_sh1106 else _SSD1306
        self._bus.writeto(self._address, _SET_UP + own + self._turn)

    def write_window(self, x0: int, x1: int, page0: int, page1: int, data: "Data") -> None:
        """Put ``data`` (page by page, left to right) into the given area, inclusive."""
        if self._is_sh1106:
            self._write_pages(x0, x1, page0, page1, data)
            return
        area = self._area
        area[2] = x0 + self._offset
        area[3] = x1 + self._offset
        area[5] = page0
        area[6] = page1
        self._bus.writeto(self._address, area)
        self._bus.writevto(self._address, (_DATA, data))

    def _write_pages(self, x0: int, x1: int, page0: int, page1: int, data: "Data") -> None:
        width = x1 - x0 + 1
        column = x0 + self._offset
        view = memoryview(data)
        for page in range(page0, page1 + 1):
            place = bytes((0x00, 0xB0 + page, column & 0x0F, 0x10 | column >> 4))
            self._bus.writeto(self._address, place)
            at = (page - page0) * width
            self._bus.writevto(self._address, (_DATA, view[at : at + width]))

    def light(self, contrast_pct: int) -> None:
        """Switch on at a brightness of 1-100 percent; 0 switches off, RAM is kept."""
        if contrast_pct:
            commands = bytes((0x00, 0x81, contrast_pct * 255 // 100, 0xAF))
        else:
            commands = _OFF
        self._bus.writeto(self._address, commands)

    def resync(self) -> None:
        """Have the chip expect a command, whatever was broken off before."""
        self._bus.writeto(self._address, _RESYNC)


def open_bus(config: "Config") -> "Any":
    """The I2C block of the configured pins. Blocks: never; nothing is sent yet."""
    from machine import I2C, Pin

    # A bus that hangs is given up after 5 ms, well before it could delay a cue for long.
    return I2C(
        config.i2c_bus,
        sda=Pin(config.sda_pin),
        scl=Pin(config.scl_pin),
        freq=config.i2c_hz,
        timeout=5000,
    )
