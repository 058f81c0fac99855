"""Checks decoded JSON against the field tables and notes what is wrong.

Nothing depends on the order of a dict's keys, which MicroPython does not keep. The
place of a fault is put together only once there is one: a Pico checks some thousand
fields per document, and nearly all of them are sound.
"""

from ..text import alphabet
from . import fields, known_places
from .fault_list import plain, shown, suggestion
from .model import EVERY, Dose, Movement, OpenHold, Window

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Iterable

    from .fault_list import FaultList
    from .fields import Field

    Choices = tuple[object, ...]


def check_object(
    value: object,
    table: "tuple[Field, ...]",
    place: str,
    faults: "FaultList",
    method: str = "",
    range_s: "tuple[int, int]" = (0, 0),
) -> "list[Any] | None":
    """The values of ``table``'s fields in ``value``, an object, in the table's order.

    Absent fields have their default, or None; unsound ones are None. ``method``: the
    step's; "" for objects other than steps, ``fields.ANY`` for a step whose method is not
    known. ``range_s``: what start_s and max_s of a dose may be. None when ``value`` is no
    object at all. Blocks: never.
    """
    if not isinstance(value, dict):
        faults.add(place, _must_be("an object", value))
        return None
    checked: "list[Any]" = []
    known = 0
    for row in table:
        name = row[0]
        if name in value:
            known += 1
            checked.append(_sound(row, value[name], place, faults, method, range_s))
        else:
            if method in row.required:
                faults.add(_join(place, name), _missing(row, method))
            checked.append(row.default)
    if known < len(value):
        _refuse_unknown(value, table, place, faults)
    return checked


def check_list(
    value: object, row: "Field", noun: str, place: str, faults: "FaultList"
) -> "list[object]":
    """``value`` as a list of ``row.low`` to ``row.high`` entries called ``noun``.

    Any other value is an empty list. One that is too long comes back whole: what is wrong
    with its last entries is to be said as well.
    """
    if type(value) is not list:
        faults.add(place, _must_be("a list", value))
        return []
    if len(value) < row.low:
        faults.add(place, "is empty; needs {} to {} {}".format(row.low, row.high, noun))
    if len(value) > row.high:
        faults.add(place, "{} {} exceed {}".format(len(value), noun, row.high))
    return value


def _sound(
    row: "Field",
    value: object,
    place: str,
    faults: "FaultList",
    method: str,
    range_s: "tuple[int, int]",
) -> object:
    # the value of a field that is there, or None when it is unsound
    name, kind, low, high, choices, methods, _, _, _ = row
    if method not in methods:
        text = "not with {}, only with {}".format(method, _either(methods))
    elif kind in _LEAVES:
        if kind == "dose_s":
            low, high = range_s
        text = _LEAVES[kind](value, low, high, choices)
    else:
        return _BRANCHES[kind](row, value, _join(place, name), faults, method)
    if text:
        faults.add(_join(place, name), text)
        return None
    return value


def _join(place: str, name: str) -> str:
    return place + "." + name if place else name


def _missing(row: "Field", method: str) -> str:
    is_by_method = len(row.required) < len(fields.METHODS)
    return "missing; needed with " + method if is_by_method else "missing"


def _refuse_unknown(
    value: "dict[str, object]", table: "tuple[Field, ...]", place: str, faults: "FaultList"
) -> None:
    known = [row.name for row in table]
    # MicroPython's json lets numbers through as keys
    for name in sorted([str(key) for key in value if key not in known]):
        hint = "" if faults.is_full else suggestion(name, known)
        faults.add(_join(place, plain(name)), "unknown key" + hint)


def _either(words: "Iterable[object]") -> str:
    return " or ".join([str(word) for word in words if word not in ("", fields.ANY)])


def _must_be(what: str, value: object) -> str:
    return "must be {}, found {}".format(what, shown(value))


def _is_none_of(value: object, choices: "Choices") -> str:
    if len(choices) == 1:
        return "{} is not {}".format(shown(value), choices[0])
    names = ", ".join(map(str, choices))
    return "{} is not one of {}".format(shown(value), names)


# --- one value: "" when it is sound, else what is wrong with it, one fault a line ---


