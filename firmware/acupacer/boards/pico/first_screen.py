"""The STOP check, on the panel and answerable while the program is still being loaded.

Loading takes several times as long as a person likes to wait for a sign of life. What the
device shows first is always the same, so its picture lies ready in the image, in each look
the settings know: for each language in normal and in large text, and while no language was
chosen. A press of STOP is noted
from then on (``buttons.StopContact``) and told to the core as soon as it asks for it.
"""

import json

from acupacer_image import PICTURES

from .oled import Oled, open_bus

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .config import Config

SETTINGS_FILE = "settings.json"  # as in core.events, which is not loaded yet
SETTINGS_BYTES = 512  # as core.settings allows


def light(config: "Config") -> "Oled | None":
    """Light the panel: a lit ``Oled``, or None when there is none or it does not answer.

    Blocks: some 30 ms.
    """
    if config.panel == "none":
        return None
    page, is_inverted = _look()
    if is_inverted:
        page = bytes([byte ^ 255 for byte in page])
    try:
        oled = Oled(open_bus(config), config)
        oled.start()
        for row in range(8):  # all at once would exceed the bus's time limit
            oled.write_window(0, 127, row, row, page[128 * row : 128 * row + 128])
        oled.light(config.contrast_pct)
    except OSError:  # none answers: the program will look for one
        return None
    return oled


def _look() -> "tuple[bytes, bool]":
    """The picture that the user's settings ask for, and whether dark on light."""
    try:
        with open(SETTINGS_FILE) as source:
            stored = json.loads(source.read(SETTINGS_BYTES))
    except (OSError, ValueError):
        stored = None
    if not isinstance(stored, dict):
        stored = {}
    language = stored.get("language")
    if language is not None and (not isinstance(language, str) or language not in PICTURES):
        language = "en"
    normal, large = PICTURES[language]
    page = _unpacked(large if stored.get("large") is True else normal)
    return page, stored.get("inverted") is True


def _unpacked(data: bytes) -> bytes:
    """A page: again and again so many dark bytes, and so many others, which follow."""
    page, at = b"", 0
    while at < len(data):
        end = at + 2 + data[at + 1]
        page += bytes(data[at]) + data[at + 2 : end]
        at = end
    return page
