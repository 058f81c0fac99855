"""Sessions on the emulated chip beside the core alone, which takes no time for anything."""

import json

from acupacer.core.link import smp
from acupacer.core.link.cbor import Map
from acupacer.core.link.frames import Reader, encode
from acupacer_host.content import routine_files
from chip_device import power_up
from chip_documents import answered_profile
from rp2040_twin import PINS, TAP_MS, Twin

MESSAGE_BYTES = 4096
AHEAD = 3  # requests on their way at one time; a device keeps 4
GIVE_UP_MS = 2000
RECORD_MS = 1500  # cues are over by then, and what waited for that is written
PRESSING_MS = 3000  # of a short session
PRESSES_MAX = 100
NEXT_KEYS = {
    "stop_check": ("STOP",),
    "question": ("NEXT",),
    "review": ("START",),
    "red_flags": ("NEXT", "START"),
    "cautions": ("NEXT", "START"),
    "home": ("START",),
    "prompt": ("START",),
    "too_much": ("NEXT",),
    "done": ("START",),
    "helped": ("NEXT",),
}


def _long_routine():
    """Ten holds of 20 s with 10 s between them: some five minutes."""
    document = json.loads(routine_files.packaged())
    routine = document["routines"][0]
    routine["steps"][0]["repetitions"] = 5
    routine["steps"][0]["hold"]["start_s"] = 20
    return json.dumps({**document, "routines": [routine]}).encode()


# On the file system of a device that is to be ``Coached``.
FILES = {"routines.json": _long_routine(), "history.jsonl": answered_profile()}
TICKS = {"settings.json": b'{"ticks":true}'}  # a pulse each second


class Coached:
    """A device at its first prompt. ``chip``: a ``WatchedChip`` with the files ``FILES``
    and ``more``, which is up or about to be; ``twin``: it and the core alone."""

    def __init__(self, chip, more=()):
        self.chip = power_up(chip)
        packaged = {"factory.json": routine_files.packaged()}
        self.twin = Twin(chip, {**packaged, **FILES, **dict(more)})
        self.twin.go_home()
        self.twin.open_routine()
        self._began_ms = 0

    def begin(self):
        """Press START."""
        self._began_ms = self.twin.core.now_ms
        self.twin.tap("START")

    def edges(self):
        """(chip's ms, lateness in ms) of each edge of a pulse since START.

        The core alone hears of START when the contact closes, the chip up to a look at the
        contacts later; what the most punctual edge is late by is taken for that.
        """
        found, wanted = self.twin.pulses(self._began_ms)
        assert len(found) == len(wanted), f"{len(found)} pulses, {len(wanted)} wanted"
        ahead_ms = self.chip.now_ms - self.twin.to_core_ms(self.chip.now_ms)
        late = [
            (at_ms + ahead_ms, at_ms - wanted_ms)
            for pulse, wanted_pulse in zip(found, wanted, strict=True)
            for at_ms, wanted_ms in zip(pulse, wanted_pulse, strict=True)
        ]
        least_ms = min(ms for _, ms in late)
        return [(at_ms, ms - least_ms) for at_ms, ms in late]


class Flood:
    """Asks the device for this and that without a pause; ``look`` each ms.

    ``replies``: how many came.
    """

    ASKED = (
        (smp.READ, smp.PACER, smp.SCREEN, ()),
        (smp.READ, smp.PACER, smp.STATE, ()),
        (smp.READ, smp.FILES, smp.TRANSFER, (("off", 0), ("name", "/routines.json"))),
        (smp.WRITE, smp.OS, smp.ECHO, (("d", "echo " * 40),)),
        (smp.READ, smp.PACER, smp.HISTORY, (("since", 0),)),
    )

    def __init__(self, chip):
        self.replies = 0
        self._chip = chip
        self._reader = Reader(MESSAGE_BYTES)
        self._sent = self._open = 0
        self._last_ms = chip.now_ms
        chip.take()

    def look(self):
        came = len(self._reader.feed(self._chip.take()))
        if came:
            self._last_ms = self._chip.now_ms
            self.replies += came
            self._open = max(0, self._open - came)
        elif self._chip.now_ms - self._last_ms > GIVE_UP_MS:  # requests were dropped
            self._last_ms = self._chip.now_ms
            self._open = 0
        while self._open < AHEAD:
            op, group, command, pairs = self.ASKED[self._sent % len(self.ASKED)]
            self._sent += 1
            self._open += 1
            message = smp.pack(op, group, self._sent % 256, command, Map(pairs))
            self._chip.send(encode(message))


def play_short_session(chip, client):
    """From wherever ``chip`` is through the beginning of a hold to home again."""
    _press_until(chip, client, ("hold",))
    chip.run(PRESSING_MS)
    chip.press(PINS["STOP"], TAP_MS)
    _press_until(chip, client, ("home",))


def _press_until(chip, client, wanted):
    for _ in range(PRESSES_MAX):
        state = client.state().state
        if state in wanted:
            return
        for name in NEXT_KEYS.get(state, ()):
            chip.press(PINS[name], TAP_MS)
            chip.run(TAP_MS)
        chip.run(RECORD_MS)
    raise AssertionError(f"it stays in {state}")
