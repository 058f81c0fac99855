"""Reads ``config.json`` as any editor leaves it: one flat object of names and values.

Taken beyond JSON: UTF-16, a byte order mark, comments (``//``, ``#``, ``/* */``), a comma
before the closing brace, numbers in hex. A scanner of its own, since MicroPython's ``json``
tells no places and lets faults pass.
"""

from ...core.routine.fault_list import FaultList, plain
from ...core.text.utf8 import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Iterator

    # Where the name is, the name, where the value is, the value. A word without quotes
    # that is no number, true or false comes as bytes.
    Pair = tuple[int, str, int, str | int | bytes]

FAULTS_MAX = 20
_END = 0x0A  # what follows the last byte; blanks are passed, so nothing else gives it
_HASH, _COMMA, _COLON, _OPEN, _CLOSE, _QUOTE, _BACKSLASH = b'#,:{}"\\'
_CURLY = b"\xe2\x80"  # and a third byte
_QUOTES = b"\"'\xe2"
_NO_BREAK_SPACE = b"\xc2\xa0"
_WORD_ENDS = b" \t\n,:{}[]\"'/#\xc2"
_ESCAPES, _ESCAPED = b'"\\/bfnrt', b'"\\/\b\f\n\r\t'


class ConfigText:
    """The pairs of one text, and every fault found in it with line and column."""

    def __init__(self, data: bytes) -> None:
        self.faults = FaultList(FAULTS_MAX)
        self._at = 0  # the byte to be read next
        data, is_sound = _as_utf8(data)
        self._data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if not is_sound:
            self.note(len(self._data), "not UTF-8 from here on; save the file as UTF-8")
            self._data = b""

    def line(self, at: int) -> int:
        """The number of the line that holds byte ``at``."""
        return self._data.count(b"\n", 0, at) + 1

    def note(self, at: int, fault: str) -> None:
        """Add a fault found at byte ``at``."""
        start = self._data.rfind(b"\n", 0, at) + 1
        column = len(str(self._data[start:at], "utf-8")) + 1
        self.faults.add("config.json line {}, column {}".format(self.line(at), column), fault)

    def pairs(self) -> "Iterator[Pair]":
        """Every pair that can be read, in order; faults are noted on the way."""
        first = self._next()
        if first == _OPEN:
            self._at += 1
        elif first != _END:
            self.note(self._at, "{ is missing before the first name")
            if first not in _QUOTES:
                return
        while self._next() not in (_END, _CLOSE):
            pair = self._pair()
            if pair:
                yield pair
            self._pass_comma(pair is not None)
            if self.faults.is_full:  # reading on would take seconds where nothing is right
                return
        if self._next() == _CLOSE:
            self._at += 1
            if self._next() != _END:
                self.note(self._at, "nothing may follow the closing }")
        elif first == _OPEN:
            self.note(len(self._data.rstrip()), "the closing } is missing")

    def _pair(self) -> "Pair | None":
        name_at, name = self._at, self._name()
        if name is None:
            self._pass_line()
            return None
        byte = self._next()
        value_at = self._at
        if byte in b"{[":
            self.note(value_at, "a value has to be text, a number, true or false")
            self._pass_nested()
            return None
        value = self._quoted_or_word()
        if type(value) is bytes:
            if value:
                return name_at, name, value_at, _meant(value)
            self.note(value_at, 'a value is missing after "{}"'.format(plain(name)))
            self._pass_line()
            return None
        return None if value is None else (name_at, name, value_at, value)

    def _name(self) -> "str | None":
        """Pass a name and its colon; None after a fault that hides where the value is."""
        start, name = self._at, self._quoted_or_word()
        if type(name) is bytes:
            word = str(name, "utf-8")
            wanted = 'quotes are missing: "{}"' if word else "a name in quotes is missing"
            self.note(start, wanted.format(plain(word)))
            name = word or None
        if name is None:
            return None
        if self._next() != _COLON:
            self.note(self._at, 'a colon is missing after "{}"'.format(plain(str(name))))
            return None
        self._at += 1
        return str(name)

    def _next(self) -> int:
        """Pass blanks and comments; the byte after them, which is then the next to be read."""
        data = self._data
        while self._at < len(data):
            byte = data[self._at]
            if byte in b" \t\n":
                self._at += 1
                continue
            two = data[self._at : self._at + 2]
            if two == _NO_BREAK_SPACE:
                self._at += 2
            elif byte == _HASH or two == b"//":
                self._at = self._line_end()
            elif two == b"/*":
                end = data.find(b"*/", self._at + 2)
                if end < 0:
                    self.note(self._at, "the comment's end is missing: */")
                self._at = end + 2 if end >= 0 else len(data)
            else:
                return byte
        return _END

    def _line_end(self) -> int:
        end = self._data.find(b"\n", self._at)
        return end if end >= 0 else len(self._data)

    def _pass_comma(self, is_due: bool) -> None:
        end, byte = self._at, self._next()
        if byte == _COMMA:
            self._at += 1
        elif is_due and byte not in (_END, _CLOSE):
            self.note(end, "a comma is missing here")
            if byte not in _QUOTES:
                self._pass_line()

    def _pass_line(self) -> None:
        """Leave what makes no sense: up to a comma or brace here, or the end of the line."""
        if self._data[self._at : self._at + 1] == b",":
            return
        rest = self._data[self._at : self._line_end()].rstrip(b" \t,")
        self._at = self._at + len(rest) - 1 if rest.endswith(b"}") else self._line_end()

    def _pass_nested(self) -> None:
        depth = 1
        while depth and self._at < len(self._data):
            self._at += 1
            byte = self._data[self._at : self._at + 1]
            depth += (byte in (b"{", b"[")) - (byte in (b"}", b"]"))
        self._at += 1

    def _quoted_or_word(self) -> "str | bytes | None":
        """The text or word that is next; None after a fault that hides where it ends."""
        data, start = self._data, self._at
        if data[start : start + 2] == _CURLY:
            return self._quoted(3)
        if data[start : start + 1] in (b'"', b"'"):
            return self._quoted(1)
        while self._at < len(data) and data[self._at] not in _WORD_ENDS:
            self._at += 1
        word = data[start : self._at]
        if word and data[self._at : self._at + 1] == b'"':
            self._at += 1
            self.note(start, "the opening quote is missing")
            return str(word, "utf-8")
        return word

    def _quoted(self, mark_bytes: int) -> "str | None":
        data, start, line_end = self._data, self._at, self._line_end()
        mark = data[start]
        end = data.find(b'"', start + 1, line_end)
        if mark == _QUOTE and end > 0 and data.find(b"\\", start, end) < 0:  # nearly always
            self._at = end + 1
            return str(data[start + 1 : end], "utf-8")
        text = bytearray()
        at = start + mark_bytes
        while at < line_end:
            if data[at] in (mark, _QUOTE):
                self._at = at + (mark_bytes if data[at] == mark else 1)
                words = str(text, "utf-8")
                if mark != _QUOTE:
                    self.note(start, 'write straight double quotes: "{}"'.format(plain(words)))
                return words
            if data[at] == _BACKSLASH:
                at = self._escape(at, text)
            else:
                text.append(data[at])
                at += 1
        self.note(start, "the closing quote is missing")
        self._at = line_end
        return None

    def _escape(self, at: int, text: bytearray) -> int:
        """Add what the escape at ``at`` stands for to ``text``; where to go on."""
        data, start = self._data, at
        simple = _ESCAPES.find(data[at + 1 : at + 2])
        if simple >= 0:
            text.append(_ESCAPED[simple])
            return at + 2
        units = []
        while data[at : at + 2] == b"\\u" and _is_hex(data[at + 2 : at + 6], 4):
            units.append(int(str(data[at + 2 : at + 6], "utf-8"), 16))
            at += 6
        chars, is_whole = _from_units(units)
        text.extend(chars)
        if not units or not is_whole:
            self.note(start, "no such escape; write \\\\ for a backslash")
        return max(at, start + 1)


