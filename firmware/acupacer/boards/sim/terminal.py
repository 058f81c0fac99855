"""The simulator on a terminal: the panel pixel by pixel, motor, buzzer, buttons, cues.

Keys are taps; with shift they are long presses (a terminal does not tell when a key is
let go). The buttons on the screen follow the mouse exactly: down is contact. All of it
fits 80 x 24 characters, where the panel's words stand below its dots.
"""

import sys
import threading
from collections import deque
from itertools import groupby
from typing import Any, ClassVar

from rich.text import Text
from textual import events as ui
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.message import Message
from textual.widgets import RichLog, Static

from ...core.events import BUTTONS
from . import pixels
from .board import SimOptions, Simulator
from .keyboard import BACK, HELP, HINT, KEYS, SIGNS
from .look import BRIGHT, DIM, FAINT, LOOK, MOTOR, RED, SCREEN, TONE
from .script import LONG_MS, TAP_MS
from .show import Show, Visitor
from .signals import CueLog, Signal

OK, FAILED, USAGE = 0, 1, 2
FRAMES_PER_S = 30
COLUMN_MS = 60  # of device time, one character of the strips
LABEL_COLUMNS = 17
HALF_BLOCK_SIZE = (132, 44)  # smaller terminals get braille
SIDE_COLUMNS = 12  # the least for the log beside the panel
WIDE_LOG_COLUMNS = 40  # from here on it has times and patterns
WHOLE = 20  # letters of a text that stays in one line
LONG = 180  # three lines
HINTS = tuple(f"{name}:" for _, name in BUTTONS)
BORDER_LINES = 26  # smaller terminals have no room for the panel's frame


def run_terminal(options: SimOptions, visitor: Visitor | None = None) -> int:
    """Show a simulated device until the user quits; returns the exit code.

    ``visitor``: called once, in a thread of its own, when the device runs; it may block.
    0: quit; 1: the device failed; 2: there is no terminal. Blocks: until the user quits.
    """
    if not sys.stdout.isatty():
        print("no terminal here: use --headless", file=sys.stderr)
        return USAGE
    app = SimulatorApp(options, visitor)
    app.run()
    return app.code


