"""The Pico's program, its sources as they are, on either interpreter behind a pty.

Only ``machine`` is a fake (see tests/portable/fake_machine.py).
"""

import contextlib
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
import tty
from pathlib import Path

from acupacer.boards.sim.panel import SSD1306
from acupacer_host.device import connection
from acupacer_host.device.client import Client
from acupacer_host.image import image_module

ROOT = Path(__file__).parents[2]
MICROPYTHON = Path(sys.executable).with_name("micropython")
FAKE = ROOT / "tests" / "portable" / "fake_pico.py"
RESET_CODE = 3
ROOM = ["-X", "heapsize=4m"]  # sources are compiled there; on the chip they are not
START, NEXT, STOP, MOTOR, BUZZER = 10, 11, 12, 15, 16


class FakePico:
    """``port``: what a host opens. ``flash``: the folder that stands for the flash.

    ``image``: the module that is frozen beside the program.
    """

    def __init__(self, interpreter, folder, config=None):
        self._start = [str(interpreter), *(ROOM if interpreter == MICROPYTHON else [])]
        self.flash = folder / "flash"
        self._frozen = folder / "frozen"
        self.flash.mkdir()
        self._frozen.mkdir()
        self.image = self._frozen / "acupacer_image.py"
        self.image.write_text(image_module.source("pico"))
        if config is not None:
            (self.flash / "config.json").write_text(json.dumps(config))
        self.trace_path = folder / "trace"
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        self.port = os.ttyname(self._slave)
        control = folder / "control"
        os.mkfifo(control)
        self._control_path = control
        self._control = os.open(control, os.O_RDWR)
        self._process = None
        self.power_on()

    def power_on(self):
        self.trace_path.write_text("")
        self._process = subprocess.Popen(
            [*self._start, FAKE, ROOT / "firmware", self._frozen, self.flash]
            + [self.trace_path, self._control_path],
            stdin=self._master,
            stdout=self._master,
            stderr=subprocess.PIPE,
        )

    def power_off(self):
        """Pull the plug."""
        self._process.kill()
        self._process.communicate()

    def interrupt(self):
        """Ctrl-C: MicroPython takes byte 03 for it, the fake port does not."""
        self._process.send_signal(signal.SIGINT)

    def ended(self):
        """The exit code once the program has ended."""
        self.wait(20)
        return self._process.returncode

    def wait(self, seconds):
        """Wait for the program's end."""
        self._process.communicate(timeout=seconds)

    def has_ended(self):
        return self._process.poll() is not None

    def close(self):
        self.power_off()
        for number in (self._master, self._slave, self._control):
            os.close(number)

    def do(self, line):
        """A line for the fake hardware: ``press 10``, ``panel off``."""
        os.write(self._control, line.encode() + b"\n")

    def tap(self, pin):
        self.do(f"press {pin}")
        time.sleep(0.1)
        self.do(f"release {pin}")
        time.sleep(0.1)

    def ready(self):
        """Until the program is loaded, has shown its first screen itself, and answers."""
        client = Client(connection.open_transport(self.port))
        try:
            wait_for(lambda: client.state().state == "stop_check")
            shown = client.screen().page
        finally:
            client.close()
        wait_for(lambda: self.panel().page_buffer() == shown)

    def trace(self):
        found = []
        for line in self.trace_path.read_text().splitlines():
            with contextlib.suppress(ValueError):  # the last one may be half written
                found.append(json.loads(line))
        return found

    def said(self):
        """What the program printed that no host has read."""
        found = b""
        while select.select([self._slave], [], [], 0)[0]:
            found += os.read(self._slave, 4096)
        return found.decode(errors="replace")

    def hear(self, end):
        """What the program prints, up to ``end``, its newlines as a terminal has them."""
        found = ""

        def is_whole():
            nonlocal found
            found += self.said()
            return found.endswith(end)

        wait_for(is_whole)
        return found

    def panel(self, is_first=False):
        """The chip as the bytes on the bus left it; ``is_first``: when it was first lit."""
        chip = SSD1306()
        for record in self.trace():
            if "i2c" in record and not (is_first and chip.is_on):
                chip.transaction(bytes.fromhex(record["i2c"])[1:])
        return chip

    def pin(self, number):
        """What an output went through: 0, 1 or the duty, each once in a row."""
        states = [
            record.get("duty", record.get("level"))
            for record in self.trace()
            if record.get("gp") == number
        ]
        return [state for at, state in enumerate(states) if not at or states[at - 1] != state]


def wait_for(found, seconds=15):
    """What ``found`` returns once that is true; fails after ``seconds``."""
    until_s = time.monotonic() + seconds
    while not (value := found()):
        assert time.monotonic() < until_s, "it did not come"
        time.sleep(0.02)
    return value
