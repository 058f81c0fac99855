"""The outside of the simulated Pi: wires on its header, a probe on its outputs, its panel.

The wires are told by wiring.json: ``idle``, the level each line of the header has when
nobody touches it (1 is a pull-up), ``held``, levels from power-on for this boot alone, and
``traced``, the lines whose edges are kept.
"""

import json
import os
import signal
import time
from pathlib import Path

from panel import Panel

RIG = Path(__file__).parent
RUN = Path("/run/rig")
TRACING = Path("/sys/kernel/tracing")
TRACE_KB = 8192
LINES = 28
PULLED_UP = range(9)  # of a BCM283x at power-on, the other lines are pulled down
PROCESSES = Path("/sys/fs/cgroup/system.slice/acupacer.service/cgroup.procs")
POLL_S = 0.001
SPIN_S = 0.0005


class Bench:
    """Everything that a hand, a probe or a cable does."""

    def __init__(self):
        self._lines = Path((RUN / "lines").read_text().strip())
        self._base = int((RUN / "base").read_text())
        wiring = json.loads((RIG / "wiring.json").read_text())
        for pin in range(LINES):
            self.drive(pin, int(pin in PULLED_UP))
        for levels in (wiring["idle"], wiring.pop("held", {})):
            for pin, level in levels.items():
                self.drive(int(pin), level)
        (RIG / "wiring.json").write_text(json.dumps(wiring))
        self._trace(wiring["traced"])
        self.panel = Panel()

    # --- the header -----------------------------------------------------------------------

    def drive(self, pin, level):
        """Pull a line up (1) or down (0) from outside; when that was."""
        (self._lines / f"sim_gpio{pin}/pull").write_text("pull-up" if level else "pull-down")
        return time.monotonic()

    def play(self, steps, at_rise_of=None):
        """Drive lines at times: [[ms from now, pin, level], ...]; when now was.

        ``at_rise_of``: begin when this line has just got high, which it has to within a second.
        Holds the processor for gaps under ``SPIN_S`` only.
        """
        if at_rise_of is not None:
            for level in (0, 1):
                if self.wait_level(at_rise_of, level, within_s=1) is None:
                    raise TimeoutError(f"line {at_rise_of} did not rise")
        began_s = time.monotonic()
        for at_ms, pin, level in steps:
            while (left_s := began_s + at_ms / 1000 - time.monotonic()) > 0:
                if left_s > SPIN_S:
                    time.sleep(left_s - SPIN_S)
            self.drive(pin, level)
        return began_s

    def level(self, pin):
        """What is on a line now."""
        return int((self._lines / f"sim_gpio{pin}/value").read_text())

    def wait_level(self, pin, level, within_s):
        """When a line got to ``level``; None: not within that time."""
        path = os.fspath(self._lines / f"sim_gpio{pin}/value")
        fd = os.open(path, os.O_RDONLY)
        wanted = b"%d" % level
        try:
            end_s = time.monotonic() + within_s
            while os.pread(fd, 1, 0) != wanted:
                if time.monotonic() > end_s:
                    return None
                time.sleep(POLL_S)
            return time.monotonic()
        finally:
            os.close(fd)

    def wait_low(self, pins, within_s):
        """When all lines were low for the first time; None: not within that time."""
        end_s = time.monotonic() + within_s
        while any(self.level(pin) for pin in pins):
            if time.monotonic() > end_s:
                return None
            time.sleep(POLL_S)
        return time.monotonic()

    # --- the probe ------------------------------------------------------------------------

    def _trace(self, pins):
        (TRACING / "trace_clock").write_text("mono")
        (TRACING / "buffer_size_kb").write_text(str(TRACE_KB))
        numbers = " || ".join(f"gpio == {self._base + pin}" for pin in pins)
        event = TRACING / "events/gpio/gpio_value"
        (event / "filter").write_text(f"get == 0 && ({numbers})")
        (event / "enable").write_text("1")

    def forget_edges(self):
        """Begin anew."""
        (TRACING / "trace").write_text("")

    def edges(self):
        """The kernel's own trace of the traced lines, and the number of its line 0."""
        return [self._base, (TRACING / "trace").read_text()]

    # --- the panel ------------------------------------------------------------------------

    def see(self, words, within_s):
        """Whether the panel shows ``words`` within that time."""
        return self.panel.see(words, within_s)

    def picture(self):
        """The panel as text, its rows of pixels, and whether it is on."""
        return [self.panel.art(), self.panel.rows(), self.panel.chip.is_on]

    def plug_panel(self, is_plugged):
        """Put it on the bus or pull it off: then nothing answers and it forgets all."""
        self.panel.plug() if is_plugged else self.panel.unplug()

    def refuse(self, count):
        """Have so many writes to come not acknowledged."""
        self.panel.bus.refusals = count

    # --- the program ----------------------------------------------------------------------

    def kill(self, name):
        """Send a signal to all of the service; when that was."""
        pids = PROCESSES.read_text().split()
        sent_s = time.monotonic()
        for pid in pids:
            os.kill(int(pid), getattr(signal, name))
        return sent_s

    def kill_while_high(self, name, pin, within_s):
        """Send a signal at an instant when a line is high, which a pulse of PWM is not
        always; when that was."""
        end_s = time.monotonic() + within_s
        while time.monotonic() < end_s:
            if self.wait_level(pin, 1, end_s - time.monotonic()) is None:
                break
            self._freeze()
            if self.level(pin):
                return self.kill(name)
            self.kill("SIGCONT")
        raise TimeoutError(f"line {pin} was never high")

    def _freeze(self):
        """Stop the service, and wait until no thread of it moves any more."""
        self.kill("SIGSTOP")
        for pid in PROCESSES.read_text().split():
            for state in Path(f"/proc/{pid}/task").glob("*/stat"):
                while state.read_text().rpartition(")")[2].split()[0] != "T":
                    time.sleep(POLL_S)

    def write_once(self, path, to, within_s):
        """Write an empty line into file ``to`` once ``path`` has anything in it; whether
        that was within that time."""
        end_s = time.monotonic() + within_s
        while time.monotonic() < end_s:
            if os.path.exists(path) and os.path.getsize(path):
                Path(to).write_text("\n")
                return True
            time.sleep(POLL_S)
        return False
