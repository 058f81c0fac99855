"""The laptop's side: the command line as users have it, and the cable."""

import os
import subprocess
import sys
import time
from pathlib import Path

HOME = Path("/run/laptop")
COMMAND = Path(sys.executable).with_name("acupacer")
CABLE = Path(os.environ["GADGET"]) / "UDC"
(CONTROLLER,) = (entry.name for entry in Path("/sys/class/udc").iterdir())


def start(*arguments):
    """A running ``acupacer`` command."""
    HOME.mkdir(exist_ok=True)
    return subprocess.Popen(
        [COMMAND, *map(str, arguments)],
        cwd=HOME,
        env={"PATH": os.environ["PATH"], "HOME": str(HOME), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process, code=0, timeout_s=60):
    """The standard output of a command that ends with ``code`` (and its errors, if not 0)."""
    out, err = process.communicate(timeout=timeout_s)
    said = f"{' '.join(map(str, process.args))}: {process.returncode}\n{out}{err}"
    assert process.returncode == code, said
    return out if code == 0 else out + err


def run(*arguments):
    """The output of a command that succeeds."""
    return finish(start(*arguments))


def unplug():
    """Pull the USB cable."""
    CABLE.write_text("\n")


def plug():
    """Put it in, and wait until the laptop has seen it."""
    CABLE.write_text(CONTROLLER + "\n")
    while not list(Path("/dev").glob("ttyACM*")):
        time.sleep(0.01)
