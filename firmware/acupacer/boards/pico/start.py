"""What ``main.py`` does: run the device, and never end in a silent prompt.

Whatever happens, motor and buzzer are low before anything else. A fault is printed and
shown on the panel; in the product the watchdog then starts the board afresh.
"""

import sys
import time

import machine

from .boot import ask_for_prompt
from .config import Config, load
from .first_screen import FirstScreen
from .last_word import show

WATCHDOG_MS = 8000  # the longest this chip can do is 8.3 s
DRAIN_MS = 200  # for the last answer to get out
OFF_POLL_MS = 50

SAFE_WORDS = (
    "Safe mode",
    "",
    "The program is",
    "not running.",
    "",
    "Power off and on",
    "to start it.",
)
PROMPT_WORDS = ("Stopped", "", "by Ctrl-C.", "", "Ctrl-D starts it.")


def start(is_safe: bool) -> None:
    """Run until something ends it; returns only to leave MicroPython's prompt to makers."""
    config = Config()
    try:
        if is_safe:
            show(config_or_default(), SAFE_WORDS)
            print("acupacer: safe mode, the program is not running")
            return
        config = load()
        run(config)
    except KeyboardInterrupt:
        _put_low(config)
        show(config, PROMPT_WORDS)
        print("acupacer: stopped, motor and buzzer are low; Ctrl-D starts it again")
    except Exception as error:
        _put_low(config)
        sys.print_exception(error)  # type: ignore[attr-defined]
        show(config, ("Fault", "", type(error).__name__) + _broken(str(error), 16, 5))


def run(config: "Config") -> None:
    """Run the device; the chip is reset when it ends."""
    first = FirstScreen(config)
    from ..loop import Loop
    from .board import PicoBoard
    from .make_device import make_device

    board = PicoBoard(config, lit=first.oled)
    try:
        board.store.recover()
        board.device = make_device(config)
        loop = Loop(board.device, board)
        board.hold_back_stop(first.was_stop_pressed())
        board.on_prompt = lambda: loop.stop("prompt")
        if config.product:
            _lock(board)
        ended = loop.run()
        board.store.finish()
    finally:
        board.shut()
    board.link.drain(DRAIN_MS)
    if ended == "prompt":
        ask_for_prompt()
    if ended == "power_off":
        _rest(board)
    machine.reset()


def config_or_default() -> "Config":
    """The configuration, or the defaults when it has faults."""
    try:
        return load()
    except Exception:
        return Config()


def _lock(board: "object") -> None:
    """The product: the watchdog runs, and byte 03 is a byte like any other."""
    import micropython

    micropython.kbd_intr(-1)
    board.watchdog = machine.WDT(timeout=WATCHDOG_MS)  # type: ignore[attr-defined]


def _rest(board: "object") -> None:
    """Switched off, as far as a board without a switch can be: dark until a press is over.

    (A button still down when the chip starts means safe mode.)
    """
    board.panel.set_contrast(0)  # type: ignore[attr-defined]
    for is_wanted in (False, True, False):  # let go, pressed, let go
        while bool(board.buttons.read()) != is_wanted:  # type: ignore[attr-defined]
            _pause(board)


def _pause(board: "object") -> None:
    if board.watchdog:  # type: ignore[attr-defined]
        board.watchdog.feed()  # type: ignore[attr-defined]
    time.sleep_ms(OFF_POLL_MS)  # type: ignore[attr-defined]


def _put_low(config: "Config") -> None:
    for number in (config.motor_pin, config.buzzer_pin):
        machine.Pin(number, machine.Pin.OUT, value=0)


def _broken(text: str, width: int, lines: int) -> "tuple[str, ...]":
    """``text`` in lines of ``width``, the first few."""
    return tuple([text[at : at + width] for at in range(0, width * lines, width) if text[at:]])
