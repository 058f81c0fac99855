"""The library of the scenarios: a Pi on the bench, with fingers, a probe and a laptop.

    pi.press("START")
    pi.see("Get ready")
    pi.line("motor").pattern()

All times are seconds of the booted machine, which takes none for what the test does between
two calls. Waits end as soon as what is awaited is there.
"""

import base64
import json
import re
import shlex

import wires
from acupacer.boards.pi.config import Config

RIG = "/srv/rig"
LAPTOP = "/root/laptop"
CABLE = "/sys/kernel/config/usb_gadget/acupacer/UDC"
CONTROLLER = "dummy_udc.0"
STATE = "/var/lib/acupacer"
CONFIG = "/etc/acupacer/config.toml"
TAP_MS = 100
SEE_S = 20
STEP_S = 0.1
GAP_S = 0.08  # low for so long: the pulse is over (PWM is off for 3 ms, a gap is 120)
LONG_S = 0.3  # a pulse is short (120 ms) or long (500 ms)
EDGE = re.compile(r"(\d+\.\d+): gpio_value: (\d+) set (\d)")


class Pi:
    """One Pi on a booted machine; ``wheel``: lies on its card and in its laptop."""

    def __init__(self, machine, wheel):
        self.machine, self.wheel = machine, f"/root/{wheel.name}"
        self.wire(Config())

    # --- wires ----------------------------------------------------------------------------

    def wire(self, config):
        """Solder buttons and outputs where ``config`` says; true from the next boot on."""
        self._config = config
        self.pins = wires.pins(config)

    def rewire(self, *held):
        """Have the rig use the wires at the next boot; buttons ``held`` from power-on."""
        text = json.dumps(wires.wiring(self._config, held))
        self.machine.put(f"{RIG}/wiring.json", text.encode())

    def _level(self, is_closed):
        return int(is_closed == self._config.buttons.active_high)

    # --- fingers ----------------------------------------------------------------------------

    def hold(self, *buttons):
        """Close contacts and leave them closed."""
        for button in buttons:
            self.machine.do("drive", pin=self.pins[button], level=self._level(True))

    def release(self, *buttons):
        """Open them."""
        for button in buttons:
            self.machine.do("drive", pin=self.pins[button], level=self._level(False))

    def press(self, button, ms=TAP_MS):
        """A press of ``ms``; when its contact closed. Returns after a rest of the same."""
        return self.play([(0, button, True), (ms, button, False), (2 * ms, button, False)])

    def play(self, steps, at_rise_of=None):
        """Contacts at exact times: (ms, button, is closed); when 0 ms was.

        ``at_rise_of``: begin when this output has just got high, as it does after each pause
        of a pulse's PWM.
        """
        edges = [(ms, self.pins[name], self._level(closed)) for ms, name, closed in steps]
        return self.machine.do("play", steps=edges, at_rise_of=self.pins.get(at_rise_of))

    def tap(self, button, words):
        """A press, after which the panel shows ``words``."""
        self.press(button)
        self.see(words)

    # --- what comes out ---------------------------------------------------------------------

    def line(self, name):
        """The probe on one output: "motor" or "buzzer"."""
        return Line(self, self.pins[name])

    def forget(self):
        """Leave out all edges that were."""
        self.machine.do("forget_edges")

    def low(self, within_s):
        """When motor and buzzer were both low; AssertionError after ``within_s``."""
        pins = [self.pins["motor"], self.pins["buzzer"]]
        low_s = self.machine.do("wait_low", pins=pins, within_s=within_s)
        assert low_s is not None, f"an output was high for {within_s} s"
        return low_s

    def see(self, words, within_s=SEE_S):
        """Wait until the panel shows each of ``words``."""
        assert self.machine.do("see", words=words, within_s=within_s), (
            f"waited {within_s} s in vain for {words!r}; the panel:\n{self.art()}\n"
            + self.journal()
        )

    def shows(self, words):
        """Whether the panel shows each of ``words`` now."""
        return self.machine.do("see", words=words, within_s=0)

    def art(self):
        """The panel as text."""
        return self.machine.do("picture")[0]

    def rows(self):
        """The panel's pixels."""
        return self.machine.do("picture")[1]

    def is_dark(self):
        """Whether the panel is switched off."""
        return not self.machine.do("picture")[2]

    # --- the computer -----------------------------------------------------------------------

    def wait(self, seconds):
        """Let time pass."""
        self.machine.do("sleep", seconds=seconds)

    def until(self, holds, what, within_s=SEE_S):
        """Let time pass until ``holds()``; AssertionError naming ``what`` if it never does."""
        end_s = self.now() + within_s
        while not holds():
            assert self.now() < end_s, f"waited {within_s} s in vain for {what}"
            self.wait(STEP_S)

    def now(self):
        """The machine's own clock."""
        return self.machine.do("now")

    def sh(self, command, code=0, within_s=300):
        """The output of a shell command as root that ends with ``code``."""
        self.start(command)
        return self.finish(code, within_s)

    def start(self, command, name="command", environment=None):
        """Begin a shell command."""
        self.machine.do("start", name=name, command=command, environment=environment)

    def finish(self, code=0, within_s=300, name="command"):
        """Its output, once it has ended with ``code``."""
        ended, text = self.machine.do("finish", name=name, within_s=within_s)
        assert ended == code, f"code {ended}, not {code}\n{text}"
        return text

    def read(self, path):
        """A file's text."""
        return self.sh(f"cat {shlex.quote(path)}")

    def fetch(self, path):
        """A file's bytes."""
        return base64.b64decode(self.sh(f"base64 {shlex.quote(path)}"))

    def exists(self, path):
        """Whether there is such a file or folder."""
        return self.sh(f"test -e {shlex.quote(path)} && echo yes || echo no") == "yes\n"

    def installer(self, *arguments, code=0, wheel=None):
        """What the installer in the wheel says, started as the docs say."""
        words = shlex.join(["python3", f"{wheel or self.wheel}/acupacer_deploy", *arguments])
        return self.sh(words, code, within_s=1800)

    def journal(self):
        """What the service said since this boot."""
        return self.sh("journalctl --boot --unit acupacer --output short-monotonic --no-pager")

    def service(self, key):
        """A property of the service, such as NRestarts."""
        return self.sh(f"systemctl show --property {key} --value acupacer").strip()

    def kill(self, name, while_high="", within_s=20):
        """Send all of the service a signal, on request while a line is high; when."""
        if not while_high:
            return self.machine.do("kill", name=name)
        pin = self.pins[while_high]
        return self.machine.do("kill_while_high", name=name, pin=pin, within_s=within_s)

    def reboot(self, *held):
        """Restart the computer; buttons ``held`` from power-on. Ends when it is up."""
        self.rewire(*held)
        self.machine.do("start", name="reboot", command="systemctl reboot")
        self.machine.resume()
        self.machine.hello()
        self.booted()

    def pull_the_power(self, *held):
        """Take its power away and give it back."""
        self.rewire(*held)
        self.sh(f"sync {RIG}/wiring.json")  # and nothing else: what is lost is lost
        self.machine.reset()
        self.booted()

    def booted(self):
        """Wait until systemd has started all it was to start."""
        state = self.sh("systemctl is-system-running --wait || true", within_s=120).strip()
        assert state in ("running", "degraded"), state

    # --- the laptop -------------------------------------------------------------------------

    def laptop(self, *arguments, code=0, within_s=300):
        """What ``acupacer ARGUMENTS`` says at the other end of the cable."""
        self.start_laptop(*arguments)
        return self.finish_laptop(code, within_s)

    def start_laptop(self, *arguments):
        """Begin it."""
        command = shlex.join(["python3", "-m", "acupacer_host", *map(str, arguments)])
        paths = {"PYTHONPATH": "/srv/laptop:/srv/acupacer", "HOME": LAPTOP}
        more = {**paths, "LANG": "C.UTF-8", "NO_COLOR": "1", "COLUMNS": "200"}
        self.sh(f"mkdir -p {LAPTOP}")
        line = f"cd {LAPTOP} && exec {command} 2>{LAPTOP}/errors"
        self.start(line, name="laptop", environment=more)

    def finish_laptop(self, code=0, within_s=300):
        """What it said, once it has ended with ``code``; with its errors if that is not 0."""
        said = self.finish(code, within_s, name="laptop")
        return said + self.read(f"{LAPTOP}/errors") if code else said

    def unplug(self, once_written="/"):
        """Pull the USB cable, in the instant when something is in that file."""
        pulled = self.machine.do("write_once", path=once_written, to=CABLE, within_s=60)
        assert pulled, f"nothing was written to {once_written}"

    def plug(self):
        """Put it in, and wait until the laptop has seen it."""
        self.sh(f"echo {CONTROLLER} >{CABLE}; until ls /dev/ttyACM*; do sleep 0.05; done")


