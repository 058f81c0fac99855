"""The module ``_acupacer`` of the Pico's image, on standard input and output."""

import select
import sys

_READABLE = select.poll()
_READABLE.register(sys.stdin, select.POLLIN)


def read_into(buffer):
    """Byte by byte: neither interpreter's file says how many are there."""
    count = 0
    while count < len(buffer) and any([True for _ in _READABLE.ipoll(0)]):
        byte = sys.stdin.buffer.read(1)
        if not byte:
            break
        buffer[count] = byte[0]
        count += 1
    return count


def write(data):
    sys.stdout.buffer.write(data)
    return len(data)
