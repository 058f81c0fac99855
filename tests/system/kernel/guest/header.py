"""The outside of the simulated header: fingers on the buttons, a probe on the motor's pin."""

import os
import threading
import time
from pathlib import Path

from acupacer.boards.pi.config import Config

CONFIG = Config()
BUTTONS = {
    "START": CONFIG.buttons.start_pin,
    "NEXT": CONFIG.buttons.next_pin,
    "STOP": CONFIG.buttons.stop_pin,
}
MOTOR = CONFIG.motor.pin
BUZZER = CONFIG.buzzer.pin
TAP_S = 0.1
SAMPLE_S = 0.002  # the motor's PWM has a period of 5 ms, 3 of them high
LOW_S = 0.08  # low for so long: the pulse is over (the gap between two is 120 ms)
LOW_SAMPLES = 8  # and seen so often: it was not the probe that slept
LONG_S = 0.3  # a pulse is short (120 ms) or long (500 ms)


def line(number):
    """The sysfs folder of one line of the header."""
    return Path(os.environ["LINES"]) / f"sim_gpio{number}"


def press(name):
    """Close a contact to ground."""
    (line(BUTTONS[name]) / "pull").write_text("pull-down")


def release(name):
    """Open it: the pull-up takes over."""
    (line(BUTTONS[name]) / "pull").write_text("pull-up")


def tap(name):
    """A short press."""
    press(name)
    time.sleep(TAP_S)
    release(name)
    time.sleep(TAP_S)


def level(number):
    """What is on a line now: 0 or 1."""
    return int((line(number) / "value").read_text())


class MotorProbe:
    """Watches the motor's pin and tells pulses, however they are chopped by PWM.

    ``pulses``: (start, end) of each that is over, seconds on time.monotonic().
    """

    def __init__(self):
        self.pulses = []
        self._since_s = None
        self._last_s = 0.0
        threading.Thread(target=self._watch, name="motor-probe", daemon=True).start()

    @property
    def on_s(self):
        """For how long the running pulse has lasted; 0 when there is none."""
        since_s = self._since_s
        return 0.0 if since_s is None else time.monotonic() - since_s

    def forget(self):
        """Leave out all that was."""
        self.pulses = []

    def pattern(self):
        """The pulses as letters: S or L."""
        return "".join("L" if end - start > LONG_S else "S" for start, end in self.pulses)

    def _watch(self):
        fd = os.open(line(MOTOR) / "value", os.O_RDONLY)
        lows = 0
        while True:
            if os.pread(fd, 1, 0) == b"1":
                self._last_s = time.monotonic()
                lows = 0
                if self._since_s is None:
                    self._since_s = self._last_s
            elif self._since_s is not None:
                lows += 1
                if lows >= LOW_SAMPLES and time.monotonic() - self._last_s > LOW_S:
                    self.pulses.append((self._since_s, self._last_s))
                    self._since_s = None
            time.sleep(SAMPLE_S)
