"""A Pico without the chip: the sources as they are, on either interpreter.

    micropython fake_pico.py FIRMWARE FROZEN FLASH TRACE CONTROL

FIRMWARE: folder with ``acupacer`` in it; FROZEN: folder with what the image has beside it;
FLASH: folder that stands for the flash; TRACE: file that pin changes are written to;
CONTROL: a FIFO with contacts (see fake_machine). The serial port is standard input and
output. What runs is what the image's boot.py and main.py run.
"""

import os
import sys

here = __file__.rsplit("/", 1)[0]
firmware, frozen, flash, trace, control = sys.argv[1:6]
sys.path[:0] = [here, firmware, frozen]
if sys.implementation.name == "cpython":
    import micropython_names

    trace_file, control_file = micropython_names.install(trace, control)
else:
    trace_file, control_file = open(trace, "a"), open(control)
os.chdir(flash)

import fake_machine

fake_machine.install(trace_file, control_file)

import fake_native

sys.modules["_acupacer"] = fake_native

from acupacer.boards.pico.boot import is_safe_mode

is_safe = is_safe_mode()

from acupacer.boards.pico.start import start

start(is_safe)
