# What is frozen into the firmware image: the program's own sources as they are, what is
# generated beside the build (``GENERATED``, see tools/build_firmware.py), and the start
# files. MicroPython runs this when it builds.

freeze("modules")
freeze("$(GENERATED)")

_SOURCES = ".."
freeze(_SOURCES, "acupacer/__init__.py")
freeze(_SOURCES, "acupacer/boards/__init__.py")
freeze(_SOURCES, "acupacer/boards/loop.py")
freeze(_SOURCES, "acupacer/boards/pico")
freeze(_SOURCES, "acupacer/core")
