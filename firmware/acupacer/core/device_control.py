"""What a host may have the device do: open, pause, stop, take new routines.

Nothing here starts or resumes pressure; that takes a press on the device.
"""

from .input import gestures
from .session import course

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .clock.clock import Clock
    from .cue.player import Player
    from .device_view import DeviceView
    from .input.dispatcher import Dispatcher
    from .menu.menu import Menu
    from .routine.model import Entry
    from .session.current import CurrentSession
    from .store.storage import Done
    from .store.store import Store


class DeviceControl:
    """``link.services.Control`` of a device; see there."""

    def __init__(
        self,
        clock: "Clock",
        current: "CurrentSession",
        menu: "Menu",
        keys: "Dispatcher",
        player: "Player",
        store: "Store",
        view: "DeviceView",
    ) -> None:
        self._clock = clock
        self._current = current
        self._menu = menu
        self._keys = keys
        self._player = player
        self._store = store
        self._view = view

    def control(self, verb: str, argument: str) -> str:
        """Do ``open`` (argument: routine id), ``pause`` or ``stop``; "" or why not."""
        if verb == "open":
            return self._open(argument)
        return self._pause() if verb == "pause" else self._stop()

    def _open(self, routine_id: str) -> str:
        if self._current.session or not self._menu.can_open(self._clock.now_ms):
            state = self._view.state
            return "not_home: the device is in state {}; end that first".format(state)
        entry = self._store.contents.entry_of(routine_id)
        if entry is None:
            return "unknown_routine: {}: see the list of routines".format(routine_id)
        self._view.wake()
        reason = self._menu.open(entry, self._clock.now_ms)
        return reason + ": the device's screen says why" if reason else ""

    def _pause(self) -> str:
        session = self._current.session
        if session is None or not session.is_running:
            return "not_running: no timed phase is under way"
        self._current.log.note(self._clock.now_ms, "host pause")
        course.happen(session, gestures.START_DOWN, self._clock.now_ms)
        return ""

    def _stop(self) -> str:
        session = self._current.session
        if session and session.ended:
            self._player.cut(self._clock.now_ms)  # the user alone answers "too much?"
        elif session:
            self._current.log.note(self._clock.now_ms, "host stop")
            self._keys.act_now(gestures.STOP, self._clock.now_ms)
        return ""

    def receiving(self, percent: int) -> None:
        """An upload is at ``percent``; -1: it ended, whichever way."""
        self._menu.receiving(percent, self._clock.now_ms)

    def expect_routines(self, sha: bytes, done: "Done") -> bool:
        """Put on record which file comes; see ``services``."""
        self._store.expect_routines(sha)
        return self._store.settings_writer.tell_when_safe(done)

    def routines_replaced(self, entries: "list[Entry]", sha: bytes, length: int) -> None:
        """A new routines file is safe on the medium; ``entries`` is its index."""
        home = self._menu.situation.home
        chosen = home.chosen_id()
        self._store.replace_routines(entries, sha, length)
        home.select(chosen)
        self._menu.routines_replaced(self._clock.now_ms)
