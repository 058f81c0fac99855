"""A Pico without the chip: its own boot.py and main.py on the unix MicroPython.

    micropython fake_pico.py PROGRAM FLASH TRACE CONTROL

PROGRAM: folder with ``acupacer`` in it (sources or .mpy); FLASH: folder that stands for the
flash, boot.py and main.py included; TRACE: file that pin changes are written to; CONTROL: a
FIFO with contacts (see fake_machine). The serial port is standard input and output.
"""

import os
import sys

here = __file__.rsplit("/", 1)[0]
program, flash, trace, control = sys.argv[1:]
sys.path[:] = [here, program]
trace_file = open(trace, "a")
control_file = open(control)
os.chdir(flash)

import fake_machine

fake_machine.install(trace_file, control_file)
for name in ("boot.py", "main.py"):
    with open(name) as source:
        exec(source.read(), globals())
