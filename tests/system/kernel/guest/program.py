"""``acupacer-device run`` as the service manager runs it: the unit's own lines, no more."""

import os
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from acupacer.boards.pi.config import Config

sys.path.append(str(Path(__file__).parents[4] / "firmware" / "deploy"))

from plan import LOW_SCRIPT, text, unit

RUN = Path("/run/acupacer")  # the unit's RuntimeDirectory and working directory
STATE = Path("/run/card")
CONFIG_FILE = Path("/run/config.toml")
SCRIPT = Path(sys.executable).with_name("acupacer-device")
WATCHDOG_S = 5


def unit_lines(key):
    """The values of ``key`` in the installed service unit, in order."""
    start = key + "="
    lines = unit(Config()).replace("%t", "/run").splitlines()
    return [line[len(start) :] for line in lines if line.startswith(start)]


class Program:
    """One process of the device program, with systemd's notifications listened to.

    ``log``: what it said so far. ``beats_s``: when it said that its loop runs.
    """

    def __init__(self):
        self.log = ""
        self.beats_s = []
        RUN.mkdir(exist_ok=True)
        CONFIG_FILE.write_text(f'[device]\nstate_dir = "{STATE}"\n')
        notify = RUN / "notify"
        notify.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(notify))
        self.began_s = time.monotonic()
        self.process = start(
            NOTIFY_SOCKET=str(notify), WATCHDOG_USEC=str(WATCHDOG_S * 1_000_000)
        )
        for listen in (self._read_log, self._read_beats):
            threading.Thread(target=listen, daemon=True).start()

    @property
    def is_ready(self):
        """It said READY: the loop has come round once."""
        return bool(self.beats_s)

    @property
    def is_running(self):
        """The process has not ended."""
        return self.process.poll() is None

    def longest_silence_s(self):
        """Between two signs of life; the watchdog bites after ``WATCHDOG_S``."""
        pairs = zip(self.beats_s, self.beats_s[1:], strict=False)
        return max((later - earlier for earlier, later in pairs), default=0.0)

    def signal(self, number):
        """Send it a signal."""
        self.process.send_signal(number)

    def wait(self, timeout_s=10):
        """Its exit code, once it has ended."""
        return self.process.wait(timeout_s)

    def _read_log(self):
        for said in self.process.stdout:
            self.log += said

    def _read_beats(self):
        while self._socket.recv(64) in (b"READY=1", b"WATCHDOG=1"):
            self.beats_s.append(time.monotonic())


def start(**more):
    """A process of the device program in the unit's environment."""
    environment = {"PATH": os.environ["PATH"], **more}
    for words in unit_lines("Environment"):
        environment |= dict(word.split("=", 1) for word in shlex.split(words))
    return subprocess.Popen(
        [SCRIPT, *unit_lines("ExecStart")[0].split()[1:], "--config", CONFIG_FILE],
        cwd=RUN,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def install_last_resort():
    """Put the unit's last resort where the installer does."""
    Path(LOW_SCRIPT).parent.mkdir(parents=True, exist_ok=True)
    Path(LOW_SCRIPT).write_text(text("outputs-low"))
    Path(LOW_SCRIPT).chmod(0o755)


def stop_post():
    """What the service manager does after every end of the program; seconds it took."""
    (command,) = unit_lines("ExecStopPost")
    return seconds_of(command.removeprefix("+").split())


def seconds_of(command):
    """How long ``command`` took, in an empty environment."""
    began_s = time.monotonic()
    subprocess.run(command, check=True, env={})
    return time.monotonic() - began_s


def leave_on(pin):
    """Drive a pin high and end, as a program that was killed may have."""
    order = f"import lgpio as l; l.gpio_claim_output(l.gpiochip_open(0), {pin}, 1)"
    subprocess.run([sys.executable, "-c", order], check=True, cwd=RUN)


def freeze(program):
    """Stop every thread where it is."""
    program.signal(signal.SIGSTOP)
    state = Path(f"/proc/{program.process.pid}/stat")
    while state.read_text().rpartition(")")[2].split()[0] != "T":
        time.sleep(0.001)
