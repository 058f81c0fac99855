"""Every screen by name: how to draw it, and how to redraw what ticks.

``SCREENS[name]`` draws; after a change of ticking fields only, ``TICKS[name]``, (redraw,
ticking fields), is enough. All take the canvas and the view (see ``views.FIELDS``).
"""

from . import screens_ending, screens_menu, screens_safety, screens_session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .screens_parts import Drawing, Tick

SCREENS: "dict[str, Drawing]" = {}
for _part in (
    screens_menu.SCREENS,
    screens_safety.SCREENS,
    screens_session.SCREENS,
    screens_ending.SCREENS,
):
    SCREENS.update(_part)

_COUNTDOWN = (screens_session.tick, ("remaining_s",))
TICKS: "dict[str, Tick]" = {
    "get_ready": _COUNTDOWN,
    "hold": _COUNTDOWN,
    "rest": _COUNTDOWN,
    "switch_side": _COUNTDOWN,
    "spot": _COUNTDOWN,
    "movement": (screens_session.tick_movement, ("remaining_s", "part_s")),
    "window": (screens_session.tick_window, ("remaining_s", "gap_s")),
    "receiving": (screens_menu.tick_receiving, ("percent",)),
}
