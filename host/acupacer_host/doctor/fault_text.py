"""What a device tells of a fault: on the serial line when it has stopped, or in its file."""

from __future__ import annotations

import re

from ..device.transport import Transport

HEAR_S = 1.5  # a stopped device repeats its fault within this time
HEAR_BYTES = 16384
SHOWN_LINES = 20  # of a text that is no fault

_FAULT = re.compile(r"^acupacer: fault\b.*?^acupacer: end of fault\b", re.MULTILINE | re.DOTALL)


def is_fault(text: str) -> bool:
    """Whether ``text`` is a stopped device's."""
    return text.startswith("acupacer: fault")


def hear(line: Transport) -> str:
    """What comes as text when a newline is sent: one whole fault, else the last lines.

    "" when nothing comes. Raises TransportGone. Blocks: 1.5 s at most.
    """
    line.write(b"\n")
    until_s = line.now_s() + HEAR_S
    data = b""
    while line.now_s() < until_s and len(data) < HEAR_BYTES:
        data += line.read(until_s - line.now_s())
        fault = _FAULT.search(readable(data))
        if fault:
            return fault[0]
    text = readable(data).strip()
    begun = text.find("acupacer: fault")
    if begun >= 0:
        return text[begun:]  # its end did not come
    return "\n".join(text.splitlines()[-SHOWN_LINES:])


def readable(data: bytes) -> str:
    """Text from a device, without anything a terminal would obey."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    return "".join(
        letter if letter == "\n" or letter.isprintable() else " "
        for letter in text.expandtabs(4)
    )
