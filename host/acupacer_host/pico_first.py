"""The pictures of the STOP check that a Pico shows before its program is loaded."""

from __future__ import annotations

from acupacer.core import settings, views
from acupacer.core.painter import Painter


def pictures() -> bytes:
    """1,024 bytes for each language, in normal and in large text, as the core draws them.

    ``boards.pico.first_screen`` takes one of them by its place.
    """
    painter = Painter()
    painter.show(views.view("stop_check", {"doubt": False}))
    made = b""
    for language in settings.CHOICES["language"]:
        for is_large in (False, True):
            painter.set_options(str(language), is_large=is_large)
            painter.draw()
            made += bytes(painter.page)
    return made
