"""The device's own words for methods, places and cues, for use on the laptop."""

from __future__ import annotations

from acupacer.core.routine.model import Step
from acupacer.core.routine.places import Place
from acupacer.core.text.wording import pick

from ..language import ENGLISH, WORDS
from .catalogue import catalogue

__all__ = ["WORDS", "called", "clock_words", "duration_words", "method_words", "place_text"]
__all__ += ["place_words", "step_method_words"]


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
    """``LI4 Joining Valley, left`` for what records call a place; one's own without hyphens."""
    known = catalogue().places.get(place)
    name = place.replace("-", " ")
    if known:
        english, german = known.names.english, known.names.german
        name = f"{place} {german if WORDS.language == 'de' else english}"
    return f"{name}, {WORDS.tell(side)}" if side else name


def called(place: Place) -> str:
    """``LI4 Joining Valley``; one's own as its file calls it."""
    return place_words(place.code) if place.code else pick(place.name, WORDS.language)


def place_text(place: Place, kind: str) -> str:
    """Its ``region``, ``find`` or ``caution`` as the panel says it, or ""."""
    return WORDS.of_device.of_place(place, kind)


def clock_words(ms: int) -> str:
    """``1:02.5``."""
    minutes, rest_ms = divmod(ms, 60_000)
    return f"{minutes}:{rest_ms // 1000:02}.{rest_ms % 1000 // 100}"


def duration_words(seconds: float) -> str:
    """``45 s``, ``2 min 05 s``."""
    whole = round(seconds)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02} s"
