"""What a chip does with a flash that a power cut left."""

import rp2040_scenes as scenes
from acupacer.core.events import ROUTINES_FILE
from rp2040_flash import read_file
from rp2040_twin import Twin

STAGING_FILE = ROUTINES_FILE + ".part"


def cuts_around_last_change(written, name):
    """The last cut before file ``name`` became what it is, and the first one after."""
    cuts = list(written.cuts())
    whole = read_file(cuts[-1][1], name)
    at = next(number for number, cut in enumerate(cuts) if read_file(cut[1], name) == whole)
    return cuts[at - 1 : at + 1]


def starts_again(image_path, when, image):
    """What was half written is gone, what was there is there, and STOP leads on."""
    files = {name: read_file(image, name) for name in scenes.KEPT}
    chip = scenes.new_chip(image_path, file_system=image)
    left = chip.file_system()
    assert {name: read_file(left, name) for name in scenes.KEPT} == files, when
    assert read_file(left, STAGING_FILE) is None, when
    twin = Twin(chip, {**scenes.FACTORY, **scenes.kept_files(chip)})
    twin.press_on("STOP")
    assert twin.differing == [], when
    assert twin.state in ("question", "red_flags", "power_loss_offer", "home"), when
