"""Who is on, the session or the menu, and what is checked before a gesture is let through."""

from .events import STOP
from .menu import transitions as menu_transitions
from .menu.menu import Menu
from .routine import safety
from .session import acts, course, transitions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .cue.player import Player
    from .device_view import DeviceView
    from .input.buttons import Buttons
    from .input.dispatcher import Answering
    from .input.transitions import Act
    from .progress.progress import Progress
    from .screen.brightness import Brightness
    from .session.current import CurrentSession


class Stage:
    """What the ``Dispatcher`` asks. Blocks: never.

    ``screen``: what is shown, once that is made. ``end_session``: the session is over, home.
    """

    def __init__(
        self,
        current: "CurrentSession",
        menu: Menu,
        player: "Player",
        progress: "Progress",
        buttons: "Buttons",
        light: "Brightness",
        screen: "Callable[[], DeviceView]",
        end_session: "Callable[[], None]",
    ) -> None:
        self._current = current
        self._menu = menu
        self._player = player
        self._progress = progress
        self._buttons = buttons
        self._light = light
        self._screen = screen
        self._end_session = end_session

    def answering(self) -> "Answering":
        """Who answers a gesture now: its table, itself, and how an event happens to it."""
        if self._current.session:
            return transitions.TRANSITIONS, self._current.session, course.happen
        return menu_transitions.TRANSITIONS, self._menu, Menu.happen

    def wakes(self, button: int, now_ms: int) -> bool:
        """Whether a press only lights a dark panel, which is felt.

        STOP puts outputs low as ever, and they stay so.
        """
        if not self._light.is_dark:
            return False
        self._screen().wake()
        if button == STOP:
            self._player.cut(now_ms)
        else:
            self._menu.woken(now_ms)
        return True

    def turns(self) -> bool:
        """Show the next page of what the screen says; False: there is none."""
        return self._screen().turn()

    def allows(self, act: "Act", is_firm: bool, now_ms: int) -> bool:
        """Whether ``act`` may be done: pressure takes a firm press, STOP, and the profile.

        ``is_firm``: it was no mere brush of the button.
        """
        may_press = is_firm and not self._buttons.is_stop_stuck()
        if act in transitions.PRESSING and not may_press:
            self.reject(now_ms)
            return False
        return act is not acts.in_place or not self._refuse_step(now_ms)

    def reject(self, now_ms: int) -> None:
        """Say that a key does nothing now."""
        if self._current.session:
            self._current.session.reject(now_ms)
        else:
            self._player.offer("rejected", now_ms, None)

    def overtake(self) -> None:
        """A gesture came: a routine still being read is not opened."""
        if self._current.session is None:
            self._menu.overtake()

    def clear(self, now_ms: int) -> None:
        """The session is over: say what went unsaid while it needed the screen."""
        button = self._buttons.stuck_button()
        if button:
            self._menu.stuck(button, now_ms)

    def stuck(self, button: int, now_ms: int) -> None:
        """A button is stuck: say so, unless a session needs the screen."""
        if self._current.session is None:
            self._menu.stuck(button, now_ms)

    def freed(self, now_ms: int) -> None:
        """A stuck button was let go."""
        if self._current.session is None:
            self._menu.freed(now_ms)

    def _refuse_step(self, now_ms: int) -> bool:
        """Check the step again before pressing: the profile may have changed."""
        session = self._current.session
        if session is None:
            return False
        pressed = session.step
        place = pressed.place
        flags = self._progress.profile.flags()
        flag = safety.exclusion(flags, pressed.method, place.avoid_when)
        if not flag:
            return False
        course.happen(session, transitions.EXCLUDED, now_ms)
        self._end_session()
        number = session.phase.step + 1
        refused = safety.Exclusion(number, pressed.method, place.called, flag)
        self._menu.refuse_step(session.routine.title, refused, now_ms)
        return True
