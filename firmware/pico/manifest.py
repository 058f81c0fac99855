# What is frozen into the firmware image: the start files, what is generated beside the build
# (``GENERATED``, see tools/build_firmware.py), and the program's own sources as they are.
# MicroPython runs this when it builds. Sorted, for a folder's own order is not the same
# everywhere, and the same sources shall give the same image.

from glob import glob

_SOURCES = ".."
_PROGRAM = (
    "acupacer/__init__.py",
    "acupacer/boards/__init__.py",
    "acupacer/boards/loop.py",
    "acupacer/boards/panel.py",
    "acupacer/boards/pulse.py",
    "acupacer/boards/pico/**/*.py",
    "acupacer/core/**/*.py",
)
# For interpreters that have no such function of their own.
_LEFT_OUT = {"acupacer/core/link/crc16.py"}

freeze("modules", sorted(glob("*.py", root_dir="modules")))
freeze("$(GENERATED)", ["acupacer_image.py"])
for _names in _PROGRAM:
    _found = set(glob(_names, root_dir=_SOURCES, recursive=True))
    freeze(_SOURCES, sorted(_found - _LEFT_OUT))
