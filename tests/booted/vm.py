"""A machine in QEMU whose clock counts instructions.

What runs inside sees one processor that takes 2 ns for an instruction, and waits that cost
nothing: so every time it measures is the same however busy this computer is. Between two
orders the machine is stopped (see guest/agent.py). Its whole state can be
kept under a name and taken back, in seconds.

Its card is a piece of its memory: waiting for this computer's disk would cost nothing either,
and all that waits for a time inside would be over meanwhile.
"""

import base64
import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

# As many instructions a second as a small Pi manages: 2 ** -1 of a thousand million.
SHIFT = 1
COMMAND_LINE = (
    "console=ttyS0 loglevel=4 panic=-1 mitigations=off nokaslr random.trust_cpu=on "
    "tsc=reliable audit=0 systemd.show_status=0"
)
DATE = "2027-03-02T08:00:00"  # systemd sets a clock that is older than itself
CONNECT_S = 60
REPLY_S = 1800  # of this computer: ends a machine that hangs, measures nothing
PIECE_BYTES = 48 * 1024  # an order is taken whole before the machine goes on


class GuestError(Exception):
    """An order failed inside; the text is the traceback from there."""


class Machine:
    """One machine with a card of its own like ``image``, which stays as it is."""

    def __init__(self, kernel, image):
        self.folder = Path(tempfile.mkdtemp(prefix="booted-"))
        self._states = self.folder / "states.qcow2"
        self._make_states()
        self._kernel, self._image = kernel, image
        self._process = None
        self._port = self._monitor = None  # pairs of socket and reader

    def power_on(self):
        """Boot until the rig inside says hello. Blocks: half a minute or more."""
        with (self.folder / "qemu.log").open("w") as log:
            self._process = subprocess.Popen(
                self._command(), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._monitor = self._connect("monitor")
        self._monitor[1].readline()
        self._ask("qmp_capabilities")
        self._port = self._connect("rig")
        self._port[0].settimeout(REPLY_S)
        self.resume()
        self.hello()

    def power_off(self):
        """End the machine and forget its card. Blocks: 20 s at most."""
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        for connection in (self._monitor, self._port):
            for end in connection or ():
                end.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def do(self, order, **arguments):
        """Have the rig inside do something; its answer. Raises GuestError."""
        self._send(order, arguments)
        return self._answer()

    def hello(self):
        """Wait until the rig says hello, as it does at each boot."""
        said = self._answer()
        if said != "hello":
            raise GuestError(f"hello was expected, not {said!r}")

    def resume(self):
        """Let it run on by itself: it is about to boot."""
        self._ask("cont")

    def reset(self):
        """Pull the power and switch on again."""
        self._ask("system_reset")
        self._ask("cont")
        self.hello()

    def wait_until_off(self):
        """Let it run until the computer inside has switched itself off."""
        self._ask("cont")
        while self._ask("query-status")["status"] != "shutdown":
            time.sleep(0.05)

    def put(self, path, data):
        """Write a file inside."""
        for at in range(0, max(1, len(data)), PIECE_BYTES):
            piece = base64.b64encode(data[at : at + PIECE_BYTES]).decode()
            self.do("put", path=str(path), data=piece, is_first=at == 0)

    def keep(self, name):
        """Keep the whole state under ``name``."""
        self._monitor_command(f"savevm {name}")

    def take_back(self, name):
        """Go back to a state that was kept."""
        if self._ask("query-status")["status"] == "shutdown":
            self._ask("system_reset")
        self._monitor_command(f"loadvm {name}")

    def console(self):
        """What the kernel and systemd wrote."""
        return (self.folder / "console").read_text(errors="replace")

    # --- QEMU ---------------------------------------------------------------------------

    def _make_states(self):
        command = ["qemu-img", "create", "-q", "-f", "qcow2", self._states, "1M"]
        subprocess.run(command, check=True)

    def _command(self):
        def unix(name):
            return f"socket,id={name},path={self.folder}/{name},server=on,wait=off"

        return [
            "qemu-system-x86_64",
            *("-accel", "tcg,thread=single,tb-size=512", "-icount", f"shift={SHIFT},sleep=off"),
            *("-cpu", "max,-avx,-avx2", "-smp", "1", "-S"),
            *("-machine", "pc,nvdimm=on", "-m", "512,slots=1,maxmem=4G"),
            *("-object", f"memory-backend-file,id=card,share=off,{self._card()}"),
            *("-device", "nvdimm,memdev=card"),
            *("-rtc", f"base={DATE},clock=vm"),
            *("-nodefaults", "-no-user-config", "-display", "none"),
            *("-kernel", self._kernel.image, "-initrd", self._kernel.initramfs),
            *("-append", COMMAND_LINE, "-serial", f"file:{self.folder}/console"),
            *(
                "-device",
                "virtio-rng-pci",
                "-device",
                "pvpanic",
                "-action",
                "panic=pause,shutdown=pause",
            ),
            *("-drive", f"file={self._states},if=none,cache=unsafe"),
            *("-chardev", unix("monitor"), "-mon", "chardev=monitor,mode=control"),
            *("-chardev", unix("rig"), "-device", "virtio-serial-pci"),
            *("-device", "virtserialport,chardev=rig,name=rig"),
        ]

    def _card(self):
        return f"mem-path={self._image},size={os.path.getsize(self._image)}"

    def _connect(self, name):
        end_s = time.monotonic() + CONNECT_S
        connection = socket.socket(socket.AF_UNIX)
        while True:
            try:
                connection.connect(os.fspath(self.folder / name))
                return connection, connection.makefile("rb")
            except OSError:
                if self._process.poll() is not None or time.monotonic() > end_s:
                    raise RuntimeError((self.folder / "qemu.log").read_text()) from None
                time.sleep(0.05)

    def _monitor_command(self, line):
        said = self._ask("human-monitor-command", **{"command-line": line})
        if said.strip():
            raise RuntimeError(f"{line}: {said}")

    def _ask(self, command, **arguments):
        order = {"execute": command, "arguments": arguments}
        self._monitor[0].sendall(json.dumps(order).encode() + b"\n")
        while True:
            reply = json.loads(self._monitor[1].readline() or b'{"error": "QEMU has ended"}')
            if "error" in reply:
                raise RuntimeError(f"{command}: {reply['error']}")
            if "return" in reply:
                return reply["return"]

    def _send(self, order, arguments):
        self._port[0].sendall(json.dumps({"do": order, "with": arguments}).encode() + b"\n")
        self._ask("cont")

    def _answer(self):
        line = self._port[1].readline()
        if not line:
            raise RuntimeError("the machine has ended:\n" + self.console()[-3000:])
        reply = json.loads(line)
        self._wait_until_stopped()
        if "error" in reply:
            raise GuestError(reply["error"])
        return reply["ok"]

    def _wait_until_stopped(self):
        while self._ask("query-status")["running"]:
            time.sleep(0.001)


@contextlib.contextmanager
def running(machine):
    """A machine that is powered on, and off again afterwards."""
    try:
        machine.power_on()
        yield machine
    finally:
        machine.power_off()
