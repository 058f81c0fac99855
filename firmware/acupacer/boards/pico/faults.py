"""What a fault of the program leaves behind: ``fault.txt``, and a word for whoever asks.

The file holds the newest faults, oldest first, each with its traceback: names and lines
are those of the sources. ``acupacer doctor`` fetches it. A fault that was the last one
already is not written again: a device that starts and fails over and over must not wear
its flash.
"""

import io
import os
import sys

FILE = "fault.txt"  # as core.events calls it, which may be what failed
MAX_BYTES = 4096  # of the newest faults
TRACEBACK_BYTES = 2048  # of one fault, its end: where it happened, and what
_MARK = "acupacer "
_BETWEEN = "\n\n"
_STAGING = FILE + ".part"
# Around the text on the serial line, for a host that asks.
SAID_FIRST, SAID_LAST = "acupacer: fault", "acupacer: end of fault"


def text_of(error: BaseException) -> str:
    """The traceback as it is printed."""
    told = io.StringIO()
    sys.print_exception(error, told)  # type: ignore[attr-defined]
    return told.getvalue().strip()


def keep(version: str, uptime_s: int, traceback: str) -> None:
    """Add a fault to the file, unless it is the last one there. Blocks: tens of ms.

    Never raises: a flash that cannot be written must not hide the fault itself.
    """
    try:
        kept = read()
        told = "\n" + _end_of(traceback)
        if kept.endswith(told):
            return
        fault = "{}{}, {} s after power-up{}".format(_MARK, version, uptime_s, told)
        kept = _newest(kept + _BETWEEN + fault if kept else fault)
        with open(_STAGING, "w") as target:
            target.write(kept)
        os.rename(_STAGING, FILE)
    except Exception:
        return


def read() -> str:
    """The file's text; empty when there is none."""
    try:
        with open(FILE) as source:
            return source.read(MAX_BYTES)
    except (OSError, ValueError):
        return ""


def size_bytes() -> int:
    """The file's length; -1 when there is none."""
    try:
        return os.stat(FILE)[6]
    except OSError:
        return -1


def say(traceback: str) -> None:
    """Print a fault for a host."""
    print("{}\n{}\n{}".format(SAID_FIRST, traceback, SAID_LAST))


def _newest(text: str) -> str:
    """As many of the newest faults as there is room for; there is for the last one."""
    while len(text.encode()) > MAX_BYTES:
        text = text[text.find(_BETWEEN + _MARK) + len(_BETWEEN) :]
    return text


def _end_of(traceback: str) -> str:
    """The last ``TRACEBACK_BYTES``, whole characters."""
    data = traceback.encode()[-TRACEBACK_BYTES:]
    while data and data[0] & 0xC0 == 0x80:
        data = data[1:]
    return str(data, "utf-8")
