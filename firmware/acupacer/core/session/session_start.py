"""What a session begins with: all that a device has to know to play it again."""

from ..events import Value
from ..progress.prescriptions import Prescription

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class SessionStart(Value):
    """A device and its user at the moment a session begins; the first line of its log.

    ``routine``, ``digest``: id of what is played, and which text of it. ``start_ms``: uptime.
    ``record_id``, ``session_id``: the next numbers of the history. ``idle_ms``: since the
    last press. ``buttons``: see ``Buttons.rows``. ``wall``: see ``WallClock.row``. ``doses``:
    one per step. ``taken_up``: [step, side, repetition] after a power loss, or [].
    ``settings``: [name, value] of each. ``reasons``: a list of words per step.
    ``progress``: checkpoint rows of what concerns the routine; no safety answers.
    """

    FIELDS = (
        "routine",
        "digest",
        "start_ms",
        "record_id",
        "session_id",
        "idle_ms",
        "buttons",
        "wall",
        "doses",
        "taken_up",
        "settings",
        "reasons",
        "progress",
    )
    routine: str
    digest: str
    start_ms: int
    record_id: int
    session_id: int
    idle_ms: int
    buttons: "list[list[int]]"
    wall: "list[int]"
    doses: "list[Prescription]"
    taken_up: "list[Any]"
    settings: "list[list[Any]]"
    reasons: "list[list[str]]"
    progress: "list[list[Any]]"

    def as_row(self) -> "list[Any]":
        """The values of ``FIELDS``, in their order, as JSON has them."""
        return [
            self.routine,
            self.digest,
            self.start_ms,
            self.record_id,
            self.session_id,
            self.idle_ms,
            self.buttons,
            self.wall,
            [dose[:3] + (list(dose.sides),) + dose[4:] for dose in self.doses],
            self.taken_up,
            self.settings,
            self.reasons,
            self.progress,
        ]

    @classmethod
    def from_row(cls, row: "Any") -> "SessionStart":
        """What ``as_row`` made ``row`` of; ValueError: it is of another version."""
        if not isinstance(row, list) or len(row) != len(cls.FIELDS):
            raise ValueError("no start of a session")
        start = cls(*row)
        start.doses = list(map(_dose, row[cls.FIELDS.index("doses")]))
        return start


def _dose(values: "list[Any]") -> Prescription:
    hold_s, window_s, repetitions, sides, level, most_s = values
    return Prescription(hold_s, window_s, repetitions, tuple(sides), level, most_s)
