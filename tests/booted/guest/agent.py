"""Does inside the machine what the test orders, one order after the other.

An order is a line of JSON on a virtio serial port, ``{"do": NAME, "with": {...}}``; so is
its reply, ``{"ok": VALUE}`` or ``{"error": TEXT}``. After a reply the machine is stopped
from inside, by a write to the port of its "panic" device, until the next order: while the
test thinks no time passes here, however busy the computer is that plays this machine.

What it can do beyond carrying files and commands is in bench.py.
"""

import base64
import contextlib
import json
import os
import socket
import subprocess
import threading
import time
import traceback
from pathlib import Path

from bench import Bench

PANIC_PORT, STOP = 0x505, b"\x01"  # QEMU's docs/specs/pvpanic.rst


class Agent:
    """The orders, by name."""

    def __init__(self, port, bench):
        self.bench = bench
        self._port = os.open(port, os.O_RDWR)
        self._pause = os.open("/dev/port", os.O_WRONLY)
        self._commands = {}

    def put(self, path, data, is_first):
        """Write a file, or more of it, from base64."""
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        with open(path, "wb" if is_first else "ab") as file:
            file.write(base64.b64decode(data))

    def start(self, name, command, environment=None):
        """Begin a shell command."""
        self._commands[name] = subprocess.Popen(
            ["bash", "-c", command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env={**os.environ, **(environment or {})},
            cwd="/root",
            start_new_session=True,
            preexec_fn=_like_any_other,
        )

    def finish(self, name, within_s):
        """Exit code and output of a command; code None: it was still running and is killed."""
        command = self._commands.pop(name)
        try:
            text, _ = command.communicate(timeout=within_s)
            return [command.returncode, text]
        except subprocess.TimeoutExpired:
            os.killpg(command.pid, 9)
            return [None, command.communicate()[0]]

    def sleep(self, seconds):
        """Let time pass."""
        time.sleep(seconds)

    def now(self):
        """Seconds of the clock that only grows."""
        return time.monotonic()

    def serve(self):
        """Take orders for ever."""
        self._reply({"ok": "hello"})
        buffer = b""
        while True:
            while b"\n" not in buffer:
                buffer += os.read(self._port, 1 << 16)
            line, _, buffer = buffer.partition(b"\n")
            self._reply(self._do(json.loads(line)))

    def _do(self, order):
        act = getattr(self, order["do"], None) or getattr(self.bench, order["do"])
        try:
            return {"ok": act(**order["with"])}
        except Exception:
            return {"error": traceback.format_exc()}

    def _reply(self, reply):
        data = json.dumps(reply).encode() + b"\n"
        while data:
            data = data[os.write(self._port, data) :]
        os.pwrite(self._pause, STOP, PANIC_PORT)


def _port():
    for entry in Path("/sys/class/virtio-ports").iterdir():
        if (entry / "name").read_text().strip() == "rig":
            return f"/dev/{entry.name}"
    raise SystemExit("no port to the test")


def _like_any_other():
    """Undo the rig's own precedence in a command it starts."""
    os.setpriority(os.PRIO_PROCESS, 0, 0)


def _say_ready():
    with contextlib.closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as notify:
        notify.sendto(b"READY=1", os.environ["NOTIFY_SOCKET"].replace("@", "\0", 1))


def main():
    agent = Agent(_port(), Bench())
    threading.Thread(target=agent.serve, name="orders").start()
    _say_ready()


if __name__ == "__main__":
    main()
