"""The cable's side of the rooms: who is at the other end, what it has, what it gets.

The page has the port; what is said over it is decided here, by ``device.dialogue``. It calls

    plug(now_s, seq)                       a port was opened
    begin(now_s, name, value, language)    an operation: a key of ``OPERATIONS``
    written(now_s)  received(now_s, digits)  timed_out(now_s)  gone(now_s)  give_up(now_s)
    outcome()                              what came of it

``now_s``: the page's clock in seconds; ``value``: JSON, the document itself for ``TAKE_TEXT``.
All but ``plug`` and ``outcome`` answer with an order of ``device.stepping``; lines after the
first are news: ``progress SENT TOTAL`` of a file's bytes, ``busy S`` for about so many seconds
(-1: not known).
"""

from __future__ import annotations

import json
from typing import Any

from acupacer.core import settings
from acupacer.core.routine import safety

from ..content.wording import WORDS
from ..errors import GivenUp, HostError, Refused, RoutinesRefused
from .operations import OPERATIONS, TAKE_TEXT, Cable

_plugged: list[Cable] = []


def plug(now_s: float, seq: int) -> str:
    """A port was opened. ``seq``: the number of the first request, 0 to 255, by chance."""
    _plugged[:] = [Cable(now_s, seq)]
    return ""


def begin(now_s: float, name: str, value: str, language: str) -> str:
    """Begin an operation; the first order."""
    cable = _at(now_s)
    cable.language = language
    steps: Any = OPERATIONS[name](cable, value if name in TAKE_TEXT else json.loads(value))
    return _order(cable, cable.stepper.begin(steps))


def written(now_s: float) -> str:
    """See ``Stepper.written``."""
    cable = _at(now_s)
    return _order(cable, cable.stepper.written())


def received(now_s: float, digits: str) -> str:
    """See ``Stepper.received``."""
    cable = _at(now_s)
    return _order(cable, cable.stepper.received(digits))


def timed_out(now_s: float) -> str:
    """See ``Stepper.timed_out``."""
    cable = _at(now_s)
    return _order(cable, cable.stepper.timed_out())


def gone(now_s: float) -> str:
    """The port is no more."""
    cable = _at(now_s)
    return _order(cable, cable.stepper.gone("cable: unplugged"))


def give_up(now_s: float) -> str:
    """See ``Stepper.given_up``."""
    cable = _at(now_s)
    return _order(cable, cable.stepper.given_up())


def outcome() -> str:
    """What came of the operation that is over, as JSON.

    ``answer``; or ``code`` of the error, "given_up" when it was, ``stands`` (see
    ``HostError``), ``reason`` and ``faults`` where the device refused, ``message`` for people
    who read English.
    """
    stepper = _plugged[0].stepper
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
        told["faults"] = error.faults
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


def _at(now_s: float) -> Cable:
    cable = _plugged[0]
    cable.now_s = max(cable.now_s, now_s)
    return cable


def _order(cable: Cable, order: str) -> str:
    news, cable.news = cable.news, []
    return "\n".join([order, *news])


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
