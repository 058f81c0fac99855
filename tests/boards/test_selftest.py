"""``acupacer-device selftest`` on mock pins and an emulated panel, with a scripted person."""

from dataclasses import replace

import pytest
from acupacer.boards.clock import VirtualClock
from acupacer.boards.pi import main
from acupacer.boards.pi.board import Parts, PiBoard
from acupacer.boards.pi.config import Config
from acupacer.boards.pi.selftest import SelfTest, edge_picture
from acupacer.boards.sim.panel import SSD1306, EmulatedI2C
from acupacer.boards.sim.pins import Fingers
from acupacer.core.events import BUTTONS, NEXT, START, STOP
from gpiozero.pins.mock import MockFactory, MockPWMPin

PRESSES = (START, NEXT, STOP)


class Bench:
    """A board on a virtual clock and a person who answers and presses as told.

    ``presses``: the button pressed each time one is asked for; None: nobody comes.
    """

    def __init__(self, config=None, presses=PRESSES, answers=(), is_plugged=True):
        self.config = config or Config()
        self.clock = VirtualClock()
        self.factory = MockFactory(pin_class=MockPWMPin)
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

    def press(self, button):
        if button is None:
            return
        now_ms = self.clock.now_ms()
        down, up = self.fingers.press, self.fingers.release
        self.plan = [
            (now_ms + 500, lambda: down(button)),
            (now_ms + 503, lambda: up(button)),  # one bounce
            (now_ms + 505, lambda: down(button)),
            (now_ms + 700, lambda: up(button)),
        ]

    def run(self):
        try:
            return SelfTest(self.board, self.config, self.ask, self.say).run()
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


def test_answers_are_yes_or_no(monkeypatch):
    typed = iter(["maybe", "", "Y"])
    monkeypatch.setattr("builtins.input", lambda prompt: next(typed))
    assert main._ask("Well?") is True
    monkeypatch.setattr("builtins.input", lambda prompt: "no")
    assert main._ask("Well?") is False
