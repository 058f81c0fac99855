"""No output is on for longer than its cap: on both boards, whatever comes and hangs."""

import threading
import time
from fractions import Fraction
from types import SimpleNamespace

import fake_machine
import pytest
from acupacer.boards.pi import cut_timer
from acupacer.boards.pi.gpio import MotorPin, PassiveBuzzerPin
from acupacer.boards.pico import gpio as pico_gpio
from acupacer.boards.pico.config import Config
from acupacer.boards.pulse import NoPin, PulseActuator
from gpiozero.pins.mock import MockFactory, MockPWMPin
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CAP_MS = 1000


class WatchedPin:
    """Passes everything on; ``longest_ms``: the longest time it was driven without a break.

    ``within``: what comes in the middle of the next ``on``, if anything.
    """

    def __init__(self, pin, clock):
        self.pin = pin
        self.clock = clock
        self.since_ms = None
        self.longest_ms = 0
        self.within = None

    def on(self, level):
        if self.since_ms is None:
            self.since_ms = self.clock.now_ms
        self.interrupt()
        self.pin.on(level)
        self.interrupt()
        if self.since_ms is None:  # put low in the middle, and driven after all
            self.since_ms = self.clock.now_ms

    def interrupt(self):
        happens, self.within = self.within, None
        if happens is not None:
            happens()

    def off(self):
        self.pin.off()
        self.look()
        self.since_ms = None

    def look(self):
        if self.since_ms is not None:
            self.longest_ms = max(self.longest_ms, self.clock.now_ms - self.since_ms)


