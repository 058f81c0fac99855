"""Runs the scenarios one after the other on one booted machine; see scenarios.py."""

import os
import sys
import time
import traceback
from pathlib import Path

import header
import laptop
import program
import scenarios
from panel import Panel


class Bench:
    """What every scenario works with: the header's probe, the panel, the running program."""

    def __init__(self):
        for name in header.BUTTONS:
            header.release(name)
        program.install_last_resort()
        laptop.unplug()  # so that nothing is there before it is asked for
        self.panel = Panel()
        self.motor = header.MotorProbe()
        self.program = None
        self.note = ""
        self.until(lambda: list(Path("/dev").glob("i2c-*")), "an I2C bus")
        (bus,) = Path("/dev").glob("i2c-*")
        if bus.name != "i2c-1":
            Path("/dev/i2c-1").symlink_to(bus)
        laptop.plug()

    def until(self, holds, what, timeout_s=60):
        """Wait until ``holds()``; AssertionError naming ``what`` when it never does."""
        end_s = time.monotonic() + timeout_s
        while not holds():
            assert time.monotonic() < end_s, f"waited {timeout_s} s in vain for: {what}"
            time.sleep(0.005)

    def see(self, words, timeout_s=60):
        """Wait until the panel shows ``words``."""
        self.until(lambda: self.panel.shows(words), f"{words!r} on the panel", timeout_s)

    def tap(self, name, words):
        """A short press, after which the panel shows ``words``."""
        header.tap(name)
        self.see(words)


def run(bench):
    """Play every scenario; the exit code."""
    began_s = time.monotonic()
    for scenario in scenarios.ALL:
        start_s = time.monotonic()
        bench.note = ""
        try:
            scenario(bench)
        except Exception:
            print(f"FAILED  {scenario.__doc__}\n{traceback.format_exc()}\n{bench.panel.art()}")
            print(f"motor: {bench.motor.pattern()!r}, now on for {bench.motor.on_s:.2f} s")
            print(bench.program.log if bench.program else "no program was started")
            return 1
        took_s = time.monotonic() - start_s
        print(f"ok  {scenario.__doc__:52} {took_s:5.1f} s  {bench.note}", flush=True)
    print(f"{len(scenarios.ALL)} scenarios in {time.monotonic() - began_s:.0f} s after boot")
    return 0


def main():
    up_s = float(Path("/proc/uptime").read_text().split()[0])
    print(f"    {'booted':52} {up_s:5.1f} s", flush=True)
    bench = Bench()
    try:
        return run(bench)
    finally:
        if bench.program is not None:
            bench.program.process.kill()


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)  # threads that wait in the kernel are left behind with the machine
