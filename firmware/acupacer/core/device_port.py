"""What the link may see and ask of the device."""

from . import settings
from .events import FAULT_FILE, HISTORY_FILE, ROUTINES_FILE, SetClock
from .input import gestures
from .link.port import LinkPort
from .routine import safety

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from .device import Device
    from .routine.document import Entry

    Pairs = Sequence[tuple[str, Any]]


SCREEN_MS = 60  # to draw a whole screen, on the slowest board with room to spare
# What the state reply tells of the view, where it has it.
_SHOWN_TEXTS = ("method", "point", "area", "side")
_SHOWN_NUMBERS = ("step", "steps", "repetition", "repetitions", "remaining_s")


class DevicePort(LinkPort):
    """``LinkPort`` for one ``Device``; see there for every method."""

    def __init__(self, device: "Device") -> None:
        self._device = device

    # --- who and what -------------------------------------------------------------

    def ticket(self) -> int:
        return self._device.storage.ticket()

    def emit(self, effect: object) -> None:
        self._device.emit(effect)

    def hello(self) -> "Pairs":
        config = self._device.config
        return (
            ("dev_id", config.dev_id),
            ("model", config.model),
            ("fw", config.version),
            ("boot_id", config.boot_id),
            ("uptime_ms", self._device.now_ms),
        )

    def state(self) -> "Pairs":
        device = self._device
        shown = device.view
        session = device.session
        pairs: "list[tuple[str, Any]]" = [
            ("state", device.state),
            ("routine", session.routine["id"] if session else ""),
        ]
        pairs += [(name, shown.get(name, "")) for name in _SHOWN_TEXTS]
        pairs += [(name, shown.get(name, 0)) for name in _SHOWN_NUMBERS]
        capped = device.fault_signs.capped
        return pairs + [
            ("routines", len(device.entries)),
            ("notice", device.notice()),
            ("has_panel", device.is_panel_found),
            ("has_clock", device.wall.is_trusted),
            ("motor_capped", capped["motor"]),
            ("tone_capped", capped["tone"]),
        ]

    def busy_s(self) -> int:
        session = self._device.session
        if session is None:
            return -1
        if session.closing:
            return -1 if session.state == "done" and self._is_recorded() else 0
        now_ms = self._device.now_ms
        return (session.left_ms(now_ms) + session.ahead_ms()) // 1000

    def _is_recorded(self) -> bool:
        """A session that is over is on the medium, as far as the medium takes anything."""
        journal = self._device.journal
        return journal.is_empty or bool(journal.failure)

    def has_loader(self) -> bool:
        return self._device.config.has_loader

    def is_loaded(self) -> bool:
        return self._device.is_loaded

    def screen(self) -> "tuple[int, bytes]":
        painter = self._device.painter
        if self._has_room():
            painter.draw()
        return painter.number, bytes(painter.page)

    def _has_room(self) -> bool:
        """No cue is so near that drawing a whole screen could delay it."""
        device = self._device
        if device.session is None:
            return True
        return device.player.is_idle and device.session.free_ms(device.now_ms) >= SCREEN_MS

    def session_log(self) -> bytes:
        return self._device.log.data()

    # --- files ----------------------------------------------------------------------

    def stored_bytes(self, name: str) -> int:
        contents = self._device.contents
        if name == HISTORY_FILE:
            return self._device.history_bytes
        if name == FAULT_FILE:
            return self._device.config.fault_bytes
        return contents.length if contents.routines_file == name else -1

    def routines_sha(self) -> bytes:
        contents = self._device.contents
        return contents.sha if contents.routines_file == ROUTINES_FILE else b""

    def scanner(self) -> "Any":
        return self._device.new_scanner()

    def inflater(self) -> "Any":
        new_inflater = self._device.config.new_inflater
        return new_inflater() if new_inflater else None

    def receiving(self, percent: int) -> None:
        self._device.menu.receiving(percent)

    def routines_replaced(self, entries: "list[Entry]", sha: bytes, length: int) -> None:
        chosen = self._device.menu.chosen_id()
        self._device.contents.replace_routines(entries, sha, length)
        self._device.indexer.keep()
        self._device.menu.select(chosen)
        self._device.opening.routines_replaced(self._device.now_ms)

    # --- control ----------------------------------------------------------------------

    def control(self, verb: str, argument: str) -> str:
        if verb == "open":
            return self._open(argument)
        return self._pause() if verb == "pause" else self._stop()

    def _open(self, routine_id: str) -> str:
        device = self._device
        if device.session or device.menu.state not in ("home", "refused"):
            return "not_home: the device is in state {}; end that first".format(device.state)
        entry = device.menu.entry_of(routine_id)
        if entry is None:
            return "unknown_routine: {}: see the list of routines".format(routine_id)
        device.wake()
        reason = device.opening.open(entry, device.now_ms)
        return reason + ": the device's screen says why" if reason else ""

    def _pause(self) -> str:
        session = self._device.session
        if session is None or not session.is_running:
            return "not_running: no timed phase is under way"
        self._device.log.note(self._device.now_ms, "host pause")
        session.do_pause(self._device.now_ms)
        return ""

    def _stop(self) -> str:
        device = self._device
        if device.session and device.session.closing:
            device.player.cut(device.now_ms)  # the user alone answers "too much?"
        elif device.session:
            device.log.note(device.now_ms, "host stop")
            device.keys.act_now(gestures.STOP)
        return ""

    # --- clock ------------------------------------------------------------------

    def clock(self) -> "tuple[int, int, bool]":
        wall = self._device.wall
        epoch_s = wall.epoch_s(self._device.now_ms)
        return (epoch_s or 0, wall.offset_min, epoch_s is not None)

    def set_clock(self, epoch_s: int, offset_min: int) -> str:
        self._device.emit(SetClock(epoch_s, offset_min))
        return ""

    def acknowledge(self, record_id: int) -> "tuple[str, int]":
        last_id = self._device.journal.next_id - 1
        if record_id > last_id:
            return "unknown_record: there are records up to {}".format(last_id), 0
        self._device.trimmer.acknowledge(record_id)
        return "", 0

    # --- settings and profile ----------------------------------------------------------------

    def settings(self) -> "Pairs":
        return [(name, self._device.preferences.values[name]) for name in settings.NAMES]

    def profile(self) -> "Pairs":
        flags = self._device.progress.flags()
        open_flags = self._device.progress.unanswered()
        return [(name, None if name in open_flags else name in flags) for name in safety.FLAGS]

    def configure(
        self, changes: "dict[str, Any]", profile: "dict[str, Any]"
    ) -> "tuple[str, int]":
        device = self._device
        reason = self._fault(changes, profile)
        if reason:
            return reason, 0
        for flag in safety.FLAGS:
            if flag in profile and dict(self.profile())[flag] != profile[flag]:
                device.recorder.note("profile", [flag, profile[flag]])
        if changes:
            device.preferences.change(changes)
        return "", device.saver.ticket()

    def _fault(self, changes: "dict[str, Any]", profile: "dict[str, Any]") -> str:
        for name in sorted(changes):
            reason = settings.fault(name, changes[name])
            if reason:
                return reason
        reason = self._device.preferences.fault(changes)
        if reason:
            return reason
        for flag in sorted(profile):
            if flag not in safety.FLAGS:
                return "unknown_flag: {}: choose from {}".format(flag, ", ".join(safety.FLAGS))
            if type(profile[flag]) is not bool:
                return "bad_value: {}: true or false".format(flag)
        return ""
