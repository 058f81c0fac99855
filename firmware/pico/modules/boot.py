"""The second thing MicroPython runs: outputs low, and whether the program may start."""

import sys

from acupacer.boards.pico.boot import is_safe_mode

safe_mode = is_safe_mode()
if safe_mode:
    sys.path += ["", "/lib"]  # the program does not run: a maker's own files may
