"""CBOR (RFC 8949), as much of it as SMP messages need.

Values are int (64 bits and sign), bytes, str, bool, None, list, and maps. Maps are
written from ``Map`` (pairs in the order given, since MicroPython's dicts have none)
and read as dict. Written items have definite lengths and shortest heads; read items
may have indefinite lengths, as Zephyr's encoder sends them.

Floats and tags are refused: no message has them, and the Pico's floats have 32 bits.
"""

from ..errors import FrameError
from ..text import utf8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

MAX_DEPTH = 6  # nested lists and maps; the deepest message of ours needs 4
MAX_ITEMS = 512  # of all lists and maps of one message together

_UINT, _NEGATIVE, _BYTES, _TEXT, _LIST, _MAP, _TAG, _SIMPLE = range(8)
_INDEFINITE = -1
_BREAK = object()
_WORDS = {20: False, 21: True, 22: None, 23: None, 31: _BREAK}


class Map:
    """A map to write: ``pairs`` of key (str or int) and value, kept in this order."""

    def __init__(self, pairs: "Sequence[tuple[str | int, Any]]") -> None:
        self.pairs = pairs


def encode(value: "Any") -> bytes:
    """The CBOR bytes of ``value``; TypeError for a type or an integer without a form."""
    out = bytearray()
    write(out, value)
    return bytes(out)


def write(out: bytearray, value: "Any") -> None:
    """Append the bytes of ``value``; raises as ``encode`` does."""
    if value is None or value is True or value is False:
        out.append(0xF6 if value is None else 0xF5 if value else 0xF4)
    elif isinstance(value, int):
        if value >= 0:
            _write_head(out, _UINT, value)
        else:
            _write_head(out, _NEGATIVE, -1 - value)
    elif isinstance(value, str):
        raw = value.encode()
        _write_head(out, _TEXT, len(raw))
        out.extend(raw)
    elif isinstance(value, (bytes, bytearray, memoryview)):
        _write_head(out, _BYTES, len(value))
        out.extend(value)
    else:
        _write_items(out, value)


def _write_items(out: bytearray, value: "Any") -> None:
    if isinstance(value, Map):
        _write_head(out, _MAP, len(value.pairs))
        for key, item in value.pairs:
            write(out, key)
            write(out, item)
    elif isinstance(value, (list, tuple)):
        _write_head(out, _LIST, len(value))
        for item in value:
            write(out, item)
    else:
        raise TypeError("no CBOR form for {}".format(type(value)))


def _write_head(out: bytearray, major: int, number: int) -> None:
    if number < 24:
        out.append(major << 5 | number)
        return
    for info in (24, 25, 26, 27):
        size = 1 << info - 24
        if number >> 8 * size == 0:
            out.append(major << 5 | info)
            out.extend(number.to_bytes(size, "big"))
            return
    raise TypeError("integer of more than 64 bits")


def decode(data: bytes) -> "Any":
    """The value of exactly one CBOR item; raises FrameError for anything else.

    Refused: truncated or trailing bytes, floats, tags, more than ``MAX_DEPTH`` levels
    or ``MAX_ITEMS`` items, keys other than text or integer, a key twice, text that is
    not UTF-8. Memory stays within a small multiple of ``len(data)``.
    """
    reader = _Reader(data)
    value = reader.item(0)
    if value is _BREAK or reader.at != len(data):
        raise FrameError("cbor: bytes left over at {}".format(reader.at))
    return value


class _Reader:
    """Walks one CBOR item; ``at`` is the place of the next byte."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self._items_left = MAX_ITEMS

    def item(self, depth: int) -> "Any":
        """The next value, or ``_BREAK``. ``depth``: how many containers surround it."""
        major, number = self._head()
        if major == _UINT:
            return number
        if major == _NEGATIVE:
            return -1 - number
        if major == _BYTES or major == _TEXT:
            raw = self._string(major, number)
            return raw if major == _BYTES else _text(raw)
        if major == _SIMPLE:
            return self._word(number)
        if major == _TAG:
            raise self._fault("tag")
        if depth >= MAX_DEPTH:
            raise self._fault("too deep")
        return self._list(number, depth) if major == _LIST else self._map(number, depth)

    def _fault(self, what: str) -> FrameError:
        return FrameError("cbor: {} before byte {}".format(what, self.at))

    def _take(self, count: int) -> bytes:
        if count > len(self.data) - self.at:
            raise self._fault("truncated")
        self.at += count
        return self.data[self.at - count : self.at]

    def _head(self) -> "tuple[int, int]":
        """Major type and number of the next item; _INDEFINITE for an open length."""
        first = self._take(1)[0]
        major, info = first >> 5, first & 31
        if info < 24 or major == _SIMPLE:
            return major, info
        if info <= 27:
            return major, int.from_bytes(self._take(1 << info - 24), "big")
        if info == 31 and _BYTES <= major <= _MAP:
            return major, _INDEFINITE
        raise self._fault("reserved length")

    def _word(self, info: int) -> "Any":
        if info not in _WORDS:
            raise self._fault("float or unknown simple value")
        return _WORDS[info]

    def _string(self, major: int, length: int) -> bytes:
        if length != _INDEFINITE:
            return self._take(length)
        parts: "list[bytes]" = []
        while True:
            self._count_item()
            if self.data[self.at : self.at + 1] == b"\xff":
                self.at += 1
                return b"".join(parts)
            part_major, part_length = self._head()
            if part_major != major or part_length == _INDEFINITE:
                raise self._fault("wrong part of a string")
            parts.append(self._take(part_length))

    def _count_item(self) -> None:
        self._items_left -= 1
        if self._items_left < 0:
            raise self._fault("too many items")

    def _list(self, length: int, depth: int) -> "list[Any]":
        values: "list[Any]" = []
        while length == _INDEFINITE or len(values) < length:
            self._count_item()
            value = self.item(depth + 1)
            if value is _BREAK:
                if length != _INDEFINITE:
                    raise self._fault("break in a counted list")
                break
            values.append(value)
        return values

    def _map(self, length: int, depth: int) -> "dict[Any, Any]":
        values: "dict[Any, Any]" = {}
        while length == _INDEFINITE or len(values) < length:
            self._count_item()
            key = self.item(depth + 1)
            if key is _BREAK and length == _INDEFINITE:
                break
            if not isinstance(key, (int, str)) or isinstance(key, bool) or key in values:
                raise self._fault("bad or repeated key")
            value = self.item(depth + 1)
            if value is _BREAK:
                raise self._fault("key without a value")
            values[key] = value
        return values


def _text(raw: bytes) -> str:
    text, wrong_at = utf8.decode(raw)
    if wrong_at >= 0:
        raise FrameError("cbor: text is not UTF-8")
    return text
