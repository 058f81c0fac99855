"""What a device answers, as classes: a reply's fields are checked once, as they come in.

Fields this program does not know are passed over, so that a later firmware may say more.
``of`` raises BadReply for a reply that lacks what it must have.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import BadReply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TypeVar

    Value = TypeVar("Value")


@dataclass(frozen=True)
class Params:
    """How long a message may be (bytes) and how many the device can hold."""

    buf_size: int
    buf_count: int

    @classmethod
    def of(cls, reply: Mapping[Any, Any]) -> Params:
        """From the reply to a params request."""
        return cls(field(reply, "buf_size", int), field(reply, "buf_count", int))


@dataclass(frozen=True)
class Hello:
    """Who a device is. ``routines_sha``: hex SHA-256 of its stored file, "" for none.

    ``has_loader``: ``Client.reset`` can lead into its loader; ``fault_bytes``: length of
    the faults it keeps, 0 for none. ``number``: another after every change on the device,
    for the writes that are meant for what it has now; -1: firmware before 0.2.0.
    """

    proto: int
    dev_id: str
    model: str
    fw: str
    routines_bytes: int
    can_deflate: bool
    routines_sha: str
    boot_id: str
    uptime_ms: int
    has_loader: bool = False
    fault_bytes: int = 0
    number: int = -1

    @classmethod
    def of(cls, reply: Mapping[Any, Any]) -> Hello:
        """From the reply to a hello."""
        caps = field(reply, "caps", dict)
        return cls(
            field(reply, "proto", int),
            field(reply, "dev_id", str),
            field(reply, "model", str),
            field(reply, "fw", str),
            field(caps, "routines_bytes", int),
            field(caps, "deflate", bool),
            _hex(field(reply, "routines_sha", bytes)),
            field(reply, "boot_id", str),
            field(reply, "uptime_ms", int),
            optional(caps, "loader", False),
            optional(reply, "fault_bytes", 0),
            optional(reply, "number", -1),
        )


@dataclass(frozen=True)
class DeviceClock:
    """A device's ``time``, local with its zone, as ISO 8601 has it.

    ``zone_changes``: [Unix seconds, minutes east of UTC from then on] of each change of the
    zone that a host told it since power-up; None: firmware that takes none.
    """

    time: str
    zone_changes: list[list[int]] | None

    @classmethod
    def of(cls, reply: Mapping[Any, Any]) -> DeviceClock:
        """From the reply to a datetime request."""
        told = field(reply, "zone_changes", list) if "zone_changes" in reply else None
        return cls(field(reply, "datetime", str), told)


@dataclass(frozen=True)
class State:
    """What a device does now: the fields of the state reply (docs/developer/protocol.md)."""

    state: str
    routine: str
    method: str
    point: str
    area: str
    side: str
    step: int
    steps: int
    repetition: int
    repetitions: int
    remaining_s: int
    routines: int
    notice: str
    has_panel: bool
    has_clock: bool
    motor_capped: int = 0  # firmware before 0.2.0 does not tell
    tone_capped: int = 0
    dropped: int = 0

    @property
    def place(self) -> str:
        """The point's code or the area's text, "" where there is none."""
        return self.point or self.area

    @classmethod
    def of(cls, reply: Mapping[Any, Any]) -> State:
        """From the reply to a state request."""
        return cls(
            field(reply, "state", str),
            field(reply, "routine", str),
            field(reply, "method", str),
            field(reply, "point", str),
            field(reply, "area", str),
            field(reply, "side", str),
            field(reply, "step", int),
            field(reply, "steps", int),
            field(reply, "repetition", int),
            field(reply, "repetitions", int),
            field(reply, "remaining_s", int),
            field(reply, "routines", int),
            field(reply, "notice", str),
            field(reply, "has_panel", bool),
            field(reply, "has_clock", bool),
            optional(reply, "motor_capped", 0),
            optional(reply, "tone_capped", 0),
            optional(reply, "dropped", 0),
        )


@dataclass(frozen=True)
class Screen:
    """The panel: ``page`` is None when it is the one the host has already."""

    number: int
    page: bytes | None

    @classmethod
    def of(cls, reply: Mapping[Any, Any]) -> Screen:
        """From the reply to a screen request."""
        page = field(reply, "page", bytes) if "page" in reply else None
        return cls(field(reply, "number", int), page)


@dataclass(frozen=True)
class Event:
    """``what`` is cue or state; ``value`` its name; at_ms on the device's uptime clock."""

    at_ms: int
    what: str
    value: str


@dataclass(frozen=True)
class Events:
    """What happened, in order; ask from number ``next`` on.

    ``lost``: how many before the first were forgotten.
    """

    events: list[Event]
    next: int
    lost: int

    @classmethod
    def of(cls, reply: Mapping[Any, Any]) -> Events:
        """From the reply to a poll."""
        events = []
        for row in field(reply, "events", list):
            if not isinstance(row, list) or len(row) < 4:
                raise nonsense("events")
            if [type(value) for value in row[:4]] == [int, int, str, str]:
                events.append(Event(*row[1:4]))  # others are of a later firmware
        return cls(events, field(reply, "next", int), field(reply, "lost", int))


@dataclass(frozen=True)
class Choices:
    """What the user has set: ``settings`` by name, ``profile`` flags, None: not answered."""

    settings: dict[str, object]
    profile: dict[str, bool | None]

    @classmethod
    def of(cls, reply: Mapping[Any, Any]) -> Choices:
        """From the reply to a settings request."""
        return cls(field(reply, "settings", dict), field(reply, "profile", dict))


def _hex(data: bytes) -> str:
    """As ``data.hex()``, which on MicroPython is bytes where there are none."""
    return data.hex() if data else ""


def field(reply: Mapping[Any, Any], name: str, kind: type[Value]) -> Value:
    """A field of a reply; raises BadReply when it is missing or of another type."""
    value = reply.get(name)
    if not isinstance(value, kind):
        raise nonsense(name)
    return value


def optional(reply: Mapping[Any, Any], name: str, default: Value) -> Value:
    """A field that some devices leave out; raises BadReply when it is of another type."""
    return field(reply, name, type(default)) if name in reply else default


def nonsense(name: str) -> BadReply:
    """The error for a reply whose field ``name`` cannot be used."""
    return BadReply(
        f"the device's reply has no usable {name!r}: its firmware does not fit this program; "
        "bring both to the same version"
    )
