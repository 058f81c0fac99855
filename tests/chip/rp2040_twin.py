"""The emulated chip and the core alone, side by side: what one does the other has to do.

Both get the same presses at the same instants; the core alone takes no time for anything.
"""

from rig import Rig, motor_pulses

PINS = {"START": 10, "NEXT": 11, "STOP": 12}
MOTOR = 15
TAP_MS = 100
PULSE_GAP_MS = 20  # PWM edges closer than this belong to one pulse
SILENCE_MS = 60  # pulses of a cue are 120 ms apart
SILENCE_LONG_MS = 3_500  # longer than the one after STOP
WAYS_HOME = {"too_much": "NEXT", "done": "START", "helped": "NEXT"}
PATIENCE = 8  # presses
PAGES = 60  # to read on the way, at most; large text has the most
BEHIND_MS = 100
READING_MS, LOOK_AGAIN_MS = 500, 10  # the longest a routine may take to be opened
HELD_OFF_MS = 1500  # any cue is over by then, and flash that waits for that is written


class Twin:
    """``chip``: a program that is up, at its STOP check; ``core``: the portable tests' rig
    with the same ``files``."""

    def __init__(self, chip, files):
        self.chip = chip
        self.core = Rig(files)
        self.looks = 0
        self.differing = []  # when, by the core's clock, and the view the panel did not show
        self._ahead_ms = chip.now_ms
        self.look()

    @property
    def state(self):
        return self.core.device.state

    def to_core_ms(self, chip_ms):
        """An instant of the chip on the core's clock."""
        return chip_ms - self._ahead_ms

    def wait(self, ms):
        self.chip.run(ms)
        self._follow()

    def settle(self):
        self.chip.settle()
        self._follow()

    def tap(self, name):
        self.core.press(name)
        self.chip.press(PINS[name], TAP_MS)
        self._follow()
        self.core.release(name)

    def look(self):
        """Compare the panel with what the core's painter draws, for ``differing``.

        The screen that tells which device this is differs between any two.
        """
        if self.state != "about":
            self.looks += 1
            if not self._is_same():
                # The chip saw the press some ms after the core did: what changes at this very
                # instant has not changed there yet.
                self.wait(BEHIND_MS)
                self.settle()
                if not self._is_same():
                    self.differing.append((self.core.now_ms, self.core.device.view))

    def _is_same(self):
        painter = self.core.device.painter
        painter.draw()
        return self.chip.panel.chip.page_buffer() == bytes(painter.page)

    def press_on(self, name):
        """A press, and a look at what came of it.

        The chip may rest in between: files are read piece by piece.
        """
        self.tap(name)
        self.settle()
        end_ms = self.chip.now_ms + READING_MS
        while self.state != "about" and not self._is_same() and self.chip.now_ms < end_ms:
            self.wait(LOOK_AGAIN_MS)
        self.look()

    def go_home(self):
        """From the STOP check: every question no, looked over, the red flags read."""
        self.press_on("STOP")
        self._read_on(("question", "review", "red_flags"))
        assert self.state == "home"

    def open_routine(self, number=0):
        """From home to the first prompt of a routine, ``number`` further than is shown."""
        self.try_routine(number)
        assert self.state == "prompt"

    def try_routine(self, number):
        """As ``open_routine``; the core may refuse it."""
        for _ in range(number):
            self.press_on("NEXT")
        self.press_on("START")
        self._read_on(("cautions",))
        self.wait(HELD_OFF_MS)

    def end_session(self):
        """STOP and what follows it, until home again."""
        for _ in range(PATIENCE):
            if self.state == "home":
                return
            self.press_on(WAYS_HOME.get(self.state, "STOP"))
            self.wait(SILENCE_LONG_MS)
        raise AssertionError(f"{self.state} does not lead home")

    def _read_on(self, states):
        for _ in range(PAGES):
            if self.state not in states:
                return
            facts = self.core.device.view.as_dict()
            is_last = facts.get("page", 0) + 1 == facts.get("pages", 1)
            is_all = is_last and self.core.device.screen.is_all_shown
            self.press_on("START" if is_all and self.state != "question" else "NEXT")
        raise AssertionError(f"{self.state} goes on and on")

    def _follow(self):
        self.core.wait(round(self.to_core_ms(self.chip.now_ms)) - self.core.now_ms)

    # --- pulses of the motor ------------------------------------------------------------

    def pulses(self, since_ms):
        """[began, ended] of each pulse from ``since_ms`` on, the chip's and the core's.

        One that the core has not ended yet is left out.
        """
        wanted = self._core_pulses(since_ms)
        until_ms = wanted[-1][1] + SILENCE_MS
        return [pulse for pulse in self._chip_pulses(since_ms) if pulse[0] < until_ms], wanted

    def _chip_pulses(self, since_ms):
        """On the core's clock; the periods of the PWM are joined."""
        found = []
        for chip_ms, is_high in self.chip.edges[MOTOR]:
            at_ms = self.to_core_ms(chip_ms)
            if at_ms < since_ms:
                continue
            if is_high and (not found or at_ms - found[-1][1] > PULSE_GAP_MS):
                found.append([at_ms, at_ms])
            elif found:
                found[-1][1] = at_ms
        return found

    def _core_pulses(self, since_ms):
        found = motor_pulses(self.core.trace)
        return [[each.start_ms, each.end_ms] for each in found if each.start_ms >= since_ms]
