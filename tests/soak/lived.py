"""A session as its user lived it, and each time pressure was given."""

from __future__ import annotations

from typing import Any

from days import Told


class Lived:
    """A session as the user lived it; times are true ms."""

    def __init__(self, number: int, routine: Any, now_ms: int) -> None:
        self.number = number
        self.routine = routine
        self.opened_ms = now_ms
        self.closed_ms = -1
        self.given: dict[str, int] = {}  # ms by place
        self.counted: set[str] = set()
        self.spans = 0
        self.has_slept = False
        self.slack_ms = 0  # of pressure that waited for the cue before it to end
        self.place = ""  # pressed last
        self.ended = ""  # as the last screen says
        self.ended_ms = self.answered_ms = -1
        self.pressed: set[int] = set()  # steps, beyond doubt
        self.is_idle_to_ask = False  # "did it help?" ...
        self.asked_ms = -1  # ... on the screen since then
        self.may_have_said: set[str] = set()  # to that, once it was asked; "": nothing
        self.taken_back_ms = -1  # it was worse, or "too much?" was left unanswered


class Span:
    """Pressure from ``press`` to what ends it."""

    def __init__(self, where: Any, arm: str, screen: str, now_ms: int, told: Told) -> None:
        self.step, self.side = where.step - 1, where.side + arm
        self.screen = screen
        self.begun_ms = now_ms
        self.told = told


def most_ms(step: Any, screen: str) -> int:
    """The longest that one go may last by the routine's own numbers."""
    if screen == "hold":
        return 1000 * int(step["hold"]["max_s"])
    if screen == "movement":
        move = step["movement"]
        cycle_s = move["out_s"] + move["stay_s"] + move["back_s"]
        return 1000 * int(move["repetitions"] * cycle_s)
    return 1000 * int(step["window"]["max_s"])
