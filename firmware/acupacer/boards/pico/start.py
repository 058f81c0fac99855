"""What ``main.py`` does: run the device, and never end in a silent prompt.

Whatever happens, motor and buzzer are low before anything else. A fault is kept
(``faults``), printed and shown; in the product the watchdog then starts the board afresh.
"""

import gc
import sys
import time

import machine

from ... import __version__
from . import faults, first_screen
from .boot import ask_for_prompt
from .buttons import StopContact
from .config import Config, ConfigError, load
from .last_word import show
from .upgrade import tidy_up

WATCHDOG_MS = 8000  # the longest this chip can do is 8.3 s
DRAIN_MS = 200  # for the last answer to get out
POLL_MS = 50  # between two looks when there is nothing to pace

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
FAULT_WORDS = ("Fault:", "see laptop", "")


def start(is_safe: bool) -> None:
    """Run until something ends it; returns only to leave MicroPython's prompt to makers."""
    config = Config()
    try:
        if is_safe:
            show(config_or_default(), SAFE_WORDS)
            print("acupacer: safe mode, the program is not running")
            return
        try:
            config = load()
            run(config)
        except Exception as error:
            _put_low(config)
            _end_in_fault(config, error)
    except KeyboardInterrupt:
        _put_low(config)
        show(config, PROMPT_WORDS)
        print("acupacer: stopped, motor and buzzer are low; Ctrl-D starts it again")


def run(config: "Config") -> None:
    """Run the device; the chip is reset when it ends."""
    stop = StopContact(config)
    lit = first_screen.light(config)
    tidy_up()
    from ..loop import Loop
    from .board import PicoBoard
    from .make_device import make_device

    gc.collect()
    board = PicoBoard(config, lit=lit, stop=stop)
    try:
        board.store.recover()
        board.device = make_device(config)
        loop = Loop(board.device, board)
        board.hold_back_stop()
        board.on_prompt = lambda: loop.stop("prompt")
        if config.product:
            _lock(board)
        ended = loop.run()
        board.store.finish()
    finally:
        board.shut()
    board.link.drain(DRAIN_MS)
    if ended == "loader":
        machine.bootloader()
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


def _end_in_fault(config: "Config", error: Exception) -> None:
    """Keep, print and show it, and print it again whenever a host sends a line.

    Returns never: Ctrl-C leads to MicroPython's prompt, the watchdog to a new start.
    """
    gc.collect()  # what failed may have been for want of memory
    if isinstance(error, ConfigError):  # not the program's: config.json says it again
        words, told = ("config.json", ""), str(error)
    else:
        words, told = FAULT_WORDS + (type(error).__name__,), faults.text_of(error)
        faults.keep(__version__, time.ticks_ms() // 1000, told)
    faults.say(told)
    show(config, words + _broken(str(error), 16, 8 - len(words)))
    while True:
        if sys.stdin.readline():  # waits for a host
            faults.say(told)


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
    time.sleep_ms(POLL_MS)  # type: ignore[attr-defined]


def _put_low(config: "Config") -> None:
    for number in (config.motor_pin, config.buzzer_pin):
        machine.Pin(number, machine.Pin.OUT, value=0)


def _broken(text: str, width: int, lines: int) -> "tuple[str, ...]":
    """``text`` in lines of ``width``, the first few."""
    return tuple([text[at : at + width] for at in range(0, width * lines, width) if text[at:]])
