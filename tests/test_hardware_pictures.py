"""The pictures to build from: their wires join what the pin table says and hide no word."""

import re
import sys
from itertools import combinations, pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import draw_hardware
import hardware_circuit
import hardware_plugs
from hardware_bench import Bench
from hardware_circuit import nets
from hardware_pins import PI, PICO
from svg_picture import Box, Picture

PICTURES = draw_hardware.all_pictures()
BOARDS = pytest.mark.parametrize("board", [PI, PICO], ids=["pi", "pico"])
EACH = pytest.mark.parametrize("path", sorted(PICTURES))
STEPS = [step.name for step in hardware_circuit.steps(PI)]
SMALLEST = 18  # px of 860: eight on a phone that is 390 px wide


@EACH
def test_the_stored_picture_is_fresh(path):
    stored = (ROOT / path).read_text(encoding="utf-8")
    assert stored == PICTURES[path].svg(), "run: python tools/draw_hardware.py"


def test_nothing_else_is_stored():
    for folder in ("hardware/pictures", "docs/pictures"):
        stored = {f"{folder}/{file.name}" for file in (ROOT / folder).iterdir()}
        drawn = {*PICTURES, *draw_hardware.schematics()}
        assert stored == {path for path in drawn if path.startswith(folder)}


@EACH
def test_no_wire_hides_a_word(path):
    for wire in PICTURES[path].wires:
        for start, end in pairwise(wire.points):
            for label in PICTURES[path].labels:
                assert not label.is_met(start, end, wire.width / 2), (wire.role, label)


@EACH
def test_no_word_lies_on_another_or_leaves_the_picture(path):
    picture = PICTURES[path]
    for label in picture.labels:
        assert label.left >= 0 and label.right <= picture.width, label
        assert label.top >= 0 and label.bottom <= picture.height, label
    for one, other in combinations(picture.labels, 2):
        apart = (
            one.right <= other.left
            or other.right <= one.left
            or one.bottom <= other.top
            or other.bottom <= one.top
        )
        assert apart, (one.words, other.words)


@EACH
def test_no_wire_runs_on_another(path):
    pieces = [
        (number, wire.width, *sorted(piece))
        for number, wire in enumerate(PICTURES[path].wires)
        for piece in pairwise(wire.points)
    ]
    for one, other in combinations(pieces, 2):
        for along, across in ((0, 1), (1, 0)):
            level = one[2][across]
            if one[0] == other[0] or not (
                level == one[3][across] and other[2][across] == other[3][across]
            ):
                continue
            near = abs(level - other[2][across]) < (one[1] + other[1]) / 2
            beside = min(one[3][along], other[3][along]) - max(one[2][along], other[2][along])
            assert not (near and beside > 0), (one, other)


@EACH
def test_it_can_be_read_on_a_phone_and_on_dark_paper(path):
    svg = PICTURES[path].svg()
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)]
    assert len(sizes) > 10 and min(sizes) >= SMALLEST
    light, dark = svg.split("@media (prefers-color-scheme:dark)")
    assert ".f-ink{fill:#1b2026}" in light and ".f-ink{fill:#eef2f5}" in dark


def test_a_line_meets_a_box_it_passes_and_no_other():
    box = Box(10, 10, 30, 20)
    assert box.is_met((0, 15), (40, 15), 1)
    assert box.is_met((20, 15), (20, 15), 1)
    assert box.is_met((0, 22), (40, 22), 3) and not box.is_met((0, 22), (40, 22), 2)
    assert not box.is_met((0, 15), (8, 15), 1)
    assert not box.is_met((0, 60), (60, 0), 1) and box.is_met((0, 40), (40, 0), 1)


# --- the circuit ----------------------------------------------------------------------


def _of(found: list[set[str]], member: str) -> set[str]:
    return next(net for net in found if member in net)


def _contact(board, role: str) -> str:
    return f"contact {board.wire(role).contact}"


@BOARDS
def test_the_finished_table_joins_what_it_should_and_nothing_else(board):
    found = nets(*hardware_circuit.built(board, "motor"))
    legs = {place for net in found for place in net if not place.startswith(("left", "right"))}
    at = {role: _contact(board, role) for role in (*board.wires, *board.power)}
    expected = [
        {at["start"], "start 1", "start 2"},
        {at["next"], "next 1", "next 2"},
        {at["stop"], "stop 1", "stop 2"},
        {at["buzzer"], "100 Ω 1"},
        {"100 Ω 2", "piezo 1"},
        {at["motor"], "470 Ω 1"},
        {"470 Ω 2", "2N2222 B", "10 kΩ 1"},
        {"2N2222 C", "1N5819 plain", "100 nF 1", "motor minus"},
        {at["5v"], "R+", "1N5819 band", "100 nF 2", "motor plus", "100 µF plus"},
        {
            *(at["gnd"], "L-", "R-", "2N2222 E", "10 kΩ 2", "100 µF minus", "piezo 2"),
            *(f"{role} {leg}" for role in ("start", "next", "stop") for leg in "34"),
        },
        {at["panel_gnd"], "panel GND", "OLED GND"},
        {at["3v3"], "panel VCC", "OLED VCC"},
        {at["scl"], "panel SCL", "OLED SCL"},
        {at["sda"], "panel SDA", "OLED SDA"},
    ]
    for net in expected:
        assert _of(found, min(net)) & legs == net
    assert len(found) == len(expected)


@BOARDS
def test_the_light_stands_in_the_motors_place(board):
    found = nets(*hardware_circuit.built(board, "driver"))
    assert _contact(board, "5v") in _of(found, "LED long")
    assert _of(found, "LED short") == _of(found, "1 kΩ 1")
    assert "2N2222 C" in _of(found, "1 kΩ 2")
    assert not any("motor" in place for net in found for place in net)


@BOARDS
def test_no_hole_takes_two_legs(board):
    for name in STEPS:
        wires, parts = hardware_circuit.built(board, name)
        used = [place for wire in wires for place in (wire.start, wire.end)]
        used += [
            place for part in parts if part.kind != "panel" for place in part.legs.values()
        ]
        twice = {place for place in used if used.count(place) > 1}
        assert not twice, (name, twice)


@BOARDS
def test_every_drawn_wire_joins_the_contact_of_its_signal_with_its_end(board):
    bench = Bench(board)
    for wire in hardware_circuit.built(board, "motor")[0]:
        route = bench.route(wire)
        assert route[0] == bench.point(wire.start) and route[-1] == bench.point(wire.end)
        if wire.start.startswith("contact"):
            assert wire.start == _contact(board, wire.role)


@BOARDS
def test_the_plugs_use_each_contact_once_and_grounds_for_ground(board):
    wires = hardware_plugs.plugs(board)
    contacts = [plug.contact for plug in wires]
    assert len(set(contacts)) == len(contacts)
    for plug in wires:
        if plug.role in ("gnd", "panel_gnd"):
            assert plug.contact in board.grounds
        else:
            assert plug.contact == board.wire(plug.role).contact
    assert {plug.role for plug in wires} == {*board.wires, *board.power} - {"buzzer"}
    bench = Bench(board)
    for plug in wires:
        route = hardware_plugs.route(bench, plug)
        assert route[0] == bench.way_out(plug.contact)
        assert route[-1] == hardware_plugs.end_of(bench, plug)


@BOARDS
def test_every_ground_wire_begins_at_a_ground_contact(board):
    assert board.wire("gnd").contact in board.grounds
    assert board.wire("panel_gnd").contact in board.grounds


def test_a_picture_says_what_it_shows():
    picture = Picture(100, 50, "A & B")
    assert "<title>A &amp; B</title>" in picture.svg()
