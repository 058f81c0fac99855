"""A session of five minutes by buttons, done by the chip and by the core alone."""

import statistics

ROUTINE = 7  # the longest of the factory's: hands, balls and roller
MINUTES_MS = 5 * 60_000
LOOK_MS = 4_500  # between two looks at the panel
SPARE_MS = 1_500
ANNOUNCED_MS = 3000  # from release: the next prompt's cue was felt, and its keys count


class Session:
    """From home through five minutes of a routine, STOP, and home again.

    ``lags``: by how many ms each edge of the motor came late, counted from when the START
    that led to it was seen. ``seen_ms``: how long each START took to be seen. ``heaps``:
    looks at the heap all along.
    """

    def __init__(self, chip, twin, heap):
        self.chip, self.twin = chip, twin
        self.lags, self.seen_ms = [], []
        self.pulse_counts = []  # (the chip's, the core's) after each START
        self.heaps = [heap.look()]
        self._heap = heap
        self.written = chip.log_flash()
        twin.open_routine(ROUTINE)
        self._run()
        self._end()
        self.heaps.append(heap.look())

    @property
    def worst_ms(self):
        return max(self.lags)

    @property
    def median_ms(self):
        return statistics.median(self.lags)

    def _run(self):
        """Until the five minutes are over; START at each prompt."""
        twin = self.twin
        end_ms = twin.core.now_ms + MINUTES_MS
        while twin.core.now_ms < end_ms:
            began_ms = twin.core.now_ms
            twin.tap("START")
            while twin.state != "prompt" and twin.core.now_ms < end_ms:
                twin.wait(LOOK_MS)
                twin.settle()
                twin.look()
                self.heaps.append(self._heap.look())
            twin.wait(ANNOUNCED_MS)
            self._measure(began_ms)

    def _measure(self, began_ms):
        """The edges since START, against the core's."""
        found, wanted = self.twin.pulses(began_ms)
        self.pulse_counts.append((len(found), len(wanted)))
        behind = behind_of(found, wanted)
        self.seen_ms.append(min(behind))
        self.lags += lags_of(found, wanted)

    def _end(self):
        """STOP, its silence, "too much?" no, done, "did it help?" the same, home."""
        twin = self.twin
        twin.press_on("STOP")
        assert twin.state == "silence"
        twin.wait(2 * SPARE_MS)
        twin.look()
        assert twin.state == "too_much"
        twin.press_on("NEXT")
        assert twin.state == "done"
        twin.press_on("START")
        assert twin.state == "helped"
        twin.wait(2 * SPARE_MS)
        twin.press_on("NEXT")
        assert twin.state == "home"
        twin.wait(SPARE_MS)


def behind_of(found, wanted):
    """How long after the core's each edge of the chip's pulses came, in ms."""
    return [
        at_ms - wanted_ms
        for pulse, wanted_pulse in zip(found, wanted, strict=False)
        for at_ms, wanted_ms in zip(pulse, wanted_pulse, strict=True)
    ]


def lags_of(found, wanted):
    """How late each edge was. None is early, so the least late tells when START was seen."""
    behind = behind_of(found, wanted)
    return [by_ms - min(behind) for by_ms in behind]
