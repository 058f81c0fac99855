"""Puts the program onto a Pico that has MicroPython, through its USB port.

mpremote (MicroPython's own tool) talks to the board; it runs as a program of its own, so
nothing here depends on its insides. Only files that differ are copied; every hash is
compared again before the board is restarted.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from . import connection
from .client import Client, Hello
from .errors import HostError
from .pico_image import FlashFailed, Image

USB_ID = (0x2E8A, 0x0005)  # MicroPython on any RP2 board
LEAST_VERSION = (1, 24)
RETURN_S = 10.0  # a restarted board is on USB again well within this
PAUSE_S = 0.5
WAY_OUT = b"\r\x03repl\n"  # Ctrl-C for a maker's board; the product takes the word

# Runs on the board: what it is, and the hashes of the files we care about.
QUERY = """
import sys, json, hashlib
def look(path):
    try:
        with open(path, 'rb') as f:
            h = hashlib.sha256()
            b = bytearray(1024)
            n = f.readinto(b)
            while n:
                h.update(memoryview(b)[:n])
                n = f.readinto(b)
        return ''.join(['%02x' % c for c in h.digest()])
    except OSError:
        return ''
print(json.dumps({'platform': sys.platform, 'version': list(sys.implementation.version[:3]),
    'files': {path: look(path) for path in PATHS}}))
"""

Runner = Callable[[list[str]], str]


def mpremote(arguments: list[str]) -> str:
    """Run mpremote; its standard output. Raises FlashFailed with what it said."""
    command = [sys.executable, "-m", "mpremote", *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    if "No module named mpremote" in done.stderr:
        raise FlashFailed(
            "mpremote is not installed; install it with python -m pip install 'acupacer[pico]'"
        )
    if done.returncode:
        words = (done.stdout + done.stderr).strip().splitlines()
        raise FlashFailed(f"the board cannot be reached: {words[-1] if words else 'no answer'}")
    return done.stdout


def find_board(named: str | None, ports: Iterable[object] | None = None) -> str:
    """The port named, else the one Pico connected. Raises FlashFailed."""
    if named:
        return named
    if ports is None:
        from serial.tools.list_ports import comports

        ports = comports()
    found = [
        str(getattr(port, "device", ""))
        for port in ports
        if (getattr(port, "vid", None), getattr(port, "pid", None)) == USB_ID
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise FlashFailed(f"{len(found)} boards: {', '.join(found)}; choose one with --port")
    raise FlashFailed(
        "no Pico with MicroPython found; plug it in. A new one needs MicroPython first: hold "
        "BOOTSEL while plugging it in and copy the UF2 file onto the drive (docs/pico.md)"
    )


class Flasher:
    """Puts an image onto the board at ``port``.

    ``run``: runs mpremote; ``say``: gets a line for each thing done; ``sleep`` and
    ``now_s`` are the clock. Tests stand in for all of them.
    """

    def __init__(
        self,
        port: str,
        run: Runner = mpremote,
        say: Callable[[str], None] = print,
        sleep: Callable[[float], None] = time.sleep,
        now_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._port = port
        self._run = run
        self._say = say
        self._sleep = sleep
        self._now_s = now_s

    def flash(self, image: Image) -> int:
        """Copy what differs, verify, restart; how many files were copied.

        Raises FlashFailed. When it does, the board has MicroPython's prompt and part of
        the new files: repeat the command. Blocks: some 20 s for everything.
        """
        self._interrupt()
        wanted = image.hashes()
        changed = self._differing(wanted)
        for path in changed:
            self._say(f"copying {path} ({len(image.files[path])} bytes)")
        if changed:
            self._copy({path: image.files[path] for path in changed})
            broken = self._differing(wanted)
            if broken:
                raise FlashFailed(f"{', '.join(broken)} did not arrive whole; try again")
        self._mpremote("reset")
        return len(changed)

    def hello(self) -> Hello:
        """Who answers on the link after the restart. Raises FlashFailed."""
        until_s = self._now_s() + RETURN_S
        while self._now_s() < until_s:
            self._sleep(PAUSE_S)
            with suppress(HostError):
                client = Client(connection.open_transport(self._port))
                try:
                    hello = client.probe()
                finally:
                    client.close()
                if hello is not None:
                    return hello
        raise FlashFailed(
            f"{self._port}: the program is on the board but does not answer; read the fault "
            "on its panel, or see it with mpremote (docs/pico.md)"
        )

    def _interrupt(self) -> None:
        """Ask a running device for MicroPython's prompt; a board without one ignores it."""
        with suppress(HostError):
            transport = connection.open_transport(self._port)
            try:
                transport.write(WAY_OUT)
            finally:
                transport.close()
        self._sleep(PAUSE_S)

    def _differing(self, wanted: dict[str, str]) -> list[str]:
        answer = self._query(list(wanted))
        if answer["platform"] != "rp2":
            raise FlashFailed(f"{self._port}: a {answer['platform']} board, not a Pico")
        version = tuple(answer["version"])
        if version[:2] < LEAST_VERSION:
            raise FlashFailed(
                f"{self._port}: MicroPython {'.'.join(map(str, version))} is too old; "
                f"install {'.'.join(map(str, LEAST_VERSION))} or newer (docs/pico.md)"
            )
        return [path for path in wanted if answer["files"].get(path) != wanted[path]]

    def _query(self, paths: list[str]) -> dict[str, Any]:
        text = f"PATHS = {paths!r}\n{QUERY}"
        until_s = self._now_s() + RETURN_S
        while True:
            try:
                lines = self._mpremote("exec", text).strip().splitlines()
                found: dict[str, Any] = json.loads(lines[-1] if lines else "")
                return found
            except ValueError as error:
                raise FlashFailed(f"{self._port}: answers, but not as MicroPython") from error
            except FlashFailed:
                if self._now_s() >= until_s:
                    raise
                self._sleep(PAUSE_S)  # it may just be restarting

    def _copy(self, files: dict[str, bytes]) -> None:
        with tempfile.TemporaryDirectory() as folder:
            steps = ["exec", "import os\nif 'lib' not in os.listdir(): os.mkdir('lib')"]
            for number, (path, data) in enumerate(files.items()):
                local = Path(folder, str(number))
                local.write_bytes(data)
                steps += ["+", "fs", "cp", str(local), f":{path}"]
            self._mpremote(*steps)

    def _mpremote(self, *arguments: str) -> str:
        return self._run(["connect", self._port, *arguments])
