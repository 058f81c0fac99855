"""The STOP check, on the panel and answerable while the program is still being loaded.

Loading takes several times as long as a person likes to wait for a sign of life. What the
device shows first is always the same, so its picture lies ready in the image, in each look
the settings know: ``LANGUAGES``, each in normal and in large text. A press of STOP is noted
by an interrupt and told to the core as soon as it asks for it.
"""

import json

from acupacer_image import PICTURES
from machine import Pin

from .oled import Oled, open_bus

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .config import Config

SETTINGS_FILE = "settings.json"  # as in core.events, which is not loaded yet
SETTINGS_BYTES = 512  # as core.settings allows
LANGUAGES = ("en", "de")
NORMAL, LARGE = 0, 1


class FirstScreen:
    """``oled``: the lit panel; None when there is none, or there are no pictures."""

    def __init__(self, config: "Config") -> None:
        self.oled: "Any" = None
        self._is_pressed = False
        self._closed = 1 if config.active_high else 0
        pull = Pin.PULL_DOWN if config.active_high else Pin.PULL_UP
        edge = Pin.IRQ_RISING if config.active_high else Pin.IRQ_FALLING
        self._stop = Pin(config.stop_pin, Pin.IN, pull)
        # A hard interrupt: it comes even while a module is read, and allocates nothing.
        self._stop.irq(handler=self._note, trigger=edge, hard=True)
        self._note(self._stop)
        if config.panel != "none":
            self._show(config)

    def was_stop_pressed(self) -> bool:
        """STOP was pressed since, or is down now. Ends the watch: the loop reads it next."""
        self._note(self._stop)
        self._stop.irq(handler=None)
        return self._is_pressed

    def _note(self, pin: "Pin") -> None:
        """Mark the press unless the contact is open again already: that is no finger."""
        if pin.value() == self._closed:
            self._is_pressed = True

    def _show(self, config: "Config") -> None:
        """Blocks: some 30 ms."""
        number, is_inverted = _look()
        page = PICTURES[number]
        if is_inverted:
            page = bytes([byte ^ 255 for byte in page])
        try:
            oled = Oled(open_bus(config), config)
            oled.start()
            for row in range(8):  # all at once would exceed the bus's time limit
                oled.write_window(0, 127, row, row, page[128 * row : 128 * row + 128])
            oled.light(config.contrast_pct)
        except OSError:  # none answers: the program will look for one
            return
        self.oled = oled


def _look() -> "tuple[int, bool]":
    """Which of the pictures the user's settings ask for, and whether dark on light."""
    try:
        with open(SETTINGS_FILE) as source:
            found = json.loads(source.read(SETTINGS_BYTES))
    except (OSError, ValueError):
        found = None
    if not isinstance(found, dict):
        found = {}
    language = found.get("language")
    number = 2 * (LANGUAGES.index(language) if language in LANGUAGES else 0)
    return number + (LARGE if found.get("large") is True else NORMAL), found.get(
        "inverted"
    ) is True
