"""Every screen by name: how to draw it, and how to redraw what ticks."""

from . import screens_ending, screens_menu, screens_safety, screens_session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .screens_parts import Screen


def find(name: str) -> "Screen":
    """(draw, tick, ticking fields) of a screen; KeyError when there is none of that name.

    After a change of ticking fields only, ``tick`` is enough. Both take the canvas and the
    view (see ``views.FIELDS``).
    """
    found = screens_menu.SCREENS.get(name) or screens_safety.SCREENS.get(name)
    return found or screens_session.SCREENS.get(name) or screens_ending.SCREENS[name]
