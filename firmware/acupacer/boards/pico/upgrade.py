"""Takes away the files of versions that were no image, but a program on the flash.

None of them is ever run: what is frozen comes first (firmware/pico/modules). They only
fill the flash. Routines, history and settings stay.
"""

import os

# Version 0.1.0 and before, whole names; the folder "lib" had modules named acupacer_….
FILES = ("acupacer.dat", "factory.json", "package.json")
START_FILES = ("boot.py", "main.py")  # taken away only if they start acupacer
LIBRARY = "lib"
PREFIX = "acupacer_"
_OURS = b"acupacer"
_START_BYTES = 200  # ours are one line each


def tidy_up() -> None:
    """Remove what is there of them. Never raises. Blocks: some ms, tens of ms a file."""
    names = _names("")
    for name in FILES:
        if name in names:
            _remove(name)
    for name in START_FILES:
        if name in names and _is_ours(name):
            _remove(name)
    if LIBRARY not in names:
        return
    for name in _names(LIBRARY):
        if name.startswith(PREFIX) and name.endswith(".mpy"):
            _remove(LIBRARY + "/" + name)


def _names(folder: str) -> "list[str]":
    try:
        return os.listdir(folder or ".")
    except OSError:
        return []


def _is_ours(name: str) -> bool:
    try:
        with open(name, "rb") as source:
            return _OURS in source.read(_START_BYTES)
    except OSError:
        return False


def _remove(name: str) -> None:
    try:
        os.remove(name)
    except OSError:  # read-only, or a folder of that name: it does no harm
        return
