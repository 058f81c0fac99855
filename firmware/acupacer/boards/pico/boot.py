"""What ``boot.py`` does: pins safe first, then whether the program may start.

Safe mode: any of the three buttons is held at power-up, or the host asked for
MicroPython's prompt (the file ``FLAG`` is there; it counts once). Imports nothing but what
reads ``config.json``: safe mode works however broken the rest is.
"""

import os

from machine import Pin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .config import Config

FLAG = "prompt.once"


def is_safe_mode() -> bool:
    """Put motor and buzzer low; True when the program is not to start. Blocks: some ms."""
    from .config import Config, load

    try:
        config = load()
    except Exception:  # the program itself will say what is wrong with it
        config = Config()
    Pin(config.motor_pin, Pin.OUT, value=0)
    Pin(config.buzzer_pin, Pin.OUT, value=0)
    return _take_flag() or _is_button_held(config)


def ask_for_prompt() -> None:
    """Have the next start go to safe mode, once."""
    with open(FLAG, "w") as flag:
        flag.write("1")


def _take_flag() -> bool:
    try:
        os.remove(FLAG)
    except OSError:
        return False
    return True


def _is_button_held(config: "Config") -> bool:
    pull = Pin.PULL_DOWN if config.active_high else Pin.PULL_UP
    closed = 1 if config.active_high else 0
    for number in (config.start_pin, config.next_pin, config.stop_pin):
        if Pin(number, Pin.IN, pull).value() == closed:
            return True
    return False
