"""Compiles ``rp2040_stepper.c`` for this Python, once, and loads it."""

import importlib.util
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

HERE = Path(__file__).parent
SOURCES = (HERE / "rp2040_stepper.c", HERE / "rp2040_thumb.h")
BUILD = HERE.parents[1] / "build" / "chip"
SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")
INCLUDE = Path(sysconfig.get_paths()["include"])
NEEDED = "the emulated chip needs a C compiler and Python.h: apt install gcc python3-dev"


def load_stepper():
    """The class ``Stepper``. Blocks: the first time some 2 s."""
    made = BUILD / ("rp2040_stepper" + SUFFIX)
    newest_s = max(source.stat().st_mtime for source in SOURCES)
    if not made.exists() or made.stat().st_mtime < newest_s:
        _compile(made)
    spec = importlib.util.spec_from_file_location("rp2040_stepper", made)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.Stepper


def _compile(made):
    compiler = shutil.which("cc")
    assert compiler and (INCLUDE / "Python.h").exists(), NEEDED
    made.parent.mkdir(parents=True, exist_ok=True)
    part = made.with_suffix(f".{os.getpid()}")  # another run may be at it as well
    options = ["-O2", "-Wall", "-fPIC", "-shared", f"-I{INCLUDE}"]
    subprocess.run([compiler, *options, SOURCES[0], "-o", part, "-lm"], check=True)
    part.replace(made)
