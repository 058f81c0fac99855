"""The third thing MicroPython runs: the program."""

from acupacer.boards.pico.start import start

start(safe_mode)
