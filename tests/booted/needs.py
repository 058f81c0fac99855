"""What the booted tests need of this computer, and what is missing."""

import platform
import shutil


class NotPossible(Exception):
    """The tests cannot run here; the message says why and, where it helps, what to do."""


def check():
    """Raises NotPossible when this is the wrong computer."""
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        raise NotPossible(
            f"needs Linux on amd64, this is {platform.system()} {platform.machine()}"
        )
    release = _release()
    if (release.get("ID"), release.get("VERSION_ID")) != ("debian", "12"):
        raise NotPossible(f"needs Debian 12, this is {release.get('PRETTY_NAME', 'unknown')}")
    if shutil.which("apt-get") is None:
        raise NotPossible("needs apt-get, which is not here")


def _release():
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}
