"""What the lines of the history say: a class for each kind of record.

A line is an object of JSON (see ``history``); ``history.decode`` makes one of these of it,
once, and nobody past it sees the JSON. A class lists its kind's own ``field_names`` as the line
calls them, in the order they are written; its attributes say the same in the program's
words. Steps count from 0, repetitions from 1; times of pressure are as delivered, in ms. A
place is its identity (``known_places``): version 0.1.0 wrote an area's text, which is read as
it was meant. A base is called by its name: ``super()`` takes a Pico some 9 ms more for a full
history, and 32 bytes for each function.
"""

from ..routine.known_places import identity
from .sums import SideSum, add

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NamedTuple

    # An object of JSON, as the line had it.
    Fields = dict[str, Any]
else:
    from ..named_tuples import NamedTuple

# What a session asked of one step when it began. hold_s: of a hold or a spot; window_s: both
# 0 where there is none. sides: in the order they are offered. every: finished sessions a
# level takes; top_level: the last.
StepDose = NamedTuple(
    "StepDose",
    (
        ("step", int),
        ("method", str),
        ("place", str),
        ("level", int),
        ("hold_s", int),
        ("window_s", int),
        ("repetitions", int),
        ("sides", "list[str]"),
        ("every", int),
        ("top_level", int),
    ),
)


def dose_of(values: "list[Any]") -> StepDose:
    """What a line says of one step."""
    return StepDose(values[0], values[1], identity(values[2]), *values[3:])


def sums_of(rows: "list[list[Any]]") -> "list[SideSum]":
    """The sums a line says; several of one place are one."""
    found: "list[SideSum]" = []
    for place, side, ms in rows:
        add(found, identity(place), side, ms)
    return found


# Where the place stands in a row of a checkpoint.
_PLACE_AT = {
    "place": 1,
    "pair": 2,
    "unsaid": 3,
    "grown": 2,
    "open": 8,
    "open_dose": 3,
    "open_asked": 1,
    "open_given": 1,
    "open_counted": 1,
}


def meant(row: "list[Any]") -> "list[Any]":
    """A row of a checkpoint with its place as it was meant."""
    at = _PLACE_AT.get(row[0], 0)
    return row[:at] + [identity(row[at])] + row[at + 1 :] if at else row


class Record:
    """What every record says; a kind that this program does not know says no more.

    ``id`` grows by one. ``session`` numbers sessions from 1; 0: it belongs to none.
    ``time_s``: Unix seconds of a trusted clock, or None; ``offset_min``: minutes east of
    UTC then. ``up_ms``: since power-up. ``day_ends_h``: the hour at which the user's day ended
    then. A line without one of these says that there is none.
    """

    kind = ""
    field_names: "tuple[str, ...]" = ()

    def __init__(self, fields: "Fields") -> None:
        self.id: int = fields.get("id", -1)
        self.session: int = fields.get("session", 0)
        self.time_s: "int | None" = fields.get("time")
        self.offset_min: "int | None" = fields.get("offset")
        self.up_ms: int = fields.get("up", 0)
        self.day_ends_h: int = fields.get("day_ends_h", 0)


# --- a session's, in the order they come ----------------------------------------------


class Prescribed(Record):
    """What a session asks for: goes on a ``Started`` that would not fit its line."""

    kind = "prescribed"
    field_names: "tuple[str, ...]" = ("doses", "asked")

    def __init__(self, fields: "Fields") -> None:
        Record.__init__(self, fields)
        self.doses = [dose_of(dose) for dose in fields["doses"]]
        self.asked = sums_of(fields["asked"])


class Started(Prescribed):
    """A session began. ``routine``: its id; ``digest`` of the routine's text."""

    kind = "started"
    field_names = ("routine", "digest", "doses", "asked")

    def __init__(self, fields: "Fields") -> None:
        Prescribed.__init__(self, fields)
        self.routine: str = fields["routine"]
        self.digest: str = fields["digest"]


class Press(Record):
    """What begin and end of a repetition say: where it is."""

    field_names: "tuple[str, ...]" = ("step", "repetition", "key", "side")

    def __init__(self, fields: "Fields") -> None:
        Record.__init__(self, fields)
        self.step: int = fields["step"]
        self.repetition: int = fields["repetition"]
        self.place = identity(fields["key"])
        self.side: str = fields["side"]


class PressBegin(Press):
    """A repetition is about to begin; stored before its pressure starts."""

    kind = "begin"


