"""A device for the link's tests: dict-backed store, exact record of what was asked.

Runs on both interpreters. ``FakePort`` stands for the device, ``Bench`` for device and
board around one ``Link``: storage answers at once, or when the test says so.
"""

from acupacer.boards.virtual import MemoryStore
from acupacer.core import events
from acupacer.core.clock.clock import Clock
from acupacer.core.device_config import Capacities, DeviceConfig
from acupacer.core.link import frames, smp
from acupacer.core.link.link import Link
from acupacer.core.store.storage import Storage, StoredContents

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class FakeScanner:
    """Takes any text but one that contains BAD; one fault for each."""

    def __init__(self) -> None:
        self._text = b""
        self.entries: list[Any] = []

    def feed(self, data: bytes) -> None:
        self._text += data

    def finish(self) -> "list[str]":
        self.entries = [len(self._text)]
        faults = self._text.count(b"BAD")
        return [f"routines[{n}].id: BAD is not allowed" for n in range(faults)]


class StoppedClock:
    """Says what ``port.time`` says: Unix seconds, minutes east of UTC, trusted or not."""

    def __init__(self, port: "Any") -> None:
        self._port = port

    @property
    def offset_min(self) -> int:
        offset_min: int = self._port.time[1]
        return offset_min

    def epoch_s(self, now_ms: int) -> "int | None":
        return self._port.time[0] if self._port.time[2] else None


class FakePort(StoredContents):
    """Everything the link asks for, answered from plain fields a test may set.

    ``config``: who the device is. As ``StoredContents`` it tells of the files in ``store``.
    """

    def __init__(self, make_scanner: "Any" = FakeScanner, make_inflater: "Any" = None) -> None:
        super().__init__()
        self.is_loaded = True
        self.config = DeviceConfig(
            "ab12", "fake", "0.1.0", "b0071d", new_inflater=make_inflater
        )
        self.store: dict[str, bytes] = {}
        self.busy = -1
        self.user_changes = 0  # made on the device
        self.calls: list[Any] = []  # what the link told the device to do
        self.control_reason = ""
        self.configure_reason = ""
        self.page = (7, bytes(range(256)) * 4)
        self.log = b"tap START\n"
        self.time = (1_769_900_400, 60, True)
        self.takes_clock = False  # a clock that is set is set from then on
        self.new_scanner = make_scanner
        self.compaction = self  # has ``acknowledge``
        self.contents = self
        self.storage: "Any" = None  # the bench's

    def length_of(self, name: str) -> int:
        return len(self.store[name]) if name in self.store else -1

    def state(self) -> "Any":
        return [("screen", "home"), ("busy_s", self.busy)]

    def busy_s(self) -> int:
        return self.busy

    def receiving(self, percent: int) -> None:
        self.calls.append(["receiving", percent])

    def expect_routines(self, sha: bytes, done: "Any") -> bool:
        return False

    def routines_replaced(self, entries: "Any", sha: bytes, length: int) -> None:
        self.sha = sha
        self.calls.append(["routines_replaced", length])

    def control(self, verb: str, argument: str) -> str:
        self.calls.append(["control", verb, argument])
        return self.control_reason

    def screen(self) -> "tuple[int, bytes]":
        return self.page

    def session_log(self) -> bytes:
        return self.log

    def acknowledge(self, record_id: int) -> str:
        self.calls.append(["acknowledge", record_id])
        return "" if self.tell_when_safe(lambda data, reason: None) else "never"

    def settings(self) -> "Any":
        return [("sound", True), ("long_press", 800)]

    def profile(self) -> "Any":
        return [("pregnancy", False), ("osteoporosis", None)]

    def changes(self) -> int:
        return self.user_changes

    def configure(self, settings: "Any", profile: "Any") -> str:
        self.calls.append(["configure", sorted(settings.items()), sorted(profile.items())])
        return self.configure_reason

    def tell_when_safe(self, done: "Any") -> bool:
        self.storage.append(events.SETTINGS_FILE, b"changed\n", done)
        return True


