"""What crosses the line between core and board: inputs in, effects out.

Inputs are past events ("buttons changed"), effects are orders ("set motor").
Times are integer milliseconds of a clock that only grows; every quantity carries
its unit in its name. All are plain values: equal when of one type with equal
fields.
"""

START = 1
NEXT = 2
STOP = 4
BUTTONS = ((START, "START"), (NEXT, "NEXT"), (STOP, "STOP"))

# Names of the files a board's store keeps; nothing outside this list is ever opened.
FACTORY_FILE = "factory.json"  # the built-in routines; read-only
ROUTINES_FILE = "routines.json"
HISTORY_FILE = "history.jsonl"
SETTINGS_FILE = "settings.json"


class Value:
    """Equality, hash and text by the fields named in ``FIELDS``."""

    FIELDS: "tuple[str, ...]" = ()

    def values(self) -> "tuple[object, ...]":
        """The fields' values, in the order of ``FIELDS``."""
        return tuple([getattr(self, name) for name in self.FIELDS])

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.values() == other.values()

    def __hash__(self) -> int:
        return hash(self.values())

    def __repr__(self) -> str:
        pairs = ["{}={!r}".format(name, getattr(self, name)) for name in self.FIELDS]
        return "{}({})".format(type(self).__name__, ", ".join(pairs))


# --- inputs -----------------------------------------------------------------------


class ButtonsChanged(Value):
    """The raw contacts changed. ``pressed``: START | NEXT | STOP bits now closed.

    Not debounced: the core does that, the same on every board.
    """

    FIELDS = ("pressed",)

    def __init__(self, pressed: int) -> None:
        self.pressed = pressed


class BytesReceived(Value):
    """Bytes came in on the serial link. Boards hand over at most 512 in one step."""

    FIELDS = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data


class Stored(Value):
    """A StageWrite, Commit, Discard or Append is safe on the medium (synced)."""

    FIELDS = ("ticket",)

    def __init__(self, ticket: int) -> None:
        self.ticket = ticket


class ReadDone(Value):
    """A Read is answered. Fewer bytes than asked for: the file ends there."""

    FIELDS = ("ticket", "data")

    def __init__(self, ticket: int, data: bytes) -> None:
        self.ticket = ticket
        self.data = data


class StoreFailed(Value):
    """A storage effect failed. ``reason``: absent, full, read_only or io."""

    FIELDS = ("ticket", "reason")

    def __init__(self, ticket: int, reason: str) -> None:
        self.ticket = ticket
        self.reason = reason


class EdgeApplied(Value):
    """An output edge happened. ``error_us``: its real time minus ``at_ms``.

    Measured by the board right after it drove the pin, never derived; boards send
    none where time is scaled or virtual.
    """

    FIELDS = ("at_ms", "error_us")

    def __init__(self, at_ms: int, error_us: int) -> None:
        self.at_ms = at_ms
        self.error_us = error_us


class PanelChanged(Value):
    """The panel was found (True) or stopped answering (False)."""

    FIELDS = ("is_found",)

    def __init__(self, is_found: bool) -> None:
        self.is_found = is_found


class ClockRead(Value):
    """What the wall clock says now: Unix seconds, minutes east of UTC, trusted or not.

    Trusted: synchronised, or set by the host since power-up. Sent at start, after
    SetClock and whenever the board sees the clock jump.
    """

    FIELDS = ("epoch_s", "offset_min", "is_trusted")

    def __init__(self, epoch_s: int, offset_min: int, is_trusted: bool) -> None:
        self.epoch_s = epoch_s
        self.offset_min = offset_min
        self.is_trusted = is_trusted


# --- effects ----------------------------------------------------------------------


class SetMotor(Value):
    """Drive the motor. ``duty_pct``: 0 (off) to 100 (the configured full strength).

    ``at_ms``: the instant the edge was due, so that a board can measure its error.
    """

    FIELDS = ("duty_pct", "at_ms")

    def __init__(self, duty_pct: int, at_ms: int) -> None:
        self.duty_pct = duty_pct
        self.at_ms = at_ms


class SetTone(Value):
    """Sound the buzzer at ``freq_hz`` (0: silent). ``at_ms`` as for SetMotor."""

    FIELDS = ("freq_hz", "at_ms")

    def __init__(self, freq_hz: int, at_ms: int) -> None:
        self.freq_hz = freq_hz
        self.at_ms = at_ms


class ShowView(Value):
    """What the panel should say from now on: see ``views``.

    The board needs no code for it: it asks ``Device.next_window`` for the bytes.
    Traces and mirrors read it.
    """

    FIELDS = ("view",)

    def __init__(self, view: "dict[str, object]") -> None:
        self.view = view

    def __hash__(self) -> int:
        return hash(repr(sorted(self.view)))


class SetPanel(Value):
    """Panel brightness in percent; 0 switches the panel dark (its RAM is kept)."""

    FIELDS = ("contrast_pct",)

    def __init__(self, contrast_pct: int) -> None:
        self.contrast_pct = contrast_pct


class Send(Value):
    """Write bytes to the serial link; dropped when nobody reads, never blocking."""

    FIELDS = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data


class StageWrite(Value):
    """Write ``data`` at ``offset`` of the staging copy of ``name``; offset 0 starts it."""

    FIELDS = ("ticket", "name", "offset", "data")

    def __init__(self, ticket: int, name: str, offset: int, data: bytes) -> None:
        self.ticket = ticket
        self.name = name
        self.offset = offset
        self.data = data


class Commit(Value):
    """Atomically replace ``name`` by its staging copy, which must be ``length`` bytes."""

    FIELDS = ("ticket", "name", "length")

    def __init__(self, ticket: int, name: str, length: int) -> None:
        self.ticket = ticket
        self.name = name
        self.length = length


class Discard(Value):
    """Drop the staging copy of ``name``; fine when there is none."""

    FIELDS = ("ticket", "name")

    def __init__(self, ticket: int, name: str) -> None:
        self.ticket = ticket
        self.name = name


class Read(Value):
    """Read up to ``length`` bytes of ``name`` from ``offset`` (see ReadDone)."""

    FIELDS = ("ticket", "name", "offset", "length")

    def __init__(self, ticket: int, name: str, offset: int, length: int) -> None:
        self.ticket = ticket
        self.name = name
        self.offset = offset
        self.length = length


class Append(Value):
    """Append ``data`` (whole lines) to ``name`` and sync it."""

    FIELDS = ("ticket", "name", "data")

    def __init__(self, ticket: int, name: str, data: bytes) -> None:
        self.ticket = ticket
        self.name = name
        self.data = data


class SetClock(Value):
    """Set the wall clock: Unix seconds and minutes east of UTC; answer with ClockRead."""

    FIELDS = ("epoch_s", "offset_min")

    def __init__(self, epoch_s: int, offset_min: int) -> None:
        self.epoch_s = epoch_s
        self.offset_min = offset_min


class Reset(Value):
    """Restart the device, outputs low first. Never sent while a session runs."""


class PowerOff(Value):
    """Shut the board down cleanly, outputs low first."""
