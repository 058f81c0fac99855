"""The pictures of the STOP check that a Pico shows before its program runs."""

from __future__ import annotations

from acupacer.core import settings, views
from acupacer.core.painter import Painter


def pages() -> list[bytes]:
    """A page of 1,024 bytes for each look, as the core draws it.

    Each language the settings know, in normal and then in large text;
    ``boards.pico.first_screen`` takes one of them by its place. Blocks: some 20 ms.
    """
    painter = Painter()
    painter.show(views.view("stop_check", {"doubt": False}))
    found = []
    for language in settings.CHOICES["language"]:
        for is_large in (False, True):
            painter.set_options(str(language), is_large=is_large)
            painter.draw()
            found.append(bytes(painter.page))
    return found


def module() -> str:
    """The source of the module ``first_pictures`` that is frozen beside the program."""
    lines = "".join(f"    {page!r},\n" for page in pages())
    return f'"""The STOP check in each look, drawn by the core."""\n\nPAGES = (\n{lines})\n'
