"""The simulator's script language: one command a line, from standard input.

    tap NAME [MS]        press, MS later (100) release, then 100 ms of nothing
    long NAME [MS]       the same with MS 1000: longer than a long press
    press NAME           close the contact and leave it closed
    release NAME         open it
    wait MS              let the device's clock run
    clock EPOCH OFFSET   set the time of day: Unix seconds, minutes east of UTC; trusted
    panel off | on       pull the panel's plug, put it back
    quit                 end

NAME is START, NEXT or STOP in any case. Empty lines and what follows # are skipped.
"""

from collections.abc import Callable
from dataclasses import dataclass

from .pins import BY_NAME

TAP_MS = 100
LONG_MS = 1000
AFTER_MS = 100  # longer than the debounce: the next press is a press of its own
WAIT_MAX_MS = 24 * 3600 * 1000
USAGE = {
    "tap": "tap START|NEXT|STOP [MS]",
    "long": "long START|NEXT|STOP [MS]",
    "press": "press START|NEXT|STOP",
    "release": "release START|NEXT|STOP",
    "wait": "wait MS",
    "clock": "clock EPOCH OFFSET",
    "panel": "panel on|off",
    "quit": "quit",
}


class ScriptError(Exception):
    """A line that is no command; the text says what would be one."""


@dataclass(frozen=True)
class Step:
    """One thing to do: ``verb`` press, release, wait, clock, panel or quit.

    ``value``: the button, the milliseconds, the epoch, or 1 for on; ``offset_min`` goes
    with clock.
    """

    verb: str
    value: int = 0
    offset_min: int = 0


def parse(line: str) -> list[Step]:
    """The steps of one line, in order; raises ScriptError when it is no command."""
    words = line.partition("#")[0].split()
    if not words:
        return []
    verb, arguments = words[0].lower(), words[1:]
    if verb not in USAGE:
        raise ScriptError(f"unknown command {words[0]!r}; known: {', '.join(USAGE)}")
    try:
        return _PARSERS[verb](arguments)
    except (ValueError, IndexError, KeyError) as error:
        raise ScriptError(f"{line.strip()!r} is not: {USAGE[verb]}") from error


def _hold(arguments: list[str], default_ms: int) -> list[Step]:
    button = BY_NAME[arguments[0].upper()]
    _at_most(arguments, 2)
    down_ms = _ms(arguments[1]) if len(arguments) > 1 else default_ms
    return [
        Step("press", button),
        Step("wait", down_ms),
        Step("release", button),
        Step("wait", AFTER_MS),
    ]


def _contact(verb: str, arguments: list[str]) -> list[Step]:
    _at_most(arguments, 1)
    return [Step(verb, BY_NAME[arguments[0].upper()])]


def _wait(arguments: list[str]) -> list[Step]:
    _at_most(arguments, 1)
    return [Step("wait", _ms(arguments[0]))]


def _clock(arguments: list[str]) -> list[Step]:
    _at_most(arguments, 2)
    epoch_s, offset_min = int(arguments[0]), int(arguments[1])
    if epoch_s < 0 or abs(offset_min) > 14 * 60:
        raise ValueError("no such time")
    return [Step("clock", epoch_s, offset_min)]


def _panel(arguments: list[str]) -> list[Step]:
    _at_most(arguments, 1)
    return [Step("panel", {"off": 0, "on": 1}[arguments[0].lower()])]


def _quit(arguments: list[str]) -> list[Step]:
    _at_most(arguments, 0)
    return [Step("quit")]


_PARSERS: dict[str, Callable[[list[str]], list[Step]]] = {
    "tap": lambda arguments: _hold(arguments, TAP_MS),
    "long": lambda arguments: _hold(arguments, LONG_MS),
    "press": lambda arguments: _contact("press", arguments),
    "release": lambda arguments: _contact("release", arguments),
    "wait": _wait,
    "clock": _clock,
    "panel": _panel,
    "quit": _quit,
}


def _ms(text: str) -> int:
    value = int(text)
    if not 0 <= value <= WAIT_MAX_MS:
        raise ValueError("out of range")
    return value


def _at_most(arguments: list[str], count: int) -> None:
    if len(arguments) > count:
        raise ValueError("too many words")
