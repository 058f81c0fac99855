"""The simulator on a terminal: the panel pixel by pixel, motor, buzzer, buttons, cues.

Keys are taps; with shift they are long presses (a terminal does not tell when a key is
let go). The buttons on the screen follow the mouse exactly: down is contact.
"""

import sys
import threading
from collections import deque
from collections.abc import Callable
from itertools import groupby
from typing import Any, ClassVar

from rich.text import Text
from textual import events as ui
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import RichLog, Static

from ...core.events import BUTTONS, NEXT, START, STOP
from . import pixels
from .board import SimOptions, Simulator
from .look import BRIGHT, DIM, FAINT, LOOK, MOTOR, RED, SCREEN, TONE
from .script import LONG_MS, TAP_MS
from .signals import CueLog, Signal

OK, FAILED, USAGE = 0, 1, 2
FRAMES_PER_S = 30
COLUMN_MS = 60  # of device time, one character of the strips
LABEL_COLUMNS = 17
HALF_BLOCK_SIZE = (132, 44)  # smaller terminals get braille
SIDEBAR_COLUMNS = 40
KEYS = {START: "space", NEXT: "n", STOP: "x"}


def run_terminal(
    options: SimOptions, on_ready: Callable[[Simulator], None] | None = None
) -> int:
    """Show a simulated device until the user quits; returns the exit code.

    ``on_ready``: called once, in a thread of its own, when the device runs; it may block
    and may use everything ``Simulator`` offers. 0: quit; 1: the device failed; 2: there
    is no terminal. Blocks: until the user quits.
    """
    if not sys.stdout.isatty():
        print("no terminal here: use --headless", file=sys.stderr)
        return USAGE
    app = SimulatorApp(options, on_ready)
    app.run()
    return app.code


class PanelView(Static):
    """The OLED panel."""

    def show(self, rows: pixels.Rows, use_half_blocks: bool) -> None:
        """Draw the pixels as they are."""
        lines = pixels.half_blocks(rows) if use_half_blocks else pixels.braille(rows)
        self.update(Text("\n".join(lines), no_wrap=True))


class Key(Static):
    """One of the device's buttons: contact while the mouse button is down."""

    class Contact(Message):
        """The mouse closed or opened the contact."""

        def __init__(self, button: int, is_down: bool) -> None:
            super().__init__()
            self.button = button
            self.is_down = is_down

    def __init__(self, button: int, name: str) -> None:
        super().__init__(Text.assemble((name, "bold"), f"  {KEYS[button]}"), id=name.lower())
        self.button = button

    def on_mouse_down(self, event: ui.MouseDown) -> None:
        """The mouse went down on the button."""
        self.capture_mouse()
        self.post_message(self.Contact(self.button, True))

    def on_mouse_up(self, event: ui.MouseUp) -> None:
        """It was let go, wherever it is by now."""
        self.release_mouse()
        self.post_message(self.Contact(self.button, False))


