"""Gestures become actions: the gesture map applied to the state the device is in."""

from ..events import BUTTONS, START, STOP
from ..routine import safety
from . import buttons, gestures

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..device import Device

# Actions that lead to pressure: refused while STOP is stuck.
STARTS = ("in_place", "resume", "restart_repetition", "start_spot", "ready_now")


class Keys:
    """The three buttons of ``device`` and what they do there. Blocks: never.

    ``last_press_ms``: when a contact was last made.
    """

    def __init__(self, device: "Device") -> None:
        self.buttons = buttons.Buttons()
        self.last_press_ms = 0
        self._device = device
        self._pressed_in = ""  # the state in which the last contact was made

    def change(self, pressed: int, now_ms: int) -> None:
        """Take raw levels and act on the gestures they complete."""
        for kind, button in self.buttons.change(pressed, now_ms):
            self._gesture(kind, button)

    def step(self, now_ms: int) -> bool:
        """Act on the gestures that time completes; whether there were any."""
        found = self.buttons.step(now_ms)
        for kind, button in found:
            self._gesture(kind, button)
        return bool(found)

    def stuck_button(self) -> int:
        """A button that has been down for more than ten seconds, or 0; STOP comes first."""
        for button, _ in reversed(BUTTONS):
            if self.buttons.is_stuck(button):
                return button
        return 0

    def is_stop_stuck(self) -> bool:
        """STOP has been down for more than ten seconds: no session may start."""
        return self.buttons.is_stuck(STOP)

    def _gesture(self, kind: str, button: int) -> None:
        if kind == buttons.PRESSED:
            self._pressed(button)
        elif kind == buttons.STUCK and self._device.session is None:
            self._device.menu.stuck(button, self._device.now_ms)
        elif kind == buttons.FREED and self._device.session is None:
            self._device.menu.freed(self._device.now_ms)
        elif kind in (buttons.SHORT, buttons.LONG):
            gesture = gestures.gesture_of(kind, button)
            if gesture:
                self._act(gesture, self._pressed_in)

    def _pressed(self, button: int) -> None:
        """A contact: STOP acts now, START does while a timed phase runs."""
        self.last_press_ms = self._device.now_ms
        self._pressed_in = state = self._device.state
        if state == "dark":
            if button == STOP:
                self._device.player.cut(self._device.now_ms)
            self._device.wake()
            self.buttons.consume()
        elif button == STOP:
            self._act(gestures.STOP, state)
        elif button == START and state in gestures.RUNNING:
            self.buttons.consume()
            self._act(gestures.START, state)

    def _act(self, gesture: str, pressed_in: str) -> None:
        """Do what the gesture map says; a key meant for an earlier state is rejected."""
        if self._device.session is None:
            if not self._device.menu.press(gesture, pressed_in, self._device.now_ms):
                self._device.reject(self._device.now_ms)
            return
        action = gestures.action(self._device.state, gesture)
        if not action or gestures.action(pressed_in, gesture) != action:
            self._device.reject(self._device.now_ms)
        elif action in STARTS and self.is_stop_stuck():
            self._device.reject(self._device.now_ms)
        elif action == "in_place" and self._refuse_step():
            return
        else:
            getattr(self._actor(action), "do_" + action)(self._device.now_ms)

    def act_now(self, gesture: str) -> None:
        """Do what ``gesture`` means in the present state, for the host."""
        self._act(gesture, self._device.state)

    def _actor(self, action: str) -> object:
        session = self._device.session
        return session and (session.closing or session)

    def _refuse_step(self) -> bool:
        """Check the step again before pressing: the profile may have changed."""
        session = self._device.session
        if session is None:
            return False
        step = session.step
        flag = safety.exclusion(self._device.progress.flags(), step.method, step.point)
        if not flag:
            return False
        session.leave()
        self._device.end_session()
        excluded = safety.Exclusion(session.phase.step + 1, step.method, step.point, flag)
        self._device.menu.refuse_step(session.routine.title, excluded, self._device.now_ms)
        return True
