"""Files over the serial port, by the real command line, and power cuts in the middle."""

import json
import random

import pytest
import rp2040_documents as documents
import rp2040_scenes as scenes
from acupacer.core.events import ROUTINES_FILE, SETTINGS_FILE
from acupacer_host.content import routine_files
from acupacer_host.content.reading import laid_out
from PIL import Image
from rp2040_bridge import Bridge
from rp2040_cuts import STAGING_FILE, cuts_around_last_change, starts_again
from rp2040_flash import read_file
from rp2040_heap import Heap

LARGEST_S = 28  # of the chip's time, for a push of the largest file
SEED = 12
SWEPT_MS = 3_000  # garbage has been collected by then
GLASS = (10, 10, 138, 74)  # of a screenshot: the panel without its frame
LEAST_BLOCK_BYTES = 16_384


class Push:
    """The factory routines pushed over others, by the command line.

    ``said``: by the command. ``written``: the flash's log.
    """

    def __init__(self, image_path, home):
        self.new = routine_files.packaged()
        self.old = self.new.replace(b"Desk break", b"Desk pause")
        assert self.old != self.new
        self.chip = scenes.new_chip(image_path, {ROUTINES_FILE: self.old})
        self.written = self.chip.log_flash()
        self.bridge = Bridge(self.chip, home)
        self.said = self.bridge.acupacer("push")


@pytest.fixture(scope="module")
def push(image_path, tmp_path_factory):
    return Push(image_path, tmp_path_factory.mktemp("push"))


def test_the_command_line_pushes_routines(push):
    assert "Desk pause" in push.said
    assert "verified" in push.said
    assert read_file(push.chip.file_system(), ROUTINES_FILE) == push.new
    assert read_file(push.chip.file_system(), STAGING_FILE) is None


def test_the_command_line_finds_no_session_on_a_device_that_had_none(push):
    assert json.loads(push.bridge.acupacer("history", "--json")) == []


def test_a_screenshot_is_what_the_panel_shows(push, tmp_path):
    picture = tmp_path / "screen.png"
    push.bridge.acupacer("screenshot", "--scale", "1", picture)
    shown = Image.open(picture).convert("L").crop(GLASS).getdata()
    panel = push.chip.panel.chip.page_buffer()
    lit = [bool(panel[y // 8 * 128 + x] >> y % 8 & 1) for y in range(64) for x in range(128)]
    assert any(lit)
    assert [value > 127 for value in shown] == lit


def test_no_power_cut_in_a_push_tears_the_routines(push):
    allowed = [push.old]
    for when, image in push.written.cuts():
        routines = read_file(image, ROUTINES_FILE)
        assert routines in (push.old, push.new), when
        assert routines == push.new or push.new not in allowed, when  # never back again
        allowed.append(routines)
    assert allowed[-1] == push.new


def test_routines_whose_push_was_cut_start_again(push, image_path):
    staged = [cut for cut in push.written.cuts() if read_file(cut[1], STAGING_FILE)]
    last = cuts_around_last_change(push.written, ROUTINES_FILE)
    for when, image in [staged[len(staged) // 2], *last]:
        starts_again(image_path, when, image)


@pytest.mark.soak
def test_routines_start_again_wherever_a_push_was_cut(push, image_path):
    for when, image in push.written.cuts():
        starts_again(image_path, when, image)


def test_the_largest_file_goes_there_and_back(chip, tmp_path):
    file, back = tmp_path / "largest.json", tmp_path / "back.json"
    file.write_bytes(documents.largest())
    bridge = Bridge(chip, tmp_path)
    began_ms = chip.now_ms
    assert "verified" in bridge.acupacer("push", "--replace", file)
    took_s = (chip.now_ms - began_ms) / 1000
    bridge.acupacer("pull", back)
    scenes.tell("push of 64 KB, s", took_s)
    assert back.read_bytes() == laid_out(file.read_bytes())
    assert took_s <= LARGEST_S


# --- many of them ---------------------------------------------------------------------------


def push_many(chip, home, count):
    """Files of random lengths; the heap after each push, at rest."""
    dice = random.Random(SEED)
    heap, looks = Heap(chip), []
    bridge = Bridge(chip, home)
    file = home / "routines.json"
    for number in range(count):
        routines = [documents.filled(n) for n in range(1 + dice.randrange(20))]
        routines[0]["title"] = f"Push {number}"
        file.write_bytes(documents.encode(routines))
        bridge.acupacer("push", "--replace", file)
        chip.run(SWEPT_MS)
        looks.append(heap.look())
    assert read_file(chip.file_system(), ROUTINES_FILE) == file.read_bytes()
    scenes.tell("free, largest block after each push", [tuple(look) for look in looks])
    assert min(look.largest_bytes for look in looks) >= LEAST_BLOCK_BYTES


def test_five_pushes_leave_the_heap_whole(chip, tmp_path):
    push_many(chip, tmp_path, 5)


@pytest.mark.soak
def test_a_hundred_pushes_leave_the_heap_whole(chip, tmp_path):
    push_many(chip, tmp_path, 100)


# --- settings -------------------------------------------------------------------------------


def test_no_power_cut_in_a_settings_write_tears_the_settings(chip, image_path, tmp_path):
    bridge = Bridge(chip, tmp_path)
    bridge.acupacer("settings", "language=de")
    chip.run(3000)
    old = read_file(chip.file_system(), SETTINGS_FILE)
    written = chip.log_flash()
    bridge.acupacer("settings", "large=on")
    chip.run(3000)
    new = read_file(chip.file_system(), SETTINGS_FILE)
    assert old is not None and new is not None and old != new
    assert {read_file(image, SETTINGS_FILE) for _, image in written.cuts()} == {old, new}
    for when, image in cuts_around_last_change(written, SETTINGS_FILE):
        starts_again(image_path, when, image)
