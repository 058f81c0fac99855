"""The serial framing of SMP: messages to text lines and back.

A message travels as base64 text lines, so that frames and log text share one port
and no control byte (Ctrl-C, XON, XOFF) is ever on the wire:

    line     06 09 (first) or 04 14 (next ones) · base64 of <= 93 bytes · 0A
    content  u16 length (message + 2) · message · u16 CRC, all big-endian
    CRC      CRC-16/XMODEM of the message: polynomial 0x1021, start 0

This is the console framing of MCUmgr; docs/developer/protocol.md has an example, byte for
byte.
"""

import struct
from binascii import a2b_base64, b2a_base64

TYPE_CHECKING = False

# The two import variants: CPython has the CRC in C, MicroPython has none.
if TYPE_CHECKING:
    from binascii import crc_hqx as crc16
else:
    try:
        from binascii import crc_hqx as crc16
    except ImportError:
        from .crc16 import crc16

START_MARK = b"\x06\x09"
NEXT_MARK = b"\x04\x14"
RAW_PER_LINE = 93  # 124 base64 characters: with mark and newline 127, the console's limit
MAX_LINE = 512  # base64 characters taken in one line; stock clients send up to 125
OVERHEAD = 4  # length and CRC around a message

__all__ = ("OVERHEAD", "Reader", "crc16", "encode", "wire_bytes")


def encode(message: bytes) -> bytes:
    """The lines that carry ``message`` (0 to 65,533 bytes), ready to write.

    Equal byte for byte to ``smp.packet.encode(message, line_length=128)``, joined.
    Blocks: never.
    """
    content = bytearray(len(message) + OVERHEAD)
    struct.pack_into(">H", content, 0, len(message) + 2)
    content[2:-2] = message
    struct.pack_into(">H", content, len(message) + 2, crc16(message, 0))
    raw = memoryview(content)  # of which a part is no copy
    lines = []
    mark = START_MARK
    for at in range(0, len(content), RAW_PER_LINE):
        lines.append(mark)
        lines.append(b2a_base64(raw[at : at + RAW_PER_LINE]))
        mark = NEXT_MARK
    return b"".join(lines)


def wire_bytes(message_bytes: int) -> int:
    """How many bytes ``encode`` makes of a message of ``message_bytes`` bytes."""
    content = message_bytes + OVERHEAD
    lines = (content + RAW_PER_LINE - 1) // RAW_PER_LINE
    return (content + 2) // 3 * 4 + 3 * lines


class Reader:
    """Finds messages in a byte stream full of other things.

    Whatever is not a frame is skipped without a word: log text, AT probes, noise,
    frames with a wrong length or CRC. ``max_message``: longer messages are dropped.
    Memory: at most ``max_message`` + ``MAX_LINE`` + the bytes of one ``feed``.
    """

    def __init__(self, max_message: int) -> None:
        self._max_content = max_message + OVERHEAD
        self._rest = b""  # the unfinished line from its mark on
        self._parts: "list[bytes]" = []
        self._missing = 0  # content bytes still to come; 0: no frame open
        self._crc = 0

    @property
    def is_open(self) -> bool:
        """True between the first and the last line of a frame, or within a line."""
        return self._missing > 0 or len(self._rest) > 1

    def feed(self, data: bytes) -> "list[bytes]":
        """Take bytes in; return the messages they completed, oldest first.

        Blocks: never; time grows with ``len(data)`` only (the CRC is computed line by
        line as lines arrive, never over a whole frame at once).
        """
        messages: "list[bytes]" = []
        text = self._rest + data
        at = 0
        end = text.find(b"\n")
        while end >= 0:
            message = self._take_line(text[at:end])
            if message is not None:
                messages.append(message)
            at = end + 1
            end = text.find(b"\n", at)
        self._rest = _keep(text[at:] if at else text)
        return messages

    def _take_line(self, line: bytes) -> "bytes | None":
        """Take one whole line in; return the message it completed, if any."""
        mark_at = _find_mark(line)
        if mark_at < 0:
            return None  # console text, even between the lines of a frame
        if line[mark_at] == START_MARK[0]:
            self._missing = 0
        elif not self._missing:
            return None  # the start of this frame was lost
        raw = _from_base64(line[mark_at + 2 :])
        if not raw:
            self._drop()
            return None
        return self._take_content(raw)

    def _take_content(self, raw: bytes) -> "bytes | None":
        if not self._missing:
            raw = self._open_frame(raw)
        if len(raw) > self._missing or not self._missing:
            self._drop()
            return None
        self._parts.append(raw)
        self._crc = crc16(raw, self._crc)
        self._missing -= len(raw)
        if self._missing:
            return None
        return self._close_frame()

    def _open_frame(self, raw: bytes) -> bytes:
        """Begin a frame with its first line; returns the line without the length."""
        self._drop()
        if len(raw) > 2:
            length = struct.unpack(">H", raw[:2])[0]
            if 2 <= length <= self._max_content - 2:
                self._missing = length
        return raw[2:]

    def _close_frame(self) -> "bytes | None":
        """The message, when the CRC over message and CRC leaves nothing."""
        content = b"".join(self._parts)
        is_right = self._crc == 0
        self._drop()
        return content[:-2] if is_right else None

    def _drop(self) -> None:
        self._parts = []
        self._missing = 0
        self._crc = 0


def _find_mark(line: bytes) -> int:
    """Where the last mark of a line begins, or -1. Base64 text contains none."""
    return max(line.rfind(START_MARK), line.rfind(NEXT_MARK))


def _keep(line: bytes) -> bytes:
    """What must be remembered of an unfinished line: from its mark on, bounded."""
    mark_at = _find_mark(line)
    if mark_at >= 0:
        return line[mark_at:] if len(line) - mark_at <= MAX_LINE + 3 else b""
    last = line[-1:]
    return last if last in (START_MARK[:1], NEXT_MARK[:1]) else b""


def _from_base64(text: bytes) -> bytes:
    """The bytes a line carries, or b"" when it is not exactly base64.

    Both interpreters' decoders skip foreign characters, each in its own way: a line
    counts only when it encodes back to itself.
    """
    if text[-1:] == b"\r":  # a terminal driver's newline translation
        text = text[:-1]
    if len(text) > MAX_LINE:
        return b""
    try:
        raw = a2b_base64(text)
    except ValueError:
        return b""
    return raw if b2a_base64(raw)[:-1] == text else b""
