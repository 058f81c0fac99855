"""Every screen by name: how to draw it, and how to redraw what ticks.

``SCREENS[name]`` is (draw, tick, ticking fields): after a change of ticking fields only,
``tick`` is enough. All take the canvas and the view (see ``views.FIELDS``).
"""

from . import screens_ending, screens_menu, screens_safety, screens_session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .screens_parts import Screen

SCREENS: "dict[str, Screen]" = {}
for _part in (
    screens_menu.SCREENS,
    screens_safety.SCREENS,
    screens_session.SCREENS,
    screens_ending.SCREENS,
):
    SCREENS.update(_part)
