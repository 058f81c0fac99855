"""The USB serial port, shared with MicroPython's prompt: never blocks, bounded.

What is there is taken, and what there is room for is given, in one call each
(``_acupacer``, see firmware/pico/native.c): MicroPython's own files wait for the rest.

Frames never contain byte 03. In the product, where Ctrl-C is off, ``WAY_OUT`` on a line
of its own asks for the prompt.
"""

import select
import sys
import time

from _acupacer import read_into, write

PENDING_MAX_BYTES = 4096  # waiting to be sent; a whole answer beyond it is dropped
STALE_MS = 2000  # nobody took a byte for this long: what waits is dropped
BUSY_WAIT_MS = 1  # between two looks for room
BUFFER_BYTES = 256  # read at once
WAY_OUT = b"\x03repl\n"


class UsbLink:
    """The link on the USB port (see ``boards.board.Link``).

    ``wants_prompt``: the host asked for MicroPython's prompt.
    """

    def __init__(self) -> None:
        self.wants_prompt = False
        self.dropped_bytes = 0
        self._buffer = memoryview(bytearray(BUFFER_BYTES))
        self._readable = select.poll()
        self._readable.register(sys.stdin, select.POLLIN)
        # As they came: joining them would take memory in one piece, which need not be there.
        self._pending: "list[memoryview]" = []
        self._pending_bytes = 0
        self._moved_ms = 0
        self._seen = b""  # the end of what came in, where a way out may have begun

    @property
    def has_pending(self) -> bool:
        """Bytes wait until the host takes some."""
        return bool(self._pending)

    def read(self, max_bytes: int) -> bytes:
        """Up to ``max_bytes`` that are waiting; b"" when there are none. Blocks: never."""
        buffer = self._buffer if max_bytes >= BUFFER_BYTES else self._buffer[:max_bytes]
        count = read_into(buffer)
        if not count:
            return b""
        data = bytes(self._buffer[:count])
        self._look_for_way_out(data)
        return data

    def write(self, data: bytes) -> None:
        """Send ``data`` or, when nobody reads, drop it whole. Blocks: never."""
        if not data:
            return
        if self._pending_bytes + len(data) > PENDING_MAX_BYTES:
            self.dropped_bytes += len(data)
            return
        if not self._pending:
            self._moved_ms = time.ticks_ms()  # type: ignore[attr-defined]
        self._pending.append(memoryview(data))
        self._pending_bytes += len(data)
        self.flush()

    def flush(self) -> None:
        """Send what there is room for. Blocks: never."""
        now_ms = time.ticks_ms()  # type: ignore[attr-defined]
        while self._pending:
            count = write(self._pending[0])
            if not count:
                break
            self._moved_ms = now_ms
            self._pending_bytes -= count
            self._pending[0] = self._pending[0][count:]
            if not self._pending[0]:
                self._pending.pop(0)
        if time.ticks_diff(now_ms, self._moved_ms) > STALE_MS:  # type: ignore[attr-defined]
            self.dropped_bytes += self._pending_bytes
            self._pending = []
            self._pending_bytes = 0

    def wait(self, ms: int, with_input: bool) -> None:
        """Sleep ``ms``, or until a byte comes in if ``with_input``, or sending can go on."""
        if self._pending:
            ms = min(ms, BUSY_WAIT_MS)
        if with_input:
            for _ in self._readable.ipoll(ms):  # type: ignore[attr-defined]
                pass
        else:
            time.sleep_ms(ms)  # type: ignore[attr-defined]
        if self._pending:
            self.flush()

    def drain(self, ms: int) -> None:
        """Send what waits, before a restart. Blocks: up to ``ms``."""
        while self._pending and ms > 0:
            time.sleep_ms(BUSY_WAIT_MS)  # type: ignore[attr-defined]
            self.flush()
            ms -= BUSY_WAIT_MS

    def _look_for_way_out(self, data: bytes) -> None:
        if not self._seen and WAY_OUT[0] not in data:
            return  # the usual case: no frame has that byte
        seen = self._seen + data
        if WAY_OUT in seen:
            self.wants_prompt = True
            seen = b""
        begun = seen.rfind(WAY_OUT[:1])
        self._seen = seen[begun:] if begun >= 0 and WAY_OUT.startswith(seen[begun:]) else b""
