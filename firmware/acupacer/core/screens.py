"""Every screen by name: how to draw it, and how to redraw what ticks.

Each part has ``SCREENS`` (name -> drawing) and, where something ticks, ``TICKS``. A part is
looked at only when it may be the one: on a small board that loads it.
"""

from . import screens_ending, screens_menu, screens_safety, screens_session, screens_trainer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .screens_parts import Drawing, Tick

STILL: "Tick" = (screens_menu.dark, ())  # nothing ticks: what would redraw is never called


def find(name: str) -> "Drawing":
    """What draws a screen on a canvas from its view (see ``views.FIELDS``).

    Raises KeyError when there is no screen of that name.
    """
    if name == "trainer":
        return screens_trainer.trainer
    found = screens_menu.SCREENS.get(name) or screens_safety.SCREENS.get(name)
    return found or screens_session.SCREENS.get(name) or screens_ending.SCREENS[name]


def tick(name: str) -> "Tick":
    """(redraw, ticking fields): enough after a change of ticking fields only."""
    if name == "trainer" or name in screens_menu.SCREENS or name in screens_safety.SCREENS:
        return screens_menu.TICKS.get(name, STILL)
    return screens_session.TICKS.get(name, STILL)
