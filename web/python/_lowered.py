"""What ``tools/lowering.py`` calls where CPython knows more than this interpreter."""

from collections import OrderedDict

import _acupacer_browser as browser

UNSET = object()
PRIVATE = 0x100000  # where half a pair, and a byte that is no text, stands
_HALF_FROM, _HALF_TO = 0xD800, 0xDFFF
_dict = dict
_repr = repr
_sorted = sorted
_zip = zip


# --- displays ---------------------------------------------------------------------------


def list_of(*parts):
    made = []
    for part in parts:
        made.extend(part)
    return made


def tuple_of(*parts):
    return tuple(list_of(*parts))


def set_of(*parts):
    return set(list_of(*parts))


def dict_of(*parts):
    made = OrderedDict()
    for part in parts:
        made.update(part)
    return made


def dict(*parts, **named):
    return dict_of(*parts, named)


def dict_fromkeys(keys, value=None):
    made = OrderedDict()
    for key in keys:
        made[key] = value
    return made


def joined(one, other):
    if isinstance(one, _dict):
        return dict_of(one, other)
    return one | other


def joined_into(one, other):
    if isinstance(one, _dict):
        one.update(other)
        return one
    if isinstance(one, set):
        one.update(other)
        return one
    return one | other


def vars(thing):
    return thing.__dict__


# --- what order means -----------------------------------------------------------------------


def sorted(values, key=None, reverse=False):
    """Stable, which this interpreter's is not."""
    rows = list(values)
    if reverse:
        rows.reverse()
    keyed = [(row if key is None else key(row), at) for at, row in enumerate(rows)]
    made = [rows[at] for _, at in _sorted(keyed)]
    if reverse:
        made.reverse()
    return made


def zip(*values):
    return _zip(*values)


def same(one, other):
    if type(one) is not type(other):
        return False
    return all([getattr(one, name) == getattr(other, name) for name in one._fields])


def hashed(one):
    return hash(tuple([getattr(one, name) for name in one._fields]))


# --- numbers --------------------------------------------------------------------------------


def fixed(value, places):
    return browser.fixed(float(value), places)


# --- texts ----------------------------------------------------------------------------------


def isascii(text):
    return len(text) == len(text.encode())


def casefold(text):
    return text.lower() if isascii(text) else browser.casefold(text)


def lower(text):
    if isinstance(text, bytes) or isascii(text):
        return text.lower()
    return browser.lower(text)


def upper(text):
    if isinstance(text, bytes) or isascii(text):
        return text.upper()
    return browser.upper(text)


def removeprefix(text, prefix):
    return text[len(prefix) :] if prefix and text.startswith(prefix) else text


def removesuffix(text, suffix):
    return text[: -len(suffix)] if suffix and text.endswith(suffix) else text


def str_maketrans(table):
    return {ord(key): value for key, value in table.items()}


def translate(text, table):
    if isascii(text) and all([key > 127 for key in table]):
        return text
    return "".join([table.get(ord(each), each) for each in text])


def ljust(text, width, fill=" "):
    return text + fill * (width - len(text))


def rjust(text, width, fill=" "):
    return fill * (width - len(text)) + text


def isspace(text):
    return text.isspace() if isascii(text) else bool(browser.is_of("space", text))


def isalpha(text):
    return text.isalpha() if isascii(text) else bool(browser.is_of("alpha", text))


def isdigit(text):
    return text.isdigit() if isascii(text) else bool(browser.is_of("digit", text))


def strip(text):
    return rstrip(lstrip(text))


def lstrip(text):
    text = text.lstrip()
    if isinstance(text, bytes) or isascii(text):
        return text
    return browser.strip(text, 1, 0)


def rstrip(text):
    text = text.rstrip()
    if isinstance(text, bytes) or isascii(text):
        return text
    return browser.strip(text, 0, 1)


def split(text):
    if isinstance(text, bytes) or isascii(text):
        return text.split()
    found = browser.split(text)
    return found.split("\n") if found else []


def splitlines(text):
    found = browser.lines(text)
    return found[1:].split("\n") if found else []


def repr(value):
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, list):
        return "[" + ", ".join([repr(each) for each in value]) + "]"
    if isinstance(value, tuple):
        inside = ", ".join([repr(each) for each in value])
        return "(" + inside + (",)" if len(value) == 1 else ")")
    if isinstance(value, _dict):
        pairs = [repr(key) + ": " + repr(each) for key, each in value.items()]
        return "{" + ", ".join(pairs) + "}"
    return _repr(value)


def _quoted(text):
    quote = '"' if "'" in text and '"' not in text else "'"
    made = quote
    for each in text:
        if each in ("\\", quote):
            made += "\\" + each
        elif each in "\n\r\t":
            made += {"\n": "\\n", "\r": "\\r", "\t": "\\t"}[each]
        elif each < " " or each == "\x7f":
            made += "\\x%02x" % ord(each)
        else:
            made += each
    return made + quote


def decode(data, encoding="utf-8", errors="strict"):
    """A byte that is no UTF-8 stands in the private plane where CPython has half a pair."""
    if encoding in ("utf-8", "utf8"):
        try:
            return data.decode()
        except UnicodeError:
            if errors == "strict":
                raise
    return browser.decode(bytes(data).hex(), encoding, errors)


def encode(text, encoding="utf-8", errors="strict"):
    if errors == "backslashreplace" and not isascii(text):
        text = "".join([_escaped(each) for each in text])
    return text.encode()


def _escaped(each):
    half = ord(each) - PRIVATE
    return "\\u%04x" % half if _HALF_FROM <= half <= _HALF_TO else each
