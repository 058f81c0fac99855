"""Emulated OLED panels: they decode what the real driver sends, byte by byte.

``SSD1306`` and ``SH1106`` keep display RAM as the chips do; ``EmulatedI2C`` is the bus
between driver and panel, with a plug to pull and faults to inject. Source of commands
and address counters: the chips' data sheets.
"""

import errno

WIDTH = 128
HEIGHT = 64
PAGES = 8

# Argument bytes of the commands both chips take; 0 for those not listed.
_ARGUMENTS = {0x81: 1, 0xA8: 1, 0xAD: 1, 0xD3: 1, 0xD5: 1, 0xD9: 1, 0xDA: 1, 0xDB: 1}


class Controller:
    """What both chips share: RAM, page addressing, contrast, on and off, directions."""

    columns = WIDTH
    first_visible = 0
    arguments: dict[int, int] = _ARGUMENTS

    def __init__(self) -> None:
        self.ram = bytearray(self.columns * PAGES)
        self.is_on = False
        self.contrast = 0x7F
        self.is_inverted = False
        self.is_mirrored = True  # A0, as after reset: column 0 is on the right
        self.is_flipped = True  # C0, as after reset: row 0 is at the bottom
        self.bus_bytes = 0
        self.changes = 0  # grows with every byte of RAM or state that is written
        self._page = 0
        self._column = 0
        self._command = 0
        self._wanted = 0
        self._given: list[int] = []

    # --- the bus side -------------------------------------------------------------

    def transaction(self, data: bytes) -> None:
        """Take one I2C write: control bytes 00, 40 (a run) and 80, C0 (one byte each)."""
        self.bus_bytes += 1 + len(data)
        at = 0
        while at < len(data):
            control = data[at]
            end = at + 2 if control & 0x80 else len(data)
            for byte in data[at + 1 : end]:
                self._take(byte, is_data=bool(control & 0x40))
            at = end

    def _take(self, byte: int, is_data: bool) -> None:
        self.changes += 1
        if is_data:
            self.ram[self._page * self.columns + self._column] = byte
            self._advance()
        elif self._wanted:
            self._given.append(byte)
            self._wanted -= 1
            if not self._wanted:
                self._execute(self._command, self._given)
        else:
            self._command, self._given = byte, []
            self._wanted = self.arguments.get(byte, 0)
            if not self._wanted:
                self._execute(byte, [])

    def _execute(self, command: int, given: list[int]) -> None:
        if command <= 0x0F:
            self._column = self._column & 0xF0 | command
        elif command <= 0x1F:
            self._column = self._column & 0x0F | (command & 0x0F) << 4
        elif 0xB0 <= command <= 0xB7:
            self._page = command & 7
        elif command == 0x81:
            self.contrast = given[0]
        else:
            self._switch(command)

    def _switch(self, command: int) -> None:
        """Commands that are their own argument, in the lowest bit or bit 3."""
        if command in (0xAE, 0xAF):
            self.is_on = command == 0xAF
        elif command in (0xA0, 0xA1):
            self.is_mirrored = command == 0xA0
        elif 0xC0 <= command <= 0xCF:
            self.is_flipped = command < 0xC8
        elif command in (0xA6, 0xA7):
            self.is_inverted = command == 0xA7

    def _advance(self) -> None:
        """After a data byte: the next column of the same page."""
        self._column = (self._column + 1) % self.columns

    # --- what a viewer sees -------------------------------------------------------

    def page_buffer(self) -> bytes:
        """The visible RAM as a 1,024-byte page buffer, before scan directions."""
        first, columns = self.first_visible, self.columns
        return b"".join(
            bytes(self.ram[page * columns + first : page * columns + first + WIDTH])
            for page in range(PAGES)
        )

    def rows(self) -> list[list[bool]]:
        """64 rows of 128 lit or dark pixels, as seen on a module mounted upright."""
        if not self.is_on:
            return [[False] * WIDTH for _ in range(HEIGHT)]
        buffer = self.page_buffer()
        seen = []
        for y in range(HEIGHT):
            row = HEIGHT - 1 - y if self.is_flipped else y
            line = buffer[(row >> 3) * WIDTH : (row >> 3) * WIDTH + WIDTH]
            bits = [bool(byte >> (row & 7) & 1) != self.is_inverted for byte in line]
            seen.append(bits[::-1] if self.is_mirrored else bits)
        return seen


class SSD1306(Controller):
    """128 columns; horizontal and page addressing within a window."""

    arguments = _ARGUMENTS | {0x20: 1, 0x21: 2, 0x22: 2, 0x8D: 1}

    def __init__(self) -> None:
        super().__init__()
        self._is_horizontal = False
        self._columns = (0, self.columns - 1)
        self._pages = (0, PAGES - 1)

    def _execute(self, command: int, given: list[int]) -> None:
        if command == 0x20:
            self._is_horizontal = given[0] & 3 == 0
        elif command == 0x21:
            self._columns = (given[0] & 0x7F, given[1] & 0x7F)
            self._column = self._columns[0]
        elif command == 0x22:
            self._pages = (given[0] & 7, given[1] & 7)
            self._page = self._pages[0]
        else:
            super()._execute(command, given)

    def _advance(self) -> None:
        if not self._is_horizontal:
            super()._advance()
            return
        if self._column != self._columns[1]:
            self._column = (self._column + 1) % self.columns
            return
        self._column = self._columns[0]
        is_last = self._page == self._pages[1]
        self._page = self._pages[0] if is_last else (self._page + 1) % PAGES


class SH1106(Controller):
    """132 columns of which 2-129 are visible; page addressing only."""

    columns = 132
    first_visible = 2


CONTROLLERS = {"ssd1306": SSD1306, "sh1106": SH1106}


class EmulatedI2C:
    """A bus with one panel on it, taking the place of ``pi.oled.LinuxI2C``.

    ``is_plugged`` False: nothing answers. ``nack_after_bytes``: after that many more
    bytes of payload one byte is refused, then the bus works again; None: no fault.
    """

    def __init__(self, panel: Controller, address: int = 0x3C) -> None:
        self.panel = panel
        self.address = address
        self.is_plugged = True
        self.nack_after_bytes: int | None = None

    def try_lock(self) -> bool:
        """Always True."""
        return True

    def unlock(self) -> None:
        """Nothing to do."""

    def writeto(
        self, address: int, buffer: bytes, *, start: int = 0, end: int | None = None
    ) -> None:
        """One write transaction; OSError when nobody acknowledges."""
        data = bytes(memoryview(buffer)[start:end])
        if address != self.address or not self.is_plugged:
            raise OSError(errno.EREMOTEIO, "no device acknowledges")
        if self.nack_after_bytes is not None:
            if len(data) > self.nack_after_bytes:
                self.panel.transaction(data[: self.nack_after_bytes])
                self.nack_after_bytes = None
                raise OSError(errno.EREMOTEIO, "byte not acknowledged")
            self.nack_after_bytes -= len(data)
        self.panel.transaction(data)

    def readfrom_into(
        self, address: int, buffer: bytearray, *, start: int = 0, end: int | None = None
    ) -> None:
        """Refused, as on the real bus object."""
        raise OSError(errno.EREMOTEIO, "the panel is only ever written")

    def close(self) -> None:
        """Nothing to close."""

    def power_cycle(self) -> None:
        """What unplugging does to the panel: RAM and settings are lost."""
        self.panel.__init__()  # type: ignore[misc]
