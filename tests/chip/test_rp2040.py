"""The Pico's program on an emulated RP2040 with real MicroPython.

Runs when ACUPACER_RP2_UF2 names a MicroPython image for the Pico (micropython.org has
them); takes some minutes, most of them emulating. What a test takes apart was done once,
by a fixture: one device is new and coaches a session, one gets new routines.
"""

import importlib.util
import json
import os

import pytest
from acupacer.boards.loop import POLL_MS
from acupacer.core.events import HISTORY_FILE, ROUTINES_FILE
from acupacer_host import pico_image

UF2 = os.environ.get("ACUPACER_RP2_UF2")
if not UF2:
    pytest.skip(
        "no chip to emulate: ACUPACER_RP2_UF2 names no MicroPython image for the Pico",
        allow_module_level=True,
    )
for package in ("rp2040py", "littlefs"):
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed", allow_module_level=True)

from rp2040_bridge import Bridge
from rp2040_flash import read_file
from rp2040_rig import Rp2040
from rp2040_twin import MOTOR, Twin

READY_MS = 300
CUE_MS = 20
RECORD_MS = 50  # cues come first, then the record of them is made
SESSION_MS = 60_000
LOOK_MS = 4500  # between two looks at the panel in a session
SPARE_MS = 1500  # any cue is over by then, and flash that waits for that is written
STAGING_FILE = ROUTINES_FILE + ".part"


@pytest.fixture(scope="module")
def image():
    return pico_image.build()


def ready(chip):
    """Until the STOP check is lit and can be answered; when that was, in emulated ms."""
    chip.run_until(lambda: chip.panel.chip.is_on)
    return chip.settle()


def test_it_is_ready_soon_after_power_up(image):
    """The STOP check is on the panel, and a press of STOP counts from then on."""
    twin_files = {"factory.json": image.files["factory.json"]}
    chip = Rp2040(UF2, image.files)
    chip.run_until(lambda: chip.panel.chip.is_on)
    assert chip.now_ms <= READY_MS
    twin = Twin(chip, twin_files)
    assert twin.differing == [], "what is shown is what the core draws"
    twin.press_on("STOP")
    assert twin.state == "question"
    assert twin.differing == []
    assert any(is_high for _, is_high in chip.edges[MOTOR]), "and the press is felt"


# --- a new device coaches a session --------------------------------------------------------


class Session:
    """From the first power-up to home again, done by the chip and by the core alone.

    ``written``: the flash's log. ``pulses``: the chip's and the core's while it ran.
    """

    def __init__(self, image):
        files = {"factory.json": image.files["factory.json"]}
        self.chip = Rp2040(UF2, image.files)
        ready(self.chip)
        self.written = self.chip.log_flash()
        self.twin = Twin(self.chip, files)
        self.twin.open_session()
        self.twin.wait(SPARE_MS)
        self.pulses = self._run()
        self._end()
        self.twin.wait(SPARE_MS)

    def _run(self):
        """A minute from START on, with looks at the panel."""
        twin = self.twin
        began_ms = twin.core.now_ms
        twin.tap("START")
        while twin.core.now_ms < began_ms + SESSION_MS:
            twin.wait(LOOK_MS)
            twin.settle()
            twin.look()
        assert twin.core.device.session.is_running
        return twin.pulses(began_ms)

    def _end(self):
        """STOP, its silence, "too much?" no, done, home."""
        twin = self.twin
        twin.press_on("STOP")
        assert twin.state == "silence"
        twin.wait(2 * SPARE_MS)
        twin.look()
        assert twin.state == "too_much"
        twin.press_on("NEXT")
        assert twin.state == "done"
        twin.press_on("START")
        assert twin.state == "home"


@pytest.fixture(scope="module")
def session(image):
    return Session(image)


def test_cues_of_a_session_come_on_time(session):
    """Counted from the first one, which has to follow START as soon as it was seen."""
    found, wanted = session.pulses
    assert len(wanted) > 30
    assert len(found) == len(wanted)
    seen_ms = found[0][0] - wanted[0][0]
    assert 0 <= seen_ms <= POLL_MS + CUE_MS
    late = [
        (round(began - wanted_began - seen_ms, 1), round(ended - wanted_ended - seen_ms, 1))
        for (began, ended), (wanted_began, wanted_ended) in zip(found, wanted, strict=True)
    ]
    too_late = [pair for pair in late if max(map(abs, pair)) > CUE_MS]
    assert too_late == [], late


def test_the_panel_shows_what_the_core_draws(session):
    """On the way to the session, all through it, and on the way home."""
    assert session.twin.looks > 30
    assert session.twin.differing == []


