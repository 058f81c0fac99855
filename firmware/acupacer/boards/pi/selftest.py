"""``acupacer-device selftest``: motor, tone, panel and each button, by hand and by eye.

Drives the device's own roles, one after the other, and asks the person what came of it.
Pulses are short and under the same cap as in a session; outputs are low whenever a
question is asked. For a report it measures as well.
"""

import errno
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ...core.events import BUTTONS
from ...core.input.buttons import SETTLED_MS
from ..board import Actuator, Buttons
from .board import PiBoard
from .config import Config
from .gpio import open_contacts
from .measures import Bounces, Edge, Lateness, Pulses

if TYPE_CHECKING:
    from ..board import Window

PRESS_MS = 20_000  # time to find and press a button
PANEL_MS = 3_000  # time for the panel to be found and drawn on
LOOK_MS = 10  # contacts are read this often
PAGES, WIDTH = 8, 128
# For a report:
PRESSES = 5  # of each button
PULSES, PULSE_MS = 20, 100
WAITS, WAIT_MS = 100, 10
PICTURES = 10

WORKS, FAILED, ABSENT, LEFT_OUT = "works", "failed", "not fitted", "left out"

Ask = Callable[[str], bool]
Say = Callable[[str], None]


class SelfTest:
    """One run through everything on ``board``, a ``PiBoard`` that nothing else uses.

    ``ask`` puts a yes/no question and returns the answer; ``say`` prints a line. The
    caller makes the outputs safe afterwards (``board.shut``), whatever happens.
    ``measures``: take the figures for a report, too, for which each button is pressed several
    times. ``jumper``: the BCM number of an input that a wire joins to the motor's pin, None:
    there is none. ``now_ns``: a clock that only grows, the one that edges are told by.

    What came of it, as far as it went: ``verdicts`` of each part, ``bounces`` of each button,
    ``pulses`` at the jumper, ``waits`` of the program, ``picture_us``: to draw a whole picture
    (0: not measured).
    """

    def __init__(
        self,
        board: PiBoard,
        config: Config,
        ask: Ask,
        say: Say,
        measures: bool = False,
        jumper: int | None = None,
        now_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        self._board = board
        self._config = config
        self._ask = ask
        self._say = say
        self._measures = measures
        self._jumper = jumper
        self._now_ns = now_ns
        self._edges: list[tuple[int, bool, int]] = []
        board.buttons.hear = self._hear
        self.verdicts = dict.fromkeys(self._parts(), LEFT_OUT)
        self.bounces = {name: Bounces() for _, name in BUTTONS}
        self.pulses, self.waits = Pulses(), Lateness()
        self.picture_us = 0

    def run(self) -> list[str]:
        """Test all parts; the names of those that failed. Blocks: as the person does."""
        for name, test in self._parts().items():
            verdict = WORKS if test() else FAILED
            self.verdicts[name] = ABSENT if self._is_absent(name) else verdict
        return [name for name, verdict in self.verdicts.items() if verdict == FAILED]

    def _parts(self) -> dict[str, Callable[[], bool]]:
        parts = {"panel": self.panel, "motor": self.motor, "tone": self.tone}
        if self._jumper is not None:
            parts["jumper"] = partial(self.jumper, self._jumper)
        if self._measures:
            parts["waits"] = self.wait
        return parts | {name: partial(self.button, bit, name) for bit, name in BUTTONS}

    def _is_absent(self, name: str) -> bool:
        config = self._config
        if name == "panel":
            return config.panel.controller == "none"
        return name == "tone" and config.buzzer.kind == "none"

    def _hear(self, bit: int, is_closed: bool, at_ns: int | None) -> None:
        self._edges.append((bit, is_closed, self._now_ns() if at_ns is None else at_ns))

    def panel(self) -> bool:
        """A frame along all four edges and a block in the upper left corner."""
        if self._config.panel.controller == "none":
            self._say("panel: none configured")
            return True
        board = self._board
        self._await_panel()
        if not board.panel.is_found:
            self._say("panel: does not answer; acupacer-device check says more")
            return False
        halves = _halves(edge_picture())
        for half in halves:
            self._await_panel()
            board.panel.draw(half)
        self._await_panel()
        if self._measures:
            self._time_pictures(halves)
        self._say("panel: a line along all four edges, a block in the upper left corner")
        if self._ask("Is it so?"):
            return True
        self._say("  shifted by two columns: set controller or column_offset")
        self._say("  block in the lower right: set rotate_180; snow: the other controller")
        return False

    def motor(self) -> bool:
        """Two pulses, half and full strength."""
        self._say("motor: a weak pulse, then a strong one")
        for level in (50, 100):
            self._pulse(self._board.motor, level, 500)
        if self._ask("Were there two, the second stronger?"):
            return True
        self._say("  none: driver transistor turned round, or motor supply missing")
        self._say("  alike: raise duty_cap_pct only if the motor is made for the supply")
        return False

    def tone(self) -> bool:
        """Two tones; an active buzzer has only one pitch."""
        kind = self._config.buzzer.kind
        if kind == "none":
            self._say("tone: no buzzer configured")
            return True
        self._say(
            "tone: a low beep, then a high one" if kind == "passive" else "tone: two beeps"
        )
        for freq_hz in (1000, 2000):
            self._pulse(self._board.tone, freq_hz, 300)
        if self._ask("Were there two?"):
            return True
        self._say("  a click or a hum only: the other kind of buzzer, set [buzzer] kind")
        return False

    def jumper(self, pin: int) -> bool:
        """Pulses of the motor's pin, timed where a wire leads them to."""
        board = self._board
        edges: list[Edge] = []

        def hear(bit: int, is_high: bool, at_ns: int | None) -> None:
            edges.append((is_high, self._now_ns() if at_ns is None else at_ns))

        try:
            contact = open_contacts([(1, pin)], True, board.outputs.factory)
        except OSError as error:
            self._say(f"jumper: BCM {pin} cannot be read: {_why_taken(error)}")
            return False
        self._say(f"jumper: {PULSES} pulses of the motor, timed at BCM {pin}")
        contact.hear = hear
        try:
            for _ in range(PULSES):
                high_ns, low_ns = self._order(100, contact), self._order(0, contact)
                self.pulses.take(high_ns, low_ns, edges)
                edges.clear()
        finally:
            board.motor.set(0, board.clock.now_ms())
            contact.close()
        self._say(f"  {self.pulses.words()}")
        if self.pulses.missed:
            self._say(f"  is the wire between BCM {self._config.motor.pin} and BCM {pin}?")
        return not self.pulses.missed

    def _order(self, level: int, contact: Buttons) -> int:
        """Order a level of the motor and take in the edges that come; when it was ordered."""
        ordered_ns = self._now_ns()
        self._board.motor.set(level, self._board.clock.now_ms())
        for _ in range(PULSE_MS):  # often: the kernel keeps 16 edges only
            self._pass_time(1)
            contact.read()
        return ordered_ns

    def wait(self) -> bool:
        """How late this program wakes from a wait, many times; nothing is asked."""
        board = self._board
        for _ in range(WAITS):
            due_ms = board.clock.now_ms() + WAIT_MS
            while board.clock.now_ms() < due_ms:
                board.wait(due_ms, False)
            late_us = board.clock.error_us(due_ms)
            if late_us is not None:
                self.waits.late_us.append(late_us)
        self._say(f"waits: {self.waits.words()}")
        return True

    def button(self, bit: int, name: str) -> bool:
        """Presses of one button, told from the others; how much it bounces is said."""
        if not self._measures:
            return self._press(bit, name, f"{name}: press it and let go")
        if not self._press(bit, name, f"{name}: press it and let go, {PRESSES} times in all"):
            return False
        self._say("  again: a long one, then brief ones")
        return all(self._press(bit, name, "") for _ in range(PRESSES - 1))

    def _press(self, bit: int, name: str, request: str) -> bool:
        """One press; ``request``: asks for it."""
        buttons = self._board.buttons
        if buttons.read():
            self._say(f"{name}: a button is down already: stuck, or wired to ground")
            return False
        if request:
            self._say(request)
        self._edges.clear()
        pressed = self._pass_time(PRESS_MS, lambda closed: closed != 0)
        if pressed != bit:
            self._say(f"  {_wrong(pressed)}")
            self._let_go()
            return False
        if not self._let_go():
            self._say("  it does not open again")
            return False
        edges = [(is_closed, at_ns) for of, is_closed, at_ns in self._edges if of == bit]
        self._say(f"  ok, {self.bounces[name].take(edges)} bounces seen")
        return True

    def _let_go(self) -> bool:
        """Wait until all contacts are open and bounce no more; False: they stay closed."""
        self._pass_time(SETTLED_MS)
        self._pass_time(PRESS_MS, lambda closed: closed == 0)
        self._pass_time(SETTLED_MS)
        return self._board.buttons.read() == 0

    def _time_pictures(self, halves: "list[Window]") -> None:
        """How long whole pictures take, one after the other: windows wait for their turn."""
        panel = self._board.panel
        panel.draw(halves[0])  # from here on one always waits while another is written
        self._await_panel()
        begun_ns = self._now_ns()
        for _ in range(PICTURES):
            for half in halves:
                panel.draw(half)
                self._await_panel()
        self.picture_us = (self._now_ns() - begun_ns) // 1000 // PICTURES

    def _pulse(self, actuator: Actuator, level: int, length_ms: int) -> None:
        """One pulse and a pause."""
        actuator.set(level, self._board.clock.now_ms())
        self._pass_time(length_ms)
        actuator.set(0, self._board.clock.now_ms())
        self._pass_time(400)

    def _await_panel(self) -> None:
        """Until it takes a window, if it does so at all."""
        self._pass_time(PANEL_MS, lambda _: self._board.panel.can_take())

    def _pass_time(self, length_ms: int, is_enough: Callable[[int], bool] | None = None) -> int:
        """Keep the roles going for ``length_ms``, or until ``is_enough(pressed)``.

        Takes in what the contacts do meanwhile; those that were closed at the last look.
        """
        board, pressed = self._board, 0
        end_ms = board.clock.now_ms() + length_ms
        while (now_ms := board.clock.now_ms()) < end_ms:
            for actuator in (board.motor, board.tone):
                due_ms = actuator.due_ms
                if due_ms is not None and now_ms >= due_ms:
                    actuator.service(now_ms)
            board.panel.poll(now_ms)
            pressed = board.buttons.read()
            if is_enough is not None and is_enough(pressed):
                break
            board.wait(min(end_ms, now_ms + LOOK_MS), False)
        return pressed


def _why_taken(error: OSError) -> str:
    if error.errno == errno.EBUSY:
        return "it is in use by another program or an overlay; name another free pin"
    return error.strerror or str(error)


def _halves(page: bytes) -> "list[Window]":
    """A page buffer as two windows, which is what fits."""
    return [
        (0, WIDTH - 1, half, half + 3, page[half * WIDTH :][: 4 * WIDTH]) for half in (0, 4)
    ]


def _wrong(pressed: int) -> str:
    names = [name for bit, name in BUTTONS if pressed & bit]
    if not names:
        return "nothing came: check its two wires and its pin"
    return f"that was {' and '.join(names)}: two wires are swapped or touch"


def edge_picture() -> bytes:
    """A page buffer: one-pixel frame, and a block of 16 x 16 px in the upper left."""
    page = bytearray(WIDTH * PAGES)
    for x in range(WIDTH):
        page[x] |= 0x01
        page[(PAGES - 1) * WIDTH + x] |= 0x80
    for row in range(PAGES):
        page[row * WIDTH] = page[row * WIDTH + WIDTH - 1] = 0xFF
    for row in (0, 1):
        page[row * WIDTH : row * WIDTH + 16] = b"\xff" * 16
    return bytes(page)
