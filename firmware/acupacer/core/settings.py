"""What a user can choose, as one table, and its small file.

The file is one JSON object with these names, ``history`` (true once there is one) and, last,
``crc``: the CRC-32 of the bytes before ``,"crc"``, as in the history's lines; version 0.1.0
wrote neither. An unknown name or value is ignored on reading (an older or newer firmware wrote
it) and refused when the host sends it.
"""

import binascii
import json

from .languages import CODES, LANGUAGES
from .text.plain_json import crc_text, to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from .named_tuples import NamedTuple

MAX_BYTES = 512
_CRC = b',"crc":"'

# ``values``: what can be chosen, the first being the default; booleans are on and off.
# ``words``: for each language known its code, the setting's name, a word for each value; none
# for booleans, languages and hours, which say themselves what they are. Others are in files.
Setting = NamedTuple(
    "Setting",
    (
        ("name", str),
        ("values", "tuple[object, ...]"),
        ("words", "tuple[tuple[str, ...], ...]"),
    ),
)

# One row is all that a setting is; what follows it reads it by its name, most of them in
# ``preferences``. A test names a setting that nothing follows.
SETTINGS = (
    Setting("sound", (True, False), (("en", "Sound"), ("de", "Ton"))),
    Setting("vibration", (True, False), (("en", "Vibration"), ("de", "Vibration"))),
    Setting(
        "strength",
        ("high", "low"),
        (("en", "Strength", "high", "low"), ("de", "Stärke", "stark", "schwach")),
    ),
    Setting(
        "motor",
        ("typical", "fast", "slow"),
        (
            ("en", "Motor kind", "normal", "quick", "slow"),
            ("de", "Motorart", "normal", "schnell", "langsam"),
        ),
    ),
    Setting("ticks", (False, True), (("en", "Tick each 10 s"), ("de", "Tick alle 10 s"))),
    Setting(  # ms
        "long_press",
        (800, 1500),
        (("en", "Long press", "0.8 s", "1.5 s"), ("de", "Langer Druck", "0,8 s", "1,5 s")),
    ),
    Setting("language", CODES, (("en", "Language"), ("de", "Sprache"))),
    Setting("inverted", (False, True), (("en", "Dark on light"), ("de", "Dunkel auf hell"))),
    Setting("large", (False, True), (("en", "Large text"), ("de", "Große Schrift"))),
    Setting(  # hours after midnight
        "day_ends_h",
        tuple(range(7)),
        (("en", "Day ends at"), ("de", "Tag endet um")),
    ),
)
NAMES = tuple([setting.name for setting in SETTINGS])
CHOICES = {setting.name: setting.values for setting in SETTINGS}


def defaults() -> "dict[str, object]":
    """Every setting at its default."""
    return {setting.name: setting.values[0] for setting in SETTINGS}


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


def encode(values: "dict[str, object]", has_history: bool = False) -> bytes:
    """The settings file. ``has_history``: there is a history beside it."""
    pairs = ['"{}":{}'.format(name, to_json(values[name])) for name in NAMES]
    if has_history:
        pairs.append('"history":true')
    raw = ("{" + ",".join(pairs)).encode()
    return raw + _CRC + crc_text(binascii.crc32(raw)) + b'"}\n'


def decode(data: bytes) -> "dict[str, object] | None":
    """What a file's bytes say, by name: see ``chosen``; None: they are damaged."""
    at = data.find(_CRC)
    end = at + len(_CRC)
    if at >= 0 and data[end : end + 8] != crc_text(binascii.crc32(data[:at])):
        return None
    try:
        stored = json.loads(data.decode())
    except ValueError:
        return None
    return stored if isinstance(stored, dict) else None


def chosen(stored: "dict[str, object]") -> "dict[str, object]":
    """Every setting as ``stored`` has it; what is missing or wrong there is at its default."""
    values = defaults()
    for name in NAMES:
        if name in stored and not fault(name, stored[name]):
            values[name] = stored[name]
    return values


def words_key(value: object) -> str:
    """The ``words`` key of a value: value_on, value_high, value_800 ..."""
    if value is True or value is False:
        return "value_on" if value else "value_off"
    return "value_{}".format(value)


def word(key: str, language: str) -> "str | None":
    """What the words key of a setting or a value is in ``language``; None: no row says it."""
    kind, _, name = key.partition("_")
    if kind == "value" and name in CODES:
        return dict(LANGUAGES)[name]
    if kind == "value" and len(name) == 1:  # the only values of one letter
        return name + ":00"
    for setting in SETTINGS:
        for texts in setting.words:
            if texts[0] != language:
                continue
            if kind == "setting" and name == setting.name:
                return texts[1]
            for value, text in zip(setting.values, texts[2:]):
                if kind == "value" and name == str(value):
                    return text
    return None
