"""A board without hardware: a device in memory, whose clock moves from deadline to deadline.

    board = VirtualBoard({"factory.json": document})
    board.tap("STOP")
    board.wait(60_000)       # a minute passes at once
    board.device.state

Nothing sleeps and nothing is left to chance: the same inputs give the same effects, to the
millisecond and on both interpreters. Who wants to know what the device does makes a
subclass that looks at each effect in ``apply``. Films, replays and the tests are such.
"""

from ..core import events
from ..core.device import Device
from ..core.device_config import DeviceConfig
from .loop import STORE_EFFECTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..core.routine.model import Routine
    from ..core.session.session_start import SessionStart

BUTTON_BITS = {name: bit for bit, name in events.BUTTONS}
TAP_MS = 100
LONG_MS = 900  # longer than a long press at its default
STEPS_AT_ONCE = 5000  # more than any work the core divides into steps
PATIENCE_MS = 45 * 60 * 1000  # longer than any session takes that nobody keeps waiting


class MemoryStore:
    """Files in memory, in the role of ``board.Store``. Blocks: never.

    ``files``: what is safe, by name; ``staged``: the staging copies. ``failure``: while it
    is a reason (full, read_only, io), every write fails with it.
    """

    def __init__(self, files: "dict[str, bytes] | None" = None) -> None:
        self.files: "dict[str, bytes]" = dict(files or {})
        self.staged: "dict[str, bytes]" = {}
        self.failure = ""
        self._results: "list[object]" = []

    def submit(self, effect: "Any") -> None:
        """Perform a StageWrite, Commit, Discard, Read or Append at once."""
        self.answer(self.perform(effect))

    def results(self) -> "list[object]":
        """Stored, ReadDone and StoreFailed inputs that came in since the last call."""
        results, self._results = self._results, []
        return results

    def lose_power(self) -> None:
        """What a power cut leaves: the files; staging copies and answers are gone."""
        self.staged = {}
        self._results = []

    def answer(self, event: object) -> None:
        """Have ``results`` hand ``event`` over."""
        self._results.append(event)

    def perform(self, effect: "Any") -> object:
        """Do what ``effect`` says; the input that answers it."""
        if isinstance(effect, events.Read):
            return self._read(effect)
        reason = self.failure or self._write(effect)
        if reason:
            return events.StoreFailed(effect.ticket, reason)
        return events.Stored(effect.ticket)

    def _read(self, effect: "events.Read") -> object:
        if effect.name not in self.files:
            return events.StoreFailed(effect.ticket, "absent")
        data = self.files[effect.name]
        part = data[effect.offset : effect.offset + effect.length]
        return events.ReadDone(effect.ticket, part)

    def _write(self, effect: "Any") -> str:
        """Why it failed, or ""."""
        name = effect.name
        if isinstance(effect, events.Append):
            self.files[name] = self.files.get(name, b"") + effect.data
        elif isinstance(effect, events.Discard):
            self.staged.pop(name, None)
        elif isinstance(effect, events.Commit):
            if len(self.staged.get(name, b"")) != effect.length:
                return "io"
            self.files[name] = self.staged.pop(name)
        else:
            before = self.staged.get(name, b"") if effect.offset else b""
            if len(before) != effect.offset:  # a piece of it is missing
                return "io"
            self.staged[name] = before + effect.data
        return ""


