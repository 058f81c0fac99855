"""``acupacer-device selftest`` on mock pins and an emulated panel, with a scripted person."""

import errno
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from acupacer import __version__
from acupacer.boards.clock import VirtualClock
from acupacer.boards.pi import check, main, report, selftest
from acupacer.boards.pi.board import Parts, PiBoard
from acupacer.boards.pi.config import Config
from acupacer.boards.pi.finding import OK, Finding
from acupacer.boards.pi.gpio import open_contacts
from acupacer.boards.pi.machine import Machine
from acupacer.boards.pi.selftest import PULSES, SelfTest, edge_picture
from acupacer.boards.sim.panel import SSD1306, EmulatedI2C
from acupacer.boards.sim.pins import Fingers, WatchedPin
from acupacer.core.events import BUTTONS, NEXT, START, STOP
from gpiozero.pins.mock import MockFactory

PRESSES = (START, NEXT, STOP)


class Bench:
    """A board on a virtual clock and a person who answers and presses as told.

    ``presses``: the button pressed each time one is asked for; None: nobody comes.
    """

    def __init__(self, config=None, presses=PRESSES, answers=(), is_plugged=True):
        self.config = config or Config()
        self.clock = VirtualClock()
        self.factory = MockFactory(pin_class=WatchedPin)
        self.panel = SSD1306()
        self.bus = EmulatedI2C(self.panel)
        self.bus.is_plugged = is_plugged
        parts = Parts(pin_factory=self.factory, open_i2c=lambda: self.bus)
        self.board = PiBoard(self.config, self.clock, parts)
        self.board.wait = self.wait
        self.fingers = Fingers(self.factory, self.config)
        self.presses = list(presses)
        self.answers = list(answers)
        self.said = []
        self.plan = []  # (at_ms, what to do)

    def wait(self, until_ms, with_link):
        if self.plan:  # an edge ends the wait
            until_ms = min(until_ms, self.plan[0][0])
        self.clock.advance(max(until_ms, self.clock.now_ms()))
        while self.plan and self.plan[0][0] <= self.clock.now_ms():
            self.plan.pop(0)[1]()

    def ask(self, question):
        self.said.append(question)
        return self.answers.pop(0) if self.answers else True

    def say(self, line):
        self.said.append(line)
        if line.endswith("press it and let go"):
            self.press(self.presses.pop(0))
        if line.endswith("press it and let go, 5 times in all"):
            for number in range(5):
                self.press(self.presses[0], 500 + 1000 * number)
            self.presses.pop(0)

    def press(self, button, after_ms=500):
        if button is None:
            return
        at_ms = self.clock.now_ms() + after_ms
        down, up = self.fingers.press, self.fingers.release
        self.plan += [
            (at_ms, lambda: down(button)),
            (at_ms + 3, lambda: up(button)),  # one bounce
            (at_ms + 5, lambda: down(button)),
            (at_ms + 200, lambda: up(button)),
        ]

    def wire(self, pin):
        """Join the motor's pin to this one; what it does arrives a millisecond later."""
        end = self.factory.pin(pin)

        def pass_on(level):
            drive = end.drive_high if level else end.drive_low
            self.plan.append((self.clock.now_ms() + 1, drive))

        self.factory.pin(18).on_change = pass_on

    def now_ns(self):
        """A clock that also grows with what the panel's bus carries, at 400 kHz."""
        return self.clock.now_ms() * 1_000_000 + self.panel.bus_bytes * 22_500

    def run(self, **options):
        self.test = SelfTest(self.board, self.config, self.ask, self.say, **options)
        try:
            return self.test.run()
        finally:
            self.board.shut()

    def states(self, pin):
        return [float(state) for _, state in self.factory.pin(pin).states]


@pytest.fixture
def bench():
    made = []

    def make(**options):
        made.append(Bench(**options))
        return made[-1]

    yield make
    for one in made:
        one.board.close()
        one.factory.reset()


