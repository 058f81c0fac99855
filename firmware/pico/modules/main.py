"""The third thing MicroPython runs: the program."""

import micropython

micropython.kbd_intr(-1)  # MicroPython has it on again with each file; see ``start``

from acupacer.boards.pico.start import start  # noqa: E402

start(safe_mode)
