"""The core in the image says what it says on CPython, case for case, byte for byte."""

import random

import pytest
import rp2040_corpora as corpora
import rp2040_scenes as scenes

SEED = 12
# How many parts of each corpus there are; one of them is run each time, another for
# another seed. A part takes some seconds of this computer.
PARTS = {
    "gestures": 45,
    "index": 1,
    "link": 1,
    "places": 4,
    "pico_config": 1,
    "progress": 18,
    "routines": 20,
    "rules": 20,
    "scenarios": 12,
    "screens": 8,
    "steps": 9,
    "trimmer": 2,
}


@pytest.mark.parametrize("name", corpora.NAMES)
def test_part_of_a_corpus(image_path, name, tmp_path):
    part = f"{random.Random(SEED).randrange(PARTS[name])}/{PARTS[name]}"
    said, took_s = corpora.said_by_chip(image_path, name, part, tmp_path)
    scenes.tell(f"{name} {part}, seconds on the chip", took_s)
    assert said == corpora.said_by_python(name, part)
    assert set(said.splitlines()) <= set(corpora.golden(name).splitlines())


@pytest.mark.soak
@pytest.mark.parametrize("name", corpora.NAMES)
def test_all_of_a_corpus(image_path, name, tmp_path):
    said, took_s = corpora.said_by_chip(image_path, name, "0/1", tmp_path)
    scenes.tell(f"{name}, seconds on the chip", took_s)
    assert said == corpora.golden(name)
