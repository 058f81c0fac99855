"""The USB serial port, shared with MicroPython's prompt: never blocks, bounded.

Reading takes a byte at a time, because reading more would wait for all of them; writing
gives a byte at a time, because room for one is all that ``poll`` promises and the port
waits up to 500 ms for more. Both stop after ``PASS_BYTES``, some 4 ms on the chip.

Frames never contain byte 03. In the product, where Ctrl-C is off, ``WAY_OUT`` on a line
of its own asks for the prompt.
"""

import select
import sys
import time

PASS_BYTES = 64
PENDING_MAX_BYTES = 4096  # waiting to be sent; a whole answer beyond it is dropped
STALE_MS = 2000  # nobody took a byte for this long: what waits is dropped
BUSY_WAIT_MS = 1  # between two looks for room
WAY_OUT = b"\x03repl\n"


class UsbLink:
    """The link on standard input and output (see ``boards.board.Link``).

    ``wants_prompt``: the host asked for MicroPython's prompt.
    """

    def __init__(self) -> None:
        self.wants_prompt = False
        self.dropped_bytes = 0
        self._in = sys.stdin.buffer
        self._out = sys.stdout.buffer
        self._readable = select.poll()
        self._readable.register(sys.stdin, select.POLLIN)
        self._writable = select.poll()
        self._writable.register(sys.stdout, select.POLLOUT)
        # As they came: joining them would take memory in one piece, which need not be there.
        self._pending: "list[bytes]" = []
        self._sent = 0  # bytes of the first that are out
        self._left = 0  # bytes of all that are not
        self._moved_ms = 0
        self._matched = 0  # bytes of WAY_OUT seen in a row

    @property
    def has_pending(self) -> bool:
        """Bytes wait until the host takes some."""
        return bool(self._pending)

    def read(self, max_bytes: int) -> bytes:
        """Up to ``max_bytes`` that are waiting; b"" when there are none. Blocks: never."""
        if not self._is_ready(self._readable):
            return b""
        data = bytearray()
        while len(data) < min(max_bytes, PASS_BYTES) and self._is_ready(self._readable):
            byte = self._in.read(1)
            if not byte:
                break
            self._follow(byte[0])
            data += byte
        return bytes(data)

    def write(self, data: bytes) -> None:
        """Send ``data`` or, when nobody reads, drop it whole. Blocks: never."""
        if not data:
            return
        if self._left + len(data) > PENDING_MAX_BYTES:
            self.dropped_bytes += len(data)
            return
        if not self._pending:
            self._moved_ms = time.ticks_ms()  # type: ignore[attr-defined]
        self._pending.append(data)
        self._left += len(data)
        self.flush()

    def flush(self) -> None:
        """Send some of what waits. Blocks: never."""
        now_ms = time.ticks_ms()  # type: ignore[attr-defined]
        for _ in range(PASS_BYTES):
            if not self._pending or not self._is_ready(self._writable):
                break
            first = self._pending[0]
            self._out.write(first[self._sent : self._sent + 1])
            self._sent += 1
            self._left -= 1
            self._moved_ms = now_ms
            if self._sent == len(first):
                self._pending.pop(0)
                self._sent = 0
        if time.ticks_diff(now_ms, self._moved_ms) > STALE_MS:  # type: ignore[attr-defined]
            self.dropped_bytes += self._left
            self._pending = []
            self._sent = self._left = 0

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

    def _is_ready(self, poller: "select.poll") -> bool:
        for _ in poller.ipoll(0):  # type: ignore[attr-defined]
            return True
        return False

    def _follow(self, byte: int) -> None:
        """Look for the way out in what comes in."""
        if byte == WAY_OUT[self._matched]:
            self._matched += 1
        else:
            self._matched = 1 if byte == WAY_OUT[0] else 0
        if self._matched == len(WAY_OUT):
            self.wants_prompt = True
            self._matched = 0
