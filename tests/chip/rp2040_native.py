"""The emulator's compiled modules, compiled anew for this Python: five times as fast.

Those in the wheel are built for every Python at once and look most of their own methods up
by name at each call, several times for each emulated instruction. The C they are made from
is in the wheel too; without ``Py_LIMITED_API`` it calls them directly. Nothing else differs:
the same cycles are counted. Where no C compiler or no Python.h is, the wheel's are used.
"""

import importlib.metadata
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

PACKAGE = "rp2040py.native"
SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")
INCLUDE = Path(sysconfig.get_paths()["include"])
BUILD = Path(__file__).parents[2] / "build"


class Finder:
    """Finds the modules of ``PACKAGE`` that were compiled into ``folder``."""

    def __init__(self, folder):
        self._folder = folder

    def find_spec(self, name, path=None, target=None):
        package, _, module = name.rpartition(".")
        file = self._folder / (module + SUFFIX)
        if package != PACKAGE or not file.exists():
            return None
        return importlib.util.spec_from_file_location(name, file)


def use():
    """Have the next import of rp2040py take the modules compiled here. Blocks: the first
    time some 15 s."""
    compiler = shutil.which("cc")
    assert not [name for name in sys.modules if name.startswith("rp2040py")], "too late"
    if compiler is None or not (INCLUDE / "Python.h").exists():
        return
    version = importlib.metadata.version("rp2040py")
    folder = BUILD / f"rp2040py-{version}{SUFFIX.removesuffix('.so')}"
    folder.mkdir(parents=True, exist_ok=True)
    spec = importlib.util.find_spec("rp2040py")
    for source in sorted((Path(spec.origin).parent / "native").glob("*.c")):
        _compile(compiler, source, folder / (source.stem + SUFFIX))
    sys.meta_path.insert(0, Finder(folder))


def _compile(compiler, source, made):
    if made.exists():
        return
    part = made.with_suffix(f".{os.getpid()}")  # another run may be at it as well
    options = ["-O2", "-w", "-fPIC", "-shared", f"-I{INCLUDE}"]
    subprocess.run([compiler, *options, source, "-o", part], check=True)
    part.replace(made)