class Bench:
    """A link with a store. ``holds``: storage waits for ``release``."""

    def __init__(self, port: FakePort, limits: "Capacities | None" = None) -> None:
        self.port = port
        port.config.limits = limits or Capacities()
        self.clock = Clock()
        stopped: Any = StoppedClock(port)
        self.clock.wall = stopped
        self.effects: list[Any] = []
        port.storage = Storage(self.effects.append)
        parts: Any = port
        self.link = Link(port.config, self.clock, self.effects.append, parts, port, port, port)
        self.store = MemoryStore()
        self.store.files = port.store
        self.sent = b""
        self.done: list[Any] = []  # effects in the order they were performed
        self.waiting: list[Any] = []
        self.holds = False
        self.failing: list[str] = []  # reasons for the next storage effects to fail
        self.now_ms = 1000

    @property
    def now_ms(self) -> int:
        """Uptime, which the link reads."""
        return self.clock.now_ms

    @now_ms.setter
    def now_ms(self, now_ms: int) -> None:
        self.clock.now_ms = now_ms

    def feed(self, data: bytes) -> None:
        """Bytes from the host, 512 at most per step, and all work they cause."""
        for at in range(0, len(data), 512):
            self.link.receive(data[at : at + 512])
            self.run()

    def note(self, what: str, value: object = None) -> None:
        """Something happened: for hosts that poll events."""
        self.link.watch.ring.add(self.now_ms, what, value)

    def run(self, until_ms: int = 0) -> None:
        """Step while there is something to do at this time, or until ``until_ms``."""
        for _ in range(10_000):
            self.link.step()
            self._apply()
            next_ms = self.link.next_ms
            if next_ms is None or next_ms > max(self.now_ms, until_ms):
                self.now_ms = max(self.now_ms, until_ms)
                return
            self.now_ms = max(self.now_ms, next_ms)
        raise AssertionError("the link never comes to rest")

    def release(self) -> None:
        """Perform what storage held back, oldest first."""
        waiting, self.waiting = self.waiting, []
        for effect in waiting:
            self._answer(effect)
        self.run()

    def request(self, op: int, group: int, command: int, fields: "Any", seq: int = 1) -> "Any":
        """Send one request; the reply's fields as a dict, or None without a reply."""
        message = smp.pack(op, group, seq, command, fields)
        self.sent = b""
        self.feed(frames.encode(message))
        return self.reply()

    def refusal(self, op: int, group: int, command: int, fields: "Any", seq: int = 1) -> "Any":
        """Send a request that must be refused; (rc, rsn) of the reply."""
        reply = self.request(op, group, command, fields, seq)
        assert sorted(reply) in (["rc", "rsn"], ["left_s", "rc", "rsn"]), reply
        return reply["rc"], reply["rsn"]

    def reply(self) -> "Any":
        """The fields of the only frame sent since the last request, or None."""
        messages = frames.Reader(70_000).feed(self.sent)
        assert len(messages) < 2, messages
        return smp.parse(messages[0]).fields() if messages else None

    def _apply(self) -> None:
        while self.effects:
            effect = self.effects.pop(0)
            if isinstance(effect, events.Send):
                self.sent += effect.data
            elif isinstance(effect, events.Reset):
                self.port.calls.append(["reset", "loader"] if effect.to_loader else ["reset"])
            elif isinstance(effect, events.SetClock):
                call = ["set_clock", effect.epoch_s, effect.offset_min]
                self.port.calls.append(call + effect.zone_changes)
                if self.port.takes_clock:
                    self.port.time = (effect.epoch_s, effect.offset_min, True)
            elif self.holds:
                self.waiting.append(effect)
            else:
                self._answer(effect)

    def _answer(self, effect: "Any") -> None:
        reason = self.failing.pop(0) if self.failing else ""
        if reason:
            result: Any = events.StoreFailed(effect.ticket, reason)
        else:
            self.done.append(effect)
            result = self.store.perform(effect)
        self.port.storage.answer(result)
