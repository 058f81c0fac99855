"""What a user can choose, as one table, and its small file.

The file is one JSON object with exactly these names. An unknown name or value is
ignored on reading (an older or newer firmware wrote it) and refused when the host
sends it.
"""

import json

from .text.plain_json import to_json

MAX_BYTES = 512

# name -> values, the first being the default. Booleans are on and off.
CHOICES: "dict[str, tuple[object, ...]]" = {
    "sound": (True, False),
    "vibration": (True, False),
    "strength": ("high", "low"),
    "motor": ("typical", "fast", "slow"),
    "ticks": (False, True),
    "long_press": (800, 1500),  # ms
    "language": ("en", "de"),
    "inverted": (False, True),
    "large": (False, True),
}
NAMES = (
    "sound",
    "vibration",
    "strength",
    "motor",
    "ticks",
    "long_press",
    "language",
    "inverted",
    "large",
)


def defaults() -> "dict[str, object]":
    """Every setting at its default."""
    return {name: CHOICES[name][0] for name in NAMES}


def fault(name: str, value: object) -> str:
    """Why ``name`` may not have ``value``; "" when it may. See ``both_off`` as well."""
    if name not in CHOICES:
        return "unknown_setting: {}: choose from {}".format(name, ", ".join(NAMES))
    # True == 1: the type has to match as well.
    if not any([type(value) is type(other) and value == other for other in CHOICES[name]]):
        allowed = ", ".join(map(to_json, CHOICES[name]))
        return "bad_value: {}: choose from {}".format(name, allowed)
    return ""


def both_off(values: "dict[str, object]", has_tone: bool) -> str:
    """Why ``values`` as a whole may not be: nothing would be felt or heard; "" otherwise.

    ``has_tone``: a buzzer is fitted.
    """
    if values["vibration"] or (values["sound"] and has_tone):
        return ""
    return "both_off: sound and vibration cannot both be off: cues must be felt or heard"


def following(name: str, value: object) -> object:
    """The value after ``value``, round and round."""
    choices = CHOICES[name]
    return choices[(choices.index(value) + 1) % len(choices)]


def encode(values: "dict[str, object]") -> bytes:
    """The settings file."""
    rows = ['"{}":{}'.format(name, to_json(values[name])) for name in NAMES]
    return ("{" + ",".join(rows) + "}\n").encode()


def decode(data: bytes) -> "dict[str, object]":
    """Settings from a file's bytes; what is missing or wrong there is at its default."""
    values = defaults()
    try:
        found = json.loads(data.decode())
    except ValueError:
        return values
    if isinstance(found, dict):
        for name in NAMES:
            if name in found and not fault(name, found[name]):
                values[name] = found[name]
    return values


def words_key(value: object) -> str:
    """The ``words`` key of a value: value_on, value_high, value_800 ..."""
    if value is True or value is False:
        return "value_on" if value else "value_off"
    return "value_{}".format(value)