class Line:
    """One output of the header, as the kernel's trace has it."""

    def __init__(self, pi, pin):
        self._pi, self._pin = pi, pin

    @property
    def level(self):
        """What is on it now."""
        return self._pi.machine.do("level", pin=self._pin)

    def wait(self, level, within_s):
        """When it got to ``level``; AssertionError after ``within_s``."""
        at_s = self._pi.machine.do("wait_level", pin=self._pin, level=level, within_s=within_s)
        assert at_s is not None, f"line {self._pin} was not {level} within {within_s} s"
        return at_s

    def edges(self):
        """(seconds, level) of each edge, oldest first."""
        base, text = self._pi.machine.do("edges")
        changes = []
        for time_s, number, level in EDGE.findall(text):
            if int(number) - base == self._pin and (
                not changes or changes[-1][1] != int(level)
            ):
                changes.append((float(time_s), int(level)))
        return changes if not changes or changes[0][1] else changes[1:]

    def pulses(self):
        """(start, end) in seconds of each pulse, PWM within it left out; end None: it is on."""
        pulses = []
        for at_s, level in self.edges():
            if not level:
                pulses[-1][1] = at_s
            elif not pulses or at_s - pulses[-1][1] > GAP_S:
                pulses.append([at_s, None])
            else:
                pulses[-1][1] = None
        return pulses

    def pattern(self):
        """The pulses as letters: S or L; "?" while one is on."""
        lengths = (end and end - start for start, end in self.pulses())
        return "".join("?" if s is None else "L" if s > LONG_S else "S" for s in lengths)
