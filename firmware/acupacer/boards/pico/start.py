"""What ``main.py`` does: run the device, and never end in a silent prompt.

Whatever happens, motor and buzzer are low before anything else. A fault is kept
(``faults``), printed and shown; in the product the watchdog then starts the board afresh.
"""

import gc
import time

import machine
import micropython
from _acupacer import read_into

from ... import __version__
from . import faults, first_screen
from .boot import ask_for_prompt
from .buttons import StopContact, contact
from .config import FILE, Config, ConfigError, load
from .last_word import COLUMNS, LINES, show
from .upgrade import tidy_up

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .board import PicoBoard

WATCHDOG_MS = 8000  # the longest this chip can do is 8.3 s
DRAIN_MS = 200  # for the last answer to get out
POLL_MS = 50  # between two looks when there is nothing to pace
HEARD_BYTES = 256  # of a host's line, in one look
CTRL_C, NO_BYTE = 3, -1  # what may end the program

SAFE_WORDS = (
    "Safe mode",
    "",
    "The program is",
    "not running.",
    "",
    "Power off and on",
    "to start it.",
)
PROMPT_WORDS = ("Stopped", "", "by Ctrl-C.", "", "Ctrl-D starts it")
FAULT_WORDS = ("Fault:", "see laptop", "")
RESTART_WORDS = "START: restart"


def start(is_safe: bool) -> None:
    """Run until something ends it; returns only to leave MicroPython's prompt to makers."""
    config = Config()
    try:
        if is_safe:
            show(config_or_default(), SAFE_WORDS)
            print("acupacer: safe mode, the program is not running")
            return
        try:
            try:
                config = load()
            finally:
                _heed(NO_BYTE if config.product else CTRL_C)
            run(config)
        except Exception as error:
            _put_low(config)
            _end_in_fault(config, error)
    except KeyboardInterrupt:
        _heed(NO_BYTE)  # another one would leave this half done
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
            board.watchdog = machine.WDT(timeout=WATCHDOG_MS)
        ended = loop.run()
    finally:
        board.shut()
    board.store.finish()
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
    """Keep, print and show it, until START, the watchdog or Ctrl-C ends that.

    START and the watchdog restart the chip, Ctrl-C leads to MicroPython's prompt.
    """
    gc.collect()  # what failed may have been for want of memory
    if isinstance(error, ConfigError):  # not the program's: config.json says it again
        told = str(error)
        words: "tuple[str, ...]" = (FILE,)
        text = told.split("\n")[0][len(FILE) :].lstrip(" :")
    else:
        told, text = faults.text_of(error), str(error)
        words = FAULT_WORDS + (type(error).__name__,)
        faults.keep(__version__, time.ticks_ms() // 1000, told)  # type: ignore[attr-defined]
    faults.say(told)
    try:
        show(config, words + _broken(text, LINES - 1 - len(words)) + (RESTART_WORDS,))
    except MemoryError:  # the panel stays as it is; all the rest goes on
        pass
    start = contact(config.start_pin, config)
    closed = 1 if config.active_high else 0
    heard = bytearray(HEARD_BYTES)

    def answer() -> None:
        if b"\n" in heard[: read_into(heard)]:
            faults.say(told)
        time.sleep_ms(POLL_MS)  # type: ignore[attr-defined]

    _await_press(lambda: start.value() == closed, answer)
    machine.reset()


def _rest(board: "PicoBoard") -> None:
    """Switched off, as far as a board without a switch can be: dark until a press is over."""

    def pause() -> None:
        if board.watchdog:
            board.watchdog.feed()
        time.sleep_ms(POLL_MS)  # type: ignore[attr-defined]

    board.panel.set_contrast(0)
    _await_press(lambda: bool(board.buttons.read()), pause)


def _await_press(is_closed: "Callable[[], bool]", pause: "Callable[[], None]") -> None:
    """Until it was open, then pressed, then let go; ``pause`` is called between two looks.

    (A button still down when the chip starts means safe mode.)
    """
    for is_wanted in (False, True, False):
        while is_closed() != is_wanted:
            pause()


def _heed(byte: int) -> None:
    """Let ``byte`` from the host end the program."""
    micropython.kbd_intr(byte)  # type: ignore[attr-defined]


def _put_low(config: "Config") -> None:
    for number in (config.motor_pin, config.buzzer_pin):
        machine.Pin(number, machine.Pin.OUT, value=0)


def _broken(text: str, count: int) -> "tuple[str, ...]":
    """``text`` as ``count`` lines of the panel: its beginning, or empty ones at the end."""
    return tuple([text[COLUMNS * at : COLUMNS * (at + 1)] for at in range(count)])