def test_it_writes_the_history_the_core_alone_writes(session):
    found = history_of(session.chip)
    wanted = history_lines(session.twin.core.files[HISTORY_FILE])
    assert [facts(line) for line in found] == [facts(line) for line in wanted]
    apart_ms = [a["up"] - b["up"] for a, b in zip(found, wanted, strict=True)]
    assert max(apart_ms) - min(apart_ms) <= RECORD_MS, apart_ms


def test_the_command_line_pulls_the_session(session, tmp_path):
    said = Bridge(session.chip, tmp_path).acupacer("history", "--json")
    (pulled,) = json.loads(said)
    assert pulled["routine"] == "hands-li4"
    assert pulled["ended"] == "stopped"
    assert pulled["answer"] == "no"
    assert pulled["places"] == [
        {"place": "LI4", "side": "left", "prescribed_s": 30.0, "delivered_s": 30.0},
        {"place": "LI4", "side": "right", "prescribed_s": 30.0, "delivered_s": 0.0},
    ]


def test_no_power_cut_in_an_append_tears_the_history(session):
    whole = read_file(session.chip.file_system(), HISTORY_FILE)
    assert whole.endswith(b"\n")
    before = b""
    for when, image in session.written.cuts():
        history = read_file(image, HISTORY_FILE) or b""
        assert whole.startswith(history), when
        assert history == b"" or history.endswith(b"\n"), when
        assert len(history) >= len(before), when
        before = history
    assert before == whole


def test_a_history_that_was_cut_starts_again(session):
    for when, image in cuts_around_last_change(session.written, HISTORY_FILE):
        starts_again(when, image)


def history_of(chip):
    return history_lines(read_file(chip.file_system(), HISTORY_FILE))


def history_lines(data):
    return [json.loads(line) for line in data.splitlines()]


def facts(line):
    """What of a history line does not depend on when the device was switched on."""
    return {name: line[name] for name in line if name not in ("up", "crc", "error_us")}


# --- a device gets new routines -------------------------------------------------------------


class Push:
    """The factory routines pushed over others, by the command line.

    ``said``: by the command. ``written``: the flash's log.
    """

    def __init__(self, image, home):
        self.new = image.files["factory.json"]
        self.old = self.new.replace(b"Desk break", b"Desk pause")
        assert self.old != self.new
        self.chip = Rp2040(UF2, {**image.files, ROUTINES_FILE: self.old})
        ready(self.chip)
        self.written = self.chip.log_flash()
        self.bridge = Bridge(self.chip, home)
        self.said = self.bridge.acupacer("push")


@pytest.fixture(scope="module")
def push(image, tmp_path_factory):
    return Push(image, tmp_path_factory.mktemp("push"))


def test_the_command_line_pushes_routines(push):
    assert "Desk pause" in push.said
    assert "verified" in push.said
    assert read_file(push.chip.file_system(), ROUTINES_FILE) == push.new
    assert read_file(push.chip.file_system(), STAGING_FILE) is None


def test_the_command_line_finds_no_session_on_a_device_that_had_none(push):
    assert json.loads(push.bridge.acupacer("history", "--json")) == []


def test_no_power_cut_in_a_push_tears_the_routines(push):
    allowed = [push.old]
    for when, image in push.written.cuts():
        routines = read_file(image, ROUTINES_FILE)
        assert routines in (push.old, push.new), when
        assert routines == push.new or push.new not in allowed, when  # never back again
        allowed.append(routines)
    assert allowed[-1] == push.new


def test_routines_whose_push_was_cut_start_again(push):
    staged = [cut for cut in push.written.cuts() if read_file(cut[1], STAGING_FILE)]
    last = cuts_around_last_change(push.written, ROUTINES_FILE)
    for when, image in [staged[len(staged) // 2], *last]:
        starts_again(when, image)


# --- after a power cut ----------------------------------------------------------------------


def cuts_around_last_change(written, name):
    """The last cut before file ``name`` became what it is, and the first one after."""
    cuts = list(written.cuts())
    whole = read_file(cuts[-1][1], name)
    at = next(number for number, cut in enumerate(cuts) if read_file(cut[1], name) == whole)
    return cuts[at - 1 : at + 1]


def starts_again(when, image):
    """What was half written is gone, what was there is there, and STOP leads on."""
    names = ("factory.json", ROUTINES_FILE, HISTORY_FILE)
    files = {name: read_file(image, name) for name in names}
    chip = Rp2040(UF2, file_system=image)
    ready(chip)
    assert {name: read_file(chip.file_system(), name) for name in names} == files, when
    assert read_file(chip.file_system(), STAGING_FILE) is None, when
    twin = Twin(chip, {name: data for name, data in files.items() if data is not None})
    twin.press_on("STOP")
    assert twin.differing == [], when
    assert twin.state in ("question", "power_loss_offer", "home"), when