class VirtualBoard:
    """A device, its store and its user's fingers.

    ``files``, or a ``store`` of one's own: what is kept when power is off. ``now_ms``: the
    board's own time, which goes on through power cuts; adding to it without a ``wait``
    is a sleep that the device notices. ``inputs``: what the next step is told.
    ``motor_pct`` and ``tone_hz``: the outputs now. Blocks: as long as the core computes.
    """

    def __init__(
        self,
        files: "dict[str, bytes] | None" = None,
        config: "DeviceConfig | None" = None,
        store: "MemoryStore | None" = None,
    ) -> None:
        self.config = config or DeviceConfig("virtual")
        self.store = store or MemoryStore(files)
        self.now_ms = 0
        self.power_up()

    def power_up(self) -> None:
        """Off at this instant, in the middle of whatever it is, and on again."""
        self.device = Device(self.config)
        self.store.lose_power()
        self.base_ms = self.now_ms
        self.pressed = 0
        self.motor_pct = self.tone_hz = 0
        self.inputs: "list[object]" = [events.ButtonsChanged(0)]
        self.settle()

    def restore(self, start: "SessionStart", routine: "Routine") -> None:
        """From power-up to where a session of ``routine`` began, see ``Device.restore``."""
        self.now_ms = self.base_ms + start.start_ms
        self.pressed = 0
        for number, contact in enumerate(start.buttons):
            self.pressed |= events.BUTTONS[number][0] * contact[0]
        for effect in self.device.restore(start, routine):
            self.apply(effect)
        self.settle()

    @property
    def files(self) -> "dict[str, bytes]":
        """What the store keeps, by name."""
        return self.store.files

    # --- time ---------------------------------------------------------------------

    def at_ms(self) -> int:
        """The device's uptime now."""
        return self.now_ms - self.base_ms

    def due_ms(self) -> int:
        """When the device wants to be stepped next, on the board's clock."""
        return self.base_ms + self.device.next_ms

    def wait(self, ms: int) -> None:
        """Let ``ms`` pass, from deadline to deadline."""
        until_ms = self.now_ms + ms
        while self.due_ms() <= until_ms:
            self.advance()
        self.now_ms = until_ms

    def advance(self) -> None:
        """Go on to the device's next deadline."""
        self.now_ms = max(self.now_ms, self.due_ms())
        self.settle()

    def run_to(self, *states: str) -> None:
        """Let time pass until the device is in one of ``states``.

        Raises RuntimeError when it is in none within ``PATIENCE_MS``.
        """
        ends_ms = self.now_ms + PATIENCE_MS
        while self.device.state not in states:
            if self.now_ms > ends_ms:
                raise RuntimeError("no {} within {} ms".format(states, PATIENCE_MS))
            self.advance()

    def settle(self) -> None:
        """Step until nothing is waiting at this instant."""
        for _ in range(STEPS_AT_ONCE):
            self.step()
            if not self.inputs and self.device.next_ms > self.at_ms():
                return
        raise RuntimeError("the device wants to be stepped for ever at one instant")

    def step(self) -> None:
        """One step of the device and what it orders."""
        inputs, self.inputs = self.inputs, []
        for effect in self.device.step(self.at_ms(), inputs):
            self.apply(effect)

    # --- inputs -------------------------------------------------------------------

    def give(self, event: object) -> None:
        """Something happened."""
        self.inputs.append(event)
        self.settle()

    def press(self, button: str) -> None:
        """Close a contact: START, NEXT or STOP."""
        self.hold(self.pressed | BUTTON_BITS[button])

    def release(self, button: str) -> None:
        """Open it."""
        self.hold(self.pressed & ~BUTTON_BITS[button])

    def hold(self, pressed: int) -> None:
        """Close the contacts of these bits and no others."""
        self.pressed = pressed
        self.give(events.ButtonsChanged(pressed))

    def tap(self, button: str, ms: int = TAP_MS) -> None:
        """Press and, ``ms`` later, release."""
        self.press(button)
        self.wait(ms)
        self.release(button)

    def long(self, button: str) -> None:
        """A long press."""
        self.tap(button, LONG_MS)

    # --- effects ------------------------------------------------------------------

    def apply(self, effect: "Any") -> None:
        """Carry out one effect; what is for eyes, hosts and machines is left to subclasses."""
        if isinstance(effect, events.SetMotor):
            self.motor_pct = effect.duty_pct
        elif isinstance(effect, events.SetTone):
            self.tone_hz = effect.freq_hz
        elif isinstance(effect, STORE_EFFECTS):
            self.store.submit(effect)
            self.inputs += self.store.results()
