"""What the panel says of the device: dark, a session, its summary, or the menu."""

from .events import SetPanel, ShowView
from .screen.brightness import Brightness
from .screen.menu_screens import DarkView
from .screen.painter import Painter
from .screen.views import View
from .session.record import summary
from .session.view import session_view

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .clock.clock import Clock
    from .input.dispatcher import Dispatcher
    from .menu.menu import Menu
    from .progress.progress import Progress
    from .session.current import CurrentSession
    from .store.store import Store

_LIT = ("starting", "receiving")  # states of the menu in which the panel stays lit


class DeviceView:
    """The view of a device and how bright it is. Blocks: never.

    ``shown``: the view shown last. ``is_found``: the panel answers.
    ``emit``: takes the effects.
    """

    def __init__(
        self,
        clock: "Clock",
        current: "CurrentSession",
        menu: "Menu",
        keys: "Dispatcher",
        light: "Brightness",
        store: "Store",
        progress: "Progress",
        painter: Painter,
        emit: "Callable[[object], None]",
    ) -> None:
        self.shown = View()
        self.is_found = True
        self._light = light
        self._clock = clock
        self._current = current
        self._menu = menu
        self._keys = keys
        self._store = store
        self._progress = progress
        self._painter = painter
        self._emit = emit

    @property
    def state(self) -> str:
        """What the device is doing: a state of the session's table or the menu's, or dark."""
        if self._light.is_dark:  # the next press only wakes it
            return "dark"
        session = self._current.session
        return session.state if session else self._menu.state

    @property
    def next_ms(self) -> int:
        """When the panel is dimmed next."""
        return self._keys.last_press_ms + self._light.next_after_ms

    def notice(self) -> str:
        """A words key for something the user should know at home, or ""."""
        if self._store.journal.failure or self._store.settings_writer.failure:
            return "notice_not_stored"
        return self._progress.advice() or self._store.contents.notice

    def show(self) -> None:
        """Show what there is to say now, if that is anything new."""
        self._follow_light()
        now = self._view()
        page = self.shown.text_page
        if now != self.shown and not (page and now.on_page(page) == self.shown):
            self._put(now)

    def turn(self) -> bool:
        """Show the next page of what the view says; False: there is none."""
        self.show()
        is_more = self._painter.has_more()
        if is_more:
            self._put(self.shown.on_page(self.shown.text_page + 1))
        return is_more

    @property
    def is_all_shown(self) -> bool:
        """The panel answers and shows the end of what the view says."""
        return self.is_found and not self._painter.has_more()

    def _put(self, view: View) -> None:
        self.shown = view
        self._painter.show(view)
        self._emit(ShowView(view))

    def wake(self) -> None:
        """Light the panel up, as a press does."""
        self._keys.last_press_ms = self._clock.now_ms
        self._follow_light()

    def panel_changed(self, is_found: bool) -> bool:
        """The panel was found or lost; whether it was lost just now."""
        is_lost = self.is_found and not is_found
        self.is_found = is_found
        if is_found:
            self._painter.forget()
        return is_lost

    def _follow_light(self) -> None:
        is_lit = self._current.session is not None or self._menu.state in _LIT
        if self._light.follow(self._clock.now_ms - self._keys.last_press_ms, is_lit):
            self._emit(SetPanel(self._light.contrast_pct))

    def _view(self) -> View:
        if self._light.is_dark:
            return DarkView()
        session, now_ms = self._current.session, self._clock.now_ms
        if session is None:
            return self._menu.view()
        if session.state == "done":
            entry = self._store.contents.entry_of(session.routine.id)
            return summary(session, entry, self._progress, self._clock)
        return session_view(session, now_ms)
