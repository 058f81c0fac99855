"""Gives a set of routines to the page's own device, over its link, as to any other device.

The device checks the set itself, refuses it while a session runs, and starts nothing. Each call
returns what to do next, see ``device.stepping``; ``now_ms``: the page's clock.
"""

from __future__ import annotations

from acupacer.core.link.upload import ROUTINES

from ..device.dialogue import Dialogue
from ..device.stepping import Stepper
from ..errors import HostError

LINE = "the device on this page"


class _Talk:
    """One upload at a time. ``now_s``: as the page told it last."""

    def __init__(self) -> None:
        self.now_s = 0.0
        self.stepper = Stepper(lambda: self.now_s)


_talk = _Talk()


def give(document: str, now_ms: float) -> str:
    """Begin to send ``document``, the text that a device gets."""
    _talk.now_s = now_ms / 1000
    dialogue = Dialogue(lambda: _talk.now_s, LINE, wait=False)
    return _talk.stepper.begin(dialogue.upload(ROUTINES, document.encode(), None, False))


def written(now_ms: float) -> str:
    """What was to be sent is on its way."""
    _talk.now_s = now_ms / 1000
    return _talk.stepper.written()


def received(digits: str, now_ms: float) -> str:
    """Bytes came, as hexadecimal digits."""
    _talk.now_s = now_ms / 1000
    return _talk.stepper.received(digits)


def timed_out(now_ms: float) -> str:
    """None came in time."""
    _talk.now_s = now_ms / 1000
    return _talk.stepper.timed_out()


def outcome() -> str:
    """Why the device has not taken it, in words; "" when it has."""
    error = _talk.stepper.error
    if isinstance(error, HostError):
        return error.message
    return "" if error is None else str(error)
