"""The standard OS group of SMP: echo, date and time, reset, params, info."""

from .. import events
from ..clock import iso_time
from ..errors import LinkError, TimeTextError
from . import smp
from .cbor import Map
from .job import Job
from .request import bad_field, int_field, text_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..clock.clock import Clock
    from ..device_config import DeviceConfig
    from .request import Fields, LastWrite, WriteGate
    from .services import Settings

NORMAL, LOADER = 0, 1  # boot modes of the reset request


class OsGroup:
    """Its commands. ``reset_due``: to be sent once the reply is on its way."""

    def __init__(
        self,
        config: "DeviceConfig",
        clock: "Clock",
        emit: "Callable[[object], None]",
        gate: "WriteGate",
        last_write: "LastWrite",
        settings: "Settings",
    ) -> None:
        self.reset_due: "events.Reset | None" = None
        self._config = config
        self._clock = clock
        self._emit = emit
        self._gate = gate
        self._last_write = last_write
        self._settings = settings
        self._zone_changes: "list[list[int]]" = []

    def echo(self, fields: "Fields") -> Map:
        """{d} -> {r}: the same text back."""
        return Map((("r", text_field(fields, "d")),))

    def params(self, fields: "Fields") -> Map:
        """-> {buf_size, buf_count}: how long a message may be. A new host asks this first."""
        self._last_write.forget()
        return Map((("buf_size", self._config.limits.buf_size), ("buf_count", 1)))

    def reset(self, fields: "Fields") -> "Map | Job":
        """{boot_mode?, force?} -> {}: restart after this, with boot_mode 1 into the loader.

        Busy while a session runs, forced or not, and soon after many writes. What waits to be
        stored goes first.
        """
        boot_mode = int_field(fields, "boot_mode", NORMAL)
        if boot_mode not in (NORMAL, LOADER):
            raise bad_field("boot_mode", "0 (normal) or 1 (into the loader)")
        if boot_mode == LOADER and not self._config.has_loader:
            text = "this device has no loader to enter"
            raise LinkError(smp.NOT_SUPPORTED, "no_loader", text)
        self._gate.check_reset()
        due = events.Reset(boot_mode == LOADER)

        def restart(_: bytes) -> Map:
            self.reset_due = due
            return Map(())

        job = Job()
        # A store that fails does not keep a device from being restarted.
        has_to_wait = self._settings.tell_when_safe(
            lambda data, _: job.advance(job, restart, data, "")
        )
        return job if has_to_wait else restart(b"")

    def info(self, fields: "Fields") -> Map:
        """{format?} -> {output}: names and versions, as ``uname`` would print them.

        Formats: s product, n device id, r and v firmware version, m and p and i model,
        o system, a all; the fields appear in this order.
        """
        letters = text_field(fields, "format") if "format" in fields else "s"
        if not letters or letters.strip("snrvmpioa"):
            raise bad_field("format", "some of s n r v m p i o a")
        config = self._config
        model, version = config.model, config.version
        words = ("acupacer", config.dev_id, version, version, model, model, model, "acupacer")
        wanted = [
            word
            for letter, word in zip("snrvmpio", words)
            if letter in letters or "a" in letters
        ]
        return Map((("output", " ".join(wanted)),))

    def get_datetime(self, fields: "Fields") -> Map:
        """{detail?} -> {datetime}: local time with zone. Refused while the clock is not set.

        With ``detail`` also ``zone_changes``, as they were set since power-up.
        """
        wall = self._clock.wall
        epoch_s = wall.epoch_s(self._clock.now_ms)
        if epoch_s is None:
            text = "the device does not know the time; set it first"
            raise LinkError(smp.BAD_STATE, "clock_not_set", text)
        pairs: "list[tuple[str, Any]]" = [
            ("datetime", iso_time.format_time(epoch_s, wall.offset_min))
        ]
        if fields.get("detail") is True:
            pairs.append(("zone_changes", self._zone_changes))
        return Map(pairs)

    def set_datetime(self, fields: "Fields") -> Map:
        """{datetime, zone_changes?} -> {}: set clock and zone.

        Without a zone in the text it stays; without ``zone_changes`` none are known.
        """
        text = text_field(fields, "datetime")
        parsed = _parsed(text, self._clock.wall.offset_min)
        if parsed is None:
            allowed = "YYYY-MM-DDThh:mm:ss with an optional zone, 2000-2099"
            raise bad_field("datetime", allowed)
        changes = _zone_changes(fields)
        self._gate.check_history(adds=False)
        self._gate.spend()
        self._zone_changes = changes
        self._emit(events.SetClock(parsed[0], parsed[1], changes))
        return Map(())


def _zone_changes(fields: "Fields") -> "list[list[int]]":
    changes: "list[list[int]]" = []
    last_s = 0
    try:
        for since_s, offset_min in fields.get("zone_changes", []):
            if since_s <= last_s or abs(offset_min) > iso_time.OFFSET_MAX_MIN:
                raise ValueError
            last_s = since_s
            changes.append([since_s, offset_min])
    except (TypeError, ValueError):
        allowed = "[Unix seconds, minutes east of UTC] of each, in order of time"
        raise bad_field("zone_changes", allowed)
    return changes


def _parsed(text: str, offset_min: int) -> "tuple[int, int] | None":
    try:
        return iso_time.parse_time(text, offset_min)
    except TimeTextError:
        return None
