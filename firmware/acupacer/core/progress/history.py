"""History records: one JSON object per line, each with a CRC-32 of its own.

    {"id":7,"kind":"end","session":3,"time":1760000000,"offset":120,"up":81234,
     "step":0,"repetition":1,"key":"LI4","side":"left","ms":10000,"crc":"1a2b3c4d"}

(one line in the file). ``id`` grows by one; ``session`` numbers sessions from 1 (0:
belongs to none); ``time`` is Unix seconds of a trusted clock or null; ``offset``
minutes east of UTC; ``up`` ms since power-up. The CRC covers the bytes before
``,"crc"``. A line that does not check is ignored, wherever it stands; the store cuts a
torn tail. What each kind of line says: ``records``.
"""

import binascii
import json
from collections import OrderedDict

from ..text.plain_json import SEPARATORS, crc_text, is_plain, spelled
from .records import KINDS, Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .records import Fields

MAX_LINE_BYTES = 2048
# Around the CRC's 8 hex digits.
_CRC, _END = b',"crc":"', b'"}'
_END_BYTES = len(_CRC) + 8 + len(_END)


def encode(head: "list[tuple[str, Any]]", kind: str, values: "list[Any]") -> bytes:
    """One line, newline included. ``head``: the fields before the kind's own.

    ``values``: as many as the kind has fields. Lists may nest, dicts may not occur.
    """
    pairs = head + list(zip(KINDS[kind].field_names, values))
    # In one call: field by field a Pico takes 7 ms.
    text = json.dumps(OrderedDict(pairs), separators=SEPARATORS)
    if not is_plain(text):
        text = (
            "{" + ",".join(['"' + name + '":' + spelled(value) for name, value in pairs]) + "}"
        )
    raw = text[:-1].encode()
    return raw + _CRC + crc_text(binascii.crc32(raw)) + _END + b"\n"


def decode(line: bytes) -> "Record | None":
    """The record in ``line`` (with or without newline), or None when it is damaged."""
    fields = fields_of(line)
    if fields is None:
        return None
    try:
        return KINDS.get(fields.get("kind", ""), Record)(fields)
    except KeyError:  # the kind's own are not all there
        return None


def fields_of(line: bytes) -> "Fields | None":
    """What stands in ``line``, as it stands there; None when it is damaged.

    What the CRC covers is all there is to it: the CRC itself is no field.
    """
    line = line.rstrip()
    at = len(line) - _END_BYTES
    if at < 0 or len(line) > MAX_LINE_BYTES or line[at : at + len(_CRC)] != _CRC:
        return None
    if line[-10:] != crc_text(binascii.crc32(memoryview(line)[:at])) + _END:
        return None
    try:
        fields: "Fields" = json.loads(line)
    except ValueError:
        return None
    fields.pop("crc", None)
    return fields
