"""Where the two kinds of installation lie: the installer's below /opt, dpkg's below /usr."""

from pathlib import Path
from typing import NamedTuple


class Places(NamedTuple):
    """Absolute paths on the target system.

    ``program``: what the unit starts. ``scripts``: the folder of outputs-low and usb-gadget.
    ``units``: where systemd finds the units that came along. ``record``: what was noted.
    """

    program: str
    scripts: str
    units: str
    record: str


BY_INSTALLER = Places(
    "/opt/acupacer/venv/bin/acupacer-device",
    "/opt/acupacer",
    "/etc/systemd/system",
    "/opt/acupacer/installed.json",
)
BY_DPKG = Places(
    "/usr/bin/acupacer-device",
    "/usr/libexec/acupacer",
    "/usr/lib/systemd/system",
    "/var/lib/misc/acupacer.json",
)
PACKAGED = "/usr/share/acupacer"  # dpkg's copy of the program, this installer in it


def places_of(here: Path) -> Places:
    """Of the installation that the installer in the folder ``here`` is for."""
    return BY_DPKG if here.parent == Path(PACKAGED) else BY_INSTALLER
