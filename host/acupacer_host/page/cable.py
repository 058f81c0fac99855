"""The cable's side of the rooms: who is at the other end of a line, what it has, what it gets.

The page has the lines, to the ports that were opened and to its own device; what is said over
them is decided here, by ``device.dialogue``. It calls, with a number of its own for each line,

    plug(line, now_s, seq, is_own)               there is a line
    begin(line, now_s, name, value, language)    an operation: a key of ``OPERATIONS``
    written(line, now_s)  received(line, now_s, digits)  timed_out(line, now_s)
    gone(line, now_s)  give_up(line, now_s)
    outcome(line)                                what came of it
    unplug(line)                                 it is no more

``now_s``: the page's clock in seconds; ``value``: JSON, the document itself for ``TAKE_TEXT``.
All but ``plug``, ``outcome`` and ``unplug`` answer with an order of ``device.stepping``; lines
after the first are news: ``progress SENT TOTAL`` of a file's bytes, ``busy S`` for about so
many seconds (-1: not known).
"""

from __future__ import annotations

import json
from typing import Any

from acupacer.core import settings
from acupacer.core.routine import safety

from ..content.wording import WORDS
from ..errors import GivenUp, HostError, Refused, RoutinesRefused
from ..fault_language import spoken
from .operations import OPERATIONS, TAKE_TEXT, Cable

_plugged: dict[int, Cable] = {}  # by the page's number of the line


def plug(line: int, now_s: float, seq: int, is_own: int) -> str:
    """There is a line. ``seq``: the number of the first request, 0 to 255, by chance.

    ``is_own``: 1 for the page's own device, which its user sees: nobody waits for its session
    to end.
    """
    _plugged[line] = Cable(now_s, seq, bool(is_own))
    return ""


def unplug(line: int) -> str:
    """The line is no more, and what was known of it is forgotten."""
    _plugged.pop(line, None)
    return ""


def begin(line: int, now_s: float, name: str, value: str, language: str) -> str:
    """Begin an operation; the first order."""
    cable = _at(line, now_s)
    cable.language = language
    steps: Any = OPERATIONS[name](cable, value if name in TAKE_TEXT else json.loads(value))
    return _order(cable, cable.stepper.begin(steps))


def written(line: int, now_s: float) -> str:
    """See ``Stepper.written``."""
    cable = _at(line, now_s)
    return _order(cable, cable.stepper.written())


def received(line: int, now_s: float, digits: str) -> str:
    """See ``Stepper.received``."""
    cable = _at(line, now_s)
    return _order(cable, cable.stepper.received(digits))


def timed_out(line: int, now_s: float) -> str:
    """See ``Stepper.timed_out``."""
    cable = _at(line, now_s)
    return _order(cable, cable.stepper.timed_out())


def gone(line: int, now_s: float) -> str:
    """There is nobody at the other end any more."""
    cable = _at(line, now_s)
    return _order(cable, cable.stepper.gone("cable: unplugged"))


def give_up(line: int, now_s: float) -> str:
    """See ``Stepper.given_up``."""
    cable = _at(line, now_s)
    return _order(cable, cable.stepper.given_up())


def outcome(line: int) -> str:
    """What came of the operation that is over, as JSON.

    ``answer``; or ``code`` of the error, "given_up" when it was, ``stands`` (see
    ``HostError``), ``reason`` and ``faults`` where the device refused, those in the operation's
    language, ``message`` for people who read English.
    """
    cable = _plugged[line]
    stepper = cable.stepper
    error = stepper.error
    if error is None:
        return _json({"answer": stepper.answer})
    told = {"code": "given_up", "stands": "", "reason": "", "faults": [], "message": str(error)}
    if isinstance(error, GivenUp):
        told["stands"] = error.stands
    if isinstance(error, HostError):
        told["code"], told["stands"], told["message"] = error.code, error.stands, error.message
    if isinstance(error, Refused):
        told["reason"] = error.reason_code
    if isinstance(error, RoutinesRefused):
        with WORDS.speaking(cable.language):
            told["faults"] = spoken(error.faults)
    return _json(told)


def words(language: str) -> str:
    """What settings and safety questions are called, as JSON.

    ``settings``: name, label and [value, label] of each choice; ``profile``: flag, question.
    """
    with WORDS.speaking(language):
        chosen = [
            [
                setting.name,
                WORDS.say("setting_" + setting.name),
                [[value, WORDS.say(settings.words_key(value))] for value in setting.values],
            ]
            for setting in settings.SETTINGS
        ]
        asked = [[flag, WORDS.say("ask_" + flag)] for flag in safety.FLAGS]
    return _json({"settings": chosen, "profile": asked})


def _at(line: int, now_s: float) -> Cable:
    cable = _plugged[line]
    cable.now_s = max(cable.now_s, now_s)
    return cable


def _order(cable: Cable, order: str) -> str:
    news, cable.news = cable.news, []
    return "\n".join([order, *news])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
