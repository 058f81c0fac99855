"""Who is on, the session or the menu, and what is checked before a gesture is let through."""

from .events import STOP
from .menu import keymap
from .routine import safety
from .session import acts, course, transitions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .cue.player import Player
    from .input.buttons import Buttons
    from .input.dispatcher import Answering
    from .input.transitions import Act
    from .menu.menu import Menu
    from .menu.opening import RoutineOpener
    from .progress.progress import Progress
    from .screen.brightness import Brightness
    from .session.session import Session


class Stage:
    """What the ``Dispatcher`` asks. ``session`` is None while the menu is on.

    ``wake``: lights the panel up. ``end_session``: the session is over, home. Blocks: never.
    """

    def __init__(
        self,
        menu: "Menu",
        opening: "RoutineOpener",
        player: "Player",
        progress: "Progress",
        buttons: "Buttons",
        light: "Brightness",
        wake: "Callable[[], None]",
        end_session: "Callable[[], None]",
    ) -> None:
        self.session: "Session | None" = None
        self._menu = keymap.MenuKeys(menu)
        self._opening = opening
        self._player = player
        self._progress = progress
        self._buttons = buttons
        self._light = light
        self._wake = wake
        self._end_session = end_session

    def answering(self) -> "Answering":
        """Who answers a gesture now: its table, itself, and how an event happens to it."""
        if self.session:
            return transitions.TRANSITIONS, self.session, course.happen
        return keymap.TRANSITIONS, self._menu, keymap.happen

    def wakes(self, button: int, now_ms: int) -> bool:
        """Whether a press only lights a dark panel; STOP puts outputs low as ever."""
        if not self._light.is_dark:
            return False
        if button == STOP:
            self._player.cut(now_ms)
        self._wake()
        return True

    def allows(self, act: "Act", now_ms: int) -> bool:
        """Whether ``act`` may lead to pressure: STOP works, the profile allows the step."""
        if act in transitions.PRESSING and self._buttons.is_stuck(STOP):
            self.reject(now_ms)
            return False
        return act is not acts.in_place or not self._refuse_step(now_ms)

    def reject(self, now_ms: int) -> None:
        """Say that a key does nothing now."""
        if self.session:
            self.session.reject(now_ms)
        else:
            self._player.offer("rejected", now_ms, None)

    def overtake(self) -> None:
        """A gesture came: a routine still being read is not opened."""
        if self.session is None:
            self._opening.cancel()

    def clear(self, now_ms: int) -> None:
        """The session is over: home, or what went unsaid while it needed the screen."""
        self.session = None
        self._menu.menu.go_home()
        button = self._buttons.stuck_button()
        if button:
            self._menu.menu.stuck(button, now_ms)

    def stuck(self, button: int, now_ms: int) -> None:
        """A button is stuck: say so, unless a session needs the screen."""
        if self.session is None:
            self._menu.menu.stuck(button, now_ms)

    def freed(self, now_ms: int) -> None:
        """A stuck button was let go."""
        if self.session is None:
            self._menu.menu.freed(now_ms)

    def _refuse_step(self, now_ms: int) -> bool:
        """Check the step again before pressing: the profile may have changed."""
        session = self.session
        if session is None:
            return False
        method, point = session.step["method"], session.step.get("point", "")
        flag = safety.exclusion(self._progress.flags(), method, point)
        if not flag:
            return False
        course.happen(session, transitions.EXCLUDED, now_ms)
        self._end_session()
        title, step = session.routine["title"], session.phase.step + 1
        self._opening.refuse_excluded(title, (step, method, point, flag))
        return True
