"""Settings: a row says all there is to one, and something follows it."""

from pathlib import Path

import pytest
from acupacer.core import settings

CORE = Path(settings.__file__).parent
OF_ROWS = pytest.mark.parametrize("setting", settings.SETTINGS, ids=lambda row: row.name)


@OF_ROWS
def test_a_row_has_a_word_for_its_name_and_for_each_value_that_needs_one(setting):
    says_itself = setting.name in ("language", "day_ends_h")
    named = [] if says_itself else setting.values
    needed = [value for value in named if not isinstance(value, bool)]
    for texts in setting.words:
        assert len(texts) == 2 + len(needed)
        assert all(texts)


@OF_ROWS
def test_something_follows_every_setting(setting):
    readers = [
        path.name
        for path in CORE.rglob("*.py")
        if path.name != "settings.py" and f'"{setting.name}"' in path.read_text("utf-8")
    ]
    assert readers, f"nothing reads {setting.name}: preferences.py is where most are followed"


def test_the_hours_at_which_a_day_may_end_are_the_same_in_every_language():
    assert settings.CHOICES["day_ends_h"] == (0, 1, 2, 3, 4, 5, 6)
    keys = [settings.words_key(hour) for hour in settings.CHOICES["day_ends_h"]]
    for language in ("en", "fr"):
        assert [settings.word(key, language) for key in keys] == [f"{h}:00" for h in range(7)]


def test_names_and_choices_are_the_rows():
    assert len(set(settings.NAMES)) == len(settings.SETTINGS)
    assert settings.defaults() == {name: settings.CHOICES[name][0] for name in settings.NAMES}
    for has_history in (False, True):
        stored = settings.decode(settings.encode(settings.defaults(), has_history))
        assert settings.chosen(stored) == settings.defaults()
        assert stored.get("history", False) is has_history


def test_any_flipped_bit_of_the_file_is_seen_and_a_file_without_a_sum_is_taken():
    """All but the sum's own name, which makes a sound file one of version 0.1.0."""
    values = dict(settings.defaults(), language="de", large=True)
    data = settings.encode(values, True)
    at = data.index(b',"crc":"')
    for bit in range(8 * (len(data) - 1)):  # the newline says nothing
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        stored = settings.decode(bytes(flipped))
        if stored is not None:
            assert at <= bit // 8 < at + 8
            assert settings.chosen(stored) == values
    assert settings.decode(b'{"language":"de"}') == {"language": "de"}
    for damaged in (b"", b"[]", b"\xff", data[:40]):
        assert settings.decode(damaged) is None


@pytest.mark.parametrize("key", ["value_on", "setting_none", "value_none", "left", "setting_"])
def test_other_words_are_in_no_row(key):
    assert settings.word(key, "en") is None
    assert settings.word("setting_sound", "xx") is None