def one_text(words: list[str]) -> str:
    """The panel's words in one text; the short ones, key hints for example, never break.

    A long text leaves the key hints to the dots.
    """
    whole = [word.replace(" ", "\u00a0") if len(word) < WHOLE else word for word in words]
    text = " · ".join(whole)
    if len(text) > LONG:
        text = " · ".join(word for word in whole if not word.startswith(HINTS))
    return text


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
        sign = f"{SIGNS[button]} "
        label = Text.assemble(sign, (name, "bold"), f"  {KEYS[button]}")
        super().__init__(label, id=name.lower())
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
        Binding("space,s,enter", "tap('START')"),
        Binding("n,right,down", "tap('NEXT')"),
        Binding("x,backspace,escape", "tap('STOP')"),
        Binding("left,up", "step_back"),
        Binding("S", "long('START')"),
        Binding("N,shift+right", "long('NEXT')"),
        Binding("X", "long('STOP')"),
        Binding("p", "plug"),
        Binding("question_mark", "help"),
        Binding("q,ctrl+c", "quit"),
    ]

    def __init__(self, options: SimOptions, visitor: Visitor | None = None) -> None:
        super().__init__()
        self.code = OK
        self._visitor = visitor
        self._records: deque[dict[str, object]] = deque()
        self._simulator = Simulator(options, self._records.append)
        self._show = Show(self._simulator)
        self._is_help = False
        self._motor, self._tone = Signal(), Signal()
        self._cues = CueLog()
        self._drawn: object = None
        self._strips: dict[str, object] = {}
        self._screen_name = ""
        self._words: list[str] = []
        self._texts: dict[str, str] = {}
        self._has_wide_log = False
        self._pacing = threading.Thread(target=self._pace, name="pacing", daemon=True)

    # --- layout -------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The widgets, top to bottom."""
        yield Static(self._title(), id="title")
        with Horizontal(id="main"), Vertical(id="device"):
            yield PanelView(id="panel")
            yield Static(HELP, id="help")
            yield Static(id="words")
            yield Static(id="motor", classes="strip")
            yield Static(id="tone", classes="strip")
            with Horizontal(id="keys"):
                for button, name in BUTTONS:
                    yield Key(button, name)
            yield RichLog(id="below", max_lines=500, min_width=0, wrap=True)
        yield Static(HINT, id="hint")

    def _title(self) -> Text:
        options = self._simulator.options
        speed = "" if options.speed == 1 else f"   time x {options.speed:g}"
        return Text.assemble(
            ("acupacer", f"bold {SCREEN}"),
            "  simulated device on  ",
            (self._simulator.port, f"bold {BRIGHT}"),
            speed,
        )

    async def on_mount(self) -> None:
        """Everything is in place: power the device up."""
        main = self.query_one("#main")
        log = RichLog(id="beside", max_lines=500, min_width=0, wrap=True)
        side = Vertical(log, id="side")
        await main.mount(side)
        self._arrange(self.size)
        self._pacing.start()
        self.set_interval(1 / FRAMES_PER_S, self._refresh)
        if self._visitor is not None:
            arguments = (self._show,)
            threading.Thread(target=self._visitor, args=arguments, daemon=True).start()

    async def on_event(self, event: ui.Event) -> None:
        """Whoever presses a key or a button takes the device over."""
        if isinstance(event, (ui.Key, ui.MouseDown)):
            self._show.taken.set()
        await super().on_event(event)

    def on_resize(self, event: ui.Resize) -> None:
        """The terminal's size changed."""
        if self.query("#side"):
            self._arrange(event.size)  # ``size`` may still be the one before

    def _arrange(self, size: Size) -> None:
        """Half blocks where they fit, the log beside the device where there is room."""
        self._half = size.width >= HALF_BLOCK_SIZE[0] and size.height >= HALF_BLOCK_SIZE[1]
        has_border = size.height >= BORDER_LINES
        self.query_one(PanelView).set_class(not has_border, "bare")
        columns = pixels.COLUMNS_HALF if self._half else pixels.COLUMNS_BRAILLE
        columns += 2 * has_border
        has_side = size.width >= columns + SIDE_COLUMNS
        self._has_wide_log = not has_side or size.width >= columns + WIDE_LOG_COLUMNS
        self.query_one("#device").styles.width = columns if has_side else "1fr"
        self.query_one("#side").display = has_side
        self.query_one("#below").display = has_border and not has_side
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
        self._draw_words()
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
        else:
            self._take_screen(t_ms, str(record["screen"]), record["words"])

    def _take_screen(self, t_ms: int, name: str, words: object) -> None:
        self._words = words if isinstance(words, list) else []
        if name != self._screen_name:
            self._screen_name = name
            self._say(t_ms, Text(name.replace("_", " "), SCREEN))

    def _say(self, t_ms: int, text: Text) -> None:
        """A line of the log; a narrow one has no times."""
        time = (f"{t_ms / 1000:9.3f}  ", DIM) if self._has_wide_log else ""
        for log in self.query(RichLog):
            log.write(Text.assemble(time, text))

    def _draw_words(self) -> None:
        """What the panel says, to be read where its dots are too small, and the visitor."""
        is_visited = self._visitor is not None and not self._show.taken.is_set()
        said = self._show.words if is_visited else ""
        for name, text in (
            ("words", one_text(self._words)),
            ("hint", f"{said}  (any key: yours)" if said else HINT),
        ):
            if text != self._texts.get(name):
                self._texts[name] = text
                self.query_one(f"#{name}", Static).update(Text(text))

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

    def action_step_back(self) -> None:
        """One back in a list, or to the page before."""
        if self._screen_name in BACK:
            self._press_for(BACK[self._screen_name], LONG_MS)

    def action_help(self) -> None:
        """The keys in the panel's place, or the panel again."""
        self._is_help = not self._is_help
        self.query_one(PanelView).display = not self._is_help
        self.query_one("#help").display = self._is_help

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
