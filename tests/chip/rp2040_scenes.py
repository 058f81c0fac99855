"""How far a chip has come when a test begins, and the figures that tests tell."""

from acupacer.core.events import FACTORY_FILE
from acupacer_host import routine_files
from rp2040_rig import Rp2040
from rp2040_twin import Twin

FACTORY = {FACTORY_FILE: routine_files.packaged()}

_figures = []


def new_chip(image_path, files=None, file_system=None):
    """One that has shown its STOP check and can answer it."""
    chip = Rp2040(image_path, files, file_system)
    chip.run_until(lambda: chip.panel.chip.is_on)
    chip.ready_ms = chip.settle()
    return chip


def at_home(chip, files=None):
    """``chip``, its questions answered, and its twin: (chip, twin)."""
    twin = Twin(chip, {**FACTORY, **(files or {})})
    twin.go_home()
    return chip, twin


def tell(what, value):
    """A figure that was measured; the report of the test has it."""
    _figures.append(("figure", f"{what}: {value}"))


def take_figures():
    """The figures told in this process so far, as sections of a report."""
    found, _figures[:] = list(_figures), []
    return found
