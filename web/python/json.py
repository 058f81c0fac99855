"""JSON as CPython's module reads and writes it: order kept, faults at their place."""

from collections import OrderedDict

import _acupacer_browser as browser
from _lowered import PRIVATE, decode

_BLANKS = " \t\n\r"
_ESCAPES = {
    '"': '"',
    "\\": "\\",
    "/": "/",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
}
_WORDS = {"null": None, "true": True, "false": False}
_ODD = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": -float("inf")}
_DIGITS_MAX = 4300


class JSONDecodeError(ValueError):
    def __init__(self, msg, doc, pos):
        line = doc.count("\n", 0, pos) + 1
        column = pos - doc.rfind("\n", 0, pos)
        super().__init__("%s: line %d column %d (char %d)" % (msg, line, column, pos))
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = line
        self.colno = column


def loads(text, object_pairs_hook=None):
    if not isinstance(text, str):
        text = decode(bytes(text))
    make = object_pairs_hook or OrderedDict
    tokens = browser.json_tokens(text)
    if tokens:  # the browser has read it: no need to look for faults
        return _Tokens(tokens.split("\n"), make).value()
    slow = _Slow(text, make)
    value, end = slow.value(slow.blanks(0))
    end = slow.blanks(end)
    if end != len(text):
        raise JSONDecodeError("Extra data", text, end)
    return value


def load(source):
    return loads(source.read())


class _Tokens:
    def __init__(self, tokens, make):
        self.tokens = tokens
        self.at = 0
        self.make = make

    def value(self):
        tokens = self.tokens
        token = tokens[self.at]
        self.at += 1
        if token == "{":
            pairs = []
            while tokens[self.at] != "}":
                key = _string_of(tokens[self.at])
                self.at += 2
                pairs.append((key, self.value()))
                if tokens[self.at] == ",":
                    self.at += 1
            self.at += 1
            return self.make(pairs)
        if token == "[":
            made = []
            while tokens[self.at] != "]":
                made.append(self.value())
                if tokens[self.at] == ",":
                    self.at += 1
            self.at += 1
            return made
        if token[0] == '"':
            return _string_of(token)
        if token in _WORDS:
            return _WORDS[token]
        return _number(token)


def _string_of(token):
    if "\\" not in token:
        return token[1:-1]
    return _Slow(token, None).string(1)[0]


def _number(token):
    if "." in token or "e" in token or "E" in token:
        return float(token)
    if len(token) > _DIGITS_MAX:
        raise ValueError("Exceeds the limit for integer string conversion")
    return int(token)


