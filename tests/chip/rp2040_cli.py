"""``python -m acupacer_host``, its port's clock being the emulated chip's.

    python rp2040_cli.py CLOCK-FILE ARGUMENTS...

The chip is slower than real time while it works, so a host that waits by the computer's
clock would give up too early. The command line is the real one, in a process of its own;
only the two functions by which its serial port tells time and sleeps are others.
CLOCK-FILE holds the chip's seconds, kept up to date by ``rp2040_bridge.Bridge``.
"""

import mmap
import runpy
import struct
import sys
import time

from acupacer_host.device.transport import SerialTransport

LOOK_S = 0.001


def chip_clock(path):
    with open(path, "rb") as file:
        shared = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return lambda: struct.unpack("d", shared)[0]


def main():
    now_s = chip_clock(sys.argv.pop(1))

    def sleep(seconds):
        until_s = now_s() + seconds
        while now_s() < until_s:
            time.sleep(LOOK_S)

    SerialTransport.now_s = staticmethod(now_s)
    SerialTransport.sleep = staticmethod(sleep)
    runpy.run_module("acupacer_host", run_name="__main__", alter_sys=True)


main()
