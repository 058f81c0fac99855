"""Brings gestures to whoever is on, the session or the menu, by way of its table."""

from ..events import START, STOP
from . import buttons, gestures
from .transitions import purpose

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Protocol

    from .transitions import Act, Row, Table

    class Answerer(Protocol):
        """Who is on: the session or the menu."""

        @property
        def state(self) -> str:
            """A key of its table."""

    # Its table, itself, and how an event happens to it: (answerer, event, at_ms).
    Answering = tuple[Table, Answerer, Callable[[Any, str, int], Row | None]]

    class Stage(Protocol):
        """Who is on, and what else becomes of keys."""

        def answering(self) -> Answering:
            """Who answers a gesture now."""

        def wakes(self, button: int, now_ms: int) -> bool:
            """Whether this contact only lights the panel up."""

        def allows(self, act: Act, is_firm: bool, now_ms: int) -> bool:
            """Whether ``act`` may be done now; if not, it has said so."""

        def reject(self, now_ms: int) -> None:
            """Say that a key does nothing."""

        def turns(self) -> bool:
            """Whether what is shown goes on: then its next page is shown."""

        def overtake(self) -> None:
            """A gesture came: what was begun by the last one is off."""

        def stuck(self, button: int, now_ms: int) -> None:
            """A button has been down for ten seconds."""

        def freed(self, now_ms: int) -> None:
            """A stuck button was let go."""


class Dispatcher:
    """The three buttons, and what becomes of their gestures. Blocks: never.

    * STOP acts on contact and is never swallowed. START acts on contact where the state
      has a row for that; otherwise a gesture comes when its press is short or long.
    * NEXT first leads through the pages that large text needs for one screen.
    * A gesture counts only if it is for the same in the state in which the contact was
      made and in the state it comes to; otherwise it is rejected, as one without a row is.

    ``last_press_ms``: when a contact was last made.
    """

    def __init__(self, contacts: "buttons.Buttons", stage: "Stage") -> None:
        self.buttons = contacts
        self.last_press_ms = 0
        self._stage = stage
        self._pressed_in = ""  # the state in which the last contact was made

    def change(self, pressed: int, now_ms: int) -> None:
        """Take raw levels and act on the gestures they complete."""
        for kind, button in self.buttons.change(pressed, now_ms):
            self._take(kind, button, now_ms)

    def step(self, now_ms: int) -> bool:
        """Act on the gestures that time completes; whether there were any."""
        ripe = self.buttons.step(now_ms)
        for kind, button in ripe:
            self._take(kind, button, now_ms)
        return bool(ripe)

    def act_now(self, gesture: str, now_ms: int) -> None:
        """Do what ``gesture`` means in the present state, for the host."""
        _, subject, _ = self._stage.answering()
        self._act(gesture, subject.state, now_ms)

    def _take(self, kind: str, button: int, now_ms: int) -> None:
        if kind == buttons.PRESSED:
            self._contact(button, now_ms)
        elif kind == buttons.STUCK:
            self._stage.stuck(button, now_ms)
        elif kind == buttons.FREED:
            self._stage.freed(now_ms)
        else:
            gesture = gestures.gesture_of(kind, button)
            if gesture:
                self._act(gesture, self._pressed_in, now_ms, kind != buttons.BRUSH)

    def _contact(self, button: int, now_ms: int) -> None:
        """A contact was made: STOP acts now, and what the state has a row for."""
        self.last_press_ms = now_ms
        table, subject, _ = self._stage.answering()
        self._pressed_in = subject.state
        if self._stage.wakes(button, now_ms):
            self.buttons.consume()
        elif button == STOP:
            self._act(gestures.STOP, subject.state, now_ms)
        elif button == START and purpose(table, subject.state, gestures.START_DOWN):
            self.buttons.consume()
            self._act(gestures.START_DOWN, subject.state, now_ms)

    def _act(self, gesture: str, pressed_in: str, now_ms: int, is_firm: bool = True) -> None:
        self._stage.overtake()
        table, subject, happen = self._stage.answering()
        is_meant_here = gesture == gestures.NEXT and pressed_in == subject.state
        if is_meant_here and self._stage.turns():
            return
        act = purpose(table, subject.state, gesture)
        if act is None or purpose(table, pressed_in, gesture) is not act:
            self._stage.reject(now_ms)
        elif self._stage.allows(act, is_firm, now_ms) and not happen(subject, gesture, now_ms):
            self._stage.reject(now_ms)
