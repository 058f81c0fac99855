"""What a device knows of the catalogue is what the catalogue says, spelling by spelling."""

import sys
import unicodedata
from pathlib import Path

import pytest
from acupacer.core.routine import known_places
from acupacer.core.text import alphabet, folding
from acupacer_host.content.catalogue import catalogue
from acupacer_host.content.places import fold
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

import make_known_places

KNOWN = catalogue()
FOLDED = {fold(spelling) for spelling in KNOWN.ambiguous}
DRAWN = [*map(chr, (*range(0x20, 0x7F), *range(0xC0, 0x180))), *alphabet.OTHERS]


def test_the_table_is_made_of_the_catalogue():
    made = make_known_places.known_table(KNOWN)
    assert make_known_places.TABLE.read_text(encoding="utf-8") == made


@pytest.mark.parametrize("place", KNOWN.places.values(), ids=KNOWN.places)
def test_a_device_knows_every_spelling(place):
    for spelling in place.spellings:
        for text in (spelling, spelling.upper(), f"({spelling}) {place.code}", place.code):
            if text != place.code and fold(text) in FOLDED:
                assert known_places.meaning(text)[0] == ""
            else:
                assert known_places.identity(text) == place.code, text


@pytest.mark.parametrize("spelling", KNOWN.ambiguous)
def test_what_means_several_points_is_told(spelling):
    code, doubt = known_places.meaning(spelling)
    means = set(KNOWN.ambiguous[spelling])
    assert code == "" and set(doubt.split(" or ")) - {""} in (means, set())


@given(st.text(st.sampled_from(DRAWN), max_size=40))
def test_an_identity_is_its_own(text):
    once = known_places.identity(text)
    assert known_places.identity(once) == once
    assert bool(once) == bool(text)


@pytest.mark.parametrize("char", DRAWN)
def test_letters_are_folded_alike(char):
    if unicodedata.category(char)[0] in "LN" and char not in "½¼²³ȷ":
        assert folding.letters(char) == fold(char) != ""
    else:
        assert folding.letters(char) == ""
