"""``acupacer-device selftest``: motor, tone, panel and each button, by hand and by eye.

Drives the device's own roles, one after the other, and asks the person what came of it.
Pulses are short and under the same cap as in a session; outputs are low whenever a
question is asked.
"""

from collections.abc import Callable

from ...core.events import BUTTONS
from ..board import Actuator
from .board import PiBoard
from .config import Config

PRESS_MS = 20_000  # time to find and press a button
SETTLE_MS = 60  # contacts may bounce this long after the first edge
PANEL_MS = 3_000  # time for the panel to be found and drawn on
LOOK_MS = 10  # contacts are read this often
PAGES, WIDTH = 8, 128

Ask = Callable[[str], bool]
Say = Callable[[str], None]


class SelfTest:
    """One run through everything on ``board``, a ``PiBoard`` that nothing else uses.

    ``ask`` puts a yes/no question and returns the answer; ``say`` prints a line. The
    caller makes the outputs safe afterwards (``board.shut``), whatever happens.
    """

    def __init__(self, board: PiBoard, config: Config, ask: Ask, say: Say) -> None:
        self._board = board
        self._config = config
        self._ask = ask
        self._say = say

    def run(self) -> list[str]:
        """Test all parts; the names of those that failed. Blocks: as the person does."""
        parts = [("panel", self.panel), ("motor", self.motor), ("tone", self.tone)]
        failed = [name for name, test in parts if not test()]
        failed += [name for bit, name in BUTTONS if not self.button(bit, name)]
        return failed

    def panel(self) -> bool:
        """A frame along all four edges and a block in the upper left corner."""
        if self._config.panel.controller == "none":
            self._say("panel: none configured")
            return True
        board = self._board
        self._pass_time(PANEL_MS, board.panel.can_take)
        if not board.panel.is_found:
            self._say("panel: does not answer; acupacer-device check says more")
            return False
        page = edge_picture()
        for half in (0, 4):
            self._pass_time(PANEL_MS, board.panel.can_take)
            board.panel.draw((0, WIDTH - 1, half, half + 3, page[half * WIDTH :][: 4 * WIDTH]))
        self._pass_time(PANEL_MS, board.panel.can_take)
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

    def button(self, bit: int, name: str) -> bool:
        """One press of one button, told from the others; how much it bounces is said."""
        buttons = self._board.buttons
        if buttons.read():
            self._say(f"{name}: a button is down already: stuck, or wired to ground")
            return False
        self._say(f"{name}: press it and let go")
        self._pass_time(PRESS_MS, lambda: buttons.read() != 0)
        pressed = buttons.read()
        if pressed != bit:
            self._say(f"  {_wrong(pressed)}")
            self._pass_time(PRESS_MS, lambda: buttons.read() == 0)
            return False
        bounces = self._count_bounces(bit)
        self._pass_time(PRESS_MS, lambda: buttons.read() == 0)
        if buttons.read():
            self._say("  it does not open again")
            return False
        self._say(f"  ok, {bounces} bounces seen")
        return True

    def _count_bounces(self, bit: int) -> int:
        """How often the contact opened within ``SETTLE_MS``, read each millisecond."""
        opened = 0
        was_closed = True
        for _ in range(SETTLE_MS):
            self._pass_time(1)
            is_closed = bool(self._board.buttons.read() & bit)
            opened += was_closed and not is_closed
            was_closed = is_closed
        return opened

    def _pulse(self, actuator: Actuator, level: int, length_ms: int) -> None:
        """One pulse and a pause."""
        actuator.set(level, self._board.clock.now_ms())
        self._pass_time(length_ms)
        actuator.set(0, self._board.clock.now_ms())
        self._pass_time(400)

    def _pass_time(self, length_ms: int, is_enough: Callable[[], bool] | None = None) -> None:
        """Keep the roles going for ``length_ms`` or until ``is_enough``."""
        board = self._board
        end_ms = board.clock.now_ms() + length_ms
        while (now_ms := board.clock.now_ms()) < end_ms:
            for actuator in (board.motor, board.tone):
                due_ms = actuator.due_ms
                if due_ms is not None and now_ms >= due_ms:
                    actuator.service(now_ms)
            board.panel.poll(now_ms)
            if is_enough is not None and is_enough():
                return
            board.wait(min(end_ms, now_ms + LOOK_MS), False)


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
