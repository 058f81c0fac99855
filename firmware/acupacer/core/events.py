"""What crosses the line between core and board: inputs in, effects out.

Inputs are past events ("buttons changed"), effects are orders ("set motor").
Times are integer milliseconds of a clock that only grows; every quantity carries
its unit in its name. All are plain values: equal when of one type with equal
fields.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar, Protocol, dataclass_transform

    class View(Protocol):
        """One screen's facts, as a board sees them."""

        screen: str

        def as_dict(self) -> "dict[str, object]":
            """The facts by name, ``screen`` among them."""

    @dataclass_transform()
    class _Fields:
        """Type checkers read a constructor off the annotations below such a class."""

else:
    _Fields = object

START = 1
NEXT = 2
STOP = 4
BUTTONS = ((START, "START"), (NEXT, "NEXT"), (STOP, "STOP"))

# Names of the files a board's store keeps; nothing outside this list is ever opened.
FACTORY_FILE = "factory.json"  # the built-in routines; read-only
ROUTINES_FILE = "routines.json"
# What spares a power-up the scan of each, on boards that keep it (see ``routine.index``).
FACTORY_INDEX_FILE = "factory.index"  # read-only
INDEX_FILE = "routines.index"
HISTORY_FILE = "history.jsonl"
SETTINGS_FILE = "settings.json"
FAULT_FILE = "fault.txt"  # what ended the program; the board writes it, the link reads it


class Value(_Fields):
    """Made of the values of the fields named in ``FIELDS``, in that order."""

    FIELDS: "ClassVar[tuple[str, ...]]" = ()

    def __init__(self, *values: object) -> None:
        for name, value in zip(self.FIELDS, values):
            setattr(self, name, value)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __repr__(self) -> str:
        pairs = ["{}={!r}".format(name, getattr(self, name)) for name in self.FIELDS]
        return "{}({})".format(type(self).__name__, ", ".join(pairs))


# --- inputs -----------------------------------------------------------------------


class ButtonsChanged(Value):
    """The raw contacts changed. ``pressed``: START | NEXT | STOP bits now closed.

    Not debounced: the core does that, the same on every board.
    """

    FIELDS = ("pressed",)
    pressed: int


class BytesReceived(Value):
    """Bytes came in on the serial link. Boards hand over at most 512 in one step."""

    FIELDS = ("data",)
    data: bytes


class Stored(Value):
    """A Commit or Append is safe on the medium (synced); a StageWrite or Discard is done.

    What is staged need not be safe before its Commit is.
    """

    FIELDS = ("ticket",)
    ticket: int


class ReadDone(Value):
    """A Read is answered. Fewer bytes than asked for: the file ends there."""

    FIELDS = ("ticket", "data")
    ticket: int
    data: bytes


class StoreFailed(Value):
    """A storage effect failed. ``reason``: absent, full, read_only or io."""

    FIELDS = ("ticket", "reason")
    ticket: int
    reason: str


class EdgeApplied(Value):
    """An output edge happened. ``error_us``: its real time minus ``at_ms``.

    Measured by the board right after it drove the pin, never derived; boards send
    none where time is scaled or virtual.
    """

    FIELDS = ("at_ms", "error_us")
    at_ms: int
    error_us: int


class PulseCapped(Value):
    """A pulse of ``output`` (motor or tone) lasted until its cap and was cut by the board.

    No cue is that long: something held the device up, or its cap is set too short.
    """

    FIELDS = ("output",)
    output: str


class PanelChanged(Value):
    """The panel was found (True) or stopped answering (False)."""

    FIELDS = ("is_found",)
    is_found: bool


class ClockRead(Value):
    """What the wall clock says now: Unix seconds, minutes east of UTC, trusted or not.

    Trusted: synchronised, or set by the host since power-up. Sent at start, after
    SetClock and whenever the board sees the clock jump or the zone change.
    """

    FIELDS = ("epoch_s", "offset_min", "is_trusted")
    epoch_s: int
    offset_min: int
    is_trusted: bool


# --- effects ----------------------------------------------------------------------


class SetMotor(Value):
    """Drive the motor. ``duty_pct``: 0 (off) to 100 (the configured full strength).

    ``at_ms``: the instant the edge was due, so that a board can measure its error.
    """

    FIELDS = ("duty_pct", "at_ms")
    duty_pct: int
    at_ms: int


class SetTone(Value):
    """Sound the buzzer at ``freq_hz`` (0: silent). ``at_ms`` as for SetMotor."""

    FIELDS = ("freq_hz", "at_ms")
    freq_hz: int
    at_ms: int


class ShowView(Value):
    """What the panel should say from now on: see ``screen.views``.

    The board needs no code for it: it asks ``Device.next_window`` for the bytes.
    Traces and mirrors read it.
    """

    FIELDS = ("view",)
    view: "View"


class SetPanel(Value):
    """Panel brightness in percent; 0 switches the panel dark (its RAM is kept)."""

    FIELDS = ("contrast_pct",)
    contrast_pct: int


class Send(Value):
    """Write bytes to the serial link; dropped when nobody reads, never blocking."""

    FIELDS = ("data",)
    data: bytes


class StageWrite(Value):
    """Write ``data`` at ``offset`` of the staging copy of ``name``; offset 0 starts it."""

    FIELDS = ("ticket", "name", "offset", "data")
    ticket: int
    name: str
    offset: int
    data: bytes


class Commit(Value):
    """Atomically replace ``name`` by its staging copy, which must be ``length`` bytes."""

    FIELDS = ("ticket", "name", "length")
    ticket: int
    name: str
    length: int


class Discard(Value):
    """Drop the staging copy of ``name``; fine when there is none."""

    FIELDS = ("ticket", "name")
    ticket: int
    name: str


class Read(Value):
    """Read up to ``length`` bytes of ``name`` from ``offset`` (see ReadDone)."""

    FIELDS = ("ticket", "name", "offset", "length")
    ticket: int
    name: str
    offset: int
    length: int


class Append(Value):
    """Append ``data`` (whole lines) to ``name`` and sync it."""

    FIELDS = ("ticket", "name", "data")
    ticket: int
    name: str
    data: bytes


class SetClock(Value):
    """Set the wall clock: Unix seconds and minutes east of UTC; answer with ClockRead.

    ``zone_changes``: when that offset changes next, see ``clock.wall_clock.offset_at``.
    """

    FIELDS = ("epoch_s", "offset_min", "zone_changes")
    epoch_s: int
    offset_min: int
    zone_changes: "list[list[int]]"


class Reset(Value):
    """Restart the device, outputs low first. Never sent while a session runs.

    ``to_loader``: into the chip's loader, which takes a new firmware image; only where
    ``DeviceConfig.has_loader``.
    """

    FIELDS = ("to_loader",)
    to_loader: bool


class Warn(Value):
    """Put ``text`` into the system's journal, where the board has one: see ``Storage.warn``."""

    FIELDS = ("text",)
    text: str


class PowerOff(Value):
    """Shut the board down cleanly, outputs low first."""
