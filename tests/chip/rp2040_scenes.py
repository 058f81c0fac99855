"""How far a chip has come when a test begins, and the figures that tests tell."""

import store_rig
from acupacer.core import settings
from acupacer.core.events import FACTORY_FILE, HISTORY_FILE, ROUTINES_FILE, SETTINGS_FILE
from acupacer_host.content import routine_files
from rp2040_flash import read_file
from rp2040_rig import Rp2040
from rp2040_twin import Twin

FACTORY = {FACTORY_FILE: routine_files.packaged()}
KEPT = (ROUTINES_FILE, HISTORY_FILE, SETTINGS_FILE)

_figures = []


def new_chip(image_path, files=None, file_system=None):
    """One that has shown its STOP check and can answer it."""
    chip = Rp2040(image_path, files, file_system)
    chip.run_until(lambda: chip.panel.chip.is_on)
    chip.lit_ms = chip.now_ms
    chip.ready_ms = chip.settle()
    return chip


def at_home(chip, files=None):
    """``chip``, its questions answered, and its twin: (chip, twin)."""
    twin = Twin(chip, {**FACTORY, **(files or {})})
    twin.go_home()
    return chip, twin


def settings_file(**chosen):
    """The settings file of a device where these were changed."""
    return {SETTINGS_FILE: settings.encode({**settings.defaults(), **chosen})}


def lived():
    """The history file of a device that coached for some days."""
    return {HISTORY_FILE: b"".join(store_rig.lived(3).lines)}


def kept_files(chip):
    """What the device has stored: name -> content."""
    image = chip.file_system()
    found = {name: read_file(image, name) for name in KEPT}
    return {name: data for name, data in found.items() if data is not None}


def tell(what, value):
    """A figure that was measured; the report of the test has it."""
    _figures.append(("figure", f"{what}: {value}"))


def take_figures():
    """The figures told in this process so far, as sections of a report."""
    found, _figures[:] = list(_figures), []
    return found