def with_section(name, **changes):
    return replace(Config(), **{name: replace(getattr(Config(), name), **changes)})


def test_a_device_in_order_passes(bench):
    one = bench()
    assert one.run() == []
    weak, strong = [0.072, 0.15, 0.222, 0.3], [0.15, 0.3, 0.45, 0.6]  # whole percents
    assert one.states(18) == [0.0, *weak, 0.0, *strong, 0.0]
    assert one.states(13) == [0.0, 0.5, 0.0, 0.5, 0.0]
    assert one.panel.page_buffer() == edge_picture()
    assert one.said.count("  ok, 1 bounces seen") == 3


def test_the_picture_touches_all_edges_and_has_one_marked_corner():
    picture = edge_picture()
    panel = SSD1306()
    panel.ram[:] = picture
    panel.is_on, panel.is_flipped, panel.is_mirrored = True, False, False
    rows = panel.rows()
    assert all(rows[0]) and all(rows[63])
    assert all(row[0] and row[127] for row in rows)
    assert sum(map(sum, rows)) == 2 * 128 + 2 * 62 + 15 * 15


def test_outputs_are_low_whenever_a_question_is_asked(bench):
    one = bench()
    levels = []
    answer = one.ask
    one.ask = lambda question: (
        levels.append((one.states(18)[-1], one.states(13)[-1])) or answer(question)
    )
    one.run()
    assert levels == [(0.0, 0.0)] * 3


def test_every_no_is_reported_with_a_hint(bench):
    one = bench(answers=[False, False, False])
    assert one.run() == ["panel", "motor", "tone"]
    text = "\n".join(one.said)
    assert "column_offset" in text and "transistor" in text and "[buzzer] kind" in text


def test_a_panel_that_does_not_answer_is_not_asked_about(bench):
    one = bench(is_plugged=False)
    assert one.run() == ["panel"]
    assert "Is it so?" not in one.said


def test_parts_that_are_not_fitted_are_not_missed(bench):
    config = replace(with_section("panel", controller="none"), buzzer=replace(
        Config().buzzer, kind="none"))  # fmt: skip
    one = bench(config=config)
    assert one.run() == []
    assert one.states(18)[-1] == 0.0


def test_an_active_buzzer_beeps_twice(bench):
    one = bench(config=with_section("buzzer", kind="active"))
    assert one.run() == []
    assert one.states(13) == [0.0, 1.0, 0.0, 1.0, 0.0]


@pytest.mark.parametrize("index", range(3))
def test_a_button_nobody_presses_fails_alone(bench, index):
    presses = list(PRESSES)
    presses[index] = None
    one = bench(presses=presses)
    assert one.run() == [BUTTONS[index][1]]
    assert "  nothing came: check its two wires and its pin" in one.said


def test_swapped_buttons_are_named(bench):
    one = bench(presses=(NEXT, START, STOP))
    assert one.run() == ["START", "NEXT"]
    assert "  that was NEXT: two wires are swapped or touch" in one.said


def test_a_button_that_is_down_from_the_start_is_stuck(bench):
    one = bench(presses=(None, None, None))
    one.fingers.press(STOP)
    assert one.run() == ["START", "NEXT", "STOP"]
    assert one.said[-1] == "STOP: a button is down already: stuck, or wired to ground"


def test_a_button_that_never_opens_again(bench):
    one = bench(presses=(START,))
    one.press = lambda button: one.plan.append(
        (one.clock.now_ms() + 100, lambda: one.fingers.press(button))
    )
    test = SelfTest(one.board, one.config, one.ask, one.say)
    assert not test.button(START, "START")
    assert one.said[-1] == "  it does not open again"


