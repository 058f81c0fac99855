"""What the disk is made of, fetched once: a Debian "suite", and the wheels of the program.

base.tar   the smallest Debian with systemd, what the installer's apt will ask for in
           /srv/archive
wheels/    what the installer's pip and the laptop will ask for
lgpio/     lgpio's wheel: Raspberry Pi OS has python3-lgpio, Debian has not
"""

import shutil
import subprocess
import sys
from pathlib import Path

import apt
from cache import kept
from needs import NotPossible

HERE = Path(__file__).parent
PACKAGES = ("mmdebstrap", "e2fsprogs", "qemu-utils", "qemu-system-x86")
TOOLS = ("mmdebstrap", "mkfs.ext4", "qemu-img", "qemu-system-x86_64", "dpkg-deb")
PYTHONS = {"bookworm": "3.11", "trixie": "3.13"}
INSIDE = ("systemd-sysv", "udev", "dbus", "polkitd", "sudo", "kmod", "passwd", "python3")
# For the installer, and for the Debian package.
FETCHED = ("python3-venv", "python3-serial", "python3-colorzero")
# Names as in [project.optional-dependencies] pi of pyproject.toml, and of the laptop's tool.
ON_PI = ("gpiozero>=2.0.1", "adafruit-circuitpython-ssd1306>=2.12.22", "gpiod>=2.2.2,<3")
ON_LAPTOP = ("click>=8.1", "rich>=13.7", "pyserial>=3.5", "platformdirs>=4.2", "pillow>=10.3")
LGPIO = "lgpio==0.2.2.0"
# It has wheels up to Python 3.12; that one's module works in 3.13 as well.
NEWEST_OF_LGPIO = {"trixie": "3.12"}
PLATFORMS = ("manylinux2014_x86_64", "manylinux_2_28_x86_64", "manylinux_2_34_x86_64")
NOT_NEEDED = ("doc", "man", "locale", "info")


def tools():
    """Install what makes and plays machines, where it is missing. Raises NotPossible."""
    if any(shutil.which(name) is None for name in TOOLS):
        apt.install(*PACKAGES)


def base(suite):
    """The folder with base.tar, wheels/ and lgpio/ of a suite.

    Raises NotPossible when something cannot be had. Blocks: minutes when it is made.
    """
    return kept(f"base-{suite}", [HERE / "debian.py", suite], lambda to: _make(to, suite))


def run(*command, environment=None):
    """A command's output. Raises NotPossible with its errors when it fails."""
    done = subprocess.run(
        list(map(str, command)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environment,
    )
    if done.returncode:
        raise NotPossible(f"{command[0]} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def _make(folder, suite):
    run("mmdebstrap", *_options(), suite, folder / "base.tar")
    _fetch_wheels(folder / "wheels", PYTHONS[suite], *ON_PI, *ON_LAPTOP)
    _fetch_wheels(folder / "lgpio", NEWEST_OF_LGPIO.get(suite, PYTHONS[suite]), LGPIO)


def _options():
    """Options of mmdebstrap."""
    left_out = [f"--dpkgopt=path-exclude=/usr/share/{name}/*" for name in NOT_NEEDED]
    fetch = "apt-get install --yes --no-install-recommends --download-only"
    archive = '"$1"/srv/archive'
    return [
        "--variant=apt",
        f"--include={','.join(INSIDE)}",
        '--aptopt=Acquire::Languages "none"',
        *left_out,
        '--customize-hook=chroot "$1" apt-get clean',
        f'--customize-hook=chroot "$1" {fetch} {" ".join(FETCHED)}',
        f'--customize-hook=mkdir {archive} && mv "$1"/var/cache/apt/archives/*.deb {archive}',
    ]


def _fetch_wheels(folder, python, *names):
    platforms = [f"--platform={name}" for name in PLATFORMS]
    run(
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
        *("--only-binary=:all:", f"--python-version={python}", *platforms),
        *(f"--dest={folder}", *names),
    )
