"""A few lines on the panel without the core: for safe mode and faults.

Uses MicroPython's own font (8 x 8: 8 lines of 16), so it works when nothing else does.
"""

from .oled import Oled, open_bus

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .config import Config

COLUMNS, LINES = 16, 8


def show(config: "Config", lines: "Sequence[str]") -> None:
    """Show up to 8 ``lines`` of 16 characters; does nothing when there is no panel.

    Blocks: some 40 ms.
    """
    import framebuf

    if config.panel == "none":
        return
    page = bytearray(1024)
    frame = framebuf.FrameBuffer(page, 128, 64, framebuf.MONO_VLSB)
    for index, line in enumerate(lines[:LINES]):
        frame.text(line[:COLUMNS], 0, 8 * index)
    try:
        oled = Oled(open_bus(config), config)
        oled.start()
        for row in range(8):
            oled.write_window(0, 127, row, row, page[128 * row : 128 * row + 128])
        oled.light(config.contrast_pct)
    except OSError:  # no panel answers: there is nobody to tell
        return
