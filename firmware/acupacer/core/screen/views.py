"""What the panel shows, as facts: a class for each screen, decided by the engine.

A view holds facts (point, seconds left, page), never wording or pixels; ``words`` has the
wording. A screen is one class in one of the ``*_screen`` and ``*_screens`` modules: its
name, its facts with what they mean, and how they are drawn. Facts in common: ``point`` a
WHO code or "" for an area; ``area`` its text or ""; ``title`` a routine's; ``step`` counts
from 1 of ``steps``; ``index`` from 1 of ``count``; ``page`` from 0 of ``pages``;
``remaining_s`` whole seconds left, rounded up; ``total_s`` the phase's full length.

To add a screen, write its class and have the menu's or the session's ``view`` make it. Tests
then ask for its row of gestures, an example in the host's gallery and a line in
docs/user/screens.md.
"""

from . import whereabouts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .canvas import Canvas
    from .whereabouts import Whereabouts

NONE, TICK, MORE = 0, 1, 2


class View:
    """One screen's facts. Equal when of one kind with equal facts; never changed once made.

    ``screen``: its name. ``TICKING``: the facts whose change ``tick`` can draw alone.
    ``text_page``: from 0, which page of what it says, where large text takes several; a
    fact from the second on. This view, of no kind, is what a device shows before its first
    step.
    """

    screen = ""
    text_page = 0
    TICKING: "tuple[str, ...]" = ()

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __repr__(self) -> str:
        return "{}({})".format(type(self).__name__, self.as_dict())

    def on_page(self, text_page: int) -> "View":
        """The same, on a later one of its pages."""
        view: "View" = object.__new__(type(self))
        for name in self.__dict__:
            setattr(view, name, self.__dict__[name])
        view.text_page = text_page
        return view

    def draw(self, canvas: "Canvas") -> None:
        """Order the whole screen on ``canvas``, which is empty."""

    def tick(self, canvas: "Canvas") -> None:
        """Order anew what ticks; ``canvas`` has the screen as it was before."""

    def change_from(self, old: "View | None") -> int:
        """NONE, TICK (only ``TICKING`` facts differ) or MORE, compared with ``old``.

        A ticking fact that gets to 0 is more: with it something on the screen ends.
        """
        if type(old) is not type(self) or self.text_page != old.text_page:
            return MORE
        facts, before = self.__dict__, old.__dict__
        change = NONE
        for name in facts:
            if facts[name] != before[name]:
                if not facts[name] or name not in self.TICKING:
                    return MORE
                change = TICK
        return change

    def as_dict(self) -> "dict[str, object]":
        """The facts by name, ``screen`` among them: for traces and mirrors."""
        facts = dict(self.__dict__)
        facts["screen"] = self.screen
        return facts


class SessionView(View):
    """A view of a session: ``where`` it is."""

    def __init__(self, where: "Whereabouts") -> None:
        self.where = where

    def as_dict(self) -> "dict[str, object]":
        """As ``View.as_dict``, the facts of ``where`` among the others."""
        facts = View.as_dict(self)
        del facts["where"]
        facts.update(whereabouts.as_dict(self.where))
        return facts


class TimedView(SessionView):
    """A view of a phase that takes its time: seconds left and in all."""

    def __init__(self, where: "Whereabouts", remaining_s: int, total_s: int) -> None:
        self.where = where
        self.remaining_s = remaining_s
        self.total_s = total_s
