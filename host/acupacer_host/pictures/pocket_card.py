"""The pocket reference: what every button does and how every cue feels, on one A6 card.

Buttons come from the core's gesture map, cues from its cue table; only what a user calls
some of the acts is here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from acupacer.core.cue import cues, trains
from acupacer.core.input import gestures

from ..content.gesture_map import acts_on_contact, gesture_map
from ..language import WORDS
from . import formats
from .lettering import write

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT, DPI = 1748, 1240, 300  # A6 across
MARGIN = 60
BELOW = HEIGHT - 62  # what every card says
INK, SOFT, PAPER, LINE, PULSE = "#1c2526", "#5d6b6d", "#ffffff", "#c9d2d3", "#b4560f"

# What the card shows of the gesture map: heading and the state it stands for.
STATES = (
    ("home", "home"),
    ("prompt: “press START”", "prompt"),
    ("pressing, getting ready", "hold"),
    ("rest, change of sides", "rest"),
    ("free time (roller, gun)", "window"),
    ("paused", "paused"),
    ("“too much?”", "too_much"),
    ("done", "done"),
    ("“did it help?”", "helped"),
)
GESTURES = (
    ("START", gestures.START),
    ("START held", gestures.START_LONG),
    ("NEXT", gestures.NEXT),
    ("NEXT held", gestures.NEXT_LONG),
    ("STOP", gestures.STOP),
)
# Acts whose name, which docs/user/gestures.md says too, is not what a user would say.
USER_WORDS = {
    "answer_better": "better",
    "answer_no": "no",
    "answer_same": "the same",
    "answer_worse": "worse",
    "ask_helped": "did it help?",
    "answer_too_much": "YES",
    "doubt_dose": "too much?",
    "end": "STOP, at once",
    "end_early": "enough, go on",
    "finish_window": "finish",
    "in_place": "I am in place",
    "open_entry": "open",
    "put_yes_off": "YES, too much",
    "restart_repetition": "this one again",
    "resume": "go on",
    "skip_paused": "skip this one",
    "skip_repetition": "skip the next",
    "skip_step": "skip this step",
    "start_spot": "start a spot",
    "where_am_i": "where am I?",
}
_MS_PER_PIXEL = 7
tell = WORDS.tell


def table() -> list[tuple[str, list[str]]]:
    """The rows of the card: state, and the words for each of ``GESTURES``, "" for none."""
    actions = gesture_map()
    return [
        (tell(heading), [_words(state, gesture, actions[state]) for _, gesture in GESTURES])
        for heading, state in STATES
    ]


def _words(state: str, gesture: str, actions: dict[str, str]) -> str:
    if gesture == gestures.START_LONG and acts_on_contact(state):
        return tell("(pause)")  # START has acted on contact
    act = actions.get(gesture, "")
    return tell(USER_WORDS.get(act, act.replace("_", " ")))


def card() -> Image:
    """The card of buttons and cues."""
    image, draw = blank("acupacer", tell("START goes, NEXT moves on, STOP is less, always."))
    y = _draw_table(draw, 130)
    _draw_cues(draw, y + 36)
    return image


def blank(heading: str, words: str = "") -> tuple[Image, ImageDraw]:
    """A card with nothing but its heading, and what every card says."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    write(draw, MARGIN, 44, heading, 44)
    write(draw, MARGIN + 230, 60, words, 28, SOFT)
    below = "It keeps time and feels nothing. Stop at any discomfort. Not medical advice."
    write(draw, MARGIN, BELOW, tell(below), 26, SOFT)
    return image, draw


def save(cards: Sequence[Image], file: Path) -> None:
    """Write the cards in the format of ``file``'s ending (``formats``).

    A PDF file gets a page for each, a picture has them one below the other. Raises NotWritten.
    """
    formats.save(cards, file, DPI)


def _draw_table(draw: ImageDraw, y: int) -> int:
    columns = [MARGIN + 380 + number * 262 for number in range(len(GESTURES))]
    for x, (heading, _) in zip(columns, GESTURES, strict=True):
        write(draw, x, y, tell(heading), 28)
    y += 44
    for heading, words in table():
        draw.line((MARGIN, y, WIDTH - MARGIN, y), LINE, 2)
        write(draw, MARGIN, y + 12, heading, 28)
        for x, word in zip(columns, words, strict=True):
            write(draw, x, y + 12, word or "-", 28, INK if word else LINE)
        y += 54
    draw.line((MARGIN, y, WIDTH - MARGIN, y), LINE, 2)
    return y


def _draw_cues(draw: ImageDraw, y: int) -> None:
    shown = [cue for cue in cues.CUES if cue.card]
    rows = -(-len(shown) // 2)
    apart = min(70, (BELOW - y) // rows)
    for number, cue in enumerate(shown):
        x = MARGIN + number // rows * (WIDTH // 2 - 20)
        top = y + number % rows * apart
        for at_ms, long_ms in trains.pulses(cue.pattern):
            left = x + at_ms / _MS_PER_PIXEL
            box = (left, top + 4, left + long_ms / _MS_PER_PIXEL, top + 36)
            draw.rounded_rectangle(box, 4, PULSE)
        write(draw, x + 400, top + 2, tell(cue.card), 30)
