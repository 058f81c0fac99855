"""This product's own commands: who, what now, control, screen, settings."""

from .. import events
from . import smp
from .cbor import Map
from .job import Job
from .request import bad_field, end_by, int_field, map_field, text_field

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..clock.clock import Clock
    from ..device_config import DeviceConfig
    from ..store.storage import StoredContents
    from .request import Fields, WriteGate
    from .services import Control, Settings, Status

PROTOCOL = 1
VERBS = ("open", "pause", "stop")


class PacerGroup:
    """The commands; which nonce was executed last, and with what result.

    ``number``: see ``request.Changes``.
    """

    def __init__(
        self,
        config: "DeviceConfig",
        clock: "Clock",
        contents: "StoredContents",
        status: "Status",
        control: "Control",
        settings: "Settings",
        gate: "WriteGate",
        number: "Callable[[], int]",
    ) -> None:
        self._config = config
        self._clock = clock
        self._contents = contents
        self._status = status
        self._control = control
        self._settings = settings
        self._gate = gate
        self._number = number
        self._nonce = -1
        self._nonce_reason = ""

    def hello(self, fields: "Fields") -> Map:
        """-> {proto, dev_id, model, fw, caps, routines_sha, boot_id, uptime_ms, number, ...}.

        ``loader`` in the caps and ``fault_bytes`` are there only where there is one.
        """
        config, limits = self._config, self._config.limits
        caps: "list[tuple[str | int, Any]]" = [
            ("routines_bytes", limits.routines_bytes),
            ("deflate", limits.can_inflate),
        ]
        if config.has_loader:
            caps.append(("loader", True))
        pairs: "list[tuple[str | int, Any]]" = [
            ("proto", PROTOCOL),
            ("dev_id", config.dev_id),
            ("model", config.model),
            ("fw", config.version),
            ("caps", Map(caps)),
            ("routines_sha", self._contents.users_sha()),
            ("boot_id", config.boot_id),
            ("uptime_ms", self._clock.now_ms),
            ("number", self._number()),
        ]
        fault_bytes = self._contents.length_of(events.FAULT_FILE)
        if fault_bytes >= 0:
            pairs.append(("fault_bytes", fault_bytes))
        return Map(pairs)

    def state(self, fields: "Fields") -> Map:
        """-> what the device does now."""
        return Map(self._status.state())

    def control(self, fields: "Fields") -> Map:
        """{do, nonce, routine?} -> {}: open a routine's prompt, pause, or stop.

        The same nonce twice is executed once. Nothing here starts or resumes pressure.
        """
        verb = text_field(fields, "do")
        nonce = int_field(fields, "nonce")
        if verb not in VERBS:
            raise bad_field("do", "open, pause or stop")
        argument = text_field(fields, "routine") if verb == "open" else ""
        if nonce != self._nonce:
            self._nonce = nonce
            self._nonce_reason = self._control.control(verb, argument)
        end_by(self._nonce_reason, smp.BAD_STATE)
        return Map(())

    def screen(self, fields: "Fields") -> Map:
        """{have?} -> {number} when the host has this page, else with width, height, page."""
        number, page = self._status.screen()
        if fields.get("have") == number:
            return Map((("number", number),))
        return Map((("number", number), ("width", 128), ("height", 64), ("page", page)))

    def get_settings(self, fields: "Fields") -> Map:
        """-> {settings, profile, number}: all of both, as maps."""
        settings, profile = Map(self._settings.settings()), Map(self._settings.profile())
        return Map((("settings", settings), ("profile", profile), ("number", self._number())))

    def set_settings(self, fields: "Fields") -> "Map | Job":
        """{settings?, profile?} -> {}: change the named ones, all or none, then say so."""
        self._gate.check()
        self._gate.check_history()
        self._gate.spend()
        settings, profile = map_field(fields, "settings"), map_field(fields, "profile")
        end_by(self._settings.configure(settings, profile), smp.INVALID)
        job = Job()
        has_to_wait = self._settings.tell_when_safe(job.then(lambda _: Map(())))
        return job if has_to_wait else Map(())
