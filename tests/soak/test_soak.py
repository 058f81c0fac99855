"""Clumsy users, a card that tears, a host that meddles, a clock that jumps, power that goes.

The real device lives in it; ``witness`` has the rules from the documents and judges by what
goes in and comes out. A fault is found by the same witness when it is planted.
"""

import gc
import itertools
import sys
import time
import types
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import planted
import planted_answers
from felt import Broken
from walk import live

SESSIONS = 20_000
LONG_LIFE = 1_500  # tries at a session
LOOK_EACH = 25
FLAT_BYTES = 40_000  # what a device's size may vary by
SHARED = (
    type,
    types.ModuleType,
    types.FunctionType,
    types.BuiltinFunctionType,
    types.CodeType,
)


@pytest.mark.parametrize("seed", range(12))
def test_a_life_keeps_every_rule(seed):
    assert live(seed).witness.sessions


@pytest.mark.parametrize("seed", range(100, 108))
def test_a_life_with_steps_of_version_2_keeps_every_rule(seed):
    assert live(seed, has_newer=True).witness.sessions


@pytest.mark.parametrize(("fault", "seed", "rule"), planted.FAULTS + planted_answers.FAULTS)
def test_a_planted_fault_is_found(monkeypatch, fault, seed, rule):
    fault(monkeypatch)
    with pytest.raises(Broken) as found:
        live(seed)
    assert found.value.rule == rule


@pytest.mark.soak
def test_twenty_thousand_random_sessions():
    begun_s, cpu_s = time.monotonic(), time.process_time()
    sessions = cuts = jumps = refusals = failures = lives = 0
    while sessions < SESSIONS:
        lives += 1
        life = live(1000 + lives, has_newer=lives % 2 == 0)
        sessions += life.witness.sessions
        cuts += life.cuts
        jumps += life.jumps
        refusals += life.refusals
        failures += life.store.failures
    print(
        f"\n{sessions} sessions in {lives} lives: {refusals} refusals, {cuts} power cuts, "
        f"{failures} writes that failed, {jumps} jumps of the clock; "
        f"{time.monotonic() - begun_s:.0f} s ({time.process_time() - cpu_s:.0f} s of a CPU)"
    )


@pytest.mark.soak
def test_memory_stays_flat_over_a_long_life():
    sizes = []
    tries = itertools.count()

    def look(life):
        if next(tries) % LOOK_EACH == 0:
            sizes.append(size_bytes(life))

    live(7, LONG_LIFE, look)
    late = sizes[5:]
    print(f"\ndevice {min(late)} to {max(late)} bytes")
    assert max(late) - min(late) <= FLAT_BYTES


def size_bytes(life):
    """Everything the device holds, measured object by object."""
    gc.collect()
    seen = set()
    waiting = [life.device]
    total = 0
    while waiting:
        thing = waiting.pop()
        if id(thing) in seen or thing is life or isinstance(thing, SHARED):
            continue
        seen.add(id(thing))
        total += sys.getsizeof(thing)
        waiting += gc.get_referents(thing)
    return total
