"""A Pico without the chip: its own boot.py and main.py on the unix MicroPython.

    micropython fake_pico.py PROGRAM FLASH TRACE CONTROL [MINUTES]

PROGRAM: folder with ``acupacer`` in it (sources or .mpy); FLASH: folder that stands for the
flash, boot.py and main.py included; TRACE: file that pin changes are written to; CONTROL: a
FIFO with contacts (see fake_machine). The serial port is standard input and output. With
MINUTES nobody is on the link, time is virtual and the heap is recorded every minute.
"""

import gc
import os
import sys

here = __file__.rsplit("/", 1)[0]
program, flash, trace, control = sys.argv[1:5]
sys.path[:] = [here, program]
trace_file = open(trace, "a")
control_file = open(control)
os.chdir(flash)

import fake_machine

fake_machine.install(trace_file, control_file)


def minute(number):
    gc.collect()
    fake_machine.WORLD.note({"heap": gc.mem_alloc()})
    if number == int(sys.argv[5]):
        trace_file.flush()
        sys.exit(0)


if len(sys.argv) > 5:
    fake_machine.VirtualTime(minute)
gc.collect()
fake_machine.WORLD.note({"heap": gc.mem_alloc()})
for name in ("boot.py", "main.py"):
    with open(name) as source:
        exec(source.read(), globals())
