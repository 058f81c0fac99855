"""The device's clock beside this computer's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ..errors import Refused
from . import zone
from .client import Client
from .replies import DeviceClock

WITHIN_S = 2.0  # a clock read over the link is right to about this
CORRECTS_IT = "acupacer clock --set corrects it"
OFF_S = 60  # a clock that is further off is wrong


def device_clock(client: Client) -> str:
    """The device's local time, "" when it does not know it."""
    try:
        return client.clock().time
    except Refused:
        return ""


def now() -> datetime:
    """This computer's local time with its zone."""
    return datetime.now().astimezone()


def now_text() -> str:
    """The same as a device takes it."""
    return now().isoformat(timespec="seconds")


def offset(time: str) -> timedelta:
    """How far the device's ``time`` is ahead of this computer's."""
    return datetime.fromisoformat(time) - now()


def describe(time: str) -> str:
    """The device's time ("": not set), how far it is off, and what to do, in words."""
    if not time:
        return "not set; set it with acupacer clock --set"
    if abs(offset(time).total_seconds()) <= WITHIN_S:
        return f"{time} (as this computer's)"
    return f"{time} ({off_words(time)}; {CORRECTS_IT})"


def off_words(time: str) -> str:
    """``0:05:00 ahead of this computer's``."""
    off_s = offset(time).total_seconds()
    off = timedelta(seconds=round(abs(off_s)))
    side = "ahead of" if off_s > 0 else "behind"
    return f"{off} {side} this computer's"


def set_now(client: Client) -> None:
    """Set the device's clock to this computer's time and zone, with what comes of that."""
    client.set_clock(now_text, zone_changes(int(now().timestamp())))


def zone_changes(from_s: int) -> list[list[int]]:
    """The next changes of this computer's zone, as a device is told them (``zone.changes``)."""
    return zone.changes(from_s, _offset_min)


def _offset_min(epoch_s: int) -> int:
    local = datetime.fromtimestamp(epoch_s, UTC).astimezone()
    return int((local.utcoffset() or timedelta()).total_seconds()) // 60


def keep_right(client: Client) -> str:
    """Set the device's clock if it is not set, off, or of another zone.

    So it is when the device knows other changes of the zone to come, or none. What was done,
    in words; "" when time and zone were right.
    """
    try:
        known = client.clock()
    except Refused:
        known = DeviceClock("", None)
    before = known.time
    if _is_right(before):
        if not _knows_what_comes(known):
            set_now(client)
        return ""
    set_now(client)
    after = device_clock(client)
    if not _is_right(after):
        return (
            f"the device's clock stays at {after}: something there keeps its time; "
            "is this computer's right?"
        )
    if not before:
        return f"the device's clock was not set; now it is: {after}"
    if abs(offset(before).total_seconds()) <= OFF_S:
        return f"the device's clock has this computer's zone now: {after}"
    return f"the device's clock was wrong ({before}); now it is right: {after}"


def _knows_what_comes(known: DeviceClock) -> bool:
    """Whether the device follows this computer's zone by itself, or cannot be told."""
    if known.zone_changes is None:
        return True
    now_s = int(now().timestamp())
    own = zone_changes(now_s)
    to_come = [list(change) for change in known.zone_changes if change[0] > now_s]
    return to_come == own[: len(to_come)] and bool(to_come or not own)


def _is_right(time: str) -> bool:
    if not time:
        return False
    read = datetime.fromisoformat(time)
    is_near = abs(offset(time).total_seconds()) <= OFF_S
    return is_near and read.utcoffset() == now().utcoffset()
