"""A routine as the program plays it: made once by the parser, never changed.

Attributes are called as the fields of the document; what they may hold is in ``fields``. A
constructor takes all of a table's fields in the table's order (of a step's place the ``Place``
alone, and not its sources, which only people read), None for one that is absent and has no
default. Times are whole seconds.

Only ``step_rules`` may see a part with faults: there an unsound field is None, whatever its
type says. Such a part never leaves the parser.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NamedTuple

    from .places import Place
else:
    from ..named_tuples import NamedTuple


EVERY = 3  # finished sessions per level where a step has no dose of its own (design)


class Dose:
    """How long a hold, or a spot of a window, is: ``start_s`` at level 0, then longer.

    It grows by ``step_s`` a level up to ``max_s``, and by a level after ``every`` finished
    sessions on different days.
    """

    is_open = False

    def __init__(self, start_s: int, max_s: int, step_s: int, every: int) -> None:
        self.start_s = start_s
        self.max_s = max_s
        self.step_s = step_s
        self.every = every

    def seconds_at(self, level: int) -> int:
        """Its length at ``level`` (from 0), in seconds."""
        return min(self.max_s, self.start_s + level * self.step_s)

    @property
    def top_level(self) -> int:
        """The first level at which it is at its ``max_s``; 0 when it does not grow."""
        return -((self.start_s - self.max_s) // self.step_s) if self.step_s else 0


class OpenHold(Dose):
    """A hold that ends by a key, from ``start_s`` on as done; at ``max_s`` it ends itself.

    It asks for ``start_s`` and never grows.
    """

    is_open = True

    def __init__(self, start_s: int, max_s: int) -> None:
        super().__init__(start_s, max_s, 0, EVERY)


class Window(Dose):
    """Free time for spots: as long as its dose says, ``gap_s`` at least between two spots.

    ``optional``: the user is asked whether to have it at all.
    """

    def __init__(
        self, start_s: int, max_s: int, step_s: int, every: int, optional: bool, gap_s: int
    ) -> None:
        super().__init__(start_s, max_s, step_s, every)
        self.optional = optional
        self.gap_s = gap_s


class Movement:
    """A movement on balls, a ball or a roller: out, stay, back, ``repetitions`` times.

    ``arms``: those lifted, in turn, or none.
    """

    def __init__(
        self, repetitions: int, out_s: int, stay_s: int, back_s: int, arms: "tuple[str, ...]"
    ) -> None:
        self.repetitions = repetitions
        self.out_s = out_s
        self.stay_s = stay_s
        self.back_s = back_s
        self.arms = arms if arms is None else tuple(arms)

    @property
    def cycle_s(self) -> int:
        """Seconds of one repetition."""
        return self.out_s + self.stay_s + self.back_s


class Step:
    """One place and what is done there by one method.

    ``place``: that of its point, place or area; of a move what its exercise is called.
    ``short``: what the header calls it, or "". ``hold`` and its
    ``repetitions`` are by hand, of a ball or a move, ``movement`` is of balls, ball and
    roller, ``window`` with its ``spot`` of gun and roller; what it has not is None.
    ``balls``, ``position``: how many balls of a ball, and whether one lies on them.
    ``sides``: those pressed, in order; ``alternate``: in turn, a hold each. ``text``: what
    the prompt says, a page each.
    """

    def __init__(
        self,
        method: str,
        place: "Place",
        short: "str | None",
        balls: int,
        position: str,
        sides: "tuple[str, ...]",
        alternate: bool,
        text: "tuple[str, ...]",
        get_ready_s: int,
        rest_s: int,
        switch_side_s: int,
        repetitions: int,
        hold: "Dose | None",
        movement: "Movement | None",
        window: "Window | None",
        spot: "Dose | None",
    ) -> None:
        self.method = method
        self.place = place
        self.short = short or ""
        self.balls = balls
        self.position = position
        self.sides = sides if sides is None else tuple(sides)
        self.alternate = alternate
        self.text = tuple(text)
        self.get_ready_s = get_ready_s
        self.rest_s = rest_s
        self.switch_side_s = switch_side_s
        self.repetitions = repetitions
        self.hold = hold
        self.movement = movement
        self.window = window
        self.spot = spot

    @property
    def place_id(self) -> str:
        """What its place is called on record."""
        return self.place.id

    @property
    def is_pressed(self) -> bool:
        """Something presses: it counts, for its place, too."""
        return self.method != "move"

    @property
    def timed(self) -> "Dose | None":
        """The dose of its hold, or of its spots."""
        return self.hold or self.spot

    @property
    def doses(self) -> "list[Dose]":
        """Everything in it that grows."""
        return [dose for dose in (self.hold, self.spot, self.window) if dose is not None]


class Routine:
    """Steps in order. ``cautions``: the author's own, shown before the first run."""

    def __init__(
        self,
        id: str,
        title: str,
        about: str,
        cautions: "tuple[str, ...]",
        steps: "tuple[Step, ...]",
    ) -> None:
        self.id = id
        self.title = title
        self.about = about
        self.cautions = tuple(cautions)
        self.steps = steps


# --- what the index keeps ---------------------------------------------------------

# Where a step presses and by what method, without its numbers. step: from 1. place: its id on
# record. name: what it is called, a wording. avoid_when: flags that exclude it, with blanks
# between.
StepPlace = NamedTuple(
    "StepPlace",
    (
        ("step", int),
        ("method", str),
        ("place", str),
        ("name", "str | tuple[tuple[str, str], ...]"),
        ("avoid_when", str),
    ),
)

# What the device remembers of a routine it can open.
# offset, length: its bytes within the document. digest: 12 hex digits that change when they do,
# or a definition of its places.
# minutes: how long it takes at its start doses, rounded up. methods: in the order of first
# use. places: one for every step. cautions_hash: 12 hex digits that change when what must
# be accepted before the first run changes. definitions: of its places, offset and length of
# each within the document.
Entry = NamedTuple(
    "Entry",
    (
        ("id", str),
        ("title", str),
        ("offset", int),
        ("length", int),
        ("digest", str),
        ("minutes", int),
        ("methods", "tuple[str, ...]"),
        ("places", "tuple[StepPlace, ...]"),
        ("cautions_hash", str),
        ("definitions", "tuple[tuple[int, int], ...]"),
    ),
)
