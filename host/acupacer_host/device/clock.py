"""The device's clock beside this computer's."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..errors import Refused
from .client import Client

WITHIN_S = 2.0  # a clock read over the link is right to about this


def device_clock(client: Client) -> str:
    """The device's local time, "" when it does not know it."""
    try:
        return client.clock()
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
    """The device's time ("": not set) and how far it is off, in words."""
    if not time:
        return "not set; set it with acupacer clock --set"
    off_s = offset(time).total_seconds()
    if abs(off_s) <= WITHIN_S:
        return f"{time} (as this computer's)"
    off = timedelta(seconds=round(abs(off_s)))
    side = "ahead of" if off_s > 0 else "behind"
    return f"{time} ({off} {side} this computer's; acupacer clock --set corrects it)"
