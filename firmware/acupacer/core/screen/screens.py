"""Every screen by name: how to draw it, and how to redraw what ticks.

Each part has ``SCREENS`` (name -> drawing) and, where something ticks, ``TICKS``.
"""

from . import screens_ending, screens_menu, screens_safety, screens_session, screens_trainer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .screens_parts import Drawing, Tick

STILL: "Tick" = (screens_menu.dark, ())  # nothing ticks: what would redraw is never called

SCREENS: "dict[str, Drawing]" = {}
for _part in (screens_menu, screens_safety, screens_session, screens_ending, screens_trainer):
    SCREENS.update(_part.SCREENS)
TICKS: "dict[str, Tick]" = {}
for _ticking in (screens_menu.TICKS, screens_session.TICKS):
    TICKS.update(_ticking)


def find(name: str) -> "Drawing":
    """What draws a screen on a canvas from its view (see ``views.FIELDS``).

    Raises KeyError when there is no screen of that name.
    """
    return SCREENS[name]


def tick(name: str) -> "Tick":
    """(redraw, ticking fields): enough after a change of ticking fields only."""
    return TICKS.get(name, STILL)