def _whole(value: object, low: int, high: int, choices: "Choices") -> str:
    if type(value) is not int:  # true, false and 1.0 are not whole numbers here
        return _must_be("a whole number", value)
    if value > high:
        return "{} exceeds {}".format(shown(value), high)
    return "" if value >= low else "{} is below {}".format(shown(value), low)


def _flag(value: object, low: int, high: int, choices: "Choices") -> str:
    return "" if type(value) is bool else _must_be("true or false", value)


def _text(value: object, low: int, high: int, choices: "Choices") -> str:
    if type(value) is not str:
        return _must_be("text", value)
    # Strips quickly, and the usual case has nothing left.
    odd = _odd_character(value) if value.strip(fields.PRINTABLE_ASCII) else ""
    wrong = _size(value, low, high, len(value) if not odd else _length(value))
    return odd + "\n" + wrong if odd and wrong else odd or wrong


def _size(text: str, low: int, high: int, length: int) -> str:
    if length > high:
        return "{} characters exceed {}".format(length, high)
    if low and not text.strip():
        return "is empty; needs {} to {} characters".format(low, high)
    return ""


def _length(text: str) -> int:
    # a surrogate pair is one character on one interpreter, two on the other
    return len([1 for char in text if not 0xDC00 <= ord(char) < 0xE000])


def _odd_character(text: str) -> str:
    for index, char in enumerate(text):
        if not alphabet.has(char):
            code = " U+{:04X}".format(ord(char)) if ord(char) < 0xD800 else ""
            return "character {}{} is not in the panel's font".format(index + 1, code)
    return ""


def _slug(value: object, low: int, high: int, choices: "Choices") -> str:
    if type(value) is not str:
        return _must_be("text", value)
    wrong = _size(value, low, high, _length(value))
    for char in value.strip():
        if not ("a" <= char <= "z" or "0" <= char <= "9" or char == "-"):
            odd = shown(value) + " may hold only a-z, 0-9 and -"
            return odd + "\n" + wrong if wrong else odd
    return wrong


def _choice(value: object, low: int, high: int, choices: "Choices") -> str:
    if type(value) is not str:
        return _is_none_of(value, choices)
    if value in choices:
        return ""
    return _is_none_of(value, choices) + suggestion(value, map(str, choices))


def _point(value: object, low: int, high: int, choices: "Choices") -> str:
    if type(value) is not str:
        return _must_be("a point's code", value)
    remark = known_places.remark(value)
    return "{}: {}".format(shown(value), remark) if remark else ""


def _place_id(value: object, low: int, high: int, choices: "Choices") -> str:
    return "" if value in known_places.CODES else _slug(value, low, high, choices)


def _mark(value: object, low: int, high: int, choices: "Choices") -> str:
    # all of the mark, 11 px wide, is on the picture of 56 x 48 px
    is_sound = type(value) is list and len(value) == 2
    for number, most in zip(value if is_sound else (0, 0), (50, 42)):  # type: ignore[call-overload]
        is_sound = is_sound and type(number) is int and 5 <= number <= most
    return "" if is_sound else "must be [x, y], x 5 to 50 and y 5 to 42, of the left side"


def _combination(value: object, low: int, high: int, choices: "Choices") -> str:
    if type(value) is not list:
        return _must_be("a list", value)
    if tuple(value) in choices:
        return ""
    allowed = map(_listed, choices)  # type: ignore[arg-type]
    return "{} is not one of {}".format(_listed(value[:4]), ", ".join(allowed))


def _listed(values: "Iterable[object]") -> str:
    return "[" + ", ".join(map(shown, values)) + "]"


def _unchecked(value: object, low: int, high: int, choices: "Choices") -> str:
    return ""


_LEAVES: "dict[str, Callable[[object, int, int, Choices], str]]" = {
    "whole": _whole,
    "dose_s": _whole,
    "flag": _flag,
    "text": _text,
    "slug": _slug,
    "choice": _choice,
    "point": _point,
    "place_id": _place_id,
    "mark": _mark,
    "combination": _combination,
    # lists of objects are checked one by one, by whoever knows what they hold
    "objects": _unchecked,
}


