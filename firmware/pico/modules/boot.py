"""The second thing MicroPython runs: outputs low, and whether the program may start."""

import sys

import micropython

micropython.kbd_intr(-1)  # no byte from a host ends a product, not even before it began

from acupacer.boards.pico.boot import is_safe_mode  # noqa: E402

safe_mode = is_safe_mode()
if safe_mode:
    sys.path += ["", "/lib"]  # the program does not run: a maker's own files may
