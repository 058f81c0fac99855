"""A host that asks without a pause bends no cue: the link's work yields to edges."""

import itertools

import pytest
from acupacer.core.cue import cues, trains
from acupacer.core.cue.player import LATE_MS
from acupacer.core.device_config import Capacities, DeviceConfig
from acupacer.core.events import FACTORY_FILE, HISTORY_FILE
from acupacer.core.link import frames, smp
from acupacer.core.link.cbor import Map
from acupacer.core.progress import history
from gestures_data import HOME, ROUTINES
from slow_board import SlowBoard

RECORDS = 200
LINES = b"".join(
    history.encode([("id", number), ("session", 0)], "profile", ["pregnancy", False])
    for number in range(1, RECORDS + 1)
)
FIRST_MS = 20  # what the board says of its longest piece, which is wrong
CALLS_PER_MS = 4  # the longest piece of a pull takes some 190 ms
PAUSE_MS = 5000
FLOODS = {
    "history": (smp.READ, smp.PACER, smp.HISTORY, (("since", 0),)),
    "download": (smp.READ, smp.FILES, smp.TRANSFER, (("off", 0), ("name", "/history.jsonl"))),
    "hash": (smp.READ, smp.FILES, smp.HASH, (("name", "/history.jsonl"),)),
    "screen": (smp.READ, smp.PACER, smp.SCREEN, ()),
    "settings": (smp.READ, smp.PACER, smp.SETTINGS, ()),
}


def flooded(name, script=HOME):
    limits = Capacities(work_ms=FIRST_MS)
    board = SlowBoard(
        {FACTORY_FILE: ROUTINES, HISTORY_FILE: LINES},
        DeviceConfig("slow", "test", "0", "boot", limits),
    )
    board.run(script)
    board.slow_down(CALLS_PER_MS)
    seqs = itertools.count()

    def ask():
        op, group, command, pairs = FLOODS[name]
        return frames.encode(smp.pack(op, group, next(seqs) % 256, command, Map(pairs)))

    board.ask = ask
    board.wait(PAUSE_MS)
    return board


def wanted_ms(cue):
    return [length for _, length in trains.pulses(cues.BY_NAME[cue].pattern, 100)]


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_bends_no_cue(name):
    board = flooded(name)
    before = board.replies
    for cue in ("press", "release", "switch_side", "session_done"):
        board.pulses.clear()
        board.device.player.play(cue, board.at_ms() + 200)
        board.wait(PAUSE_MS)
        lengths = [length for _, length in board.pulses]
        assert len(lengths) == len(wanted_ms(cue))
        for length, wanted in zip(lengths, wanted_ms(cue), strict=True):
            assert abs(length - wanted) <= LATE_MS, (cue, lengths)
    assert board.replies > before + 10
