"""The device's own words for methods, places and cues, for use on the laptop."""

from __future__ import annotations

from acupacer.core.routine.model import Step
from acupacer.core.routine.points import POINTS

from ..language import ENGLISH, WORDS

__all__ = ["WORDS", "clock_words", "duration_words", "method_words", "place_words"]
# The points' names in English, by code.
POINT_NAMES = {point.code: point.english for point in POINTS}


def method_words(method: str) -> str:
    """``by hand`` for hands, and so on."""
    words = WORDS.say("method_" + method)
    return words.lower() if WORDS.language == ENGLISH else words


def step_method_words(step: Step) -> str:
    """The same for a step; of a ball how many, and how."""
    words = method_words(step.method)
    if step.method != "ball":
        return words
    return f"{'two balls' if step.balls == 2 else 'one ball'}, {step.position}"


def place_words(place: str, side: str = "") -> str:
    """``LI4 Joining Valley, left``; an area as it is."""
    name = f"{place} {POINT_NAMES[place]}" if place in POINT_NAMES else place
    return f"{name}, {WORDS.tell(side)}" if side else name


def clock_words(ms: int) -> str:
    """``1:02.5``."""
    minutes, rest_ms = divmod(ms, 60_000)
    return f"{minutes}:{rest_ms // 1000:02}.{rest_ms % 1000 // 100}"


def duration_words(seconds: float) -> str:
    """``45 s``, ``2 min 05 s``."""
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02} s"