@pytest.mark.parametrize("ending", [KeyboardInterrupt, EOFError])
def test_leaving_in_the_middle_ends_low(bench, monkeypatch, capsys, ending):
    one = bench()

    def leave(question):
        raise ending

    one.board.motor.set(100, 0)
    monkeypatch.setattr(main, "_open_board", lambda *arguments: one.board)
    monkeypatch.setattr(main.signal, "signal", lambda *arguments: None)
    assert main.selftest(one.config, leave) == 1
    assert one.states(18)[-1] == one.states(13)[-1] == 0.0
    assert capsys.readouterr().out.endswith("to mend: all that was left out\n")


def test_pins_that_cannot_be_had_are_explained(monkeypatch, capsys):
    from acupacer.boards.pi import board

    def busy(*arguments):
        raise RuntimeError("GPIO busy")

    monkeypatch.setattr(board, "PiBoard", busy)
    assert main.selftest(Config(), lambda question: True) == 1
    assert "RuntimeError: GPIO busy" in capsys.readouterr().err


# --- with a report ----------------------------------------------------------------------


@pytest.fixture
def measured(bench, monkeypatch):
    """A run that measured everything, on a board in order."""
    one = bench()
    one.wire(23)
    monkeypatch.setattr(one.clock, "error_us", lambda at_ms: 120, raising=False)
    assert one.run(measures=True, jumper=23, now_ns=one.now_ns) == []
    return one


def test_a_report_measures_pictures_pulses_waits_and_bounces(measured):
    test = measured.test
    assert test.picture_us == 23_490  # 1,044 bytes
    assert test.pulses.high.late_us == test.pulses.low.late_us == [1000] * PULSES
    assert test.waits.late_us == [120] * 100
    for _, name in BUTTONS:
        assert test.bounces[name].held_ms == [200] * 5
        assert test.bounces[name].closing == [0, 0, 5, 0, 0, 0]
    assert measured.said.count("  ok, 1 bounces seen") == 15
    assert measured.states(18)[-1] == 0.0


def test_a_wire_that_is_not_there_is_missed(bench):
    one = bench()
    assert one.run(jumper=23, now_ns=one.now_ns) == ["jumper"]
    assert one.test.pulses.missed == PULSES
    assert "  is the wire between BCM 18 and BCM 23?" in one.said
    assert not one.test.waits.late_us  # no report was asked for


def test_the_input_of_the_jumper_is_free_again_and_the_motor_off_whatever_happens(
    bench, monkeypatch
):
    one = bench()
    one.wire(23)
    test = SelfTest(one.board, one.config, one.ask, one.say, jumper=23)
    monkeypatch.setattr(test.pulses, "take", leave_now)
    monkeypatch.setattr(test, "_order", lambda level, contact: one.board.motor.set(100, 0))
    with pytest.raises(KeyboardInterrupt):
        test.jumper(23)
    assert one.states(18)[-2] > 0.0 and one.states(18)[-1] == 0.0
    open_contacts([(1, 23)], True, one.factory).close()  # raises where it is still held


def leave_now(*arguments):
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (
            OSError(errno.EBUSY, "Device or resource busy"),
            "it is in use by another program or an overlay; name another free pin",
        ),
        (OSError(errno.EPERM, "Operation not permitted"), "Operation not permitted"),
    ],
)
def test_an_input_that_cannot_be_had_is_said_and_the_rest_goes_on(
    bench, monkeypatch, error, why
):
    def refuse(*arguments):
        raise error

    one = bench()
    monkeypatch.setattr(selftest, "open_contacts", refuse)
    assert one.run(jumper=23) == ["jumper"]
    assert f"jumper: BCM 23 cannot be read: {why}" in one.said
    assert one.test.verdicts["STOP"] == "works"


def test_a_brief_tap_is_seen_though_it_is_over_by_the_next_look(bench):
    one = bench()
    told = iter([0, 0, START, 0, 0])
    one.board.buttons.read = lambda: next(told, 0)
    test = SelfTest(one.board, one.config, one.ask, one.say)
    assert test.button(START, "START")


