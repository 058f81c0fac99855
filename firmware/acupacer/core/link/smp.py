"""SMP messages: the 8-byte header and the CBOR map behind it, both ways.

byte 0     version << 3 | op
byte 1     flags, 0
bytes 2-3  body length   4-5 group   6 sequence number   7 command
then       the body: one CBOR map
"""

import struct

from ..errors import FrameError
from . import cbor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

HEADER_BYTES = 8
VERSION = 1  # what Zephyr calls SMP version 2

READ = 0
READ_REPLY = 1
WRITE = 2
WRITE_REPLY = 3

# Groups and their commands: the standard ones, then ours.
OS = 0
ECHO, DATETIME, RESET, PARAMS, INFO = 0, 4, 5, 6, 7
FILES = 8
TRANSFER, SIZE, HASH, HASH_TYPES, CLOSE = 0, 1, 2, 3, 4
PACER = 100
HELLO, STATE, CONTROL, SCREEN, EVENTS, HISTORY, ACK = 0, 1, 2, 3, 4, 5, 6
SETTINGS = 8

# Result codes; stock clients know no others.
OK = 0
UNKNOWN = 1
NO_MEMORY = 2
INVALID = 3
ABSENT = 5
BAD_STATE = 6
TOO_LARGE = 7
NOT_SUPPORTED = 8
CORRUPT = 9
BUSY = 10
DENIED = 11
TOO_NEW = 13
REFUSED = 256


class Message:
    """A message taken apart. ``body``: the CBOR map's bytes, not decoded yet."""

    def __init__(
        self, op: int, group: int, seq: int, command: int, body: bytes, version: int
    ) -> None:
        self.op = op
        self.group = group
        self.seq = seq
        self.command = command
        self.body = body
        self.version = version

    def fields(self) -> "dict[Any, Any]":
        """The body as a dict; an empty body counts as an empty map.

        Raises FrameError when the body is not one CBOR map.
        """
        if not self.body:
            return {}
        fields = cbor.decode(self.body)
        if not isinstance(fields, dict):
            raise FrameError("cbor: body is not a map")
        return fields


def parse(message: bytes) -> Message:
    """Take a message apart; FrameError when header and length do not fit."""
    if len(message) < HEADER_BYTES:
        raise FrameError("message: shorter than its header")
    first, _flags, length, group, seq, command = struct.unpack(
        ">BBHHBB", message[:HEADER_BYTES]
    )
    if length != len(message) - HEADER_BYTES:
        raise FrameError(
            "message: length {} in the header, {} came".format(length, len(message))
        )
    return Message(first & 7, group, seq, command, message[HEADER_BYTES:], first >> 3 & 3)


def pack(
    op: int, group: int, seq: int, command: int, fields: cbor.Map, version: int = VERSION
) -> bytes:
    """A message's bytes, ready for ``frames.encode``."""
    # In one piece from the beginning: on a Pico what is copied is garbage soon, and an answer
    # may be a quarter of a second's whole.
    message = bytearray(HEADER_BYTES)
    cbor.write(message, fields)
    length = len(message) - HEADER_BYTES
    head = (version << 3 | op, 0, length, group, seq, command)
    struct.pack_into(">BBHHBB", message, 0, *head)
    return bytes(message)


def reply(request: Message, fields: cbor.Map) -> bytes:
    """The reply to ``request``: its op + 1, its group, sequence number and command."""
    return pack(
        request.op + 1, request.group, request.seq, request.command, fields, request.version
    )


def error(
    request: Message, rc: int, reason: str, detail: "tuple[tuple[str, Any], ...]" = ()
) -> bytes:
    """The reply that refuses ``request``: result code, a text for people, more fields."""
    return reply(request, cbor.Map((("rc", rc), ("rsn", reason)) + detail))