class _Slow:
    """Reads character by character and says where it cannot."""

    def __init__(self, text, make):
        self.text = list(text)
        self.whole = text
        self.make = make

    def _fault(self, what, at):
        return JSONDecodeError(what, self.whole, at)

    def blanks(self, at):
        """Where the blanks from ``at`` on end."""
        while at < len(self.text) and self.text[at] in _BLANKS:
            at += 1
        return at

    def value(self, at):
        text = self.text
        if at >= len(text):
            raise self._fault("Expecting value", at)
        each = text[at]
        if each == '"':
            return self.string(at + 1)
        if each == "{":
            return self._object(at + 1)
        if each == "[":
            return self._list(at + 1)
        for word, value in list(_WORDS.items()) + list(_ODD.items()):
            if each == word[0] and "".join(text[at : at + len(word)]) == word:
                return value, at + len(word)
        return self._number(at)

    def _number(self, at):
        told = browser.json_number("".join(self.text[at : at + 2 * _DIGITS_MAX]))
        if not told:
            raise self._fault("Expecting value", at)
        return _number(told), at + len(told)

    def _object(self, at):
        text = self.text
        pairs = []
        at = self.blanks(at)
        if at < len(text) and text[at] == "}":
            return self.make(pairs), at + 1
        while True:
            if at >= len(text) or text[at] != '"':
                raise self._fault("Expecting property name enclosed in double quotes", at)
            key, at = self.string(at + 1)
            at = self.blanks(at)
            if at >= len(text) or text[at] != ":":
                raise self._fault("Expecting ':' delimiter", at)
            value, at = self.value(self.blanks(at + 1))
            pairs.append((key, value))
            at = self.blanks(at)
            if at < len(text) and text[at] == "}":
                return self.make(pairs), at + 1
            if at >= len(text) or text[at] != ",":
                raise self._fault("Expecting ',' delimiter", at)
            at = self.blanks(at + 1)

    def _list(self, at):
        text = self.text
        made = []
        at = self.blanks(at)
        if at < len(text) and text[at] == "]":
            return made, at + 1
        while True:
            value, at = self.value(at)
            made.append(value)
            at = self.blanks(at)
            if at < len(text) and text[at] == "]":
                return made, at + 1
            if at >= len(text) or text[at] != ",":
                raise self._fault("Expecting ',' delimiter", at)
            at = self.blanks(at + 1)

    def string(self, at):
        text = self.text
        begin = at - 1
        made = []
        while True:
            if at >= len(text):
                raise self._fault("Unterminated string starting at", begin)
            each = text[at]
            if each == '"':
                return "".join(made), at + 1
            if each < " ":
                raise self._fault("Invalid control character at", at)
            if each != "\\":
                made.append(each)
                at += 1
                continue
            if at + 1 >= len(text):
                raise self._fault("Unterminated string starting at", begin)
            sign = text[at + 1]
            if sign != "u":
                if sign not in _ESCAPES:
                    raise self._fault("Invalid \\escape", at)
                made.append(_ESCAPES[sign])
                at += 2
                continue
            code = self._code(at + 2)
            at += 6
            if 0xD800 <= code < 0xDC00 and "".join(text[at : at + 2]) == "\\u":
                low = self._code(at + 2)
                if 0xDC00 <= low < 0xE000:
                    code = 0x10000 + ((code - 0xD800) << 10) + low - 0xDC00
                    at += 6
            made.append(chr(code + PRIVATE if 0xD800 <= code < 0xE000 else code))

    def _code(self, at):
        digits = "".join(self.text[at : at + 4])
        if len(digits) == 4 and all([each in "0123456789abcdefABCDEF" for each in digits]):
            return int(digits, 16)
        raise self._fault("Invalid \\uXXXX escape", at - 1)


# --- writing ----------------------------------------------------------------------------


def dumps(value, ensure_ascii=True, separators=None, indent=None, sort_keys=False):
    if separators is None:
        separators = (", ", ": ") if indent is None else (",", ": ")
    made = []
    _write(value, made.append, ensure_ascii, separators, indent, sort_keys, "\n")
    return "".join(made)


def _write(value, put, is_ascii, separators, indent, is_sorted, line):
    if isinstance(value, str):
        put(_quoted(value, is_ascii))
    elif value is None or value is True or value is False:
        put({None: "null", True: "true", False: "false"}[value])
    elif isinstance(value, int):
        put(str(value))
    elif isinstance(value, float):
        put(_float(value))
    elif isinstance(value, dict):
        pairs = sorted(value.items()) if is_sorted else value.items()
        rows = [(_quoted(str(key), is_ascii) + separators[1], each) for key, each in pairs]
        _rows(rows, "{}", put, is_ascii, separators, indent, is_sorted, line)
    elif isinstance(value, (list, tuple)):
        rows = [("", each) for each in value]
        _rows(rows, "[]", put, is_ascii, separators, indent, is_sorted, line)
    else:
        raise TypeError("Object of type %s is not JSON serializable" % type(value).__name__)


def _rows(rows, ends, put, is_ascii, separators, indent, is_sorted, line):
    if not rows:
        put(ends)
        return
    inner = line if indent is None else line + " " * indent
    put(ends[0])
    for at, (before, each) in enumerate(rows):
        if at:
            put(separators[0])
        if indent is not None:
            put(inner)
        put(before)
        _write(each, put, is_ascii, separators, indent, is_sorted, inner)
    if indent is not None:
        put(line)
    put(ends[1])


def _float(value):
    if value != value:
        return "NaN"
    if value in (float("inf"), -float("inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return browser.float_text(value)


def _quoted(text, is_ascii):
    return browser.json_text(text, int(is_ascii))