class PressEnd(Press):
    """Pressure ended: of a repetition, or of the part of one before a pause."""

    kind = "end"
    field_names = Press.field_names + ("ms",)

    def __init__(self, fields: "Fields") -> None:
        Press.__init__(self, fields)
        self.pressed_ms: int = fields["ms"]


class Ended(Record):
    """A session ended. ``how``: finished, ended_early, stopped or power_lost.

    ``given``: sums of pressure, or none when they would not fit. ``spots``: seconds of each.
    ``pauses``: how many. ``error_us``: [worst, mean] of the cues' edges, or None when not
    measured.
    """

    kind = "ended"
    field_names = ("how", "given", "spots", "pauses", "error_us")

    def __init__(self, fields: "Fields") -> None:
        Record.__init__(self, fields)
        self.how: str = fields["how"]
        self.given = sums_of(fields["given"])
        self.spots: "list[int]" = fields["spots"]
        self.pauses: int = fields["pauses"]
        self.error_us: "list[int] | None" = fields["error_us"]


class TooMuchAnswer(Record):
    """The answer to "too much?": yes, no or not_said; what was pressed last, or ""."""

    kind = "answer"
    field_names = ("answer", "method", "key")

    def __init__(self, fields: "Fields") -> None:
        Record.__init__(self, fields)
        self.answer: str = fields["answer"]
        self.method: str = fields["method"]
        self.place = identity(fields["key"])


class HelpedAnswer(Record):
    """The answer to "did it help?": better, same or worse, after a session of ``routine``."""

    kind = "helped"
    field_names = ("helped", "routine")

    def __init__(self, fields: "Fields") -> None:
        Record.__init__(self, fields)
        self.helped: str = fields["helped"]
        self.routine: str = fields["routine"]


# --- the others -----------------------------------------------------------------------


class ProfileAnswer(Record):
    """One answer of the profile: a flag of ``safety.FLAGS``, and whether it is so."""

    kind = "profile"
    field_names = ("flag", "yes")

    def __init__(self, fields: "Fields") -> None:
        Record.__init__(self, fields)
        self.flag: str = fields["flag"]
        self.is_yes: bool = fields["yes"]


class Accepted(Record):
    """``what`` was accepted, red_flags or a routine's id, as it stood under ``digest``."""

    kind = "accepted"
    field_names = ("what", "hash")

    def __init__(self, fields: "Fields") -> None:
        Record.__init__(self, fields)
        self.what: str = fields["what"]
        self.digest: str = fields["hash"]


class NewDay(Record):
    """The user's word that a new day has begun, when no clock knows."""

    kind = "new_day"


class ClockNoted(Record):
    """A trusted clock, read while counts had no time of their own, or one ahead of it."""

    kind = "clock"


class Trained(Record):
    """In the trainer the cue ``played`` was felt and called ``named``."""

    kind = "trained"
    field_names = ("played", "named")

    def __init__(self, fields: "Fields") -> None:
        Record.__init__(self, fields)
        self.played: str = fields["played"]
        self.named: str = fields["named"]


class Dropped(Record):
    """There was no room for ``records`` so far: they were never stored, or made room."""

    kind = "dropped"
    field_names = ("records",)

    def __init__(self, fields: "Fields") -> None:
        Record.__init__(self, fields)
        self.records: int = fields["records"]


class RoutinesPushed(Record):
    """A routines file is about to be put in place. ``sha``: how its SHA-256 begins."""

    kind = "routines"
    field_names = ("sha",)

    def __init__(self, fields: "Fields") -> None:
        Record.__init__(self, fields)
        self.sha: str = fields["sha"]


class Checkpoint(Record):
    """All that the records before it amount to, in parts: see ``Progress.checkpoint``."""

    kind = "checkpoint"
    field_names = ("rows",)

    def __init__(self, fields: "Fields") -> None:
        Record.__init__(self, fields)
        self.rows: "list[list[Any]]" = fields["rows"]


KINDS: "dict[str, type[Record]]" = {
    record_class.kind: record_class
    for record_class in (
        Started,
        Prescribed,
        PressBegin,
        PressEnd,
        Ended,
        TooMuchAnswer,
        HelpedAnswer,
        ProfileAnswer,
        Accepted,
        NewDay,
        ClockNoted,
        Trained,
        Dropped,
        RoutinesPushed,
        Checkpoint,
    )
}
