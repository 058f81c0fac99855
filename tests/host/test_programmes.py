"""What people write down for themselves or were handed: it gets onto a device as it is.

Each is in the words its maker would use; what safety refuses says what to write instead.
"""

import json
import sys
from pathlib import Path

import pytest
from acupacer_host.cli import cli
from acupacer_host.content import validate
from acupacer_host.content.opened import routine_of
from acupacer_host.device import simulator_process
from click.testing import CliRunner

FILES = sorted((Path(__file__).parent / "programmes").iterdir())
BY_NAME = {file.stem: file for file in FILES}
simulator = pytest.mark.skipif(sys.platform == "win32", reason="the simulator needs a pty")


def steps(name):
    verdict = validate.check_file(BY_NAME[name])
    assert verdict.faults == []
    (entry,) = verdict.entries
    return routine_of(verdict.data, entry).steps


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_it_is_sound(file):
    assert validate.check_file(file).faults == []


def test_the_sheet_for_neck_and_shoulder_says_what_it_means():
    hollows, band, chin, wall = steps("neck-at-home")
    assert (hollows.place_id, hollows.sides, hollows.repetitions) == ("GB20", ("both",), 3)
    assert (hollows.hold.start_s, hollows.hold.max_s, hollows.rest_s) == (60, 60, 10)
    assert (band.place.region, band.sides) == ("shoulder", ("left", "right"))
    assert (band.hold.is_open, band.hold.start_s, band.hold.max_s) == (True, 90, 180)
    assert (band.repetitions, band.rest_s) == (2, 15)
    assert (chin.method, chin.repetitions, chin.hold.start_s, chin.rest_s) == ("move", 15, 3, 2)
    assert (wall.method, wall.balls, wall.position) == ("ball", 1, "standing")
    assert (wall.hold.start_s, wall.hold.max_s) == (120, 150)


def test_the_german_break_says_what_it_means():
    hand, shoulder, neck = steps("schreibtisch")
    assert (hand.place_id, hand.repetitions, hand.hold.start_s, hand.rest_s) == (
        "LI4",
        5,
        10,
        2,
    )
    assert hand.text == ("Tut’s weh? Dann sanfter.",)
    assert (shoulder.place_id, shoulder.repetitions, shoulder.hold.start_s) == ("GB21", 1, 120)
    assert (neck.place_id, neck.sides, neck.hold.start_s) == (
        "muskeln-im-nacken",
        ("left", "right"),
        30,
    )
    assert "30°" in neck.text[0]


def test_the_whole_body_and_the_train_and_the_table():
    body = steps("whole-body")
    assert len(body) == 30 and all(step.place.code for step in body)
    assert {(step.repetitions, step.rest_s) for step in body} == {(2, 5)}
    one_by_one = [step.place.code for step in body if step.sides == ("left", "right")]
    assert one_by_one == ["LI4", "LI11", "PC6", "HT7", "TE5", "SI3", "LU7"]  # of an arm
    assert {step.sides for step in body} == {("both",), ("left", "right")}
    train = steps("on-the-train")
    assert [step.place_id for step in train[:3]] == ["SP6", "ST36", "LU7"]
    assert "pregnancy" in train[0].place.avoid_when
    bulge, ankle, knot = steps("at-dusk")
    assert (bulge.sides, bulge.repetitions, bulge.hold.max_s) == (("left", "right"), 3, 40)
    assert (ankle.sides, knot.text) == (("both",), ("look for the tight band",))
    assert (knot.place_id, knot.hold.start_s, knot.rest_s) == ("knot-beside-the-neck", 30, 15)


# What somebody would write, and what to write instead.
REFUSED = [
    ("neck   gun   5 min, spots 15 s", "never with gun on neck, only with hands;"),
    ("neck   gun   5 min, spots 15 s", "by hand it may be pressed: neck 3 × 10–40 s"),
    ("GB20   ball  2 × 30 s", "by hand it may be pressed: GB20 3 × 10–40 s"),
    ("BL52   gun   5 min, spots 15 s", "never with gun on BL52, only with hands"),
    ("flank  roller  5 rolls", "possible with roller: shoulder, upper_back, lower_back"),
    ("Kehle  10 s", "nothing may press on throat"),
    ("sore spot  gun  5 min, spots 15 s", "define the place in a line of its own, as “@ sore"),
    ("LI4 near the thumb  10 s", 'write LI4 alone, with the rest as a "text"'),
]


@pytest.mark.parametrize(("line", "words"), REFUSED, ids=[" ".join(row) for row in REFUSED])
def test_what_safety_refuses_says_what_to_write(line, words):
    (fault,) = validate.check_text(f"# A\n{line}\n".encode(), "x.txt").faults
    assert words in fault


def test_what_is_offered_by_hand_is_taken():
    offered = validate.check_text(b"# A\nneck 3 \xc3\x97 10\xe2\x80\x9340 s\n", "x.txt")
    assert offered.faults == []


def test_a_plan_that_is_too_long_says_what_to_do():
    text = BY_NAME["whole-body"].read_text(encoding="utf-8").replace("–30 s", "–35 s")
    (fault,) = validate.check_text(text.encode(), "x.txt").faults
    assert fault == (
        "x.txt: line 1: 3067 s with all at its longest exceed 2700 (45 min); shorten holds, "
        "or make two routines of it"
    )


@simulator
def test_all_of_them_get_onto_a_device(monkeypatch, tmp_path):
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    with simulator_process.running() as device:

        def run(*words):
            return CliRunner().invoke(cli, ["--port", device.port, *words])

        added = run("add", *map(str, FILES))
        assert added.exit_code == 0, added.stderr
        assert "verified: SHA-256" in added.stdout
        listed = json.loads(run("routines", "--json").stdout)
        ids = [routine["id"] for routine in listed]
        assert set(BY_NAME) <= set(ids) and "hands-li4" in ids
        for name in BY_NAME:
            shown = run("show", name, "--text")
            assert shown.exit_code == 0, shown.stderr
            assert f"   {name}\n" in shown.stdout
        assert run("remove", *BY_NAME).exit_code == 0
        assert device.quit() == 0


@simulator
def test_a_simulated_device_begins_with_a_file(monkeypatch, tmp_path):
    file = str(BY_NAME["on-the-train"])
    script = "wait 100\nquit\n"
    arguments = ["simulate", "--headless", "--virtual", "--state", str(tmp_path / "card")]
    result = CliRunner().invoke(cli, [*arguments, "--routines", file], input=script)
    assert result.exit_code == 0, result.stderr
    kept = (tmp_path / "card" / "routines.json").read_bytes()
    assert kept == validate.check_file(file).data
    again = CliRunner().invoke(cli, [*arguments, "--routines", str(BY_NAME["at-dusk"])])
    assert again.exit_code == 1
    assert "has other routines; name a new --state" in again.stderr
    assert (tmp_path / "card" / "routines.json").read_bytes() == kept
