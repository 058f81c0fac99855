"""Stands in for Raspberry Pi's ``pinctrl set PINS op dl|dh`` on the simulated header.

The real one writes the chip's registers; this one asks the kernel for the lines, so it
works only on lines that no program holds, which after an end of the service is so.
"""

import os
import sys

import lgpio


def main(verb, pins, direction, drive):
    if (verb, direction) != ("set", "op"):
        raise SystemExit("only: set PINS op dl|dh")
    os.environ.setdefault("LG_WD", "/run")
    chip = lgpio.gpiochip_open(0)
    for pin in pins.split(","):
        lgpio.gpio_claim_output(chip, int(pin), {"dl": 0, "dh": 1}[drive])
    lgpio.gpiochip_close(chip)


if __name__ == "__main__":
    main(*sys.argv[1:])