class PicoRig:
    """One output on the fake chip, whose timer comes whenever time passes."""

    def __init__(self, clock, is_motor):
        fake_machine.WORLD.__init__()
        self.number = 15 if is_motor else 16
        make = pico_gpio.make_motor if is_motor else pico_gpio.make_tone
        self.actuator = make(Config({"pulse_cap_ms": CAP_MS}))

    def due_ms(self):
        return min([timer.due_us // 1000 for timer in fake_machine.WORLD.timers], default=None)

    def fire(self):
        fake_machine.WORLD.run_timers()

    def is_low(self):
        return fake_machine.WORLD.levels[self.number] == 0


class PiRig:
    """One output on mock pins; the guard's thread looks whenever time passes."""

    def __init__(self, clock, is_motor):
        self.clock = clock
        factory = MockFactory(pin_class=MockPWMPin)
        self.timer = cut_timer.ThreadTimer(Fraction(CAP_MS, 1000), lambda: None)
        pin = MotorPin(18, 200, 60, factory) if is_motor else PassiveBuzzerPin(18, factory)
        soft_start_ms = 30 if is_motor else 0
        self.actuator = PulseActuator("out", pin, CAP_MS, self.timer, soft_start_ms)
        self.pin = factory.pin(18)

    def due_ms(self):
        return None if self.timer.ends_s is None else round(self.timer.ends_s * 1000)

    def fire(self):
        self.timer.look()

    def is_low(self):
        return self.pin.state == 0 and self.pin.frequency is None


RIGS = {"pico": PicoRig, "pi": PiRig}


class Story:
    """Time, the loop that may hang or die, and what happens to one output."""

    def __init__(self, make, is_motor):
        self.now_ms = 1000
        self.rig = make(self, is_motor)
        self.actuator = self.rig.actuator
        self.pin = self.actuator._pin = WatchedPin(self.actuator._pin, self)

    def tell(self, steps):
        for what, value in steps:
            getattr(self, what)(value)
            assert self.pin.since_ms is not None or self.rig.is_low(), what
            assert not self.actuator._is_held_low or self.rig.is_low(), what
        self.hang(3 * CAP_MS)  # the loop never comes back
        self.pin.look()
        return self.pin.longest_ms

    def hang(self, ms):
        """Time passes, and nothing but the timer acts."""
        end_ms = self.now_ms + ms
        while (due_ms := self.rig.due_ms()) is not None and due_ms <= end_ms:
            self.now_ms = max(self.now_ms, due_ms)
            self.rig.fire()
        self.now_ms = end_ms

    def run(self, ms):
        """Time passes, and the loop does what is due."""
        end_ms = self.now_ms + ms
        while (due_ms := self.actuator.due_ms) is not None and due_ms <= end_ms:
            self.hang(max(0, due_ms - self.now_ms))
            self.actuator.service(self.now_ms)
        self.hang(end_ms - self.now_ms)

    def set(self, level):
        self.actuator.set(level, self.now_ms)

    def call(self, name):
        getattr(self.actuator, name)()

    def interrupt(self, name):
        """The next time that the pin is driven, this comes in the middle."""
        self.pin.within = getattr(self.actuator, name)


PASSING = st.integers(1, 30) | st.integers(1, 2 * CAP_MS)
STEPS = st.one_of(
    st.tuples(st.just("set"), st.sampled_from([0, 40, 70, 100])),
    st.tuples(st.sampled_from(["run", "hang"]), PASSING),
    st.tuples(st.just("call"), st.sampled_from(["low", "shut", "hold_low", "let_go"])),
    st.tuples(st.just("interrupt"), st.sampled_from(["low", "shut", "hold_low"])),
)


@pytest.fixture
def clock(monkeypatch):
    """The story that is told now; its time is everybody's."""
    now = SimpleNamespace(story=None)

    def now_ms():
        return now.story.now_ms if now.story else 1000

    fakes = {
        "monotonic": lambda: Fraction(now_ms(), 1000),  # floats round
        "ticks_us": lambda: now_ms() * 1000,
        "ticks_diff": lambda later, earlier: later - earlier,
    }
    module = SimpleNamespace(**fakes)
    monkeypatch.setattr(cut_timer, "time", module)
    monkeypatch.setattr(fake_machine, "time", module)
    return now


def told(clock, make, is_motor, steps):
    clock.story = None
    clock.story = Story(make, is_motor)
    return clock.story.tell(steps)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rig=st.sampled_from(sorted(RIGS)),
    is_motor=st.booleans(),
    steps=st.lists(STEPS, max_size=25),
)
def test_no_output_is_on_longer_than_its_cap(clock, rig, is_motor, steps):
    assert told(clock, RIGS[rig], is_motor, steps) <= CAP_MS


@pytest.mark.parametrize("rig", sorted(RIGS))
@pytest.mark.parametrize("is_motor", [False, True])
@pytest.mark.parametrize("is_alive", [False, True])
def test_an_endless_pulse_lasts_exactly_as_long_as_its_cap(clock, rig, is_motor, is_alive):
    steps = [("set", 100), ("run" if is_alive else "hang", 5000), ("set", 70), ("hang", 5000)]
    assert told(clock, RIGS[rig], is_motor, steps) == CAP_MS
    assert clock.story.actuator.was_capped


@pytest.mark.parametrize("rig", sorted(RIGS))
def test_what_cut_it_is_told_once_with_the_pin_low(clock, rig):
    story = clock.story = Story(RIGS[rig], True)
    seen = []
    story.actuator._on_cap = lambda *facts: seen.append((*facts, story.rig.is_low()))
    story.tell([("set", 100), ("hang", 5000), ("run", 5000), ("set", 100), ("run", 3000)])
    assert seen == [(story.actuator.name, CAP_MS, True)]


def test_who_is_told_of_a_cut_is_not_told_within_the_lock():
    """It may wait for a lock that a thread holds which waits for ours, as a log may."""
    guard = cut_timer.PulseGuard()
    timer = guard.timer(0.02)
    is_told, got_in = threading.Event(), threading.Event()

    def enter():
        with timer.lock:
            got_in.set()

    def told(name, cap_ms):
        threading.Thread(target=enter, daemon=True).start()
        assert got_in.wait(10)
        is_told.set()

    actuator = PulseActuator("motor", NoPin(), CAP_MS, timer, on_cap=told)
    actuator.set(100, 0)
    assert is_told.wait(20)
    guard.close()


def test_no_time_of_the_tests_is_real():
    assert cut_timer.time is time
