"""Takes away the files of versions that were no image, but a program on the flash.

None of them is ever run: only what is frozen can be imported (firmware/pico/modules). They
only fill the flash. Routines, history and settings stay.
"""

import os

# Version 0.1.0 and before; the folder "lib" had modules named acupacer_….
FILES = ("acupacer.dat", "factory.json")
# Names that a maker may have used as well: taken away only if they begin as ours did.
SHARED_FILES = ("boot.py", "main.py", "package.json")
LIBRARY = "lib"
PREFIX = "acupacer_"
_FIRST_BYTES = 80
_STARTS = b"from acupacer"
_LISTS = b'"acupacer.dat"'


def tidy_up() -> None:
    """Remove what is there of them. Never raises. Blocks: some ms, tens of ms a file."""
    names = _names("")
    for name in FILES:
        if name in names:
            _remove(name)
    for name in SHARED_FILES:
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
            begun = source.read(_FIRST_BYTES)
    except OSError:
        return False
    return begun.startswith(_STARTS) or _LISTS in begun


def _remove(name: str) -> None:
    try:
        os.remove(name)
    except OSError:  # read-only, or a folder of that name: it does no harm
        return
