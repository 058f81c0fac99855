"""Lets the parts of the device follow the user's settings."""

from .cue import cues

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .cue.player import Player
    from .input.buttons import Buttons
    from .screen.painter import Painter


def apply(
    values: "dict[str, Any]", player: "Player", buttons: "Buttons", painter: "Painter"
) -> None:
    """Apply ``values`` (every name of ``settings.NAMES``, checked). Blocks: never."""
    player.has_sound = values["sound"]
    player.has_vibration = values["vibration"]
    player.duty_pct = cues.STRENGTH_PCT[values["strength"]]
    player.scale_pct = cues.MOTOR_SCALE_PCT[values["motor"]]
    buttons.long_press_ms = values["long_press"]
    painter.set_options(values["language"], values["inverted"], values["large"])