class SimulatorApp(App[None]):
    """The whole screen. ``code`` is the exit code once it has run."""

    ENABLE_COMMAND_PALETTE = False
    TITLE = "acupacer simulator"
    CSS = LOOK
    BINDINGS: ClassVar[list[Any]] = [
        Binding("space,s", "tap('START')"),
        Binding("n,right", "tap('NEXT')"),
        Binding("x,backspace", "tap('STOP')"),
        Binding("S", "long('START')"),
        Binding("N,shift+right", "long('NEXT')"),
        Binding("X", "long('STOP')"),
        Binding("p", "plug"),
        Binding("q,ctrl+c", "quit"),
    ]

    def __init__(
        self, options: SimOptions, on_ready: Callable[[Simulator], None] | None = None
    ) -> None:
        super().__init__()
        self.code = OK
        self._on_ready = on_ready
        self._records: deque[dict[str, object]] = deque()
        self._simulator = Simulator(options, self._records.append)
        self._motor, self._tone = Signal(), Signal()
        self._cues = CueLog()
        self._drawn: object = None
        self._strips: dict[str, object] = {}
        self._screen_name = ""
        self._pacing = threading.Thread(target=self._pace, name="pacing", daemon=True)

    # --- layout -------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield Static(self._title(), id="title")
        with Horizontal(id="main"), Vertical(id="device"):
            yield PanelView(id="panel")
            yield Static(id="motor", classes="strip")
            yield Static(id="tone", classes="strip")
            with Horizontal(id="keys"):
                for button, name in BUTTONS:
                    yield Key(button, name)
            yield RichLog(id="below", max_lines=500)
        yield Static(self._hint(), id="hint")

    def _title(self) -> Text:
        options = self._simulator.options
        speed = "" if options.speed == 1 else f"   time x {options.speed:g}"
        return Text.assemble(
            ("acupacer", f"bold {SCREEN}"),
            "  simulated device on  ",
            (self._simulator.port, f"bold {BRIGHT}"),
            speed,
        )

    def _hint(self) -> Text:
        return Text(
            "space START · n NEXT · x STOP · shift (S N X): long press · mouse: hold"
            " · p panel plug · q quit",
            no_wrap=True,
            overflow="ellipsis",
        )

    async def on_mount(self) -> None:
        """Everything is in place: power the device up."""
        main = self.query_one("#main")
        side = Vertical(RichLog(id="beside", max_lines=500), id="side")
        await main.mount(side)
        self._arrange()
        self._pacing.start()
        self.set_interval(1 / FRAMES_PER_S, self._refresh)
        if self._on_ready is not None:
            ready = self._on_ready
            threading.Thread(
                target=lambda: ready(self._simulator), name="visitor", daemon=True
            ).start()

    def on_resize(self, event: ui.Resize) -> None:
        """The terminal's size changed."""
        if self.query("#side"):
            self._arrange()

    def _arrange(self) -> None:
        """Half blocks where they fit, the log beside the device where there is room."""
        size = self.size
        self._half = size.width >= HALF_BLOCK_SIZE[0] and size.height >= HALF_BLOCK_SIZE[1]
        device_columns = (pixels.COLUMNS_HALF if self._half else pixels.COLUMNS_BRAILLE) + 2
        self._has_side = size.width >= device_columns + SIDEBAR_COLUMNS
        self.query_one("#device").styles.width = device_columns if self._has_side else "1fr"
        self.query_one("#side").display = self._has_side
        self.query_one("#below").display = not self._has_side
        self._drawn = None

    # --- every frame --------------------------------------------------------------

    def _refresh(self) -> None:
        if not self.query("#motor"):
            return  # the screen is being taken down
        if not self._pacing.is_alive():
            self.exit()
        now_ms = self._simulator.clock.now_ms()
        while self._records:
            self._take(self._records.popleft())
        for cue in self._cues.finished(now_ms):
            pattern = (cue.pattern, f"bold {MOTOR}")
            self._say(cue.start_ms, Text.assemble(pattern, "  ", cue.called()))
        self._draw_panel()
        self._draw_strip("motor", self._motor, now_ms, MOTOR, "%")
        self._draw_strip("tone", self._tone, now_ms, TONE, "Hz")

    def _take(self, record: dict[str, object]) -> None:
        t_ms = int(str(record["t_ms"]))
        self._cues.take(record)
        if "motor_pct" in record:
            self._motor.change(t_ms, int(str(record["motor_pct"])))
        elif "tone_hz" in record:
            self._tone.change(t_ms, int(str(record["tone_hz"])))
        elif "panel" in record:
            self._say(t_ms, Text(f"panel {record['panel']}", RED))
        elif record["screen"] != self._screen_name:
            self._screen_name = str(record["screen"])
            self._say(t_ms, Text(self._screen_name.replace("_", " "), SCREEN))

    def _say(self, t_ms: int, text: Text) -> None:
        line = Text.assemble((f"{t_ms / 1000:9.3f}  ", DIM), text)
        for log in self.query(RichLog):
            log.write(line)

    def _draw_panel(self) -> None:
        panel, bus = self._simulator.panel, self._simulator.bus
        state = (panel.changes, bus.is_plugged, self._half)
        if state == self._drawn:
            return
        self._drawn = state
        view = self.query_one(PanelView)
        view.set_class(not bus.is_plugged, "lost")
        view.border_title = "" if bus.is_plugged else "panel unplugged"
        view.show(panel.rows(), self._half)

    def _draw_strip(
        self, name: str, signal: Signal, now_ms: int, color: str, unit: str
    ) -> None:
        widget = self.query_one(f"#{name}", Static)
        columns = max(1, widget.size.width - 2 - LABEL_COLUMNS)
        text = Text(no_wrap=True)
        value = f"{signal.level} {unit}" if signal.level else "off"
        text.append(f"{name:6}", DIM)
        text.append(f"{value:>8}  ", f"bold {color}" if signal.level else DIM)
        for lit, run in groupby(signal.strip(now_ms, columns, COLUMN_MS)):
            length = len(list(run))
            text.append(("█" if lit else "·") * length, color if lit else FAINT)
        state = (text.plain, signal.level)
        if state != self._strips.get(name):
            self._strips[name] = state
            widget.update(text)

    # --- the device ---------------------------------------------------------------

    def _pace(self) -> None:
        self.code = self._simulator.run()

    def on_key_contact(self, message: Key.Contact) -> None:
        """The mouse pressed or let go of a button."""
        self._contact(message.button, message.is_down)

    def action_tap(self, name: str) -> None:
        """A short press."""
        self._press_for(name, TAP_MS)

    def action_long(self, name: str) -> None:
        """A long press."""
        self._press_for(name, LONG_MS)

    def action_plug(self) -> None:
        """Pull or put back the panel's plug."""
        self._simulator.plug_panel(not self._simulator.bus.is_plugged)

    async def action_quit(self) -> None:
        """Outputs low, then away."""
        self._simulator.stop()

    def on_unmount(self) -> None:
        """The screen is gone: so is the device."""
        self._simulator.stop()
        self._pacing.join(2)
        self._simulator.close()

    def _press_for(self, name: str, ms: int) -> None:
        button = {name: bit for bit, name in BUTTONS}[name]
        self._contact(button, True)
        seconds = ms / 1000 / self._simulator.options.speed
        self.set_timer(seconds, lambda: self._contact(button, False))

    def _contact(self, button: int, is_down: bool) -> None:
        fingers = self._simulator.fingers
        fingers.press(button) if is_down else fingers.release(button)
        for key in self.query(Key):
            if key.button == button:
                key.set_class(is_down, "down")