# --- values with places inside: the value to use, or None -------------------------


def _texts(row: "Field", value: object, place: str, faults: "FaultList", _: str) -> object:
    texts = check_list(value, row, "texts", place, faults)
    for index, text in enumerate(texts):
        wrong = _text(text, 1, fields.TEXT_MAX_CHARS, ())
        if wrong:
            faults.add("{}[{}]".format(place, index), wrong)
    return texts


def _wording(row: "Field", value: object, place: str, faults: "FaultList", _: str) -> object:
    before = faults.count
    by_language = value if isinstance(value, dict) and value else {"": value}
    is_one = by_language is not value
    texts = []
    for language in sorted(map(str, by_language)):
        wrong = _text(by_language.get(language), row.low, row.high, ())
        if not is_one and _slug(language, 2, 3, ()):
            wrong = "is no language's code, such as en or de" + ("\n" + wrong if wrong else "")
        if wrong:
            faults.add(place if is_one else _join(place, plain(language)), wrong)
        texts.append((language, by_language.get(language)))
    return None if faults.count > before else value if is_one else tuple(texts)


def _choices(row: "Field", value: object, place: str, faults: "FaultList", _: str) -> object:
    before = faults.count
    listed = check_list(value, row, "words", place, faults)
    for index, word in enumerate(listed):
        wrong = _choice(word, 0, 0, row.choices)
        if wrong:
            faults.add("{}[{}]".format(place, index), wrong)
    return listed if faults.count == before else None


def _dose(row: "Field", value: object, place: str, faults: "FaultList", method: str) -> object:
    range_s = fields.dose_range_s(row, method)
    checked = check_object(value, fields.TABLES[row.kind], place, faults, "", range_s)
    if checked is None:
        return None
    start_s, max_s = checked[:2]
    if start_s is not None and max_s is not None and start_s > max_s:
        faults.add(place + ".start_s", "{} exceeds max_s {}".format(start_s, max_s))
    return Window(*checked) if row.kind == "window" else Dose(*checked)


def _hold(row: "Field", value: object, place: str, faults: "FaultList", method: str) -> object:
    low, high = fields.dose_range_s(row, method)
    if type(value) is int or method == "move":
        wrong = _whole(value, low, high, ())
        if not wrong:
            return Dose(value, value, 0, EVERY)  # type: ignore[arg-type]
        faults.add(place, wrong)
        return None
    if not isinstance(value, dict) or "open" not in value:
        return _dose(row, value, place, faults, method)
    checked = check_object(value, fields.OPEN, place, faults, "", (low, high))
    is_open, start_s, max_s = checked or (None, None, None)
    if is_open is False:
        faults.add(place + ".open", "must be true, or left out")
    if start_s is not None and max_s is not None and max_s < start_s + fields.OPEN_LEAST_S:
        text = "{} is less than {} s above start_s"
        faults.add(place + ".max_s", text.format(max_s, fields.OPEN_LEAST_S))
    return OpenHold(start_s, max_s)  # type: ignore[arg-type]


def _movement(row: "Field", value: object, place: str, faults: "FaultList", _: str) -> object:
    checked = check_object(value, fields.MOVEMENT, place, faults)
    return None if checked is None else Movement(*checked)


def _sources(row: "Field", value: object, place: str, faults: "FaultList", _: str) -> object:
    if not isinstance(value, dict):
        faults.add(place, _must_be("an object", value))
        return None
    for name in sorted(map(str, value)):
        wrong = ""
        if name in _SOURCED:
            wrong = _choice(value[name], 0, 0, row.choices)
        elif not faults.is_full:
            wrong = "no field of a step" + suggestion(name, _SOURCED)
        if wrong or name not in _SOURCED:
            faults.add(_join(place, plain(name)), wrong)
    return value


_SOURCED = tuple([row.name for row in fields.STEP if row.name != "sources"])

_BRANCHES: "dict[str, Callable[[Field, object, str, FaultList, str], object]]" = {
    "texts": _texts,
    "wording": _wording,
    "choices": _choices,
    "dose": _dose,
    "hold": _hold,
    "window": _dose,
    "movement": _movement,
    "sources": _sources,
}
