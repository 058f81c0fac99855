"""Compact JSON, CRCs and hashes as text: the same bytes on every interpreter."""

import binascii
import hashlib
import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

SEPARATORS = (",", ":")


def crc_text(crc: int) -> bytes:
    """A CRC-32 as 8 hex digits."""
    return binascii.hexlify(crc.to_bytes(4, "big"))


def short_hash(data: "bytes | memoryview") -> str:
    """12 hex digits of the SHA-256."""
    return binascii.hexlify(hashlib.sha256(data).digest()[:6]).decode()


def to_json(value: "Any") -> str:
    """Compact JSON that is the same bytes on every interpreter; no dicts, no floats."""
    if type(value) is int:
        return str(value)
    text = json.dumps(value, separators=SEPARATORS)
    return text if is_plain(text) else spelled(value)


def is_plain(text: str) -> bool:
    """Nothing in it is or needs an escape: there the interpreters differ."""
    return "\\" not in text and len(text.encode()) == len(text)


def spelled(value: "Any") -> str:
    """JSON with every escape made here; no dicts, no floats."""
    if isinstance(value, str):
        return '"' + "".join(map(_escaped, value)) + '"'
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(spelled, value)) + "]"
    return json.dumps(value)


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    return letter if ord(letter) >= 32 else "\\u{:04x}".format(ord(letter))
