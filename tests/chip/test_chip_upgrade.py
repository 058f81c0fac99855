"""A board that had the program as files on its flash gets the image."""

import pytest
import rp2040_scenes as scenes
from acupacer.core.events import HISTORY_FILE, ROUTINES_FILE, SETTINGS_FILE
from acupacer_host.content import routine_files
from rp2040_cuts import starts_again
from rp2040_flash import files_of, read_file
from rp2040_rig import Rp2040
from rp2040_twin import Twin

# What an old file would do if it ever ran: a pin that nothing uses goes high, and stays.
EVIL_PIN = 22
EVIL = b"""from machine import Pin  # acupacer
Pin(22, Pin.OUT, value=1)
raise SystemExit
"""
PARTS = ("start", "part", "session", "check", "config", "link", "power_up", "trainer")
STARTS = {  # as the old program's own began
    "boot.py": b"from acupacer_start import is_safe_mode\n" + EVIL,
    "main.py": b"from acupacer_start import start\n" + EVIL,
    "package.json": b'{"version": "0.1.0", "urls": [["acupacer.dat", "acupacer.dat"]]}',
}
OLD = ("acupacer.dat", "factory.json")
OLD_LIBRARY = tuple(f"lib/acupacer_{part}.mpy" for part in PARTS)
# Names by which a file could take the place of a module of the program or of MicroPython.
SHADOWS = (
    "sys.py",
    "lib/sys.py",
    "machine.py",
    "lib/framebuf.py",
    "_boot.py",
    "acupacer/__init__.py",
    "acupacer/core/device.py",
    "lib/acupacer/__init__.py",
    "acupacer_pictures.py",
    "acupacer_image.py",
    "lib/acupacer_factory.py",
    "lib/acupacer_start.py",
)


@pytest.fixture(scope="module")
def kept():
    """What a user has made has to stay."""
    routines = routine_files.packaged().replace(b"Desk break", b"Desk pause")
    return {ROUTINES_FILE: routines, **scenes.settings_file(language="de"), **scenes.lived()}


@pytest.fixture(scope="module")
def upgraded(image_path, kept):
    """(a chip at its first start with the image, the flash's log of that start)."""
    files = {**dict.fromkeys((*OLD, *OLD_LIBRARY, *SHADOWS), EVIL), **STARTS, **kept}
    chip = Rp2040(image_path, files)
    chip.edges[EVIL_PIN] = chip.watch(EVIL_PIN)
    written = chip.log_flash()
    chip.run_until(lambda: chip.panel.chip.is_on)
    chip.settle()
    chip.run(2_000)
    return chip, written


def test_no_old_file_ever_runs(upgraded, kept):
    chip, _ = upgraded
    assert chip.edges[EVIL_PIN] == []
    assert chip.received == b""
    twin = Twin(chip, {**scenes.FACTORY, **kept})
    assert twin.differing == []
    twin.press_on("STOP")
    assert twin.differing == []


def test_routines_history_and_settings_stay(upgraded, kept):
    chip, _ = upgraded
    now = scenes.kept_files(chip)
    assert now[ROUTINES_FILE] == kept[ROUTINES_FILE]
    assert now[SETTINGS_FILE] == kept[SETTINGS_FILE]
    assert now[HISTORY_FILE].startswith(kept[HISTORY_FILE])


def test_the_old_files_are_gone(upgraded):
    chip, _ = upgraded
    left = set(files_of(chip.file_system()))
    assert left & {*STARTS, *OLD, *OLD_LIBRARY} == set()


def test_no_power_cut_in_the_first_start_loses_anything(upgraded, kept):
    _, written = upgraded
    assert written.operations
    for when, image in written.cuts():
        for name in (ROUTINES_FILE, SETTINGS_FILE):
            assert read_file(image, name) == kept[name], when
        assert read_file(image, HISTORY_FILE).startswith(kept[HISTORY_FILE]), when


def test_a_first_start_that_was_cut_starts_again(upgraded, image_path):
    cuts = list(upgraded[1].cuts())
    for when, image in cuts[:: max(1, len(cuts) // 4)]:
        starts_again(image_path, when, image)


@pytest.mark.soak
def test_it_starts_again_wherever_the_first_start_was_cut(upgraded, image_path):
    for when, image in upgraded[1].cuts():
        starts_again(image_path, when, image)
