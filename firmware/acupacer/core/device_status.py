"""What a host may see of the device."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .clock.clock import Clock
    from .cue.player import Player
    from .device_view import DeviceView
    from .screen.painter import Painter
    from .session.current import CurrentSession
    from .store.store import Store

SCREEN_MS = 60  # to draw a whole screen, on the slowest board with room to spare
# What the state reply tells of the view, where it has it.
_SHOWN_TEXTS = ("method", "point", "area", "side")
_SHOWN_NUMBERS = ("step", "steps", "repetition", "repetitions", "remaining_s")


class DeviceStatus:
    """``link.services.Status`` of a device; see there."""

    def __init__(
        self,
        clock: "Clock",
        current: "CurrentSession",
        view: "DeviceView",
        store: "Store",
        painter: "Painter",
        player: "Player",
        capped: "dict[str, int]",
    ) -> None:
        self._clock = clock
        self._current = current
        self._view = view
        self._store = store
        self._painter = painter
        self._player = player
        self._capped = capped

    def state(self) -> "list[tuple[str, Any]]":
        """The fields of the state reply (docs/developer/protocol.md), in their order."""
        view, session = self._view, self._current.session
        shown = view.shown.as_dict()
        pairs: "list[tuple[str, Any]]" = [
            ("state", view.state),
            ("routine", session.routine.id if session else ""),
        ]
        pairs += [(name, shown.get(name, "")) for name in _SHOWN_TEXTS]
        pairs += [(name, shown.get(name, 0)) for name in _SHOWN_NUMBERS]
        return pairs + [
            ("routines", len(self._store.contents.entries)),
            ("notice", view.notice()),
            ("has_panel", view.is_found),
            ("has_clock", self._clock.wall.is_trusted),
            ("dropped", self._store.progress.dropped),
            ("motor_capped", self._capped["motor"]),
            ("tone_capped", self._capped["tone"]),
        ]

    def busy_s(self) -> int:
        """Seconds the running session has left, about; -1 when none runs.

        One that is over runs until it is on the medium, as far as that takes anything.
        """
        session, journal = self._current.session, self._store.journal
        if session is None:
            return -1
        if session.ended:
            is_recorded = journal.is_empty or bool(journal.failure)
            return -1 if session.state in ("done", "helped", "advice") and is_recorded else 0
        return (session.left_ms(self._clock.now_ms) + session.ahead_ms()) // 1000

    def screen(self) -> "tuple[int, bytes]":
        """The page buffer (1024 bytes, SSD1306 pages) and a number that changes with it."""
        if self._has_room():
            self._painter.draw()
        return self._painter.number, bytes(self._painter.page)

    def _has_room(self) -> bool:
        """No cue is so near that drawing a whole screen could delay it."""
        session = self._current.session
        if session is None:
            return True
        return self._player.is_idle and session.free_ms(self._clock.now_ms) >= SCREEN_MS

    def session_log(self) -> bytes:
        """The inputs of the last session as text lines; b"" when there was none."""
        return self._current.log.data()
