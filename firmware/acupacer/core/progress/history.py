"""History records: one JSON object per line, each with a CRC-32 of its own.

    {"id":7,"kind":"end","session":3,"time":1760000000,"offset":120,"up":81234,
     "step":0,"repetition":1,"key":"LI4","side":"left","ms":10000,"crc":"1a2b3c4d"}

(one line in the file). ``id`` grows by one; ``session`` numbers sessions from 1 (0:
belongs to none); ``time`` is Unix seconds of a trusted clock or null; ``offset``
minutes east of UTC; ``up`` ms since power-up. The CRC covers the bytes before
``,"crc"``. A line that does not check is ignored, wherever it stands; the store cuts a
torn tail. The kinds and their fields are listed in ``KINDS``.
"""

import binascii
import json
from collections import OrderedDict

from ..text.plain_json import SEPARATORS, crc_text, is_plain, spelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MAX_LINE_BYTES = 2048
# Around the CRC's 8 hex digits.
_CRC, _END = b',"crc":"', b'"}'
_END_BYTES = len(_CRC) + 8 + len(_END)

# kind -> the fields it adds, in the order they are written. ``key`` is a point's code
# or an area's text; step counts from 0; ms are of delivered pressure.
KINDS: "dict[str, tuple[str, ...]]" = {
    # one answer of the profile
    "profile": ("flag", "yes"),
    # red_flags or a routine's id, with the hash of what was accepted
    "accepted": ("what", "hash"),
    # doses: [step, method, key, level, hold_s, window_s, repetitions, sides, every, top]
    # per step (see prescriptions.dose_row);
    # asked: [key, side, ms] prescribed
    "started": ("routine", "digest", "doses", "asked"),
    # a repetition is about to begin (stored before pressure starts)
    "begin": ("step", "repetition", "key", "side"),
    # pressure ended: a repetition, or the part of one before a pause
    "end": ("step", "repetition", "key", "side", "ms"),
    # how: finished, ended_early, stopped, power_lost; given: [key, side, ms]; spots:
    # seconds of each; error_us: [worst, mean] of the cue edges, null when not measured
    "ended": ("how", "given", "spots", "pauses", "error_us"),
    # the answer to "too much?": yes, no, not_said; key and method last pressed
    "answer": ("answer", "method", "key"),
    # the user's word that a new day has begun, when no clock knows
    "new_day": (),
    # a trusted clock, read while counts had no time of their own, or one ahead of it
    "clock": (),
    # goes on a ``started`` whose rows would not fit its line
    "prescribed": ("doses", "asked"),
    # all that the records before it amount to, in parts (see checkpoint)
    "checkpoint": ("rows",),
    # the trainer: which cue was felt, which was named, and how often (see trainer)
    "trained": ("played", "named"),
}


def encode(head: "list[tuple[str, Any]]", kind: str, values: "list[Any]") -> bytes:
    """One line, newline included. ``head``: the fields before the kind's own.

    ``values``: as many as ``KINDS[kind]`` names. Lists may nest, dicts may not occur.
    """
    pairs = head + list(zip(KINDS[kind], values))
    # In one call: field by field a Pico takes 7 ms.
    text = json.dumps(OrderedDict(pairs), separators=SEPARATORS)
    if not is_plain(text):
        text = (
            "{" + ",".join(['"' + name + '":' + spelled(value) for name, value in pairs]) + "}"
        )
    raw = text[:-1].encode()
    return raw + _CRC + crc_text(binascii.crc32(raw)) + _END + b"\n"


def decode(line: bytes) -> "dict[str, Any] | None":
    """The record in ``line`` (with or without newline), or None when it is damaged.

    What the CRC covers is all there is to it: the CRC itself is no field.
    """
    line = line.rstrip()
    at = len(line) - _END_BYTES
    if at < 0 or len(line) > MAX_LINE_BYTES or line[at : at + len(_CRC)] != _CRC:
        return None
    raw = memoryview(line)[:at]
    if line[-10:] != crc_text(binascii.crc32(raw)) + _END:
        return None
    try:
        record: "dict[str, Any]" = json.loads(str(raw, "utf-8") + "}")
    except ValueError:
        return None
    return record
