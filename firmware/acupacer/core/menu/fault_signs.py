"""Says that something of the device failed: felt in a session, read at home.

* In a session the ``fault`` cue says so as soon as there is room for it; never in the
  silence after STOP.
* A pulse that was cut at its cap has a screen of its own, once home is reached: a session
  needs the panel for itself, and power-up its order. It waits until no key was pressed for
  a moment, so that nothing sounds where STOP was pressed. The screen's own cue may be the
  next that is cut; it is counted, and does not show the screen again.

Nothing here blocks.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..cue.player import Player
    from ..session.session import Session
    from .menu import Menu

OUTPUTS = ("motor", "tone")
QUIET_MS = 1000  # after a press the screen waits this long


class FaultSigns:
    """``capped``: how many pulses of each of ``OUTPUTS`` were cut since power-up."""

    def __init__(self, player: "Player", menu: "Menu") -> None:
        self.capped = dict([(output, 0) for output in OUTPUTS])
        self._player = player
        self._menu = menu
        self._is_cue_due = False
        self._is_screen_due = False

    def note(self, session: "Session | None") -> None:
        """The store or the panel failed."""
        self._is_cue_due = session is not None

    def note_capped(self, output: str, session: "Session | None") -> None:
        """A pulse of ``output`` was cut at its cap."""
        self.capped[output] += 1
        self._is_cue_due = session is not None
        if session or self._menu.state != "error":
            self._is_screen_due = True

    def step(self, session: "Session | None", now_ms: int, pressed_ms: int) -> None:
        """Say what is due and may be said now; ``pressed_ms``: when a key was last pressed."""
        if self._is_screen_due and session is None and now_ms - pressed_ms >= QUIET_MS:
            self._is_screen_due = not self._menu.pulse_capped(now_ms)
        if session is None or session.ended:
            self._is_cue_due = False
        elif self._is_cue_due and session.is_announced:  # else what comes now would cut it
            boundary_ms = session.boundary_ms()
            self._is_cue_due = not self._player.offer("fault", now_ms, boundary_ms)