def test_a_report_is_text_and_at_its_end_json(measured, monkeypatch, tmp_path):
    monkeypatch.setattr(report.platform, "release", lambda: "6.6.20+rpt-rpi-v8")
    monkeypatch.setattr(report.platform, "machine", lambda: "aarch64")
    monkeypatch.setattr(report.platform, "python_version", lambda: "3.11.2")
    monkeypatch.setattr(report, "_version", lambda name: "1.2")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, text in (
        ("proc/device-tree/model", "Raspberry Pi Zero 2 W Rev 1.0\0"),
        ("etc/os-release", 'NAME=Debian\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n'),
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    findings = [
        Finding(OK, "model", "Raspberry Pi Zero 2 W Rev 1.0"),
        Finding(OK, "disk", f"90 MB free in {tmp_path}/card", "advice is not for a report"),
    ]
    text = report.compose(measured.test, findings, measured.config, Machine(tmp_path)).decode()
    *lines, last = text.splitlines()
    bounced = "<1 ms 0, <2 ms 0, <5 ms 5, <10 ms 0, <20 ms 0, <60 ms 0"
    clean = bounced.replace("5,", "0,", 1)
    button = [
        "pressed 5 times, 200 to 200 ms",
        f"                        bounces after the touch:  {bounced}",
        f"                        bounces after letting go: {clean}",
        "                        the latest after 3.00 ms",
    ]
    assert lines == [
        "acupacer board report 1",
        *report.HEAD,
        "",
        *("motor:", "transistor:", "panel and buttons:", "supply:"),
        "",
        "board:      Raspberry Pi Zero 2 W Rev 1.0",
        "system:     Debian GNU/Linux 12 (bookworm), 6.6.20+rpt-rpi-v8, aarch64",
        f"acupacer:   {__version__}, Python 3.11.2, gpiozero 1.2, lgpio 1.2, "
        "adafruit-circuitpython-ssd1306 1.2, pyserial 1.2",
        "",
        "check",
        "  ok          model     Raspberry Pi Zero 2 W Rev 1.0",
        "  ok          disk      90 MB free in ~/card",
        "",
        "selftest",
        "  works       panel     a whole picture in 23.5 ms",
        "  works       motor",
        "  works       tone",
        "  works       jumper    20 pulses: high 1.00 ms late (worst 1.00 ms), "
        "low 1.00 ms late (worst 1.00 ms)",
        "  works       waits     0.12 ms late (worst 0.12 ms)",
        *[
            line if number else f"  works       {name:10}{line}"
            for name in ("START", "NEXT", "STOP")
            for number, line in enumerate(button)
        ],
        "",
    ]
    facts = json.loads(last)
    assert facts["format"] == "acupacer board report" and facts["version"] == 1
    assert facts["check"][1] == ["ok", "disk", "90 MB free in ~/card"]
    assert facts["selftest"] == dict.fromkeys(
        ("panel", "motor", "tone", "jumper", "waits", "START", "NEXT", "STOP"), "works"
    )
    assert facts["measured"]["bounces"]["STOP"] == {
        "held_ms": [200] * 5,
        "until_ms": [1, 2, 5, 10, 20, 60],
        "closing": [0, 0, 5, 0, 0, 0],
        "opening": [0] * 6,
        "last_us": 3000,
    }
    assert facts["wiring"]["motor"]["pin"] == 18
    assert set(facts["wiring"]) == {"buttons", "motor", "buzzer", "panel", "serial"}


def test_parts_that_are_not_fitted_or_were_left_out_say_so(bench):
    one = bench(config=with_section("buzzer", kind="none"), presses=())

    def leave(line):
        if line.startswith("START"):
            raise KeyboardInterrupt

    one.say = leave
    with pytest.raises(KeyboardInterrupt):
        one.run()
    assert one.test.verdicts == {
        "panel": "works",
        "motor": "works",
        "tone": "not fitted",
        "START": "left out",
        "NEXT": "left out",
        "STOP": "left out",
    }


@pytest.mark.parametrize("is_left", [False, True])
def test_the_report_is_written_whatever_came_of_it(
    bench, monkeypatch, capsys, tmp_path, is_left
):
    one = bench(presses=(START, NEXT, STOP))

    def ask(question):
        if is_left:
            raise KeyboardInterrupt
        return True

    order = []

    def look(machine, config):
        order.append("check")
        return [Finding(OK, "pins", "all free")]

    def open_board(*arguments):
        order.append("board")
        return one.board

    monkeypatch.setattr(check, "check", look)
    monkeypatch.setattr(main, "_open_board", open_board)
    monkeypatch.setattr(main.signal, "signal", lambda *arguments: None)
    monkeypatch.setattr("builtins.print", lambda *words, **named: one.say(words[0]))
    file = tmp_path / "board.txt"
    assert main.selftest(one.config, ask, file) == (1 if is_left else 0)
    facts = json.loads(file.read_text().splitlines()[-1])
    assert facts["selftest"]["STOP"] == ("left out" if is_left else "works")
    assert facts["check"] == [["ok", "pins", "all free"]]
    assert order == ["check", "board"]  # which takes the pins
    assert one.said[-1] == f"{file}: read it, fill in four lines, then send it if you like"


class Disk:
    """A disk that is full at the ``full_at``-th time that something shall be safe on it."""

    def __init__(self, full_at):
        self.left = full_at

    def fsync(self, _):
        self.left -= 1
        if not self.left:
            raise OSError(errno.ENOSPC, "No space left on device")


NO_ROOM = "board.txt: cannot be written: No space left on device; make room and try again"


def test_a_full_disk_is_said_before_anybody_presses(monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(report.os, "fsync", Disk(full_at=1).fsync)
    monkeypatch.setattr(main, "_open_board", leave_now)
    assert main.main(["selftest", "--report", "board.txt"]) == 1
    assert capsys.readouterr().err == NO_ROOM + "\n"
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_is_full_at_the_end_loses_no_press(bench, monkeypatch, capsys, tmp_path):
    one = bench()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "board.txt").write_text("an older one")
    monkeypatch.setattr(report.os, "fsync", Disk(full_at=2).fsync)
    monkeypatch.setattr(check, "check", lambda machine, config: [])
    monkeypatch.setattr(main, "_open_board", lambda *arguments: one.board)
    monkeypatch.setattr(main.signal, "signal", lambda *arguments: None)
    monkeypatch.setattr(SelfTest, "run", lambda self: [])
    assert main.selftest(one.config, one.ask, Path("board.txt")) == 1
    told = capsys.readouterr()
    assert told.err == NO_ROOM + "; the report stands above\n"
    assert json.loads(told.out.splitlines()[-2])["format"] == "acupacer board report"
    assert (tmp_path / "board.txt").read_text() == "an older one"
    assert os.listdir(tmp_path) == ["board.txt"]


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--jumper", "18"], 2, "--jumper 18: name a free pin: 4, 7, 8, 9, 10, 11, 12, 17, "),
        (["--jumper", "40"], 2, "--jumper 40: name a free pin: 4, "),
        (["--report", "none/board.txt"], 1, "none/board.txt: there is no folder none\n"),
        (["--report", "."], 1, ".: is a folder; name a file in it\n"),
        (["--report", "/proc/version"], 1, "/proc/version: this user may not write it; name"),
    ],
)
def test_what_no_report_can_come_of_is_said_before_anything_is_done(
    monkeypatch, tmp_path, capsys, options, code, said
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(main.os, "access", lambda file, how: str(file) != "/proc/version")
    assert main.main(["selftest", *options]) == code
    error = capsys.readouterr().err
    assert error.startswith(said) and error.count("\n") == 1


def test_answers_are_yes_or_no(monkeypatch):
    typed = iter(["maybe", "", "Y"])
    monkeypatch.setattr("builtins.input", lambda prompt: next(typed))
    assert main._ask("Well?") is True
    monkeypatch.setattr("builtins.input", lambda prompt: "no")
    assert main._ask("Well?") is False
