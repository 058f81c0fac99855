"""The demo and the command line against the real simulator, over its real port."""

import json
import re
import sys
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from acupacer.boards.decoder import FeltCue
from acupacer.boards.sim import script
from acupacer_host.cli import cli
from acupacer_host.commands import demo, demo_live
from acupacer_host.commands.demo_keys import DemoPath
from acupacer_host.content import routine_files
from acupacer_host.content.validate import check_bytes
from acupacer_host.device import simulator_process
from acupacer_host.device import states as states_module
from acupacer_host.errors import Refused
from acupacer_host.records.sessions import Place, Session
from acupacer_host.trace import trace_story
from click.testing import CliRunner

simulator = pytest.mark.skipif(sys.platform == "win32", reason="the simulator needs a pty")
PATH = DemoPath(check_bytes(routine_files.packaged(), "factory"), "hands-li4")


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))


def run(*arguments: str) -> Any:
    result = CliRunner().invoke(cli, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


# --- reading a trace --------------------------------------------------------------


def pulse(at_ms: int, long_ms: int, tone_hz: int) -> list[dict[str, Any]]:
    return [
        {"t_ms": at_ms, "motor_pct": 100},
        {"t_ms": at_ms, "tone_hz": tone_hz},
        {"t_ms": at_ms + long_ms, "motor_pct": 0},
        {"t_ms": at_ms + long_ms, "tone_hz": 0},
    ]


def test_cues_are_read_back_from_pulses() -> None:
    trace = [
        *pulse(1000, 120, 1600),
        *pulse(2000, 120, 1600),
        *pulse(3000, 500, 2000),
        *pulse(3800, 120, 1500),  # another cue 300 ms later
        *pulse(4040, 120, 1500),
        *pulse(4460, 120, 1500),
        *pulse(4700, 120, 1500),
        *pulse(9000, 500, 1234),
    ]
    assert trace_story.cues_in(trace) == [
        FeltCue(1000, ("countdown",), "S", 0),
        FeltCue(2000, ("countdown",), "S", 0),
        FeltCue(3000, ("press",), "L", 0),
        FeltCue(3800, ("switch_side",), "SS-SS", 0),
        FeltCue(9000, (), "L", 0),
    ]


def test_the_story_leaves_out_seconds_and_joins_what_comes_together() -> None:
    def screen(t_ms: int, *words: str) -> dict[str, Any]:
        return {"t_ms": t_ms, "screen": "hold", "words": list(words)}

    trace = [screen(5000, "LI4", "10"), *pulse(5000, 500, 2000)]
    trace += [screen(6000, "LI4", "9"), screen(7000, "LI4", "8")]
    for at_ms in (12_000, 13_000, 14_000):
        trace += pulse(at_ms, 120, 1600)
    assert [moment.line() for moment in trace_story.story(trace)] == [
        "  0:05.0  press L                   hold: LI4 · 10",
        "  0:12.0  countdown S S S",
    ]


def test_the_story_says_what_was_cut_and_what_is_not_certain() -> None:
    trace = [*pulse(0, 200, 2000), *pulse(5000, 120, 0), *pulse(9000, 500, 1234)]
    assert [moment.line() for moment in trace_story.story(trace)] == [
        "  0:00.0  press, cut after 200 ms",
        "  0:05.0  out, countdown, tick, no_room or woken S",
        "  0:09.0  unknown L",
    ]


# --- what the demo checks ---------------------------------------------------------


def test_the_demo_notices_what_is_missing() -> None:
    session = Session(1, routine="hands-li4", ended="ended_early")
    session.places = [Place("LI4", "left", 30_000, 20_000)]
    trace = [*pulse(0, 500, 2000), {"t_ms": 900, "motor_pct": 100}]
    assert demo.check(PATH, session, trace) == [
        "expected that it finished",
        "expected that every second was delivered",
        "expected that press was felt 6 times",
        "expected that release was felt 6 times",
        "expected that session_done was felt",
        "expected that better was on record and felt",
        "expected that motor and buzzer are off",
    ]


# --- the visitor on a terminal ----------------------------------------------------


class Stage:
    """A device that goes from ``states`` to the next with each press, or by itself."""

    def __init__(self, path: DemoPath, session: list[str]) -> None:
        self.presses = path.presses()
        self.states = [key.state for key in self.presses] + session
        self.taken = threading.Event()
        self.simulator = self
        self.said: list[str] = []
        self.pressed: list[str] = []
        self.refusals = 2  # the card is still being read
        self.stored = b""
        self.missed = 0  # presses that the device will not see

    def say(self, words: str) -> None:
        if words not in self.said[-1:]:
            self.said.append(words)

    def do(self, step: script.Step) -> None:
        if step.verb != "press":
            return
        if self.missed:
            self.missed -= 1
        else:
            self.pressed.append(self.states.pop(0))

    def upload(self, name: str, data: bytes) -> None:
        self.refusals -= 1
        if self.refusals >= 0:
            raise Refused(1, "not_ready: it is starting")
        self.stored = data

    def state(self) -> SimpleNamespace:
        is_session = len(self.pressed) >= len(self.presses)
        is_session = is_session and self.states[0] not in ("done", "helped", "home")
        return SimpleNamespace(state=self.states.pop(0) if is_session else self.states[0])


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    for name in ("READ_S", "AGAIN_S", "POLL_S"):
        monkeypatch.setattr(demo_live, name, 0)
    monkeypatch.setattr(demo_live.time, "sleep", lambda seconds: None)
    course = ["hold", "hold", "rest", "switch_side", "hold", "done", "helped"]
    session = ["get_ready", "get_ready", *course, "home"]
    return Stage(PATH, session)


def play(stage: Stage) -> None:
    demo_live.Visitor(stage, stage, PATH).play()  # type: ignore[arg-type]


def test_the_live_demo_plays_a_whole_session_and_says_what_it_does(stage: Stage) -> None:
    play(stage)
    assert stage.stored == PATH.verdict.data
    assert stage.pressed == [key.state for key in stage.presses] + ["done", "helped"]
    words = demo_live.WORDS
    way = ["stop_check", "question", "review", "red_flags", "home", "prompt"]
    course = ["get_ready", "hold", "rest", "switch_side", "hold", "done", "helped"]
    assert stage.said == [
        "routines come over the (mock) cable",
        *[words[state] for state in way + course],
        "that was all; take it",
    ]


def test_a_key_of_the_users_ends_the_live_demo(stage: Stage) -> None:
    pressed = stage.do

    def do(step: script.Step) -> None:
        pressed(step)
        if len(stage.pressed) == 3:
            stage.taken.set()

    stage.do = do  # type: ignore[method-assign]
    play(stage)
    assert stage.pressed == ["stop_check", "question", "question"]


def test_a_key_that_the_device_missed_is_pressed_again(stage: Stage) -> None:
    stage.missed = 1
    play(stage)
    assert stage.pressed == [key.state for key in stage.presses] + ["done", "helped"]
    assert stage.said[-1] == "that was all; take it"


def test_a_device_that_misses_every_key_is_handed_over(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_live, "PATIENCE_S", 0.001)
    stage.missed, stage.refusals = 100, 0
    play(stage)
    assert stage.pressed == []
    assert stage.missed == 100 - demo_live.TRIES
    assert "space is START" in stage.said[-1]


def test_the_live_demo_fits_its_line() -> None:
    room = 78 - len("  (any key: yours)")
    states = set(states_module.SENTENCES)
    assert set(demo_live.WORDS) <= states
    sentences = [f"the device {states_module.sentence(state)}" for state in states]
    assert max(map(len, [*demo_live.WORDS.values()])) <= room
    assert max(map(len, sentences)) <= 78


def test_a_device_that_is_elsewhere_ends_the_live_demo(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo_live, "PATIENCE_S", -1)
    stage.states[0] = "stuck"
    stage.refusals = 0
    play(stage)
    assert stage.pressed == []
    assert stage.said[-1] == "the device shows that a button is stuck"


# --- the real thing ---------------------------------------------------------------


@simulator
def test_demo_prints_a_session_and_ends_well() -> None:
    result = run("demo")
    assert result.exit_code == 0, result.stdout + result.stderr
    text = result.stdout
    assert re.search(r"simulator has \d+ routines \(\d+ bytes\), verified: SHA-256", text)
    for line in (
        r" +\d:\d\d\.\d  ask LS +stop check: .*",
        r" +\d:\d\d\.\d  press L +hold: LI4 .*",
        r" +\d:\d\d\.\d  release SSL +rest: LI4 .*",
        r" +\d:\d\d\.\d  countdown S S S",
        r"LI4 +left +30 +30",
        r"LI4 +right +30 +30",
        r"cues felt: .*\b6 press, 6 release, 1 switch_side, 4 session_done, 1 better",
        r"ended: +finished, after \d min \d\d s in all",
    ):
        assert re.search(f"^{line}$", text, re.MULTILINE), line


@simulator
def test_demo_fails_when_the_session_does(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop_early(simulator: simulator_process.SimulatorProcess, path: DemoPath) -> None:
        for key in path.presses():
            simulator.play(f"wait {demo.READ_MS}", key.line)
        simulator.play("wait 20000", "tap STOP", "wait 40000", "tap START")
        simulator.read_until("done")
        simulator.read_until("home")

    monkeypatch.setattr(demo, "run_session", stop_early)
    result = run("demo")
    assert result.exit_code == 1
    assert "not as it should be: expected that it finished" in result.stderr


@simulator
def test_a_simulator_that_dies_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def die(simulator: simulator_process.SimulatorProcess, path: DemoPath) -> None:
        simulator.play("quit")
        simulator.read_until("done")

    monkeypatch.setattr(demo, "run_session", die)
    result = run("demo")
    assert result.exit_code == 1
    assert "acupacer: the simulator ended" in result.stderr


@simulator
def test_commands_against_the_simulator(tmp_path: Path) -> None:
    with simulator_process.running() as device:
        port = ("--port", device.port)
        assert json.loads(run(*port, "info", "--json").stdout)["model"] == "simulator"
        assert run(*port, "clock", "--set").exit_code == 0
        assert "(as this computer's)" in run(*port, "clock").stdout
        answers = [f"{flag}=no" for flag in ("pregnancy", "hip_replacement", "anticoagulants")]
        answers += [f"{flag}=no" for flag in ("osteoporosis", "reduced_sensation")]
        result = run(*port, "profile", *answers, "acute_injury=yes")
        assert result.exit_code == 0, result.stderr
        refused = [line for line in run(*port, "push").stdout.splitlines() if "refuse" in line]
        assert len(refused) == len(PATH.verdict.entries)
        assert "nothing to do" in run(*port, "push").stdout
        assert run(*port, "pull", str(tmp_path / "copy.json")).exit_code == 0
        assert (tmp_path / "copy.json").read_bytes() == PATH.verdict.data
        assert run(*port, "screenshot", str(tmp_path / "screen.png")).exit_code == 0
        assert "not opened" in run(*port, "open", "hands-li4").stderr
        state = json.loads(run(*port, "status", "--json").stdout)
        assert state["state"] == "stop_check"
        assert "no session yet" in run(*port, "history").stdout
        assert run(*port, "doctor").exit_code == 0
        assert device.quit() == 0


def test_what_comes_next_can_be_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    there = ".venv/bin/acupacer"
    assert demo.next_steps(there).startswith(f"next: {there} simulate, {there} new NAME")
    monkeypatch.setattr(demo.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert demo.next_steps(there).startswith("next: acupacer simulate, acupacer new NAME")
