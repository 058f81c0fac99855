"""Clean environments: a Python that is here, or that of a Debian in a folder.

Each gives ``install(wheel, extra)`` and ``run(program, *words)``, which raise
CalledProcessError, and has ``home``, the folder that it runs in.
"""

import os
import shutil
import subprocess
import sys

import pytest

# Debian's own Python of each suite, for those who have no other one.
SUITES = {"3.11": "bookworm", "3.13": "trixie", "3.14": "forky"}
PLATFORMS = ("manylinux2014_x86_64", "manylinux_2_28_x86_64", "manylinux_2_34_x86_64")
# A mirror may be behind: what apt installs is signed either way.
APT = (
    '--aptopt=Acquire::Languages "none"',
    '--aptopt=Acquire::Check-Valid-Until "false"',
)
# In a mount namespace of its own, where the pseudo-terminals are, and gone with it.
ENTER = (
    'mount -t devpts -o newinstance,ptmxmode=0666 devpts "$0/dev/pts" && '
    'exec chroot "$0" env --chdir=/root "$@"'
)
QUIET = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PYTHONWARNINGS": "ignore"}


def say(*command, **more):
    """What a command says. Raises CalledProcessError, its output with it."""
    words = list(map(str, command))
    done = subprocess.run(words, capture_output=True, text=True, **{"input": "", **more})
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n")
        done.check_returncode()
    return done.stdout


class Here:
    """A venv of an interpreter on this computer."""

    def __init__(self, python, folder):
        self.home = folder
        self._bin = folder / "venv" / "bin"
        say(python, "-m", "venv", folder / "venv")

    def install(self, wheel, extra=""):
        """The wheel of the folder; what it needs comes from the index."""
        return self.run("python", "-m", "pip", "install", "--quiet", f"{wheel}{extra}")

    def run(self, program, *words, **more):
        environment = {**os.environ, **QUIET, "HOME": str(self.home)}
        return say(self._bin / program, *words, env=environment, cwd=self.home, **more)


class Chroot:
    """A venv in the smallest Debian that has the Python; wheels are fetched from outside."""

    def __init__(self, python, suite, folder):
        self._python, self._root = python, folder / "root"
        self.home = self._root / "root"
        options = ("--variant=apt", "--include=python3-venv", *APT)
        say("mmdebstrap", *options, suite, self._root)
        self.in_it("python3", "-m", "venv", "/root/venv")

    def install(self, wheel, extra=""):
        wheels = self._root / "wheels"
        only = ("--only-binary=:all:", f"--python-version={self._python}")
        platforms = [f"--platform={name}" for name in PLATFORMS]
        pip = (sys.executable, "-m", "pip", "download", "--quiet", "--dest", wheels)
        say(*pip, *only, *platforms, f"{wheel}{extra}", env={**os.environ, **QUIET})
        pip = ("python", "-m", "pip", "install", "--quiet", "--no-index")
        return self.run(*pip, "--find-links=/wheels", f"/wheels/{wheel.name}{extra}")

    def run(self, program, *words, **more):
        return self.in_it(f"/root/venv/bin/{program}", *words, **more)

    def in_it(self, *command, **more):
        plain = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": "/root", **QUIET}
        enter = ("unshare", "--mount", "sh", "-c", ENTER, self._root)
        return say(*enter, *command, env=plain, **more)


def environment(python, folder):
    """A clean environment of Python ``python``; skips, and says why, where there is none."""
    here = shutil.which(f"python{python}")
    if here and subprocess.run([here, "-c", ""], capture_output=True).returncode == 0:
        return Here(here, folder)
    if python not in SUITES:
        pytest.skip(f"python{python} is not here, and no Debian has it")
    if os.geteuid() != 0 or shutil.which("mmdebstrap") is None:
        pytest.skip(f"python{python} is not here; Debian's needs root and mmdebstrap")
    return Chroot(python, SUITES[python], folder)
