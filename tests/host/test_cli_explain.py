"""Preview, explain, card and completion: what they tell must be what the core does."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from acupacer.core.cue import cues, trains
from acupacer.core.progress import prescriptions
from acupacer.core.routine.document import parse_routine
from acupacer.core.routine.model import Routine
from acupacer.core.session import plan
from acupacer_host import console
from acupacer_host.content import explain, explain_content, routine_files
from acupacer_host.content.explain_content import SOURCES
from acupacer_host.content.gesture_map import GESTURES, gesture_map
from acupacer_host.content.opened import routine_of
from acupacer_host.content.validate import check_bytes, check_text
from acupacer_host.device import transport
from acupacer_host.pictures import pocket_card, point_cards, preview, timeline
from acupacer_host.records import today
from cli_rig import Rig
from history_lines import DAY_S, START_S, Writer
from PIL import Image
from routine_parts import make_step

FACTORY = check_bytes(routine_files.packaged(), "factory")


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Rig:
    return Rig(monkeypatch, tmp_path)


def routine(routine_id: str) -> Routine:
    [entry] = [entry for entry in FACTORY.entries if entry.id == routine_id]
    return parse_routine(FACTORY.data[entry.offset : entry.offset + entry.length], "")


# --- the timeline -----------------------------------------------------------------


@pytest.mark.parametrize("entry", FACTORY.entries, ids=lambda entry: entry.id)
def test_the_timeline_has_every_phase_of_the_plan(entry: Any) -> None:
    made = routine(entry.id)
    asked = today.prescriptions_at(made, 2)
    expected = [
        (phase.kind, phase.step + 1, phase.side, phase.duration_ms)
        for phase in plan.compile_plan(made, asked)
        if phase.kind not in ("prompt", "done")
    ]
    line = timeline.play(made, asked)
    found = [
        (span.kind, span.step, span.side, span.end_ms - span.start_ms) for span in line.spans
    ]
    assert found == expected
    ends = [span.end_ms for span in line.spans]
    starts = [span.start_ms for span in line.spans]
    assert all(start >= end for start, end in zip(starts[1:], ends, strict=False))


def test_the_timeline_has_every_cue_and_pulse() -> None:
    made = routine("hands-li4")
    line = timeline.play(made, today.prescriptions_at(made, 0))
    names = [name for _, name in line.cues]
    assert names.count("press") == names.count("release") == 6
    assert names.count("countdown") == 36
    assert names[0] == "next_point" and names[-2:] == ["release", "session_done"]
    pulses = sum(len(trains.pulses(cues.BY_NAME[name].pattern)) for name in names)
    assert len(line.pulses) == pulses
    assert {long_ms for _, long_ms in line.pulses} == {trains.SHORT_MS, trains.LONG_MS}
    ticking = timeline.play(made, today.prescriptions_at(made, 8), has_ticks=True)
    assert "tick" in [name for _, name in ticking.cues]


def test_the_timeline_waits_at_prompts_until_their_cue_was_felt() -> None:
    made = routine("desk-break")
    line = timeline.play(made, today.prescriptions_at(made, 0))
    assert len(made.steps) == 2
    assert [name for _, name in line.cues].count("next_point") == 2


def test_levels_grow_the_doses_up_to_their_top() -> None:
    made = routine("hands-li4")
    top = prescriptions.top_level(made.steps[0])
    lengths = [today.prescriptions_at(made, level)[0].hold_s for level in (0, 1, top, top + 5)]
    assert lengths == [10, 15, 60, 60]
    assert today.prescriptions_at(made, top + 5)[0].level == top


def test_today_follows_the_history_as_the_device_does(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = Writer()
    for day in range(3):  # three finished sessions on different days: one level
        writer.session(day)
    rig.has_history(writer.lines)
    rig.run("history")
    now_s = START_S + 3 * DAY_S
    monkeypatch.setattr(today.time, "time", lambda: now_s)
    text = rig.run("explain", "hands-li4").stdout
    assert (
        "  today, step 1, by hand, LI4 Joining Valley: 15 s at level 1 (it has grown; 3 "
        "finished on further days until it grows)\n" in text
    )
    assert "3 holds of 15 s" in rig.run("preview", "hands-li4").stdout
    now_s += 15 * DAY_S
    text = rig.run("explain", "hands-li4").stdout
    assert "LI4 Joining Valley: 10 s at level 0 (a step back after a long break;" in text


def test_preview_prints_what_the_timeline_says(rig: Rig) -> None:
    lines = rig.run("preview", "hands-li4", "--level", "0").stdout.splitlines()
    assert lines[0] == "Hand point LI4 (hands-li4, ab12): 1 min 58 s"
    assert lines[2] == (
        "step 1: by hand, LI4 Joining Valley, 3 holds of 10 s, left then right, level 0"
    )
    strip = lines[4]
    assert len(strip) == 96 and set(strip) == set("gHrs ")
    assert lines[5] == "g get ready  H hold  r rest  s switch side"
    assert lines[8].split() == ["0:00.0", "next_point"]
    assert lines[9].split() == ["0:01.4", "5", "s", "get", "ready", "left", "3", "countdown"]
    assert lines[10].split() == [
        "0:06.4",
        "10",
        "s",
        "hold",
        "left",
        "1",
        "press,",
        "3",
        "countdown",
    ]
    between = [line.split() for line in lines[8:] if len(line.split()) == 2]
    assert between == [
        ["0:00.0", "next_point"],
        ["0:56.4", "release"],
        ["1:57.9", "release"],
        ["1:59.4", "session_done"],
    ]
    assert len(lines) == 8 + 12 + len(between)


def test_preview_as_json_and_picture(rig: Rig, tmp_path: Path) -> None:
    file = tmp_path / "line.png"
    found = json.loads(
        rig.run("preview", "hands-li4", "--json", "--level", "0", "--picture", str(file)).stdout
    )
    assert found["total_ms"] == 117_920
    assert found["spans"][1] == {
        "kind": "hold",
        "step": 1,
        "place": "LI4",
        "side": "left",
        "arm": "",
        "repetition": 1,
        "start_ms": 6420,
        "end_ms": 16420,
    }
    with Image.open(file) as picture:
        assert picture.size == (1200, 70 + 2 * 92 + 50)
        hold = picture.getpixel((60 + 1080 * 10_000 // 60_000, 72))
        assert hold == (0x1F, 0x7A, 0x80)
        press = picture.getpixel((60 + 1080 * 6_600 // 60_000, 70 + 34 + 12))
        assert press == (0xB4, 0x56, 0x0F)


def test_a_routine_may_come_from_a_file_or_from_nowhere(
    rig: Rig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.json"
    file.write_bytes(FACTORY.data.replace(b'"hands-li4"', b'"mine"'))
    assert "(mine, " in rig.run("preview", "mine", "--file", str(file)).stdout
    unknown = rig.run("preview", "mine")
    assert unknown.exit_code == 1
    assert "ab12: no routine 'mine'; it has hands-li4," in unknown.stderr
    monkeypatch.setattr(transport, "candidates", lambda ports=None: [])
    assert "factory routines" in rig.run_unnamed("preview", "hands-li4").stdout


def test_every_phase_kind_has_a_letter_and_a_colour() -> None:
    kinds = set(plan.RUNNING) - {"spot"}  # a preview presses no key
    assert set(preview.KINDS) == kinds


# --- explain ----------------------------------------------------------------------


@pytest.mark.parametrize("entry", FACTORY.entries, ids=lambda entry: entry.id)
def test_every_factory_number_has_a_source(entry: Any) -> None:
    text = FACTORY.data[entry.offset : entry.offset + entry.length]
    raw, made = json.loads(text), routine(entry.id)
    for given, step in zip(raw["steps"], made.steps, strict=True):
        found = explain.numbers(given, step, "design")
        for number in found:
            assert number.source in SOURCES, f"{entry.id}: {number.name}"
        shown = {number.name.split(".")[0] for number in found}
        parts = ("hold", "movement", "window", "spot")
        assert {part for part in parts if vars(step)[part] is not None} <= shown


def test_a_number_somebody_chose_without_a_source_is_marked() -> None:
    made = routine("hands-li4")
    hold = vars(made.steps[0].hold)
    raw = {"rest_s": 25, "repetitions": 3, "hold": hold, "sources": {"hold": "article"}}
    step = make_step({"method": "hands", "point": "LI4", **raw})
    found = {number.name: number.source for number in explain.numbers(raw, step)}
    assert found["rest_s"] == explain.FILE
    assert found["repetitions"] == "article"  # as the field's default
    assert (found["hold.start_s"], found["hold.step_s"]) == ("article", "design")
    del raw["sources"]
    found = {number.name: number.source for number in explain.numbers(raw, step)}
    assert found["hold.start_s"] == explain.FILE


def test_explain(rig: Rig) -> None:
    text = rig.run("explain", "hands-gb30", "--all").stdout
    for words in (
        "Hip point GB30 (hands-gb30, ab12)",
        "Step 1: by hand, GB30 Jumping Circle",
        "One third of the way in from the bony outer hip toward the tailbone. [who]",
        "Do you have a hip replacement? Nothing presses over an artificial joint. [anatomy]",
        "today: 10 s at level 0 (the start; 3 finished on further days until it grows)",
        "one hold by hand",
        "[tradition] a traditional caution, without clear evidence",
    ):
        assert words in text, words
    assert "massage gun" not in text and "on the balls" not in text
    [step] = json.loads(rig.run("explain", "hands-gb30", "--json").stdout)["steps"]
    by_name = {number["name"]: number for number in step["numbers"]}
    assert by_name["hold.max_s"]["value"] == 60
    assert by_name["hold.max_s"]["source"] == "article"


def test_explain_says_todays_dose_in_ten_lines(rig: Rig, tmp_path: Path) -> None:
    lines = rig.run("explain", "hands-gb30").stdout.splitlines()
    assert lines == [
        "Hip point GB30 (hands-gb30, ab12)",
        "  today, step 1, by hand, GB30 Jumping Circle: 10 s at level 0 (the start; 3 finished "
        "on further days until it grows)",
        "where every number comes from: acupacer explain hands-gb30 --all",
    ]
    file = tmp_path / "long.txt"
    file.write_text("# Long   long\n" + "".join(f"place {n} 10 s\n" for n in range(30)))
    lines = rig.run("explain", "long", "--file", str(file)).stdout.splitlines()
    assert len(lines) == 10
    assert lines[-2] == "  and 23 more steps"
    file.write_text("# Long   long\n" + "".join(f"place {n} 10 s\n" for n in range(8)))
    lines = rig.run("explain", "long", "--file", str(file)).stdout.splitlines()
    assert len(lines) == 10 and "step 8, by hand, place 7" in lines[-2]


# --- the card ---------------------------------------------------------------------


def test_the_card_says_what_the_gesture_map_says(tmp_path: Path, rig: Rig) -> None:
    rows = dict(pocket_card.table())
    assert rows["pressing, getting ready"] == [
        "pause",
        "(pause)",
        "where am I?",
        "enough, go on",
        "STOP, at once",
    ]
    assert rows["“too much?”"] == ["no", "no", "no", "no", "YES"]
    used = {
        action for _, state in pocket_card.STATES for action in gesture_map()[state].values()
    }
    assert used >= set(pocket_card.USER_WORDS)
    for heading, state in pocket_card.STATES:
        for words, gesture in zip(rows[heading], GESTURES, strict=True):
            act = gesture_map()[state].get(gesture, "")
            if act and act not in pocket_card.USER_WORDS and words != "(pause)":
                assert words == act.replace("_", " ")
    assert rows["prompt: “press START”"][1] == "previous prompt"
    assert rows["home"][3] == "previous entry"
    without = [cue.name for cue in cues.CUES if not cue.card]
    assert without == ["yes", "no", "better", "same", "worse", "tick", "no_room"]
    assert rig.run("card", str(tmp_path / "card.png")).exit_code == 0
    with Image.open(tmp_path / "card.png") as picture:
        assert picture.size == (1748, 1240)
    assert rig.run("card", str(tmp_path / "card.pdf")).exit_code == 0
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")


def test_the_card_of_a_routine_has_its_places_drawn(rig: Rig, tmp_path: Path) -> None:
    file = tmp_path / "card.pdf"
    result = rig.run("card", str(file), "full-back")
    assert result.stdout == f"{file}: 3 cards; print it in A6\n"
    assert file.read_bytes().count(b"/Type /Page\n") == 3
    assert rig.run("card", str(tmp_path / "card.png"), "hands-li4").exit_code == 0
    with Image.open(tmp_path / "card.png") as picture:
        assert picture.size == (1748, 2 * 1240)
    unknown = rig.run("card", str(file), "full-bck")
    assert (unknown.exit_code, unknown.stderr) == (
        1,
        "acupacer: ab12: no routine 'full-bck'; did you mean full-back?\n",
    )


@pytest.mark.parametrize("entry", FACTORY.entries, ids=lambda entry: entry.id)
def test_a_point_is_marked_where_the_panel_marks_it(entry: Any) -> None:
    for step in routine(entry.id).steps:
        lit = set(point_cards.lit_pixels(step))
        if step.place.spot:
            spot = step.place.spot
            sides = {(spot.x_px, spot.y_px), (56 - spot.x_px, spot.y_px)}
            is_pair = spot.picture in ("lower_back", "hip", "shoulders")
            assert lit >= sides if is_pair else lit & sides
        else:
            assert lit  # the tool's picture


OWN = {"id": "knot", "name": {"en": "Neck knot", "de": "Knoten"}, "region": "neck"}
OWN |= {"find": "left of the spine", "caution": "Never on the spine."}


def own_routine(*steps: dict[str, Any]) -> Any:
    hold = {"start_s": 10, "max_s": 30, "step_s": 5, "every": 3}
    made = [{"method": "hands", "hold": hold, **step} for step in steps]
    whole = {"format": "acupacer-routines", "version": 2, "places": [OWN]}
    whole["routines"] = [{"id": "own", "title": "Own", "steps": made}]
    verdict = check_text(json.dumps(whole).encode(), "own")
    return routine_of(verdict.data, verdict.entries[0])


def test_a_place_of_ones_own_and_a_point_of_the_catalogue_are_explained() -> None:
    own, point, area = own_routine({"place": "knot"}, {"point": "GB20"}, {"area": "spot"}).steps
    said = {section.heading: section.statements for section in explain.step_sections(own)}
    assert said["where: neck"] == (explain.Statement("left of the spine", explain.FILE),)
    assert said["mind at this place"][0].text == "Never on the spine."
    assert explain.step_title(1, own) == "Step 1: by hand, Neck knot"
    reasons = [reason.text for reason in explain.refusing_flags(own)]
    assert "Not known to be fine in pregnancy" in reasons[0]
    known = {section.heading: section.statements for section in explain.step_sections(point)}
    assert known["said to ease"][0].source == "selfcare"
    assert known["mind at this point"][0].text.startswith("GB20: press upward")
    assert "where" not in next(explain.step_sections(area)).heading


def test_a_card_draws_every_place_that_says_where_it_is() -> None:
    own, point, area = own_routine({"place": "knot"}, {"point": "GB20"}, {"area": "spot"}).steps
    drawings = [set(point_cards.lit_pixels(step)) for step in (own, point, area)]
    neck, marked, hand = drawings
    assert len(neck - marked) < 30 < len(marked - neck)  # the same picture, and a mark
    assert not hand & {(x, y) for x, y in neck if x < 16}  # the tool's picture
    lines = [text for text, _ in point_cards._lines(own)]
    assert lines[:3] == ["Neck knot", "by hand, both", "3 x 10-30 s"]
    assert lines[3:] == ["left of the spine", "Never on the spine."]


# --- completion -------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_scripts(rig: Rig, name: str) -> None:
    result = rig.run("completion", name)
    assert result.exit_code == 0 and "_ACUPACER_COMPLETE" in result.stdout


def test_completion_knows_commands_and_routines() -> None:
    def complete(words: str, position: int) -> list[str]:
        environ = {
            "COMP_WORDS": words,
            "COMP_CWORD": str(position),
            "_ACUPACER_COMPLETE": "bash_complete",
        }
        code = "from acupacer_host.cli import main; main()"
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            env={**os.environ, **environ},
            check=True,
        )
        return [line.split(",")[1] for line in done.stdout.splitlines()]

    assert complete("acupacer screensh", 1) == ["screenshot"]
    assert complete("acupacer open hands-l", 2) == ["hands-li4"]


def test_a_point_of_which_we_say_no_more_has_what_the_catalogue_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(explain_content.POINTS, "LI4")
    where, eases, how, *_ = explain.step_sections(routine("hands-li4").steps[0])
    assert (where.heading, where.statements[0].source) == ("where: hand", "article")
    assert where.statements[0].text.startswith("Bring thumb and index finger together:")
    assert (eases.heading, eases.statements[0].text) == ("said to ease", "back pain, headache")
    assert how.heading == "by hand"  # nothing to mind


# --- steps as handouts have them ------------------------------------------------------


def handout(*steps: dict[str, Any]) -> Routine:
    return Routine("neck", "Neck", "", (), tuple(map(make_step, steps)))


OPEN = {"open": True, "start_s": 90, "max_s": 180}
HANDOUT = handout(
    {"method": "hands", "area": "trapezius", "repetitions": 2, "hold": OPEN},
    {"method": "move", "exercise": "chin tuck", "hold": 3, "rest_s": 2, "repetitions": 15},
    {"method": "ball", "area": "shoulder", "hold": 20, "sides": ["left", "right"]}
    | {"alternate": True, "position": "lying"},
)


def test_the_preview_says_what_is_open_in_turn_or_an_exercise() -> None:
    asked = today.prescriptions_at(HANDOUT, 0)
    assert preview.headings(HANDOUT, asked) == [
        "step 1: by hand, trapezius, 2 holds of 90 s to 180 s, open, both, level 0",
        "step 2: exercise, chin tuck, 15 times 3 s, level 0",
        "step 3: one ball, lying, shoulder, 3 holds of 20 s, left then right, in turn, level 0",
    ]
    cues_of = [name for _, name in timeline.play(HANDOUT, asked).cues]
    assert cues_of[:8] == [
        *("next_point", "countdown", "countdown", "countdown"),
        *("press", "turn", "countdown", "countdown"),
    ]


def test_explain_names_the_numbers_of_an_open_hold_and_of_a_length() -> None:
    raw: dict[str, Any] = {"hold": OPEN}
    names = [number.name for number in explain.numbers(raw, HANDOUT.steps[0])]
    assert names[-2:] == ["hold.start_s", "hold.max_s"]
    length = explain.numbers({"hold": 3}, HANDOUT.steps[1])
    assert [(n.name, n.value) for n in length if n.name.startswith("hold.")] == [
        ("hold.start_s", 3),
        ("hold.max_s", 3),
        ("hold.step_s", 0),
        ("hold.every", 3),
    ]


def test_a_terminal_breaks_lines_between_words(monkeypatch: pytest.MonkeyPatch) -> None:
    line = "where  between the two large muscles"
    assert console.broken(line, 7) == line
    monkeypatch.setattr(console.sys, "stdout", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setenv("COLUMNS", "26")
    assert console.broken(line, 7) == "where  between the two\n       large muscles"