def _is_hex(digits: bytes, count: int) -> bool:
    return len(digits) == count > 0 and not digits.strip(b"0123456789abcdefABCDEF")


def _meant(word: bytes) -> "int | bytes":
    """The number, true or false that ``word`` stands for; otherwise the word."""
    if word in (b"true", b"false"):
        return word == b"true"
    if word[:2] in (b"0x", b"0X") and _is_hex(word[2:], len(word) - 2):
        return int(str(word[2:], "utf-8"), 16)
    digits = word[1:] if word[:1] == b"-" else word
    return int(str(word, "utf-8")) if digits and not digits.strip(b"0123456789") else word


def _as_utf8(data: bytes) -> "tuple[bytes, bool]":
    """``data`` as UTF-8 without byte order mark, up to a fault; whether there is none."""
    if len(data) > 1 and (data[:2] in (b"\xff\xfe", b"\xfe\xff") or 0 in data[:2]):
        low = 0 if data[0] == 0xFF or data[1] == 0 else 1
        units = [data[at + low] | data[at + 1 - low] << 8 for at in range(0, len(data) - 1, 2)]
        chars, is_whole = _from_units(units[1:] if units[0] == 0xFEFF else units)
        return chars, is_whole and len(data) % 2 == 0
    data = data[3:] if data[:3] == b"\xef\xbb\xbf" else data
    wrong = decode(data)[1]
    return (data, True) if wrong < 0 else (data[:wrong], False)


def _from_units(units: "list[int]") -> "tuple[bytes, bool]":
    """UTF-16's units as UTF-8, up to half a pair of them; whether there is none."""
    chars = bytearray()
    high = 0
    for unit in units:
        if (0xDC00 <= unit < 0xE000) != (high > 0):
            return bytes(chars), False
        if 0xD800 <= unit < 0xDC00:
            high = unit
            continue
        if high:
            unit += 0x10000 - 0xDC00 + ((high - 0xD800) << 10)
        high = 0
        chars.extend(chr(unit).encode())
    return bytes(chars), high == 0
