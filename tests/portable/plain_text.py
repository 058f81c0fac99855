"""What a corpus prints: text that is the same on both interpreters and that a person can read.

    reply 3 to group 100, command 5: {"d": "hello"}, wire e3069283

A message's body is told as its bytes stand, key after key, in the notation of CBOR for people:
texts in quotes, bytes as h'00ff', an open list as [_ 1]. Longer bytes are told by their
number and checksum; so are, at the end, the bytes on the wire.
"""

import binascii
import struct

from acupacer.core.link import frames

BYTES_IN_FULL = 16  # longer ones are told by their checksum
REPLY_MAX_BYTES = 70000
UNSIGNED, NEGATIVE, BYTES, TEXT, LIST, MAP = range(6)
SIMPLE = {20: "false", 21: "true", 22: "null"}
LENGTHS = {24: ">B", 25: ">H", 26: ">I", 27: ">Q"}
OPEN, BREAK = 31, 0xFF


def plain(text):
    """ASCII whatever the text: the interpreters escape differently in JSON."""
    return "".join([c if " " <= c <= "~" else f"<{ord(c):x}>" for c in text])


def crc(data):
    """The CRC-32 of ``data``, eight hex digits."""
    return f"{binascii.crc32(data):08x}"


def reply(wire):
    """The one message in ``wire``; bytes that are none as they are."""
    messages = frames.Reader(REPLY_MAX_BYTES).feed(wire)
    if len(messages) != 1:
        return f"{len(messages)} messages in {len(wire)} bytes, wire {crc(wire)}"
    _, _, _, group, seq, command = struct.unpack(">BBHHBB", messages[0][:8])
    body = notation(messages[0], 8)[0]
    return f"reply {seq} to group {group}, command {command}: {body}, wire {crc(wire)}"


def notation(data, at):
    """(the item of CBOR at ``at`` for people, where the next one begins)."""
    kind, info = data[at] >> 5, data[at] & 31
    count, at = info, at + 1
    if info in LENGTHS:
        size = struct.calcsize(LENGTHS[info])
        count, at = struct.unpack(LENGTHS[info], data[at : at + size])[0], at + size
    if kind == UNSIGNED:
        return str(count), at
    if kind == NEGATIVE:
        return str(-1 - count), at
    if kind == BYTES:
        return _bytes(data[at : at + count]), at + count
    if kind == TEXT:
        return '"' + plain(str(data[at : at + count], "utf-8")) + '"', at + count
    if kind in (LIST, MAP):
        return _items(data, at, kind, -1 if info == OPEN else count)
    return SIMPLE[info], at


def _items(data, at, kind, count):
    """A list's or map's; ``count`` -1: up to a break."""
    told = []
    while count != len(told) if count >= 0 else data[at] != BREAK:
        text, at = notation(data, at)
        if kind == MAP:
            value, at = notation(data, at)
            text += ": " + value
        told.append(text)
    begin, end = "[]" if kind == LIST else "{}"
    is_open = "_ " if count < 0 else ""
    return begin + is_open + ", ".join(told) + end, at + (count < 0)


def _bytes(data):
    if len(data) <= BYTES_IN_FULL:
        return "h'" + str(binascii.hexlify(data), "ascii") + "'"
    return f"<{len(data)} bytes, {crc(data)}>"
