"""The second thing MicroPython runs: outputs low, and whether the program may start."""

from acupacer.boards.pico.boot import is_safe_mode

safe_mode = is_safe_mode()
