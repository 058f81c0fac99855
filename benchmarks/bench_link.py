"""Syncing and asking over a pty: our client, smpclient and smpmgr, one device, one run.

The device is the simulator in a process of its own: the whole firmware, storing to disk
with fsync. Whole commands (``acupacer push``, ``smpmgr file upload``) are timed as a user
waits for them, process start included.
"""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FILE_BYTES = 20480
RUNS = 9
ECHOES = 400
BIN = Path(sys.executable).parent
NAME = "/routines.json"
ROOT = Path(__file__).parent.parent
BYTES_PER_S = 11520  # 115200 baud, ten bits a byte


def document(number: int, length: int = FILE_BYTES) -> bytes:
    """A valid routines file of exactly ``length`` bytes; ``number`` makes it different."""
    hold = {"start_s": 10, "max_s": 60, "step_s": 5, "every": 3}
    routines = []
    while True:
        index = len(routines)
        text = [f"Round {number}, routine {index}: press where it feels right."] * 4
        step = {"method": "hands", "point": "LI4", "text": text, "hold": hold}
        routines.append(
            {"id": f"r-{number}-{index}", "title": f"Routine {index}", "steps": [step]}
        )
        made = {"format": "acupacer-routines", "version": 1, "routines": routines}
        raw = json.dumps(made, separators=(",", ":")).encode()
        if len(raw) > length:
            made["routines"] = routines[:-1]
            raw = json.dumps(made, separators=(",", ":")).encode()
            return raw + b" " * (length - len(raw))


class Device:
    """The simulator, in real time, behind a pty; a context."""

    def __enter__(self) -> "Device":
        command = [BIN / "acupacer", "simulate", "--headless"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.port = json.loads(self._process.stdout.readline())["port"]
        self._drain = subprocess.Popen(  # the trace must not fill its pipe
            ["cat"], stdin=self._process.stdout, stdout=subprocess.DEVNULL
        )
        return self

    def __exit__(self, *error: object) -> None:
        self._process.communicate("quit\n")
        self._drain.wait()


def timed(work) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def ours(port: str) -> dict[str, float]:
    from acupacer_host.device.client import Client
    from acupacer_host.device.dialogue import Dialogue
    from acupacer_host.device.transport import open_transport

    transport = open_transport(port)
    client = Client(transport)
    client.hello()
    echoes = [timed(lambda: client.echo("hello")) for _ in range(ECHOES)]
    deflated = [timed(lambda n=n: client.upload(NAME, document(n + 100))) for n in range(RUNS)]
    client.dialogue = Dialogue(transport.now_s, transport.name)  # one that cannot compress
    client.hello()
    uploads = [timed(lambda n=n: client.upload(NAME, document(n))) for n in range(RUNS)]
    return {
        "echo_ms": statistics.median(echoes) * 1000,
        "upload_s": statistics.median(uploads),
        "deflated_s": statistics.median(deflated),
    }


def with_smpclient(port: str) -> dict[str, float]:
    from smpclient import SMPClient
    from smpclient.requests.os_management import EchoWrite
    from smpclient.transport.serial import SMPSerialTransport

    async def talk() -> dict[str, float]:
        async with SMPClient(SMPSerialTransport(), port) as client:
            echoes = []
            for _ in range(ECHOES // 4):
                begun = time.perf_counter()
                await client.request(EchoWrite(d="hello"))
                echoes.append(time.perf_counter() - begun)
            uploads = []
            for number in range(RUNS):
                begun = time.perf_counter()
                async for _ in client.upload_file(document(number + 200), NAME):
                    pass
                uploads.append(time.perf_counter() - begun)
        return {
            "echo_ms": statistics.median(echoes) * 1000,
            "upload_s": statistics.median(uploads),
        }

    return asyncio.run(talk())


def run_quietly(words: list[str]) -> None:
    subprocess.run(words, check=True, capture_output=True)


def whole_command(command: list[str], folder: Path, first: int) -> float:
    """Median seconds of a command that uploads a file that is different each time."""
    found = []
    for number in range(first, first + 5):
        source = folder / f"{number}.json"
        source.write_bytes(document(number))
        words = [str(source) if word == "FILE" else word for word in command]
        found.append(
            timed(lambda words=words: subprocess.run(words, check=True, capture_output=True))
        )
    return statistics.median(found)


def emulated_line() -> tuple[float, float]:
    """Seconds for the file at 115200 baud, plain and deflated, on virtual time."""
    sys.path[:0] = [str(ROOT / "tests" / "host"), str(ROOT / "tests" / "portable")]
    from acupacer_host.device.client import Client
    from fake_link_device import FakeLine, make_bench

    found = []
    for deflate in (False, True):
        line = FakeLine(make_bench(1024, can_inflate=deflate), bytes_per_s=BYTES_PER_S)
        begun_s = line.now_s()
        Client(line).upload(NAME, document(1))
        found.append(line.now_s() - begun_s)
    return found[0], found[1]


def row(label: str, *cells: object, goal: str = "") -> None:
    texts = [f"{cell:.4g}" if isinstance(cell, float) else str(cell) for cell in cells]
    print(f"{label:32}" + "".join(f"{text:>12}" for text in texts) + f"{goal:>10}")


def main() -> None:
    with Device() as device, tempfile.TemporaryDirectory() as name:
        mine = ours(device.port)
        theirs = with_smpclient(device.port)
        push = [str(BIN / "acupacer"), "--port", device.port, "push", "--replace", "FILE"]
        manager = [str(BIN / "smpmgr"), "--port", device.port, "--timeout", "5"]
        pushed = whole_command(push, Path(name), 300)
        managed = whole_command([*manager, "file", "upload", "FILE", NAME], Path(name), 400)
    row("link, over a pty", "acupacer", "smpclient", "smpmgr", goal="goal")
    row("echo round trip, p50 ms", mine["echo_ms"], theirs["echo_ms"], "", goal="<= 0.5")
    row("20,480-byte upload, s", mine["upload_s"], theirs["upload_s"], "", goal="<= 0.05")
    row("the same deflated, s", mine["deflated_s"], "", "")
    row("whole upload command, s", pushed, "", managed)
    plain_s, deflated_s = emulated_line()
    row("at 115200 baud (emulated), s", plain_s)
    row("  percent of the line rate", 100 * FILE_BYTES / BYTES_PER_S / plain_s, goal=">= 60")
    row("  deflated, s", deflated_s, goal="<= 0.6")


if __name__ == "__main__":
    main()
