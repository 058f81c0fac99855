"""apt-get on this computer: packages to install and packages to fetch."""

import os
import subprocess

from needs import NotPossible

LOCK_S = 300  # another apt may be at work on this computer


def install(*packages):
    """Install what is missing; what is there stays as it is. Raises NotPossible."""
    if os.geteuid() != 0:
        raise NotPossible(f"the first run installs {', '.join(packages)}: it needs root")
    _fresh("install", "-y", "--no-install-recommends", "--no-upgrade", "--no-remove", *packages)


def download(folder, *packages):
    """Fetch the files of packages into ``folder``. Raises NotPossible."""
    _fresh("download", *packages, cwd=folder)


def update():
    """Fetch the lists of packages. Raises NotPossible."""
    _apt("update")


def _fresh(*arguments, cwd=None):
    """An apt-get command, again with fresh package lists when it failed."""
    try:
        _apt(*arguments, cwd=cwd)
    except NotPossible:
        update()
        _apt(*arguments, cwd=cwd)


def _apt(*arguments, cwd=None):
    done = subprocess.run(
        ["apt-get", "-q", "-o", f"DPkg::Lock::Timeout={LOCK_S}", *arguments],
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"},
    )
    if done.returncode:
        faults = [line for line in done.stderr.splitlines() if line.startswith("E:")]
        what = faults[0] if faults else f"exit code {done.returncode}"
        raise NotPossible(f"apt-get {arguments[0]} failed: {what}")
