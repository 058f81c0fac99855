"""What the test on a real kernel needs of this computer, and what is missing."""

import importlib.util
import platform
import shutil

PARTS = ("gpiozero", "lgpio", "adafruit_ssd1306", "serial", "acupacer", "acupacer_host")


class NotPossible(Exception):
    """The test cannot run here; the message says why and, where it helps, what to do."""


def check():
    """Raises NotPossible when this is the wrong computer or Python."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise NotPossible(
            f"needs Linux on amd64, this is {platform.system()} {platform.machine()}"
        )
    release = _release()
    if (release.get("ID"), release.get("VERSION_ID")) != ("debian", "12"):
        raise NotPossible(f"needs Debian 12, this is {release.get('PRETTY_NAME', 'unknown')}")
    if shutil.which("apt-get") is None:
        raise NotPossible("needs apt-get, which is not here")
    absent = [name for name in PARTS if importlib.util.find_spec(name) is None]
    if absent:
        raise NotPossible(
            f"this Python lacks {', '.join(absent)} (lgpio has wheels up to Python 3.12)"
        )


def _release():
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}
