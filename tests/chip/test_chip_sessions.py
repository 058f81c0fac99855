"""Session after session: the heap stays whole, and the panel right."""

import random

import pytest
import rp2040_scenes as scenes
from rp2040_heap import Heap

SEED = 12
HELD_MS = 8_500  # no whole seconds: both have to count the same ones
SWEPT_MS = 3_000  # garbage has been collected by then
LEAST_FREE_BYTES = 100_000
LEAST_BLOCK_BYTES = 16_384
ROUTINES = 8


def run_sessions(image_path, count):
    """Routines at random, each held for some seconds; the heap after each, at rest."""
    chip, twin = scenes.at_home(scenes.new_chip(image_path))
    heap, looks = Heap(chip), []
    dice = random.Random(SEED)
    begun = 0
    while begun < count:
        twin.try_routine(dice.randrange(ROUTINES))
        if twin.state == "prompt":
            begun += 1
            twin.tap("START")
            twin.wait(HELD_MS)
        twin.end_session()
        twin.wait(SWEPT_MS)
        looks.append(tuple(heap.look()))
    scenes.tell("free, largest block after each session", looks)
    assert twin.differing == []
    assert chip.resets == []
    assert min(free for free, _ in looks) >= LEAST_FREE_BYTES
    assert min(block for _, block in looks) >= LEAST_BLOCK_BYTES


def test_three_sessions_leave_the_heap_whole(image_path):
    run_sessions(image_path, 3)


@pytest.mark.soak
def test_fifty_sessions_leave_the_heap_whole(image_path):
    run_sessions(image_path, 50)
