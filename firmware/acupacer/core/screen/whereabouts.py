"""Where a session is: the facts, and how screens show them.

A header of method, place and side; a locator that shows the place on the body; dots for
repetitions.
"""

from ..text.wording import pick
from . import pictures
from .canvas import CENTER, WIDTH, width_of
from .font import MEDIUM, SMALL, TALL
from .layout import ICONS, shortened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple, Protocol

    from ..routine.places import Place
    from ..routine.points import Spot
    from .canvas import Canvas
else:
    from ..named_tuples import NamedTuple

# The pictures of the body that a point's row may name, and the side each shows: the other
# one is the picture mirrored. Of one that shows both sides only the left half is kept.
PICTURES = pictures.BODY
# From its inner side a right foot has the outline of a left one from its outer side.
PICTURES["foot_inner"] = (PICTURES["foot"][0], "right")
if TYPE_CHECKING:

    class Pictured(Protocol):
        """What ``locator`` draws: a place of a routine, or of the host's catalogue."""

        @property
        def picture(self) -> str: ...
        @property
        def spot(self) -> "Spot | None": ...


LOCATOR_WIDTH_PX = width_of(PICTURES["hand"][0])


# The place on the body, and how far the step is. ``method``: hands, balls, ball, roller,
# gun or move; of a move the place is its exercise. ``side``: left, right or both; to
# change sides, the one to change to. ``repetition``: from 1 of ``repetitions``, 0 where none
# is counted. ``step``: from 1 of ``steps``. ``short``: what the header calls a long area, "".
Whereabouts = NamedTuple(
    "Whereabouts",
    (
        ("method", str),
        ("place", "Place"),
        ("side", str),
        ("repetition", int),
        ("repetitions", int),
        ("step", int),
        ("steps", int),
        ("short", str),
    ),
)


_COUNTED = ("method", "side", "repetition", "repetitions", "step", "steps")


def as_dict(where: "Whereabouts") -> "dict[str, object]":
    """The facts of ``where`` by name."""
    facts = place_facts(where.place)
    for name, value in zip(_COUNTED, (where.method,) + where[2:]):
        facts[name] = value
    return facts


def place_facts(place: "Place") -> "dict[str, object]":
    """The WHO code of ``place`` or, when it has none, its name in English."""
    return {"point": place.code, "area": "" if place.code else pick(place.name, "en")}


def region(canvas: "Canvas", place: "Place") -> str:
    """ ", " and the part of the body ``place`` is on; "" when it does not say."""
    label = canvas.words.of_place(place, "region")
    return ", " + label if label else ""


def find(canvas: "Canvas", place: "Place") -> str:
    """How to find ``place``, or else the part of the body."""
    return canvas.words.of_place(place, "find") or canvas.words.of_place(place, "region")


def header(canvas: "Canvas", where: "Whereabouts", is_lit: bool = False) -> None:
    """Method, place and side on the two top rows; lit while pressure is on."""
    canvas.picture(2, 0, ICONS[where.method])
    side = canvas.say(where.side)
    place = where.place
    name = where.short or canvas.words.pick(place.name)
    fonts = (MEDIUM, TALL, SMALL) if canvas.is_large else (MEDIUM, SMALL)
    if place.code:
        canvas.box(21, 0, place.code, 40, 2, (MEDIUM, SMALL))
        _side(canvas, where.side, side)
    elif where.method == "move" and where.side == "both":  # of no side
        canvas.box(21, 0, shortened(name, WIDTH - 23, 2), WIDTH - 23, 2, fonts)
    else:
        width = max(SMALL.width(side), 17)
        x = WIDTH - 2 - width
        canvas.box(21, 0, shortened(name, x - 24, 2), x - 24, 2, fonts)
        if canvas.is_large:
            canvas.text(x, 0, side, width, TALL)
        else:
            _small_side(canvas, where.side, side, x, width)
    if is_lit:
        height = 14 if place.code else 15
        canvas.plate(0, height)
        # The icon is as high as the two rows: cut what hangs out of the plate.
        canvas.cut(2, 1, bytes([256 - (1 << height - 8)]) * 16)


def _side(canvas: "Canvas", side: str, word: str) -> None:
    """The side in large letters at the right edge, with arrows that point to it."""
    width = MEDIUM.width(word)
    right = WIDTH - 2
    if side != "left":
        right -= width_of(pictures.SIDE_ARROW) + 2
        canvas.picture(right + 2, 0, pictures.SIDE_ARROW)
    if side != "right":
        x = right - width - width_of(pictures.SIDE_ARROW) - 2
        canvas.picture(x, 0, pictures.SIDE_ARROW, True)
    canvas.text(right - width, 0, word, width, MEDIUM)


def _small_side(canvas: "Canvas", side: str, word: str, x: int, width: int) -> None:
    """The side in small letters, arrows beneath, to leave room for an area's name."""
    canvas.text(x, 0, word, width, SMALL, CENTER)
    if side != "right":
        canvas.picture(x, 1, pictures.SMALL_ARROW, True)
    if side != "left":
        canvas.picture(x + width - width_of(pictures.SMALL_ARROW), 1, pictures.SMALL_ARROW)


def locator(canvas: "Canvas", place: "Pictured", side: str, row: int) -> None:
    """Where ``place`` is: a body outline 56 x 48 px at the left edge, the place marked.

    ``place``: with a picture; without a mark that is all.
    """
    picture, shown = PICTURES[place.picture]
    is_right = side == "right"
    if shown == "both":
        canvas.picture(0, row, picture)
        canvas.picture(width_of(picture), row, picture, True)
    else:
        canvas.picture(0, row, picture, is_right != (shown == "right"))
    if place.spot is None:
        return
    mark_x, mark_y = place.spot.x_px, row * 8 + place.spot.y_px
    if shown == "both":
        if side != "right":
            canvas.mark(mark_x, mark_y)
        if side != "left":
            canvas.mark(LOCATOR_WIDTH_PX - mark_x, mark_y)
        return
    canvas.mark(LOCATOR_WIDTH_PX - 1 - mark_x if is_right else mark_x, mark_y)


def dots(canvas: "Canvas", where: "Whereabouts", x: int, row: int, rows: int = 2) -> None:
    """Repetitions as dots on two rows: done, this one, still to come.

    Many are numbers; on one row more than five are a text.
    """
    now, whole = where.repetition, where.repetitions
    if not now or not whole:
        return
    said = canvas.say("of", now, whole)
    if whole > 5 and rows == 1:
        canvas.text(x, row, said, WIDTH - x)
        return
    if whole > 10:
        canvas.text(x, row, "{}/{}".format(now, whole), WIDTH - x, MEDIUM)
        return
    canvas.lines.append(said)
    if whole <= 4 and rows == 2:
        looks = (pictures.DOT_DONE, pictures.DOT_NOW, pictures.DOT_NEXT)
        pitch, in_line = 14, whole
    else:
        looks = (pictures.SMALL_DONE, pictures.SMALL_NOW, pictures.SMALL_NEXT)
        pitch, in_line = 10, 5
    for index in range(whole):
        look = looks[0 if index + 1 < now else 1 if index + 1 == now else 2]
        canvas.picture(x + index % in_line * pitch, row + index // in_line, look)
