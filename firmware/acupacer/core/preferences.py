"""What the user has set, and the parts of the device that follow it."""

from . import settings
from .cue import cues

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .clock.wall_clock import WallClock
    from .cue.player import Player
    from .input.buttons import Buttons
    from .screen.painter import Painter


class Preferences:
    """``values``: every setting by name (``settings.NAMES``). Blocks: never.

    ``has_tone``: a buzzer is fitted. ``save``: stores the values some time soon.
    """

    def __init__(
        self,
        player: "Player",
        buttons: "Buttons",
        painter: "Painter",
        wall: "WallClock",
        has_tone: bool,
        save: "Callable[[dict[str, Any]], None]",
    ) -> None:
        self.values: "dict[str, Any]" = settings.defaults()
        self._player = player
        self._buttons = buttons
        self._painter = painter
        self._wall = wall
        self._has_tone = has_tone
        self._save = save

    def load(self, values: "dict[str, Any]") -> None:
        """Take the stored values over; cues must be felt or heard, whatever the file says."""
        self.values = values
        if settings.both_off(values, self._has_tone):
            values["vibration"] = True
        self._apply()

    def fault(self, changes: "dict[str, Any]") -> str:
        """Why the checked values in ``changes`` may not be, all together; "" when they may."""
        after = dict(self.values)
        after.update(changes)
        return settings.both_off(after, self._has_tone)

    def change(self, changes: "dict[str, Any]") -> None:
        """Apply and store values that were checked (``settings.fault``, ``fault``)."""
        self.values.update(changes)
        self._apply()
        self._save(self.values)

    def _apply(self) -> None:
        values = self.values
        self._player.has_sound = values["sound"]
        self._player.has_vibration = values["vibration"]
        self._player.duty_pct = cues.STRENGTH_PCT[values["strength"]]
        self._player.scale_pct = cues.MOTOR_SCALE_PCT[values["motor"]]
        self._buttons.long_press_ms = values["long_press"]
        self._wall.day_ends_h = values["day_ends_h"]
        self._painter.set_options(values["language"], values["inverted"], values["large"])
