"""A device on the other end of a transport, in this process, on virtual time.

``FakeLine`` is a Transport: what the client writes goes through a fault injector to a
real ``core.link.Link`` with a dict-backed store, and the replies come back the same
way. Time moves only when the client waits, so nothing sleeps and every run repeats.
"""

from __future__ import annotations

import heapq
import random
import zlib
from collections.abc import Callable

from acupacer.core.device_config import Capacities
from acupacer.core.link import frames
from acupacer.core.routine import document
from acupacer_host.errors import TransportGone
from link_fake import Bench, FakePort

PIECE_BYTES = 32  # what comes in at once on a line that takes its time
Queue = list[tuple[float, int, bytes]]  # (arrival time, order, bytes): a heap


class Inflater:
    """zlib behind the interface the link asks its port for."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj()
        self._input = b""

    @property
    def is_done(self) -> bool:
        return self._stream.eof

    def push(self, data: bytes) -> None:
        self._input += data

    def pull(self, max_bytes: int) -> bytes:
        try:
            piece = self._stream.decompress(self._input, max_bytes)
        except zlib.error as error:
            raise ValueError(str(error)) from None
        self._input = self._stream.unconsumed_tail
        return piece


def make_bench(buf_size: int = 4096, can_inflate: bool = False, real: bool = False) -> Bench:
    """A device; ``real``: with the true routines scanner instead of the lenient one."""
    port = FakePort(make_inflater=Inflater)
    if real:
        port = FakePort(document.Scanner, Inflater)
    return Bench(port, Capacities(buf_size=buf_size, can_inflate=can_inflate))


class FaultList:
    """What goes wrong on the line, decided by a seed.

    ``bit_rate``: chance of each bit to flip. ``drop_rate``: of each byte to vanish.
    ``lose``, ``repeat``, ``delay``: of each write (a frame) as a whole; a delayed one
    comes ``delay_s`` late. ``noise``: of log text or AT probes around each write, and
    of a log line between the lines of a frame.
    """

    def __init__(self, seed: int = 0, **rates: float) -> None:
        self.chance = random.Random(seed)
        self.delay_s = 0.4
        self.rates = {"bit_rate": 0.0, "drop_rate": 0.0, "lose": 0.0, "repeat": 0.0}
        self.rates.update({"delay": 0.0, "noise": 0.0})
        self.rates.update(rates)

    def happens(self, name: str) -> bool:
        rate = self.rates[name]
        return rate > 0 and self.chance.random() < rate

    def on_line(self, data: bytes) -> list[tuple[float, bytes]]:
        """What arrives of ``data``: (delay in seconds, bytes) each."""
        if self.happens("lose"):
            return []
        late_s = self.delay_s if self.happens("delay") else 0.0
        copies = 2 if self.happens("repeat") else 1
        return [(late_s, self._damage(self._add_noise(data))) for _ in range(copies)]

    def _add_noise(self, data: bytes) -> bytes:
        if self.happens("noise"):
            data = data.replace(b"\n", b"\nW (42) panel: lost, trying again\r\n", 1)
        if self.happens("noise"):
            data = b"AT\r\nATE0\r\n" + data
        return data + b"I: ok \x06 \x04\n" if self.happens("noise") else data

    def _damage(self, data: bytes) -> bytes:
        out = bytearray(data)
        for at in self._places(self.rates["bit_rate"], 8 * len(out)):
            out[at // 8] ^= 1 << (at % 8)
        for at in reversed(self._places(self.rates["drop_rate"], len(out))):
            del out[at]
        return bytes(out)

    def _places(self, rate: float, count: int) -> list[int]:
        """Where a fault of this rate happens among ``count`` places."""
        places: list[int] = []
        at = -1
        while rate:
            at += 1 + int(self.chance.expovariate(rate))
            if at >= count:
                break
            places.append(at)
        return places


class Deaf(FaultList):
    """Loses frame number ``first`` (from 1) up to, not including, ``last``."""

    def __init__(self, first: int, last: int = 1_000_000) -> None:
        super().__init__()
        self.count = 0
        self._lost = range(first, last)

    def on_line(self, data: bytes) -> list[tuple[float, bytes]]:
        self.count += 1
        return [] if self.count in self._lost else super().on_line(data)


class FakeLine:
    """A Transport to a device in this process.

    ``faults``: of what the host sends; ``reply_faults``: of what the device sends (None:
    the same). ``bytes_per_s``: line rate (0: no limit), which bytes wait for, each way on its
    own. ``delay_s``: how long each byte is under way after that. ``gone_after``: bytes after
    which the device is unplugged. ``on_write``: called with the line before each write.
    """

    name = "fake"

    def __init__(
        self,
        bench: Bench,
        faults: FaultList | None = None,
        reply_faults: FaultList | None = None,
        bytes_per_s: float = 0.0,
        gone_after: int = -1,
        delay_s: float = 0.0,
    ) -> None:
        self.bench = bench
        self.faults = faults or FaultList()
        self.reply_faults = reply_faults or self.faults
        self.bytes_per_s = bytes_per_s
        self.gone_after = gone_after
        self.delay_s = delay_s
        self.written = b""
        self.replies = 0  # sound frames the host was given
        self.writes: list[bytes] = []
        self.on_write: Callable[[FakeLine], None] | None = None
        self.slept_s: list[float] = []
        self._now_s = 100.0
        self._order = 0
        self._reader = frames.Reader(70_000)
        self._to_device: Queue = []
        self._to_host: Queue = []
        self._free_s = {id(self._to_device): 0.0, id(self._to_host): 0.0}

    def now_s(self) -> float:
        return self._now_s

    def sleep(self, seconds: float) -> None:
        self.slept_s.append(seconds)
        self._go(self._now_s + seconds)

    def close(self) -> None:
        pass

    def write(self, data: bytes) -> None:
        if self.on_write is not None:
            self.on_write(self)
        if 0 <= self.gone_after < len(self.written) + len(data):
            self._put(self._to_device, data[: self.gone_after - len(self.written)])
            self._go(self._now_s)
            raise TransportGone("fake: unplugged")
        self.written += data
        self.writes.append(data)
        for late_s, arrived in self.faults.on_line(data):
            self._put(self._to_device, arrived, late_s)
        self._go(self._now_s)

    def read(self, timeout_s: float) -> bytes:
        """What has arrived; else time moves to the next arrival or the timeout."""
        end_s = self._now_s + timeout_s
        while not self._to_host or self._to_host[0][0] > self._now_s:
            times = [queue[0][0] for queue in (self._to_host, self._to_device) if queue]
            next_ms = self.bench.link.next_ms
            if next_ms is not None:
                times.append(max(next_ms / 1000, self._now_s + 0.001))
            next_s = min([end_s, *times])
            self._go(next_s)
            if next_s >= end_s:
                break
        data = b""
        while self._to_host and self._to_host[0][0] <= self._now_s:
            data += heapq.heappop(self._to_host)[2]
        self.replies += len(self._reader.feed(data))
        return data

    def _put(self, queue: Queue, data: bytes, late_s: float = 0) -> None:
        """Send ``data`` off, in pieces where a line of its rate would."""
        if not self.bytes_per_s:
            self._push(queue, self._now_s + late_s, data)
            return
        sent_s = max(self._now_s, self._free_s[id(queue)])
        for at in range(0, len(data), PIECE_BYTES):
            piece = data[at : at + PIECE_BYTES]
            sent_s += len(piece) / self.bytes_per_s
            self._push(queue, sent_s + late_s, piece)
        self._free_s[id(queue)] = sent_s

    def _push(self, queue: Queue, at_s: float, data: bytes) -> None:
        self._order += 1
        heapq.heappush(queue, (at_s + self.delay_s, self._order, data))

    def _go(self, until_s: float) -> None:
        """Move time on; the device gets what arrives meanwhile."""
        while self._to_device and self._to_device[0][0] <= until_s:
            arrived_s, _, data = heapq.heappop(self._to_device)
            self._now_s = max(self._now_s, arrived_s)
            self._step_device(data)
        self._now_s = max(self._now_s, until_s)
        self._step_device(b"")

    def _step_device(self, data: bytes) -> None:
        bench = self.bench
        bench.now_ms = max(bench.now_ms, int(self._now_s * 1000))
        bench.sent = b""
        bench.feed(data)
        bench.run()
        if bench.sent:
            for late_s, arrived in self.reply_faults.on_line(bench.sent):
                self._put(self._to_host, arrived, late_s)
